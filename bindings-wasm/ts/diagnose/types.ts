import type { Body, HeaderSource } from "../types.js";

/** A message as it came or as you sent it. */
export interface SignedMessage {
  readonly method: string;
  /** The path that you believe was signed; to diagnose, a query or a whole URL is fine. */
  readonly target: string;
  readonly headers: HeaderSource;
  /** The body exactly as it came; nothing when left out. */
  readonly body?: Body | undefined;
}

/** Other keys, targets and ids that the signer may have used, at most 20 of each. */
export interface Candidates {
  /** Such as the one of the other environment. */
  secretKeys?: readonly string[] | undefined;
  /** Such as the public URL in front of a proxy. */
  targets?: readonly string[] | undefined;
  clientIds?: readonly string[] | undefined;
  requestIds?: readonly string[] | undefined;
}

/** One mistake that explains a signature, alone or together with the other findings. */
export interface Finding {
  /** Stable, such as `body_reserialised`. */
  readonly code: string;
  /** What was signed and what to do, in a sentence without any secret. */
  readonly detail: string;
  /** Index of the candidate that matched, in its own list. */
  readonly candidate: number | undefined;
  /**
   * Whether the signature matches under it, or the headers alone are refused for it. Otherwise it
   * is a hint: a suspicious fact. `wrong_secret` is proven where it stands alone.
   */
  readonly proven: boolean;
}

/** Every stage of the signature that a message should have; no secret is in it. */
export interface Explanation {
  readonly stringToSign: string;
  readonly stringToSignBytes: number;
  /** Base64 of the body's SHA-256; `undefined` when the component has no Digest line. */
  readonly digest: string | undefined;
  readonly bodyBytes: number;
  /** The beginning of the signature that these parts and this secret key give, then `…`. */
  readonly signature: string;
  /** The Signature header as it came. */
  readonly received: string | undefined;
  /** Whether they are the same 32 bytes, both properly written. */
  readonly matches: boolean;
}
