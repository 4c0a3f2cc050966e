/// <reference lib="esnext.disposable" preserve="true" />
import { run } from "./core.js";
import { DokuError } from "./error.js";
import * as glue from "./generated/glue.js";
import { type Operations, secrets } from "./generated/operations.js";
import type { Upload as UploadRequest } from "./generated/payloads.js";
import { Called, Frame, Prepared, Read, Upload, unsigned } from "./made.js";
import { candidates, incoming, message, texts, window } from "./messages.js";
import { uploadText } from "./partner.js";
import { type Secret, conceal, exposed } from "./secret.js";
import type {
  Answer,
  Call,
  Callback,
  Candidates,
  Config,
  Explanation,
  Finding,
  HeaderSource,
  Near,
  Operation,
  PreparedRequest,
  PreparedUpload,
  Received,
  Sent,
  SignaturePolicy,
  SignatureStatus,
  SignedMessage,
  SignedOperation,
  Stages,
  UnsignedRequest,
  UploadFrame,
} from "./types.js";
import {
  CONFIG,
  bytes,
  headerLines,
  json,
  object,
  optional,
  text,
  utf8,
  wrongType,
} from "./values.js";

/**
 * One Client-Id at one DOKU: prepares its requests and reads what comes back.
 *
 * It holds no connection and no state. What goes wrong is thrown as a `DokuError`.
 */
export class Doku {
  readonly #core: glue.Core;
  #isFreed = false;

  constructor(config: Config) {
    const { environment, clientId, secretKey, query, ...reading } = object(config, "config", CONFIG);
    known(config, ["environment", "clientId", "secretKey", "query", "previousSecretKeys", "acceptBareSignatures"]);
    const isOwn = typeof environment === "object" && environment !== null;
    if (isOwn) known(environment, ["baseUrl"], "environment.");
    const name = isOwn ? undefined : optional(environment, "environment", CONFIG);
    const baseUrl = isOwn ? text(environment.baseUrl ?? "", "base_url", CONFIG) : undefined;
    const id = text(clientId ?? "", "client_id", CONFIG);
    const key = optional(secretKey, "secret_key", CONFIG);
    const mode = optional(query, "query", CONFIG);
    const previous = texts(reading.previousSecretKeys, "previous_secret_keys", CONFIG);
    const bare = reading.acceptBareSignatures ?? false;
    if (typeof bare !== "boolean")
      throw wrongType("accept_bare_signatures", "expected true or false", CONFIG);
    this.#core = run(() => new glue.Core(name, baseUrl, id, key, previous, bare, mode));
  }

  /** Checks, serialises and signs a request, given as an object or as JSON text. */
  prepare<O extends SignedOperation>(
    operation: O,
    request: Operations[O]["request"] | string,
    call: Call = {},
  ): PreparedRequest<O> {
    const [given, name, id, time] = values(operation, request, call);
    const prepare = (body: Uint8Array) => this.#core.prepare(name, body, id, time);
    return new Prepared(
      operation,
      run(() => utf8(given, prepare)),
      given,
    );
  }

  /** As `prepare`, without the signature: sign `stringToSign`, then `attachSignature`. */
  prepareUnsigned<O extends SignedOperation>(
    operation: O,
    request: Operations[O]["request"] | string,
    call: Call = {},
  ): UnsignedRequest<O> {
    const [given, name, id, time] = values(operation, request, call);
    const prepare = (body: Uint8Array) => this.#core.prepareUnsigned(name, body, id, time);
    return unsigned(
      operation,
      run(() => utf8(given, prepare)),
      given,
    );
  }

