import { DokuError, type DokuErrorParts } from "./errors.js";

/** A WebAssembly module: compiled at the first call, and instantiated again after a trap. */
export class Module {
  readonly #start: () => void;
  readonly #restart: () => void;
  #state: "new" | "ready" | "broken" = "new";
  #instance = 0;

  constructor(start: () => void, restart: () => void) {
    this.#start = start;
    this.#restart = restart;
  }

  /** The number of the instance; an object of an earlier one is lost. */
  get instance(): number {
    return this.#instance;
  }

  /**
   * Calls the module and turns everything that is thrown into a `DokuError`.
   *
   * Everything, since a program takes any other error for one of its HTTP client and sends again.
   */
  readonly run = <T>(call: () => T): T => {
    try {
      if (this.#state !== "ready") this.#makeReady();
      return call();
    } catch (thrown) {
      if (thrown instanceof DokuError) throw thrown;
      if (thrown instanceof WebAssembly.RuntimeError) {
        // A panic of the core, after which the instance's memory may be in any state.
        this.#state = "broken";
        this.#instance++;
        throw internal();
      }
      if (isRefusal(thrown)) throw new DokuError(thrown);
      // Without its text, which may quote what was given.
      throw failed("expected values that can be read, got one that throws");
    }
  };

  #makeReady(): void {
    if (typeof TextDecoder !== "function" || typeof TextEncoder !== "function")
      throw failed(
        "expected a platform with TextEncoder and TextDecoder, got one without",
        "invalid_config",
      );
    if (this.#state === "new") this.#start();
    else this.#restart();
    this.#state = "ready";
  }
}

/** Whether the core threw it: the parts of an error. */
function isRefusal(thrown: unknown): thrown is DokuErrorParts {
  if (thrown instanceof Error) return false;
  return typeof thrown === "object" && thrown !== null && "violations" in thrown;
}

/** The error of a bug in this library. */
export function internal(): DokuError {
  return failed("the library failed, which is a bug in it", "internal_error");
}

export function failed(
  detail: string,
  code: DokuErrorParts["code"] = "invalid_request",
): DokuError {
  return new DokuError({ code, detail });
}
