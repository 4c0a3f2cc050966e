// `dokukit/diagnose`: what it finds, what it refuses, and that no key is in what it gives.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  broken,
  configuration,
  copies,
  diagnoses,
  secretKey,
  signed,
  thrown,
} from "./sample.mjs";

const target = "/doku/kyb";
const body = '{"type":"BUSINESS","status":"ACTIVE","note":"Ibu Contoh"}';
const headers = signed(body, { target, requestId: "n-1" }, "Request");
const message = { method: "POST", target, headers, body };

for (const [copy, { DokuError, diagnoseSignature, explainSignature }] of Object.entries(diagnoses)) {
  const codes = (...given) => diagnoseSignature(configuration, ...given).map(({ code }) => code);

  test(`${copy}: what verifies has no finding`, () => {
    for (const came of [body, Buffer.from(body), new DataView(new TextEncoder().encode(body).buffer)])
      assert.deepEqual(codes({ ...message, body: came }), []);
    for (const came of [new Headers(headers), Object.entries(headers), Object.entries(headers).flat()])
      assert.deepEqual(codes({ ...message, headers: came }), []);
    assert.deepEqual(codes({ ...message, method: "post" }), []);
    const replaced = { ...configuration, secretKey: "new", previousSecretKeys: ["older", secretKey] };
    assert.deepEqual(diagnoseSignature(replaced, message), []);
  });

  test(`${copy}: a proven mistake says what was signed and what to do`, () => {
    const parsed = { ...message, body: JSON.stringify(JSON.parse(body), null, 2) };
    const [finding, ...others] = diagnoseSignature(configuration, parsed);
    assert.deepEqual(others, []);
    assert.deepEqual(Object.keys(finding).sort(), ["candidate", "code", "detail", "proven"]);
    assert.deepEqual(
      [finding.code, finding.candidate, finding.proven],
      ["body_reserialised", undefined, true],
    );
    assert.match(finding.detail, /verify the bytes that are sent/);
  });

  test(`${copy}: a candidate is named by its index`, () => {
    const [moved] = diagnoseSignature(
      configuration,
      { ...message, target: "/elsewhere" },
      { targets: ["/a", target] },
    );
    assert.deepEqual([moved.code, moved.candidate, moved.proven], ["other_target", 1, true]);
    const stranger = { ...configuration, secretKey: "another" };
    const [secret] = diagnoseSignature(stranger, message, { secretKeys: ["x", "y", secretKey] });
    assert.deepEqual([secret.code, secret.candidate], ["other_secret", 2]);
  });

  test(`${copy}: two mistakes are two findings`, () => {
    const both = { ...message, target: `/api${target}`, body: `${body}\n` };
    assert.deepEqual(codes(both).sort(), ["path_prefix", "trailing_newline"]);
  });

  test(`${copy}: a suspicion is a hint, and wrong_secret behind it is not proven`, () => {
    const gzip = Buffer.from("1f8b0800000000000003abae05000043bfa6a302000000", "hex");
    const found = diagnoseSignature(configuration, { ...message, body: gzip });
    assert.deepEqual(
      found.map(({ code, proven }) => [code, proven]),
      [
        ["body_compressed", false],
        ["wrong_secret", false],
      ],
    );
    const [alone, ...others] = diagnoseSignature(configuration, { ...message, body: '{"a":1}' });
    assert.deepEqual([alone.code, alone.proven, others], ["wrong_secret", true, []]);
  });

  test(`${copy}: a header that is missing or repeated is the finding`, () => {
    const { "Request-Id": _, ...lacking } = headers;
    assert.deepEqual(codes({ ...message, headers: lacking }), ["header_missing"]);
    const { Signature: __, ...unsigned } = headers;
    assert.deepEqual(broken(() => codes({ ...message, headers: unsigned })), ["signature_missing"]);
  });

  test(`${copy}: explains a signature`, () => {
    const explained = explainSignature(configuration, message);
    assert.equal(explained.signature, `${headers.Signature.slice(0, "HMACSHA256=".length + 6)}…`);
    assert.equal(explained.received, headers.Signature);
    assert.equal(explained.matches, true);
    assert.equal(explained.bodyBytes, Buffer.byteLength(body));
    assert.equal(explained.stringToSignBytes, Buffer.byteLength(explained.stringToSign));
    assert.ok(explained.stringToSign.endsWith(`Digest:${explained.digest}`));
    assert.equal(explainSignature(configuration, { ...message, body: "{}" }).matches, false);
    const get = explainSignature(configuration, { ...message, method: "GET" });
    assert.deepEqual([get.digest, get.matches], [undefined, false]);
    assert.deepEqual(
      broken(() => explainSignature(configuration, { method: "POST", target, headers: [] })),
      ["invalid_request", "headers.Request-Id required", "headers.Request-Timestamp required"],
    );
  });

  test(`${copy}: a configuration is checked as that of a Doku is`, () => {
    const { Doku } = copies[copy];
    for (const config of [
      null,
      "test",
      {},
      { ...configuration, secret_key: "a" },
      { ...configuration, Policy: "required" },
      { ...configuration, policy: "strict" },
      { ...configuration, environment: "sandbox" },
      { ...configuration, environment: { baseURL: "x" } },
      { ...configuration, environment: { baseUrl: "http://shop.example" } },
      { ...configuration, clientId: " a" },
      { ...configuration, secretKey: "a\n" },
      { ...configuration, secretKey: 1 },
      { ...configuration, previousSecretKeys: ["a", 1] },
      { ...configuration, acceptBareSignatures: 1 },
    ]) {
      const expected = broken(() => new Doku(config));
      assert.equal(expected[0], "invalid_config");
      assert.deepEqual(broken(() => diagnoseSignature(config, message)), expected);
      assert.deepEqual(broken(() => explainSignature(config, message)), expected);
    }
    const { secretKey: _, ...keyless } = configuration;
    assert.deepEqual(broken(() => diagnoseSignature(keyless, message)), [
      "invalid_config",
      "secret_key required",
    ]);
  });

  test(`${copy}: what is no message is refused with a path`, () => {
    const failing = new Proxy(
      {},
      { get: () => assert.fail("CONTOH"), ownKeys: () => assert.fail("CONTOH") },
    );
    for (const [path, ...given] of [
      ["message wrong_type", null],
      ["message wrong_type", undefined],
      ["Body unknown_field", { ...message, Body: "{}" }],
      ["method wrong_type", { ...message, method: 1 }],
      ["target wrong_type", { ...message, target: undefined }],
      ["headers wrong_type", { ...message, headers: {} }],
      ["headers wrong_type", { ...message, headers: Promise.resolve([]) }],
      ["body wrong_type", { ...message, body: JSON.parse(body) }],
      ["candidates wrong_type", message, null],
      ["candidates.secretkeys unknown_field", message, { secretkeys: ["a"] }],
      ["candidates.targets wrong_type", message, { targets: "/a" }],
      ["candidates.targets[0] wrong_type", message, { targets: [1] }],
      ["candidates.secret_keys[1] wrong_type", message, { secretKeys: ["a", null] }],
    ]) {
      assert.ok(thrown(() => codes(...given)) instanceof DokuError, path);
      assert.deepEqual(broken(() => codes(...given)), ["invalid_request", path]);
      if (given.length === 1)
        assert.deepEqual(broken(() => explainSignature(configuration, ...given)), [
          "invalid_request",
          path,
        ]);
    }
    for (const call of [
      () => diagnoseSignature(failing, message),
      () => diagnoseSignature(configuration, failing),
      () => diagnoseSignature(configuration, message, failing),
      () => explainSignature(configuration, failing),
    ]) {
      assert.ok(thrown(call) instanceof DokuError, String(call));
      assert.ok(!thrown(call).message.includes("CONTOH"));
    }
  });

  test(`${copy}: a DokuError of one entry point is one of the other`, () => {
    assert.ok(thrown(() => diagnoseSignature({}, message)) instanceof copies[copy].DokuError);
    assert.ok(thrown(() => new copies[copy].Doku({})) instanceof DokuError);
  });

  test(`${copy}: no key, and no whole signature that would be right, is in what it gives`, () => {
    const keys = ["contoh-key-one", "contoh-key-two"];
    const config = { ...configuration, previousSecretKeys: [keys[0]] };
    const forged = { ...message, body: '{"forged":1}' };
    const right = signed(forged.body, { target, requestId: "n-1" }, "Request").Signature;
    for (const given of [
      diagnoseSignature(config, forged, { secretKeys: [keys[1]] }),
      diagnoseSignature({ ...config, secretKey: keys[1] }, message, { secretKeys: [secretKey] }),
      explainSignature(config, forged),
      thrown(() => diagnoseSignature(config, { ...forged, headers: [] }, { secretKeys: [keys[1]] })),
    ]) {
      const text = `${inspect(given, { depth: 9 })}${given.stack ?? ""}`;
      for (const hidden of [...keys, secretKey, right.slice("HMACSHA256=".length)])
        assert.ok(!text.includes(hidden), text);
    }
  });

  test(`${copy}: bodies of every kind end in one list of findings`, () => {
    const bodies = {
      empty: "",
      deep: "[".repeat(100_000) + "]".repeat(100_000),
      numbers: `[${"1,".repeat(200_000)}1]`,
      "not UTF-8": Buffer.alloc(200_000, 0xff),
      zeros: Buffer.alloc(3_000_000),
    };
    const long = Object.entries({ ...headers, "X-Long": "a".repeat(100_000) });
    for (const [kind, of] of Object.entries(bodies)) {
      const found = diagnoseSignature(configuration, { ...message, headers: long, body: of });
      assert.ok(Array.isArray(found) && found.length > 0, kind);
      assert.equal(found.at(-1).code, "wrong_secret", kind);
    }
    for (const odd of ["", "a b", "http://", "/\0", "/\u202e", "a".repeat(100_000)])
      assert.ok(Array.isArray(codes({ ...message, target: odd })), JSON.stringify(odd).slice(0, 20));
    const many = Array.from({ length: 20 }, (_, i) => `contoh-${i}`);
    const others = { secretKeys: many, targets: many, clientIds: many, requestIds: many };
    assert.equal(codes({ ...message, body: "{}" }, others).at(-1), "wrong_secret");
  });
}
