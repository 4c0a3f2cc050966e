//! The JSON Schemas of requests and answers, from the core's field tables.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{cargo, run};
use crate::workspace::Workspace;

/// Writes one file per record into `target/schema`, once per run, and returns that folder.
pub(crate) fn write(workspace: &Workspace) -> Result<PathBuf> {
    let out = workspace.target.join("schema");
    workspace.once("the JSON Schemas", || {
        run(cargo(workspace, "run -q -p xtask-facts -- schema").arg(&out))
    })?;
    Ok(out)
}
