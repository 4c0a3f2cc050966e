//! cargo-deny: licences, bans and sources of the dependencies.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{self, answers, cargo, command, run};
use crate::workspace::Workspace;

/// Installs cargo-deny into the cache unless the user has one.
pub(crate) fn setup(workspace: &Workspace) -> Result<()> {
    if answers("cargo-deny", "--version") || answers(own(workspace), "--version") {
        shell::say("cargo-deny is there");
        return Ok(());
    }
    let mut install = cargo(workspace, "install cargo-deny --locked --version");
    let build = workspace.cache.join("cargo-deny-build");
    install.arg(format!("={VERSION}")).arg("--root").arg(root(workspace));
    run(install.arg("--target-dir").arg(&build))?;
    fs::remove_dir_all(build)?;
    Ok(())
}

/// Checks everything but the advisories, which need a database from the network.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let program = own(workspace);
    let program = if program.exists() { program } else { PathBuf::from("cargo-deny") };
    run(command(workspace, program).args([
        "--all-features",
        "check",
        "licenses",
        "bans",
        "sources",
    ]))
}

fn own(workspace: &Workspace) -> PathBuf {
    root(workspace).join("bin/cargo-deny")
}

fn root(workspace: &Workspace) -> PathBuf {
    workspace.cache.join(format!("cargo-deny-{VERSION}"))
}

const VERSION: &str = "0.20.2";
