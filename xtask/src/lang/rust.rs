//! Rust: the core, the crates around it and the task runner itself.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::lang::language::Language;
use crate::run::counts::Counts;
use crate::run::program::{self, answer, cargo, command, run};
use crate::run::results;
use crate::run::workspace::Workspace;
use crate::tools::readme;
use crate::tools::simulator::Simulator;

/// The language of the core.
pub(crate) struct Rust;

impl Language for Rust {
    /// Rustup's profile `minimal` has neither component.
    fn setup(&self, workspace: &Workspace) -> Result<()> {
        for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
            if answer("cargo", &[subcommand, "--version"]).is_some() {
                program::say(&format!("cargo {subcommand} is there"));
                continue;
            }
            run(command(workspace, "rustup").args(["component", "add", component]))
                .with_context(|| format!("cargo {subcommand} is missing"))?;
        }
        Ok(())
    }

    fn build(&self, workspace: &Workspace) -> Result<()> {
        run(&mut cargo(workspace, "build -p dokukit -p dokukit-vectors"))
    }

    /// The workspace's build enables the core's feature `uniffi`, so the core is tested without it as
    /// well. The generators have no tests, and take minutes to build.
    fn test(&self, workspace: &Workspace) -> Result<Counts> {
        let plain = results::cargo_test(&mut cargo(workspace, "test --no-fail-fast -p dokukit"))?;
        let all = "test --no-fail-fast --workspace --exclude dokukit-bindgen \
                   --exclude xtask-uniffi-records --exclude xtask-wasm-bindgen";
        let all = results::cargo_test(&mut cargo(workspace, all))?;
        Ok(plain.plus(all))
    }

    fn vectors(&self, workspace: &Workspace, dir: &Path) -> Result<Command> {
        let mut runner = cargo(workspace, "run -q -p dokukit-vectors --");
        runner.arg(dir);
        Ok(runner)
    }

    fn package(&self, workspace: &Workspace, out: &Path) -> Result<()> {
        run(&mut cargo(workspace, "package -p dokukit --no-verify --allow-dirty"))?;
        let file = format!("dokukit-{}.crate", env!("CARGO_PKG_VERSION"));
        fs::copy(workspace.target.join("package").join(&file), out.join(&file))?;
        Ok(())
    }

    /// Lets `cargo package` build the core from the packed files alone, and runs the README's program
    /// with them.
    fn packaging(&self, workspace: &Workspace, _out: &Path) -> Result<Counts> {
        run(&mut cargo(workspace, "package -p dokukit --allow-dirty"))?;
        let project = workspace.target.join("package/readme");
        fs::create_dir_all(project.join("src"))?;
        let packed = format!("dokukit-{}", env!("CARGO_PKG_VERSION"));
        fs::write(project.join("Cargo.toml"), MANIFEST.replace("PACKED", &packed))?;
        fs::write(project.join("src/main.rs"), readme::program(workspace, "README.md", "rust")?)?;
        readme::place_registration(workspace, &project)?;
        let simulator = Simulator::start(workspace)?;
        let used = simulator.try_out(cargo(workspace, "run --quiet").current_dir(&project))?;
        Ok(used.plus(Counts { passed: 1, failed: 0 }))
    }

    fn e2e(&self, workspace: &Workspace, _out: &Path, simulator: &Simulator) -> Result<Counts> {
        simulator.end_to_end(workspace, &mut cargo(workspace, "run --quiet -p dokukit-e2e"))
    }
}

/// A program outside of the workspace, with the dependencies of the README's.
const MANIFEST: &str = r#"
[package]
name = "readme"
version = "0.0.0"
edition = "2024"

[dependencies]
dokukit = { path = "../PACKED" }
ureq = { version = "3", default-features = false }
uuid = { version = "1", features = ["v4"] }

[workspace]
"#;
