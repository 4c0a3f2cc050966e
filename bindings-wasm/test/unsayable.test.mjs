// What JSON cannot say is told of at its own field, beside everything that the core finds.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { broken, configuration, copies, ids, registration, thrown } from "./sample.mjs";

const operation = "register_rdl_customer";
const { rdl_customer: customer } = registration;
const file = (name) =>
  JSON.parse(fs.readFileSync(new URL(`../../examples/data/${name}.json`, import.meta.url), "utf8"));

const cycle = { a: [] };
cycle.a.push(cycle);
const throwing = {
  toJSON: () => {
    throw new Error("SEMAR DUADUA");
  },
};

/** Values, and what an error calls them. */
const values = [
  [NaN, "NaN"],
  [Infinity, "Infinity"],
  [-Infinity, "-Infinity"],
  [2 ** 53, "a number above 2^53 that may have lost digits"],
  [-1e21, "a number above 2^53 that may have lost digits"],
  [10n, "a BigInt"],
  [() => {}, "a function"],
  [Symbol("a"), "a symbol"],
  [new Date(0), "a Date"],
  [new Date(NaN), "a Date"],
  [new Map([["a", 1]]), "a Map"],
  [new Set([1]), "a Set"],
  [vm.runInNewContext("new Map()"), "a Map"],
  [/a/, "a RegExp"],
  [Promise.resolve(), "a promise"],
  [new Headers({ a: "b" }), "a Headers"],
  [Buffer.from("a"), "bytes"],
  [new ArrayBuffer(1), "bytes"],
  [new Float64Array(1), "bytes"],
  [new copies.esm.Secret("a-token"), "a Secret"],
  [throwing, "an object whose toJSON fails"],
  [new Number(NaN), "NaN"],
  [new Blob(["a"]), "a Blob"],
];

