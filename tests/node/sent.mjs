// What is prepared, in each of the ways to prepare it, which must agree; and what is read.
import assert from "node:assert/strict";
import { isUtf8 } from "node:buffer";
import { Secret } from "../../bindings-wasm/dist/esm/index.js";

/** A signed request, whole and in two parts. */
export function signed(doku, operation, request, ids, stages) {
  const unsigned = doku.prepareUnsigned(operation, request, ids);
  const whole = doku.prepare(operation, request, ids);
  const signature = whole.headers.Signature;
  stages({ ...unsigned, signature });
  assert.deepEqual(doku.attachSignature(unsigned.request, signature), whole);
  return whole;
}

/** The upload that a text makes; from bytes and around streamed ones it is the same. */
export function uploaded(doku, given, text) {
  const { token, boundary } = { token: "", boundary: "", ...given.call };
  const whole = outcome(() => doku.prepareUpload(text, token, boundary));
  const bytes = withContent(given.request);
  if (bytes) {
    assert.deepEqual(outcome(() => doku.prepareUpload(bytes, token, boundary)), whole);
    assert.deepEqual(outcome(() => doku.prepareUpload(given.request, token, boundary)), whole);
  }
  if (whole.error) throw whole.error;
  const { body, ...request } = whole.value;
  for (const form of bytes ? [text, beginning(bytes)] : [text]) {
    const { request: outer, head, tail } = doku.prepareUploadFrame(form, token, boundary);
    assert.deepEqual({ ...outer }, request);
    assert.deepEqual(Buffer.concat([head, bytes?.file?.content ?? [], tail].map(Buffer.from)), Buffer.from(body));
  }
  return whole.value;
}

/** What was read, with the texts of its secrets. */
export function answer({ signature, replayed, httpStatus: http_status, body, deviations, raw }) {
  const exposed = function (key, value) {
    return this[key] instanceof Secret ? this[key].expose() : value;
  };
  const came = isUtf8(raw) ? Buffer.from(raw).toString() : { base64: Buffer.from(raw).toString("base64") };
  const wire = JSON.parse(JSON.stringify(body, exposed));
  const differs = deviations.map(({ path, code }) => ({ path, code }));
  return { signature, replayed, http_status, deviations: differs, body: wire, raw: came };
}

function outcome(call) {
  try {
    return { value: call() };
  } catch (error) {
    return { error };
  }
}

/** The request with bytes in place of base64, where it is an object whose base64 can be read. */
function withContent(request) {
  const { base64, ...file } = request?.file ?? {};
  if (typeof request !== "object" || request === null || Array.isArray(request)) return undefined;
  if (base64 === undefined) return request;
  const content = Buffer.from(String(base64), "base64");
  return content.toString("base64") === base64 ? { ...request, file: { ...file, content } } : undefined;
}

/** The same with only the bytes by which a file is known. */
function beginning(request) {
  const { file } = request;
  return file ? { ...request, file: { ...file, content: file.content.subarray(0, 12) } } : request;
}
