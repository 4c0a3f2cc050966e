// What callers hand over, as the arguments of the core's functions.
import { headerLines } from "./headers.js";
import type { Body, HeaderSource, Near, Received, Sent, Stamp } from "./types.js";
import { bytes, known, object, optional, text } from "./values.js";

/** The arguments for a message that arrived: target, header lines, their number, body bytes. */
export function incoming(
  target: string,
  headers: HeaderSource,
  body: Body,
): [string, string, number, Uint8Array] {
  const path = text(target, "target");
  return [path, ...headerLines(headers), bytes(body)];
}

/** A request whose answer is read, and the Client-Id that it was sent with. */
export function remembered(request: Sent): [Sent, string | undefined] {
  const { clientId, headers } = object(request, "request");
  if (clientId !== undefined || headers === undefined)
    return [request, optional(clientId, "client_id")];
  const lines = headerLines(headers)[0].split("\0");
  const at = lines.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === "client-id");
  return [request, at < 0 ? undefined : lines[at + 1]];
}

/** The arguments for a response: status, header lines, their number, body bytes. */
export function received(response: Received): [number, string, number, Uint8Array] {
  const { status, headers, body } = object(response, "response");
  plain(response, ["status", "headers", "body"]);
  return [status, ...headerLines(headers), bytes(body)];
}

/** Rejects unknown keys of an object literal; an object of a class may have others. */
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

/** A stamp without unknown keys. */
export function knownStamp(stamp: Stamp): Stamp {
  known(object(stamp, "stamp"), ["requestId", "timestamp"]);
  return stamp;
}

/** Request-Id and timestamp, each of which may be left out. */
export function optionalStamp(stamp: Stamp): [string | undefined, string | undefined] {
  const { requestId, timestamp } = knownStamp(stamp);
  return [optional(requestId, "request_id"), optional(timestamp, "timestamp")];
}

/** Request-Id and timestamp, both of which are mandatory. */
export function fullStamp(stamp: Required<Stamp>): [string, string] {
  const { requestId, timestamp } = knownStamp(stamp);
  return [text(requestId, "request_id"), text(timestamp, "timestamp")];
}
