// What crosses the border of a message that came in, or that a log is to show.
import { run } from "./core.js";
import * as glue from "./generated/glue.js";
import { headerLines } from "./headers.js";
import type {
  Answer,
  Body,
  Callback,
  Candidates,
  HeaderSource,
  Near,
  PreparedRequest,
  PreparedUpload,
  Received,
  Sent,
  SignedMessage,
} from "./types.js";
import { bytes, known, object, optional, text, wrongType } from "./values.js";

/** Target, header lines, how many, and the body's bytes. */
export function incoming(
  target: string,
  headers: HeaderSource,
  body: Body,
): [string, string, number, Uint8Array] {
  const path = text(target, "target");
  return [path, ...headerLines(headers), bytes(body)];
}

export function message(signed: SignedMessage): [string, string, string, number, Uint8Array] {
  const { method, target, headers, body } = object(signed, "message");
  plain(signed, ["method", "target", "headers", "body"]);
  return [text(method, "method"), ...incoming(target, headers, body ?? "")];
}

/** What is remembered of a request, and the Client-Id under which it was sent. */
export function remembered(request: Sent): [Sent, string | undefined] {
  const { clientId, headers } = object(request, "request");
  if (clientId !== undefined || headers === undefined)
    return [request, optional(clientId, "client_id")];
  const lines = headerLines(headers)[0].split("\0");
  const at = lines.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === "client-id");
  return [request, at < 0 ? undefined : lines[at + 1]];
}

/** Status, header lines, how many, and the body's bytes. */
export function received(response: Received): [number, string, number, Uint8Array] {
  const { status, headers, body } = object(response, "response");
  plain(response, ["status", "headers", "body"]);
  return [status, ...headerLines(headers), bytes(body)];
}

/** An object of a class has what it has; in one that was written for this call it is a mistake. */
function plain(given: object, names: readonly string[]): void {
  const prototype: unknown = Object.getPrototypeOf(given);
  if (prototype === null || prototype === Object.prototype) known(given, names);
}

export function window(
  near: Near,
  others: readonly string[] = [],
): [number | undefined, number | undefined] {
  const { now, tolerance } = object(near, "near");
  known(near, ["now", "tolerance", ...others]);
  return [now, tolerance];
}

export function candidates(given: Candidates): [string[], string[], string[], string[]] {
  const { secretKeys, targets, clientIds, requestIds } = object(given, "candidates");
  known(given, ["secretKeys", "targets", "clientIds", "requestIds"], "candidates.");
  return [
    texts(secretKeys, "candidates.secret_keys"),
    texts(targets, "candidates.targets"),
    texts(clientIds, "candidates.client_ids"),
    texts(requestIds, "candidates.request_ids"),
  ];
}

export function texts(
  list: readonly string[] | undefined,
  path: string,
  code?: Parameters<typeof text>[2],
): string[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw wrongType(path, "expected a list of texts", code);
  return list.map((value, index) => text(value, `${path}[${index}]`, code));
}

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
