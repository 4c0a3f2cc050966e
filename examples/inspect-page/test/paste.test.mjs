// What is pasted as a whole: an HTTP message, what curl -v shows, a curl command, a HAR entry.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { finished, inspect, open, out, paste, start } from "./browser.mjs";
import { body, clientId, message, secretKey, target } from "./message.mjs";

let browser;
before(async () => { browser = await start(); });
after(() => browser?.close());

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

const keys = { "client-id": clientId, "secret-key": secretKey };
const { headers } = message().fields;
const lines = headers.split("\n");
const url = `https://toko.example${target}`;
const size = `${Buffer.byteLength(body)} bytes`;
const spoken = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]);
const listed = (pairs) => pairs.map(([name, value]) => ({ name, value }));
const pretty = JSON.stringify(JSON.parse(body), null, 2);

const quoted = lines.map((line) => `-H '${line}'`).join(" \\\n  ");
const windows = (text) => `^"${text.replaceAll('"', '^\\^"')}^"`;
const length = `Content-Length: ${Buffer.byteLength(body)}`;
const request = {
  "an HTTP message": `POST ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`,
  "one with LF, and a line end after what Content-Length counts":
    `\nPOST ${target} HTTP/1.1\n${headers}\n${length}\n\n${body}\n\n`,
  "a curl command": `curl -sS -X POST '${url}' \\\n  ${quoted} \\\n  --data-raw '${body}'`,
  "a curl command with its options in other places and forms":
    `$ curl --compressed ${quoted} -o out.json -d "${body.replaceAll('"', '\\"')}" -kX POST --url "${url}#top"`,
  "a curl command of a browser, with $'…'":
    `curl $'${url}' ${quoted} --data-binary $'${body.replaceAll('"', "\\u0022")}'`,
  "a curl command for Windows":
    `curl --request POST ^"${url}^" ^\r\n  ${lines.map((line) => `-H ${windows(line)}`).join(" ^\r\n  ")} ^\r\n  --data-raw ${windows(body)}`,
  "a HAR entry": JSON.stringify({
    request: { method: "POST", url, headers: listed([[":path", target], ...spoken]), postData: { text: body } },
    response: { headers: listed([["Content-Type", "text/plain"]]), content: { text: "ok" } },
  }),
  "a HAR file with other entries": JSON.stringify({
    log: {
      entries: [
        { request: { method: "GET", url: "https://toko.example/", headers: [] } },
        { request: { method: "POST", url, headers: listed(spoken), postData: { text: body } } },
        { request: { method: "GET", url: "https://toko.example/icon", headers: [] } },
      ],
    },
  }),
  "the request of a HAR entry alone, with a comma behind it":
    `${JSON.stringify({ method: "POST", url, headers: listed(spoken), postData: { text: body } }, null, 2)},`,
};
for (const [name, text] of Object.entries(request))
  onPage(`${name} fills the fields, and verifies`, async (page) => {
    const filled = await paste(page, text);
    assert.match(filled.said, /^Filled in from (an HTTP message|a curl command|the request of a HAR entry): method, target, \d headers and|^Filled in from .*: method, target, \d headers, a body of/);
    assert.deepEqual([filled.method, filled.target, filled.body, filled.bytes], ["POST", target, body, size]);
    assert.deepEqual(filled.headers.filter((line) => line !== length), lines);
    assert.equal(await page.locator("#whole").inputValue(), "");
    assert.equal((await inspect(page, keys)).verdict, "verified");
  });

onPage("an answer in curl -v has the target of its request", async (page) => {
  const answer = message({ label: "Response-Timestamp" });
  const shown = [
    "*   Trying 127.0.0.1:8787...",
    `> POST ${target} HTTP/1.1`,
    "> Host: 127.0.0.1:8787",
    "> Client-Id: another",
    "> ",
    "{ [57 bytes data]",
    "< HTTP/1.1 200 OK",
    ...answer.fields.headers.split("\n").map((line) => `< ${line}`),
    `< ${length}`,
    "< ",
    body,
    "* Connection #0 to host 127.0.0.1 left intact",
  ];
  const filled = await paste(page, shown.join("\n"));
  assert.match(filled.said, /the answer that curl -v shows/);
  assert.deepEqual([filled.method, filled.target, filled.body], ["POST", target, body]);
  assert.equal((await inspect(page, keys)).verdict, "verified");
});

