/// <reference lib="esnext.disposable" preserve="true" />
import { DokuError, type DokuErrorParts } from "./error.js";
import * as glue from "./generated/glue.js";
import type { ErrorCode } from "./generated/names.js";
import type { GenericCall, RdlRegistration, RdlRegistrationAnswer } from "./generated/payloads.js";
import { compiled } from "./wasm.js";

export * from "./error.js";
export type * from "./generated/names.js";
export type * from "./generated/payloads.js";

/** What each operation sends and what DOKU answers. */
export interface Operations {
  register_rdl_customer: { request: RdlRegistration; answer: RdlRegistrationAnswer };
  /** Any other non-SNAP endpoint; the answer is the JSON as it came. */
  call: { request: GenericCall; answer: unknown };
}

export type Operation = keyof Operations;

export interface Config {
  /** DOKU's test or production hosts, or the base URL of a simulator or proxy. */
  environment: "test" | "production" | { baseUrl: string };
  /** The Client-Id from DOKU Back Office. */
  clientId: string;
  /** The secret key; without it, requests are signed elsewhere (`prepareUnsigned`). */
  secretKey?: string | undefined;
}

/** What makes one call different from the next. */
export interface Call {
  /** At most 128 characters; a random UUID when left out. */
  requestId?: string | undefined;
  /** `YYYY-MM-DDTHH:MM:SSZ` or with an offset; the current time when left out. */
  timestamp?: string | undefined;
}

/** A request to send exactly as it is: `fetch(request.url, request)`. */
export interface PreparedRequest<O extends Operation = Operation> {
  readonly operation: O;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  /** The text that was signed; absent when there is no body. */
  readonly body?: string;
  /** The Request-Target that was signed. */
  readonly target: string;
  readonly requestId: string;
  readonly timestamp: string;
}

/** What has to be remembered of a request to read its answer. */
export type Sent<O extends Operation = Operation> = Pick<
  PreparedRequest<O>,
  "operation" | "method" | "target" | "requestId"
>;

/** A request that lacks only its signature. */
export interface UnsignedRequest<O extends Operation = Operation> {
  readonly request: PreparedRequest<O>;
  /** Base64 of the body's SHA-256; `undefined` when the component has no Digest line. */
  readonly digest: string | undefined;
  /** What to sign with HMAC-SHA256. */
  readonly stringToSign: string;
}

/** What each stage of a signature gave. */
export interface Stages {
  /** Base64 of the body's SHA-256; `undefined` when the component has no Digest line. */
  readonly digest: string | undefined;
  readonly stringToSign: string;
  /** `HMACSHA256=` and base64. */
  readonly signature: string;
}

/** Headers as a `Headers` object, a list of pairs, or an object of texts or lists. */
export type HeaderSource =
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined };

/** What an HTTP client received. */
export interface Received {
  readonly status: number;
  readonly headers: HeaderSource;
  /** The body exactly as it came, before any parsing. */
  readonly body: string | Uint8Array;
}

/** Whether something that came in was signed. */
export type SignatureStatus = "verified" | "absent";

/** A genuine answer. */
export interface Answer<O extends Operation = Operation> {
  readonly signature: SignatureStatus;
  /** Whether it is the first answer to this Request-Id, sent again (HTTP 409). */
  readonly replayed: boolean;
  readonly httpStatus: number;
  readonly body: Operations[O]["answer"];
  /** The body's bytes as they came. */
  readonly raw: Uint8Array;
}

/** A moment, as text in UTC and as seconds since 1970. */
export interface Timestamp {
  readonly text: string;
  readonly unix: number;
}

/**
 * One Client-Id at one DOKU: prepares its requests and reads what comes back.
 *
 * It holds no connection and no state. What goes wrong is thrown as a `DokuError`.
 */
export class Doku {
  readonly #core: glue.Core;

  constructor(config: Config) {
    const { environment, clientId, secretKey } = config;
    const isOwn = typeof environment === "object" && environment !== null;
    const name = isOwn ? undefined : optional(environment, "environment", CONFIG);
    const baseUrl = isOwn ? text(environment.baseUrl ?? "", "base_url", CONFIG) : undefined;
    const id = text(clientId ?? "", "client_id", CONFIG);
    const key = optional(secretKey, "secret_key", CONFIG);
    this.#core = run(() => new glue.Core(name, baseUrl, id, key));
  }

