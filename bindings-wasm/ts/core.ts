/// <reference lib="esnext.disposable" preserve="true" />
import { Module, failed, internal } from "./border.js";
import { configured } from "./config.js";
import * as glue from "./generated/glue.js";
import type { Config } from "./types.js";
import { CONFIG } from "./values.js";
import { compiled } from "./wasm.js";

const wasm = new Module(() => glue.initSync({ module: compiled() }), glue.__wbg_reset_state);

/** Calls the core. */
export const { run } = wasm;

/** `Symbol.dispose`, or the same by its registered name on a platform without it. */
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");

/**
 * The core of a client; throws where it was disposed of or lost.
 *
 * @internal
 */
export let coreOf: (client: Client) => glue.Core;

/** What holds the configured core of a `Doku`. */
export abstract class Client {
  readonly #core: glue.Core;
  readonly #instance: number;
  #isFreed = false;

  constructor(config: Config) {
    this.#core = run(() => new glue.Core(configured(config)));
    this.#instance = wasm.instance;
  }

  static {
    coreOf = (client) => {
      if (client.#isFreed)
        throw failed("expected a Doku in use, got one that was disposed of", CONFIG);
      // Its keys went with the memory of that instance, and are kept nowhere else.
      if (client.#instance !== wasm.instance) throw internal();
      return client.#core;
    };
  }

  /** Frees the memory at once; without it, the garbage collector does so later. */
  [DISPOSE](): void {
    if (!this.#isFreed && this.#instance === wasm.instance) this.#core.free();
    this.#isFreed = true;
  }
}
