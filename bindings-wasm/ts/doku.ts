/// <reference lib="esnext.disposable" preserve="true" />
import { failed } from "./border.js";
import { configured } from "./config.js";
import { run } from "./core.js";
import { DokuError } from "./error.js";
import * as glue from "./generated/glue.js";
import {
  type Operation,
  type Operations,
  type SignaturePolicy,
  type SignatureStatus,
  type SignedOperation,
  secrets,
} from "./generated/operations.js";
import type { Upload as UploadRequest } from "./generated/payloads.js";
import { headerLines } from "./headers.js";
import { type Lost, json, sayable, textOr } from "./json.js";
import { Called, Frame, Read, Upload, restored, unpacked, unsigned } from "./made.js";
import { incoming, received, remembered, window } from "./messages.js";
import { uploadText } from "./partner.js";
import { type Secret, conceal, exposed } from "./secret.js";
import type {
  Answer,
  Body,
  Call,
  Callback,
  Config,
  HeaderSource,
  Near,
  PreparedRequest,
  PreparedUpload,
  Reading,
  Received,
  Sent,
  Stages,
  UnsignedRequest,
  UploadFrame,
} from "./types.js";
import { CONFIG, bytes, known, object, optional, text, utf8 } from "./values.js";

/** `Symbol.dispose`, where the platform has it by now. */
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");

/**
 * One Client-Id at one DOKU: prepares its requests and reads what comes back.
 *
 * It holds no connection and no state. What goes wrong is thrown as a `DokuError`.
 */
export class Doku {
  readonly #glue: glue.Core;
  #isFreed = false;

  constructor(config: Config) {
    this.#glue = run(() => new glue.Core(...configured(config)));
  }

  get #core(): glue.Core {
    if (this.#isFreed) throw failed("expected a Doku in use, got one that was disposed of", CONFIG);
    return this.#glue;
  }

  /** Checks, serialises and signs a request, given as an object or as JSON text. */
  prepare<O extends SignedOperation>(
    operation: O,
    request: Operations[O]["request"] | string,
    call: Call = {},
  ): PreparedRequest<O> {
    return run(() => {
      const [lost, name, id, time] = called(operation, call);
      const given = json(request, lost);
      const prepare = (body: Uint8Array) => this.#core.prepare(name, body, id, time);
      return unpacked(
        operation,
        sayable(lost, () => utf8(given, prepare)),
        given,
      );
    });
  }

