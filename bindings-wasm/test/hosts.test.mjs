// Headers and bodies as HTTP clients, servers and test runners hand them over.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
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

for (const [copy, { Doku, DokuError }] of Object.entries(copies)) {
  const doku = new Doku(configuration);
  const request = doku.prepare(operation, registration, ids);
  const headers = signed(answerText, request);
  const read = (source, body = answerText) =>
    doku.read(request, { status: 201, headers: source, body });

  test(`${copy}: headers are taken as hosts hand them over`, () => {
    const pairs = Object.entries(headers);
    // The shapes were printed by axios 1, got 15, superagent 10, undici 7, node-fetch 2, Express 5,
    // Fastify 5 and node:http and node:http2 of Node 20.
    class AxiosHeaders {
      constructor() {
        Object.assign(this, { "set-cookie": ["a=1", "b=2"], "content-length": 2 }, headers);
      }
      *[Symbol.iterator]() {
        yield* Object.entries(this);
        yield ["x-removed", null];
        yield ["x-off", false];
      }
    }
    const bare = Object.assign(Object.create(null), headers, { ":status": 201, "x-null": null });
    bare[Symbol("sensitive")] = [];
    for (const [name, source] of Object.entries({
      "fetch and undici.fetch": new Headers([
        ...pairs,
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
      ]),
      axios: new AxiosHeaders(),
      "got, superagent, undici.request, http": {
        "set-cookie": ["a=1", "b=2"],
        ...headers,
        date: undefined,
      },
      http2: bare,
      rawHeaders: ["Set-Cookie", "a=1", "Set-Cookie", "b=2", ...pairs.flat()],
      "headersDistinct, node-fetch.raw()": Object.fromEntries(
        pairs.map(([name, value]) => [name, [value]]),
      ),
      "a Map": new Map(pairs),
      "white space": Object.fromEntries(pairs.map(([name, value]) => [name, `\t ${value} `])),
    }))
      assert.equal(read(source).signature, "verified", name);
  });

  test(`${copy}: what is no headers is refused by name, and never unsigned`, () => {
    const whole = { status: 200, headers: new Headers(headers), url: "https://a.id" };
    const partner = doku.prepare("get_business", { client_id: "BRN-1" }, ids);
    for (const [got, source] of [
      ["a promise: await it", Promise.resolve(new Headers(headers))],
      [
        "a promise: await it",
        Object.assign(Promise.resolve(), { [Symbol.iterator]: () => [][Symbol.iterator]() }),
      ],
      ["a function: call it", () => headers],
      ["an object without any", {}],
      ["an object without any", { ...new Headers(headers) }],
      ["an object without any", JSON.parse(JSON.stringify(new Map([["a", "b"]])))],
      ["an object without any", new (class ReadonlyHeaders {})()],
      ["a whole message: give its headers", whole],
      ["a whole message: give its headers", new Response("", { headers })],
      ["a whole message: give its headers", new Request("https://a.id", { headers })],
      ["undefined", undefined],
      ["text", "signature: a"],
      ["a list without pairs", ["Signature"]],
      ["a list without pairs", new Set(["Signature"])],
      ["a list without pairs", [["Signature", "a", "b"]]],
      ["a list without pairs", [Buffer.from("Signature"), Buffer.from("a")]],
      ["an object as a value", { raw: {}, path: "/a" }],
      ["a function as a value", { signature: "a", get: () => {} }],
      ["null as a value", { Signature: null }],
      ["a number as a value", { "request-id": 7 }],
      ["bytes as a value", { "client-id": Buffer.from("a") }],
      ["null as a value", { SIGNATURE: [null] }],
      ["a number as a name", [[7, "a"]]],
    ]) {
      for (const call of [
        () => read(source),
        () => doku.read(partner, { status: 200, headers: source, body: "{}" }),
        () => doku.readCallback("/a", source, "{}", { policy: "if_present" }),
        () => doku.verifyNotification("/a", source, "{}"),
      ]) {
        assert.deepEqual(broken(call), ["invalid_request", "headers wrong_type"], got);
        const { detail } = thrown(call);
        assert.ok(detail.includes(`, got ${got}`), `${detail} lacks: ${got}`);
      }
    }
    assert.equal(
      doku.read(partner, { status: 200, headers: [], body: '{"id":"BSN-1"}' }).signature,
      "absent",
    );
  });

  test(`${copy}: every buffer and view is bytes`, () => {
    const raw = new TextEncoder().encode(answerText);
    const shared = new Uint8Array(new SharedArrayBuffer(raw.length));
    shared.set(raw);
    const wide = new Uint8Array(raw.length + 3);
    wide.set(raw, 2);
    for (const body of [
      raw.buffer,
      Buffer.from(raw),
      new DataView(wide.buffer, 2, raw.length),
      new Int8Array(wide.buffer, 2, raw.length),
      shared,
      shared.buffer,
      vm.runInNewContext("new Uint8Array(list)", { list: [...raw] }),
    ]) {
      const answer = read(headers, body);
      assert.equal(answer.signature, "verified");
      assert.deepEqual(Buffer.from(answer.raw), Buffer.from(raw));
      assert.ok(!(answer.raw.buffer instanceof SharedArrayBuffer));
    }
    const marked = `\ufeff${answerText}`;
    assert.equal(read(signed(marked, request), Buffer.from(marked)).signature, "verified");
  });

  test(`${copy}: what is no body is refused by name`, () => {
    const detached = [
      new Uint8Array(8),
      new Uint8Array(8).buffer,
      new DataView(new ArrayBuffer(8)),
    ];
    for (const view of detached) {
      const buffer = view.buffer ?? view;
      structuredClone(buffer, { transfer: [buffer] });
    }
    for (const [got, body] of [
      ...detached.map((view) => ["a detached buffer", view]),
      ["a promise: await it", Promise.resolve("")],
      ["a stream: read all of it", new ReadableStream()],
      ["a Blob: await its arrayBuffer()", new Blob([])],
      ["an object: a parsed one has lost what was signed", {}],
      ["a list: a parsed one has lost what was signed", []],
      ["undefined", undefined],
      ["null", null],
    ]) {
      const reading = () => doku.read(request, { status: 201, headers, body });
      const error = thrown(reading);
      assert.deepEqual(broken(reading), ["invalid_request", "body wrong_type"], got);
      assert.ok(error.detail.includes(`got ${got}`), error.detail);
    }
    const upload = {
      category: "LOGO",
      file: { name: "a.png", content_type: "image/png", content: detached[0] },
    };
    assert.match(
      thrown(() => doku.prepareUpload(upload, "t")).detail,
      /file\.content: .*got a detached buffer/,
    );
  });

  test(`${copy}: nothing but a DokuError is ever thrown`, () => {
    const depth = 20_000;
    const deep = answerText.replace(/}$/, `,"x":${"[".repeat(depth)}${"]".repeat(depth)}}`);
    const error = thrown(() => read(signed(deep, request), deep));
    assert.ok(error instanceof DokuError);
    assert.deepEqual(
      [error.code, error.httpStatus, error.signature],
      ["unreadable_response", 201, "verified"],
    );
    assert.equal(Buffer.from(error.rawBody).toString(), deep);
    assert.match(error.detail, /DOKU may have acted/);
    const failing = new Proxy(
      {},
      { get: () => assert.fail("SEMAR"), ownKeys: () => assert.fail("SEMAR") },
    );
    for (const call of [
      () => new Doku(failing),
      () => doku.prepare(operation, failing),
      () => doku.prepare(operation, registration, failing),
      () => doku.prepareUpload(failing, failing),
      () => doku.read(failing, { status: 200, headers, body: "" }),
      () => doku.read(request, failing),
      () => read(failing),
      () => read(headers, failing),
      () => doku.verifyNotification("/a", headers, "", failing),
      () => doku.resign(failing),
      () => doku.signTestResponse(failing, 200, ""),
    ]) {
      const thrownHere = thrown(call);
      assert.ok(thrownHere instanceof DokuError, `${call}: ${thrownHere}`);
      assert.ok(!thrownHere.message.includes("SEMAR"));
    }
  });
}

