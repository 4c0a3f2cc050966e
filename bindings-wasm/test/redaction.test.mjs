// No log shows a key or a personal value: a mark in every field must be nowhere in what is printed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  answerText,
  broken,
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
const mark = "§";
const fields = Object.keys(registration.rdl_customer);

/** A registration with a mark in every field, with what the rules ask of an address, dates and digits. */
const marked = Object.fromEntries(fields.map((field) => [field, mark]));
Object.assign(marked, {
  email: `${mark}@${mark}.id`,
  birth_date: "1987-06-05",
  id_expiry_date: "2087-06-05",
  monthly_income: "7",
});
const personal = [mark, "1987-06-05", "2087-06-05"];

/** What a program may log of a value. */
const printed = (value) =>
  [inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value), String(value)].join("\n");

function assertHides(text, secrets) {
  for (const secret of secrets) assert.equal(text.includes(secret), false, `${secret} in ${text}`);
}

for (const [copy, { Doku, DokuError, checkRequestId, parseTimestamp, redacted }] of Object.entries(copies)) {
  const doku = new Doku(configuration);
  const request = doku.prepare(operation, { rdl_customer: marked }, ids);

  test(`${copy}: a Doku shows neither its key nor its Client-Id`, () => {
    assertHides(printed(doku), [secretKey, clientId]);
    assert.deepEqual(Reflect.ownKeys(doku), []);
    assert.equal(
      inspect({ doku }, { depth: 9, showHidden: true, getters: true }).includes(secretKey),
      false,
    );
  });

  test(`${copy}: a prepared request shows no field, digest or signature`, () => {
    for (const field of fields) assert.ok(JSON.parse(request.body).rdl_customer[field], field);
    const unsigned = doku.prepareUnsigned(operation, { rdl_customer: marked }, ids);
    const { Signature } = request.headers;
    for (const value of [request, unsigned.request, doku.resign(request)]) {
      assertHides(inspect(value, { depth: 9, showHidden: true }), [
        ...personal,
        secretKey,
        Signature,
      ]);
      assertHides(String(value), personal);
      assertHides(JSON.stringify({ value }), [...personal, secretKey, Signature]);
      assert.match(JSON.stringify(value), /"customer_name":"\[1 characters?\]"/);
    }
    assertHides(inspect(unsigned, { depth: 9 }), [...personal, secretKey, Signature]);
  });

  test(`${copy}: a callback and an answer show no body`, () => {
    const headers = signed(mark, { target: "/doku/kyb", requestId: "n-1" }, "Request");
    assert.equal(thrown(() => doku.readCallback("/doku/kyb", headers, mark)).code, "unreadable_response");
    const body = JSON.stringify({ type: "BUSINESS", note: mark });
    const signedHeaders = signed(body, { target: "/doku/kyb", requestId: "n-1" }, "Request");
    const callback = doku.readCallback("/doku/kyb", signedHeaders, body);
    assert.equal(Buffer.from(callback.raw).toString(), body);
    const answer = doku.read(request, doku.signTestResponse(request, 201, answerText));
    for (const read of [callback, answer]) {
      assertHides(printed(read), [mark, "account_id", "note"]);
      assert.equal(JSON.parse(JSON.stringify(read)).signature, "verified");
    }
    assert.deepEqual(JSON.parse(redacted(callback)).body, { type: "[8 characters]", note: "[1 characters]" });
    assert.deepEqual(broken(() => redacted(null)), ["invalid_request", "message wrong_type"]);
  });

  test(`${copy}: no error shows what was given or what came`, () => {
    const long = Object.fromEntries(fields.map((field) => [field, mark.repeat(999)]));
    const shape = (body) => ({ status: 400, headers: [], body: JSON.stringify(body) });
    const answer = JSON.stringify({
      rdl_customer: { customer_name: mark, account_id: { [mark]: mark } },
    });
    const refusals = [
      { error: { code: mark, message: mark, type: mark } },
      { message: [mark, mark] },
      { error_messages: [mark] },
      { response_code: mark, message: mark },
      { responseCode: mark, responseMessage: mark },
      { error: mark },
      mark,
    ];
    const cases = {
      invalid_config: [
        () => new Doku({ environment: mark, clientId: ` ${mark}`, secretKey: `${mark}\n` }),
        () => new Doku({ ...configuration, environment: { baseUrl: mark } }),
        () => new Doku({ ...configuration, secretKey: { [mark]: mark } }),
      ],
      invalid_request: [
        () => doku.prepare(operation, { rdl_customer: long }),
        () => doku.prepare(operation, { rdl_customer: { ...marked, email: { [mark]: [mark] } } }),
        () => doku.prepare(operation, `{"rdl_customer": ${mark}`),
        () => doku.prepare(mark, {}),
        () => doku.prepare("call", { method: mark, target: mark, body: mark }),
        () =>
          doku.prepare(
            operation,
            { rdl_customer: marked },
            { requestId: ` ${mark}`, timestamp: mark },
          ),
        () => doku.attachSignature({ ...request, url: 5 }, mark),
        () => doku.read(request, { status: mark, headers: [], body: mark }),
        () => doku.read(request, { status: 200, headers: [], body: { [mark]: mark } }),
        () => checkRequestId(`${mark} `),
        () => parseTimestamp(mark),
      ],
      signature_mismatch: [
        () => doku.read(request, { status: 201, headers: signed("{}", request), body: mark }),
        () =>
          doku.read(request, {
            status: 201,
            headers: { ...signed("{}", request), Signature: mark },
            body: "{}",
          }),
      ],
      not_for_this_request: [
        () =>
          doku.read(request, {
            status: 201,
            headers: { ...signed("{}", request), "Request-Id": mark },
            body: "{}",
          }),
      ],
      unreadable_response: [
        () => doku.read(request, { status: 201, headers: signed(mark, request), body: mark }),
        () => doku.read(request, { status: 201, headers: signed(answer, request), body: answer }),
      ],
      gateway_error: refusals.map((body) => () => doku.read(request, shape(body))),
    };
    for (const [code, calls] of Object.entries(cases)) {
      for (const call of calls) {
        const error = thrown(call);
        assert.ok(error instanceof DokuError, String(call));
        assert.equal(error.code, code, String(call));
        assertHides(`${printed(error)}\n${error.stack}\n${error.message}`, [
          ...personal,
          secretKey,
        ]);
      }
    }
  });
}
