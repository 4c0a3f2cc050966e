import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { Doku, DokuError } from "dokukit";
import { diagnoseSignature } from "dokukit/diagnose";
import { sell } from "./shop.cjs";

const doku = sell(Doku);
assert.throws(
  () => doku.prepare("register_rdl_customer", { rdl_customer: {} }),
  (error) => {
    const { DokuError: Other } = createRequire(import.meta.url)("dokukit");
    return error instanceof DokuError && error instanceof Other && error.violations.length === 28;
  },
);

const config = { environment: "test", clientId: "MCH-1", secretKey: "a test key" };
const headers = doku.signTestNotification("/doku/kyb", "{}");
for (const diagnose of [diagnoseSignature, createRequire(import.meta.url)("dokukit/diagnose").diagnoseSignature]) {
  const findings = diagnose(config, { method: "POST", target: "/shop/doku/kyb", headers, body: "{}" });
  assert.deepEqual(findings.map(({ code, proven }) => [code, proven]), [["path_prefix", true]]);
}
