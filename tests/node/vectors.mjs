// Runs a folder of vectors through the npm package: `node vectors.mjs DIR`.
import fs from "node:fs";
import path from "node:path";
import * as dokukit from "../../bindings-wasm/dist/esm/index.js";
import { answer, signed, uploaded } from "./sent.mjs";
import { callback, configured, diagnosed, pairs } from "./incoming.mjs";
import { asWritten, difference } from "./vector.mjs";

const dir = process.argv[2] ?? "tests/vectors";
for (const file of fs
  .readdirSync(dir, { recursive: true })
  .filter((name) => name.endsWith(".json"))
  .sort()) {
  const text = fs.readFileSync(path.join(dir, file), "utf8");
  const vector = JSON.parse(text);
  const result = {};
  try {
    call(vector.operation, vector.given, text, result);
  } catch (error) {
    if (!(error instanceof dokukit.DokuError)) throw error;
    const { code, gateway: words, httpStatus = null, retry = null, signature = null } = error;
    const violations = error.violations.map(({ path, code }) => ({ path, code }));
    const gateway = words ? { code: null, message: null, type: null, ...JSON.parse(JSON.stringify(words)) } : null;
    result.error = { code, violations, http_status: httpStatus, gateway, retry, signature };
  }
  const { expect, stages } = vector;
  const stage = difference(stages ? { ...expect, stages } : { ...expect }, result, "");
  const name = file.split(path.sep).join("/");
  console.log(JSON.stringify({ lang: "node", file: name, ok: !stage, result }));
  if (stage) process.exitCode = 1;
  if (stage) console.error(`node ${name}: ${stage}`);
}

/** Each key is looked up in the one place that the table of the architecture names. */
function call(operation, given, text, result) {
  const { target, method, policy, now, tolerance } = given;
  const bytes = (value) => (value?.base64 === undefined ? value : Buffer.from(value.base64, "base64"));
  if (operation === "request_id") return (result.answer = { text: dokukit.checkRequestId(given.text) });
  if (operation === "timestamp") {
    const { unix } = given;
    return (result.answer =
      unix === undefined ? dokukit.parseTimestamp(given.text) : dokukit.timestampFromUnix(unix));
  }
  const [request, requirements] = ["request", "requirements"].map((part) =>
    typeof given[part] === "string" ? given[part] : asWritten(text, part),
  );
  if (operation === "check_against_requirements") {
    const unmet = dokukit.checkAgainstRequirements(request, requirements);
    return (result.answer = { violations: unmet.map(({ path, code }) => ({ path, code })) });
  }
  const doku = configured(given.config);
  const stages = ({ digest = null, stringToSign, signature }) =>
    (result.stages = { digest, string_to_sign: stringToSign, signature });
  const [ids, body] = [{ requestId: given.request_id, timestamp: given.timestamp }, bytes(given.body) ?? null];
  if (operation === "sign_component") return stages(doku.signComponent(method, target, body, ids));
  if (operation === "sign_reply") return stages(doku.signReply(target, body ?? "", ids));
  const received = ({ status, headers, body }) => ({ status, headers: pairs(headers), body: bytes(body) });
  const near = { now, tolerance };
  if (operation === "verify_response") {
    const sent = { operation: "call", method, target, requestId: given.request_id };
    const signature = doku.verifyResponse(sent, received(given.response), policy, near);
    return (result.answer = { signature });
  }
  const came = [target, pairs(given.headers), body ?? ""];
  if (operation === "verify_notification")
    return (result.answer = { signature: doku.verifyNotification(...came, near) });
  if (operation === "read_callback")
    return (result.answer = callback(doku.readCallback(...came, { policy, ...near })));
  if (operation === "diagnose_signature")
    return (result.answer = { findings: diagnosed(doku, { method, target, headers: came[1], body: came[2] }, given) });
  const { request_id: requestId, timestamp } = given.call;
  const sent =
    operation === "upload_file"
      ? uploaded(doku, given, request)
      : signed(doku, operation, request, { requestId, timestamp }, stages);
  if (given.response) return (result.answer = answer(doku.read(sent, received(given.response), { policy })));
  const { headers } = sent;
  const whole = sent.body instanceof Uint8Array ? { base64: Buffer.from(sent.body).toString("base64") } : sent.body;
  result.prepared = { method: sent.method, url: sent.url, headers, body: whole ?? null };
}
