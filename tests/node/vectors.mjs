// Runs a folder of vectors through the npm package: `node vectors.mjs DIR`.
import fs from "node:fs";
import path from "node:path";
import * as dokukit from "../../bindings-wasm/dist/esm/index.js";
import { answer, signed, uploaded } from "./sent.mjs";
import { callback, configured, diagnosed } from "./incoming.mjs";
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

function call(operation, given, text, result) {
  const field = (name) => [given.request, given.call, given].find((part) => part?.[name] !== undefined)?.[name];
  const bytes = (value) => (value?.base64 === undefined ? value : Buffer.from(value.base64, "base64"));
  const [ids, target] = [{ requestId: field("request_id"), timestamp: field("timestamp") }, field("target")];
  if (operation === "request_id") return (result.answer = { text: dokukit.checkRequestId(field("text")) });
  if (operation === "timestamp") {
    const [seconds, written] = [field("unix"), field("text")];
    return (result.answer =
      seconds === undefined ? dokukit.parseTimestamp(written) : dokukit.timestampFromUnix(seconds));
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
  const body = bytes(field("body")) ?? null;
  if (operation === "sign_component") return stages(doku.signComponent(field("method"), target, body, ids));
  if (operation === "sign_reply") return stages(doku.signReply(target, body ?? "", ids));
  const response = field("response") && { ...field("response"), body: bytes(field("response").body) };
  const near = { now: field("now"), tolerance: field("tolerance") };
  if (operation === "verify_response") {
    const sent = { operation: "call", method: field("method"), target, requestId: ids.requestId };
    return (result.answer = { signature: doku.verifyResponse(sent, response, field("policy"), near) });
  }
  const came = [target, field("headers") ?? {}, body ?? ""];
  if (operation === "verify_notification")
    return (result.answer = { signature: doku.verifyNotification(...came, near) });
  if (operation === "read_callback")
    return (result.answer = callback(doku.readCallback(...came, { policy: field("policy"), ...near })));
  if (operation === "diagnose_signature") {
    const findings = diagnosed(doku, { method: field("method"), target, headers: came[1], body: came[2] }, given);
    return (result.answer = { findings });
  }
  const sent =
    operation === "upload_file"
      ? uploaded(doku, given, request)
      : signed(doku, operation, request, ids, stages);
  if (!response) {
    const { method, url, headers, body } = sent;
    const bytes = body instanceof Uint8Array ? { base64: Buffer.from(body).toString("base64") } : body;
    return (result.prepared = { method, url, headers, body: bytes ?? null });
  }
  result.answer = answer(doku.read(sent, response));
}
