// Runs a folder of vectors through the npm package and prints what comes out: `node vectors.mjs DIR`.
import fs from "node:fs";
import path from "node:path";
import * as dokukit from "../../bindings-wasm/dist/esm/index.js";
import { diagnoseSignature, explainSignature } from "../../bindings-wasm/dist/esm/diagnose/index.js";
import { answer, asWritten, bytes, configuration, explanation, failure, parts, prepared, stages, told } from "./values.mjs";
import { resigned, signed, uploaded } from "./ways.mjs";

const dir = process.argv[2] ?? "tests/vectors";
const files = fs.readdirSync(dir, { recursive: true }).filter((name) => name.endsWith(".json"));
for (const file of files.sort()) {
  const [text, result, line] = [fs.readFileSync(path.join(dir, file), "utf8"), {}, {}];
  try {
    const { operation, given } = JSON.parse(text);
    const source = (part) => (typeof given[part] === "string" ? given[part] : asWritten(text, part));
    const out = run(operation, given, source, result, (ways) => (line.differs = ways));
    if (out) result.answer = out;
  } catch (error) {
    if (error instanceof dokukit.DokuError) result.error = failure(error);
    else line.differs = `an unexpected ${error.stack}`;
  }
  console.log(JSON.stringify({ lang: "node", file: file.split(path.sep).join("/"), ...line, result }));
}

/** The answer, if any; stages and request go into the result. */
function run(operation, given, source, result, differ) {
  const { target, method, policy, now, tolerance } = given;
  switch (operation) {
    case "timestamp":
      if (given.unix !== undefined) return dokukit.timestampFromUnix(given.unix);
      return dokukit.parseTimestamp(given.text);
    case "request_id":
      return { text: dokukit.checkRequestId(given.text) };
    case "check":
      return told(dokukit.check(given.operation, source("request")));
    case "check_against_requirements":
      return told(dokukit.checkAgainstRequirements(source("request"), source("requirements")));
    case "upload_plan":
      return { uploads: dokukit.uploadPlan(source("requirements")) };
    case "check_upload":
      return told(dokukit.checkUpload(source("request"), source("requirements"), given.size));
    case "place_upload":
      return { request: dokukit.placeUpload(source("request"), source("upload"), source("placement")) };
    case "is_expired":
      return { expired: dokukit.isExpired({ expires_at: given.expires_at }, now, given.leeway) };
  }
  const config = configuration(given.config);
  const [ids, near] = [{ requestId: given.request_id, timestamp: given.timestamp }, { now, tolerance }];
  const [headers, body] = [Object.entries(given.headers ?? {}), bytes(given.body) ?? null];
  const message = { method, target, headers, body: body ?? "" };
  const received = given.response && {
    status: given.response.status,
    headers: Object.entries(given.response.headers ?? {}),
    body: bytes(given.response.body) ?? "",
  };
  switch (operation) {
    case "diagnose_signature": {
      const { secret_keys: secretKeys, targets, client_ids: clientIds, request_ids: requestIds } = given.candidates ?? {};
      const found = diagnoseSignature(config, message, { secretKeys, targets, clientIds, requestIds });
      return { findings: found.map(({ code }) => code) };
    }
    case "explain_signature":
      return explanation(explainSignature(config, message));
  }
  const doku = new dokukit.Doku(config);
  switch (operation) {
    case "sign_component":
      return void (result.stages = stages(doku.signComponent(method, target, body, ids)));
    case "sign_reply":
      return void (result.stages = stages(doku.signReply(target, body ?? "", ids)));
    case "verify_response": {
      const sent = { operation: "call", method, target, requestId: ids.requestId };
      return { signature: doku.verifyResponse(sent, received, policy, near) };
    }
    case "verify_notification":
      return { signature: doku.verifyNotification(target, headers, message.body, near) };
    case "read_callback":
      return parts(doku.readCallback(target, headers, message.body, { policy, ...near }), "kind", "signature", "request_id", "raw");
    case "sign_test_notification":
      return { headers: doku.signTestNotification(target, message.body, ids) };
    case "resign":
      return void Object.assign(result, resigned(doku, given, source("request"), ids, differ));
  }
  const name = given.operation ?? operation;
  const call = { requestId: given.call.request_id, timestamp: given.call.timestamp };
  const made = name === "upload_file" ? uploaded(doku, given, source, differ) : signed(doku, name, source("request"), call, differ);
  if (operation === "sign_test_response") {
    const fake = doku.signTestResponse(made.request, given.status, message.body, given.timestamp);
    return parts(fake, "status", "headers", "body");
  }
  if (operation !== "redacted") Object.assign(result, { stages: made.stages, prepared: prepared(made.request) });
  const read = received && doku.read(made.request, received, { policy });
  if (operation !== "redacted") return read && answer(read);
  return { request: dokukit.redacted(made.request), answer: read ? dokukit.redacted(read) : null };
}
