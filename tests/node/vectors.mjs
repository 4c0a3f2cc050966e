// Runs a folder of vectors through the npm package and prints the results: `node vectors.mjs DIR`.
import { isUtf8 } from "node:buffer";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { diagnoseSignature, explainSignature } from "../../bindings-wasm/dist/esm/diagnose/index.js";
import { Attempts } from "../../bindings-wasm/dist/esm/attempts.js";
import * as kit from "../../bindings-wasm/dist/esm/index.js";
import { resigned, signed, uploaded } from "./ways.mjs";

/** Keeps a number as it is written. */
const lossless = createRequire(new URL("../../bindings-wasm/package.json", import.meta.url))("lossless-json");

const named = (object, name) => Object.fromEntries(Object.entries(object ?? {}).map(([key, value]) => [name(key), value]));
const camel = (object) => named(object, (key) => key.replace(/_(.)/g, (_, letter) => letter.toUpperCase()));
const snake = (object) => named(object, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
const bytes = (value) => (value?.base64 === undefined ? value : Buffer.from(value.base64, "base64"));
const base64 = (raw) => ({ base64: Buffer.from(raw).toString("base64") });

/** An object of the package as the results have it: secrets as text, bytes as text or base64, absence as null. */
function shown(made) {
  const text = JSON.stringify(snake(made), function (key, value) {
    const part = this[key];
    if (part instanceof kit.Secret) return part.expose();
    if (part instanceof Uint8Array) return isUtf8(part) ? Buffer.from(part).toString() : base64(part);
    return value ?? null;
  });
  return JSON.parse(text);
}
const told = (found) => found.map(({ path, code }) => ({ path, code }));

/** The answer of each operation that sends nothing; `stages` and `prepared` go into the result. */
const RUN = {
  timestamp: ({ given }) => (given.unix === undefined ? kit.parseTimestamp(given.text) : kit.timestampFromUnix(given.unix)),
  request_id: ({ given }) => ({ text: kit.checkRequestId(given.text) }),
  check: ({ given, text }) => ({ violations: told(kit.check(given.operation, text("request"))) }),
  check_against_requirements: ({ text }) => ({
    violations: told(kit.checkAgainstRequirements(text("request"), text("requirements"))),
  }),
  upload_plan: ({ text }) => ({ uploads: kit.uploadPlan(text("requirements")) }),
  check_upload: ({ given, text }) => ({ violations: told(kit.checkUpload(text("request"), text("requirements"), given.size)) }),
  place_upload: ({ text }) => ({ request: kit.placeUpload(text("request"), text("upload"), text("placement")) }),
  is_expired: ({ given }) => ({ expired: kit.isExpired(given, given.now, given.leeway) }),
  diagnose_signature: ({ given, config, message }) => ({
    findings: diagnoseSignature(config, message, camel(given.candidates)).map(({ code }) => code),
  }),
  explain_signature: ({ config, message }) => shown(explainSignature(config, message)),
  sign_component: ({ doku, given, ids, result }) =>
    void (result.stages = shown(doku.signComponent(given.method, given.target, bytes(given.body) ?? null, ids))),
  sign_reply: ({ doku, given, body, ids, result }) => void (result.stages = shown(doku.signReply(given.target, body, ids))),
  verify_response: ({ doku, given, ids, near, received }) => ({
    signature: doku.verifyResponse({ method: given.method, target: given.target, ...ids }, received, given.policy, near),
  }),
  verify_notification: ({ doku, given, headers, body, near }) => ({
    signature: doku.verifyNotification(given.target, headers, body, near),
  }),
  read_callback: ({ doku, given, headers, body, near }) =>
    shown(doku.readCallback(given.target, headers, body, { policy: given.policy, ...near })),
  sign_test_notification: ({ doku, given, body, ids }) => ({ headers: doku.signTestNotification(given.target, body, ids) }),
  resign: ({ doku, given, text, ids, result, differ }) => show(result, resigned(doku, given, text("request"), ids, differ)),
};

/** Runs an operation that is sent, or what makes something of such a request. */
function send({ doku, given, text, body, received, result, differ }, operation) {
  const name = given.operation ?? operation;
  const made =
    name === "upload_file"
      ? uploaded(doku, given, text, differ)
      : signed(doku, name, text("request"), camel(given.call), differ);
  if (operation === "sign_test_response") return shown(doku.signTestResponse(made.request, given.status, body, given.timestamp));
  if (operation === "attempts") return played(doku, made.request, given);
  if (operation !== "redacted") show(result, made);
  const read = received && doku.read(made.request, received, { policy: given.policy });
  if (operation === "redacted") return { request: kit.redacted(made.request), answer: read ? kit.redacted(read) : null };
  return read && answered(read);
}

const answered = (read) => shown({ ...read, deviations: told(read.deviations) });

/** Plays a script of events, and shows the step that follows each. */
function played(doku, request, { script, limits, policy, clock_shift: clockShift }) {
  const attempts = new Attempts(doku, request, { ...limits, policy, clockShift });
  const steps = script.map(({ event, now, random, reason, response }) => {
    try {
      const step =
        event === "received" ? attempts.received(came(response), now, random) : attempts.next(reason ?? event, now, random);
      if (step.send) return { send: sendable(step.send) };
      return step.answer ? { answer: answered(step.answer) } : step;
    } catch (error) {
      if (!(error instanceof kit.DokuError)) throw error;
      return { error: failed(error) };
    }
  });
  return { steps, clock_shift: attempts.clockShift };
}

const came = ({ status, headers, body }) => ({ status, headers: Object.entries(headers ?? {}), body: bytes(body) ?? "" });

/** Puts the stages and the request into the result. */
function show(result, { unsigned, request }) {
  const { digest, stringToSign } = unsigned ?? {};
  if (unsigned) result.stages = shown({ digest, stringToSign, signature: request.headers.Signature });
  result.prepared = sendable(request);
}

/** A request; an upload's body is always `{"base64"}`. */
function sendable({ method, url, headers, body }) {
  return { method, url, headers, body: body instanceof Uint8Array ? base64(body) : (body ?? null) };
}

function failed({ code, httpStatus, retry, signature, gateway, violations, outcome, attempts }) {
  return shown({ code, httpStatus, retry, signature, gateway, violations: told(violations), outcome, attempts });
}

/** The parts of `given`, as the package takes them. */
function context(file, given, line) {
  const { environment, ...config } = camel(given.config);
  const [headers, body] = [Object.entries(given.headers ?? {}), bytes(given.body) ?? ""];
  return {
    ...{ given, headers, body, result: line.result },
    message: { method: given.method, target: given.target, headers, body },
    config: { ...config, environment: environment?.base_url === undefined ? environment : camel(environment) },
    ids: { requestId: given.request_id, timestamp: given.timestamp },
    near: { now: given.now, tolerance: given.tolerance },
    received: given.response && came(given.response),
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
    line.result.answer = (RUN[operation] ?? send)(context(file, given, line), operation);
  } catch (error) {
    if (!(error instanceof kit.DokuError)) line.differs = `an unexpected ${error.stack}`;
    if (error.violations) line.result.error = failed(error);
  }
  console.log(JSON.stringify(line));
}
