// The page: its fields, its buttons and its keys.
import type { Input } from "./check.js";
import { example } from "./example.js";
import { type Filled, read } from "./paste.js";
import { show } from "./result.js";
import { type Told, search } from "./search.js";

const form = element<HTMLFormElement>("form");
const verdict = element("verdict");
const report = element("report");
const body = element<HTMLTextAreaElement>("body");
const file = element<HTMLInputElement>("body-file");
const paste = element<HTMLButtonElement>("body-paste");
const showSecret = element<HTMLButtonElement>("show-secret");

const whole = element<HTMLTextAreaElement>("whole");
const result = element("result");

/** Bytes that stand in for the field: of a file, or pasted ones that a field cannot hold. */
let held: Uint8Array | undefined;
/** Stops the check that runs. */
let stopCheck: (() => void) | undefined;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  stopped();
  say("idle", "Checking…");
  report.replaceChildren();
  result.setAttribute("aria-busy", "true");
  element("progress").hidden = false;
  const [began, what, seconds] = [Date.now(), element("step"), element("seconds")];
  [what.textContent, seconds.textContent] = ["Starting", ""];
  const timer = setInterval(() => {
    seconds.textContent = `, ${Math.floor((Date.now() - began) / 1000)} s`;
  }, 1000);
  const stop = search(input(), (told: Told) => {
    if ("step" in told) {
      what.textContent = told.step;
      return;
    }
    stopped();
    if ("failed" in told) return say("incomplete", `This page failed: ${told.failed}`);
    const faulty = new Set(told.report.gaps.map(({ field }) => field));
    for (const id of CHECKED) element(id).setAttribute("aria-invalid", String(faulty.has(id)));
    show(told.report, verdict, report);
    result.scrollIntoView({ block: "nearest" });
  });
  stopCheck = () => {
    clearInterval(timer);
    stop();
  };
});

element("stop").addEventListener("click", () => {
  stopped();
  say("idle", "Stopped before there was a verdict.");
  element("check").focus();
});

function stopped(): void {
  stopCheck?.();
  stopCheck = undefined;
  element("progress").hidden = true;
  result.setAttribute("aria-busy", "false");
}

function say(style: string, text: string): void {
  verdict.className = `verdict ${style}`;
  verdict.textContent = text;
}

whole.addEventListener("paste", (event) => {
  // The field would turn each CR LF into LF, which may be what was signed.
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (whole.value !== "" || text === "") return;
  event.preventDefault();
  fillIn(text);
});

whole.addEventListener("input", (event) => {
  event.stopPropagation();
  // Typed or dropped; a part of a message is left alone.
  if (read(whole.value)) fillIn(whole.value);
});

function fillIn(text: string): void {
  const filled = read(text);
  const said = element("whole-said");
  if (!filled) {
    whole.value = text;
    said.textContent = "This is no HTTP message, curl command or HAR entry. Fill in the fields below.";
    return;
  }
  whole.value = "";
  for (const id of ["method", "target", "headers"] as const) {
    const value = filled[id];
    if (value !== undefined) field(id).value = id === "method" ? value.toUpperCase() : value;
  }
  if (filled.body !== undefined) fillBody(filled.body);
  said.textContent = summary(filled);
  changed();
}

function fillBody(bytes: Uint8Array): void {
  forgetFile();
  body.value = "";
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  // What the field changes, or what is not text, is held beside it.
  body.value = text;
  if (!isSame(new TextEncoder().encode(body.value), bytes)) [held, body.value] = [bytes, ""];
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function summary({ kind, method, target, headers, body, notes }: Filled): string {
  const count = headers?.split("\n").filter((line) => line !== "").length ?? 0;
  const parts = [
    ...(method === undefined ? [] : ["method"]),
    ...(target === undefined ? [] : ["target"]),
    `${count} ${count === 1 ? "header" : "headers"}`,
    ...(body === undefined ? [] : [`a body of ${body.length} bytes`]),
  ];
  const kept = held === undefined ? [] : ["The body is held as bytes: its field would change them."];
  return [`Filled in from ${kind}: ${parts.join(", ")}.`, ...notes, ...kept].join(" ");
}

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
  held = chosen && new Uint8Array(await chosen.arrayBuffer());
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
  return held ?? new TextEncoder().encode(body.value);
}

function changed(): void {
  const size = bodyBytes().length;
  element("body-count").textContent = `${size} ${size === 1 ? "byte" : "bytes"}`;
  body.disabled = held !== undefined;
  paste.hidden = held === undefined;
  if (!verdict.classList.contains("idle")) verdict.classList.add("stale");
}

function clear(): void {
  stopped();
  form.reset();
  forgetFile();
  element("whole-said").textContent = "";
  reveal(false);
  for (const id of CHECKED) element(id).removeAttribute("aria-invalid");
  say("idle", "Nothing has been checked yet.");
  report.replaceChildren();
  changed();
}

function forgetFile(): void {
  file.value = "";
  held = undefined;
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
