// From the form's values to a verdict; knows nothing of the page.
import {
  type Candidates,
  type Config,
  DokuError,
  type Explanation,
  type Finding,
  type SignedMessage,
  diagnoseSignature,
  explainSignature,
} from "../../../bindings-wasm/dist/esm/diagnose/index.js";
import { type Mark, marks } from "./marks.js";
import { lines, pastedHeaders, valuesOf } from "./message.js";

export interface Input {
  readonly method: string;
  readonly target: string;
  readonly headers: string;
  readonly body: Uint8Array;
  readonly clientId: string;
  readonly secretKey: string;
  readonly others: Record<keyof Candidates, string>;
}

/** Something to fill in or mend, with the id of its field. */
export interface Gap {
  readonly field: string;
  readonly text: string;
}

export interface Report {
  readonly verdict: "verified" | "headers_only" | "mismatch" | "incomplete";
  readonly title: string;
  readonly gaps: Gap[];
  readonly findings: Finding[];
  readonly candidates: Candidates;
  /** The lines that differ from what was signed. */
  readonly marks: Mark[];
  readonly explanation?: Explanation | undefined;
  readonly notes: string[];
}

/** `step` is told what comes next, in words. */
export function check(input: Input, step: (next: string) => void): Report {
  const { headers, unread } = pastedHeaders(input.headers);
  const gaps = missing(input, headers, unread);
  if (gaps.length > 0) return incomplete(gaps);
  const candidates = candidatesOf(input);
  const message = { method: input.method, target: input.target, headers, body: input.body };
  const config: Config = {
    environment: "test",
    clientId: input.clientId,
    secretKey: input.secretKey,
  };
  try {
    return examine(config, message, candidates, step);
  } catch (error) {
    if (!(error instanceof DokuError)) throw error;
    const { code, detail, violations } = error;
    const gap = (path: string, text: string) => ({ field: FIELDS[path] ?? "headers", text });
    if (violations.length === 0) return incomplete([gap("", `${code}: ${detail}`)]);
    const told = violations.map(({ path, detail }) => gap(path, `${NAMES[path] ?? path}: ${detail}`));
    return incomplete(told);
  }
}

function examine(
  config: Config,
  message: SignedMessage,
  candidates: Candidates,
  step: (next: string) => void,
): Report {
  const notes: string[] = [];
  const path = pathOf(message.target);
  const isPlain = path === message.target;
  step("Computing the signature");
  const explanation = explainSignature(config, { ...message, target: path });
  if (!isPlain) notes.push("The target has a host; the lines below have what follows it.");
  for (const [name, list] of Object.entries(candidates))
    if (list.length > 20) notes.push(`Of ${list.length} ${KINDS[name]}, the first 20 were tried.`);
  const shared = { candidates, explanation, notes, gaps: [] };
  if (explanation.received === undefined) {
    const text = "The headers have no Signature: there is nothing to compare with.";
    const title = "Not signed. Below is how the signature that this message should have begins.";
    const gaps = [{ field: "headers", text }];
    return { ...shared, verdict: "incomplete", title, gaps, findings: [], marks: [] };
  }
  step(`Searching for mistakes, with a body of ${explanation.bodyBytes} bytes`);
  const findings = diagnoseSignature(config, message, candidates);
  if (findings.length === 0) {
    if (!explanation.matches) notes.push("The target was signed as you give it, with its host.");
    const isAnswer = valuesOf(message.headers as [string, string][], "Response-Timestamp").length > 0;
    // The answer to a GET, signed without a Digest line.
    if (isAnswer && explanation.matches && explanation.digest === undefined) {
      notes.push("The library calls that headers_only, and refuses it where the policy is required.");
      const title = "Verified, but for the body: the signature does not cover it.";
      return { ...shared, verdict: "headers_only", title, findings, marks: [] };
    }
    const title = "Verified. The signature belongs to this message.";
    return { ...shared, verdict: "verified", title, findings, marks: [] };
  }
  step("Looking for the lines that differ");
  const explain = (other: SignedMessage) => explainSignature(config, other);
  const differing = marks(findings, message, candidates, explanation, explain);
  const isHeaderAlone = findings.every(({ code }) => code === "client_id_mismatch") && explanation.matches;
  const title = isHeaderAlone
    ? "The signature is right, and the Client-Id header is not."
    : `Does not match. ${because(findings)}`;
  return { ...shared, verdict: "mismatch", title, findings, marks: differing };
}

function because(findings: Finding[]): string {
  const hints = hintsOf(findings).length;
  const known = hints === 1 ? ", but there is a hint" : hints > 1 ? `, but there are ${hints} hints` : "";
  if (findings.some(({ code }) => code === "wrong_secret")) return `Nothing that was tried explains it${known}.`;
  if (findings.length === 1) return "One mistake explains it.";
  // Of what one signature was made of, several findings are parts: none explains it alone.
  const many = findings.length === 2 ? "Two" : findings.length;
  return `${many} mistakes explain it, ${together(findings.length)}.`;
}

/** Suspicious facts: no signature confirms them. */
export function hintsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ code, proven }) => !proven && code !== "wrong_secret");
}

export function together(count: number): string {
  return count === 2 ? "both together" : "all together";
}

function missing(input: Input, headers: [string, string][], unread: number[]): Gap[] {
  const gaps: Gap[] = [];
  const lacks = (field: string, text: string) => gaps.push({ field, text });
  if (input.target === "") lacks("target", "Request-Target is missing: the path that was signed.");
  for (const line of unread) lacks("headers", `Line ${line} of the headers is not “Name: value”.`);
  const times = ["Request-Timestamp", "Response-Timestamp"];
  const isResponse = valuesOf(headers, "Response-Timestamp").length > 0;
  const time = isResponse ? "Response-Timestamp" : "Request-Timestamp";
  for (const name of ["Client-Id", "Request-Id", time, "Signature"]) {
    const count = valuesOf(headers, name).length;
    if (count > 1) lacks("headers", `There are ${count} ${name} headers: keep the one that came.`);
    // Without a signature there is still something to show.
    if (count === 0 && name !== "Signature")
      lacks("headers", `The ${times.includes(name) ? times.join(" or ") : name} header is missing.`);
  }
  if (input.clientId === "") lacks("client-id", "Client-Id is missing: DOKU Back Office shows it.");
  if (input.secretKey === "") lacks("secret-key", "The secret key is missing: DOKU Back Office shows it.");
  return gaps;
}

function incomplete(gaps: Gap[]): Report {
  const things = gaps.length === 1 ? "One thing has" : `${gaps.length} things have`;
  const title = `Not checked. ${things} to be mended first.`;
  return { verdict: "incomplete", title, gaps, findings: [], candidates: {}, marks: [], notes: [] };
}

function candidatesOf({ others }: Input): Candidates {
  const [secretKeys, targets] = [lines(others.secretKeys), lines(others.targets)];
  return { secretKeys, targets, clientIds: lines(others.clientIds), requestIds: lines(others.requestIds) };
}

/** What follows the host of a target that may have one: only that can be explained. */
function pathOf(target: string): string {
  const path = target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?]*/i, "");
  return path === "" || (path.startsWith("?") && path !== target) ? `/${path}` : path;
}

const FIELDS: Record<string, string> = {
  target: "target",
  client_id: "client-id",
  secret_key: "secret-key",
};
const NAMES: Record<string, string> = {
  target: "Request-Target",
  client_id: "Client-Id",
  secret_key: "Secret key",
};
const KINDS: Record<string, string> = {
  secretKeys: "other secret keys",
  targets: "other targets",
  clientIds: "other Client-Ids",
  requestIds: "other Request-Ids",
};
