//! `cargo xtask ci`: all tests, then lints, documentation and licences.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::facts;
use crate::lang::name::Lang;
use crate::run::program::{self, cargo, command};
use crate::run::report::Report;
use crate::run::workspace::Workspace;
use crate::tasks::{lints, test};
use crate::tools::deny;

pub(crate) fn run(workspace: &Workspace) -> ExitCode {
    let mut report = Report::default();
    let before = tree(workspace);
    report.check("cargo fmt", || program::run(&mut cargo(workspace, "fmt --all --check")));
    test::all(&mut report, workspace, Lang::ALL);
    lints::check(&mut report, workspace);
    report.check("docs/reference", || facts::pages::check(workspace));
    report.step("setup cargo-deny", || deny::setup(workspace));
    report.check("cargo deny", || deny::check(workspace));
    report.check("the tree is as it was", || unchanged(workspace, before));
    report.finish()
}

/// The state of the working tree, to be compared later.
fn tree(workspace: &Workspace) -> Result<String> {
    let mut status = command(workspace, "git");
    program::text(status.args(["status", "--porcelain", "--untracked-files=all"]))
}

/// Fails when the tasks changed a file of the repository or left one that git does not ignore.
fn unchanged(workspace: &Workspace, before: Result<String>) -> Result<()> {
    let (before, after) = (before?, tree(workspace)?);
    if before != after {
        let new: Vec<_> = after.lines().filter(|line| !before.contains(line)).collect();
        bail!("the run changed the working tree:\n{}", new.join("\n"));
    }
    Ok(())
}
