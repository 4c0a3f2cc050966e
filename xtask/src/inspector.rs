//! The signature inspector: a page that is built into one file and tried out in Chromium.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::apt::Tool;
use crate::counts::{Counts, Runner};
use crate::npm;
use crate::shell::{self, answer, command, run};
use crate::workspace::Workspace;

/// Installs Chromium, unless there is one, and what the page is built and tested with.
pub(crate) fn setup(workspace: &Workspace) -> Result<()> {
    match chromium() {
        Some(program) => shell::say(&format!("{} is there", program.display())),
        None => Tool {
            program: "chromium",
            question: &["--version"],
            before: "",
            least: &[],
            packages: "chromium",
        }
        .ensure(workspace)?,
    }
    npm::ci(workspace, &workspace.existing(PAGE)?)
}

/// Builds the page around the npm package, which has to be built, and runs its tests.
pub(crate) fn test(workspace: &Workspace) -> Result<Counts> {
    let page = workspace.existing(PAGE)?;
    run(command(workspace, "npm").args(["run", "build"]).current_dir(&page))?;
    let chromium = chromium().context("Chromium is missing: cargo xtask setup --only node")?;
    let mut test = command(workspace, "npm");
    Runner::Node.run(test.arg("test").env("CHROMIUM", chromium).current_dir(&page))
}

/// The one that the user names, or the first on the PATH that works; a name alone may belong to
/// a script that says where to get one.
fn chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").filter(|program| !program.is_empty()).map(PathBuf::from);
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).flat_map(|folder| {
        ["chromium", "chromium-browser", "google-chrome"].map(|name| folder.join(name))
    });
    named
        .into_iter()
        .chain(found)
        .find(|program| program.is_file() && answer(program, &["--version"]).is_some())
}

const PAGE: &str = "examples/inspector";
