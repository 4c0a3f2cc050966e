//! Chromium, in which the inspector's page is tested.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::run::program::{self, answer};
use crate::run::workspace::Workspace;
use crate::tools::apt::Tool;

/// Installs Chromium unless there is one.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    if let Ok(program) = find() {
        program::say(&format!("{} is there", program.display()));
        return Ok(());
    }
    let chromium = Tool {
        program: "chromium",
        question: &["--version"],
        before: "",
        least: &[],
        packages: "chromium",
    };
    chromium.ensure(workspace)
}

/// The program that `CHROMIUM` names, or the first on the PATH that runs: some systems have a script
/// of this name that only tells where to get it.
pub(crate) fn find() -> Result<PathBuf> {
    let named = env::var_os("CHROMIUM").filter(|program| !program.is_empty()).map(PathBuf::from);
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).flat_map(|folder| {
        ["chromium", "chromium-browser", "google-chrome"].map(|name| folder.join(name))
    });
    named
        .into_iter()
        .chain(found)
        .find(|program| program.is_file() && answer(program, &["--version"]).is_some())
        .context("Chromium is missing: cargo xtask setup --only node")
}
