// What crosses the border of a message that came in.
import { headerLines } from "./headers.js";
import type { Body, HeaderSource, Near, Received, Sent } from "./types.js";
import { bytes, known, object, optional, text } from "./values.js";

/** Target, header lines, how many, and the body's bytes. */
export function incoming(
  target: string,
  headers: HeaderSource,
  body: Body,
): [string, string, number, Uint8Array] {
  const path = text(target, "target");
  return [path, ...headerLines(headers), bytes(body)];
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
export function plain(given: object, names: readonly string[]): void {
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
