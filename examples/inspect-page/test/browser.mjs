// The built page in Chromium, opened as a double-click opens it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const out = new URL("../../../target/inspect-page/", import.meta.url);
export const address = new URL("index.html", out).href;
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export async function start() {
  assert.ok(existsSync(fileURLToPath(address)), "the page is not built: npm run build");
  assert.ok(existsSync(executablePath), `${executablePath} is missing: name Chromium in CHROMIUM`);
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

/** A fresh page; what it asks for and complains about is kept in `seen`. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const seen = { requests: [], errors: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("pageerror", (error) => seen.errors.push(error.message));
  page.on("console", (said) => said.type() === "error" && seen.errors.push(said.text()));
  await page.goto(address);
  return { page, seen, close: () => context.close() };
}

export async function fill(page, fields) {
  await page.locator("details").evaluate((details) => { details.open = true; });
  for (const [id, text] of Object.entries(fields)) {
    const field = page.locator(`#${id}`);
    if (id === "method") await field.selectOption(text);
    else await field.fill(text);
  }
}

/** Fills in, checks, and gives what the page says. */
export async function inspect(page, fields) {
  await fill(page, fields);
  await page.locator("#check").click();
  return said(page);
}

/** Pastes a whole message, as a clipboard has it: with its CR LF. */
export async function paste(page, text) {
  await page.locator("#whole").evaluate((whole, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    whole.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  const value = (id) => page.locator(`#${id}`).inputValue();
  return {
    said: await page.locator("#whole-said").innerText(),
    method: await value("method"),
    target: await value("target"),
    headers: (await value("headers")).split("\n"),
    body: await value("body"),
    bytes: await page.locator("#body-count").innerText(),
  };
}

/** The worker has told its verdict. */
export async function finished(page) {
  await page.locator('#result[aria-busy="false"]').waitFor();
}

export async function said(page) {
  await finished(page);
  const texts = (selector) => page.locator(selector).allInnerTexts();
  return {
    verdict: (await page.locator("#verdict").getAttribute("class")).split(" ")[1],
    title: await page.locator("#verdict").innerText(),
    codes: await texts("#report .code"),
    gaps: await texts("#report .gaps li"),
    lines: await page.locator("#report .lines li").evaluateAll((lines) =>
      lines.map((line) => `${line.querySelector("b").textContent}:${line.querySelector(".value").textContent}`),
    ),
    differing: await texts("#report .lines .differs b"),
    from: await texts("#report .lines .from"),
    facts: Object.fromEntries(
      await page.locator("#report .facts dt").evaluateAll((names) =>
        names.map((name) => [name.textContent, name.nextElementSibling.textContent]),
      ),
    ),
  };
}
