import { text } from "./values.js";

/**
 * A bearer token or a brand's key, as DOKU sent it.
 *
 * It prints as `[redacted]`, in JSON as well: `expose` is the one way to its text.
 */
export class Secret {
  readonly #text: string;

  constructor(value: string) {
    this.#text = text(value, "secret");
  }

  /** The text itself, for the one place that needs it. */
  expose(): string {
    return this.#text;
  }

  /** Whether both hold the same text, compared in constant time. */
  equals(other: Secret | string): boolean {
    const [one, two] = [this.#text, exposed(other, "secret")];
    let difference = one.length ^ two.length;
    for (let i = 0; i < one.length; i++) difference |= one.charCodeAt(i) ^ two.charCodeAt(i);
    return difference === 0;
  }

  toString(): string {
    return "[redacted]";
  }

  toJSON(): string {
    return "[redacted]";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[redacted]";
  }
}

/** A plain text, or the text of a secret, which may be of the package's other copy. */
export function exposed(value: unknown, path: string): string {
  const isSecret = typeof (value as Secret | null | undefined)?.expose === "function";
  return text(isSecret ? (value as Secret).expose() : value, path);
}

/**
 * Replaces every text under one of the keys by a `Secret`; returns whether it reached all of them.
 *
 * It stops at a depth that no answer has and at which much of JavaScript fails.
 */
export function conceal(value: unknown, keys: ReadonlySet<string>, depth = 0): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth > DEEP) return false;
  const parts = value as Record<string, unknown>;
  for (const key of Object.keys(parts)) {
    const part = parts[key];
    if (typeof part === "string") {
      if (keys.has(key)) parts[key] = new Secret(part);
    } else if (!conceal(part, keys, depth + 1)) return false;
  }
  return true;
}

const DEEP = 500;
