//! Node and npm.

use std::ffi::OsString;
use std::path::Path;

use anyhow::{Context, Result};

use crate::run::counts::Counts;
use crate::run::program::command;
use crate::run::results::Reports;
use crate::run::workspace::Workspace;
use crate::tools::apt::Tool;

/// Node and npm, new enough for the package, its lock files and the reporter of its tests.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    let tool = |program, least, packages| Tool {
        program,
        question: &["--version"],
        before: "",
        least,
        packages,
    };
    tool("node", &[20, 8], "nodejs").ensure(workspace)?;
    tool("npm", &[7], "npm").ensure(workspace)
}

/// Runs a package's `npm test`, whose tests are those of `node --test`, and counts them.
///
/// The reporters are named in the environment: what stands behind `npm test --` would become part of
/// the list of files. The processes that Node starts for each file ignore them.
pub(crate) fn test(
    workspace: &Workspace,
    folder: &Path,
    environment: &[(&str, &Path)],
) -> Result<Counts> {
    let name = folder.file_name().context("a package has no name")?;
    let reports = Reports::fresh(workspace.target.join("results").join(name))?;
    let mut test = command(workspace, "npm");
    test.arg("test").current_dir(folder).envs(environment.iter().copied());
    reports.of(test.env("NODE_OPTIONS", reporters(&reports.file())))
}

/// `JUnit` XML into a file, and text for people.
fn reporters(file: &Path) -> OsString {
    let mut options = OsString::from("--test-reporter=junit --test-reporter-destination=\"");
    options.push(file);
    options.push("\" --test-reporter=spec --test-reporter-destination=stdout");
    options
}
