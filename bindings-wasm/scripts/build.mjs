// Makes dist/ from the facade in ts/ and from what the Rust side left in target/: wasm/ (the two modules
// and their glue), schema/ (the JSON Schemas) and facade/typescript/ (operations and codes).
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { compile } from "json-schema-to-typescript";
import ts from "typescript";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "../target");
const generated = path.join(root, "ts/generated");
const dist = path.join(root, "dist");

fs.rmSync(dist, { recursive: true, force: true });
fs.rmSync(generated, { recursive: true, force: true });
const write = (name, text) => fs.writeFileSync(path.join(generated, name), text);

/** Each module, and the folder of its entry point, and in `generated` of what is made for it. */
const modules = [
  { name: "dokukit", own: "." },
  { name: "diagnose", own: "diagnose" },
].map((module) => {
  const from = (suffix) => path.join(target, `wasm/${module.name}${suffix}`);
  const [wasm, glue] = [fs.readFileSync(from("_bg.wasm")), fs.readFileSync(from(".js"), "utf8")];
  fs.mkdirSync(path.join(generated, module.own), { recursive: true });
  fs.copyFileSync(from(".d.ts"), path.join(generated, module.own, "glue.d.ts"));
  // Base64 would be smaller on disk, and a sixth larger once compressed: it hides what repeats.
  write(`${module.own}/inline.ts`, `export const hex: string = "${wasm.toString("hex")}";\n`);
  return { ...module, wasm, glue: lazy(glue) };
});
write("payloads.ts", await payloads(path.join(target, "schema")));
fs.copyFileSync(path.join(target, "facade/typescript/operations.ts"), path.join(generated, "operations.ts"));

const tsc = path.join(root, "node_modules/typescript/bin/tsc");
for (const [format, module] of [
  ["esm", ts.ModuleKind.ES2022],
  ["cjs", ts.ModuleKind.CommonJS],
]) {
  execFileSync(process.execPath, [tsc, "-p", `tsconfig.${format}.json`], {
    cwd: root,
    stdio: "inherit",
  });
  for (const { glue, own } of modules) {
    const { outputText } = ts.transpileModule(glue, {
      compilerOptions: { module, target: ts.ScriptTarget.ES2022, removeComments: true },
    });
    fs.writeFileSync(path.join(dist, format, "generated", own, "glue.js"), outputText);
  }
}
fs.writeFileSync(path.join(dist, "cjs/package.json"), '{ "type": "commonjs" }\n');

// Cloudflare's workerd compiles no bytes at run time: it imports the .wasm.
fs.cpSync(path.join(dist, "esm"), path.join(dist, "workerd"), { recursive: true });
for (const unused of ["hex.js", "hex.d.ts"]) fs.rmSync(path.join(dist, "workerd", unused));
for (const { name, own, wasm } of modules) {
  for (const inlined of ["inline.js", "inline.d.ts"])
    fs.rmSync(path.join(dist, "workerd/generated", own, inlined));
  fs.writeFileSync(path.join(dist, "workerd", own, `${name}.wasm`), wasm);
  fs.writeFileSync(
    path.join(dist, "workerd", own, "wasm.js"),
    `import module from "./${name}.wasm";\nexport const compiled = () => module;\n`,
  );
}

/** The glue, which makes its coders while it is imported, when jsdom has none: here at first use. */
function lazy(glue) {
  const decoder = /^let cachedTextDecoder = (new TextDecoder\(.*\));\ncachedTextDecoder\.decode\(\);$/m;
  // All our platforms have `encodeInto`, for which the glue has a substitute.
  const encoder = /^const cachedTextEncoder = (new TextEncoder\(\));\n\nif [^]*?^}$/m;
  const made = [decoder.exec(glue)?.[1], encoder.exec(glue)?.[1]];
  const text = glue
    .replace(decoder, "let cachedTextDecoder;")
    .replace("return cachedTextDecoder.decode", `cachedTextDecoder ??= ${made[0]};\n    $&`)
    .replace(encoder, "let cachedTextEncoder;")
    .replace(/cachedTextEncoder(?=\.encode)/g, `(cachedTextEncoder ??= ${made[1]})`);
  if (made.includes(undefined) || text.match(/^\S.*new Text/m)) throw new Error("the glue has changed");
  return text;
}

/** The types of every schema, each once, although several schemas may define it. */
async function payloads(folder) {
  const types = new Map();
  for (const file of fs.readdirSync(folder).sort()) {
    const { $defs, ...root } = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
    for (const schema of [root, ...Object.values($defs ?? {})]) {
      const { title } = schema;
      delete schema.$schema;
      if (types.has(title) && !isDeepStrictEqual(types.get(title), schema))
        throw new Error(`two types have the name ${title}`);
      types.set(title, schema);
    }
  }
  const options = { bannerComment: "", style: { printWidth: 100 } };
  const texts = ['import type { Secret } from "../secret.js";\n'];
  for (const [title, schema] of types) texts.push(await compile(typed(schema), title, options));
  return texts.join("\n");
}

/** A schema with the types that TypeScript has and JSON lacks. */
function typed(schema) {
  const { $ref, writeOnly, examples, items, properties } = schema;
  if ($ref) return { ...schema, $ref: undefined, tsType: path.basename($ref) };
  if (writeOnly) return { ...schema, tsType: "Secret" };
  // Known values of an open list: editors offer them, and take any other.
  if (examples) {
    const known = examples.map((value) => JSON.stringify(value));
    return { ...schema, tsType: [...known, "(string & {})"].join(" | ") };
  }
  if (items) return { ...schema, items: typed(items) };
  if (!properties) return schema;
  const required = new Set(schema.required);
  const entries = Object.entries(properties).map(([name, property]) => {
    if (property.contentEncoding !== "base64") return [name, typed(property)];
    // Bytes as bytes; the facade makes the base64.
    if (required.delete(name)) required.add("content");
    return ["content", { description: "The bytes.", tsType: "Uint8Array" }];
  });
  return { ...schema, properties: Object.fromEntries(entries), required: [...required] };
}
