// The page: its fields, its buttons and its keys.
import { type Input, check } from "./check.js";
import { example } from "./example.js";
import { show } from "./result.js";

const form = element<HTMLFormElement>("form");
const verdict = element("verdict");
const report = element("report");
const body = element<HTMLTextAreaElement>("body");
const file = element<HTMLInputElement>("body-file");
const paste = element<HTMLButtonElement>("body-paste");
const showSecret = element<HTMLButtonElement>("show-secret");

/** The bytes of the chosen file, which stand in for the field. */
let fromFile: Uint8Array | undefined;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  let checked;
  try {
    checked = check(input());
  } catch (error) {
    verdict.className = "verdict incomplete";
    verdict.textContent = `This page failed: ${error instanceof Error ? error.message : "unknown error"}`;
    report.replaceChildren();
    return;
  }
  const faulty = new Set(checked.gaps.map(({ field }) => field));
  for (const id of CHECKED) element(id).setAttribute("aria-invalid", String(faulty.has(id)));
  show(checked, verdict, report);
  element("result").scrollIntoView({ block: "nearest" });
});

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
});

form.addEventListener("input", changed);

report.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link) return;
  // Straight to the field, and nothing is added to the address.
  event.preventDefault();
  element(link.hash.slice(1)).focus();
});

file.addEventListener("change", async () => {
  const chosen = file.files?.[0];
  fromFile = chosen && new Uint8Array(await chosen.arrayBuffer());
  changed();
});

paste.addEventListener("click", () => {
  forgetFile();
  changed();
  body.focus();
});

showSecret.addEventListener("click", () => {
  reveal(field("secret-key").getAttribute("type") === "password");
});

element("example").addEventListener("click", () => {
  clear();
  for (const [id, text] of Object.entries(example)) field(id).value = text;
  changed();
  form.requestSubmit();
});

element("clear").addEventListener("click", () => {
  clear();
  field("target").focus();
});

// A browser may keep a page that was left, and show it again with what stood in its fields.
addEventListener("pagehide", clear);

function input(): Input {
  const value = (id: string) => field(id).value;
  return {
    method: value("method"),
    target: value("target").trim(),
    headers: value("headers"),
    body: bodyBytes(),
    clientId: value("client-id").trim(),
    secretKey: value("secret-key"),
    others: {
      targets: value("other-targets"),
      secretKeys: value("other-secrets"),
      clientIds: value("other-client-ids"),
      requestIds: value("other-request-ids"),
    },
  };
}

function bodyBytes(): Uint8Array {
  return fromFile ?? new TextEncoder().encode(body.value);
}

function changed(): void {
  const size = bodyBytes().length;
  element("body-count").textContent = `${size} ${size === 1 ? "byte" : "bytes"}`;
  body.disabled = fromFile !== undefined;
  paste.hidden = fromFile === undefined;
  if (!verdict.classList.contains("idle")) verdict.classList.add("stale");
}

function clear(): void {
  form.reset();
  forgetFile();
  reveal(false);
  for (const id of CHECKED) element(id).removeAttribute("aria-invalid");
  verdict.className = "verdict idle";
  verdict.textContent = "Nothing has been checked yet.";
  report.replaceChildren();
  changed();
}

function forgetFile(): void {
  file.value = "";
  fromFile = undefined;
}

function reveal(isShown: boolean): void {
  field("secret-key").setAttribute("type", isShown ? "text" : "password");
  field("other-secrets").classList.toggle("secret", !isShown);
  showSecret.textContent = isShown ? "Hide" : "Show";
  showSecret.setAttribute("aria-label", `${isShown ? "Hide" : "Show"} secret keys`);
}

function field(id: string): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return element<HTMLInputElement>(id);
}

function element<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found as E;
}

const CHECKED = ["target", "headers", "client-id", "secret-key"];
