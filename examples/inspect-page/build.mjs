// Writes the whole page into one file: target/inspect-page/index.html.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const dokukit = at("../../bindings-wasm/dist/esm/diagnose/index.js");
if (!existsSync(dokukit))
  throw new Error("bindings-wasm is not built: cargo xtask build --only node");

const bundle = async (entry, plugins = []) => {
  const { outputFiles } = await build({
    entryPoints: [at(entry)],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
    plugins,
    write: false,
  });
  return outputFiles[0].text.trim();
};

// The library runs in a worker, whose script is a text in that of the page.
const worker = await bundle("src/worker.ts");
const inlined = {
  name: "the worker as a text",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^worker-source$/ }, ({ path }) => ({ path, namespace: "text" }));
    onLoad({ filter: /.*/, namespace: "text" }, () => ({ contents: worker, loader: "text" }));
  },
};

// Inside an element, these end or change it, wherever they stand in the script.
const script = (await bundle("src/page.ts", [inlined]))
  .replaceAll(/<\/(?=script)/gi, "<\\/")
  .replaceAll("<!--", "\\x3C!--");
const style = await bundle("src/style.css");
if (/<\/style/i.test(style)) throw new Error("the style would end its own element");

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  "worker-src blob:",
  "connect-src 'none'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

let page = await readFile(at("src/index.html"), "utf8");
for (const [mark, text] of Object.entries({ policy, style, script })) {
  const parts = page.split(`{{${mark}}}`);
  if (parts.length !== 2) throw new Error(`index.html has to name {{${mark}}} once`);
  page = parts.join(text);
}
const out = at("../../target/inspect-page/");
await mkdir(out, { recursive: true });
await writeFile(`${out}index.html`, page);
console.log(`target/inspect-page/index.html: ${Math.ceil(Buffer.byteLength(page) / 1024)} KiB`);
