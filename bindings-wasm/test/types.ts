// Compiled, never run: what a user's editor accepts and what it refuses.
import type { IncomingMessage } from "node:http";
import {
  type Answer,
  type Callback,
  Doku,
  DokuError,
  FILE_HEAD_BYTES,
  type Gateway,
  type Operation,
  type Outcome,
  type PreparedRequest,
  type PreparedUpload,
  type RdlRegistration,
  type Stamp,
  type Timestamp,
  type Violation,
  parseTimestamp,
  serialize,
} from "dokukit";

import {
  DokuError as DiagnoseError,
  type Explanation,
  type Finding,
  diagnoseSignature,
  explainSignature,
} from "dokukit/diagnose";

declare const registration: RdlRegistration;
declare const incoming: IncomingMessage;
declare function same<A, B extends A>(): void;

const doku = new Doku({ environment: "test", clientId: "a", secretKey: process.env["KEY"] });
new Doku({ environment: { baseUrl: "http://127.0.0.1:8787" }, clientId: "a" });
// @ts-expect-error an unknown environment
new Doku({ environment: "sandbox", clientId: "a" });
new Doku({ environment: "test", clientId: "a", policy: "required", allowPlainHttp: true });
// @ts-expect-error no such policy
new Doku({ environment: "test", clientId: "a", policy: "strict" });
// @ts-expect-error no Client-Id
new Doku({ environment: "test" });
// @ts-expect-error the key is no property
doku.secretKey;

const request = doku.prepare("register_rdl_customer", registration);
same<PreparedRequest<"register_rdl_customer">, typeof request>();
doku.prepare("register_rdl_customer", '{"rdl_customer":{}}', {
  requestId: "r-1",
  timestamp: "2020-08-11T08:45:42Z",
});
const stamp: Stamp = { requestId: "r-1" };
doku.prepare("call", { method: "GET", target: "/orders/v1/status/INV-1" }, stamp);
// @ts-expect-error no such operation
doku.prepare("register", registration);
// @ts-expect-error another operation's request
doku.prepare("call", registration);
// @ts-expect-error a field is missing
doku.prepare("register_rdl_customer", { rdl_customer: { customer_id: "a" } });
const { rdl_customer: customer } = registration;
// @ts-expect-error a typo
doku.prepare("register_rdl_customer", { rdl_customer: { ...customer, titel: "MS" } });
// @ts-expect-error not a method
doku.prepare("call", { method: "HEAD", target: "/" });
// @ts-expect-error a moment is text
doku.prepare("register_rdl_customer", registration, { timestamp: new Date() });

export async function send(): Promise<string> {
  const response = await fetch(request.url, request);
  const { status, headers } = response;
  const answer = doku.read(request, { status, headers, body: await response.arrayBuffer() });
  same<Answer<"register_rdl_customer">, typeof answer>();
  same<readonly Violation[], typeof answer.deviations>();
  same<"verified" | "headers_only" | "unbound" | "absent", typeof answer.signature>();
  // @ts-expect-error no such option
  doku.read(request, { status, headers, body: "" }, { Policy: "required" });
  doku.read(request, { status, headers, body: "" }, { policy: "required" });
  // @ts-expect-error a promise of headers
  doku.verifyNotification("/a", Promise.resolve(headers), "");
  // @ts-expect-error the whole response
  doku.verifyNotification("/a", response, "");
  // @ts-expect-error the whole request
  doku.verifyNotification("/a", incoming, "");
  // @ts-expect-error unknown keys have no type
  const unknown: string = answer.body.rdl_customer["unknown_key"];
  // @ts-expect-error a parsed body has lost what was signed
  doku.read(request, { status, headers, body: (await response.json()) as object });
  // @ts-expect-error a Response's own body is a stream
  doku.read(request, response);
  return answer.body.rdl_customer.account_id ?? unknown;
}

