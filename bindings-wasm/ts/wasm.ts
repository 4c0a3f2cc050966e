import { hex } from "./generated/inline.js";
import { moduleOf } from "./hex.js";

/** Compiles the inlined module; the package's `workerd` copy imports it instead. */
export const compiled = (): WebAssembly.Module => moduleOf(hex);
