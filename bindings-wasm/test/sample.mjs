// What the tests share: DOKU's sample registration and answer, and the two copies of the package.
import { createHash, createHmac } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import * as esm from "dokukit";
import * as esmDiagnose from "dokukit/diagnose";

const require = createRequire(import.meta.url);
export const cjs = require("dokukit");
export const copies = { esm, cjs };
export const diagnoses = { esm: esmDiagnose, cjs: require("dokukit/diagnose") };

export const clientId = "MCH-0001-10791114622547";
export const secretKey = "test-secret-key";
export const ids = {
  requestId: "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e",
  timestamp: "2020-08-11T08:45:42Z",
};
export const configuration = { environment: "test", clientId, secretKey };

const data = new URL("../../examples/data/rdl-registration.json", import.meta.url);
export const registration = JSON.parse(fs.readFileSync(data, "utf8"));

export const accountId = "2340220322154948265107180133830000142742";
export const answerText = `{"rdl_customer":{"customer_id":"INVESTOR-0000100001","account_id":${accountId}},"rdl_customer_info":{"account_balance":0,"RDL_status":"PENDING"}}`;

/** Headers of a signed answer, computed by node:crypto. */
export function signed(body, { target, requestId }, labels = "Response") {
  const digest = createHash("sha256").update(body).digest("base64");
  const lines = [
    `Client-Id:${clientId}`,
    `Request-Id:${requestId}`,
    `${labels}-Timestamp:${ids.timestamp}`,
  ];
  const text = [...lines, `Request-Target:${target}`, `Digest:${digest}`].join("\n");
  const signature = createHmac("sha256", secretKey).update(text).digest("base64");
  return {
    "Client-Id": clientId,
    "Request-Id": requestId,
    [`${labels}-Timestamp`]: ids.timestamp,
    Signature: `HMACSHA256=${signature}`,
  };
}

/** The error that a call throws. */
export function thrown(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error(`nothing was thrown by ${call}`);
}

/** An error as code and list of path and code. */
export function broken(call) {
  const error = thrown(call);
  return [error.code, ...error.violations.map(({ path, code }) => `${path} ${code}`)];
}

/** The Signature header of a component, computed by node:crypto. */
export function hmac(text) {
  return { signature: `HMACSHA256=${createHmac("sha256", secretKey).update(text).digest("base64")}` };
}
