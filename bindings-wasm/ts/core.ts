import { runner } from "./border.js";
import * as glue from "./generated/glue.js";
import { compiled } from "./wasm.js";

/** Calls the core. */
export const run = runner(() => glue.initSync({ module: compiled() }));
