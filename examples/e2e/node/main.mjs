// A merchant and an investor, with a lost connection and a forged callback.
//
// Wants DOKU_URL of a simulator, DOKU_CLIENT_ID, DOKU_SECRET_KEY, and DOKU_DATA, the folder
// examples/data.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Doku, checkAgainstRequirements, placeUpload, uploadPlan } from "dokukit";
import { PATH, listen } from "./callbacks.mjs";

const { DOKU_URL, DOKU_CLIENT_ID, DOKU_SECRET_KEY, DOKU_DATA } = process.env;
const config = {
  environment: { baseUrl: DOKU_URL },
  clientId: DOKU_CLIENT_ID,
  secretKey: DOKU_SECRET_KEY,
};
const doku = new Doku(config);
const selfie = await readFile(join(DOKU_DATA, "selfie.jpg"));
const callbacks = await listen(doku, config);

const requirements = await ask("check_requirements", {
  businessType: "PERSONAL",
  businessLegalEntity: "PERSEORANGAN",
  brandBusinessLine: "RETAIL",
  businessContactNationality: "ID",
});
const merchant = await placeFiles(await sample("business-registration.json"), requirements);
merchant.business.callback_url = callbacks.url;
assert.deepEqual(checkAgainstRequirements(merchant, requirements), []);

const { business } = await askWithLostConnection("register_business", merchant);
const question = { client_id: business.brands[0].id };
assert.equal((await ask("get_business", question)).id, business.id);

const told = once(callbacks.events, "callback", { signal: AbortSignal.timeout(10_000) });
await simulate(`business/${business.id}`, { status: "ACTIVE" });
assert.deepEqual(await told, [{ kind: "BUSINESS", id: business.id, signature: "verified" }]);
// A callback's payload is undocumented: for the state, ask.
const { status } = await ask("get_business", question);
assert.equal(status, "ACTIVE");

assert.equal(await forgeCallback(), 400);
assert.equal(callbacks.handled.size, 1);

const investor = await sample("rdl-registration.json");
investor.rdl_customer.customer_id = `INVESTOR-${randomUUID()}`;
investor.rdl_customer.selfie_photo = selfie.toString("base64");
const registered = await askWithLostConnection("register_rdl_customer", investor);
const account = registered.rdl_customer.account_id;
assert.match(account, /^\d{40}$/);
await simulate(`rdl/${account}`, { status: "ACTIVE" });

callbacks.close();
console.log(
  `e2e node: business ${business.id} ${status}, account ${account},`,
  "2 replayed, 1 callback verified, 1 forged refused",
);

async function ask(operation, body) {
  return (await doku.send(operation, body)).body;
}

/** The first answer is lost, although DOKU did what it was asked for. */
async function askWithLostConnection(operation, body) {
  await simulate("faults", { drop_percent: 100 });
  const fetchOverBadLine = (...request) =>
    fetch(...request).finally(() => simulate("faults", { drop_percent: 0 }));
  const answer = await doku.send(operation, body, { fetch: fetchOverBadLine });
  assert(answer.replayed, "DOKU did the same work twice");
  return answer.body;
}

async function placeFiles(registration, requirements) {
  // The sample's ids are of somebody else's files.
  for (const brand of registration.business.brands) delete brand.photo_proofs;
  for (const contact of registration.business.contacts) {
    delete contact.documents;
    delete contact.owner_liveness;
  }
  const { token } = await ask("generate_token", {});
  const file = { name: "photo.jpg", content_type: "image/jpeg", content: selfie };
  for (const { belongs_to, category, code } of uploadPlan(requirements)) {
    const upload = await doku.send(doku.prepareUpload({ category, code, file }, token));
    const place = { brand: { brand: 0 }, contact: { contact: 0 } }[belongs_to];
    const forms = code === "KTP" ? [{ code: "NO_KTP", value: "1234567890123456" }] : undefined;
    registration = placeUpload(registration, upload.body, { ...place, code, forms });
  }
  return registration;
}

/** Sends our own server a callback whose body is not the one that was signed. */
async function forgeCallback() {
  const genuine = JSON.stringify({ type: "BUSINESS", id: business.id, status: "REJECTED" });
  const headers = doku.signTestNotification(PATH, genuine);
  const body = genuine.replace("REJECTED", "ACTIVE");
  return (await fetch(callbacks.url, { method: "POST", headers, body })).status;
}

async function simulate(path, body) {
  const headers = { "Content-Type": "application/json" };
  const request = { method: "POST", headers, body: JSON.stringify(body) };
  assert.equal((await fetch(`${DOKU_URL}/_sim/${path}`, request)).status, 200);
}

async function sample(name) {
  return JSON.parse(await readFile(join(DOKU_DATA, name), "utf8"));
}