  /**
   * Checks an upload and writes all of its `multipart/form-data` body.
   *
   * `token` is that of `generate_token`'s answer. `boundary` separates the parts and may not
   * occur in the file: a random UUID when left out. As JSON text, an upload has the file's
   * bytes as `base64` in place of `content`.
   */
  prepareUpload(
    upload: UploadRequest | string,
    token: Secret | string,
    boundary?: string,
  ): PreparedUpload {
    const [[given, content], key] = [uploadText(upload), exposed(token ?? "", "token")];
    const border = optional(boundary, "boundary");
    return new Upload(run(() => this.#core.prepareUpload(given, content, key, border)));
  }

  /**
   * As `prepareUpload`, for a file that you stream: `content` is its first 12 bytes or more.
   *
   * The body's length is that of `head`, file and `tail` together. Nobody looks for the
   * boundary in what is streamed, so leave it out or give a random one.
   */
  prepareUploadFrame(
    upload: UploadRequest | string,
    token: Secret | string,
    boundary?: string,
  ): UploadFrame {
    const [[given], key] = [uploadText(upload), exposed(token ?? "", "token")];
    const border = optional(boundary, "boundary");
    return new Frame(run(() => this.#core.prepareUploadFrame(given, key, border)));
  }

  /** Adds a signature that was made elsewhere: `HMACSHA256=` and base64. */
  attachSignature<O extends SignedOperation>(
    request: PreparedRequest<O>,
    signature: string,
  ): PreparedRequest<O> {
    const [lines, count] = headerLines(object(request, "request").headers);
    const value = text(signature, "signature");
    const packed = run(() => this.#core.attachSignature(request, lines, count, value));
    return new Prepared(request.operation, packed, request.body);
  }

  /** Signs again for a retry: same Request-Id and body, and the current time unless given. */
  resign<O extends SignedOperation>(
    request: PreparedRequest<O>,
    timestamp?: string,
  ): PreparedRequest<O> {
    const [sent, time] = [object(request, "request"), optional(timestamp, "timestamp")];
    const packed = run(() => this.#core.resign(sent, time));
    return new Prepared(request.operation, packed, request.body);
  }

  /** As `resign`, without the signature. */
  resignUnsigned<O extends SignedOperation>(
    request: PreparedRequest<O>,
    timestamp?: string,
  ): UnsignedRequest<O> {
    const [sent, time] = [object(request, "request"), optional(timestamp, "timestamp")];
    const parts = run(() => this.#core.resignUnsigned(sent, time));
    return unsigned(request.operation, parts, request.body);
  }

  /** Verifies what came back, then reads it. */
  read<O extends Operation>(request: Sent<O>, response: Received): Answer<O> {
    const [sent, { status, headers, body }] = sentAndReceived(request, response);
    const [[lines, count], raw] = [headerLines(headers), bytes(body)];
    const answer = run(() => this.#core.read(sent, status, lines, count, raw));
    answer.body = JSON.parse(answer.body);
    // What the caller models, the caller has to guard.
    if (request.operation !== "call") conceal(answer.body, SECRETS);
    answer.raw = raw;
    return new Read(answer);
  }

  /** The stages of a request's signature, for any method, target and body. */
  signComponent(
    method: string,
    target: string,
    body: string | Uint8Array | null,
    call: Required<Call>,
  ): Stages {
    const [verb, path] = [text(method, "method"), text(target, "target")];
    const [id, time] = both(call);
    const content = body === null || body === undefined ? undefined : bytes(body);
    return run(() => this.#core.signComponent(verb, path, content, id, time));
  }

  /** The stages of the signature on your own reply to an inquiry of DOKU. */
  signReply(target: string, body: string | Uint8Array, call: Required<Call>): Stages {
    const [path, content] = [text(target, "target"), bytes(body)];
    const [id, time] = both(call);
    return run(() => this.#core.signReply(path, content, id, time));
  }

  /**
   * Verifies the signature of a response over exactly the bytes that came.
   *
   * Request-Id binds an answer to its request; with `now`, one whose signed timestamp is far off
   * is refused all the same.
   */
  verifyResponse(
    request: Sent,
    response: Received,
    policy: SignaturePolicy = "required",
    near: Near = {},
  ): SignatureStatus {
    const [sent, { status, headers, body }] = sentAndReceived(request, response);
    const [[lines, count], raw, name] = [headerLines(headers), bytes(body), text(policy, "policy")];
    const time = window(near);
    const verify = () => this.#core.verifyResponse(sent, status, lines, count, raw, name, ...time);
    return run(verify) as SignatureStatus;
  }

  /**
   * Verifies what DOKU sends of its own accord: a notification or an inquiry.
   *
   * `target` is the path of your own URL. With `now`, in seconds since 1970, a signed
   * timestamp further off than `tolerance` seconds (a day by default) is refused. Genuine retries
   * come up to 12 hours later: keep the Request-Ids that you have handled and handle each once.
   */
  verifyNotification(
    target: string,
    headers: HeaderSource,
    body: string | Uint8Array,
    near: Near = {},
  ): SignatureStatus {
    const [parts, time] = [incoming(target, headers, body), window(near)];
    return run(() => this.#core.verifyNotification(...parts, ...time)) as SignatureStatus;
  }

  /**
   * Verifies a KYB callback and says what it is about.
   *
   * `target` is the path of your `callback_url`. DOKU does not say whether callbacks are signed:
   * one that is not is refused, unless `policy` is `"if_present"`; then `signature` says which.
   */
  readCallback(
    target: string,
    headers: HeaderSource,
    body: string | Uint8Array,
    { policy = "required", ...near }: Near & { policy?: SignaturePolicy | undefined } = {},
  ): Callback {
    const [parts, name, time] = [incoming(target, headers, body), text(policy, "policy"), window(near)];
    const callback = run(() => this.#core.readCallback(...parts, name, ...time));
    return new Called(callback, parts[3]);
  }

  /**
   * Finds the one or two mistakes that explain why a signature does not match, likeliest first.
   *
   * A signature that verifies gives `[]`; when nothing explains it, `wrong_secret` says what has
   * been ruled out. `docs/diagnosis.md` lists the codes. For development and support: it tries
   * thousands of signatures.
   */
  diagnoseSignature(signed: SignedMessage, others: Candidates = {}): Finding[] {
    const [parts, lists] = [message(signed), candidates(others)];
    return run(() => this.#core.diagnoseSignature(...parts, ...lists));
  }

  /** What would be signed for this message, stage by stage: for a support ticket. */
  explainSignature(signed: SignedMessage): Explanation {
    const parts = message(signed);
    return run(() => this.#core.explainSignature(...parts));
  }

  /** For your own tests: a response to a request, signed as DOKU signs. */
  signTestResponse(
    request: Sent,
    status: number,
    body: string | Uint8Array,
    timestamp?: string,
  ): Received {
    const [sent, raw] = [object(request, "request"), bytes(body)];
    const time = optional(timestamp, "timestamp");
    const fake = run(() => this.#core.signTestResponse(sent, status, raw, time));
    return { status, headers: Object.fromEntries(fake.headers), body };
  }

  /** For your own tests: the headers of a notification or callback, signed as DOKU signs. */
  signTestNotification(
    target: string,
    body: string | Uint8Array,
    call: Call = {},
  ): Record<string, string> {
    const [path, raw] = [text(target, "target"), bytes(body)];
    const { requestId, timestamp } = object(call, "call");
    const [id, time] = [optional(requestId, "request_id"), optional(timestamp, "timestamp")];
    const fake = run(() => this.#core.signTestNotification(path, raw, id, time));
    return Object.fromEntries(fake.headers);
  }

  /** Frees the memory at once; without it, the garbage collector does so later. */
  [Symbol.dispose](): void {
    if (!this.#isFreed) this.#core.free();
    this.#isFreed = true;
  }
}

/** A misspelt option would go unnoticed: TypeScript refuses it, JavaScript does not. */
function known(given: object, names: readonly string[], place = ""): void {
  const violations = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const detail = `no such option: expected ${names.join(", ")}`;
      return { path: place + name, code: "unknown_field", detail } as const;
    });
  const [first] = violations;
  if (first === undefined) return;
  throw new DokuError({ code: CONFIG, detail: `${first.path}: ${first.detail}`, violations });
}

const SECRETS = new Set<string>(secrets);

function values(
  operation: string,
  request: unknown,
  call: Call,
): [given: string, name: string, id: string | undefined, time: string | undefined] {
  const { requestId, timestamp } = object(call, "call");
  const [given, name] = [json(request), text(operation, "operation")];
  return [given, name, optional(requestId, "request_id"), optional(timestamp, "timestamp")];
}

function both(call: Required<Call>): [id: string, time: string] {
  const { requestId, timestamp } = object(call, "call");
  return [text(requestId, "request_id"), text(timestamp, "timestamp")];
}

function sentAndReceived(request: Sent, response: Received): [Sent, Received] {
  return [object(request, "request"), object(response, "response")];
}

