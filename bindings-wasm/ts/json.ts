// Payloads as JSON text. A value that JSON cannot express would be lost silently: it becomes a
// violation, beside those that the core finds.
import { run } from "./core.js";
import { DokuError, type Violation } from "./errors.js";
import { HALF, kind, shown, violated } from "./values.js";

/** A value that JSON cannot express, and its path. */
export interface Lost {
  readonly path: string;
  /** The kind of value. */
  readonly got: string;
  /** Replaces the core's detail of the violation. */
  readonly detail?: string;
}

/**
 * The text in place of a value that JSON cannot express.
 *
 * No field has the type of a list in a list, so the core reports the type that it expected.
 */
export const STAND_IN = "[[]]";

/** A payload as JSON text; the values that it cannot express are added to `lost`. */
export function json(value: unknown, lost: Lost[], place = ""): string {
  if (typeof value === "string") return HALF.test(value) ? escaped(value) : value;
  if (typeof value === "object" && isPlain(value, 0)) return JSON.stringify(value);
  const writer = new Writer(lost);
  if (place === "" && kind(value) === "bytes")
    return writer.lose(place, "bytes, which are not an object: give their text");
  try {
    return writer.write(value, place, "") ?? writer.lose(place, "undefined");
  } catch {
    return writer.lose(place, "a value nested too deeply");
  }
}

/**
 * Calls the core with texts, and adds the lost values to its violations.
 *
 * A value in `told` does not cause an error, but is listed in one.
 */
export function sayable<T>(lost: readonly Lost[], call: () => T, told: readonly Lost[] = []): T {
  let found: readonly Violation[] = [];
  try {
    const result = run(call);
    if (lost.length === 0) return result;
  } catch (thrown) {
    if (lost.length + told.length === 0) throw thrown;
    if (!(thrown instanceof DokuError) || thrown.code !== "invalid_request") throw thrown;
    found = thrown.violations;
  }
  throw violated(withLost(found, [...told, ...lost]));
}

/** An optional text; for a value of another type the core gets an empty one, to find its place. */
export function textOr(value: unknown, path: string, lost: Lost[]): string | undefined {
  if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
  const got = kind(value);
  lost.push({ path, got, detail: `expected text, got ${got}` });
  return "";
}

/** Violations in the core's order, with one for each lost value. */
export function withLost(found: readonly Violation[], lost: readonly Lost[]): Violation[] {
  const all = [...found];
  for (const { path, got, detail } of lost) {
    const index = all.findIndex((known) => known.path === path || known.path === `${path}[0]`);
    const known = all[index];
    if (known === undefined) {
      // The core does not check inside a value that must not be there.
      if (all.some((other) => isInside(path, other.path))) continue;
      const own = detail ?? `expected what JSON can say, got ${got}`;
      all.push({ path, code: "wrong_type", detail: own });
    } else if (known.code !== "unknown_field" && known.code !== "not_allowed") {
      const own = detail ?? known.detail.replace(/, got [^,]*$/, `, got ${got}`);
      const list = `expected a list, got ${got}`;
      all[index] = { path, code: "wrong_type", detail: known.path === path ? own : list };
    }
  }
  return all;
}

function isInside(path: string, outer: string): boolean {
  return path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** Whether `JSON.stringify` loses nothing of a value. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return true;
  if (typeof value === "number") return isExact(value);
  if (typeof value !== "object" || depth > DEEP || "toJSON" in value) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isPlain(item, depth + 1)) return false;
    return true;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const parts = value as Record<string, unknown>;
  for (const key in parts) {
    const part = parts[key];
    if (part !== undefined && !isPlain(part, depth + 1)) return false;
  }
  return true;
}

/** Deeper than any payload: it may be a cycle. */
const DEEP = 50;

function isExact(number: number): boolean {
  return Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
}

/** Writes the text of `JSON.stringify`, and records the values that it would lose. */
class Writer {
  readonly #lost: Lost[];
  readonly #above: unknown[] = [];

  constructor(lost: Lost[]) {
    this.#lost = lost;
  }

  lose(path: string, got: string): string {
    this.#lost.push({ path, got });
    return STAND_IN;
  }

  /** The text of a value; `undefined` when it is absent. */
  write(value: unknown, path: string, key: string): string | undefined {
    let said: unknown;
    try {
      said = spoken(value, key);
    } catch {
      return this.lose(path, "an object whose toJSON fails");
    }
    if (said === undefined) return undefined;
    if (typeof said === "string" || typeof said === "boolean" || said === null)
      return JSON.stringify(said);
    if (typeof said === "number" && isExact(said)) return JSON.stringify(said);
    if (typeof said === "number" && Number.isFinite(said))
      return this.lose(path, "a number above 2^53 that may have lost digits");
    if (typeof said !== "object" || isMute(said)) return this.lose(path, kind(said));
    if (this.#above.includes(said)) return this.lose(path, "a cycle");
    this.#above.push(said);
    const text = Array.isArray(said) ? this.#list(said, path) : this.#object(said, path);
    this.#above.pop();
    return text;
  }

  #list(list: readonly unknown[], path: string): string {
    const items = Array.from(list, (item, index) => {
      const place = `${path}[${index}]`;
      return this.write(item, place, String(index)) ?? this.lose(place, "undefined");
    });
    return `[${items.join(",")}]`;
  }

  #object(object: object, path: string): string {
    const entries: string[] = [];
    for (const key of Object.keys(object)) {
      const place = path === "" ? shown(key) : `${path}.${shown(key)}`;
      let text: string | undefined;
      try {
        text = this.write((object as Record<string, unknown>)[key], place, key);
      } catch (thrown) {
        if (thrown instanceof RangeError) throw thrown;
        text = this.lose(place, "a property that cannot be read");
      }
      if (text !== undefined) entries.push(`${JSON.stringify(key)}:${text}`);
    }
    return `{${entries.join(",")}}`;
  }
}

/** The value that JSON has: of its `toJSON`, or the primitive that it wraps. */
function spoken(value: unknown, key: string): unknown {
  if (value === null || value === undefined || (typeof value === "object" && isMute(value)))
    return value;
  const { toJSON } = value as { toJSON?: unknown };
  const said: unknown =
    typeof toJSON === "function" && typeof value !== "function" ? toJSON.call(value, key) : value;
  const isWrapped = said instanceof String || said instanceof Number || said instanceof Boolean;
  return isWrapped ? said.valueOf() : said;
}

/**
 * Whether the JSON of an object is another value, or empty.
 *
 * That of a `Date` is a time in UTC, which is often another day; that of a `Secret` is redacted.
 */
function isMute(value: object): boolean {
  const got = kind(value);
  if (got === "a Date" || got === "bytes" || got === "a Secret") return true;
  if (got === "an object" || got === "a list") return false;
  return !("toJSON" in value) && Object.keys(value).length === 0;
}

/** A text with the JSON escape for half a surrogate pair, which UTF-8 cannot express. */
function escaped(text: string): string {
  return text.replace(/(\\*)([\ud800-\udfff])/gu, (all, slashes: string, half: string) => {
    if (slashes.length % 2 === 1) return all;
    return `${slashes}\\u${half.charCodeAt(0).toString(16)}`;
  });
}
