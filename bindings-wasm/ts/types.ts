import type { Operations } from "./generated/operations.js";

export type Operation = keyof Operations;

/** The operations that have a signature; an upload has a bearer token: `prepareUpload`. */
export type SignedOperation = Exclude<Operation, "upload_file">;

/** No page shows what these answer, so the body is `null` where it is no JSON object. */
export type UndocumentedOperation = "register_business" | "disburse_rdl";

export interface Config {
  /** DOKU's test or production hosts, or the base URL of a simulator or proxy. */
  environment: "test" | "production" | { baseUrl: string };
  /** The Client-Id from DOKU Back Office. */
  clientId: string;
  /** The secret key; without it, requests are signed elsewhere (`prepareUnsigned`). */
  secretKey?: string | undefined;
  /**
   * Whether the signature of `check_requirements` and `get_business` covers their query.
   *
   * DOKU's pages do not say; `"unsigned"` when left out.
   */
  query?: "unsigned" | "signed" | undefined;
}

/** What makes one call different from the next. */
export interface Call {
  /** At most 128 characters; a random UUID when left out. */
  requestId?: string | undefined;
  /** `YYYY-MM-DDTHH:MM:SSZ` or with an offset; the current time when left out. */
  timestamp?: string | undefined;
}

/** What has to be remembered of a request to read its answer. */
export interface Sent<O extends Operation = Operation> {
  readonly operation: O;
  readonly method: string;
  /** The Request-Target that was signed. */
  readonly target: string;
  /** The Request-Id; empty for an upload, which has none. */
  readonly requestId: string;
}

/** A request to send exactly as it is: `fetch(request.url, request)`. */
export interface PreparedRequest<
  O extends SignedOperation = SignedOperation,
> extends Sent<O> {
  readonly url: string;
  readonly headers: Record<string, string>;
  /** The text that was signed; absent when there is no body. */
  readonly body?: string;
  readonly timestamp: string;
}

/** Bytes as `fetch` takes them: in a buffer that no other thread shares. */
export type Bytes = ReturnType<Uint8Array["slice"]>;

/** An upload to send exactly as it is: `fetch(request.url, request)`. */
export interface PreparedUpload extends Sent<"upload_file"> {
  readonly url: string;
  /** `Authorization` with the token, and `Content-Type` with the boundary. */
  readonly headers: Record<string, string>;
  /** All of `multipart/form-data`. */
  readonly body: Bytes;
}

/** An upload whose file you stream: `head`, then the file's bytes, then `tail`. */
export interface UploadFrame {
  /** The request without its body. */
  readonly request: Omit<PreparedUpload, "body">;
  readonly head: Bytes;
  readonly tail: Bytes;
}

/** A request that lacks only its signature. */
export interface UnsignedRequest<O extends SignedOperation = SignedOperation> {
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

/** A genuine answer. No log and no `JSON.stringify` shows its body: store `answer.body`. */
export interface Answer<O extends Operation = Operation> {
  readonly signature: SignatureStatus;
  /** Whether it is the first answer to this Request-Id, sent again (HTTP 409). */
  readonly replayed: boolean;
  readonly httpStatus: number;
  /** What DOKU answered, in wire names; a token and a key are a `Secret`. */
  readonly body: Operations[O]["answer"] | (O extends UndocumentedOperation ? null : never);
  /** The body's bytes as they came. */
  readonly raw: Uint8Array;
}

/** A moment, as text in UTC and as seconds since 1970. */
export interface Timestamp {
  readonly text: string;
  readonly unix: number;
}
