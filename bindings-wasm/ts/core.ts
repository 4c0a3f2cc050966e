import { DokuError, type DokuErrorParts } from "./error.js";
import * as glue from "./generated/glue.js";
import { compiled } from "./wasm.js";

let isReady = false;

/** Calls the core, compiling it at first use; what it throws becomes a `DokuError`. */
export function run<T>(call: () => T): T {
  try {
    if (!isReady) {
      glue.initSync({ module: compiled() });
      isReady = true;
    }
    return call();
  } catch (thrown) {
    throw thrown instanceof Error ? thrown : new DokuError(thrown as DokuErrorParts);
  }
}
