// A HAR file, one of its entries, or the request of one, as browsers and proxies export it.
import { valuesOf } from "./message.js";
import { type Filled, lines, targetOf, utf8 } from "./paste.js";

interface Pair {
  readonly name?: unknown;
  readonly value?: unknown;
}
interface Entry {
  readonly request?: {
    readonly method?: unknown;
    readonly url?: unknown;
    readonly headers?: unknown;
    readonly postData?: { readonly text?: unknown };
  };
  readonly response?: {
    readonly headers?: unknown;
    readonly content?: { readonly text?: unknown; readonly encoding?: unknown };
  };
}

export function ofHar(text: string): Filled | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  let value: unknown;
  try {
    // Entries are often copied with the comma that stands between them.
    value = JSON.parse(text.trim().replace(/,$/, ""));
  } catch {
    return undefined;
  }
  const all = entries(value).filter(({ request }) => typeof request?.url === "string");
  const signed = all.filter((entry) => isSigned(entry.request?.headers) || isSigned(entry.response?.headers));
  const entry = signed.at(-1) ?? all.at(-1);
  if (!entry?.request) return undefined;
  const { request, response } = entry;
  const notes = all.length > 1 ? [`Of ${all.length} entries it is the last ${signed.length > 0 ? "signed " : ""}one.`] : [];
  const isAnswer = isSigned(response?.headers);
  const shared = { method: textOf(request.method), target: targetOf(String(request.url)) };
  if (isAnswer)
    return {
      ...shared,
      kind: "the answer of a HAR entry",
      headers: lines(pairs(response?.headers)),
      body: content(response?.content),
      notes: [...notes, "HAR may hold the body decoded: where nothing explains the signature, get its bytes."],
    };
  return {
    ...shared,
    kind: "the request of a HAR entry",
    headers: lines(pairs(request.headers)),
    body: utf8(textOf(request.postData?.text) ?? ""),
    notes,
  };
}

function entries(value: unknown): Entry[] {
  if (Array.isArray(value)) return value.flatMap(entries);
  if (typeof value !== "object" || value === null) return [];
  const { log, entries: listed, request, url, headers } = value as Record<string, unknown>;
  if (log !== undefined) return entries(log);
  if (Array.isArray(listed)) return listed.flatMap(entries);
  if (typeof request === "object" && request !== null) return [value as Entry];
  return url !== undefined && Array.isArray(headers) ? [{ request: value as NonNullable<Entry["request"]> }] : [];
}

function isSigned(headers: unknown): boolean {
  return valuesOf(pairs(headers), "Signature").length > 0;
}

function pairs(headers: unknown): [string, string][] {
  if (!Array.isArray(headers)) return [];
  const all = headers.filter((one): one is Pair => typeof one === "object" && one !== null);
  const found = all.map(({ name, value }): [string, string] => [textOf(name) ?? "", textOf(value) ?? ""]);
  // A name of HTTP/2, such as `:path`, is no header.
  return found.filter(([name]) => name !== "" && !name.startsWith(":"));
}

function content(given: NonNullable<Entry["response"]>["content"]): Uint8Array {
  const text = textOf(given?.text) ?? "";
  if (given?.encoding !== "base64") return utf8(text);
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return utf8(text);
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