for (const [copy, kit] of Object.entries(copies)) {
  const { Doku, DokuError } = kit;
  const doku = new Doku(configuration);
  const prepare = (fields, call = ids) =>
    doku.prepare(operation, { rdl_customer: { ...customer, ...fields } }, call);

  test(`${copy}: each value that JSON cannot say is a violation of its field`, () => {
    for (const [value, got] of values) {
      const error = thrown(() => prepare({ mother_maiden_name: value }));
      assert.ok(error instanceof DokuError, got);
      const detail = `expected text, got ${got}`;
      assert.deepEqual(error.violations, [
        { path: "rdl_customer.mother_maiden_name", code: "wrong_type", detail },
      ]);
      assert.equal(error.message, `invalid_request: rdl_customer.mother_maiden_name: ${detail}`);
    }
    assert.ok("mother_maiden_name" in customer);
  });

  test(`${copy}: beside all others, the call's first, in the order of the document`, () => {
    const fields = { birth_date: new Date(0), zip_code: 40286, email: NaN, titel: NaN };
    const call = { requestId: "", timestamp: "2020-08-11" };
    const known = Object.keys(customer).filter((name) => name in fields);
    assert.equal(known.length, 3);
    assert.deepEqual(
      broken(() => prepare(fields, call)),
      [
        "invalid_request",
        "request_id required",
        "timestamp bad_format",
        ...known.map((name) => `rdl_customer.${name} wrong_type`),
        "rdl_customer.titel unknown_field",
      ],
    );
  });

  test(`${copy}: an id and a moment of another type are told beside the fields`, () => {
    const call = { requestId: 5, timestamp: new Date() };
    const error = thrown(() => prepare({ birth_date: NaN, zip_code: 40286 }, call));
    assert.deepEqual(
      error.violations.map(({ path, code }) => `${path} ${code}`),
      [
        "request_id wrong_type",
        "timestamp wrong_type",
        ...Object.keys(customer)
          .filter((name) => name === "birth_date" || name === "zip_code")
          .map((name) => `rdl_customer.${name} wrong_type`),
      ],
    );
    assert.match(error.detail, /timestamp: expected text, got a Date/);
  });

  test(`${copy}: in lists, objects and booleans the core says what it expected`, () => {
    const business = file("business-registration");
    const [contact] = business.business.contacts;
    business.business.brands = new Map();
    business.business.addresses[0].primary = NaN;
    business.business.contacts = [undefined, { ...contact, name: NaN, documents: [NaN] }, , cycle];
    business.partner = new Set();
    const error = thrown(() => doku.prepare("register_business", business, ids));
    assert.deepEqual(
      error.violations.map(({ path, code, detail }) => `${path} ${code}: ${detail}`),
      [
        "business.brands wrong_type: expected a list, got a Map",
        "business.addresses[0].primary wrong_type: expected true or false, got NaN",
        "business.contacts[0] wrong_type: expected an object, got undefined",
        "business.contacts[1].documents[0] wrong_type: expected an object, got NaN",
        "business.contacts[1].name wrong_type: expected text, got NaN",
        "business.contacts[2] wrong_type: expected an object, got undefined",
        "business.contacts[3].name required: mandatory, got nothing",
        "business.contacts[3].a unknown_field: expected only documented keys, got another",
        "partner wrong_type: expected an object, got a Set",
      ],
    );
    const looped = thrown(() => doku.prepare("call", { method: "GET", target: cycle }, ids));
    assert.deepEqual(looped.violations, [
      { path: "target", code: "wrong_type", detail: "expected text, got an object" },
    ]);
  });

  test(`${copy}: the request itself may be none`, () => {
    for (const [value, detail] of [
      [
        Buffer.from("{}"),
        "expected an object, got bytes, which are not an object: give their text",
      ],
      [undefined, "expected an object, got undefined"],
      [() => {}, "expected an object, got a function"],
      [null, "expected an object, got null"],
      [new Map(), "expected an object, got a Map"],
    ]) {
      const error = thrown(() => doku.prepare(operation, value));
      assert.deepEqual(error.violations, [{ path: "", code: "wrong_type", detail }]);
    }
    let deep = {};
    for (let i = 0; i < 40_000; i++) deep = { deep };
    const error = thrown(() => doku.prepare(operation, deep));
    assert.ok(error instanceof DokuError);
    assert.match(error.detail, /got a value nested too deeply/);
  });

  test(`${copy}: amounts are digits that nothing has lost`, () => {
    const disburse = (amount) =>
      doku.prepare("disburse_rdl", { transaction: { id: "T-1", amount } }, ids);
    const expected = "transaction.amount: expected a number without fraction and exponent, got ";
    for (const [amount, got] of [
      [NaN, "NaN"],
      [10_000n, "a BigInt"],
      [2 ** 53, "a number above 2^53 that may have lost digits"],
      [12345678901234567890, "a number above 2^53 that may have lost digits"],
    ])
      assert.equal(thrown(() => disburse(amount)).detail, expected + got);
    assert.match(disburse(Number.MAX_SAFE_INTEGER).body, /"amount":9007199254740991\b/);
  });

  test(`${copy}: half a surrogate pair is refused, in an object and in a text`, () => {
    for (const title of ["\ud800", "a\udc00b", "\\\ud83d"]) {
      const request = { rdl_customer: { ...customer, title } };
      const text = JSON.stringify(request).replace(/\\u(d[89a-f]\w\w)/g, (_, code) =>
        String.fromCharCode(parseInt(code, 16)),
      );
      assert.ok(!text.isWellFormed());
      for (const given of [request, text]) {
        assert.deepEqual(
          broken(() => doku.prepare(operation, given)),
          ["invalid_request", "rdl_customer.title bad_format"],
        );
      }
    }
    assert.deepEqual(
      broken(() => doku.signReply("/a", "\ud800", ids)),
      ["invalid_request", "body wrong_type"],
    );
    const whole = { rdl_customer: { ...customer, customer_name: "😀" } };
    assert.equal(doku.prepare(operation, JSON.stringify(whole), ids).body, JSON.stringify(whole));
  });

  test(`${copy}: what speaks for itself is taken at its word`, () => {
    class Customer {
      constructor(fields) {
        Object.assign(this, fields);
      }
    }
    const spoken = {
      rdl_customer: Object.assign(new Customer(customer), {
        title: new String(customer.title),
        birth_date: { toJSON: (key) => (key === "birth_date" ? customer.birth_date : "?") },
        absent: undefined,
        gone: { toJSON: () => undefined },
      }),
    };
    assert.equal(doku.prepare(operation, spoken, ids).body, JSON.stringify(registration));
    const bare = Object.assign(Object.create(null), {
      rdl_customer: { ...customer, absent: undefined },
    });
    assert.equal(doku.prepare(operation, bare, ids).body, JSON.stringify(registration));
  });

  test(`${copy}: everything else that is made of JSON is looked through as well`, () => {
    const needs = file("requirements-answer");
    const mine = file("business-registration");
    mine.business.name = NaN;
    const told = kit.checkAgainstRequirements(mine, needs);
    assert.deepEqual(told, [
      { path: "business.name", code: "wrong_type", detail: "expected text, got NaN" },
    ]);
    const upload = { id: NaN, link: "https://a.id", category: "PHOTO_PROOF" };
    assert.deepEqual(
      broken(() => kit.placeUpload(mine, upload, { brand: NaN })),
      [
        "invalid_request",
        "business.name wrong_type",
        "upload.id wrong_type",
        "placement.brand wrong_type",
      ],
    );
    const content = "a photo";
    const picture = {
      category: "DOCUMENT",
      file: { name: NaN, content_type: "image/jpeg", content },
    };
    for (const call of [
      () => doku.prepareUpload(picture, "t"),
      () => doku.prepareUploadFrame(picture, "t"),
      () => kit.checkUpload(picture, needs),
    ]) {
      const error = thrown(call);
      assert.deepEqual(broken(call), [
        "invalid_request",
        ...(error.violations[0].path === "code" ? ["code required"] : []),
        "file.name wrong_type",
        "file.content wrong_type",
      ]);
      assert.match(error.detail, /expected the file's bytes as Uint8Array, got text/);
    }
  });
}
