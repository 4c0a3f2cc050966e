// Conversions from what callers have to what crosses the border; none of them is a rule.
import { DokuError } from "./error.js";
import type { ErrorCode } from "./generated/operations.js";
import type { HeaderSource } from "./types.js";

export const CONFIG = "invalid_config";
const encoder = new TextEncoder();
const scratch = new Uint8Array(16_384);

export function json(value: unknown, path = ""): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    throw wrongType(path, "expected what JSON can hold, got a BigInt, a cycle or a failing toJSON");
  }
}

/** Hands over the text's bytes: in one array for all, since a new one each time is slower. */
export function utf8<T>(given: string, use: (bytes: Uint8Array) => T): T {
  if (given.length * 3 > scratch.length) return use(encoder.encode(given));
  const { written } = encoder.encodeInto(given, scratch);
  try {
    return use(scratch.subarray(0, written));
  } finally {
    scratch.fill(0, 0, written);
  }
}

/** Names and values in turn, each with a NUL after it, and how many pairs there are. */
export function headerLines(headers: HeaderSource): [string, number] {
  if (typeof headers !== "object" || headers === null) throw wrongType("headers", HEADERS);
  let [lines, count] = ["", 0];
  const add = (name: unknown, value: unknown) => {
    if (typeof name !== "string" || typeof value !== "string") throw wrongType("headers", HEADERS);
    lines += `${name}\0${value}\0`;
    count++;
  };
  if (Symbol.iterator in headers) {
    for (const pair of headers) {
      if (!Array.isArray(pair) || pair.length !== 2) throw wrongType("headers", HEADERS);
      add(pair[0], pair[1]);
    }
  } else {
    for (const [name, value] of Object.entries(headers)) {
      if (Array.isArray(value)) for (const one of value) add(name, one);
      else if (value !== undefined) add(name, value);
    }
  }
  return [lines, count];
}

const HEADERS = "expected a Headers object, pairs of name and value, or an object of texts";

export function bytes(body: string | Uint8Array): Uint8Array {
  if (typeof body === "string") return encoder.encode(body);
  if (isBytes(body)) return body;
  if (typeof (body as { then?: unknown } | null)?.then === "function")
    throw wrongType("body", "expected the body as it came, got a promise: await it");
  throw wrongType(
    "body",
    "expected the body as it came, as text or Uint8Array: a parsed one has lost what was signed",
  );
}

export function isBytes(value: unknown): value is Uint8Array {
  // Not instanceof: test runners and frames have a Uint8Array of their own.
  return Object.prototype.toString.call(value) === "[object Uint8Array]";
}

export function optional(value: unknown, path: string, code?: ErrorCode): string | undefined {
  return value === undefined || value === null ? undefined : text(value, path, code);
}

/** TypeScript refuses other types; callers in JavaScript get a `DokuError` as well. */
export function text(value: unknown, path: string, code?: ErrorCode): string {
  if (typeof value === "string") return value;
  throw wrongType(path, `expected text, got ${kind(value)}`, code);
}

export function object<T>(value: T, path: string, code?: ErrorCode): T {
  if (typeof value === "object" && value !== null) return value;
  throw wrongType(path, `expected an object, got ${kind(value)}`, code);
}

function kind(value: unknown): string {
  return value === null ? "null" : `a value of type ${typeof value}`;
}

export function wrongType(
  path: string,
  detail: string,
  code: ErrorCode = "invalid_request",
): DokuError {
  const place = path === "" ? "the whole text" : path;
  const violations = [{ path, code: "wrong_type", detail }] as const;
  return new DokuError({ code, detail: `${place}: ${detail}`, violations });
}
