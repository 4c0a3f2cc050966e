import { base64 } from "./generated/inline.js";

/** Compiles the inlined module; the package's `workerd` copy imports it instead. */
export function compiled(): WebAssembly.Module {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new WebAssembly.Module(bytes);
}
