// Options: a misspelt one is refused, and each does what it says.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answerText,
  broken,
  configuration,
  copies,
  ids,
  registration,
  signed,
  thrown,
} from "./sample.mjs";

const operation = "register_rdl_customer";
const target = "/doku/notify";

for (const [copy, { Doku, DokuError, serialize }] of Object.entries(copies)) {
  const doku = new Doku(configuration);
  const request = doku.prepare(operation, registration, ids);
  const response = { status: 201, headers: signed(answerText, request), body: answerText };
  const incoming = signed("{}", { target, requestId: "n-1" }, "Request");

  test(`${copy}: an option that there is not is refused by name`, () => {
    const both = { ...ids };
    for (const [code, path, call] of [
      ["invalid_config", "secret_key", () => new Doku({ ...configuration, secret_key: "a" })],
      ["invalid_config", "Policy", () => new Doku({ ...configuration, Policy: "required" })],
      [
        "invalid_config",
        "environment.baseURL",
        () => new Doku({ ...configuration, environment: { baseURL: "x" } }),
      ],
      [
        "invalid_request",
        "requestID",
        () => doku.prepare(operation, registration, { requestID: "r-1" }),
      ],
      [
        "invalid_request",
        "request_id",
        () => doku.prepareUnsigned(operation, registration, { request_id: "r-1" }),
      ],
      ["invalid_request", "time", () => doku.signComponent("GET", "/", null, { ...both, time: 1 })],
      ["invalid_request", "time", () => doku.signReply(target, "{}", { ...both, time: 1 })],
      [
        "invalid_request",
        "requestID",
        () => doku.signTestNotification(target, "{}", { requestID: "n-1" }),
      ],
      ["invalid_request", "Body", () => doku.read(request, { ...response, Body: answerText })],
      ["invalid_request", "Policy", () => doku.read(request, response, { Policy: "required" })],
      [
        "invalid_request",
        "Now",
        () => doku.verifyResponse(request, response, "required", { Now: 1 }),
      ],
      ["invalid_request", "Now", () => doku.verifyNotification(target, incoming, "{}", { Now: 1 })],
      [
        "invalid_request",
        "leeway",
        () => doku.readCallback(target, incoming, "{}", { now: 1, leeway: 1 }),
      ],
    ]) {
      assert.ok(thrown(call) instanceof DokuError, String(call));
      assert.deepEqual(broken(call), [code, `${path} unknown_field`], String(call));
    }
    const name = `\u202e\n\b${"a".repeat(100)}`;
    const error = thrown(() => doku.prepare(operation, registration, { [name]: "a value" }));
    assert.equal(error.violations[0].path, `\\u202e\\n\\b${"a".repeat(61)}…`);
    assert.ok(!error.message.includes("\n") && !error.message.includes("a value"));
    const inBody = thrown(() => doku.prepare(operation, { rdl_customer: { [name]: "" } }));
    assert.ok(
      inBody.violations.some(({ path }) => path === `rdl_customer.\\u202e\\n\\b${"a".repeat(61)}…`),
    );
  });

  test(`${copy}: a tolerance without a moment is around now`, () => {
    for (const call of [
      () => doku.verifyNotification(target, incoming, "{}", { tolerance: 60 }),
      () => doku.readCallback(target, incoming, "{}", { tolerance: 60 }),
      () => doku.verifyResponse(request, response, "required", { tolerance: 60 }),
    ])
      assert.equal(thrown(call).code, "stale_timestamp");
    const fresh = doku.signTestNotification(target, "{}");
    assert.equal(doku.verifyNotification(target, fresh, "{}", { tolerance: 60 }), "verified");
    assert.equal(doku.verifyNotification(target, incoming, "{}"), "verified");
  });

  test(`${copy}: an option of another type is refused, and each reaches the core`, () => {
    for (const [options, path] of [
      [{ allowPlainHttp: 1 }, "allow_plain_http"],
      [{ acceptBareSignatures: 1 }, "accept_bare_signatures"],
      [{ previousSecretKeys: "a" }, "previous_secret_keys"],
      [{ previousSecretKeys: ["a", 1] }, "previous_secret_keys[1]"],
      [{ policy: 1 }, "policy"],
      [{ query: 1 }, "query"],
    ])
      assert.deepEqual(
        broken(() => new Doku({ ...configuration, ...options })),
        ["invalid_config", `${path} wrong_type`],
      );
    assert.deepEqual(
      broken(() => doku.read(request, response, { policy: 1 })),
      ["invalid_request", "policy wrong_type"],
    );
    const environment = { baseUrl: "http://proxy.test" };
    const { url } = new Doku({ ...configuration, environment, allowPlainHttp: true }).prepare(
      "call",
      { method: "GET", target: "/a" },
      ids,
    );
    assert.equal(url, "http://proxy.test/a");
    const named = thrown(() => new Doku({ ...configuration, environment: "https://a.id" }));
    assert.match(named.detail, /\{ baseUrl \}/);
  });

  test(`${copy}: a request belongs to the configuration that prepared it`, () => {
    const elsewhere = [
      new Doku({ ...configuration, clientId: "BRN-OTHER" }),
      new Doku({ ...configuration, environment: "production" }),
    ];
    const { Signature } = request.headers;
    const { requestId, method, target: path } = request;
    const rows = [
      request,
      { ...request },
      { operation, method, target: path, requestId, url: request.url, headers: request.headers },
    ];
    for (const other of elsewhere) {
      for (const row of rows) {
        for (const call of [
          () => other.read(row, response),
          () => other.verifyResponse(row, response),
        ])
          assert.equal(thrown(call).code, "not_for_this_request", String(call));
      }
      for (const call of [
        () => other.resign(request),
        () => other.resignUnsigned(request),
        () => other.attachSignature(request, Signature),
        () => other.restore(serialize(request)),
      ])
        assert.equal(thrown(call).code, "not_for_this_request", String(call));
    }
    const { "Client-Id": __, ...nameless } = request.headers;
    assert.equal(
      thrown(() => doku.resign({ ...request, headers: nameless })).code,
      "not_for_this_request",
    );
    const remembered = { operation, method, target: path, requestId };
    assert.equal(doku.read(remembered, response).signature, "verified");
    const named = { ...remembered, clientId: "BRN-OTHER" };
    assert.equal(thrown(() => doku.read(named, response)).code, "not_for_this_request");
    const shifted = { ...request, requestId: "a\nb" };
    assert.deepEqual(
      broken(() => doku.resign(shifted)),
      ["invalid_request", "request_id bad_format"],
    );
    const moved = { ...request, url: "https://api-sandbox.doku.com.a.id/sac-rdl/v1/rdl-customers" };
    assert.equal(thrown(() => doku.resign(moved)).code, "not_for_this_request");
    const upload = doku.prepareUpload({ category: "LOGO", file_url: "https://a.id/logo.png" }, "t");
    const answered = {
      status: 200,
      headers: [],
      body: '{"id":"D-1","link":"https://a.id","category":"LOGO"}',
    };
    assert.equal(doku.read(upload, answered).body.id, "D-1");
    assert.equal(thrown(() => elsewhere[1].read(upload, answered)).code, "not_for_this_request");
  });
}
