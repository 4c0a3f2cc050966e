//! cargo-deny: licences, bans and sources of the dependencies.

use anyhow::Result;

use crate::run::program::{command, run};
use crate::run::workspace::Workspace;
use crate::tools::cargo_tool::CargoTool;

/// Installs cargo-deny into the cache unless the user has one.
pub(crate) fn setup(workspace: &Workspace) -> Result<()> {
    TOOL.ensure(workspace)
}

/// Checks everything but the advisories, which need a database from the network.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    run(command(workspace, TOOL.find(workspace)?).args([
        "--all-features",
        "check",
        "licenses",
        "bans",
        "sources",
    ]))
}

const TOOL: CargoTool = CargoTool { name: "cargo-deny", version: "0.20.2", features: "" };
