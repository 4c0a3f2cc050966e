// What one would write by hand: the same checks, the same bytes, the same verdicts.
import { createHash, createHmac, hash, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const text = (max) => z.string().min(1).max(max);
const optional = (max) => z.string().max(max).optional();

const registration = z.strictObject({
  rdl_customer: z.strictObject({
    customer_id: text(100),
    customer_name: text(100),
    address_city: text(50),
    address_kecamatan: text(50),
    address_kelurahan: text(50),
    address_province: text(50),
    address_rt_rw: text(50),
    address_street: text(100),
    birth_date: z.iso.date(),
    birth_place: text(100),
    education: text(20),
    email: z.email().max(40),
    gender: text(6),
    home_phone_number: optional(15),
    id_expiry_date: z.iso.date(),
    id_number: text(50),
    npwp_number: text(50),
    job_code: text(50),
    marital_status: text(10),
    mobile_phone_number: text(15),
    monthly_income: z.union([text(2), z.number().max(99)]),
    mother_maiden_name: text(50),
    nationality: text(2),
    office_phone_number: optional(15),
    religion: optional(15),
    resident_status: text(2),
    source_of_fund: text(20),
    zip_code: text(5),
    title: text(3),
    open_account_reason: text(15),
    selfie_photo: z.string().min(1),
  }),
});

const answer = z.looseObject({
  rdl_customer: z.looseObject({ customer_id: text(100), account_id: text(100) }),
  rdl_customer_info: z.looseObject({
    account_balance: z.union([z.string(), z.number()]),
    RDL_status: text(100),
  }),
});

const TARGET = "/sac-rdl/v1/rdl-customers";

// The one-shot function is the faster one, where Node has it.
const digestOf = hash
  ? (body) => hash("sha256", body, "base64")
  : (body) => createHash("sha256").update(body).digest("base64");

export function prepare({ clientId, secretKey }, request, requestId, timestamp) {
  const body = JSON.stringify(registration.parse(request));
  const component =
    `Client-Id:${clientId}\nRequest-Id:${requestId}\nRequest-Timestamp:${timestamp}\n` +
    `Request-Target:${TARGET}\nDigest:${digestOf(body)}`;
  const hmac = createHmac("sha256", secretKey).update(component).digest("base64");
  return {
    operation: "register_rdl_customer",
    method: "POST",
    url: `https://api-sandbox.doku.com${TARGET}`,
    headers: {
      "Client-Id": clientId,
      "Request-Id": requestId,
      "Request-Timestamp": timestamp,
      Signature: `HMACSHA256=${hmac}`,
      "Content-Type": "application/json",
    },
    body,
    target: TARGET,
    requestId,
    timestamp,
  };
}

export function read({ clientId, secretKey }, requestId, { status, headers, body }) {
  if (headers["client-id"] !== clientId || headers["request-id"] !== requestId)
    throw new Error("not mine");
  const component =
    `Client-Id:${clientId}\nRequest-Id:${requestId}\nResponse-Timestamp:${headers["response-timestamp"]}\n` +
    `Request-Target:${TARGET}\nDigest:${digestOf(body)}`;
  const expected = createHmac("sha256", secretKey).update(component).digest();
  const came = Buffer.from(headers.signature.slice("HMACSHA256=".length), "base64");
  if (came.length !== expected.length || !timingSafeEqual(came, expected))
    throw new Error("forged");
  return {
    signature: "verified",
    replayed: status === 409,
    httpStatus: status,
    body: answer.parse(JSON.parse(body)),
  };
}
