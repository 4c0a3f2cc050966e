// Shows a report. What was pasted becomes text, never markup.
import type { Explanation, Finding } from "../../../bindings-wasm/dist/esm/diagnose/index.js";
import { type Report, hintsOf, together } from "./check.js";
import type { Mark, Place } from "./marks.js";

export function show(report: Report, verdict: HTMLElement, place: HTMLElement): void {
  verdict.className = `verdict ${report.verdict}`;
  const symbol = made("span", "symbol", SYMBOLS[report.verdict]);
  symbol.setAttribute("aria-hidden", "true");
  const said = made("span", "", report.title);
  verdict.replaceChildren(symbol, said);
  const parts: HTMLElement[] = [];
  if (report.gaps.length > 0) parts.push(gaps(report));
  if (report.findings.length > 0) parts.push(findings(report));
  for (const note of report.notes) parts.push(made("p", "note", note));
  if (report.explanation) parts.push(...explained(report.explanation, report.marks));
  place.replaceChildren(...parts);
}

function gaps({ gaps }: Report): HTMLElement {
  const list = made("ul", "gaps");
  for (const { field, text } of gaps) {
    const link = made("a", "", text);
    link.href = `#${field}`;
    list.append(around("li", link));
  }
  return list;
}

function findings({ findings, candidates }: Report): HTMLElement {
  const isExplained = findings.every(({ code }) => code !== "wrong_secret");
  const isJoint = isExplained && findings.length > 1;
  const hints = hintsOf(findings);
  const items = findings.map((finding) => {
    const isHint = hints.includes(finding);
    const head = around("p", made("code", finding.proven ? "code" : "code hinted", finding.code));
    const doubt = isHint ? "a hint: suspicious, not proven" : "unless a hint is the reason";
    if (!finding.proven) head.append(" ", made("span", "suspicion", doubt));
    const item = around("li", head, made("p", "", sentence(finding.detail)));
    const named = candidate(finding, candidates);
    if (named) item.append(made("p", "from", named));
    return item;
  });
  const title = made("h3", "", isExplained ? "What explains it" : "What was found");
  const list = around(isJoint ? "ol" : "ul", ...items);
  list.className = "findings";
  if (!isJoint) return around("section", title, list);
  const joint = made("p", "joint", `These explain it ${together(findings.length)}:`);
  return around("section", title, joint, list);
}

function candidate({ code, candidate }: Finding, others: Report["candidates"]): string | undefined {
  if (candidate === undefined) return undefined;
  if (code === "other_secret") return `It is number ${candidate + 1} of the other secret keys.`;
  const [list, kind] =
    code === "request_id_mismatch" ? [others.requestIds, "Request-Ids"]
    : code === "client_id_mismatch" ? [others.clientIds, "Client-Ids"]
    : [others.targets, "targets"];
  return `It is number ${candidate + 1} of the other ${kind}: ${list?.[candidate] ?? ""}`;
}

function explained(explanation: Explanation, marks: Mark[]): HTMLElement[] {
  const { stringToSign, stringToSignBytes, bodyBytes, digest, signature, received } = explanation;
  const isMarked = (place: Place) => marks.some((mark) => mark.place === place);
  const string = around("section", made("h3", "", "The string to sign, line by line"));
  if (isMarked("all")) string.append(made("p", "joint", `All lines differ: ${codes(marks, "all")}.`));
  const lines = made("ol", "lines");
  for (const text of stringToSign.split("\n")) {
    const colon = text.indexOf(":");
    lines.append(line(text.slice(0, colon), text.slice(colon + 1), marks));
  }
  if (digest === undefined && isMarked("Digest")) lines.append(line("Digest", undefined, marks));
  const size = `${stringToSignBytes} bytes: the lines above, a line feed between two of them, none at the end.`;
  string.append(lines, made("p", "hint", size));

  const facts = made("dl", "facts");
  const fact = (name: string, ...value: (Node | string)[]) =>
    facts.append(made("dt", "", name), around("dd", ...value));
  fact("Body", `${bodyBytes} bytes`);
  fact("Digest", digest ?? "none: a GET has no Digest line");
  if (isMarked("secret")) fact("Secret key", badge("differs"), ` ${codes(marks, "secret")}`);
  // The library cuts the expected one: whole, it would make a forged message genuine.
  const shown = signature.replace(/…$/, "");
  const [beginning, rest] = [received?.slice(0, shown.length), received?.slice(shown.length)];
  fact("Expected signature", ...differing(shown, beginning), "…");
  fact("Received signature", ...(beginning === undefined ? ["none"] : differing(beginning, shown)), rest ?? "");
  return [string, around("section", made("h3", "", "Sizes and signatures"), facts)];
}

function line(label: string, value: string | undefined, marks: Mark[]): HTMLElement {
  const place = (label.endsWith("-Timestamp") ? "Timestamp" : label) as Place;
  const own = marks.filter((mark) => mark.place === place);
  const item = made("li", own.length > 0 ? "differs" : "");
  const head = around("div", made("b", "", label));
  head.className = "split";
  if (value !== undefined) head.append(made("span", "count", `${utf8(`${label}:${value}`)} bytes`));
  if (own.length > 0) head.append(badge("differs"));
  item.append(head, made("code", "value", value ?? "no such line, since the method is GET"));
  for (const { code, signed, given } of own) {
    if (given !== undefined) item.append(instead("Given", given));
    if (signed === undefined) item.append(made("p", "from", `Something else was signed: ${code}`));
    else if (signed === value) item.append(made("p", "from", "Signed as it stands here."));
    else item.append(instead("Signed instead", signed));
  }
  return item;
}

function instead(what: string, text: string): HTMLElement {
  const shown = around("p", `${what}: `, made("code", "", text));
  shown.className = "from";
  return shown;
}

/** The text with what is not at the same place in the other one marked. */
function differing(text: string, other: string | undefined): (Node | string)[] {
  if (other === undefined || other === text) return [text];
  const least = Math.min(text.length, other.length);
  let [start, end] = [0, 0];
  while (start < least && text[start] === other[start]) start++;
  while (end < least - start && text.at(-1 - end) === other.at(-1 - end)) end++;
  const until = text.length - end;
  return [text.slice(0, start), made("mark", "", text.slice(start, until)), text.slice(until)];
}

function codes(marks: Mark[], place: Place): string {
  return marks.filter((mark) => mark.place === place).map(({ code }) => code).join(", ");
}

function sentence(detail: string): string {
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}

function utf8(text: string): number {
  return new TextEncoder().encode(text).length;
}

function badge(text: string): HTMLElement {
  return made("span", "badge", text);
}

function made<K extends keyof HTMLElementTagNameMap>(
  name: K,
  style: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (style !== "") element.className = style;
  element.textContent = text;
  return element;
}

function around<K extends keyof HTMLElementTagNameMap>(
  name: K,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

const SYMBOLS = { verified: "✓", headers_only: "!", mismatch: "✗", incomplete: "!" };
