//! The pages in `docs` that are written from the core's tables.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::run::program::{cargo, run};
use crate::run::workspace::Workspace;

/// Writes `docs/reference` and `docs/diagnosis.md`.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    reference(workspace, &workspace.root.join(REFERENCE))?;
    diagnosis(workspace, &workspace.root.join(DIAGNOSIS))
}

/// Fails where a page differs from the tables.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let fresh = workspace.target.join("reference");
    reference(workspace, &fresh)?;
    let same = pages(&fresh)? == pages(&workspace.existing(REFERENCE)?)?;
    ensure!(same, "{REFERENCE} differs from the tables: cargo xtask docs");
    let fresh = workspace.target.join("diagnosis.md");
    diagnosis(workspace, &fresh)?;
    let same = fs::read_to_string(fresh)? == fs::read_to_string(workspace.existing(DIAGNOSIS)?)?;
    ensure!(same, "{DIAGNOSIS} differs from its table: cargo xtask docs");
    Ok(())
}

/// Writes the reference into a folder, from which all else is removed.
fn reference(workspace: &Workspace, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    run(cargo(workspace, "run -q -p xtask-facts -- reference").arg(folder))
}

fn diagnosis(workspace: &Workspace, file: &Path) -> Result<()> {
    run(cargo(workspace, "run -q -p xtask-facts -- diagnosis").arg(file))
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

const REFERENCE: &str = "docs/reference";
const DIAGNOSIS: &str = "docs/diagnosis.md";
