// Runs a folder of vectors through the npm package and prints the results: `node vectors.mjs DIR`.
import { isUtf8 } from "node:buffer";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as kit from "../../bindings-wasm/dist/esm/index.js";
import { diagnoseSignature, explainSignature } from "../../bindings-wasm/dist/esm/diagnose/index.js";
import { resigned, signed, uploaded } from "./ways.mjs";

/** Keeps a number as it is written. */
const lossless = createRequire(new URL("../../bindings-wasm/package.json", import.meta.url))("lossless-json");
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const camelKeys = (object) => Object.fromEntries(Object.entries(object ?? {}).map(([name, value]) => [camel(name), value]));
const base64 = (raw) => ({ base64: Buffer.from(raw).toString("base64") });
const bytes = (value) => (value?.base64 === undefined ? value : Buffer.from(value.base64, "base64"));

/** The named parts of a value of the package, as JSON has them: a secret as its text, bytes as text or base64. */
const parts = (made, ...names) =>
  JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, made[camel(name)] ?? null])), function (key) {
    const value = this[key];
    if (value instanceof kit.Secret) return value.expose();
    return value instanceof Uint8Array ? (isUtf8(value) ? Buffer.from(value).toString() : base64(value)) : value;
  }));
const stages = (made) => parts(made, "digest", "string_to_sign", "signature");
const violations = (found) => found.map((violation) => parts(violation, "path", "code"));
const told = (found) => ({ violations: violations(found) });
const failure = (error) => ({
  ...parts(error, "code", "http_status", "retry", "signature"),
  ...told(error.violations),
  gateway: error.gateway ? parts(error.gateway, "code", "message", "type") : null,
});

/** The answer of each operation that sends nothing; one that has none puts its stages into the result. */
const ANSWERS = {
  timestamp: ({ given }) => (given.unix === undefined ? kit.parseTimestamp(given.text) : kit.timestampFromUnix(given.unix)),
  request_id: ({ given }) => ({ text: kit.checkRequestId(given.text) }),
  check: ({ given, text }) => told(kit.check(given.operation, text("request"))),
  check_against_requirements: ({ text }) => told(kit.checkAgainstRequirements(text("request"), text("requirements"))),
  upload_plan: ({ text }) => ({ uploads: kit.uploadPlan(text("requirements")) }),
  check_upload: ({ given, text }) => told(kit.checkUpload(text("request"), text("requirements"), given.size)),
  place_upload: ({ text }) => ({ request: kit.placeUpload(text("request"), text("upload"), text("placement")) }),
  is_expired: ({ given }) => ({ expired: kit.isExpired(given, given.now, given.leeway) }),
  diagnose_signature: ({ given, config, message }) => ({
    findings: diagnoseSignature(config, message, camelKeys(given.candidates)).map(({ code }) => code),
  }),
  explain_signature: ({ config, message }) =>
    parts(explainSignature(config, message), "string_to_sign", "string_to_sign_bytes", "digest", "body_bytes", "signature", "received", "matches"),
  sign_component: ({ doku, given, ids, result }) =>
    void (result.stages = stages(doku.signComponent(given.method, given.target, bytes(given.body) ?? null, ids))),
  sign_reply: ({ doku, message, ids, result }) => void (result.stages = stages(doku.signReply(message.target, message.body, ids))),
  verify_response: ({ doku, given, ids, near, received }) => ({
    signature: doku.verifyResponse({ method: given.method, target: given.target, ...ids }, received, given.policy, near),
  }),
  verify_notification: ({ doku, message, near }) => ({
    signature: doku.verifyNotification(message.target, message.headers, message.body, near),
  }),
  read_callback: ({ doku, given, message, near }) =>
    parts(doku.readCallback(message.target, message.headers, message.body, { policy: given.policy, ...near }), "kind", "signature", "request_id", "raw"),
  sign_test_notification: ({ doku, message, ids }) => ({ headers: doku.signTestNotification(message.target, message.body, ids) }),
  resign: ({ doku, given, text, ids, result, differ }) => show(result, resigned(doku, given, text("request"), ids, differ)),
};

/** Puts the stages and the request into the result; an upload's body is always `{"base64"}`. */
function show(result, { unsigned, request }) {
  result.stages = unsigned && stages({ ...unsigned, signature: request.headers.Signature });
  result.prepared = parts(request, "method", "url", "headers", "body");
  if (request.body instanceof Uint8Array) result.prepared.body = base64(request.body);
}

/** The answer to what is sent, and what is made of a request without sending it. */
function send({ doku, given, text, message, received, result, differ }, operation) {
  const [name, stamp] = [given.operation ?? operation, camelKeys(given.call)];
  const made = name === "upload_file" ? uploaded(doku, given, text, differ) : signed(doku, name, text("request"), stamp, differ);
  if (operation === "sign_test_response")
    return parts(doku.signTestResponse(made.request, given.status, message.body, given.timestamp), "status", "headers", "body");
  if (operation !== "redacted") show(result, made);
  const read = received && doku.read(made.request, received, { policy: given.policy });
  if (operation === "redacted") return { request: kit.redacted(made.request), answer: read ? kit.redacted(read) : null };
  return read && { ...parts(read, "signature", "replayed", "http_status", "raw", "body"), deviations: violations(read.deviations) };
}

/** The parts of `given` as the package takes them. */
function context(file, given, line) {
  const headers = Object.entries(given.headers ?? {});
  const message = { method: given.method, target: given.target, headers, body: bytes(given.body) ?? "" };
  const { environment, ...config } = camelKeys(given.config);
  const { response } = given;
  return {
    given,
    message,
    result: line.result,
    config: { ...config, environment: environment?.base_url !== undefined ? camelKeys(environment) : environment },
    ids: { requestId: given.request_id, timestamp: given.timestamp },
    near: { now: given.now, tolerance: given.tolerance },
    received: response && { status: response.status, headers: Object.entries(response.headers ?? {}), body: bytes(response.body) ?? "" },
    get doku() {
      return new kit.Doku(this.config);
    },
    text: (part) => (typeof given[part] === "string" ? given[part] : lossless.stringify(lossless.parse(file).given[part] ?? null)),
    differ: (ways) => (line.differs = ways),
  };
}

const dir = process.argv[2] ?? "tests/vectors";
for (const name of fs.readdirSync(dir, { recursive: true }).filter((name) => name.endsWith(".json")).sort()) {
  const line = { lang: "node", file: name.split(path.sep).join("/"), result: {} };
  try {
    const file = fs.readFileSync(path.join(dir, name), "utf8");
    const { operation, given } = JSON.parse(file);
    const run = ANSWERS[operation] ?? send;
    line.result.answer = run(context(file, given, line), operation);
  } catch (error) {
    if (error instanceof kit.DokuError) line.result.error = failure(error);
    else line.differs = `an unexpected ${error.stack}`;
  }
  console.log(JSON.stringify(line));
}
