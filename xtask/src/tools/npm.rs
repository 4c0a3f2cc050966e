//! Installs the locked npm packages of a folder.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::run::program::{self, command, is_stamped, run};
use crate::run::workspace::Workspace;

/// `npm ci` in a folder of the repository, unless its lock file is already installed.
pub(crate) fn ci(workspace: &Workspace, folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let locked =
        fs::read_to_string(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    let marker = folder.join("node_modules/.installed-lock.json");
    if is_stamped(&marker, &locked) {
        program::say(&format!("the npm packages of {} are there", folder.display()));
        return Ok(());
    }
    run(command(workspace, "npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
    if folder.join("node_modules").exists() {
        fs::write(marker, locked)?;
    }
    Ok(())
}
