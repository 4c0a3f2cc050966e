//! JavaScript: the npm package around the WebAssembly modules.

mod wasm;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::facts;
use crate::lang::language::Language;
use crate::run::counts::Counts;
use crate::run::program::{command, run};
use crate::run::workspace::{Workspace, copy_tree};
use crate::tools::notices::{self, Shipped};
use crate::tools::simulator::Simulator;
use crate::tools::{node, npm, readme};

/// JavaScript and TypeScript, tested in Node.
pub(crate) struct Node;

impl Language for Node {
    fn setup(&self, workspace: &Workspace) -> Result<()> {
        node::ensure(workspace)?;
        wasm::ensure_target(workspace)?;
        notices::setup(workspace)?;
        npm::ci(workspace, &workspace.existing(PACKAGE)?)
    }

    /// Writes the schemas, operations and codes, builds the wasm and its glue, then the package.
    fn build(&self, workspace: &Workspace) -> Result<()> {
        let package = workspace.existing(PACKAGE)?;
        facts::schemas(workspace)?;
        facts::facade(workspace, "typescript", &workspace.target.join("facade/typescript"))?;
        wasm::build(workspace, &package.join("node_modules/.bin"))?;
        Shipped::Wasm.place(workspace, &package)?;
        run(command(workspace, "npm").args(["run", "build"]).current_dir(package))
    }

    fn test(&self, workspace: &Workspace) -> Result<Counts> {
        node::test(workspace, &workspace.existing(PACKAGE)?, &[])
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

    /// A project outside of the repository that has nothing but the packed package.
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

fn use_package(workspace: &Workspace, out: &Path, project: &Path) -> Result<Counts> {
    let npm = |arguments: &[&str]| {
        let mut npm = command(workspace, "npm");
        npm.args(arguments).args(["--no-audit", "--no-fund"]).current_dir(project);
        npm
    };
    let mut packed = fs::read_dir(out)?;
    let packed = packed.next().context("npm packed nothing")??.path();
    run(npm(&["install", "--offline", "--no-package-lock"]).arg(&packed))?;
    let program = |words| readme::program(workspace, "README.md", words);
    fs::write(project.join("readme.mjs"), program("js")?)?;
    fs::write(project.join("onboarding.mjs"), program("js onboarding")?)?;
    fs::write(project.join("callback.mjs"), program("js callback")?)?;
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
    let started = |name| {
        let mut node = command(workspace, "node");
        node.arg(name).current_dir(project);
        node
    };
    let readme = simulator.try_out(&mut started("readme.mjs"))?;
    let onboarding = simulator.onboard(&mut started("onboarding.mjs"))?;
    let callback = simulator.call_back(&mut started("callback.mjs"))?;
    Ok(counts.plus(readme).plus(onboarding).plus(callback))
}

const PACKAGE: &str = "bindings-wasm";
