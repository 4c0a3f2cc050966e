// The objects that callers get, each with what a log shows of it.
import type { Violation } from "./error.js";
import type { Operation, SignatureStatus, SignedOperation } from "./generated/operations.js";
import { redacted } from "./stored.js";
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

/** A log shows keys and sizes; for all of it there is `serialize`. */
abstract class Sendable {
  declare readonly operation: Operation;

  /** For logs, many of which write JSON: the redacted form. */
  toJSON(): unknown {
    const { operation } = this;
    try {
      return { operation, ...JSON.parse(redacted(this as unknown as PreparedRequest)) };
    } catch {
      // A log line is no place to fail.
      return { operation };
    }
  }

  [INSPECT](): unknown {
    return this.toJSON();
  }
}

/** The parts of a prepared request, as the core has them. */
export interface Parts {
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

/** The request of the packed text that the core returns. */
export function unpacked<O extends SignedOperation>(
  operation: O,
  packed: string,
  given: string | undefined,
): Prepared<O> {
  const line = packed.split("\n") as Lines;
  const [flag, method, url, target, requestId, timestamp] = line;
  const headers: Record<string, string> = {
    "Client-Id": line[6],
    "Request-Id": requestId,
    "Request-Timestamp": timestamp,
  };
  if (line[7] !== "") headers["Signature"] = line[7];
  if (line[8] !== "") headers["Content-Type"] = line[8];
  let body: string | undefined;
  if (flag === "=") body = given;
  else if (flag === "+") body = line.slice(9).join("\n");
  return new Prepared(operation, { method, url, target, headers, body, requestId, timestamp });
}

/** A request of the parts that the core read in a stored text. */
export function restored(parts: Restored): Prepared<SignedOperation> | Upload {
  const { operation, request, requestId, timestamp } = parts;
  if (operation === "upload_file") return new Upload(request);
  const { headers, body } = request;
  const text = body && new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
  const lines = Object.fromEntries(headers);
  return new Prepared(operation, { ...request, headers: lines, body: text, requestId, timestamp });
}

/** What the core returns of a stored request. */
export interface Restored {
  operation: Operation;
  request: UploadParts;
  requestId: string;
  timestamp: string;
}

/** Flag, method, URL, target, Request-Id, timestamp, Client-Id, Signature, Content-Type, body. */
type Lines = [string, string, string, string, string, string, string, string, string, ...string[]];

export function unsigned<O extends SignedOperation>(
  operation: O,
  { packed, digest, stringToSign }: { packed: string; digest?: string; stringToSign: string },
  given: string | undefined,
): UnsignedRequest<O> {
  return { request: unpacked(operation, packed, given), digest, stringToSign };
}

/** What the core returns of an upload. */
export interface UploadParts {
  method: string;
  url: string;
  target: string;
  headers: [string, string][];
  body: Bytes | undefined;
}

export class Upload extends Sendable implements PreparedUpload {
  declare readonly operation: "upload_file";
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  declare readonly body: Bytes;
  readonly target: string;
  readonly requestId = "";

  constructor({ method, url, target, headers, body }: UploadParts) {
    super();
    this.operation = "upload_file";
    this.method = method;
    this.url = url;
    this.headers = Object.fromEntries(headers);
    if (body !== undefined) this.body = body;
    this.target = target;
  }
}

export class Frame implements UploadFrame {
  readonly request: UploadFrame["request"];
  readonly head: Bytes;
  readonly tail: Bytes;

  constructor({ request, head, tail }: { request: UploadParts; head: Bytes; tail: Bytes }) {
    this.request = new Upload(request);
    this.head = head;
    this.tail = tail;
  }

  /** For logs: not the name of the file. */
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

  /** For logs, many of which write JSON: no body. */
  toJSON(): unknown {
    const { signature, replayed, httpStatus, deviations } = this;
    return { signature, replayed, httpStatus, deviations };
  }

  [INSPECT](): unknown {
    return this.toJSON();
  }
}

export class Called implements Callback {
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

  /** For logs: no body. */
  toJSON(): unknown {
    const { kind, signature, requestId } = this;
    return { kind, signature, requestId };
  }

  [INSPECT](): unknown {
    return this.toJSON();
  }
}
