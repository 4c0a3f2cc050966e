//! Programs from crates.io, built by cargo into the cache, once per version.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::run::program::{self, answer, cargo, run};
use crate::run::workspace::Workspace;

/// A crate with one program of the same name.
pub(crate) struct CargoTool {
    pub(crate) name: &'static str,
    /// Three numbers; the user's own program is accepted when the first two are the same.
    pub(crate) version: &'static str,
    pub(crate) features: &'static str,
}

impl CargoTool {
    /// The path of the program; an error when it is not installed.
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
                program::say(&format!("{} is there", self.name));
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
        let Some(version) =
            answer(program, &["--version"]).and_then(|text| program::version(&text))
        else {
            return false;
        };
        let wanted = program::version(self.version).unwrap_or_default();
        version.iter().take(2).eq(wanted.iter().take(2))
    }

    fn root(&self, workspace: &Workspace) -> PathBuf {
        workspace.cache.join(format!("{}-{}", self.name, self.version))
    }
}
