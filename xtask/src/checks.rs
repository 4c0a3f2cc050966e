//! What CI checks besides the tests.

use anyhow::{Result, bail};

use crate::report::Report;
use crate::shell::{self, cargo, command, run};
use crate::workspace::Workspace;

/// Lints and documentation of every set of features.
pub(crate) fn lints(report: &mut Report, workspace: &Workspace) {
    for (name, scope) in CLIPPY {
        report.check(&format!("clippy {name}"), || {
            run(&mut cargo(workspace, &format!("clippy {scope} -- -D warnings")))
        });
    }
    for (name, scope) in DOC {
        report.check(&format!("doc {name}"), || {
            run(cargo(workspace, &format!("doc --no-deps {scope}"))
                .env("RUSTDOCFLAGS", "-D warnings"))
        });
    }
}

/// The state of the working tree, to be compared later.
pub(crate) fn tree(workspace: &Workspace) -> Result<String> {
    let mut status = command(workspace, "git");
    shell::text(status.args(["status", "--porcelain", "--untracked-files=all"]))
}

/// Fails when the tasks changed a file of the repository or left one that git does not ignore.
pub(crate) fn unchanged(workspace: &Workspace, before: Result<String>) -> Result<()> {
    let (before, after) = (before?, tree(workspace)?);
    if before != after {
        let new: Vec<_> = after.lines().filter(|line| !before.contains(line)).collect();
        bail!("the run changed the working tree:\n{}", new.join("\n"));
    }
    Ok(())
}

/// One build of the workspace unifies the features of its crates, so the core has lines of its own.
const CLIPPY: &[(&str, &str)] = &[
    ("workspace", "--workspace --all-targets"),
    ("core, no features", "-p dokukit --no-default-features --all-targets"),
    ("core, uniffi", "-p dokukit --features uniffi --all-targets"),
    ("wasm", "-p dokukit-wasm --target wasm32-unknown-unknown"),
    ("wasm, diagnosis", "-p dokukit-wasm-diagnose --target wasm32-unknown-unknown"),
];

const DOC: &[(&str, &str)] = &[
    ("workspace", "--workspace"),
    ("core, no features", "-p dokukit --no-default-features"),
    ("core, uniffi", "-p dokukit --features uniffi"),
];