export async function exchange(signal: AbortSignal): Promise<void> {
  const answer = await doku.send(request, { fetch, signal, attempts: 5, seconds: 10, timeout: 3 });
  same<Answer<"register_rdl_customer">, typeof answer>();
  const stamp = { requestId: "r-1", policy: "required" } as const;
  const token = await doku.send("generate_token", {}, stamp);
  same<Answer<"generate_token">, typeof token>();
  await doku.send("call", '{"method":"GET","target":"/"}', { sign: async (text) => text });
  const uploaded = await doku.send(doku.restore<PreparedUpload>(""), { clock: { shift: 0 } });
  same<Answer<"upload_file">, typeof uploaded>();
  await doku.send(request, { fetch: (url, init) => fetch(url, { ...init, keepalive: true }) });
  // @ts-expect-error a Request-Id belongs to the request
  await doku.send(request, { requestId: "r-1" });
  // @ts-expect-error another operation's request
  await doku.send("generate_token", registration);
  // @ts-expect-error an upload has to be prepared
  await doku.send("upload_file", { category: "LOGO", file_url: "https://a.id/logo.png" });
  // @ts-expect-error a typo
  await doku.send(request, { attempt: 5 });
}

doku.read(request, {
  status: incoming.statusCode ?? 0,
  headers: incoming.headers,
  body: Buffer.alloc(0),
});
doku.read(
  { operation: "call", method: "GET", target: "/", requestId: "a" },
  { status: 200, headers: [["a", "b"]], body: "" },
);
// The operation decides what its answer must be; whoever only verifies may leave it out.
const remembered = doku.read(
  { operation: "call", method: "GET", target: "/", requestId: "a" },
  { status: 200, headers: [["a", "b"]], body: "" },
);
same<Answer<"call">, typeof remembered>();
same<unknown, typeof remembered.body>();
// @ts-expect-error
doku.read({ method: "GET", target: "/", requestId: "a" }, { status: 200, headers: [], body: "" });
doku.verifyResponse({ method: "GET", target: "/", requestId: "a" }, { status: 200, headers: [], body: "" });
doku.verifyNotification("/notifications", incoming.rawHeaders, new ArrayBuffer(0));
doku.verifyNotification("/notifications", incoming.headersDistinct, new DataView(new ArrayBuffer(0)));
doku.verifyNotification("/notifications", incoming.headers, Buffer.alloc(0), {
  now: parseTimestamp("").unix,
});
const callback: Callback = doku.readCallback("/doku/kyb", incoming.headers, Buffer.alloc(0));
const moment: Timestamp = parseTimestamp(callback.requestId ?? "");
Buffer.alloc(FILE_HEAD_BYTES, moment.unix);
const stored: string = serialize(request);
const again = doku.restore(stored);
same<PreparedRequest, typeof again>();
doku.resign(doku.restore<typeof request>(stored));
const upload: Uint8Array = doku.restore<PreparedUpload>(stored).body;
// @ts-expect-error both are needed: the reply's headers repeat them
doku.signReply("/inquiry", "{}", { requestId: "a" });
{
  using short = doku;
  short.signComponent("GET", "/", null, { requestId: "a", timestamp: "b" });
}

export function handle(error: unknown): string | undefined {
  if (!(error instanceof DokuError)) return undefined;
  // @ts-expect-error no such code
  if (error.code === "gateway") return undefined;
  const gateway: Gateway | undefined = error.gateway;
  if (error.code === "internal_error") return error.detail;
  same<Outcome | undefined, typeof error.outcome>();
  if (error.outcome === "not_sent" && error.code === "no_answer") return `${error.attempts}`;
  if (error.retry === "same_request_id") return gateway?.code;
  return error.violations[0]?.path;
}

// An upload has a token and no signature: it has a function of its own.
// @ts-expect-error not a signed operation
doku.prepare("upload_file", { category: "LOGO", file_url: "https://a.id/logo.png" });
doku.read(doku.restore<PreparedUpload>(stored), { status: 200, headers: [], body: upload });
same<Operation, "upload_file" | "get_business" | "disburse_rdl" | "call">();

const message = { method: "POST", target: "/doku/kyb", headers: incoming.headers, body: upload };
const config = { environment: "test", clientId: "a", secretKey: "b" } as const;
const findings: Finding[] = diagnoseSignature(config, message, { targets: ["/a"] });
same<boolean | undefined, (typeof findings)[0]["proven"] | undefined>();
const explanation: Explanation = explainSignature(config, message);
same<boolean, typeof explanation.matches>();
same<typeof DokuError.prototype.code, DiagnoseError["code"]>();
// @ts-expect-error a message comes after the configuration
diagnoseSignature(message);
// @ts-expect-error a typo
diagnoseSignature(config, message, { target: ["/a"] });
// @ts-expect-error it has an entry point of its own
doku.diagnoseSignature(message);
// @ts-expect-error no Client-Id
explainSignature({ environment: "test" }, message);
