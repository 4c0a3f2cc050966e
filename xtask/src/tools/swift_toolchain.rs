//! The Swift toolchain: the user's own, or Debian trixie's in a folder of the cache.
//!
//! The folder is a small Debian, entered with chroot. All mounts are made in a mount namespace that
//! ends with the command, so that removing the folder removes nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::program::{self, command, run, text};
use crate::run::workspace::Workspace;
use crate::tools::apt::{self, Tool};

/// Where `swift` comes from.
pub(crate) enum Toolchain {
    /// The user's PATH.
    Native,
    /// A root folder with Swift in it.
    Root(PathBuf),
}

impl Toolchain {
    /// The installed toolchain; an error when there is none.
    pub(crate) fn find(workspace: &Workspace) -> Result<Self> {
        let root = workspace.cache.join(FOLDER);
        if NATIVE.check().is_ok() {
            Ok(Self::Native)
        } else if root.exists() {
            Ok(Self::Root(root))
        } else {
            bail!("Swift is missing: cargo xtask setup --only swift")
        }
    }

    /// Installs Swift into the cache unless there is one.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
        if let Ok(toolchain) = Self::find(workspace) {
            match (toolchain.says_its_version(workspace), toolchain) {
                (Err(error), Self::Root(root)) => {
                    program::say(&format!("removing a Swift that does not work: {error:#}"));
                    fs::remove_dir_all(root)?;
                }
                (outcome, _) => return outcome,
            }
        }
        Self::Root(install(workspace)?).says_its_version(workspace)
    }

    fn says_its_version(&self, workspace: &Workspace) -> Result<()> {
        run(self.command(workspace, &workspace.root, &workspace.root).arg("--version"))
    }

    /// `swift`, started in a folder of `visible`, the only part of the disk that it is sure to see.
    pub(crate) fn command(&self, workspace: &Workspace, visible: &Path, folder: &Path) -> Command {
        match self {
            Self::Native => {
                let mut swift = command(workspace, "swift");
                swift.current_dir(folder);
                swift
            }
            Self::Root(root) => {
                let mut swift = command(workspace, "unshare");
                swift.args(["--mount", "--propagation", "private", "sh", "-c", ENTER, "sh"]);
                swift.arg(root).arg(visible).arg(folder);
                swift
            }
        }
    }
}

/// Installs into a folder of another name and renames it at the end, so that one with the final name
/// is complete.
fn install(workspace: &Workspace) -> Result<PathBuf> {
    if !apt::is_root_on_debian() {
        bail!("Swift is missing: install Swift 6 from swift.org, or run as root on Debian");
    }
    let debootstrap = Tool {
        program: "debootstrap",
        question: &["--version"],
        before: "",
        least: &[],
        // The last two verify its downloads; Debian only recommends them.
        packages: "debootstrap gpgv debian-archive-keyring",
    };
    debootstrap.ensure(workspace)?;
    let root = workspace.cache.join(FOLDER);
    let partial = workspace.cache.join(format!("{FOLDER}.partial"));
    if partial.exists() {
        program::say("removing an interrupted installation");
        fs::remove_dir_all(&partial)?;
    }
    fs::create_dir_all(&workspace.cache)?;
    let mirror = mirror(workspace)?;
    let mut install = command(workspace, "unshare");
    install.args(["--mount", "--propagation", "private", "bash", "-c", INSTALL, "bash"]);
    run(install.arg(&partial).env("MIRROR", mirror))?;
    fs::rename(&partial, &root)?;
    Ok(root)
}

/// The Debian mirror of this machine's apt. It is never written into a file.
fn mirror(workspace: &Workspace) -> Result<String> {
    apt::update(workspace)?;
    let targets = text(command(workspace, "apt-get").args([
        "indextargets",
        "--format",
        "$(REPO_URI)",
        "Created-By: Packages",
        "Origin: Debian",
        "Label: Debian",
    ]))?;
    let mut mirrors = BTreeSet::new();
    for target in targets.lines() {
        // A file with one mirror a line; debootstrap does not read such files.
        match target.strip_prefix("mirror+file:") {
            Some(list) => {
                let list = fs::read_to_string(list).with_context(|| list.to_owned())?;
                mirrors.extend(list.split_whitespace().map(str::to_owned));
            }
            None => {
                mirrors.insert(target.to_owned());
            }
        }
    }
    let understood = |mirror: &String| {
        ["http://", "https://", "file:"].iter().any(|scheme| mirror.starts_with(scheme))
    };
    mirrors.into_iter().find(understood).context("apt knows no mirror of Debian over HTTP")
}

/// `OpenStack` has a program of the same name.
const NATIVE: Tool = Tool {
    program: "swift",
    question: &["--version"],
    before: "Swift version ",
    least: &[6],
    packages: "",
};

/// Arguments: the folder to make. The mirror comes in the environment, and stays out of the output.
const INSTALL: &str = r#"# debootstrap
set -euo pipefail
debootstrap --variant=minbase \
    --include=swiftlang,swiftlang-dev,libc6-dev,libstdc++-14-dev,ca-certificates \
    trixie "$1" "$MIRROR" 2>&1 | sed -n "/^I: /d; s|$MIRROR|the mirror|g; p"
rm -rf "$1/var/cache/apt/archives" "$1/var/lib/apt/lists" "$1/var/log" "$1/etc/apt/sources.list"
"#;

/// Arguments: the root folder, the folder to show, the folder to start in, then those of `swift`.
/// Without /proc, Swift does not find its own libraries. Its /tmp is removed at the end.
/// Of the environment, only the variables of the README's program are passed on.
const ENTER: &str = r#"# swift
set -eu
root=$1 visible=$2 folder=$3
shift 3
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root$visible"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind "$visible" "$root$visible"
exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/bin:/bin LANG=C.UTF-8 \
    ${DOKU_URL:+"DOKU_URL=$DOKU_URL"} ${DOKU_CLIENT_ID:+"DOKU_CLIENT_ID=$DOKU_CLIENT_ID"} \
    ${DOKU_SECRET_KEY:+"DOKU_SECRET_KEY=$DOKU_SECRET_KEY"} \
    ${DOKU_DATA:+"DOKU_DATA=$DOKU_DATA"} ${DOKU_DIAGNOSE:+"DOKU_DIAGNOSE=$DOKU_DIAGNOSE"} \
    sh -c 'cd "$1"; shift; exec swift "$@"' sh "$folder" "$@"
"#;

const FOLDER: &str = "swift-trixie";
