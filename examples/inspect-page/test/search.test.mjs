// The search runs beside the page: hints, large bodies, and a stop.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { fill, finished, inspect, open, out, said, start } from "./browser.mjs";
import { body, message, target } from "./message.mjs";

let browser;
before(async () => { browser = await start(); });
after(() => browser?.close());

function onPage(name, work) {
  test(name, async () => {
    const { page, seen, close } = await open(browser);
    try {
      await work(page, seen);
      assert.deepEqual(seen.errors, []);
    } finally {
      await close();
    }
  });
}

onPage("a hint is shown as a hint", async (page) => {
  const { fields } = message({ secretKey: "another" }, { headers: { "Content-Encoding": "gzip" } });
  const found = await inspect(page, fields);
  assert.deepEqual(found.codes, ["body_compressed", "wrong_secret"]);
  assert.match(found.title, /Nothing that was tried explains it, but there is a hint\./);
  const doubts = ["a hint: suspicious, not proven", "unless a hint is the reason"];
  assert.deepEqual(await page.locator(".findings .suspicion").allInnerTexts(), doubts);
  assert.match(await page.locator(".findings li").first().innerText(), /^body_compressed a hint/);
  assert.deepEqual(found.differing, []);
  await page.evaluate(() => { document.querySelector("details").open = false; scrollTo(0, 0); });
  await page.screenshot({ path: fileURLToPath(new URL("hint.png", out)), fullPage: true });
  const proven = await inspect(page, message({ target: `${target}/` }).fields);
  assert.deepEqual([proven.codes, await page.locator(".suspicion").count()], [["trailing_slash"], 0]);
});

/** A body of megabytes, whose signature belongs to another one. */
const large = Buffer.from(JSON.stringify({ list: Array.from({ length: 120_000 }, (_, i) => ({ id: i, name: "Contoh" })) }));

async function choose(page, bytes) {
  await page.locator("#body-file").setInputFiles({ name: "body.json", mimeType: "application/json", buffer: bytes });
  await page.locator("#body-count").filter({ hasText: `${bytes.length} bytes` }).waitFor();
  const { body: _, ...fields } = message().fields;
  await fill(page, fields);
}

onPage("a body of megabytes does not freeze the page", async (page) => {
  assert.ok(large.length > 3_000_000, `${large.length} bytes`);
  await choose(page, large);
  // The longest time in which the page did nothing, while the worker searches.
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const tick = () => {
      window.longest = Math.max(window.longest, performance.now() - last);
      last = performance.now();
      window.ticking = setTimeout(tick, 4);
    };
    tick();
  });
  await page.locator("#check").click();
  await page.locator("#progress").waitFor();
  assert.match(await page.locator("#progress").innerText(), /Starting|Signing|Searching|Looking/);
  const found = await said(page);
  assert.equal(found.verdict, "mismatch");
  assert.equal(await page.locator("#progress").isVisible(), false);
  const [longest, spent] = await page.evaluate(() => [window.longest, performance.now()]);
  // A share of the whole, since this machine may be busy.
  assert.ok(longest < Math.max(250, spent / 4), `${longest} of ${spent} ms`);
});

onPage("Stop ends the search, and the next one works", async (page) => {
  // A worker that never answers stands for a search that takes long.
  await page.evaluate(() => {
    window.Real = Worker;
    window.ended = 0;
    window.Worker = class extends EventTarget {
      postMessage() { this.dispatchEvent(new MessageEvent("message", { data: { step: "Searching for ever" } })); }
      terminate() { window.ended++; }
    };
  });
  await fill(page, message().fields);
  await page.locator("#check").click();
  await page.locator("#step").filter({ hasText: "Searching for ever" }).waitFor();
  assert.equal(await page.locator("#result").getAttribute("aria-busy"), "true");
  await page.locator("#seconds").filter({ hasText: ", 1 s" }).waitFor();
  await page.locator("#stop").click();
  assert.match(await page.locator("#verdict").innerText(), /Stopped/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "check");
  await page.locator("#check").click();
  await page.locator("#check").click();
  await page.locator("#clear").click();
  assert.equal(await page.evaluate(() => window.ended), 3);
  await page.evaluate(() => { window.Worker = window.Real; });
  assert.equal((await inspect(page, message().fields)).verdict, "verified");
});

onPage("Stop ends a real search", async (page) => {
  await choose(page, large);
  await page.locator("#check").click();
  await page.locator("#stop").click();
  assert.match(await page.locator("#verdict").innerText(), /Stopped/);
  await finished(page);
  // Chromium gives a worker that computes a moment to end by itself.
  for (let wait = 0; wait < 100 && page.workers().length > 0; wait++) await page.waitForTimeout(100);
  assert.equal(page.workers().length, 0);
  await page.locator("#body-paste").click();
  assert.equal((await inspect(page, { body })).verdict, "verified");
});

onPage("a browser that starts no worker is told", async (page) => {
  await page.evaluate(() => {
    window.Worker = class extends EventTarget {
      postMessage() { setTimeout(() => this.dispatchEvent(new Event("error", { cancelable: true }))); }
      terminate() {}
    };
  });
  const found = await inspect(page, message().fields);
  assert.deepEqual([found.verdict, found.title], ["incomplete", "This page failed: the worker does not start"]);
});
