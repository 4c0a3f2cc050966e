import { hex } from "../generated/diagnose/inline.js";
import { moduleOf } from "../hex.js";

/** As `compiled` of the main module. */
export const compiled = (): WebAssembly.Module => moduleOf(hex);
