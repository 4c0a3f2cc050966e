// Runs a folder of vectors through the npm package: `node vectors.mjs DIR`.
import { isUtf8 } from "node:buffer";
import fs from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as dokukit from "../../bindings-wasm/dist/esm/index.js";

const dir = process.argv[2] ?? "tests/vectors";
for (const file of fs.readdirSync(dir, { recursive: true }).filter((name) => name.endsWith(".json")).sort()) {
  const text = fs.readFileSync(path.join(dir, file), "utf8");
  const vector = JSON.parse(text);
  const result = {};
  try {
    call(vector.operation, vector.given, text, result);
  } catch (error) {
    if (!(error instanceof dokukit.DokuError)) throw error;
    const violations = error.violations.map(({ path, code }) => ({ path, code }));
    const { code, gateway, httpStatus = null, retry = null, signature = null } = error;
    const words = gateway && { code: gateway.code ?? null, message: gateway.message ?? null, type: gateway.type ?? null };
    result.error = { code, violations, http_status: httpStatus, gateway: words ?? null, retry, signature };
  }
  const parts = Object.entries({ ...vector.expect, ...(vector.stages && { stages: vector.stages }) });
  const stage = parts.map(([part, expected]) => difference(expected, result[part], part)).find(Boolean);
  const name = file.split(path.sep).join("/");
  console.log(JSON.stringify({ lang: "node", file: name, ok: !stage, result }));
  if (stage) process.exitCode = 1;
  if (stage) console.error(`node ${name}: ${stage}`);
}

function call(operation, given, text, result) {
  const field = (name) => [given.request, given.call, given].map((part) => part?.[name]).find((value) => value !== undefined);
  const bytes = (value) => (value?.base64 === undefined ? value : Buffer.from(value.base64, "base64"));
  const options = { requestId: field("request_id"), timestamp: field("timestamp") };
  const answer = (signature) => (result.answer = { signature });
  if (operation === "request_id") return (result.answer = { text: dokukit.checkRequestId(field("text")) });
  if (operation === "timestamp") {
    const [seconds, written] = [field("unix"), field("text")];
    return (result.answer = seconds === undefined ? dokukit.parseTimestamp(written) : dokukit.timestampFromUnix(seconds));
  }
  const { environment, client_id: clientId, secret_key: secretKey } = given.config;
  const own = environment?.base_url;
  const doku = new dokukit.Doku({ environment: own === undefined ? environment : { baseUrl: own }, clientId, secretKey });
  const stages = ({ digest = null, stringToSign, signature }) => (result.stages = { digest, string_to_sign: stringToSign, signature });
  const response = field("response") && { ...field("response"), body: bytes(field("response").body) };
  const sent = { operation: "call", method: field("method"), target: field("target"), requestId: options.requestId };
  const body = bytes(field("body")) ?? null;
  if (operation === "sign_component") return stages(doku.signComponent(sent.method, sent.target, body, options));
  if (operation === "sign_reply") return stages(doku.signReply(sent.target, body ?? "", options));
  if (operation === "verify_response") return answer(doku.verifyResponse(sent, response, field("policy")));
  if (operation === "verify_notification") {
    const near = { now: field("now"), tolerance: field("tolerance") };
    return answer(doku.verifyNotification(sent.target, field("headers") ?? {}, body ?? "", near));
  }
  const request = typeof given.request === "string" ? given.request : asWritten(text);
  const unsigned = doku.prepareUnsigned(operation, request, options);
  const prepared = doku.prepare(operation, request, options);
  stages({ ...unsigned, signature: prepared.headers.Signature });
  const attached = doku.attachSignature(unsigned.request, prepared.headers.Signature);
  if (!isDeepStrictEqual(attached, prepared)) throw new Error("attachSignature and prepare differ");
  const { method, url, headers } = prepared;
  if (!response) return (result.prepared = { method, url, headers, body: prepared.body ?? null });
  const read = doku.read(prepared, response);
  const raw = isUtf8(read.raw) ? Buffer.from(read.raw).toString() : { base64: Buffer.from(read.raw).toString("base64") };
  result.answer = { signature: read.signature, replayed: read.replayed, http_status: read.httpStatus, body: read.body, raw };
}

/** The text of `given.request` as it stands in the file: parsing would change how numbers are written. */
function asWritten(text) {
  let [depth, last, start] = [0];
  const keys = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g)) {
    depth += "{[".includes(token) - "]}".includes(token);
    if (start !== undefined && (depth === 1 || (depth === 2 && token === ","))) return text.slice(start, index);
    if (token === ":") keys[depth] = last;
    if (token === ":" && depth === 2 && keys[1] === '"given"' && keys[2] === '"request"') start = index + 1;
    last = token;
  }
  return "null";
}

function difference(expected, got = null, at) {
  if (typeof expected !== "object" || expected === null || Array.isArray(expected) || got === null) {
    return isDeepStrictEqual(expected, got) ? undefined : `${at}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
  }
  const named = (name) => Object.keys(got).find((key) => key.toLowerCase() === name.toLowerCase());
  const value = (name) => got[at === "prepared.headers" ? named(name) : name];
  return Object.entries(expected).map(([name, part]) => difference(part, value(name), `${at}.${name}`)).find(Boolean);
}
