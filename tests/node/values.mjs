// Between the vectors' JSON and the values of the package.
import { isUtf8 } from "node:buffer";
import { Secret } from "../../bindings-wasm/dist/esm/index.js";

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

export function configuration({ environment, ...rest }) {
  const others = Object.entries(rest).map(([name, value]) => [camel(name), value]);
  const named = environment?.base_url === undefined ? environment : { baseUrl: environment.base_url };
  return { environment: named, ...Object.fromEntries(others) };
}

/** Text, or the bytes of `{"base64"}`. */
export const bytes = (value) => (value?.base64 === undefined ? value : Buffer.from(value.base64, "base64"));

const base64 = (raw) => ({ base64: Buffer.from(raw).toString("base64") });
const shown = (value) => {
  if (!(value instanceof Uint8Array)) return value ?? null;
  return isUtf8(value) ? Buffer.from(value).toString() : base64(value);
};

/** The named parts of a value, under the names of the vectors. */
export const parts = (value, ...names) => Object.fromEntries(names.map((name) => [name, shown(value[camel(name)])]));

export const stages = (made) => parts(made, "digest", "string_to_sign", "signature");

export const explanation = (made) => ({
  ...stages(made),
  ...parts(made, "string_to_sign_bytes", "body_bytes", "received", "matches"),
});

/** A request; an upload's body is always `{"base64"}`. */
export const prepared = (request) => ({
  ...parts(request, "method", "url", "headers", "body"),
  ...(request.body instanceof Uint8Array ? { body: base64(request.body) } : {}),
});

const violations = (found) => found.map(({ path, code }) => ({ path, code }));
export const told = (found) => ({ violations: violations(found) });

/** What was read, with the texts of its secrets. */
export function answer(read) {
  const exposed = function (key, value) {
    return this[key] instanceof Secret ? this[key].expose() : value;
  };
  const rest = { deviations: violations(read.deviations), body: JSON.parse(JSON.stringify(read.body, exposed)) };
  return { ...parts(read, "signature", "replayed", "http_status", "raw"), ...rest };
}

export function failure(error) {
  const gateway = error.gateway ? parts(error.gateway, "code", "message", "type") : null;
  return { ...parts(error, "code", "http_status", "retry", "signature"), ...told(error.violations), gateway };
}

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
