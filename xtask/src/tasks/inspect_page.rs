//! The signature inspector: a page that is built into one file and tested in Chromium.

use anyhow::Result;

use crate::run::counts::Counts;
use crate::run::program::{command, run};
use crate::run::workspace::Workspace;
use crate::tools::{chromium, node, npm};

/// Installs Chromium, and the packages that the page is built and tested with.
pub(crate) fn setup(workspace: &Workspace) -> Result<()> {
    chromium::ensure(workspace)?;
    npm::ci(workspace, &workspace.existing(PAGE)?)
}

/// Builds the page around the npm package, which has to be built, and runs its tests.
pub(crate) fn test(workspace: &Workspace) -> Result<Counts> {
    let page = workspace.existing(PAGE)?;
    run(command(workspace, "npm").args(["run", "build"]).current_dir(&page))?;
    node::test(workspace, &page, &[("CHROMIUM", &chromium::find()?)])
}

const PAGE: &str = "examples/inspect-page";