onPage("an answer of its own leaves method and target to be filled in", async (page) => {
  const { fields } = message({ label: "Response-Timestamp" });
  const filled = await paste(page, `HTTP/1.1 200 OK\r\n${fields.headers.replaceAll("\n", "\r\n")}\r\n\r\n${body}`);
  assert.match(filled.said, /an HTTP answer.*those of its request: fill them in/);
  assert.deepEqual([filled.target, filled.body], ["", body]);
  assert.equal((await inspect(page, { ...keys, target })).verdict, "verified");
});

onPage("the answer of a HAR entry, whose body is base64", async (page) => {
  const spokenBack = message({ label: "Response-Timestamp" }).fields.headers.split("\n");
  const pairs = spokenBack.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]);
  const content = { text: Buffer.from(body).toString("base64"), encoding: "base64" };
  const entry = {
    request: { method: "POST", url, headers: listed(spoken) },
    response: { headers: listed(pairs), content },
  };
  const filled = await paste(page, JSON.stringify(entry));
  assert.match(filled.said, /the answer of a HAR entry/);
  assert.equal((await inspect(page, keys)).verdict, "verified");
});

onPage("a body with CR LF is held as it is", async (page) => {
  const windowsBody = pretty.replaceAll("\n", "\r\n");
  const { fields } = message({ body: windowsBody });
  for (const text of [
    `POST ${target} HTTP/1.1\r\n${fields.headers.replaceAll("\n", "\r\n")}\r\n\r\n${windowsBody}`,
    `curl '${url}' ${fields.headers.split("\n").map((line) => `-H '${line}'`).join(" ")} --data-binary $'${windowsBody.replaceAll("\r\n", "\\r\\n")}'`,
  ]) {
    const filled = await paste(page, text);
    assert.match(filled.said, /held as bytes/);
    assert.equal(filled.bytes, `${Buffer.byteLength(windowsBody)} bytes`);
    assert.equal((await inspect(page, keys)).verdict, "verified");
  }
  await page.locator("#body-paste").click();
  assert.equal(await page.locator("#body-count").innerText(), "0 bytes");
});

onPage("curl: methods, queries and files as it has them", async (page) => {
  for (const [command, method, path, said] of [
    [`curl ${url}`, "GET", target, /a curl command: method, target, 0 headers, a body of 0 bytes/],
    [`curl -I ${url}`, "HEAD", target, /method/],
    [`curl -G -d a=1 -d b=2 '${url}?c=3'`, "GET", `${target}?c=3&a=1&b=2`, /0 bytes/],
    [`curl https://toko.example`, "GET", "/", /method/],
    [`curl 'https://toko.example?a=b#c'`, "GET", "/?a=b", /method/],
    [`curl -d @body.json ${url}`, "POST", target, /in a file: choose it below/],
    [`curl -d "$BODY" ${url}`, "POST", target, /Variables of the shell/],
    [`curl --json '{"a":1}' ${url}`, "POST", target, /2 headers, a body of 7 bytes/],
  ]) {
    const filled = await paste(page, command);
    assert.deepEqual([filled.method, filled.target], [method, path], command);
    assert.match(filled.said, said);
  }
});

onPage("what is none of these stays, and fills in nothing", async (page) => {
  for (const text of ["hello", '{"a":1}', "[1,2]", "curl", "curl -v", "Name: value", "{", "null", '{"log":null}']) {
    await page.locator("#clear").click();
    const filled = await paste(page, text);
    assert.match(filled.said, /no HTTP message, curl command or HAR entry/, text);
    assert.deepEqual([filled.target, filled.headers, filled.body], ["", [""], ""], text);
    assert.equal(await page.locator("#whole").inputValue(), text);
  }
  await page.locator("#clear").click();
  assert.equal(await page.locator("#whole-said").innerText(), "");
});

onPage("a curl command pasted, to be looked at", async (page) => {
  const moved = message({ target: `/api${target}` }).fields.headers.split("\n");
  await paste(page, `curl '${url}' ${moved.map((line) => `-H '${line}'`).join(" ")} --data-raw '${body}'`);
  const found = await inspect(page, keys);
  assert.deepEqual([found.codes, found.verdict], [["path_prefix"], "mismatch"]);
  await finished(page);
  await page.evaluate(() => { document.querySelector("details").open = false; scrollTo(0, 0); });
  await page.screenshot({ path: fileURLToPath(new URL("curl.png", out)), fullPage: true });
});
