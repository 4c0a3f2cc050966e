// What crosses the border of a message that came in, or that a log is to show.
import { run } from "./core.js";
import * as glue from "./generated/glue.js";
import type {
  Answer,
  Callback,
  Candidates,
  HeaderSource,
  Near,
  PreparedRequest,
  PreparedUpload,
  SignedMessage,
} from "./types.js";
import { bytes, headerLines, object, text, wrongType } from "./values.js";

/** Target, header lines, how many, and the body's bytes. */
export function incoming(
  target: string,
  headers: HeaderSource,
  body: string | Uint8Array,
): [string, string, number, Uint8Array] {
  const path = text(target, "target");
  return [path, ...headerLines(headers), bytes(body)];
}

export function message(
  signed: SignedMessage,
): [string, string, string, number, Uint8Array] {
  const { method, target, headers, body } = object(signed, "message");
  return [text(method, "method"), ...incoming(target, headers, body ?? "")];
}

export function window(near: Near): [number | undefined, number | undefined] {
  const { now, tolerance } = object(near, "near");
  return [now, tolerance];
}

export function candidates(given: Candidates): [string[], string[], string[], string[]] {
  const { secretKeys, targets, clientIds, requestIds } = object(given, "candidates");
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

/**
 * What a log may show of a request, an answer or a callback: one line of JSON.
 *
 * The body's keys stay, and in place of each value stand its kind and size. No signature, no
 * token and no personal data is in it.
 */
export function redacted(
  shown: PreparedRequest | PreparedUpload | Answer | Callback,
): string {
  if ("url" in object(shown, "message")) {
    const { method, url, headers, body } = shown as PreparedRequest;
    const [verb, address] = [text(method, "method"), text(url, "url")];
    const [lines, count] = headerLines(headers);
    const content = body === undefined ? undefined : bytes(body);
    return run(() => glue.redactedRequest(verb, address, lines, count, content));
  }
  const { httpStatus = 0, signature, replayed = false, raw } = shown as Answer;
  const [status, content] = [text(signature, "signature"), bytes(raw)];
  return run(() => glue.redactedAnswer(httpStatus, status, replayed === true, content));
}
