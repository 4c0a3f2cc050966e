// A vector as a text, and what in a result is not as it says.
import { isDeepStrictEqual } from "node:util";

/** The text of a part of `given` as it stands in the file: parsing it would change how numbers are written. */
export function asWritten(text, part) {
  const [keys, state] = [[], { depth: 0 }];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g)) {
    state.depth += "{[".includes(token) - "]}".includes(token);
    if (state.start && (state.depth === 1 || (state.depth === 2 && token === ",")))
      return text.slice(state.start, index);
    if (token === ":") keys[state.depth] = state.last;
    if (token === ":" && state.depth === 2 && keys[1] === '"given"' && keys[2] === `"${part}"`) state.start = index + 1;
    state.last = token;
  }
  return "null";
}

/** The first part of a result that is not as the vector says: objects by the keys it names, header names without case. */
export function difference(expected, got, at) {
  const isList = Array.isArray(expected);
  const isSame = isList ? Array.isArray(got) && expected.length === got.length : typeof got === "object" && got !== null;
  if (typeof expected !== "object" || expected === null || !isSame) {
    return isDeepStrictEqual(expected, got ?? null)
      ? undefined
      : `${at}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
  }
  const named = (name) => Object.keys(got).find((key) => key.toLowerCase() === name.toLowerCase());
  const part = (name) =>
    difference(expected[name], got[at === ".prepared.headers" ? named(name) : name], `${at}.${name}`);
  return Object.keys(expected).map(part).find(Boolean);
}
