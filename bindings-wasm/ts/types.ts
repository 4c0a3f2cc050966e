import type { Violation } from "./errors.js";
import type {
  CallbackKind,
  Operation,
  Operations,
  SignaturePolicy,
  SignatureStatus,
  SignedOperation,
  UndocumentedOperation,
} from "./generated/operations.js";

export interface Config {
  /** DOKU's test or production hosts, or the base URL of a simulator or proxy. */
  environment: "test" | "production" | { baseUrl: string };
  /** The Client-Id from DOKU Back Office. */
  clientId: string;
  /** The secret key; without it, requests are signed elsewhere (`prepareUnsigned`). */
  secretKey?: string | undefined;
  /**
   * Earlier secret keys, with which incoming messages may still be signed while a key is replaced.
   *
   * Nothing is ever signed with them.
   */
  previousSecretKeys?: readonly string[] | undefined;
  /**
   * Accepts incoming Signature headers without `HMACSHA256=` or without padding, as a third party
   * reports of one gateway; `false` when left out.
   */
  acceptBareSignatures?: boolean | undefined;
  /**
   * Whether the signature of `check_requirements` and `get_business` covers their query.
   *
   * DOKU's pages do not say; `"unsigned"` when left out.
   */
  query?: "unsigned" | "signed" | undefined;
  /**
   * Which answers have to be signed: the strictest of this, the one given to `read`, and the
   * operation's own.
   */
  policy?: SignaturePolicy | undefined;
  /** Allows a base URL of `http://` to a host that is not this machine; `false` when left out. */
  allowPlainHttp?: boolean | undefined;
}

/** The Request-Id and the time of one request. */
export interface Stamp {
  /** At most 128 characters; a random UUID when left out. */
  requestId?: string | undefined;
  /** `YYYY-MM-DDTHH:MM:SSZ` or with an offset; the current time when left out. */
  timestamp?: string | undefined;
}

/** The parts of a request that are needed to read its answer. */
export interface Sent<O extends Operation = Operation> {
  /** May be left out for `verifyResponse`; `read` needs it. */
  readonly operation?: O;
  readonly method: string;
  /** The Request-Target that was signed. */
  readonly target: string;
  /** The Request-Id; empty for an upload, which has none. */
  readonly requestId: string;
  /** The URL that it was sent to; an answer to another configuration's URL is rejected. */
  readonly url?: string | undefined;
  /** The Client-Id that it was sent with, compared as `url` is; that of `headers` when left out. */
  readonly clientId?: string | undefined;
  /** The headers that it was sent with. */
  readonly headers?: HeaderSource | undefined;
}

/** A request to send exactly as it is: `fetch(request.url, request)`. */
export interface PreparedRequest<O extends SignedOperation = SignedOperation> extends Sent<O> {
  readonly operation: O;
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
  readonly operation: "upload_file";
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

/** The stages of a signature. */
export interface Stages {
  /** Base64 of the body's SHA-256; `undefined` when the component has no Digest line. */
  readonly digest: string | undefined;
  readonly stringToSign: string;
  /** `HMACSHA256=` and base64. */
  readonly signature: string;
}

/**
 * Headers as hosts have them: a `Headers` object, pairs of a name and a value or values, an object
 * of texts or lists, or the flat list of Node's `rawHeaders`.
 *
 * A value that is not text is ignored, unless its header is one that is signed. An empty object is
 * rejected, since a copy of a `Headers` object is one: give `[]` for no headers.
 */
export type HeaderSource =
  Iterable<readonly [string, unknown]> | readonly string[] | { readonly [name: string]: unknown };

/** A body exactly as it came, before any parsing: bytes, or the text that they are in UTF-8. */
export type Body = string | Uint8Array | ArrayBufferView | ArrayBuffer | SharedArrayBuffer;

/** What an HTTP client received. */
export interface Received {
  readonly status: number;
  readonly headers: HeaderSource;
  readonly body: Body;
}

/** Options of reading an answer. */
export interface Reading {
  /** As in the configuration, for this answer. */
  policy?: SignaturePolicy | undefined;
}

/** The platform's `AbortSignal`, or any object that does the same. */
export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : never;

/** What `send` needs of a `fetch`; it has to leave redirects unfollowed. */
export type Fetch = (
  url: string,
  request: {
    method: string;
    headers: Record<string, string>;
    body?: string | Bytes;
    redirect: "manual";
    signal: Signal;
  },
) => Promise<{
  readonly status: number;
  /** A `HeaderSource`; TypeScript may have a type of `Headers` that cannot be iterated. */
  readonly headers: object;
  arrayBuffer(): Promise<ArrayBuffer>;
}>;

/** Options of sending a request. */
export interface Sending extends Reading {
  /** The platform's when left out. */
  fetch?: Fetch | undefined;
  /** Gives up, in a wait as well. Whether DOKU has acted, the error's `cause` says. */
  signal?: Signal | undefined;
  /** How often it is sent at most; 3 when left out. */
  attempts?: number | undefined;
  /** Seconds after which no attempt begins; 60 when left out. */
  seconds?: number | undefined;
  /** Seconds that each attempt may take; 30 when left out. */
  timeout?: number | undefined;
  /** Signs the string to sign of each attempt, for a `Doku` without a key: `HMACSHA256=` and base64. */
  sign?: ((stringToSign: string) => string | Promise<string>) | undefined;
  /**
   * Seconds to add to this machine's clock, `{ shift: 0 }` at first.
   *
   * What an answer tells of DOKU's clock is kept in it: give the same object with each call.
   */
  clock?: { shift: number } | undefined;
}

/** The window in which a signed timestamp must lie; any is accepted when both are left out. */
export interface Near {
  /** In seconds since 1970; the current time when only `tolerance` is given. */
  now?: number | undefined;
  /** The largest difference in seconds, on either side: a day when left out. */
  tolerance?: number | undefined;
}

/**
 * A genuine KYB callback.
 *
 * DOKU documents its kinds and nothing of its payload: for the state that it announces, read
 * `get_business`.
 */
export interface Callback {
  /**
   * The body's `type`, which is an assumption; without one, the only text at its top level that
   * is a documented kind; `undefined` when there is none.
   */
  readonly kind: CallbackKind | undefined;
  readonly signature: SignatureStatus;
  /** The Request-Id header: handle each once. */
  readonly requestId: string | undefined;
  /** The body's bytes as they came. */
  readonly raw: Uint8Array;
}

/** A genuine answer. Logs and `JSON.stringify` do not show its body: store `answer.body`. */
export interface Answer<O extends Operation = Operation> {
  readonly signature: SignatureStatus;
  /** Whether it is the first answer to this Request-Id, sent again (HTTP 409). */
  readonly replayed: boolean;
  readonly httpStatus: number;
  /** DOKU's answer, in wire names; a token and a key are a `Secret`. */
  readonly body: Operations[O]["answer"] | (O extends UndocumentedOperation ? null : never);
  /** Optional parts that were not as documented: `body` lacks them, `raw` has them. Often empty. */
  readonly deviations: readonly Violation[];
  /** The body's bytes as they came. */
  readonly raw: Uint8Array;
}

/** A timestamp, as text in UTC and as seconds since 1970. */
export interface Timestamp {
  readonly text: string;
  readonly unix: number;
}
