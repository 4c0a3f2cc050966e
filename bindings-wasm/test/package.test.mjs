// The package as a whole: its types, its manifest, and what npm would pack.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const out = fs.mkdtempSync(path.join(os.tmpdir(), "dokukit-npm-"));
after(() => fs.rmSync(out, { recursive: true }));

/** What a program of one import ships, and the module in it, compressed with gzip: at most so many KiB. */
const LIMITS = {
  dokukit: { esm: 124.5, cjs: 127, workerd: 112, wasm: 99 },
  "dokukit/diagnose": { esm: 186, cjs: 188, workerd: 167, wasm: 161 },
};

/** Runs a tool of the package and returns its output; a failure shows it. */
function tool(name, ...args) {
  const program = path.join(root, "node_modules/.bin", name);
  try {
    return execFileSync(program, args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    throw new Error(`${name}: ${error.stdout}${error.stderr}`);
  }
}

const [packed] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--pack-destination", out], {
    cwd: root,
    encoding: "utf8",
  }),
);
const files = packed.files.map((file) => file.path);
const read = (file) => fs.readFileSync(path.join(root, file));

test("the types say what the tests of the types say", () => tool("tsc", "-p", "test"));
test("publint has nothing to say", () => tool("publint", "--strict"));
test("are the types wrong? no", () => tool("attw", path.join(out, packed.filename)));

test("licences, readme and nothing but the built package are packed", () => {
  const others = files.filter((file) => !file.startsWith("dist/"));
  assert.deepEqual(others.sort(), [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "THIRD-PARTY-NOTICES.txt",
    "package.json",
  ]);
});

test("types come first in every condition", () => {
  const { exports } = JSON.parse(read("package.json"));
  assert.deepEqual(Object.keys(exports), [".", "./diagnose", "./package.json"]);
  for (const conditions of [exports["."], exports["./diagnose"]]) {
    assert.deepEqual(Object.keys(conditions), ["workerd", "import", "require"]);
    for (const condition of Object.values(conditions)) {
      assert.deepEqual(Object.keys(condition), ["types", "default"]);
      for (const file of Object.values(condition)) assert.ok(files.includes(file.slice(2)), file);
    }
  }
});

test("the workerd copy imports the modules and carries no inlined one", () => {
  const copy = files.filter(
    (file) => file.startsWith("dist/workerd/") && /\.(js|wasm)$/.test(file),
  );
  assert.equal(
    copy.some((file) => read(file).includes("0061736d01")),
    false,
  );
  for (const [wasm, inlined, importer] of [
    ["dokukit.wasm", "inline.js", "wasm.js"],
    ["diagnose/diagnose.wasm", "diagnose/inline.js", "diagnose/wasm.js"],
  ]) {
    const text = String(read(`dist/esm/generated/${inlined}`));
    assert.ok(text.includes(read(`dist/workerd/${wasm}`).toString("hex")));
    const name = path.basename(wasm);
    assert.ok(String(read(`dist/workerd/${importer}`)).includes(`from "./${name}"`), importer);
  }
});

test("the workerd copy runs where bytes may not be compiled", () => {
  execFileSync(process.execPath, ["--conditions=workerd", "test/workerd.mjs"], { cwd: root });
});

/** What esbuild makes of a program that uses all of an entry point. */
async function bundled(entry, copy) {
  const project = path.join(out, "project");
  fs.mkdirSync(path.join(project, "node_modules"), { recursive: true });
  const link = path.join(project, "node_modules/dokukit");
  if (!fs.existsSync(link)) fs.symlinkSync(root, link, "dir");
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: copy === "cjs" ? `module.exports = require("${entry}");` : `export * from "${entry}";`,
      resolveDir: project,
    },
    bundle: true,
    minify: true,
    format: copy === "cjs" ? "cjs" : "esm",
    conditions: copy === "workerd" ? ["workerd"] : [],
    loader: { ".wasm": "binary" },
    metafile: true,
    write: false,
    outdir: out,
  });
  assert.equal(outputFiles.length, 1);
  return { text: outputFiles[0].text, inputs: Object.keys(metafile.inputs) };
}

const MODULES = {
  dokukit: read("dist/workerd/dokukit.wasm"),
  "dokukit/diagnose": read("dist/workerd/diagnose/diagnose.wasm"),
};
const size = (content) => gzipSync(content, { level: 9 }).length;
/** The codes of findings, of which every program with a diagnosis has all. */
const codes = [...String(read("../docs/diagnosis.md")).matchAll(/^\| `([a-z0-9_]+)` /gm)].map(([, code]) => code);

for (const [entry, own] of Object.entries(MODULES))
  for (const copy of ["esm", "cjs", "workerd"])
    test(`a program that imports ${entry} as ${copy} ships that module alone`, async (t) => {
      const { text, inputs } = await bundled(entry, copy);
      const ofDiagnosis = inputs.filter((input) => input.includes("/diagnose/"));
      assert.equal(ofDiagnosis.length > 0, entry === "dokukit/diagnose", ofDiagnosis.join());
      // Without the workerd condition's loader, which makes base64 of it.
      if (copy !== "workerd")
        for (const module of Object.values(MODULES))
          assert.equal(text.includes(module.toString("hex")), module === own);
      if (copy === "workerd") {
        const shipped = inputs.filter((input) => input.endsWith(".wasm"));
        assert.deepEqual(shipped.map((input) => path.basename(input)), [`${path.basename(entry)}.wasm`]);
      }
      const bytes = copy === "workerd" ? size(own) + size(withoutModule(text)) : size(text);
      t.diagnostic(`gzip: ${bytes} bytes`);
      assert.ok(bytes < LIMITS[entry][copy] * 1024, `${bytes} bytes`);
    });

/** A bundle without the module that a loader put into it: workerd's tools ship it as a file. */
function withoutModule(text) {
  return text.replace(/"[A-Za-z0-9+/=]{10000,}"/, '""');
}

test("the main module has no word of diagnosis, and both are small", (t) => {
  assert.ok(codes.length > 50, `only ${codes.length} codes`);
  const [main, diagnose] = Object.values(MODULES).map((module) => module.toString("latin1"));
  for (const code of codes) assert.ok(diagnose.includes(code), code);
  // A code may be a word of something else as well, but a sentence of it is not.
  const own = codes.filter((code) => main.includes(code));
  assert.deepEqual(own, []);
  for (const words of ["Laravel", "System.Text.Json", "no pair explains it", "a router or proxy"])
    assert.equal(main.includes(words), false, words);
  for (const [entry, module] of Object.entries(MODULES)) {
    t.diagnostic(`${entry}: ${module.length} bytes, gzip ${size(module)}`);
    assert.ok(size(module) < LIMITS[entry].wasm * 1024, `${entry}: ${size(module)} bytes`);
  }
});

test("nothing that is packed names a folder of this machine or a registry", () => {
  const home = os.homedir();
  for (const file of files) {
    const text = read(file).toString("latin1");
    assert.equal(text.includes(`${home}/`), false, file);
    assert.equal(
      /registry|index\.crates\.io/.test(file.endsWith(".wasm") ? text : ""),
      false,
      file,
    );
  }
  for (const lock of ["package-lock.json", "bench/package-lock.json"]) {
    assert.equal(String(read(lock)).includes('"resolved"'), false, lock);
  }
});
