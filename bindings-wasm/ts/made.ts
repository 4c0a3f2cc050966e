// The objects that callers get, each with what a log shows of it.
import type {
  Answer,
  Bytes,
  Callback,
  Operation,
  PreparedRequest,
  PreparedUpload,
  SignatureStatus,
  SignedOperation,
  UnsignedRequest,
  UploadFrame,
} from "./types.js";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** Made of the packed text that the core returns. */
export class Prepared<O extends SignedOperation> implements PreparedRequest<O> {
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
  [INSPECT](): unknown {
    const { operation, method, url, requestId, timestamp } = this;
    return { operation, method, url, requestId, timestamp };
  }
}

/** Flag, method, URL, target, Request-Id, timestamp, Client-Id, Signature, Content-Type, body. */
type Lines = [string, string, string, string, string, string, string, string, string, ...string[]];

export function unsigned<O extends SignedOperation>(
  operation: O,
  { packed, digest, stringToSign }: { packed: string; digest?: string; stringToSign: string },
  given: string | undefined,
): UnsignedRequest<O> {
  return { request: new Prepared(operation, packed, given), digest, stringToSign };
}

/** What the core returns of an upload. */
export interface UploadParts {
  method: string;
  url: string;
  target: string;
  headers: [string, string][];
  body: Bytes | undefined;
}

export class Upload implements PreparedUpload {
  readonly operation = "upload_file";
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  declare readonly body: Bytes;
  readonly target: string;
  readonly requestId = "";

  constructor({ method, url, target, headers, body }: UploadParts) {
    this.method = method;
    this.url = url;
    this.headers = Object.fromEntries(headers);
    if (body !== undefined) this.body = body;
    this.target = target;
  }

  /** No body and no token, but what reading the answer needs. */
  toJSON(): unknown {
    const { operation, method, url, target, requestId } = this;
    return { operation, method, url, target, requestId };
  }

  [INSPECT](): unknown {
    return this.toJSON();
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
  [INSPECT](): unknown {
    return { request: this.request };
  }
}

export class Read<O extends Operation> implements Answer<O> {
  readonly signature: SignatureStatus;
  readonly replayed: boolean;
  readonly httpStatus: number;
  readonly body: Answer<O>["body"];
  readonly raw: Uint8Array;

  constructor({ signature, replayed, httpStatus, body, raw }: Answer<O>) {
    this.signature = signature;
    this.replayed = replayed;
    this.httpStatus = httpStatus;
    this.body = body;
    this.raw = raw;
  }

  /** For logs, many of which write JSON: no body. */
  toJSON(): unknown {
    const { signature, replayed, httpStatus } = this;
    return { signature, replayed, httpStatus };
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
