import { hex } from "./generated/inline.js";

/** Compiles the inlined module; the package's `workerd` copy imports it instead. */
export function compiled(): WebAssembly.Module {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (digit(2 * i) << 4) | digit(2 * i + 1);
  return new WebAssembly.Module(bytes);
}

/** The value of a lower-case hexadecimal digit: in ASCII, letters alone have the bit of 64. */
function digit(index: number): number {
  const code = hex.charCodeAt(index);
  return (code & 15) + (code >> 6) * 9;
}
