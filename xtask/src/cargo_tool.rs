//! Programs that cargo builds from crates.io, once per version, into the cache.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::shell::{self, answer, cargo, run};
use crate::workspace::Workspace;

/// A crate with one program of the same name.
pub(crate) struct CargoTool {
    pub(crate) name: &'static str,
    /// Three numbers; a user's own will do with the same first two.
    pub(crate) version: &'static str,
    pub(crate) features: &'static str,
}

impl CargoTool {
    /// The program, once it is there.
    pub(crate) fn find(&self, workspace: &Workspace) -> Result<PathBuf> {
        let own = self.root(workspace).join("bin").join(self.name);
        [own, PathBuf::from(self.name)]
            .into_iter()
            .find(|program| self.is_it(program))
            .with_context(|| {
                format!("{} {} is missing: cargo xtask setup", self.name, self.version)
            })
    }

    /// Builds it into the cache unless there is one.
    pub(crate) fn ensure(&self, workspace: &Workspace) -> Result<()> {
        workspace.once(self.name, || {
            if self.find(workspace).is_ok() {
                shell::say(&format!("{} is there", self.name));
                return Ok(());
            }
            let build = workspace.cache.join(format!("{}-build", self.name));
            let mut install = cargo(workspace, "install --quiet --locked --force");
            install.arg(self.name).arg(format!("--version=={}", self.version));
            install.arg("--features").arg(self.features);
            install.arg("--root").arg(self.root(workspace)).arg("--target-dir").arg(&build);
            run(&mut install)?;
            fs::remove_dir_all(build)?;
            self.find(workspace).map(|_| ())
        })
    }

    fn is_it(&self, program: &PathBuf) -> bool {
        let Some(version) = answer(program, &["--version"]).and_then(|text| shell::version(&text))
        else {
            return false;
        };
        let wanted = shell::version(self.version).unwrap_or_default();
        version.iter().take(2).eq(wanted.iter().take(2))
    }

    fn root(&self, workspace: &Workspace) -> PathBuf {
        workspace.cache.join(format!("{}-{}", self.name, self.version))
    }
}
