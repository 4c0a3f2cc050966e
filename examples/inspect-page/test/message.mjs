// Messages to paste, signed by node:crypto: the page is to find what DokuKit did not make itself.
import { createHash, createHmac } from "node:crypto";

export const clientId = "BRN-0000-0000000000001";
export const secretKey = "contoh-secret-key";
export const target = "/doku/kyb";
export const body = '{"type":"BUSINESS","status":"ACTIVE","name":"Toko Contoh"}';

const requestId = "5f0b7c1e-0000-4000-8000-000000000001";
const timestamp = "2026-01-15T03:00:00Z";

/** What to fill in, by field; `signed` says what was signed in place of what is filled in. */
export function message(signed = {}, shown = {}) {
  const parts = { secretKey, target, body, label: "Request-Timestamp", hasDigest: true, ...signed };
  const { label } = parts;
  const digest = createHash("sha256").update(parts.body).digest("base64");
  const component = [
    `Client-Id:${clientId}`,
    `Request-Id:${requestId}`,
    `${label}:${timestamp}`,
    `Request-Target:${parts.target}`,
    ...(parts.hasDigest ? [`Digest:${digest}`] : []),
  ].join("\n");
  const hmac = createHmac("sha256", parts.secretKey).update(component).digest();
  const signature = `HMACSHA256=${hmac.toString(parts.encoding ?? "base64")}`;
  const lines = {
    "Content-Type": "application/json",
    "client-id": clientId,
    "Request-Id": requestId,
    [label]: timestamp,
    Signature: signature,
    ...shown.headers,
  };
  const headers = Object.entries(lines).filter(([, value]) => value !== undefined);
  return {
    component,
    digest,
    signature,
    fields: {
      target,
      headers: headers.map(([name, value]) => `${name}: ${value}`).join("\n"),
      body,
      "client-id": clientId,
      "secret-key": secretKey,
      ...shown.fields,
    },
  };
}
