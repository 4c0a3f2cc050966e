// Makes dist/ from the facade in ts/ and from what the Rust side left in target/: wasm/ (the
// .wasm and its glue), schema/ (the JSON Schemas) and names.json (codes and operations).
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import ts from "typescript";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "../target");
const generated = path.join(root, "ts/generated");
const dist = path.join(root, "dist");

fs.rmSync(dist, { recursive: true, force: true });
fs.rmSync(generated, { recursive: true, force: true });
fs.mkdirSync(generated);
for (const license of ["LICENSE-APACHE", "LICENSE-MIT"]) {
  fs.copyFileSync(path.join(root, "..", license), path.join(root, license));
}

const wasm = fs.readFileSync(path.join(target, "wasm/dokukit_bg.wasm"));
const glue = fs.readFileSync(path.join(target, "wasm/dokukit.js"), "utf8");
fs.copyFileSync(path.join(target, "wasm/dokukit.d.ts"), path.join(generated, "glue.d.ts"));
const write = (name, text) => fs.writeFileSync(path.join(generated, name), text);
// Base64 would be smaller on disk, and a sixth larger once compressed: it hides what repeats.
write("inline.ts", `export const hex: string = "${wasm.toString("hex")}";\n`);
write("payloads.ts", await payloads(path.join(target, "schema")));
write("names.ts", names(JSON.parse(fs.readFileSync(path.join(target, "names.json"), "utf8"))));

const tsc = path.join(root, "node_modules/typescript/bin/tsc");
for (const [format, module] of [
  ["esm", ts.ModuleKind.ES2022],
  ["cjs", ts.ModuleKind.CommonJS],
]) {
  execFileSync(process.execPath, [tsc, "-p", `tsconfig.${format}.json`], {
    cwd: root,
    stdio: "inherit",
  });
  const { outputText } = ts.transpileModule(glue, {
    compilerOptions: { module, target: ts.ScriptTarget.ES2022 },
  });
  fs.writeFileSync(path.join(dist, format, "generated/glue.js"), outputText);
}
fs.writeFileSync(path.join(dist, "cjs/package.json"), '{ "type": "commonjs" }\n');

// Cloudflare's workerd compiles no bytes at run time: it imports the .wasm.
fs.cpSync(path.join(dist, "esm"), path.join(dist, "workerd"), { recursive: true });
fs.rmSync(path.join(dist, "workerd/generated/inline.js"));
fs.rmSync(path.join(dist, "workerd/generated/inline.d.ts"));
fs.writeFileSync(path.join(dist, "workerd/dokukit.wasm"), wasm);
fs.writeFileSync(
  path.join(dist, "workerd/wasm.js"),
  'import module from "./dokukit.wasm";\nexport const compiled = () => module;\n',
);

/** The core's closed lists, as unions. */
function names({ operations, error_codes, violation_codes }) {
  const union = (list) => list.map((name) => `\n  | "${name}"`).join("");
  return `/** What went wrong, as a stable code. */
export type ErrorCode =${union(error_codes)};

/** Which rule a value breaks. */
export type ViolationCode =${union(violation_codes)};

/** The operations that have a model of their own. */
export type ModelledOperation =${union(operations)};
`;
}

/** The payload types of every schema, each type once. */
async function payloads(folder) {
  const texts = [];
  for (const file of fs.readdirSync(folder).sort()) {
    const schema = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
    texts.push(
      await compile(schema, schema.title, { bannerComment: "", style: { printWidth: 100 } }),
    );
  }
  const types = texts.join("\n");
  const names = [...types.matchAll(/^export (?:interface|type) (\w+)/gm)].map((match) => match[1]);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`declared more than once: ${twice.join(", ")}`);
  return types;
}
