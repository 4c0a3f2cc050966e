//! Reads the core's tables, through the program `xtask-facts`.
//!
//! That program is a crate of its own because it links the core, and this one must start even while
//! the core does not compile.

pub(crate) mod pages;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde_json::Value;

use crate::run::program::{self, cargo, run};
use crate::run::workspace::Workspace;

/// The names of operations and codes, as one JSON object.
pub(crate) fn names(workspace: &Workspace) -> Result<Value> {
    Ok(serde_json::from_str(&program::text(&mut facts(workspace, "names"))?)?)
}

/// Writes one JSON Schema for each record into `target/schema`, once per run.
pub(crate) fn schemas(workspace: &Workspace) -> Result<PathBuf> {
    let out = workspace.target.join("schema");
    workspace.once("the JSON Schemas", || run(facts(workspace, "schema").arg(&out)))?;
    Ok(out)
}

/// Writes the generated sources of one language's facade into a folder.
pub(crate) fn facade(workspace: &Workspace, language: &str, folder: &Path) -> Result<()> {
    run(facts(workspace, "facade").arg(language).arg(folder))
}

fn facts(workspace: &Workspace, what: &str) -> Command {
    cargo(workspace, &format!("run -q -p xtask-facts -- {what}"))
}
