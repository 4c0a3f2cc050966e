// The redacted form for logs, and the whole form for a store.
import { run } from "./core.js";
import * as glue from "./generated/glue.js";
import { headerLines } from "./headers.js";
import type { Answer, Callback, PreparedRequest, PreparedUpload } from "./types.js";
import { bytes, object, text } from "./values.js";

/** The parts of a request in its text: method, URL, header lines, their number, body. */
function whole(
  request: PreparedRequest | PreparedUpload,
): [string, string, string, number, Uint8Array | undefined] {
  const { method, url, headers, body } = request;
  const content = body === undefined ? undefined : bytes(body);
  return [text(method, "method"), text(url, "url"), ...headerLines(headers), content];
}

/**
 * Returns a prepared request as text, to store it for a retry; `Doku.restore` reads it.
 *
 * It holds the personal data of the body and a valid signature, and for an upload the bearer
 * token: protect it as you protect the data itself. `JSON.stringify` gives the redacted form.
 */
export function serialize(request: PreparedRequest | PreparedUpload): string {
  return run(() => {
    const [, , lines, count, content] = whole(object(request, "request"));
    return glue.serializeRequest(request, lines, count, content);
  });
}

/**
 * Returns the form of a request, an answer or a callback for a log: one line of JSON.
 *
 * It has the body's keys, and the kind and size of each value. It holds no signature, no token and
 * no personal data.
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
