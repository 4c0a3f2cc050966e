import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  answerText,
  broken,
  configuration,
  copies,
  ids,
  registration,
  secretKey,
  signed,
  thrown,
} from "./sample.mjs";

const target = "/doku/kyb";
const callbackText = '{"type":"BUSINESS","status":"ACTIVE","note":"Ibu Contoh"}';

for (const [copy, { Doku, DokuError, redacted }] of Object.entries(copies)) {
  const doku = new Doku(configuration);
  const request = doku.prepare("register_rdl_customer", registration, ids);
  const headers = signed(callbackText, { target, requestId: "n-1" }, "Request");

  test(`${copy}: reads a callback`, () => {
    for (const body of [callbackText, Buffer.from(callbackText)]) {
      const callback = doku.readCallback(target, headers, body);
      const { kind, signature, requestId, raw } = callback;
      assert.deepEqual([kind, signature, requestId], ["BUSINESS", "verified", "n-1"]);
      assert.equal(Buffer.from(raw).toString(), callbackText);
      for (const shown of [inspect(callback), JSON.stringify(callback)])
        assert.ok(!shown.includes("Contoh"), shown);
    }
    const { Signature: _, ...unsigned } = headers;
    assert.equal(thrown(() => doku.readCallback(target, unsigned, callbackText)).code, "signature_missing");
    const options = { policy: "if_present" };
    assert.equal(doku.readCallback(target, unsigned, callbackText, options).signature, "absent");
    assert.equal(thrown(() => doku.readCallback(target, headers, "{}", options)).code, "signature_mismatch");
    const parsed = thrown(() => doku.readCallback(target, headers, JSON.parse(callbackText)));
    assert.match(parsed.message, /a parsed one has lost what was signed/);
  });

  test(`${copy}: verifies while a key is replaced, and bare signatures by name`, () => {
    const rotated = { ...configuration, secretKey: "new", previousSecretKeys: ["older", secretKey] };
    assert.equal(new Doku(rotated).verifyNotification(target, headers, callbackText), "verified");
    const bare = { ...headers, Signature: headers.Signature.slice("HMACSHA256=".length) };
    assert.equal(thrown(() => doku.verifyNotification(target, bare, callbackText)).code, "signature_mismatch");
    const lenient = new Doku({ ...configuration, acceptBareSignatures: true });
    assert.equal(lenient.verifyNotification(target, bare, callbackText), "verified");
  });

  test(`${copy}: a response outside its window is stale`, () => {
    const response = { status: 200, headers: signed(answerText, request), body: answerText };
    assert.equal(doku.verifyResponse(request, response, "required", { now: 1597135542 }), "verified");
    const stale = () => doku.verifyResponse(request, response, "required", { now: 1597135542 + 61, tolerance: 60 });
    assert.equal(thrown(stale).code, "stale_timestamp");
  });

  test(`${copy}: fakes what DOKU sends`, () => {
    const fake = doku.signTestResponse(request, 201, answerText, ids.timestamp);
    assert.deepEqual(fake.headers, { ...signed(answerText, request), "Content-Type": "application/json" });
    assert.equal(doku.read(request, fake).signature, "verified");
    assert.equal(doku.read(request, doku.signTestResponse(request, 409, answerText)).replayed, true);
    const sent = doku.signTestNotification(target, callbackText, { ...ids, requestId: "n-1" });
    assert.deepEqual(sent, { ...headers, "Content-Type": "application/json" });
    const now = Math.floor(Date.now() / 1000);
    const fresh = doku.signTestNotification(target, callbackText);
    assert.equal(doku.readCallback(target, fresh, callbackText, { now, tolerance: 60 }).kind, "BUSINESS");
  });

  test(`${copy}: a log shows keys and sizes`, () => {
    const shown = JSON.parse(redacted(request));
    assert.equal(shown.body.rdl_customer.email, "[15 characters]");
    assert.equal(shown.headers.Signature, `[${request.headers.Signature.length} characters]`);
    const answer = doku.read(request, doku.signTestResponse(request, 201, answerText));
    assert.equal(JSON.parse(redacted(answer)).body.rdl_customer.account_id, "[number]");
    const callback = doku.readCallback(target, headers, callbackText);
    assert.equal(JSON.parse(redacted(callback)).body.note, "[10 characters]");
    const upload = { category: "LOGO", file: { name: "a.png", content_type: "image/png", content: Buffer.from("89504e470d0a1a0a0000000d", "hex") } };
    const prepared = doku.prepareUpload(upload, "a-token");
    assert.equal(JSON.parse(redacted(prepared)).body, `[${prepared.body.length} bytes]`);
    assert.ok(!redacted(prepared).includes("a-token"));
  });

  test(`${copy}: other types are refused with a path`, () => {
    const list = { ...configuration, previousSecretKeys: ["a", 1] };
    for (const [call, code, path] of [
      [() => new Doku(list), "invalid_config", "previous_secret_keys[1]"],
      [() => new Doku({ ...configuration, previousSecretKeys: "a" }), "invalid_config", "previous_secret_keys"],
      [() => new Doku({ ...configuration, acceptBareSignatures: 1 }), "invalid_config", "accept_bare_signatures"],
      [() => doku.signTestResponse(request, "200", ""), "invalid_request", "status"],
      [() => redacted(null), "invalid_request", "message"],
    ]) {
      assert.ok(thrown(call) instanceof DokuError, String(call));
      assert.deepEqual(broken(call), [code, `${path} wrong_type`], String(call));
    }
  });
}
