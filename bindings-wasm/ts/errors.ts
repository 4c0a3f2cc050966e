import type { ErrorCode, Retry, SignatureStatus, ViolationCode } from "./generated/operations.js";

/** One value that breaks a rule. */
export interface Violation {
  /** Where, in wire names: `rdl_customer.email`. */
  readonly path: string;
  readonly code: ViolationCode;
  /** The expected and the given kind or size, never the value. */
  readonly detail: string;
}

/** DOKU's own words in a refusal; the message may quote values of the request. */
export interface Gateway {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly type?: string | undefined;
}

/**
 * Whether DOKU has acted on a request that failed.
 *
 * - `not_sent`: nothing reached DOKU.
 * - `refused`: DOKU has refused it, and did not act.
 * - `unknown`: DOKU may have acted. Send the same Request-Id and body again: DOKU acts once.
 * - `done`: DOKU has acted, and its answer cannot be taken as it is.
 */
export type Outcome = "not_sent" | "refused" | "unknown" | "done";

/** The parts of a `DokuError`. */
export interface DokuErrorParts {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly violations?: readonly Violation[];
  readonly httpStatus?: number | undefined;
  readonly gateway?: Gateway | undefined;
  readonly retry?: Retry | undefined;
  readonly signature?: SignatureStatus | undefined;
  readonly rawBody?: Uint8Array | undefined;
  readonly outcome?: Outcome | undefined;
  readonly attempts?: number | undefined;
}

/**
 * The one error of this package. Its text is `code: detail` and holds no given value.
 *
 * `cause` of a `no_answer` is the HTTP client's own error.
 *
 * `instanceof` also holds between the ESM and the CommonJS copy of the package.
 */
export class DokuError extends Error {
  /** Stable code, such as `invalid_request`. */
  readonly code: ErrorCode;
  /** One sentence without any given value. */
  readonly detail: string;
  /** Every broken rule, in document order. */
  readonly violations: readonly Violation[];
  /** HTTP status of the answer, if there was one. */
  readonly httpStatus: number | undefined;
  /** The retry that makes sense after a refusal. */
  readonly retry: DokuErrorParts["retry"];
  /** Whether the refusal was signed. */
  readonly signature: DokuErrorParts["signature"];
  /** Whether DOKU has acted; `undefined` where nothing was sent or read. */
  readonly outcome: Outcome | undefined;
  /** How often `send` sent the request; else 0. */
  readonly attempts: number;
  // Accessors, which logs do not print: both may hold personal data.
  readonly #gateway: Gateway | undefined;
  readonly #rawBody: Uint8Array | undefined;

  constructor(parts: DokuErrorParts) {
    super(`${parts.code}: ${parts.detail}`);
    this.code = parts.code;
    this.detail = parts.detail;
    this.violations = parts.violations ?? [];
    this.httpStatus = parts.httpStatus;
    this.retry = parts.retry;
    this.signature = parts.signature;
    this.outcome = parts.outcome;
    this.attempts = parts.attempts ?? 0;
    this.#gateway = parts.gateway;
    this.#rawBody = parts.rawBody;
  }

  /** DOKU's own code, message and type, after a refusal. */
  get gateway(): Gateway | undefined {
    return this.#gateway;
  }

  /** The bytes of an answer that was refused or cannot be read. */
  get rawBody(): Uint8Array | undefined {
    return this.#rawBody;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== DokuError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === "object" && value !== null && BRAND in value;
  }
}

const BRAND = Symbol.for("dokukit.DokuError");
Object.defineProperties(DokuError.prototype, {
  name: { value: "DokuError", configurable: true, writable: true },
  [BRAND]: { value: true },
});
