//! Clippy and rustdoc for every set of features.

use crate::run::program::{cargo, run};
use crate::run::report::Report;
use crate::run::workspace::Workspace;

pub(crate) fn check(report: &mut Report, workspace: &Workspace) {
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

/// One build of the workspace unifies the features of its crates, so the core has lines of its own.
const CLIPPY: &[(&str, &str)] = &[
    ("workspace", "--workspace --all-targets"),
    ("core, no features", "-p dokukit --no-default-features --all-targets"),
    ("core, uniffi", "-p dokukit --features uniffi --all-targets"),
    ("core, http", "-p dokukit --features http --all-targets"),
    ("wasm", "-p dokukit-wasm --target wasm32-unknown-unknown"),
    ("wasm, diagnosis", "-p dokukit-wasm-diagnose --target wasm32-unknown-unknown"),
];

const DOC: &[(&str, &str)] = &[
    ("workspace", "--workspace"),
    ("core, no features", "-p dokukit --no-default-features"),
    ("core, uniffi", "-p dokukit --features uniffi"),
    ("core, http", "-p dokukit --features http"),
];
