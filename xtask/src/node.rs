//! JavaScript: the wasm, its glue and the npm package.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt::Tool;
use crate::counts::{Counts, Runner};
use crate::lang::{Lang, Language};
use crate::notices::{self, Shipped};
use crate::npm;
use crate::readme::{self, Simulator};
use crate::schema;
use crate::shell::{self, cargo, command, run, text};
use crate::workspace::{Workspace, copy_tree};

/// JavaScript and TypeScript, tested in Node.
pub(crate) struct Node;

impl Language for Node {
    fn setup(&self, workspace: &Workspace) -> Result<()> {
        interpreter(workspace)?;
        wasm_target(workspace)?;
        notices::setup(workspace)?;
        npm::ci(workspace, &workspace.existing(PACKAGE)?)
    }

    /// The wasm, its glue, the schemas and the codes, and then the package's own build.
    fn build(&self, workspace: &Workspace) -> Result<()> {
        let package = workspace.existing(PACKAGE)?;
        schema::write(workspace)?;
        schema::facade(workspace, "typescript", &workspace.target.join("facade/typescript"))?;
        run(&mut cargo(workspace, "build -p xtask-wasm-bindgen"))?;
        let out = workspace.target.join("wasm");
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        for module in MODULES {
            module.build(workspace, &out)?;
        }
        Shipped::Wasm.place(workspace, &package)?;
        run(command(workspace, "npm").args(["run", "build"]).current_dir(package))
    }

    fn test(&self, workspace: &Workspace) -> Result<Counts> {
        let mut test = command(workspace, "npm");
        Runner::Node.run(test.arg("test").current_dir(workspace.existing(PACKAGE)?))
    }

    fn vectors(&self, workspace: &Workspace, dir: &Path) -> Result<Command> {
        let mut runner = command(workspace, "node");
        runner.arg(workspace.existing("tests/node/vectors.mjs")?).arg(dir);
        Ok(runner)
    }

    fn package(&self, workspace: &Workspace, out: &Path) -> Result<()> {
        let mut pack = command(workspace, "npm");
        pack.args(["pack", "--pack-destination"]).arg(out);
        run(pack.current_dir(workspace.existing(PACKAGE)?))
    }

    /// A project far from this repository that has nothing but the packed package.
    fn packaging(&self, workspace: &Workspace, out: &Path) -> Result<Counts> {
        let project = Workspace::elsewhere("node")?;
        copy_tree(&workspace.existing("tests/packaging/node")?, &project)?;
        let used = use_package(workspace, out, &project);
        fs::remove_dir_all(&project)?;
        used
    }

    fn e2e(&self, workspace: &Workspace, out: &Path, simulator: &Simulator) -> Result<Counts> {
        let project = workspace.target.join("e2e/node");
        copy_tree(&workspace.existing("examples/e2e/node")?, &project)?;
        npm::ci(workspace, &project)?;
        let packed = fs::read_dir(out)?.next().context("npm packed nothing")??.path();
        let mut install = command(workspace, "npm");
        install.args(["install", "--offline", "--no-save", "--no-audit", "--no-fund"]).arg(packed);
        run(install.current_dir(&project))?;
        let mut program = command(workspace, "node");
        simulator.end_to_end(workspace, program.arg("main.mjs").current_dir(&project))
    }
}

/// Node and npm, new enough for this package and its lock files.
pub(crate) fn interpreter(workspace: &Workspace) -> Result<()> {
    let tool = |program, least, packages| Tool {
        program,
        question: &["--version"],
        before: "",
        least,
        packages,
    };
    tool("node", &[20], "nodejs").ensure(workspace)?;
    tool("npm", &[7], "npm").ensure(workspace)
}

/// A WebAssembly module of the package.
struct Module {
    crate_name: &'static str,
    /// What its files are called.
    name: &'static str,
    opt_level: &'static str,
}

impl Module {
    /// Compiles it and writes its glue.
    ///
    /// Each in a run of its own: in one, cargo would give both the features of either.
    fn build(&self, workspace: &Workspace, out: &Path) -> Result<()> {
        let Self { crate_name, name, opt_level } = self;
        let mut build = cargo(workspace, BUILD);
        build.args(["--config", &format!("profile.release.opt-level=\"{opt_level}\"")]);
        run(build.args(["-p", crate_name]).env("CARGO_ENCODED_RUSTFLAGS", flags(workspace)?))?;
        let crate_file = crate_name.replace('-', "_");
        let wasm_file = format!("wasm32-unknown-unknown/release/{crate_file}.wasm");
        let mut bindgen = command(workspace, workspace.target.join("debug/xtask-wasm-bindgen"));
        run(bindgen.arg(workspace.target.join(wasm_file)).arg(out).arg(name))?;
        let wasm = out.join(format!("{name}_bg.wasm"));
        let tools = workspace.existing(PACKAGE)?.join("node_modules/.bin");
        let mut optimize = command(workspace, tools.join("wasm-opt"));
        run(optimize.arg("-O3").arg(&wasm).arg("-o").arg(&wasm))
    }
}

