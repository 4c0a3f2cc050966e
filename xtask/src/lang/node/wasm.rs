//! The WebAssembly modules of the npm package, and their glue.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::run::program::{self, cargo, command, run, text};
use crate::run::workspace::Workspace;

/// Builds all modules into `target/wasm`; `tools` is the folder of wasm-opt.
pub(super) fn build(workspace: &Workspace, tools: &Path) -> Result<()> {
    run(&mut cargo(workspace, "build -p xtask-wasm-bindgen"))?;
    let out = workspace.target.join("wasm");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    for module in MODULES {
        module.build(workspace, tools, &out)?;
    }
    Ok(())
}

/// Installs the compiler's wasm target unless it is there.
pub(super) fn ensure_target(workspace: &Workspace) -> Result<()> {
    let libraries =
        text(command(workspace, "rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    // An interrupted installation may have left the folder without its libraries.
    if let Ok(libraries) = fs::read_dir(libraries.trim()) {
        for library in libraries {
            if library?.file_name().to_string_lossy().starts_with("libstd-") {
                program::say("the wasm target is there");
                return Ok(());
            }
        }
    }
    run(command(workspace, "rustup").args(["target", "add", WASM]))
}

/// A WebAssembly module of the package.
struct Module {
    crate_name: &'static str,
    /// The name of its files.
    name: &'static str,
    opt_level: &'static str,
}

impl Module {
    /// Compiles it and writes its glue.
    ///
    /// Each has its own run of cargo, which would otherwise unify the features of both.
    fn build(&self, workspace: &Workspace, tools: &Path, out: &Path) -> Result<()> {
        let Self { crate_name, name, opt_level } = self;
        let mut build = cargo(workspace, BUILD);
        build.args(["--config", &format!("profile.release.opt-level=\"{opt_level}\"")]);
        run(build.args(["-p", crate_name]).env("CARGO_ENCODED_RUSTFLAGS", flags(workspace)?))?;
        let crate_file = crate_name.replace('-', "_");
        let wasm_file = format!("wasm32-unknown-unknown/release/{crate_file}.wasm");
        let mut bindgen = command(workspace, workspace.target.join("debug/xtask-wasm-bindgen"));
        run(bindgen.arg(workspace.target.join(wasm_file)).arg(out).arg(name))?;
        let wasm = out.join(format!("{name}_bg.wasm"));
        let mut optimize = command(workspace, tools.join("wasm-opt"));
        run(optimize.arg("-O3").arg(&wasm).arg("-o").arg(&wasm))
    }
}

/// The compiler's flags: fixed-width SIMD, which makes SHA-256 a quarter faster, and panic messages
/// without folders of this machine or the name of a registry.
fn flags(workspace: &Workspace) -> Result<OsString> {
    let cargo_home = match (env::var_os("CARGO_HOME"), env::home_dir()) {
        (Some(home), _) => PathBuf::from(home),
        (None, Some(home)) => home.join(".cargo"),
        (None, None) => bail!("neither CARGO_HOME nor HOME is set"),
    };
    let mut folders = vec![workspace.root.clone()];
    // Missing when all sources are vendored.
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

const WASM: &str = "wasm32-unknown-unknown";

/// Optimised for size, except SHA-256: with everything at 3 the module is half as large again and no
/// faster. Diagnosis serialises a body a hundred times; `s` makes it three times as fast and its
/// module a sixth larger.
const MODULES: [Module; 2] = [
    Module { crate_name: "dokukit-wasm", name: "dokukit", opt_level: "z" },
    Module { crate_name: "dokukit-wasm-diagnose", name: "diagnose", opt_level: "s" },
];

const BUILD: &str = "build --release --target wasm32-unknown-unknown \
    --config profile.release.package.sha2.opt-level=3";
