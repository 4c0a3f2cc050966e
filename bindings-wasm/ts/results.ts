// The objects that callers get, and the form in which a log shows each.
import { DokuError, type Violation } from "./errors.js";
import {
  type Operation,
  type SignatureStatus,
  type SignedOperation,
  secrets,
} from "./generated/operations.js";
import { redacted } from "./redacted.js";
import { conceal } from "./secret.js";
import type {
  Answer,
  Bytes,
  Callback,
  PreparedRequest,
  PreparedUpload,
  UnsignedRequest,
  UploadFrame,
} from "./types.js";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** A request: a log shows keys and sizes, `serialize` writes all of it. */
abstract class Sendable {
  declare readonly operation: Operation;

  /** For logs, many of which write JSON: returns the redacted form. */
  toJSON(): unknown {
    const { operation } = this;
    try {
      return { operation, ...JSON.parse(redacted(this as unknown as PreparedRequest)) };
    } catch {
      // Writing a log line must not fail.
      return { operation };
    }
  }

  [INSPECT](): unknown {
    return this.toJSON();
  }
}

/** The parts of a prepared request. */
interface Parts {
  method: string;
  url: string;
  target: string;
  headers: Record<string, string>;
  body: string | undefined;
  requestId: string;
  timestamp: string;
}

export class Prepared<O extends SignedOperation> extends Sendable implements PreparedRequest<O> {
  declare readonly operation: O;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  declare readonly body?: string;
  readonly target: string;
  readonly requestId: string;
  readonly timestamp: string;

  constructor(operation: O, { method, url, target, headers, body, requestId, timestamp }: Parts) {
    super();
    this.operation = operation;
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.target = target;
    this.requestId = requestId;
    this.timestamp = timestamp;
    if (body !== undefined) this.body = body;
  }
}

/**
 * The request in the packed text that the core returns.
 *
 * Its lines are a flag for the body, method, URL, target, Request-Id, timestamp, a name and a value
 * for each header, an empty line, and the body.
 */
export function unpacked<O extends SignedOperation>(
  operation: O,
  packed: string,
  given: string | undefined,
): Prepared<O> {
  const lines = packed.split("\n");
  const [flag, method, url, target, requestId, timestamp] = lines as Head;
  const headers: Record<string, string> = {};
  let at = 6;
  for (let name = lines[at]; name; name = lines[at]) {
    headers[name] = lines[at + 1] as string;
    at += 2;
  }
  let body: string | undefined;
  if (flag === "=") body = given;
  else if (flag === "+") body = lines.slice(at + 1).join("\n");
  return new Prepared(operation, { method, url, target, headers, body, requestId, timestamp });
}

type Head = [string, string, string, string, string, string, ...string[]];

/** The request that the core read in a stored text. */
export function restored(parts: CoreRequest): Prepared<SignedOperation> | Upload {
  const { operation, headers, body } = parts;
  if (operation === "upload_file") return new Upload(parts);
  const text = body && new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
  return new Prepared(operation, { ...parts, headers: named(headers), body: text });
}

export function unsigned<O extends SignedOperation>(
  operation: O,
  { packed, digest, stringToSign }: { packed: string; digest?: string; stringToSign: string },
  given: string | undefined,
): UnsignedRequest<O> {
  return { request: unpacked(operation, packed, given), digest, stringToSign };
}

/** A header as the core returns it. */
interface CoreHeader {
  name: string;
  value: string;
}

/** A request as the core returns it, with the body as bytes. */
interface CoreRequest extends Omit<Parts, "headers" | "body"> {
  operation: Operation;
  headers: CoreHeader[];
  body: Bytes | undefined;
}

/** Headers as an object. */
export function named(headers: readonly CoreHeader[]): Record<string, string> {
  return Object.fromEntries(headers.map(({ name, value }) => [name, value]));
}

export class Upload extends Sendable implements PreparedUpload {
  declare readonly operation: "upload_file";
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  declare readonly body: Bytes;
  readonly target: string;
  readonly requestId = "";

  constructor({ method, url, target, headers, body }: CoreRequest) {
    super();
    this.operation = "upload_file";
    this.method = method;
    this.url = url;
    this.headers = named(headers);
    if (body !== undefined) this.body = body;
    this.target = target;
  }
}

export class Frame implements UploadFrame {
  readonly request: UploadFrame["request"];
  readonly head: Bytes;
  readonly tail: Bytes;

  constructor({ request, head, tail }: { request: CoreRequest; head: Bytes; tail: Bytes }) {
    this.request = new Upload(request);
    this.head = head;
    this.tail = tail;
  }

  /** For logs: without the name of the file. */
  toJSON(): unknown {
    return { request: this.request };
  }

  [INSPECT](): unknown {
    return this.toJSON();
  }
}

export class Read<O extends Operation> implements Answer<O> {
  readonly signature: SignatureStatus;
  readonly replayed: boolean;
  readonly httpStatus: number;
  readonly body: Answer<O>["body"];
  readonly deviations: readonly Violation[];
  readonly raw: Uint8Array;

  constructor({ signature, replayed, httpStatus, body, deviations, raw }: Answer<O>) {
    this.signature = signature;
    this.replayed = replayed;
    this.httpStatus = httpStatus;
    this.body = body;
    this.deviations = deviations;
    this.raw = raw;
  }

  /** For logs, many of which write JSON: without the body. */
  toJSON(): unknown {
    const { signature, replayed, httpStatus, deviations } = this;
    return { signature, replayed, httpStatus, deviations };
  }

  [INSPECT](): unknown {
    return this.toJSON();
  }
}

/** An answer as the core returns it, with its body as JSON text. */
export interface CoreAnswer extends Omit<Answer, "body" | "raw"> {
  body: string;
}

/** The answer in what the core read. */
export function readable<O extends Operation>(
  operation: O,
  answer: CoreAnswer,
  raw: Uint8Array,
): Answer<O> {
  const body: unknown = JSON.parse(answer.body);
  // The answer to a `call` has no model here: its caller has to guard it.
  if (operation !== "call" && !conceal(body, SECRETS)) throw tooDeep(answer, raw);
  return new Read({ ...answer, body, raw } as Answer<O>);
}

const SECRETS = new Set<string>(secrets);

function tooDeep({ httpStatus, signature }: CoreAnswer, rawBody: Uint8Array): DokuError {
  const detail =
    "expected an answer of a few levels, got it nested too deeply; " +
    "DOKU may have acted on the request all the same";
  const parts = { code: "unreadable_response", httpStatus, signature, rawBody } as const;
  return new DokuError({ ...parts, detail, outcome: "unknown" });
}

export class Arrived implements Callback {
  readonly kind: Callback["kind"];
  readonly signature: SignatureStatus;
  readonly requestId: string | undefined;
  readonly raw: Uint8Array;

  constructor({ kind, signature, requestId }: Omit<Callback, "raw">, raw: Uint8Array) {
    this.kind = kind;
    this.signature = signature;
    this.requestId = requestId;
    this.raw = raw;
  }

  /** For logs: without the body. */
  toJSON(): unknown {
    const { kind, signature, requestId } = this;
    return { kind, signature, requestId };
  }

  [INSPECT](): unknown {
    return this.toJSON();
  }
}
