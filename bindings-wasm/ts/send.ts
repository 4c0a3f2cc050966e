// From a request to its answer over `fetch`. What is repeated, when and how, the core says.
import { Attempts, type Step } from "./attempts.js";
import type { Client } from "./core.js";
import { DokuError } from "./errors.js";
import type {
  Answer,
  Fetch,
  HeaderSource,
  PreparedRequest,
  PreparedUpload,
  Received,
  Sending,
  Signal,
} from "./types.js";
import { kind, known, object, wrongType } from "./values.js";

/** Sends a prepared request, repeats it as far as that is safe, and returns the answer. */
export async function exchanged(
  client: Client,
  request: PreparedRequest | PreparedUpload,
  options: Sending,
): Promise<Answer> {
  const { attempts, seconds, policy, clock, fetch, timeout = 30 } = object(options, "options");
  known(options, ["attempts", "seconds", "policy", "clock", "fetch", "timeout", "signal", "sign"]);
  const send: Fetch = fetch ?? globalThis.fetch;
  if (typeof send !== "function")
    throw wrongType("fetch", `expected a function, got ${kind(send)}`);
  if (typeof timeout !== "number" || !(timeout > 0))
    throw wrongType("timeout", "expected a number of seconds above 0");
  const clockShift = clock === undefined ? 0 : object(clock, "clock").shift;
  const machine = new Attempts(client, request, { attempts, seconds, policy, clockShift });
  try {
    return await new Exchange(machine, send, timeout, options).run();
  } finally {
    const shift = machine.end();
    if (clock !== undefined && shift !== undefined) clock.shift = shift;
  }
}

/** One request on its way. */
class Exchange {
  readonly #attempts: Attempts;
  readonly #fetch: Fetch;
  readonly #timeout: number;
  readonly #options: Sending;
  /** How often it was sent. */
  #made = 0;
  /** Why the last attempt has no answer. */
  #cause: unknown;

  constructor(attempts: Attempts, fetch: Fetch, timeout: number, options: Sending) {
    this.#attempts = attempts;
    this.#fetch = fetch;
    this.#timeout = timeout;
    this.#options = options;
  }

  async run(): Promise<Answer> {
    try {
      let step = this.#attempts.next(this.#isGivenUp() ? "cancelled" : "start");
      while (!("answer" in step)) step = await this.#after(step);
      return step.answer;
    } catch (thrown) {
      throw thrown instanceof DokuError ? this.#ended(thrown) : thrown;
    }
  }

  async #after(step: Exclude<Step, { answer: Answer }>): Promise<Step> {
    let done: () => Step;
    try {
      if ("send" in step) {
        const response = await this.#sent(step.send);
        done = () => this.#attempts.received(response);
      } else if ("wait" in step) {
        await this.#until((signal) => slept(step.wait, signal));
        done = () => this.#attempts.next("waited");
      } else {
        const { sign } = this.#options;
        const signature = (await this.#until(async () => sign?.(step.sign))) ?? "";
        done = () => this.#attempts.signed(signature);
      }
    } catch (thrown) {
      this.#cause = thrown;
      const isOver = this.#isGivenUp() || !("send" in step);
      const reason = isUnsent(thrown) ? "not_sent" : "unknown";
      return this.#attempts.next(isOver ? "cancelled" : reason);
    }
    return done();
  }

  #sent({ method, url, headers, body }: PreparedRequest | PreparedUpload): Promise<Received> {
    const content = body === undefined ? {} : { body };
    // Without this object as its `this`, which the platform's own rejects.
    const send = this.#fetch;
    this.#made++;
    return this.#until(async (signal) => {
      // The target is signed, and a redirect leads elsewhere.
      const response = await send(url, { method, headers, ...content, redirect: "manual", signal });
      // Read in full under the same timeout: half an answer is none.
      const raw = await response.arrayBuffer();
      const { status, headers: came } = response;
      return { status, headers: came as HeaderSource, body: raw };
    }, this.#timeout);
  }

  /** Waits for work until the caller gives up or the seconds are over, whatever the work does. */
  async #until<T>(work: (signal: Signal) => Promise<T>, seconds?: number): Promise<T> {
    const { signal } = this.#options;
    if (signal?.aborted) throw signal.reason;
    const controller = new AbortController();
    let stop: (reason: unknown) => void = () => {};
    const stopped = new Promise<never>((_, reject) => {
      stop = reject;
    });
    const giveUp = () => stop(signal?.reason);
    const timeUp = () => stop(new DOMException("no answer came in time", "TimeoutError"));
    const timer = seconds === undefined ? undefined : setTimeout(timeUp, milliseconds(seconds));
    signal?.addEventListener("abort", giveUp);
    try {
      return await Promise.race([work(controller.signal), stopped]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
      // Frees what is left of the work: a connection, a timer.
      controller.abort();
    }
  }

  #isGivenUp(): boolean {
    return this.#options.signal?.aborted === true;
  }

  /** The error to throw, which says what is known of DOKU's side. */
  #ended(error: DokuError): Error {
    const isLost = error.outcome === undefined && this.#made > 0;
    const known = isLost ? forgotten(error, this.#made) : error;
    if (known.code !== "no_answer") return known;
    if (this.#cause !== undefined) caused(known, this.#cause);
    const { signal } = this.#options;
    if (!signal?.aborted) return known;
    caused(known, signal.reason);
    // As `fetch` throws it, and not the caller's own object, which may serve other calls as well.
    const isTimeout = (signal.reason as Error | undefined)?.name === "TimeoutError";
    const name = isTimeout ? "TimeoutError" : "AbortError";
    return caused(new DOMException(known.message, name), known);
  }
}

/** An error that the core's attempts know nothing of, such as a panic, after something was sent. */
function forgotten(error: DokuError, attempts: number): DokuError {
  const { code, violations, httpStatus, gateway, retry, signature, rawBody } = error;
  const detail = error.detail.includes(ACTED) ? error.detail : `${error.detail}; ${ACTED}`;
  const parts = { code, detail, violations, httpStatus, gateway, retry, signature, rawBody };
  return new DokuError({ ...parts, outcome: "unknown", attempts });
}

const ACTED = "DOKU may have acted on the request";

function caused<E extends Error>(error: E, cause: unknown): E {
  return Object.defineProperty(error, "cause", { value: cause, configurable: true, writable: true });
}

/**
 * Whether the error of `fetch` says that no connection was made: by Node's names for it.
 *
 * Where a platform does not say so, the outcome is unknown.
 */
function isUnsent(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  const { code, syscall, errors, cause } = error as Record<string, unknown>;
  // One for each address that was tried.
  if (Array.isArray(errors) && errors.length > 0)
    return errors.every((one) => isUnsent(one, depth + 1));
  if (syscall === "connect" || syscall === "getaddrinfo") return true;
  return UNSENT.test(String(code)) || isUnsent(cause, depth + 1);
}

/** undici's timeout of connecting, and certificates that are refused before anything is written. */
const UNSENT =
  /^(UND_ERR_CONNECT_TIMEOUT$|ERR_TLS_CERT_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

function slept(time: number, signal: Signal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.min(time, LONGEST));
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}

function milliseconds(seconds: number): number {
  return Math.min(seconds * 1000, LONGEST);
}

/** The longest time that `setTimeout` takes; with a longer one it fires at once. */
const LONGEST = 2 ** 31 - 1;
