//! Where things are, and what this run has already done.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

/// The repository on disk, the folder for built things, and the cache that outlives a checkout.
pub(crate) struct Workspace {
    /// The folder of the workspace's Cargo.toml.
    pub(crate) root: PathBuf,
    /// Everything that is built or generated, per checkout.
    pub(crate) target: PathBuf,
    /// Big toolchains, shared by all checkouts.
    pub(crate) cache: PathBuf,
    done: RefCell<BTreeMap<String, bool>>,
}

impl Workspace {
    /// Finds the repository that this program was built from.
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("the folder xtask has no parent")?
            .canonicalize()?;
        let cache = match (env::var_os("DOKUKIT_CACHE"), env::var_os("HOME")) {
            (Some(cache), _) => PathBuf::from(cache),
            (None, Some(home)) => Path::new(&home).join(".cache/dokukit"),
            (None, None) => bail!("neither DOKUKIT_CACHE nor HOME is set"),
        };
        let target = root.join("target");
        Ok(Self { root, target, cache, done: RefCell::default() })
    }

    /// The path of something in the repository, which has to be there.
    pub(crate) fn existing(&self, path: &str) -> Result<PathBuf> {
        let full = self.root.join(path);
        if full.exists() { Ok(full) } else { Err(anyhow!("{path} is missing")) }
    }

    /// Does a piece of work that several tasks need, the first time only.
    ///
    /// A failure is remembered as well: who needs the same piece later fails at once.
    pub(crate) fn once(&self, name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let known = self.done.borrow().get(name).copied();
        match known {
            Some(true) => Ok(()),
            Some(false) => bail!("{name} failed before"),
            None => {
                let outcome = work();
                self.done.borrow_mut().insert(name.to_owned(), outcome.is_ok());
                outcome
            }
        }
    }
}

/// Copies a folder with everything in it.
pub(crate) fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
