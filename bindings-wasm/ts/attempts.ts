// One request on its way to one answer: the core says what comes next.
import { received } from "./arguments.js";
import { type Client, coreOf, run } from "./core.js";
import * as glue from "./generated/glue.js";
import type { SignedOperation } from "./generated/operations.js";
import { headerLines } from "./headers.js";
import { type CoreAnswer, type Prepared, type Upload, readable, unpacked } from "./results.js";
import type { Answer, PreparedRequest, PreparedUpload, Received } from "./types.js";
import { bytes, object, optional } from "./values.js";

/** The limits of all attempts together, and what an earlier request found out. */
export interface Limits {
  attempts?: number | undefined;
  seconds?: number | undefined;
  policy?: string | undefined;
  clockShift?: number | undefined;
}

/** What to do next. */
export type Step =
  | { send: Prepared<SignedOperation> | Upload }
  | { wait: number }
  | { sign: string }
  | { answer: Answer };

/** What happened; an answer and a signature have functions of their own. */
export type Happened = "start" | "waited" | "not_sent" | "unknown" | "cancelled";

/** The core's state machine; each step throws the error with which it ends. */
export class Attempts {
  readonly #client: Client;
  readonly #request: PreparedRequest | PreparedUpload;
  readonly #core: glue.Attempts;

  constructor(client: Client, request: PreparedRequest | PreparedUpload, limits: Limits = {}) {
    const { attempts, seconds, policy, clockShift = 0 } = limits;
    const { operation, headers, body } = object(request, "request");
    this.#client = client;
    this.#request = request;
    this.#core = run(() => {
      coreOf(client);
      const isText = operation !== "upload_file" && body !== undefined;
      const parts = [...headerLines(headers), isText ? bytes(body) : undefined] as const;
      const name = optional(policy, "policy");
      return new glue.Attempts(request, ...parts, attempts, seconds, name, clockShift);
    });
  }

  next(event: Happened, now = Date.now(), random = drawn()): Step {
    return this.#step((core) => this.#core.next(core, event, undefined, now, random));
  }

  signed(signature: string, now = Date.now()): Step {
    return this.#step((core) => this.#core.next(core, "signed", signature, now, 0));
  }

  received(response: Received, now = Date.now(), random = drawn()): Step {
    return run(() => {
      const parts = received(response);
      const receive = (core: glue.Core) => this.#core.received(core, ...parts, now, random);
      return this.#step(receive, parts[3]);
    });
  }

  /** Seconds that are added to the host's clock, since DOKU's differs. */
  get clockShift(): number {
    return run(() => {
      coreOf(this.#client);
      return this.#core.clockShift;
    });
  }

  /** Frees the request's copy at once and returns the clock's shift; nothing where both are lost. */
  end(): number | undefined {
    try {
      const { clockShift } = this;
      this.#core.free();
      return clockShift;
    } catch {
      return undefined;
    }
  }

  #step(call: (core: glue.Core) => unknown, raw: Uint8Array = new Uint8Array()): Step {
    return run(() => {
      // First, since it throws where the instance of both is lost.
      const step = call(coreOf(this.#client));
      if (typeof step === "number") return { wait: step };
      if (typeof step === "string") return { send: this.#sendable(step) };
      const made = step as { stringToSign: string } | CoreAnswer;
      if ("stringToSign" in made) return { sign: made.stringToSign };
      return { answer: readable(this.#request.operation, made, raw) };
    });
  }

  #sendable(packed: string): Prepared<SignedOperation> | Upload {
    const request = this.#request;
    if (request.operation === "upload_file") return request as Upload;
    return unpacked(request.operation, packed, request.body);
  }
}

/** 32 random bits by which waits are spread; nobody gains anything by guessing them. */
function drawn(): number {
  return Math.floor(Math.random() * 2 ** 32);
}
