import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspect, open, said, start } from "./browser.mjs";
import { body, clientId, message, secretKey, target } from "./message.mjs";

let browser;
before(async () => { browser = await start(); });
after(() => browser?.close());

/** A test with a page of its own, on which nothing may go wrong. */
function onPage(name, work) {
  test(name, async () => {
    const { page, seen, close } = await open(browser);
    try {
      await work(page);
      assert.deepEqual(seen.errors, []);
    } finally {
      await close();
    }
  });
}

/** As much of a signature as is shown of the expected one. */
const beginning = (signature) => `${signature.slice(0, "HMACSHA256=".length + 6)}…`;

onPage("a matching signature is verified, stage by stage", async (page) => {
  const { component, digest, signature, fields } = message();
  const found = await inspect(page, fields);
  assert.equal(found.verdict, "verified");
  assert.match(found.title, /Verified/);
  assert.deepEqual(found.lines, component.split("\n"));
  assert.deepEqual([found.codes, found.differing], [[], []]);
  assert.equal(found.facts.Body, `${Buffer.byteLength(body)} bytes`);
  assert.equal(found.facts.Digest, digest);
  assert.equal(found.facts["Expected signature"], beginning(signature));
  assert.equal(found.facts["Received signature"], signature);
  assert.equal(await page.locator("#report mark").count(), 0);
  const size = await page.locator("#report .hint").innerText();
  assert.match(size, new RegExp(`^${Buffer.byteLength(component)} bytes`));
});

const pretty = JSON.stringify(JSON.parse(body), null, 2);
const hex = message({ encoding: "hex" });
const foreign = message({}, { headers: { "client-id": "BRN-0000-0000000000002" } });
const mistakes = [
  [
    "a body that was written again",
    message({}, { fields: { body: pretty } }),
    "body_reserialised",
    "Digest",
    /a body of 58 bytes/,
  ],
  [
    "a trailing slash",
    message({ target: `${target}/` }),
    "trailing_slash",
    "Request-Target",
    /^Signed instead: \/doku\/kyb\/$/,
  ],
  [
    "an answer to a request with a query, signed over the path alone",
    message({ label: "Response-Timestamp" }, { fields: { target: `${target}?id=1` } }),
    "query_in_target",
    "Request-Target",
    /^Signed instead: \/doku\/kyb$/,
  ],
  ["a hexadecimal signature", hex, "hex_signature", undefined, /^$/],
  [
    "a secret key with a line feed",
    message({ secretKey: `${secretKey}\n` }),
    "secret_whitespace",
    undefined,
    /^$/,
  ],
];
for (const [name, { fields }, code, line, from] of mistakes)
  onPage(`finds ${name}`, async (page) => {
    const found = await inspect(page, fields);
    assert.equal(found.verdict, "mismatch");
    assert.match(found.title, /Does not match. One mistake explains it\./);
    assert.deepEqual(found.codes, [code]);
    assert.deepEqual(found.differing, line ? [line] : []);
    assert.match(found.from.join(" "), from);
  });

onPage("finds candidates, and names them without showing a secret key", async (page) => {
  const others = { "other-targets": `/a\n\n/shop${target}`, "other-secrets": "first\nsecond " };
  const { fields } = message({ target: `/shop${target}` }, { fields: others });
  const found = await inspect(page, fields);
  assert.deepEqual([found.codes, found.from], [["path_prefix"], [`Signed instead: /shop${target}`]]);
  assert.match(await page.locator(".findings").innerText(), /number 2 of the other targets: \/shop/);
  const replaced = await inspect(page, message({ secretKey: "second " }, { fields: others }).fields);
  assert.deepEqual(replaced.codes, ["other_secret"]);
  assert.match(await page.locator(".findings").innerText(), /number 2 of the other secret keys\./);
  assert.doesNotMatch(await page.locator("#result").innerText(), /second /);
});

onPage("a pair explains it both together, and both lines are marked", async (page) => {
  const { fields } = message({ target: `${target}/` }, { fields: { body: pretty } });
  const found = await inspect(page, fields);
  assert.match(found.title, /Two mistakes explain it, both together/);
  assert.deepEqual(found.codes, ["body_reserialised", "trailing_slash"]);
  assert.deepEqual(found.differing, ["Request-Target", "Digest"]);
  assert.match(await page.locator("#report .joint").innerText(), /both together/);
});

onPage("says when nothing explains it, and marks where the signatures differ", async (page) => {
  const { signature, fields } = message({ secretKey: "another one" });
  const found = await inspect(page, fields);
  assert.deepEqual(found.codes, ["wrong_secret"]);
  assert.match(found.title, /Nothing that was tried explains it/);
  assert.equal(await page.locator("#report h3").first().innerText(), "What was found");
  const [expected, received] = await page.locator("#report mark").allInnerTexts();
  assert.ok(`HMACSHA256=${received}`.startsWith(signature.slice(0, 12)), received);
  assert.notEqual(expected, received);
});

onPage("a right signature beside another Client-Id is told apart", async (page) => {
  const found = await inspect(page, foreign.fields);
  assert.match(found.title, /The signature is right, and the Client-Id header is not/);
  assert.deepEqual([found.codes, found.differing], [["client_id_mismatch"], ["Client-Id"]]);
  assert.deepEqual(found.from, ["Given: BRN-0000-0000000000002", "Signed as it stands here."]);
});

