import { hex } from "./generated/inline.js";
import { moduleOf } from "./hex.js";

/** Compiles the inlined module; the `workerd` copy of the package imports a file instead. */
export const compiled = (): WebAssembly.Module => moduleOf(hex);