  /** As `prepare`, without the signature: sign `stringToSign`, then `attachSignature`. */
  prepareUnsigned<O extends SignedOperation>(
    operation: O,
    request: Operations[O]["request"] | string,
    call: Call = {},
  ): UnsignedRequest<O> {
    return run(() => {
      const [lost, name, id, time] = called(operation, call);
      const given = json(request, lost);
      const prepare = (body: Uint8Array) => this.#core.prepareUnsigned(name, body, id, time);
      return unsigned(
        operation,
        sayable(lost, () => utf8(given, prepare)),
        given,
      );
    });
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
    return run(() => {
      const lost: Lost[] = [];
      const [[given, content], key] = [uploadText(upload, lost), exposed(token ?? "", "token")];
      const border = optional(boundary, "boundary");
      return new Upload(sayable(lost, () => this.#core.prepareUpload(given, content, key, border)));
    });
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
    return run(() => {
      const lost: Lost[] = [];
      const [[given], key] = [uploadText(upload, lost), exposed(token ?? "", "token")];
      const border = optional(boundary, "boundary");
      return new Frame(sayable(lost, () => this.#core.prepareUploadFrame(given, key, border)));
    });
  }

  /** Adds a signature that was made elsewhere: `HMACSHA256=` and base64. */
  attachSignature<O extends SignedOperation>(
    request: PreparedRequest<O>,
    signature: string,
  ): PreparedRequest<O> {
    return run(() => {
      const lines = signedLines(request);
      const packed = this.#core.attachSignature(request, ...lines, text(signature, "signature"));
      return unpacked(request.operation, packed, request.body);
    });
  }

  /** Signs again for a retry: same Request-Id and body, and the current time unless given. */
  resign<O extends SignedOperation>(
    request: PreparedRequest<O>,
    timestamp?: string,
  ): PreparedRequest<O> {
    return run(() => {
      const lines = signedLines(request);
      const packed = this.#core.resign(request, ...lines, optional(timestamp, "timestamp"));
      return unpacked(request.operation, packed, request.body);
    });
  }

  /** As `resign`, without the signature. */
  resignUnsigned<O extends SignedOperation>(
    request: PreparedRequest<O>,
    timestamp?: string,
  ): UnsignedRequest<O> {
    return run(() => {
      const lines = signedLines(request);
      const parts = this.#core.resignUnsigned(request, ...lines, optional(timestamp, "timestamp"));
      return unsigned(request.operation, parts, request.body);
    });
  }

  /**
   * Reads what `serialize` wrote, to send it or to `resign` it; nothing of it is taken unchecked.
   *
   * What another configuration prepared is `not_for_this_request`.
   */
  restore<R extends PreparedRequest | PreparedUpload = PreparedRequest>(stored: string): R {
    return run(() => restored(this.#core.restore(text(stored, "request"))) as unknown as R);
  }

  /** Verifies what came back, then reads it. */
  read<O extends Operation>(
    request: Sent<O>,
    response: Received,
    reading: Reading = {},
  ): Answer<O> {
    return run(() => {
      const [sent, clientId] = remembered(request);
      const parts = received(response);
      const { policy } = object(reading, "options");
      known(reading, ["policy"]);
      const name = optional(policy, "policy");
      const answer = this.#core.read(sent, clientId, ...parts, name);
      answer.body = JSON.parse(answer.body);
      answer.raw = parts[3];
      // What the caller models, the caller has to guard.
      if (request.operation !== "call" && !conceal(answer.body, SECRETS)) throw tooDeep(answer);
      return new Read(answer);
    });
  }

  /** The stages of a request's signature, for any method, target and body. */
  signComponent(method: string, target: string, body: Body | null, call: Required<Call>): Stages {
    return run(() => {
      const [verb, path] = [text(method, "method"), text(target, "target")];
      const content = body === null || body === undefined ? undefined : bytes(body);
      return this.#core.signComponent(verb, path, content, ...both(call));
    });
  }

  /** The stages of the signature on your own reply to an inquiry of DOKU. */
  signReply(target: string, body: Body, call: Required<Call>): Stages {
    return run(() => this.#core.signReply(text(target, "target"), bytes(body), ...both(call)));
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
    return run(() => {
      const [sent, clientId] = remembered(request);
      const [parts, time] = [received(response), window(near)];
      const name = text(policy, "policy");
      return this.#core.verifyResponse(sent, clientId, ...parts, name, ...time) as SignatureStatus;
    });
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
    body: Body,
    near: Near = {},
  ): SignatureStatus {
    return run(() => {
      const [parts, time] = [incoming(target, headers, body), window(near)];
      return this.#core.verifyNotification(...parts, ...time) as SignatureStatus;
    });
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
    body: Body,
    options: Near & Reading = {},
  ): Callback {
    return run(() => {
      const [parts, time] = [incoming(target, headers, body), window(options, ["policy"])];
      const name = text(options.policy ?? "required", "policy");
      return new Called(this.#core.readCallback(...parts, name, ...time), parts[3]);
    });
  }

  /** For your own tests: a response to a request, signed as DOKU signs. */
  signTestResponse(request: Sent, status: number, body: Body, timestamp?: string): Received {
    return run(() => {
      const [sent, raw] = [object(request, "request"), bytes(body)];
      const fake = this.#core.signTestResponse(sent, status, raw, optional(timestamp, "timestamp"));
      return { status, headers: Object.fromEntries(fake.headers), body };
    });
  }

  /** For your own tests: the headers of a notification or callback, signed as DOKU signs. */
  signTestNotification(target: string, body: Body, call: Call = {}): Record<string, string> {
    return run(() => {
      const [path, raw, ids] = [text(target, "target"), bytes(body), either(call)];
      return Object.fromEntries(this.#core.signTestNotification(path, raw, ...ids).headers);
    });
  }

  /** Frees the memory at once; without it, the garbage collector does so later. */
  [DISPOSE](): void {
    if (!this.#isFreed) this.#glue.free();
    this.#isFreed = true;
  }
}

const SECRETS = new Set<string>(secrets);

function called(
  operation: string,
  call: Call,
): [lost: Lost[], name: string, id: string | undefined, time: string | undefined] {
  const { requestId, timestamp } = object(call, "call");
  known(call, IDS);
  const lost: Lost[] = [];
  const [id, time] = [textOr(requestId, "request_id", lost), textOr(timestamp, "timestamp", lost)];
  return [lost, text(operation, "operation"), id, time];
}

function either(call: Call): [id: string | undefined, time: string | undefined] {
  const { requestId, timestamp } = object(call, "call");
  known(call, IDS);
  return [optional(requestId, "request_id"), optional(timestamp, "timestamp")];
}

function both(call: Required<Call>): [id: string, time: string] {
  const { requestId, timestamp } = object(call, "call");
  known(call, IDS);
  return [text(requestId, "request_id"), text(timestamp, "timestamp")];
}

const IDS = ["requestId", "timestamp"];

/** The headers of a request that comes back. */
function signedLines(request: PreparedRequest): [string, number] {
  const { operation, headers } = object(request, "request");
  text(operation, "operation");
  return headerLines(headers);
}

function tooDeep({ httpStatus, signature, raw }: Answer): DokuError {
  const detail =
    "expected an answer of a few levels, got it nested too deeply; DOKU may have acted on the request all the same";
  const parts = { code: "unreadable_response", httpStatus, signature, rawBody: raw } as const;
  return new DokuError({ ...parts, detail });
}