onPage("the body of an answer to a GET is covered by a Digest line alone", async (page) => {
  const label = "Response-Timestamp";
  const answer = (hasDigest) => message({ label, hasDigest }, { fields: { method: "GET" } });
  const without = await inspect(page, answer(false).fields);
  assert.deepEqual([without.verdict, without.lines], ["headers_only", answer(false).component.split("\n")]);
  assert.match(without.title, /Verified, but for the body/);
  assert.match(without.facts.Digest, /^none/);
  assert.match(await page.locator("#report .note").innerText(), /headers_only/);
  const forged = await inspect(page, { ...answer(false).fields, body: "{}" });
  assert.equal(forged.verdict, "headers_only");
  const covered = await inspect(page, answer(true).fields);
  assert.deepEqual([covered.verdict, covered.lines], ["verified", answer(true).component.split("\n")]);
  assert.equal((await inspect(page, { ...answer(true).fields, body: "{}" })).verdict, "mismatch");
});

onPage("a message to a target with a query is signed over either", async (page) => {
  const asked = { fields: { target: `${target}?task=notify` } };
  for (const signed of [target, asked.fields.target]) {
    const { component, fields } = message({ target: signed }, asked);
    const found = await inspect(page, fields);
    assert.deepEqual([found.verdict, found.lines], ["verified", component.split("\n")]);
  }
});

onPage("a whole URL for a target is found", async (page) => {
  const url = `https://toko.example${target}`;
  const found = await inspect(page, message({}, { fields: { target: url } }).fields);
  assert.deepEqual(found.codes, ["host_in_target"]);
  assert.deepEqual(found.from, [`Given: ${url}`, "Signed as it stands here."]);
});

onPage("says in words what is missing, all at once", async (page) => {
  const { fields } = message({}, { headers: { "Request-Id": undefined, "Request-Timestamp": "" } });
  const found = await inspect(page, { ...fields, "secret-key": "" });
  assert.equal(found.verdict, "incomplete");
  assert.match(found.title, /3 things have to be mended/);
  assert.deepEqual(found.gaps, [
    "The Request-Id header is missing.",
    "The Request-Timestamp or Response-Timestamp header is missing.",
    "The secret key is missing: DOKU Back Office shows it.",
  ]);
  assert.equal(await page.locator("#headers").getAttribute("aria-invalid"), "true");
  await page.locator(".gaps a").last().click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "secret-key");
  assert.ok(!page.url().includes("#"));
  const headers = `POST ${target} HTTP/1.1\n> Request-Id: 1\nwhat`;
  const line = await inspect(page, { ...message().fields, headers });
  assert.ok(line.gaps.includes("Line 3 of the headers is not “Name: value”."), line.gaps.join());
});

onPage("an unsigned message shows the signature that it should have", async (page) => {
  const { signature } = message();
  const { fields } = message({}, { headers: { Signature: undefined } });
  const found = await inspect(page, fields);
  assert.equal(found.verdict, "incomplete");
  assert.match(found.gaps.join(), /have no Signature/);
  assert.equal(found.facts["Expected signature"], beginning(signature));
  assert.equal(found.facts["Received signature"], "none");
});

onPage("what the library refuses is said at its field", async (page) => {
  const found = await inspect(page, message({}, { fields: { target: "/doku/a b" } }).fields);
  assert.equal(found.gaps.length, 1);
  assert.match(found.gaps[0], /^Request-Target: expected the target as it was on the wire/);
  assert.equal(await page.locator("#target").getAttribute("aria-invalid"), "true");
});

onPage("a file's bytes are used as they are", async (page) => {
  const bytes = Buffer.from(`${body}\r\n`);
  const chosen = { name: "body.json", mimeType: "application/json", buffer: bytes };
  await page.locator("#body-file").setInputFiles(chosen);
  await page.locator("#body-count").filter({ hasText: `${bytes.length} bytes` }).waitFor();
  const { body: _, ...fields } = message({ body: bytes }).fields;
  assert.equal((await inspect(page, fields)).verdict, "verified");
  await page.locator("#body-paste").click();
  assert.equal(await page.locator("#body-count").innerText(), "0 bytes");
  assert.deepEqual((await inspect(page, message({ body: bytes }).fields)).codes, ["trailing_newline"]);
});

onPage("the example has a mistake, and Clear leaves nothing", async (page) => {
  await page.locator("#example").click();
  const found = await said(page);
  assert.deepEqual([found.codes, found.differing], [["body_reserialised"], ["Digest"]]);
  assert.match(found.from.join(), /a body of 101 bytes/);
  await page.locator("#target").fill("/elsewhere");
  assert.match(await page.locator("#verdict").getAttribute("class"), /stale/);
  await page.locator("#clear").click();
  assert.equal(await page.locator("#secret-key").inputValue(), "");
  assert.equal(await page.locator("#report").innerText(), "");
});

onPage("what is pasted stays text", async (page) => {
  const markup = '<img src="data:," onerror="document.title=1">';
  const headers = { "Request-Id": markup, Signature: markup };
  const { fields } = message({}, { headers, fields: { body: markup } });
  await inspect(page, { ...fields, "client-id": clientId });
  assert.equal(await page.locator("#result img").count(), 0);
  assert.match(await page.locator("#result").innerText(), /<img src=/);
});
