// Run with `--conditions=workerd`: imports of .wasm give a compiled module, as in Cloudflare's
// runtime, and compiling bytes is refused.
import assert from "node:assert/strict";
import { register } from "node:module";

const hook = `
import { readFile } from "node:fs/promises";
export async function load(url, context, next) {
  if (!url.endsWith(".wasm")) return next(url, context);
  const bytes = await readFile(new URL(url));
  const source = \`export default WebAssembly.forTest(Buffer.from("\${bytes.toString("hex")}", "hex"));\`;
  return { format: "module", source, shortCircuit: true };
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const { Module } = WebAssembly;
WebAssembly.forTest = (bytes) => new Module(bytes);
WebAssembly.Module = class {
  constructor() {
    throw new WebAssembly.CompileError("code generation is not allowed");
  }
  static [Symbol.hasInstance](value) {
    return value instanceof Module;
  }
};

assert.match(import.meta.resolve("dokukit"), /dist\/workerd\/index\.js$/);
assert.match(import.meta.resolve("dokukit/diagnose"), /dist\/workerd\/diagnose\/index\.js$/);
const { Doku } = await import("dokukit");
const { diagnoseSignature } = await import("dokukit/diagnose");
const doku = new Doku({ environment: "test", clientId: "MCH-1", secretKey: "a test key" });
const { url } = doku.prepare("call", { method: "GET", target: "/orders/v1/status/INV-1" });
const config = { environment: "test", clientId: "MCH-1", secretKey: "a test key" };
const headers = doku.signTestNotification("/doku/kyb", "{}");
const moved = { method: "POST", target: "/api/doku/kyb", headers, body: "{}" };
assert.deepEqual(diagnoseSignature(config, moved).map(({ code }) => code), ["path_prefix"]);
assert.equal(url, "https://api-sandbox.doku.com/orders/v1/status/INV-1");