fn use_package(workspace: &Workspace, out: &Path, project: &Path) -> Result<Counts> {
    let npm = |arguments: &[&str]| {
        let mut npm = command(workspace, "npm");
        npm.args(arguments).args(["--no-audit", "--no-fund"]).current_dir(project);
        npm
    };
    let mut packed = fs::read_dir(out)?;
    let packed = packed.next().context("npm packed nothing")??.path();
    run(npm(&["install", "--offline", "--no-package-lock"]).arg(&packed))?;
    fs::write(project.join("readme.mjs"), readme::program(workspace, Lang::Node)?)?;
    fs::write(project.join("onboarding.mjs"), readme::onboarding(workspace)?)?;
    fs::write(project.join("callback.mjs"), readme::callback(workspace)?)?;
    readme::place_registration(workspace, project)?;

    let mut counts = Shipped::Wasm.check(workspace, &packed)?;
    let mut passes = |command: &mut Command| counts.add(run(command.current_dir(project)).is_ok());
    passes(command(workspace, "node").arg("shop.mjs"));
    passes(command(workspace, "node").arg("shop.cjs"));
    let tools = workspace.existing(PACKAGE)?.join("node_modules");
    for configuration in ["tsconfig.nodenext.json", "tsconfig.bundler.json"] {
        let mut tsc = command(workspace, tools.join(".bin/tsc"));
        passes(tsc.arg("--typeRoots").arg(tools.join("@types")).args(["-p", configuration]));
    }
    let simulator = Simulator::start(workspace)?;
    let program = |name| {
        let mut node = command(workspace, "node");
        node.arg(name).current_dir(project);
        node
    };
    let readme = simulator.try_out(&mut program("readme.mjs"))?;
    let onboarding = simulator.onboard(&mut program("onboarding.mjs"))?;
    let callback = simulator.call_back(&mut program("callback.mjs"))?;
    Ok(counts.plus(readme).plus(onboarding).plus(callback))
}

/// Fixed-width SIMD, with which SHA-256 is a quarter faster, and neither a folder of this machine
/// nor a registry in the module's panic messages.
fn flags(workspace: &Workspace) -> Result<OsString> {
    let cargo_home = match (env::var_os("CARGO_HOME"), env::home_dir()) {
        (Some(home), _) => PathBuf::from(home),
        (None, Some(home)) => home.join(".cargo"),
        (None, None) => bail!("neither CARGO_HOME nor HOME is set"),
    };
    let mut folders = vec![workspace.root.clone()];
    // It is not there when all sources are vendored.
    let registries = cargo_home.join("registry/src");
    if registries.exists() {
        for registry in fs::read_dir(registries)? {
            folders.push(registry?.path());
        }
    }
    let mut flags = OsString::from("-Ctarget-feature=+simd128");
    for folder in folders {
        flags.push("\u{1f}--remap-path-prefix=");
        flags.push(folder);
        flags.push("=");
    }
    Ok(flags)
}

fn wasm_target(workspace: &Workspace) -> Result<()> {
    let libraries =
        text(command(workspace, "rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    // An installation that was interrupted may have left the folder without what belongs in it.
    if let Ok(libraries) = fs::read_dir(libraries.trim()) {
        for library in libraries {
            if library?.file_name().to_string_lossy().starts_with("libstd-") {
                shell::say("the wasm target is there");
                return Ok(());
            }
        }
    }
    run(command(workspace, "rustup").args(["target", "add", WASM]))
}

const WASM: &str = "wasm32-unknown-unknown";
const PACKAGE: &str = "bindings-wasm";

/// Small, but for SHA-256: everything at 3 is half as big again and as fast. Diagnosis writes a body
/// anew a hundred times, which at `s` takes a third of the time, and adds a sixth to its module.
const MODULES: [Module; 2] = [
    Module { crate_name: "dokukit-wasm", name: "dokukit", opt_level: "z" },
    Module { crate_name: "dokukit-wasm-diagnose", name: "diagnose", opt_level: "s" },
];

const BUILD: &str = "build --release --target wasm32-unknown-unknown \
    --config profile.release.package.sha2.opt-level=3";
