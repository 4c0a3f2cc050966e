//! The signature inspector: a page that is built into one file and tried out in Chromium.

use anyhow::Result;

use crate::apt::Tool;
use crate::counts::{Counts, Runner};
use crate::npm;
use crate::shell::{command, run};
use crate::workspace::Workspace;

/// Installs Chromium and what the page is built and tested with.
pub(crate) fn setup(workspace: &Workspace) -> Result<()> {
    Tool { program: "chromium", question: "--version", packages: "chromium" }.ensure(workspace)?;
    npm::ci(workspace, &workspace.existing(PAGE)?)
}

/// Builds the page around the npm package, which has to be built, and runs its tests.
pub(crate) fn test(workspace: &Workspace) -> Result<Counts> {
    let page = workspace.existing(PAGE)?;
    run(command(workspace, "npm").args(["run", "build"]).current_dir(&page))?;
    Runner::Node.run(command(workspace, "npm").arg("test").current_dir(&page))
}

const PAGE: &str = "examples/inspector";
