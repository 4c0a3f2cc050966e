// An HTTP message as text, also as `curl -v` shows it.
import { pastedHeaders, valuesOf } from "./message.js";
import { type Filled, lines, utf8 } from "./paste.js";

export function ofHttp(text: string): Filled | undefined {
  const shown = ofVerbose(text);
  if (shown) return shown;
  const message = text.replace(/^\s*\n/, "");
  // Headers end at the first empty line; all that follows is the body, as it stands.
  const [end] = /\r?\n\r?\n/.exec(message) ?? [];
  const at = end === undefined ? message.length : message.indexOf(end);
  const [head, body] = [message.slice(0, at), message.slice(at + (end?.length ?? 0))];
  const { headers, unread } = pastedHeaders(head.replaceAll("\r\n", "\n"));
  const first = REQUEST.exec(head);
  const isResponse = RESPONSE.test(head);
  if (unread.length > 0 || headers.length === 0 || !(first || isResponse || end)) return undefined;
  return {
    kind: isResponse ? "an HTTP answer" : "an HTTP message",
    method: first?.[1],
    target: first?.[2],
    headers: lines(headers),
    ...ended(utf8(body), valuesOf(headers, "Content-Length"), isResponse),
  };
}

/** The body, without the line end that stands after it where it was copied from. */
function ended(body: Uint8Array, lengths: string[], isResponse: boolean): Pick<Filled, "body" | "notes"> {
  const notes = isResponse ? ["The target and the method are those of its request: fill them in."] : [];
  const length = Number(lengths[0]);
  if (lengths.length !== 1 || !Number.isInteger(length) || length === body.length) return { body, notes };
  const rest = new TextDecoder().decode(body.subarray(length));
  if (length < body.length && rest.trim() === "")
    return { body: body.subarray(0, length), notes: [...notes, "What follows Content-Length is left out."] };
  return { body, notes: [...notes, `Content-Length says ${length} bytes, and the body has ${body.length}.`] };
}

/** What `curl -v` shows: of both directions, the one that is signed; the answer where both are. */
function ofVerbose(text: string): Filled | undefined {
  const all = text.replaceAll("\r\n", "\n").split("\n");
  const sent = all.filter((line) => line.startsWith("> ")).map((line) => line.slice(2));
  const came = all.filter((line) => line.startsWith("< ")).map((line) => line.slice(2));
  const [, method, target] = REQUEST.exec(sent[0] ?? "") ?? [];
  if (method === undefined || target === undefined) return undefined;
  const [request, answer] = [sent, came].map((part) => pastedHeaders(part.join("\n")).headers);
  const isAnswer = valuesOf(answer ?? [], "Signature").length > 0;
  if (!isAnswer)
    return {
      kind: "what curl -v shows",
      method,
      target,
      headers: lines(request ?? []),
      notes: method === "GET" ? [] : ["It does not show the body that was sent: fill it in."],
    };
  const last = all.map((line) => /^<\s*$/.test(line)).lastIndexOf(true);
  const rest = all.slice(last + 1).filter((line) => !/^([*<>] |[{}] \[)/.test(line));
  const { body, notes } = ended(utf8(rest.join("\n")), valuesOf(answer ?? [], "Content-Length"), false);
  return { kind: "the answer that curl -v shows", method, target, headers: lines(answer ?? []), body, notes };
}

const REQUEST = /^([A-Z]+) (\S+) HTTP\/[\d.]+/;
const RESPONSE = /^HTTP\/[\d.]+ \d{3}/;
