import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inspect } from "node:util";
import * as esmResults from "../dist/esm/results.js";
import {
  accountId,
  answerText,
  broken,
  cjs,
  clientId,
  configuration,
  copies,
  ids,
  registration,
  secretKey,
  signed,
  thrown,
} from "./sample.mjs";

const operation = "register_rdl_customer";
const results = { esm: esmResults, cjs: createRequire(import.meta.url)("../dist/cjs/results.js") };

for (const [
  copy,
  { Doku, DokuError, checkRequestId, parseTimestamp, timestampFromUnix },
] of Object.entries(copies)) {
  const doku = new Doku(configuration);
  const request = doku.prepare(operation, registration, ids);

  test(`${copy}: prepares from an object and from text alike`, () => {
    assert.equal(request.body, JSON.stringify(registration));
    assert.equal(request.url, "https://api-sandbox.doku.com/sac-rdl/v1/rdl-customers");
    assert.deepEqual(Object.keys(request.headers), [
      "Client-Id",
      "Request-Id",
      "Request-Timestamp",
      "Signature",
      "Content-Type",
    ]);
    assert.equal(request.headers.Signature, signed(request.body, request, "Request").Signature);
    assert.deepEqual(doku.prepare(operation, JSON.stringify(registration, null, 2), ids), request);
    assert.deepEqual(doku.prepare(operation, JSON.stringify(registration), ids), request);
  });

  test(`${copy}: makes the request id and the time`, () => {
    const before = Math.floor(Date.now() / 1000);
    const many = Array.from({ length: 200 }, () => doku.prepare(operation, registration));
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (const { requestId } of many) assert.match(requestId, uuid);
    assert.equal(new Set(many.map(({ requestId }) => requestId)).size, many.length);
    const { unix } = parseTimestamp(many[0].timestamp);
    assert.ok(unix >= before && unix <= Date.now() / 1000);
  });

  test(`${copy}: a body that is not what was given comes back`, () => {
    const body = '{\n  "a": "\u2028é😀"\n}\n';
    const called = doku.prepare("call", { method: "POST", target: "/orders/v1", body }, ids);
    assert.equal(called.body, body);
    assert.equal(called.headers.Signature, signed(body, called, "Request").Signature);
    const got = doku.prepare("call", { method: "GET", target: "/orders/v1/status/INV-1" }, ids);
    assert.equal("body" in got, false);
    assert.equal("Content-Type" in got.headers, false);
    const escaped = JSON.stringify(registration).replace("SEMAR", "\\u0053EMAR");
    assert.equal(doku.prepare(operation, escaped, ids).body, request.body);
  });

  test(`${copy}: every header that the core packs is one of the request, in its order`, () => {
    const head = ["+", "POST", "https://a.id/b", "/b", "r-1", "2020-08-11T08:45:42Z"];
    const names = ["Client-Id", "Signature", "Content-Type", "X-Fifth", "X-Sixth"];
    const lines = [...head, ...names.flatMap((name) => [name, `a ${name}: b`]), "", "{", "", "}"];
    const { headers, body } = results[copy].unpacked("call", lines.join("\n"), undefined);
    assert.deepEqual(Object.entries(headers), names.map((name) => [name, `a ${name}: b`]));
    assert.equal(body, "{\n\n}");
  });

  test(`${copy}: bodies of any size are signed as they are sent`, () => {
    for (const photo of ["é", "😀", "/"]) {
      for (const size of [1, 4_500, 5_000, 100_000]) {
        const { rdl_customer: customer } = registration;
        const large = { rdl_customer: { ...customer, selfie_photo: photo.repeat(size) } };
        const prepared = doku.prepare(operation, large, ids);
        assert.equal(prepared.body, JSON.stringify(large));
        const { Signature } = signed(prepared.body, prepared, "Request");
        assert.equal(prepared.headers.Signature, Signature);
      }
    }
  });

  test(`${copy}: signs in two parts without a key, and again at the current time`, () => {
    const keyless = new Doku({ ...configuration, secretKey: undefined });
    const unsigned = keyless.prepareUnsigned(operation, registration, ids);
    const vault = createHmac("sha256", secretKey).update(unsigned.stringToSign).digest("base64");
    assert.deepEqual(keyless.attachSignature(unsigned.request, `HMACSHA256=${vault}`), request);
    assert.deepEqual(keyless.resignUnsigned({ ...request }, ids.timestamp), unsigned);
    const before = Math.floor(Date.now() / 1000);
    const { unix } = parseTimestamp(doku.resign(request).timestamp);
    assert.ok(unix >= before && unix <= Date.now() / 1000);
  });

  test(`${copy}: reads an answer from headers of any form`, () => {
    const headers = signed(answerText, request);
    const lists = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]),
    );
    const forms = [
      headers,
      new Headers(headers),
      Object.entries(headers),
      new Map(Object.entries(headers)),
      { ...lists, date: undefined },
    ];
    const sent = {
      operation,
      method: request.method,
      target: request.target,
      requestId: request.requestId,
    };
    for (const form of forms) {
      for (const body of [
        answerText,
        Buffer.from(answerText),
        new TextEncoder().encode(answerText),
      ]) {
        const answer = doku.read(sent, { status: 201, headers: form, body });
        const { signature, replayed, httpStatus } = answer;
        assert.deepEqual([signature, replayed, httpStatus], ["verified", false, 201]);
        assert.equal(answer.body.rdl_customer.account_id, accountId);
        assert.equal(new TextDecoder().decode(answer.raw), answerText);
      }
    }
  });

  test(`${copy}: other types than the declared ones are refused by name`, () => {
    const response = { status: 201, headers: signed(answerText, request), body: answerText };
    const withHeader = (a) => ({ ...response, headers: { a, ...response.headers } });
    const cases = [
      [() => new Doku({ ...configuration, clientId: 5 }), "invalid_config", "client_id"],
      [
        () => new Doku({ ...configuration, secretKey: Buffer.from(secretKey) }),
        "invalid_config",
        "secret_key",
      ],
      [() => new Doku({ ...configuration, environment: 1 }), "invalid_config", "environment"],
      [
        () => new Doku({ ...configuration, environment: { baseUrl: new URL("http://127.0.0.1") } }),
        "invalid_config",
        "base_url",
      ],
      [() => doku.prepare(5, registration), "invalid_request", "operation"],
      [
        () => doku.prepare(operation, registration, { requestId: 5 }),
        "invalid_request",
        "request_id",
      ],
      [
        () => doku.prepare(operation, registration, { timestamp: new Date() }),
        "invalid_request",
        "timestamp",
      ],
      [() => doku.attachSignature(request, 5), "invalid_request", "signature"],
      [() => doku.resign({}), "invalid_request", "operation"],
      [
        () => doku.resign({ ...request, body: Buffer.from(request.body) }),
        "invalid_request",
        "body",
      ],
      [() => doku.read({}, response), "invalid_request", "operation"],
      [() => doku.read({ ...request, operation: 5 }, response), "invalid_request", "operation"],
      [() => doku.read({ ...request, requestId: 5 }, response), "invalid_request", "request_id"],
      [
        () => doku.read(request, { ...response, body: JSON.parse(answerText) }),
        "invalid_request",
        "body",
      ],
      [() => doku.read(request, { ...response, body: undefined }), "invalid_request", "body"],
      [() => doku.read(request, { ...response, status: "201" }), "invalid_request", "status"],
      [() => doku.read(request, { ...response, status: 201.5 }), "invalid_request", "status"],
      [() => doku.read(request, { ...response, headers: undefined }), "invalid_request", "headers"],
      [() => doku.read(request, { ...response, headers: "a" }), "invalid_request", "headers"],
      [
        () => doku.read(request, { ...response, headers: Object.entries(response.headers).flat().slice(1) }),
        "invalid_request",
        "headers",
      ],
      [() => doku.read(request, withHeader("b\0c")), "invalid_request", "headers"],
      [() => doku.read(request, withHeader("b\0c\0d")), "invalid_request", "headers"],
      [() => doku.verifyNotification("/a", [], "", { now: "5" }), "invalid_request", "now"],
      [() => timestampFromUnix(null), "invalid_request", "timestamp"],
      [() => timestampFromUnix(NaN), "invalid_request", "timestamp"],
      [() => timestampFromUnix(1.5), "invalid_request", "timestamp"],
      [() => parseTimestamp(5), "invalid_request", "timestamp"],
      [() => checkRequestId(5), "invalid_request", "request_id"],
    ];
    for (const [call, code, path] of cases)
      assert.deepEqual(broken(call), [code, `${path} wrong_type`], String(call));
    const parsed = thrown(() => doku.read(request, { ...response, body: JSON.parse(answerText) }));
    assert.match(parsed.message, /a parsed one has lost what was signed/);
  });

  test(`${copy}: a whole number that is too large is out of range, however large`, () => {
    const response = { status: 201, headers: signed(answerText, request), body: answerText };
    for (const [call, path] of [
      [() => doku.read(request, { ...response, status: 65737 }), "status"],
      [() => doku.read(request, { ...response, status: -1 }), "status"],
      [() => doku.verifyResponse(request, { ...response, status: 1e300 }), "status"],
      [() => timestampFromUnix(1e300), "timestamp"],
    ])
      assert.deepEqual(broken(call), ["invalid_request", `${path} out_of_range`], String(call));
  });

  test(`${copy}: what is left out is not compared`, () => {
    const { method, target, requestId } = request;
    const response = { status: 201, headers: signed(answerText, request), body: answerText };
    assert.equal(doku.verifyResponse({ method, target, requestId }, response), "verified");
    // What its answer must be depends on the operation: without it, nobody says that DOKU signs it.
    const { operation: _, ...rest } = { ...request };
    assert.deepEqual(broken(() => doku.read(rest, response)), ["invalid_request", "operation wrong_type"]);
    const named = { operation: "call", method, target, requestId };
    const unsigned = { ...response, headers: [] };
    assert.equal(thrown(() => doku.read(named, unsigned)).code, "signature_missing");
  });

  test(`${copy}: an error has its parts, and its text is code and detail`, () => {
    const body =
      '{"error":{"code":"idempotent_request","message":"SEMAR DUADUA is known","type":"x"}}';
    const error = thrown(() => doku.read(request, { status: 400, headers: [], body }));
    assert.equal(error.message, `${error.code}: ${error.detail}`);
    assert.equal(error.name, "DokuError");
    const { code, httpStatus, retry, signature, gateway, rawBody, violations } = error;
    assert.deepEqual(
      [code, httpStatus, retry, signature],
      ["gateway_error", 400, "never", "absent"],
    );
    assert.deepEqual(gateway, {
      code: "idempotent_request",
      message: "SEMAR DUADUA is known",
      type: "x",
    });
    assert.equal(new TextDecoder().decode(rawBody), body);
    assert.deepEqual(violations, []);
    for (const text of [inspect(error, { depth: 9 }), JSON.stringify(error), error.stack])
      assert.doesNotMatch(text, /SEMAR/);
  });

  test(`${copy}: is freed at once when asked`, () => {
    const short = new Doku(configuration);
    short[Symbol.dispose]();
    short[Symbol.dispose]();
    const error = thrown(() => short.prepare(operation, registration));
    assert.ok(error instanceof DokuError);
    assert.equal(error.code, "invalid_config");
    assert.match(error.detail, /got one that was disposed of/);
    assert.equal(doku.prepare(operation, registration, ids).headers["Client-Id"], clientId);
  });
}

test("instanceof holds between the copies, and for nothing else", () => {
  for (const one of Object.values(copies)) {
    const error = thrown(() => new one.Doku({}));
    for (const other of Object.values(copies)) assert.ok(error instanceof other.DokuError);
    assert.ok(error instanceof Error);
    class Own extends one.DokuError {}
    assert.equal(error instanceof Own, false);
    assert.ok(new Own({ code: "invalid_config", detail: "" }) instanceof cjs.DokuError);
    for (const value of [new Error("x"), null, undefined, "x", {}])
      assert.equal(value instanceof one.DokuError, false);
  }
  assert.notEqual(copies.esm.DokuError, copies.cjs.DokuError);
});
