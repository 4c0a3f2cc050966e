// DOKU's own sample of an RDL registration, and a signed answer to it.
import fs from "node:fs";

export const clientId = "MCH-0001-10791114622547";
export const secretKey = "test-secret-key";
export const requestId = "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e";
export const timestamp = "2020-08-11T08:45:42Z";

const file = new URL("../../examples/data/rdl-registration.json", import.meta.url);
const { rdl_customer: customer } = JSON.parse(fs.readFileSync(file, "utf8"));

/** The registration with a photo of so many characters. */
export function registration(selfie_photo) {
  return { rdl_customer: { ...customer, selfie_photo } };
}

export const sample = registration("(Base64)");
export const photo = registration("/9j/4AAQ".repeat(51_200));

/** A registration that was sent, and the answer to it as an HTTP client hands it over. */
export function answered(doku) {
  const account = { company_id: "DOKU", account_id: "2340220322154948265107180133830000142742" };
  const body = JSON.stringify({
    rdl_customer: { ...customer, ...account },
    rdl_customer_info: { account_balance: 0, RDL_status: "PENDING" },
  });
  const request = doku.prepare("register_rdl_customer", sample, { requestId, timestamp });
  const { signature } = doku.signReply(request.target, body, { requestId, timestamp });
  const headers = {
    date: "Tue, 11 Aug 2020 08:45:42 GMT",
    "content-type": "application/json",
    "content-length": String(body.length),
    connection: "keep-alive",
    "client-id": clientId,
    "request-id": requestId,
    "response-timestamp": timestamp,
    signature,
  };
  return { request, response: { status: 201, headers, body } };
}
