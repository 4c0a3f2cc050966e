//! The one native library of Python, Kotlin and Swift, and the code that uniffi generates from it.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{cargo, command, run};
use crate::workspace::Workspace;

/// Builds the library, once per run: `target/release/libdokukit_uniffi.so` and `.a`.
pub(crate) fn library(workspace: &Workspace) -> Result<PathBuf> {
    workspace.once("the native library", || {
        run(&mut cargo(workspace, "build -p dokukit-uniffi --release"))
    })?;
    let name = format!("{DLL_PREFIX}dokukit_uniffi{DLL_SUFFIX}");
    Ok(workspace.target.join("release").join(name))
}

/// Generates the code of one language into a fresh `target/uniffi/LANGUAGE`.
pub(crate) fn generate(workspace: &Workspace, language: &str) -> Result<PathBuf> {
    let library = library(workspace)?;
    let out = workspace.target.join("uniffi").join(language);
    workspace.once(&format!("the generated {language}"), || {
        workspace.once("the uniffi generator", || {
            run(&mut cargo(workspace, "build -p dokukit-bindgen"))
        })?;
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        let mut generate = command(workspace, workspace.target.join("debug/dokukit-bindgen"));
        generate.args(["generate", "--no-format", "--language", language, "--out-dir"]);
        run(generate.arg(&out).arg(&library))
    })?;
    Ok(out)
}
