// The package as a whole: its types, its manifest, and what npm would pack.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const out = fs.mkdtempSync(path.join(os.tmpdir(), "dokukit-npm-"));
after(() => fs.rmSync(out, { recursive: true }));

/** What a program loads of this package, compressed with gzip: at most so many bytes. */
const LIMITS = { esm: 184 * 1024, cjs: 184 * 1024, workerd: 166 * 1024 };

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
  const conditions = JSON.parse(read("package.json")).exports["."];
  assert.deepEqual(Object.keys(conditions), ["workerd", "import", "require"]);
  for (const condition of Object.values(conditions)) {
    assert.deepEqual(Object.keys(condition), ["types", "default"]);
    for (const file of Object.values(condition)) assert.ok(files.includes(file.slice(2)), file);
  }
});

test("the workerd copy imports the module and carries no inlined one", () => {
  const copy = files.filter(
    (file) => file.startsWith("dist/workerd/") && /\.(js|wasm)$/.test(file),
  );
  assert.equal(
    copy.some((file) => read(file).includes("0061736d01")),
    false,
  );
  assert.match(String(read("dist/workerd/wasm.js")), /from ".\/dokukit.wasm"/);
  const inlined = String(read("dist/esm/generated/inline.js"));
  assert.ok(inlined.includes(read("dist/workerd/dokukit.wasm").toString("hex")));
});

test("the workerd copy runs where bytes may not be compiled", () => {
  execFileSync(process.execPath, ["--conditions=workerd", "test/workerd.mjs"], { cwd: root });
});

test("what a program loads is small", (t) => {
  const size = (copy) => {
    const loaded = files.filter(
      (file) => file.startsWith(`dist/${copy}/`) && /\.(js|wasm)$/.test(file),
    );
    return gzipSync(Buffer.concat(loaded.map(read)), { level: 9 }).length;
  };
  const sizes = { esm: size("esm"), cjs: size("cjs"), workerd: size("workerd") };
  t.diagnostic(`gzip: ${JSON.stringify(sizes)}`);
  for (const [copy, bytes] of Object.entries(sizes))
    assert.ok(bytes < LIMITS[copy], `${copy}: ${bytes} bytes`);
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