const dist = fileURLToPath(new URL("../dist", import.meta.url));

/** Loads the CommonJS copy into a context that has nothing but the language. */
function loaded(context) {
  const modules = new Map();
  const load = (file) => {
    if (!modules.has(file)) {
      const module = { exports: {} };
      modules.set(file, module);
      const source = `(function (require, module, exports) {${fs.readFileSync(file, "utf8")}\n})`;
      const near = (name) => load(path.resolve(path.dirname(file), name));
      vm.runInContext(source, context, { filename: file })(near, module, module.exports);
    }
    return modules.get(file).exports;
  };
  return load(path.join(dist, "cjs/index.js"));
}

test("cjs: importing needs nothing but the language, as in Jest with jsdom", () => {
  const context = vm.createContext({});
  const { Doku, DokuError } = loaded(context);
  assert.equal(
    vm.runInContext("typeof TextDecoder + typeof TextEncoder + typeof URL", context),
    "undefined".repeat(3),
  );
  const early = thrown(() => new Doku(configuration));
  assert.ok(early instanceof DokuError);
  assert.match(early.detail, /TextEncoder and TextDecoder/);
  Object.assign(context, { TextDecoder, TextEncoder, crypto: globalThis.crypto });
  const doku = new Doku(configuration);
  const request = doku.prepare(operation, JSON.stringify(registration));
  assert.equal(request.headers["Client-Id"], configuration.clientId);
  assert.equal(
    typeof doku[Symbol.dispose],
    vm.runInContext("typeof Symbol.dispose", context) === "symbol" ? "function" : "undefined",
  );
  assert.equal("undefined" in doku, false);
});

test("esm: importing needs nothing but the language", () => {
  const program = `
    const { TextDecoder, TextEncoder } = globalThis;
    for (const name of ["TextDecoder", "TextEncoder", "URL", "Headers", "fetch", "Buffer", "btoa", "atob", "crypto"])
      delete globalThis[name];
    const { Doku } = await import("dokukit");
    Object.assign(globalThis, { TextDecoder, TextEncoder });
    new Doku(${JSON.stringify(configuration)});
  `;
  execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: path.dirname(dist),
  });
});

test("the glue of each copy makes its coders at first use", () => {
  for (const copy of ["esm", "cjs", "workerd"]) {
    const glue = fs.readFileSync(path.join(dist, copy, "generated/glue.js"), "utf8");
    assert.doesNotMatch(glue, /^(let|const|var) .*new Text(De|En)coder/m, copy);
  }
});
