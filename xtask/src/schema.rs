//! What is generated from the core's tables: JSON Schemas, the reference, and what facades have of
//! each operation.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

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

/// Writes what the facade of one language has of each operation into a folder.
pub(crate) fn facade(workspace: &Workspace, language: &str, folder: &Path) -> Result<()> {
    run(cargo(workspace, "run -q -p xtask-facts -- facade").arg(language).arg(folder))
}

/// Writes the reference anew into `docs/reference`, and `docs/diagnosis.md`.
pub(crate) fn document(workspace: &Workspace) -> Result<()> {
    let pages = workspace.root.join("docs/reference");
    if pages.exists() {
        fs::remove_dir_all(&pages)?;
    }
    run(cargo(workspace, "run -q -p xtask-facts -- reference").arg(&pages))?;
    let page = workspace.root.join(DIAGNOSIS);
    run(cargo(workspace, "run -q -p xtask-facts -- diagnosis").arg(page))
}

const DIAGNOSIS: &str = "docs/diagnosis.md";

/// Fails when the reference, or the page on diagnosis, is not what the tables say.
pub(crate) fn is_documented(workspace: &Workspace) -> Result<()> {
    let fresh = workspace.target.join("reference");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    run(cargo(workspace, "run -q -p xtask-facts -- reference").arg(&fresh))?;
    let same = pages(&fresh)? == pages(&workspace.existing("docs/reference")?)?;
    ensure!(same, "docs/reference is not what the tables say: cargo xtask docs");
    let page = workspace.target.join("diagnosis.md");
    run(cargo(workspace, "run -q -p xtask-facts -- diagnosis").arg(&page))?;
    let same = fs::read_to_string(page)? == fs::read_to_string(workspace.existing(DIAGNOSIS)?)?;
    ensure!(same, "{DIAGNOSIS} is not what the table says: cargo xtask docs");
    Ok(())
}

fn pages(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().context("a page has no name")?.to_string_lossy().into_owned();
        pages.insert(name, fs::read_to_string(path)?);
    }
    Ok(pages)
}
