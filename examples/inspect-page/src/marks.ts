// Which line of the string each finding is about, and what stood there when it was signed.
import type {
  Candidates,
  Explanation,
  Finding,
  SignedMessage,
} from "../../../bindings-wasm/dist/esm/diagnose/index.js";
import { valuesOf } from "./message.js";

/** A line of the string by its label, `all` of them, or what is no line of it. */
export type Place =
  | "Client-Id" | "Request-Id" | "Timestamp" | "Request-Target" | "Digest"
  | "all" | "secret" | "signature";

export interface Mark {
  readonly place: Place;
  readonly code: string;
  /** What was signed in its place, where that is known. */
  readonly signed?: string | undefined;
  /** What was given where the line has something else: a URL with its host, or another header. */
  readonly given?: string | undefined;
}

type Explain = (message: SignedMessage) => Explanation;

export function marks(
  findings: readonly Finding[],
  message: SignedMessage,
  candidates: Candidates,
  explanation: Explanation,
  explain: Explain,
): Mark[] {
  return findings.flatMap((finding) => {
    const place = finding.proven ? placeOf(finding) : undefined;
    if (place === undefined) return [];
    const named = candidateOf(finding, place, candidates);
    const tried = findings.length === 1 ? confirmed(place, message, explain) : undefined;
    const signed = named ?? known(finding, message, explanation) ?? tried;
    const given = givenElsewhere(finding, place, message, explanation);
    return [{ place, code: finding.code, signed, given }];
  });
}

function givenElsewhere(
  { code }: Finding,
  place: Place,
  { target, headers }: SignedMessage,
  { matches }: Explanation,
): string | undefined {
  if (place === "Request-Target") return /^[^/]/.test(target) ? target : undefined;
  // Where the signature matches, this configuration's Client-Id was signed, and the header is wrong.
  if (code !== "client_id_mismatch" || !matches) return undefined;
  return valuesOf(headers as [string, string][], "Client-Id")[0];
}

function placeOf({ code, detail }: Finding): Place | undefined {
  // These are about the Digest line or about something else; only the sentence says which.
  if (EITHER[code] !== undefined) return /\b(body|digest)\b/i.test(detail) ? "Digest" : EITHER[code];
  const [place] = Object.entries(CODES).find(([, codes]) => codes.includes(code)) ?? [];
  return place as Place | undefined;
}

function candidateOf({ candidate }: Finding, place: Place, others: Candidates): string | undefined {
  if (candidate === undefined) return undefined;
  switch (place) {
    case "Request-Target": return others.targets?.[candidate];
    case "Client-Id": return others.clientIds?.[candidate];
    case "Request-Id": return others.requestIds?.[candidate];
    default: return undefined;
  }
}

function known({ code }: Finding, { headers }: SignedMessage, explanation: Explanation): string | undefined {
  if (code === "digest_missing") return "no Digest line";
  if (code !== "client_id_mismatch") return undefined;
  const { matches, stringToSign } = explanation;
  const [signed] = stringToSign.slice("Client-Id:".length).split("\n");
  return matches ? signed : valuesOf(headers as [string, string][], "Client-Id")[0];
}

/** Tries what is likely and shows only what the signature itself confirms. */
function confirmed(place: Place, message: SignedMessage, explain: Explain): string | undefined {
  const confirms = (other: Partial<SignedMessage>): Explanation | undefined => {
    try {
      const explained = explain({ ...message, ...other });
      return explained.matches ? explained : undefined;
    } catch {
      return undefined; // not a path, and so nothing that could have been signed
    }
  };
  if (place === "Request-Target")
    return nearTargets(message.target).find((target) => confirms({ target }));
  if (place !== "Digest") return undefined;
  for (const body of nearBodies(message.body as Uint8Array)) {
    const explained = confirms({ body });
    if (explained) return `${explained.digest} (a body of ${explained.bodyBytes} bytes)`;
  }
  return undefined;
}

function nearTargets(target: string): string[] {
  const path = target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?]*/i, "").split("?")[0] ?? "";
  const segments = path.split("/").slice(1);
  const shorter = segments.map((_, index) => `/${segments.slice(index).join("/")}`);
  return [...shorter, path.endsWith("/") ? path.slice(0, -1) : `${path}/`];
}

function nearBodies(body: Uint8Array): (string | Uint8Array)[] {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
  const unix = text.replaceAll("\r\n", "\n");
  const near = ["", `${text}\n`, `${text}\r\n`, text.trim(), unix, unix.replaceAll("\n", "\r\n")];
  try {
    const value: unknown = JSON.parse(text);
    for (const indent of [0, 2, 4]) near.push(JSON.stringify(value, null, indent));
  } catch {
    // Not JSON: there is no other spelling of it.
  }
  return near;
}

const EITHER: Record<string, Place> = {
  trailing_newline: "all",
  crlf: "all",
  url_safe_base64: "signature",
  padding_missing: "signature",
};

const CODES: Record<string, readonly string[]> = {
  Digest: [
    "digest_missing",
    "digest_on_get",
    "hex_digest",
    "digest_prefix",
    "body_reserialised",
    "body_values",
    "body_encoded",
    "body_charset",
    "body_empty",
  ],
  "Request-Target": [
    "query_in_target",
    "query_missing",
    "host_in_target",
    "trailing_slash",
    "leading_slash",
    "double_slash",
    "path_prefix",
    "target_case",
    "target_encoding",
    "method_in_target",
    "other_target",
  ],
  Timestamp: [
    "timestamp_not_utc",
    "timestamp_fraction",
    "timestamp_label",
    "timestamp_shifted",
    "timestamp_epoch",
  ],
  all: [
    "space_after_colon",
    "labels_missing",
    "lower_case_labels",
    "label_spelling",
    "line_order",
    "line_separator",
    "snap_scheme",
    "body_signed_alone",
    "digest_signed_alone",
    "key_and_message_swapped",
  ],
  "Request-Id": ["request_id_mismatch", "request_id_rewritten", "request_id_case"],
  "Client-Id": ["client_id_mismatch"],
  secret: [
    "secret_is_client_id",
    "secret_whitespace",
    "secret_html_escaped",
    "secret_quoted",
    "secret_decoded",
    "secret_prefix",
    "other_secret",
  ],
  signature: [
    "prefix_missing",
    "prefix_spelling",
    "hex_signature",
    "signature_white_space",
    "signature_quoted",
    "signature_doubled",
    "not_a_signature",
  ],
};
