//! JavaScript: the wasm, its glue and the npm package.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt::Tool;
use crate::counts::{Counts, Runner};
use crate::lang::Language;
use crate::npm;
use crate::shell::{cargo, command, output, run};
use crate::workspace::Workspace;

/// JavaScript and TypeScript, tested in Node.
pub(crate) struct Node;

impl Language for Node {
    fn setup(&self, workspace: &Workspace) -> Result<()> {
        Tool { program: "node", question: "--version", packages: "nodejs" }.ensure(workspace)?;
        Tool { program: "npm", question: "--version", packages: "npm" }.ensure(workspace)?;
        wasm_target(workspace)?;
        for folder in FOLDERS {
            let folder = workspace.existing(folder)?;
            if folder.join("package.json").exists() {
                npm::ci(workspace, &folder)?;
            }
        }
        Ok(())
    }

    /// Leaves `target/wasm/{dokukit.js, dokukit.d.ts, dokukit_bg.wasm}` for the package's own build.
    fn build(&self, workspace: &Workspace) -> Result<()> {
        let package = workspace.existing(PACKAGE)?;
        run(&mut cargo(
            workspace,
            "build -p dokukit-wasm --release --target wasm32-unknown-unknown",
        ))?;
        run(&mut cargo(workspace, "build -p xtask-wasm-bindgen"))?;
        let out = workspace.target.join("wasm");
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        let built = workspace.target.join("wasm32-unknown-unknown/release/dokukit_wasm.wasm");
        let mut bindgen = command(workspace, workspace.target.join("debug/xtask-wasm-bindgen"));
        run(bindgen.arg(built).arg(&out).arg("dokukit"))?;
        let wasm = out.join("dokukit_bg.wasm");
        let mut optimize = command(workspace, package.join("node_modules/.bin/wasm-opt"));
        run(optimize.args(WASM_OPT).arg(&wasm).arg("-o").arg(&wasm))?;
        eprintln!("    {} bytes of wasm", fs::metadata(&wasm)?.len());
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

    fn packaging(&self, _workspace: &Workspace, _out: &Path) -> Result<Counts> {
        bail!("the npm packaging test is not there yet")
    }
}

fn wasm_target(workspace: &Workspace) -> Result<()> {
    let sysroot =
        output(command(workspace, "rustc").args(["--print", "target-libdir", "--target", WASM]))
            .context("rustc is missing")?;
    if Path::new(sysroot.text.trim()).exists() {
        return Ok(());
    }
    run(command(workspace, "rustup").args(["target", "add", WASM]))
}

const WASM: &str = "wasm32-unknown-unknown";
const PACKAGE: &str = "bindings-wasm";

/// Folders with npm packages, where they have a package.json.
const FOLDERS: &[&str] = &[PACKAGE, "tests/node"];

/// The features are those that rustc and wasm-bindgen write into the module; all engines have them.
const WASM_OPT: &[&str] = &["-O3"];
