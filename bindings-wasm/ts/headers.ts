// Headers of any host, as the lines that cross the border.
import type { HeaderSource } from "./types.js";
import { kind, wrongType } from "./values.js";

/**
 * Names and values in turn, each with a NUL after it, and the number of pairs.
 *
 * A value that is not headers is rejected: read as none, it would make a signed message unsigned.
 */
export function headerLines(headers: HeaderSource): [string, number] {
  const source: unknown = headers;
  if (typeof source !== "object" || source === null)
    throw refused(kind(source), typeof source === "function" ? ": call it" : "");
  if ("then" in source && typeof source.then === "function")
    throw refused("a promise", ": await it");
  if ("headers" in source && typeof source.headers === "object")
    throw refused("a whole message", ": give its headers");
  const lines = new Lines();
  if (Array.isArray(source) && typeof source[0] === "string") lines.flat(source);
  else if (Symbol.iterator in source) lines.pairs(source as Iterable<unknown>);
  else lines.object(source);
  return [lines.text, lines.count];
}

class Lines {
  text = "";
  count = 0;

  /** Node's `rawHeaders`: names and values in turn. */
  flat(list: readonly unknown[]): void {
    if (list.length % 2 !== 0) throw refused("a list without pairs");
    for (let i = 0; i < list.length; i += 2) this.add(list[i], list[i + 1]);
  }

  pairs(list: Iterable<unknown>): void {
    for (const pair of list) {
      if (!Array.isArray(pair) || pair.length !== 2) throw refused("a list without pairs");
      this.add(pair[0], pair[1]);
    }
  }

  object(source: object): void {
    const entries = Object.entries(source);
    // A copy of a Headers object by `{...headers}` or JSON is an empty object.
    if (entries.length === 0)
      throw refused("an object without any", ": give the Headers object itself, or [] for none");
    for (const [name, value] of entries) this.add(name, value);
  }

  add(name: unknown, value: unknown): void {
    if (typeof name !== "string") throw refused(`${kind(name)} as a name`);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const one of values) {
      if (typeof one === "string") {
        this.text += `${name}\0${one}\0`;
        this.count++;
      } else if (one !== undefined && (OURS.test(name) || !IGNORED.includes(kind(one)))) {
        throw refused(`${kind(one)} as a value`);
      }
    }
  }
}

/** Other values that clients have among headers, such as axios, or HTTP/2 under `:status`. */
const IGNORED = ["null", "a number", "a boolean"];

/** The headers of a signature, none of which may be lost. */
const OURS = /^(client-id|digest|request-id|(request|response)-timestamp|signature)$/i;

function refused(got: string, advice = "") {
  const expected = "expected a Headers object, pairs of name and value, or an object of texts";
  return wrongType("headers", `${expected}, got ${got}${advice}`);
}
