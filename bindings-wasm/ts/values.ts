// Conversions from the values of callers to those that cross the border; none of them is a rule.
import { DokuError } from "./errors.js";
import type { ErrorCode } from "./generated/operations.js";
import type { Body } from "./types.js";

export const CONFIG = "invalid_config";

// Made at first use: a test runner's platform may lack TextEncoder at the time of the import.
let encoder: TextEncoder | undefined;
let scratch: Uint8Array | undefined;

function encoding(): TextEncoder {
  return (encoder ??= new TextEncoder());
}

/** Calls `use` with the text's bytes, in one array for all calls, since a new one is slower. */
export function utf8<T>(given: string, use: (bytes: Uint8Array) => T): T {
  scratch ??= new Uint8Array(16_384);
  if (given.length * 3 > scratch.length) return use(encoding().encode(given));
  const { written } = encoding().encodeInto(given, scratch);
  try {
    return use(scratch.subarray(0, written));
  } finally {
    scratch.fill(0, 0, written);
  }
}

/** The bytes of a body; a text is encoded as UTF-8. */
export function bytes(body: Body, path = "body"): Uint8Array {
  if (typeof body === "string") {
    if (HALF.test(body)) throw wrongType(path, "expected Unicode text, got half a surrogate pair");
    return encoding().encode(body);
  }
  const found = viewed(body);
  if (found === null) throw wrongType(path, `${AS_IT_CAME}, got a detached buffer: it is empty`);
  if (found !== undefined) return found;
  const got = kind(body);
  const advice = ADVICE[got] ?? ": a parsed one has lost what was signed";
  throw wrongType(path, `${AS_IT_CAME}, as text or Uint8Array, got ${got}${advice}`);
}

const AS_IT_CAME = "expected the body as it came";
const ADVICE: Record<string, string> = {
  "a promise": ": await it",
  "a stream": ": read all of it",
  "a Blob": ": await its arrayBuffer()",
  undefined: "",
  null: "",
};

/** The bytes of a buffer or of any view of one; `null` when it is detached. */
export function viewed(value: unknown): ReturnType<Uint8Array["slice"]> | null | undefined {
  const isView = ArrayBuffer.isView(value);
  const whole = isView ? value.buffer : value;
  const name = tag(whole);
  if (name !== "ArrayBuffer" && name !== "SharedArrayBuffer") return undefined;
  const buffer = whole as ArrayBuffer;
  try {
    // Not instanceof: test runners and frames have a Uint8Array of their own.
    const isBytes = isView && tag(value) === "Uint8Array" && value.byteLength > 0;
    if (isBytes && name === "ArrayBuffer") return value as Uint8Array<ArrayBuffer>;
    const view = isView
      ? new Uint8Array(buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(buffer);
    // Another thread may still change shared memory: take a copy.
    return name === "ArrayBuffer" ? view : view.slice();
  } catch {
    return null;
  }
}

/** Half a surrogate pair, which UTF-8 cannot express. */
export const HALF = /[\ud800-\udfff]/u;

export function optional(value: unknown, path: string, code?: ErrorCode): string | undefined {
  return value === undefined || value === null ? undefined : text(value, path, code);
}

/** TypeScript rejects other types; callers in JavaScript get a `DokuError`. */
export function text(value: unknown, path: string, code?: ErrorCode): string {
  if (typeof value !== "string") throw wrongType(path, `expected text, got ${kind(value)}`, code);
  // A key that crossed as something else would sign, and never match.
  if (code === CONFIG && HALF.test(value))
    throw wrongType(path, "expected Unicode text, got half a surrogate pair", code);
  return value;
}

export function texts(
  list: readonly string[] | undefined,
  path: string,
  code?: ErrorCode,
): string[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw wrongType(path, "expected a list of texts", code);
  return list.map((value, index) => text(value, `${path}[${index}]`, code));
}

export function object<T>(value: T, path: string, code?: ErrorCode): T {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw wrongType(path, `expected an object, got ${kind(value)}`, code);
}

/** The kind of a value, in words that show nothing of it. */
export function kind(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      // NaN and the infinities, which JSON cannot express, print as their names.
      return Number.isFinite(value) ? "a number" : String(value);
    case "bigint":
      return "a BigInt";
    case "undefined":
      return "undefined";
    case "object":
      break;
    default:
      return `a ${typeof value}`;
  }
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  const named = tag(value);
  if (ArrayBuffer.isView(value) || named.endsWith("ArrayBuffer")) return "bytes";
  const has = (name: string) => typeof (value as Record<string, unknown>)[name] === "function";
  if (has("then")) return "a promise";
  if (has("expose")) return "a Secret";
  if (has("getReader") || has("pipe")) return "a stream";
  return NAMED.test(named) ? `a ${named}` : "an object";
}

/** Names of built-in objects; a name that a program gives may hold anything. */
const NAMED = /^(Date|Map|Set|WeakMap|WeakSet|RegExp|Blob|File|Headers|FormData|URLSearchParams)$/;

export function tag(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

/** Rejects a misspelt option, as TypeScript does; in JavaScript it would be ignored silently. */
export function known(given: object, names: readonly string[], place = "", code?: ErrorCode): void {
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  const detail = `expected no other option than ${names.join(", ")}`;
  const violations = unknown.map(
    (name) => ({ path: place + shown(name), code: "unknown_field", detail }) as const,
  );
  throw violated(violations, code);
}

/** A caller's key as the core shows it in a path: on one line, and cut after 64 characters. */
export function shown(name: string): string {
  const all = Array.from(name);
  const cut = all
    .slice(0, SHOWN)
    .join("")
    .replace(UNPRINTED, (part) => {
      const code = part.charCodeAt(0);
      return SHORT[part] ?? `\\u${code.toString(16).padStart(4, "0")}`;
    });
  return cut + (all.length > SHOWN ? "…" : "");
}

const SHOWN = 64;
const SHORT: Record<string, string> = {
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};
const UNPRINTED = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

export function wrongType(path: string, detail: string, code?: ErrorCode): DokuError {
  return violated([{ path, code: "wrong_type", detail }], code);
}

/** The error of broken rules, in the words of the core. */
export function violated(
  violations: DokuError["violations"],
  code: ErrorCode = "invalid_request",
): DokuError {
  const told = violations
    .slice(0, TOLD)
    .map(({ path, detail }) => `${path === "" ? "the whole text" : path}: ${detail}`);
  const more = violations.length - TOLD;
  if (more === 1) told.push("and one more violation");
  if (more > 1) told.push(`and ${more} more violations`);
  return new DokuError({ code, detail: told.join("; "), violations });
}

/** The number of violations in an error's text; its list has all of them. */
const TOLD = 5;
