// A trap, which is a bug in the library: one error without its text, and a new module for the next call.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inspect } from "node:util";
import * as esm from "../dist/esm/generated/glue.js";
import * as esmDiagnose from "../dist/esm/generated/diagnose/glue.js";
import { configuration, copies, diagnoses, ids, registration, thrown } from "./sample.mjs";

const require = createRequire(import.meta.url);
const glues = { esm, cjs: require("../dist/cjs/generated/glue.js") };
const diagnoseGlues = { esm: esmDiagnose, cjs: require("../dist/cjs/generated/diagnose/glue.js") };
const operation = "register_rdl_customer";

/** Makes the next call of a method trap in the module, by an address outside its memory. */
function breakNext({ Core }, method) {
  const original = Core.prototype[method];
  Core.prototype[method] = function (...given) {
    Core.prototype[method] = original;
    this.__wbg_ptr = 0xffff_fff0;
    return original.apply(this, given);
  };
}

/** The one error of a bug, without any text of the trap. */
function assertInternal(call, DokuError) {
  const error = thrown(call);
  assert.ok(error instanceof DokuError, `${error}`);
  assert.equal(error.message, "internal_error: the library failed, which is a bug in it");
  assert.deepEqual(
    [error.code, error.violations, error.cause, error.retry],
    ["internal_error", [], undefined, undefined],
  );
  assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /RuntimeError|out of bounds|unreachable/);
}

for (const [copy, kit] of Object.entries(copies)) {
  const { Doku, DokuError } = kit;

  test(`${copy}: a trap is internal_error, and what comes next has a new module`, () => {
    const [doku, other] = [new Doku(configuration), new Doku(configuration)];
    const request = doku.prepare(operation, registration, ids);
    for (const method of ["prepare", "read"]) {
      const [broken, bystander] = [new Doku(configuration), new Doku(configuration)];
      breakNext(glues[copy], method);
      const call = {
        prepare: () => broken.prepare(operation, registration, ids),
        read: () => broken.read(request, { status: 200, headers: [], body: "" }),
      }[method];
      assertInternal(call, DokuError);
      assert.equal(kit.parseTimestamp(ids.timestamp).text, ids.timestamp);
      assert.deepEqual(new Doku(configuration).prepare(operation, registration, ids), request);
      // Their keys were in the memory that is gone, and nowhere else.
      for (const old of [broken, bystander, doku, other])
        assertInternal(() => old.prepare(operation, registration, ids), DokuError);
      assertInternal(() => bystander.signReply("/a", "{}", ids), DokuError);
      bystander[Symbol.dispose]();
      assert.equal(thrown(() => bystander.resign(request)).code, "invalid_config");
    }
    assert.deepEqual(new Doku(configuration).resign(request, ids.timestamp), request);
  });

  test(`${copy}: a trap in a diagnosis breaks that call alone`, () => {
    const doku = new Doku(configuration);
    const headers = doku.signTestNotification("/a", "{}");
    const message = { method: "POST", target: "/a", headers, body: "{}" };
    const diagnose = () => diagnoses[copy].diagnoseSignature(configuration, message);
    breakNext(diagnoseGlues[copy], "diagnoseSignature");
    assertInternal(diagnose, diagnoses[copy].DokuError);
    assert.deepEqual(diagnose(), []);
    assert.equal(doku.verifyNotification("/a", headers, "{}"), "verified");
  });
}
