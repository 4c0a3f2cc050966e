// The onboarding of a merchant: objects and bytes as JavaScript has them, secrets, the current time.
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

  test(`${copy}: a request is checked as an object, with what JSON cannot say`, () => {
    const told = (...given) => kit.check(...given).map(({ path, code }) => `${path} ${code}`);
    assert.deepEqual(told("check_requirements", question), []);
    const wrong = { ...question, businessType: 1n, brandBusinessLine: "" };
    assert.deepEqual(told("check_requirements", wrong), [
      "businessType wrong_type",
      "brandBusinessLine required",
    ]);
    assert.deepEqual(told("upload_file", document()), []);
    const gif = document(Uint8Array.from(Buffer.from("GIF89a")));
    assert.deepEqual(told("upload_file", gif), ["file.content bad_format"]);
    assert.throws(() => kit.check(17, {}), { code: "invalid_request" });
  });

  test(`${copy}: a token is a Secret or a text, and a boundary random`, () => {
    const whole = doku.prepareUpload(document(), new Secret("a-token"), "b-1");
    assert.equal(whole.headers.Authorization, "Bearer a-token");
    assert.deepEqual({ ...doku.prepareUpload(document(), "a-token", "b-1") }, { ...whole });
    const [one, other] = [1, 2].map(() => doku.prepareUpload(document(), "t"));
    assert.notEqual(one.headers["Content-Type"], other.headers["Content-Type"]);
    for (const [token, code] of [
      ["", "required"],
      [7, "wrong_type"],
    ])
      assert.deepEqual(thrown(() => doku.prepareUpload(document(), token)), [
        "invalid_request",
        `token ${code}`,
      ]);
    assert.deepEqual(thrown(() => doku.prepareUpload(null, "t")), ["invalid_request", " wrong_type"]);
    const both = { ...document(), file: { ...document().file, base64: undefined } };
    assert.deepEqual(doku.prepareUpload(both, "a-token", "b-1").body, whole.body);
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

  test(`${copy}: a file that is given as bytes has their size, or the one beside it`, () => {
    const needs = sample("requirements-answer");
    assert.deepEqual(kit.checkUpload(document(), needs), []);
    const [tooLarge] = kit.checkUpload(document(), needs, 15_000_001);
    assert.equal(`${tooLarge.path} ${tooLarge.code}`, "file.content too_long");
    const long = document(Buffer.concat([jpeg, Buffer.alloc(15_000_001)]));
    assert.equal(kit.checkUpload(long, needs)[0].code, "too_long");
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

  test(`${copy}: a token expires at the current time, unless another is given`, () => {
    const token = { token: new Secret("t"), issued_at: 0, expires_at: 1000 };
    const later = Math.floor(Date.now() / 1000) + 3600;
    assert.equal(kit.isExpired(token), true);
    assert.equal(kit.isExpired({ ...token, expires_at: later }), false);
    assert.equal(kit.isExpired(token, 999), false);
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