  /** Checks, serialises and signs a request, given as an object or as JSON text. */
  prepare<O extends Operation>(
    operation: O,
    request: Operations[O]["request"] | string,
    call: Call = {},
  ): PreparedRequest<O> {
    const [given, name] = [json(request), text(operation, "operation")];
    const id = optional(call.requestId, "request_id");
    const time = optional(call.timestamp, "timestamp");
    return new Prepared(
      operation,
      run(() => this.#core.prepare(name, utf8(given), id, time)),
      given,
    );
  }

  /** As `prepare`, without the signature: sign `stringToSign`, then `attachSignature`. */
  prepareUnsigned<O extends Operation>(
    operation: O,
    request: Operations[O]["request"] | string,
    call: Call = {},
  ): UnsignedRequest<O> {
    const [given, name] = [json(request), text(operation, "operation")];
    const id = optional(call.requestId, "request_id");
    const time = optional(call.timestamp, "timestamp");
    return unsigned(
      operation,
      run(() => this.#core.prepareUnsigned(name, utf8(given), id, time)),
      given,
    );
  }

  /** Adds a signature that was made elsewhere: `HMACSHA256=` and base64. */
  attachSignature<O extends Operation>(
    request: PreparedRequest<O>,
    signature: string,
  ): PreparedRequest<O> {
    const [value, [lines, count]] = [text(signature, "signature"), headerLines(request.headers)];
    const packed = run(() => this.#core.attachSignature(request, lines, count, value));
    return new Prepared(request.operation, packed, request.body);
  }

  /** Signs again for a retry: same Request-Id and body, and the current time unless given. */
  resign<O extends Operation>(request: PreparedRequest<O>, timestamp?: string): PreparedRequest<O> {
    const time = optional(timestamp, "timestamp");
    const packed = run(() => this.#core.resign(request, time));
    return new Prepared(request.operation, packed, request.body);
  }

  /** As `resign`, without the signature. */
  resignUnsigned<O extends Operation>(
    request: PreparedRequest<O>,
    timestamp?: string,
  ): UnsignedRequest<O> {
    const time = optional(timestamp, "timestamp");
    const parts = run(() => this.#core.resignUnsigned(request, time));
    return unsigned(request.operation, parts, request.body);
  }

  /** Verifies what came back, then reads it. */
  read<O extends Operation>(request: Sent<O>, response: Received): Answer<O> {
    const { status, headers, body } = response;
    const [[lines, count], raw] = [headerLines(headers), bytes(body)];
    const answer = run(() => this.#core.read(request, status, lines, count, raw));
    answer.body = JSON.parse(answer.body);
    answer.raw = raw;
    return answer;
  }

  /** The stages of a request's signature, for any method, target and body. */
  signComponent(
    method: string,
    target: string,
    body: string | Uint8Array | null,
    call: Required<Call>,
  ): Stages {
    const [verb, path] = [text(method, "method"), text(target, "target")];
    const [id, time] = [text(call.requestId, "request_id"), text(call.timestamp, "timestamp")];
    const content = body === null || body === undefined ? undefined : bytes(body);
    return run(() => this.#core.signComponent(verb, path, content, id, time));
  }

  /** The stages of the signature on your own reply to an inquiry of DOKU. */
  signReply(target: string, body: string | Uint8Array, call: Required<Call>): Stages {
    const [path, content] = [text(target, "target"), bytes(body)];
    const [id, time] = [text(call.requestId, "request_id"), text(call.timestamp, "timestamp")];
    return run(() => this.#core.signReply(path, content, id, time));
  }

  /** Verifies the signature of a response over exactly the bytes that came. */
  verifyResponse(
    request: Sent,
    response: Received,
    policy: "required" | "if_present" = "required",
  ): SignatureStatus {
    const { status, headers, body } = response;
    const [[lines, count], raw, name] = [headerLines(headers), bytes(body), text(policy, "policy")];
    const verify = () => this.#core.verifyResponse(request, status, lines, count, raw, name);
    return run(verify) as SignatureStatus;
  }

  /**
   * Verifies what DOKU sends of its own accord: a notification or an inquiry.
   *
   * `target` is the path of your own URL. With `now`, in seconds since 1970, a signed
   * timestamp further off than `tolerance` seconds (a day by default) is refused.
   */
  verifyNotification(
    target: string,
    headers: HeaderSource,
    body: string | Uint8Array,
    near: { now?: number | undefined; tolerance?: number | undefined } = {},
  ): SignatureStatus {
    const [path, [lines, count], raw] = [text(target, "target"), headerLines(headers), bytes(body)];
    const { now, tolerance } = near;
    const verify = () => this.#core.verifyNotification(path, lines, count, raw, now, tolerance);
    return run(verify) as SignatureStatus;
  }

  /** Frees the memory at once; without it, the garbage collector does so later. */
  [Symbol.dispose](): void {
    this.#core.free();
  }
}

/** The moment that many seconds after 1970 began. */
export function timestampFromUnix(seconds: number): Timestamp {
  return run(() => glue.timestampFromUnix(seconds));
}

/** Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`. */
export function parseTimestamp(value: string): Timestamp {
  const given = text(value, "timestamp");
  return run(() => glue.parseTimestamp(given));
}

/** Returns the text when it can be a Request-Id. */
export function checkRequestId(value: string): string {
  const given = text(value, "request_id");
  return run(() => glue.checkRequestId(given));
}

/** The object that callers get, made of the packed text that the core returns. */
class Prepared<O extends Operation> implements PreparedRequest<O> {
  readonly operation: O;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly target: string;
  readonly requestId: string;
  readonly timestamp: string;

  constructor(operation: O, packed: string, given: string | undefined) {
    const line = packed.split("\n") as Lines;
    this.operation = operation;
    this.method = line[1];
    this.url = line[2];
    this.headers = { "Client-Id": line[6], "Request-Id": line[4], "Request-Timestamp": line[5] };
    if (line[7] !== "") this.headers["Signature"] = line[7];
    if (line[8] !== "") this.headers["Content-Type"] = line[8];
    this.target = line[3];
    this.requestId = line[4];
    this.timestamp = line[5];
    if (line[0] === "=") this.body = given as string;
    else if (line[0] === "+") this.body = line.slice(9).join("\n");
  }

  /** For logs: no body, no signature. */
  [Symbol.for("nodejs.util.inspect.custom")](): unknown {
    const { operation, method, url, requestId, timestamp } = this;
    return { operation, method, url, requestId, timestamp };
  }
}

/** Flag, method, URL, target, Request-Id, timestamp, Client-Id, Signature, Content-Type, body. */
type Lines = [string, string, string, string, string, string, string, string, string, ...string[]];

const CONFIG = "invalid_config";
const encoder = new TextEncoder();
const scratch = new Uint8Array(16_384);
let isReady = false;

/** Calls the core, compiling it at first use; what it throws becomes a `DokuError`. */
function run<T>(call: () => T): T {
  try {
    if (!isReady) {
      glue.initSync({ module: compiled() });
      isReady = true;
    }
    return call();
  } catch (thrown) {
    throw thrown instanceof Error ? thrown : new DokuError(thrown as DokuErrorParts);
  }
}

function unsigned<O extends Operation>(
  operation: O,
  { packed, digest, stringToSign }: { packed: string; digest?: string; stringToSign: string },
  given: string | undefined,
): UnsignedRequest<O> {
  return { request: new Prepared(operation, packed, given), digest, stringToSign };
}

function json(request: unknown): string {
  if (typeof request === "string") return request;
  try {
    return JSON.stringify(request) ?? "null";
  } catch {
    throw wrongType("", "expected what JSON can hold, got a BigInt, a cycle or a failing toJSON");
  }
}

/** The text's bytes, valid until the next call: a new array each time would be a tenth slower. */
function utf8(text: string): Uint8Array {
  if (text.length * 3 > scratch.length) return encoder.encode(text);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

/** Names and values in turn, each with a NUL after it, and how many pairs there are. */
function headerLines(headers: HeaderSource): [string, number] {
  if (typeof headers !== "object" || headers === null) throw wrongType("headers", HEADERS);
  let [lines, count] = ["", 0];
  const add = (name: unknown, value: unknown) => {
    lines += `${name}\0${value}\0`;
    count++;
  };
  if (Symbol.iterator in headers) {
    for (const pair of headers) {
      if (!Array.isArray(pair) || pair.length !== 2) throw wrongType("headers", HEADERS);
      add(pair[0], pair[1]);
    }
  } else {
    for (const [name, value] of Object.entries(headers)) {
      if (Array.isArray(value)) for (const one of value) add(name, one);
      else if (value !== undefined && value !== null) add(name, value);
    }
  }
  return [lines, count];
}

const HEADERS = "expected a Headers object, pairs of name and value, or an object of texts";

function bytes(body: string | Uint8Array): Uint8Array {
  if (typeof body === "string") return encoder.encode(body);
  // Not instanceof: test runners and frames have a Uint8Array of their own.
  if (Object.prototype.toString.call(body) === "[object Uint8Array]") return body;
  throw wrongType(
    "body",
    "expected the body as it came, as text or Uint8Array: a parsed one has lost what was signed",
  );
}

function optional(value: unknown, path: string, code?: ErrorCode): string | undefined {
  return value === undefined || value === null ? undefined : text(value, path, code);
}

/** TypeScript refuses other types; callers in JavaScript get a `DokuError` as well. */
function text(value: unknown, path: string, code?: ErrorCode): string {
  if (typeof value === "string") return value;
  throw wrongType(path, `expected text, got a value of type ${typeof value}`, code);
}

function wrongType(path: string, detail: string, code: ErrorCode = "invalid_request"): DokuError {
  const place = path === "" ? "the whole text" : path;
  const violations = [{ path, code: "wrong_type", detail }] as const;
  return new DokuError({ code, detail: `${place}: ${detail}`, violations });
}
