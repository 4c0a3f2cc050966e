// The client: what is sent, its answers, and what is stored of both.
import { fullStamp, knownStamp, received, remembered } from "./arguments.js";
import { coreOf, run } from "./core.js";
import type { Operation, Operations, SignedOperation } from "./generated/operations.js";
import type { Upload as UploadRequest } from "./generated/payloads.js";
import { headerLines } from "./headers.js";
import { Incoming } from "./incoming.js";
import { type Lost, json, sayable, textOr } from "./json.js";
import { uploadText } from "./onboarding.js";
import { Frame, Upload, readable, restored, unpacked, unsigned } from "./results.js";
import { type Secret, exposed } from "./secret.js";
import { exchanged } from "./send.js";
import type {
  Answer,
  Body,
  PreparedRequest,
  PreparedUpload,
  Reading,
  Received,
  Sending,
  Sent,
  Stages,
  Stamp,
  UnsignedRequest,
  UploadFrame,
} from "./types.js";
import { bytes, known, object, optional, text, utf8 } from "./values.js";

/**
 * The client: one Client-Id in one environment, with its keys.
 *
 * It prepares requests, sends them or reads what came back, holds no connection, and throws every failure
 * as a `DokuError`. After an `internal_error`, which is a bug in this library, make a new `Doku`:
 * the keys of the old one are lost, and each of its calls throws `internal_error` again.
 */
export class Doku extends Incoming {
  /** Checks, serialises and signs a request, given as an object or as JSON text. */
  prepare<O extends SignedOperation>(
    operation: O,
    request: Operations[O]["request"] | string,
    stamp: Stamp = {},
  ): PreparedRequest<O> {
    return run(() => {
      const [lost, name, id, time] = stamped(operation, stamp);
      const given = json(request, lost);
      const prepare = (body: Uint8Array) => coreOf(this).prepare(name, body, id, time);
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
    stamp: Stamp = {},
  ): UnsignedRequest<O> {
    return run(() => {
      const [lost, name, id, time] = stamped(operation, stamp);
      const given = json(request, lost);
      const prepare = (body: Uint8Array) => coreOf(this).prepareUnsigned(name, body, id, time);
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
      const prepare = () => coreOf(this).prepareUpload(given, content, key, border);
      return new Upload(sayable(lost, prepare));
    });
  }

  /**
   * As `prepareUpload`, for a file that you stream: `content` has at least its first
   * `FILE_HEAD_BYTES`.
   *
   * The body's length is that of `head`, file and `tail` together. The streamed bytes are not
   * searched for the boundary, so leave it out or give a random one.
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
      return new Frame(sayable(lost, () => coreOf(this).prepareUploadFrame(given, key, border)));
    });
  }

  /** Adds a signature that was made elsewhere: `HMACSHA256=` and base64. */
  attachSignature<O extends SignedOperation>(
    request: PreparedRequest<O>,
    signature: string,
  ): PreparedRequest<O> {
    return run(() => {
      const lines = signedLines(request);
      const packed = coreOf(this).attachSignature(request, ...lines, text(signature, "signature"));
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
      const packed = coreOf(this).resign(request, ...lines, optional(timestamp, "timestamp"));
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
      const time = optional(timestamp, "timestamp");
      const parts = coreOf(this).resignUnsigned(request, ...lines, time);
      return unsigned(request.operation, parts, request.body);
    });
  }

  /**
   * Reads a request that `serialize` wrote, to send it or to `resign` it; every part is checked.
   *
   * A request that another configuration prepared is `not_for_this_request`.
   */
  restore<R extends PreparedRequest | PreparedUpload = PreparedRequest>(stored: string): R {
    return run(() => restored(coreOf(this).restore(text(stored, "request"))) as unknown as R);
  }

  /**
   * Sends a request, repeats it as far as that is safe, and returns the answer.
   *
   * The request is prepared (or restored), or an operation and what `prepare` takes. It keeps its
   * Request-Id and body, so that DOKU acts once. A failure is a `DokuError` with `outcome`, after
   * the caller's `signal` an `AbortError` or `TimeoutError` that has it as its `cause`.
   */
  send<R extends PreparedRequest | PreparedUpload>(
    request: R,
    options?: Sending,
  ): Promise<Answer<R["operation"]>>;
  send<O extends SignedOperation>(
    operation: O,
    request: Operations[O]["request"] | string,
    options?: Sending & Stamp,
  ): Promise<Answer<O>>;
  async send(
    given: SignedOperation | PreparedRequest | PreparedUpload,
    ...rest: [request?: unknown, options?: Sending & Stamp]
  ): Promise<Answer> {
    if (typeof given !== "string")
      return exchanged(this, object(given, "request"), (rest[0] as Sending | undefined) ?? {});
    const { requestId, timestamp, ...options } = object(rest[1] ?? {}, "options");
    const request = rest[0] as Operations[SignedOperation]["request"];
    const stamp = { requestId, timestamp };
    // Who signs elsewhere has no key here: the attempts ask for each signature.
    const prepared = options.sign
      ? this.prepareUnsigned(given, request, stamp).request
      : this.prepare(given, request, stamp);
    return exchanged(this, prepared, options);
  }

  /** Verifies the answer to a request, then reads it. */
  read<O extends Operation>(
    request: Sent<O> & { readonly operation: O },
    response: Received,
    reading: Reading = {},
  ): Answer<O> {
    return run(() => {
      const [sent, clientId] = remembered(request);
      const parts = received(response);
      const { policy } = object(reading, "options");
      known(reading, ["policy"]);
      const name = optional(policy, "policy");
      const answer = coreOf(this).read(sent, clientId, ...parts, name);
      return readable(request.operation ?? ("call" as O), answer, parts[3]);
    });
  }

  /** Returns the stages of a request's signature, for any method, target and body. */
  signComponent(method: string, target: string, body: Body | null, stamp: Required<Stamp>): Stages {
    return run(() => {
      const [verb, path] = [text(method, "method"), text(target, "target")];
      const content = body === null || body === undefined ? undefined : bytes(body);
      return coreOf(this).signComponent(verb, path, content, ...fullStamp(stamp));
    });
  }
}

/** The values that could not be read, operation, Request-Id and timestamp. */
function stamped(
  operation: string,
  stamp: Stamp,
): [lost: Lost[], name: string, id: string | undefined, time: string | undefined] {
  const { requestId, timestamp } = knownStamp(stamp);
  const lost: Lost[] = [];
  const [id, time] = [textOr(requestId, "request_id", lost), textOr(timestamp, "timestamp", lost)];
  return [lost, text(operation, "operation"), id, time];
}

/** The headers of a prepared request. */
function signedLines(request: PreparedRequest): [string, number] {
  const { operation, headers } = object(request, "request");
  text(operation, "operation");
  return headerLines(headers);
}
