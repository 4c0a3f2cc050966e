// A request in each of the ways to make it, which must come to the same.
import { isDeepStrictEqual } from "node:util";
import { stages } from "./values.mjs";

/** A signed request, whole and in two parts. */
export function signed(doku, operation, request, ids, differ) {
  return inTwoParts(doku, doku.prepareUnsigned(operation, request, ids), doku.prepare(operation, request, ids), differ);
}

/** The retry of a request, whole and in two parts. */
export function resigned(doku, { operation, again }, request, ids, differ) {
  const first = doku.prepare(operation, request, ids);
  const made = inTwoParts(doku, doku.resignUnsigned(first, again), doku.resign(first, again), differ);
  const { method, url, headers, body = null } = made.request;
  return { stages: made.stages, prepared: { method, url, headers, body } };
}

function inTwoParts(doku, unsigned, request, differ) {
  const signature = request.headers.Signature;
  const same = isDeepStrictEqual(doku.attachSignature(unsigned.request, signature), request);
  if (!same) differ("attachSignature and what it is a part of");
  return { request, stages: stages({ ...unsigned, signature }) };
}

/** The upload that a text makes; from bytes and around streamed ones it is the same. */
export function uploaded(doku, given, source, differ) {
  const { token, boundary } = { token: "", boundary: "", ...given.call };
  const prepare = (form) => outcome(() => doku.prepareUpload(form, token, boundary));
  const [text, whole, bytes] = [source("request"), prepare(source("request")), withContent(given.request)];
  const others = bytes ? [prepare(bytes), prepare(given.request)] : [];
  if (others.some((other) => !isDeepStrictEqual(other, whole))) differ("bytes and JSON text");
  if (whole.error) throw whole.error;
  const { body, ...request } = whole.value;
  for (const form of bytes ? [text, beginning(bytes)] : [text]) {
    const { request: outer, head, tail } = doku.prepareUploadFrame(form, token, boundary);
    const framed = Buffer.concat([head, bytes?.file?.content ?? [], tail].map((part) => Buffer.from(part)));
    if (!isDeepStrictEqual({ ...outer }, request) || !framed.equals(body)) differ("frame and whole");
  }
  return { request: whole.value };
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
