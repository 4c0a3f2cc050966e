//! Debian packages, where a tool is missing and this is Debian with the right to install.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell::{self, answers, command, run};
use crate::workspace::Workspace;

/// A program and the Debian packages that bring it.
pub(crate) struct Tool {
    pub(crate) program: &'static str,
    /// What to ask the program to see that it works.
    pub(crate) question: &'static str,
    pub(crate) packages: &'static str,
}

impl Tool {
    /// Whether the program is there and works.
    pub(crate) fn works(&self) -> bool {
        answers(self.program, self.question)
    }

    /// Installs the packages when the program is missing.
    pub(crate) fn ensure(&self, workspace: &Workspace) -> Result<()> {
        if self.works() {
            shell::say(&format!("{} is there", self.program));
            return Ok(());
        }
        let Self { program, packages, .. } = self;
        if !is_root_on_debian() {
            bail!("{program} is missing: install it, or run as root on Debian ({packages})");
        }
        workspace.once("apt-get update", || {
            run(command(workspace, "apt-get").args(["update", "-qq"]))
        })?;
        run(command(workspace, "apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(packages.split_whitespace())
            .env("DEBIAN_FRONTEND", "noninteractive"))?;
        if !self.works() {
            bail!("{packages} is installed, yet {program} {} fails", self.question);
        }
        Ok(())
    }
}

/// Whether packages can be installed here.
pub(crate) fn is_root_on_debian() -> bool {
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    root && Path::new("/etc/debian_version").exists()
}
