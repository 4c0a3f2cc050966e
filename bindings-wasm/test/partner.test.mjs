// The onboarding of a merchant: uploads, secrets, and what is told before anything is sent.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { inspect } from "node:util";
import * as esm from "dokukit";

const cjs = createRequire(import.meta.url)("dokukit");
const sample = (name) =>
  JSON.parse(fs.readFileSync(new URL(`../../examples/data/${name}.json`, import.meta.url), "utf8"));
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.from("a photo of nobody")]);
const document = (content = jpeg) => ({
  category: "DOCUMENT",
  code: "KTP",
  file: { name: "ktp.jpg", content_type: "image/jpeg", content },
});
const question = {
  businessType: "PERSONAL",
  businessLegalEntity: "PERSEORANGAN",
  brandBusinessLine: "FOOD & BEVERAGE",
  businessContactNationality: "ID",
};

for (const [copy, kit] of Object.entries({ esm, cjs })) {
  const { Doku, DokuError, Secret } = kit;
  const config = { environment: "test", clientId: "BRN-1", secretKey: "secret" };
  const doku = new Doku(config);
  const thrown = (run) => {
    try {
      run();
    } catch (error) {
      assert.ok(error instanceof DokuError, `${error}`);
      return [error.code, ...error.violations.map(({ path, code }) => `${path} ${code}`)];
    }
    return assert.fail("nothing was thrown");
  };

  test(`${copy}: a request is checked without a client, by the rules of prepare`, () => {
    const told = (...given) => kit.check(...given).map(({ path, code }) => `${path} ${code}`);
    assert.deepEqual(told("check_requirements", question), []);
    assert.deepEqual(told("check_requirements", JSON.stringify(question)), []);
    const wrong = { ...question, businessType: 1n, brandBusinessLine: "" };
    assert.deepEqual(told("check_requirements", wrong), [
      "businessType wrong_type",
      "brandBusinessLine required",
    ]);
    assert.deepEqual(told("upload_file", document()), []);
    const gif = document(Uint8Array.from(Buffer.from("GIF89a")));
    assert.deepEqual(told("upload_file", gif), ["file.content bad_format"]);
    assert.deepEqual(told("unheard_of", {}), ["operation not_in_list"]);
    assert.throws(() => kit.check(17, {}), { code: "invalid_request" });
  });

  test(`${copy}: a GET has no body, and its fields in the query`, () => {
    const request = doku.prepare("check_requirements", question);
    assert.equal(request.method, "GET");
    assert.equal(request.body, undefined);
    assert.equal(request.headers["Content-Type"], undefined);
    assert.equal(request.target, "/adv-core-api/partner/v1.0/file");
    assert.match(request.url, /^https:\/\/api-uat\.doku\.com.*=FOOD%20%26%20BEVERAGE&/);
    const signed = new Doku({ ...config, query: "signed" });
    assert.match(signed.prepare("check_requirements", question).target, /\?businessType=/);
    assert.deepEqual(thrown(() => new Doku({ ...config, query: "both" })), [
      "invalid_config",
      "query not_in_list",
    ]);
  });

  test(`${copy}: an upload is the same whole, framed and from text`, () => {
    const whole = doku.prepareUpload(document(), new Secret("a-token"), "b-1");
    assert.equal(whole.headers.Authorization, "Bearer a-token");
    const frame = doku.prepareUploadFrame(document(jpeg.subarray(0, 12)), "a-token", "b-1");
    assert.equal(frame.request.body, undefined);
    const joined = Buffer.concat([frame.head, jpeg, frame.tail]);
    assert.deepEqual(Buffer.from(whole.body), joined);
    const { content, ...file } = document().file;
    const base64 = Buffer.from(content).toString("base64");
    const text = JSON.stringify({ ...document(), file: { ...file, base64 } });
    assert.deepEqual(doku.prepareUpload(text, "a-token", "b-1").body, whole.body);
    for (const shown of [inspect(whole), JSON.stringify(whole), inspect(frame), `${whole}`])
      assert.ok(!shown.includes("a-token") && !shown.includes("nobody"), shown);
    const [one, other] = [1, 2].map(() => doku.prepareUpload(document(), "t"));
    assert.notEqual(one.headers["Content-Type"], other.headers["Content-Type"]);
  });

  test(`${copy}: a wrong upload is a DokuError`, () => {
    const upload = (given, token = "t") => thrown(() => doku.prepareUpload(given, token));
    assert.deepEqual(upload(document(), ""), ["invalid_request", "token required"]);
    assert.deepEqual(upload(document(), 7), ["invalid_request", "token wrong_type"]);
    assert.deepEqual(upload(null), ["invalid_request", " wrong_type"]);
    const gif = document(Uint8Array.from(Buffer.from("GIF89a")));
    assert.deepEqual(upload(gif), ["invalid_request", "file.content bad_format"]);
    assert.deepEqual(thrown(() => doku.prepare("upload_file", {})), [
      "invalid_request",
      "operation not_allowed",
    ]);
  });

  test(`${copy}: secrets show themselves nowhere`, () => {
    const secret = new Secret("SK-1");
    assert.equal(`${secret}${JSON.stringify([secret])}${inspect({ secret })}`.includes("SK"), false);
    assert.deepEqual([secret.expose(), secret.equals("SK-1"), secret.equals("SK-2")], [
      "SK-1",
      true,
      false,
    ]);
    const request = doku.prepare("get_business", { client_id: "BRN-1" });
    const body = JSON.stringify(sample("business-data-answer"));
    const answer = doku.read(request, { status: 200, headers: [], body });
    const key = answer.body.brands[0].shared_key;
    assert.equal(key.expose(), "SK-ViEeAojc5K0nBrL41ou4");
    for (const shown of [inspect(answer.body, { depth: 9 }), JSON.stringify(answer.body)])
      assert.ok(!shown.includes(key.expose()));
  });

  test(`${copy}: tells what is missing, and where files belong`, () => {
    const needs = sample("requirements-answer");
    const plan = kit.uploadPlan(needs).map((file) => `${file.belongs_to} ${file.category}`);
    assert.deepEqual(plan, ["brand PHOTO_PROOF", "contact DOCUMENT", "contact OWNER_LIVENESS"]);
    const mine = sample("business-registration");
    delete mine.business.brands[0].photo_proofs;
    const before = JSON.stringify(mine);
    const missing = kit.checkAgainstRequirements(mine, needs);
    assert.deepEqual(
      missing.map(({ path, code }) => `${path} ${code}`),
      ["business.brands[0].photo_proofs required"],
    );
    const uploaded = { id: "DCM-1", link: "https://a.id", category: "PHOTO_PROOF" };
    const placed = kit.placeUpload(mine, uploaded, { brand: 0 });
    assert.equal(JSON.stringify(mine), before);
    assert.deepEqual(placed.business.brands[0].photo_proofs, [{ id: "DCM-1" }]);
    assert.deepEqual(kit.checkAgainstRequirements(placed, needs), []);
    assert.deepEqual(thrown(() => kit.placeUpload(mine, uploaded, { brand: 9 })), [
      "invalid_request",
      "placement out_of_range",
    ]);
    assert.deepEqual(kit.checkUpload(document(), needs), []);
    const [tooLarge] = kit.checkUpload(document(), needs, 15_000_001);
    assert.equal(`${tooLarge.path} ${tooLarge.code}`, "file.content too_long");
  });

  test(`${copy}: a placed file changes nothing else`, () => {
    const draft = { business: { contacts: [{ name: "C" }, { primary: null }], addresses: [{}] } };
    const before = structuredClone(draft);
    const upload = { id: "DCM-1", link: "https://a.id", category: "OWNER_LIVENESS" };
    const expected = structuredClone(draft);
    expected.business.contacts[0].owner_liveness = { id: "DCM-1" };
    const placed = kit.placeUpload(draft, upload, { contact: 0 });
    assert.equal(JSON.stringify(placed), JSON.stringify(expected));
    assert.deepEqual(draft, before);
  });

  test(`${copy}: a token expires`, () => {
    const token = { token: new Secret("t"), issued_at: 0, expires_at: 1000 };
    assert.equal(kit.isExpired({ token: new Secret("no JWT") }), false);
    assert.equal(kit.isExpired(token), true);
    assert.equal(kit.isExpired(token, 899, 100), false);
    assert.equal(kit.isExpired(token, 900, 100), true);
  });

  test(`${copy}: null where an object belongs is a DokuError`, () => {
    for (const run of [
      () => new Doku(null),
      () => doku.prepare("call", {}, null),
      () => doku.read(null, { status: 200, headers: [], body: "" }),
      () => doku.read(doku.prepare("get_business", { client_id: "a" }), null),
      () => doku.resign(null),
      () => doku.verifyNotification("/a", { signature: 7 }, ""),
      () => doku.verifyNotification("/a", null, ""),
      () => doku.verifyNotification("/a", [], "", null),
      () => doku.readCallback("/a", [], "", null),
      () => doku.signComponent("GET", "/", null, null),
      () => doku.attachSignature(null, "a"),
      () => doku.prepareUpload(null, "t"),
      () => kit.placeUpload(null, null, null),
      () => kit.checkUpload(null, null),
      () => kit.uploadPlan(null),
      () => kit.isExpired(null),
      () => kit.serialize(null),
      () => doku.restore(null),
    ])
      assert.match(thrown(run).join(), /wrong_type/);
    const freed = new Doku(config);
    freed[Symbol.dispose]();
    freed[Symbol.dispose]();
  });
}
