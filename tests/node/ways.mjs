// A request in each of the ways to make it, which must come to the same.
import { isDeepStrictEqual } from "node:util";
import { FILE_HEAD_BYTES } from "../../bindings-wasm/dist/esm/index.js";

/** A signed request, whole and in two parts. */
export const signed = (doku, operation, request, stamp, differ) =>
  inTwoParts(doku, doku.prepareUnsigned(operation, request, stamp), doku.prepare(operation, request, stamp), differ);

/** The retry of a request, whole and in two parts. */
export function resigned(doku, { operation, again }, request, stamp, differ) {
  const first = doku.prepare(operation, request, stamp);
  return inTwoParts(doku, doku.resignUnsigned(first, again), doku.resign(first, again), differ);
}

function inTwoParts(doku, unsigned, request, differ) {
  const attached = doku.attachSignature(unsigned.request, request.headers.Signature);
  if (!isDeepStrictEqual(attached, request)) differ("attachSignature and what it is a part of");
  return { unsigned, request };
}

/** The upload of a text, of bytes, and around a streamed file. */
export function uploaded(doku, { call, request }, text, differ) {
  const { token, boundary } = { token: "", boundary: "", ...call };
  const outcome = (form) => {
    try {
      return { request: doku.prepareUpload(form, token, boundary) };
    } catch (error) {
      return { error };
    }
  };
  const [whole, content] = [outcome(text("request")), contentOf(request)];
  const withContent = (content) => ({ ...request, file: { ...request.file, base64: undefined, content } });
  const forms = [...(typeof request === "string" ? [] : [request]), ...(content ? [withContent(content)] : [])];
  if (!forms.every((form) => isDeepStrictEqual(outcome(form), whole))) differ("bytes and JSON text");
  if (whole.error) throw whole.error;
  const beginning = content ? [withContent(content.subarray(0, FILE_HEAD_BYTES))] : [];
  for (const form of [text("request"), ...beginning]) {
    const { request: outer, head, tail } = doku.prepareUploadFrame(form, token, boundary);
    const framed = Buffer.concat([head, content ?? [], tail].map((part) => Buffer.from(part)));
    if (!isDeepStrictEqual({ ...outer, body: whole.request.body }, { ...whole.request }) || !framed.equals(whole.request.body))
      differ("frame and whole");
  }
  return whole;
}

/** The bytes of the file, where the base64 of the request is that of some. */
function contentOf(request) {
  const content = Buffer.from(String(request?.file?.base64), "base64");
  return content.toString("base64") === request?.file?.base64 ? content : undefined;
}
