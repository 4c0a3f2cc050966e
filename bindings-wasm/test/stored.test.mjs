// A request in a log is redacted; a request in a store is whole, and comes back as it was.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { broken, configuration, copies, ids, registration } from "./sample.mjs";

const bytes = Uint8Array.from([
  0x89,
  ...Buffer.from("PNG\r\n\u001a\n"),
  0,
  255,
  ...Buffer.from("nobody"),
]);
const logo = {
  category: "LOGO",
  file: { name: "nobody.png", content_type: "image/png", content: bytes },
};

for (const [copy, { Doku, serialize, redacted }] of Object.entries(copies)) {
  const doku = new Doku(configuration);
  const signed = doku.prepare("register_rdl_customer", registration, ids);
  const get = doku.prepare("get_business", { client_id: "BRN-0001-1234" }, ids);
  const upload = doku.prepareUpload(logo, "a-token", "b-1");

  test(`${copy}: a log shows the redacted form, however it prints`, () => {
    const { Signature } = signed.headers;
    for (const request of [signed, get, upload]) {
      const { operation, ...shown } = JSON.parse(JSON.stringify({ request })).request;
      assert.equal(operation, request.operation);
      assert.deepEqual(shown, JSON.parse(redacted(request)));
      assert.deepEqual(Object.keys(shown), ["method", "url", "headers", "body"]);
      for (const text of [
        JSON.stringify([request]),
        inspect({ request }, { depth: 9, showHidden: true }),
        `${request}`,
      ])
        for (const secret of [
          "SEMAR",
          Signature,
          get.headers.Signature,
          "a-token",
          "BRN-0001-1234",
          "nobody",
        ])
          assert.equal(text.includes(secret), false, `${secret} in ${text}`);
    }
    const frame = doku.prepareUploadFrame(logo, "a-token", "b-1");
    for (const text of [JSON.stringify(frame), inspect(frame, { depth: 9 })])
      for (const secret of ["a-token", "nobody"]) assert.equal(text.includes(secret), false, text);
    const changed = Object.assign(doku.prepare("get_business", { client_id: "a" }, ids), {
      headers: 5,
    });
    assert.deepEqual(JSON.parse(JSON.stringify(changed)), { operation: "get_business" });
  });

  test(`${copy}: a stored request comes back as it was`, () => {
    for (const request of [signed, get, upload]) {
      const line = serialize(request);
      assert.equal(typeof line, "string");
      assert.ok(!line.includes("\n"));
      const again = new Doku(configuration).restore(line);
      assert.deepEqual(again, request);
      assert.equal(Object.getPrototypeOf(again), Object.getPrototypeOf(request));
      assert.equal(serialize(again), line);
      assert.equal(serialize({ ...request }), line);
    }
    assert.ok(doku.restore(serialize(upload)).body instanceof Uint8Array);
    const { headers, url, body, method, target, requestId, timestamp, operation } = signed;
    const stored = {
      operation,
      method,
      url,
      headers,
      body,
      target,
      request_id: requestId,
      timestamp,
    };
    assert.deepEqual(JSON.parse(serialize(signed)), stored);
    const later = doku.resign(doku.restore(serialize(signed)), "2020-08-11T08:45:43Z");
    assert.deepEqual([later.requestId, later.body], [ids.requestId, signed.body]);
  });

  test(`${copy}: what is no stored request is refused`, () => {
    for (const [text, first] of [
      ["", " bad_format"],
      ["[]", " wrong_type"],
      ["{}", "operation required"],
      [JSON.stringify({ ...JSON.parse(serialize(signed)), method: 7 }), "method wrong_type"],
      [JSON.stringify({ ...JSON.parse(serialize(signed)), methd: "" }), "methd unknown_field"],
      [JSON.stringify(signed), "url"],
      [7, "request wrong_type"],
    ]) {
      const [code, violation] = broken(() => doku.restore(text));
      assert.equal(code, "invalid_request");
      if (first !== "url") assert.equal(violation, first);
    }
    assert.deepEqual(
      broken(() => serialize({ ...signed, url: 7 })),
      ["invalid_request", "url wrong_type"],
    );
    assert.deepEqual(
      broken(() => serialize({ ...signed, headers: {} })),
      ["invalid_request", "headers wrong_type"],
    );
  });
}
