// A prepared request as it is stored, and what a log may show.
import { run } from "./core.js";
import * as glue from "./generated/glue.js";
import { headerLines } from "./headers.js";
import type { Answer, Callback, PreparedRequest, PreparedUpload } from "./types.js";
import { bytes, object, text } from "./values.js";

/** The parts of a request that go into its text: method, URL, header lines, how many, body. */
function whole(
  request: PreparedRequest | PreparedUpload,
): [string, string, string, number, Uint8Array | undefined] {
  const { method, url, headers, body } = request;
  const content = body === undefined ? undefined : bytes(body);
  return [text(method, "method"), text(url, "url"), ...headerLines(headers), content];
}

/**
 * A prepared request as text, to store it for a retry; `Doku.restore` reads it.
 *
 * It holds the personal data of the body and a valid signature, and an upload's the bearer
 * token: keep it as you keep the data itself. `JSON.stringify` gives the redacted form instead.
 */
export function serialize(request: PreparedRequest | PreparedUpload): string {
  return run(() => {
    const [, , lines, count, content] = whole(object(request, "request"));
    return glue.serializeRequest(request, lines, count, content);
  });
}

/**
 * What a log may show of a request, an answer or a callback: one line of JSON.
 *
 * The body's keys stay, and in place of each value stand its kind and size. No signature, no
 * token and no personal data is in it.
 */
export function redacted(shown: PreparedRequest | PreparedUpload | Answer | Callback): string {
  return run(() => {
    if ("url" in object(shown, "message"))
      return glue.redactedRequest(...whole(shown as PreparedRequest));
    const { httpStatus = 0, signature, replayed = false, raw } = shown as Answer;
    return glue.redactedAnswer(
      httpStatus,
      text(signature, "signature"),
      replayed === true,
      bytes(raw),
    );
  });
}
