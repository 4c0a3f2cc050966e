/** Compiles a module that is inlined as lower-case hexadecimal digits. */
export function moduleOf(hex: string): WebAssembly.Module {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = (digit(hex, 2 * i) << 4) | digit(hex, 2 * i + 1);
  return new WebAssembly.Module(bytes);
}

/** The value of a digit: in ASCII, letters alone have the bit of 64. */
function digit(hex: string, index: number): number {
  const code = hex.charCodeAt(index);
  return (code & 15) + (code >> 6) * 9;
}
