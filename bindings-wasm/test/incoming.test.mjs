// What DOKU sends, and fakes of it: what is left out is the platform's own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerText, broken, configuration, copies, ids, registration } from "./sample.mjs";

const target = "/doku/kyb";
const body = '{"type":"BUSINESS"}';

for (const [copy, { Doku, DokuError }] of Object.entries(copies)) {
  const doku = new Doku(configuration);
  const request = doku.prepare("register_rdl_customer", registration, ids);
  const now = Math.floor(Date.now() / 1000);

  test(`${copy}: a fake without an id and a timestamp has fresh ones`, () => {
    const [one, other] = [1, 2].map(() => doku.signTestNotification(target, body));
    assert.notEqual(one["Request-Id"], other["Request-Id"]);
    const callback = doku.readCallback(target, one, body, { now, tolerance: 60 });
    assert.deepEqual([callback.kind, callback.requestId], ["BUSINESS", one["Request-Id"]]);
    assert.deepEqual(Buffer.from(callback.raw), Buffer.from(body));
    const response = doku.signTestResponse(request, 201, answerText);
    assert.deepEqual([response.status, response.body], [201, answerText]);
    const near = { now, tolerance: 60 };
    assert.equal(doku.verifyResponse(request, response, "required", near), "verified");
  });

  test(`${copy}: other types are refused with a path`, () => {
    const call = () => doku.signTestResponse(request, "200", "");
    assert.throws(call, (error) => error instanceof DokuError);
    assert.deepEqual(broken(call), ["invalid_request", "status wrong_type"]);
  });
}
