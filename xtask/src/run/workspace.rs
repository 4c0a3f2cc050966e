//! The folders of the repository, and the pieces of work that this run has done.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{self, Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

/// The repository on disk, the folder for built things, and the cache that outlives a checkout.
pub(crate) struct Workspace {
    /// The folder of the workspace's Cargo.toml.
    pub(crate) root: PathBuf,
    /// Everything that is built or generated, per checkout.
    pub(crate) target: PathBuf,
    /// Big toolchains, shared by all checkouts.
    pub(crate) cache: PathBuf,
    done: RefCell<BTreeMap<String, Result<(), String>>>,
}

impl Workspace {
    /// Finds the repository that this program was built from.
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("the folder xtask has no parent")?
            .canonicalize()?;
        let given = env::var_os("DOKUKIT_CACHE").filter(|folder| !folder.is_empty());
        let home = env::home_dir().filter(|home| !home.as_os_str().is_empty());
        let cache = match (given, home) {
            (Some(cache), _) => PathBuf::from(cache),
            (None, Some(home)) => home.join(".cache/dokukit"),
            (None, None) => bail!("neither DOKUKIT_CACHE nor HOME is set"),
        };
        // Commands start in other folders than this program.
        let cache = path::absolute(cache)?;
        let target = root.join("target");
        Ok(Self { root, target, cache, done: RefCell::default() })
    }

    /// The full path of a file or folder of the repository; an error when it is missing.
    pub(crate) fn existing(&self, path: &str) -> Result<PathBuf> {
        let full = self.root.join(path);
        if full.exists() { Ok(full) } else { Err(anyhow!("{path} is missing")) }
    }

    /// Does a piece of work that several steps need, the first time only.
    ///
    /// A failure is remembered as well: a later step that needs the same piece fails with its reason.
    pub(crate) fn once(&self, name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let known = self.done.borrow().get(name).cloned();
        match known {
            Some(Ok(())) => Ok(()),
            Some(Err(reason)) => bail!("{name} failed before: {reason}"),
            None => {
                let outcome = work();
                let known = outcome.as_ref().map(|&()| ()).map_err(|error| format!("{error:#}"));
                self.done.borrow_mut().insert(name.to_owned(), known);
                outcome
            }
        }
    }

    /// Makes an empty folder outside of the repository, which no other run uses.
    pub(crate) fn elsewhere(name: &str) -> Result<PathBuf> {
        let folder = env::temp_dir().join(format!("dokukit-{name}-{}", std::process::id()));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

/// Copies a folder and its contents.
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
