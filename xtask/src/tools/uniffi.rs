//! The native library of Python, Kotlin and Swift, and the code that uniffi generates from it.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::run::program::{cargo, command, run, text};
use crate::run::workspace::Workspace;

/// Builds the library, once per run: `target/release/libdokukit_uniffi.so` and `.a`.
pub(crate) fn library(workspace: &Workspace) -> Result<PathBuf> {
    workspace.once("the native library", || {
        run(&mut cargo(workspace, "build -p dokukit-uniffi --release"))
    })?;
    let name = format!("{DLL_PREFIX}dokukit_uniffi{DLL_SUFFIX}");
    Ok(workspace.target.join("release").join(name))
}

/// Builds the generator and what tells of its records, once per run and in one go.
pub(crate) fn generator(workspace: &Workspace) -> Result<PathBuf> {
    workspace.once("the uniffi generator", || {
        run(&mut cargo(workspace, "build -p dokukit-bindgen -p xtask-uniffi-records"))
    })?;
    Ok(workspace.target.join("debug/dokukit-bindgen"))
}

/// Generates the code of one language into `target/uniffi/LANGUAGE`, once per run, and removes what
/// was there.
pub(crate) fn generate(workspace: &Workspace, language: &str) -> Result<PathBuf> {
    let library = library(workspace)?;
    let out = workspace.target.join("uniffi").join(language);
    workspace.once(&format!("the generated {language}"), || {
        let generator = generator(workspace)?;
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        let mut generate = command(workspace, generator);
        generate.args(["generate", "--no-format", "--language", language, "--out-dir"]);
        run(generate.arg(&out).arg(&library))
    })?;
    Ok(out)
}

/// The records with a debug text of their own, and whether Swift's are `Hashable`.
pub(crate) fn records(workspace: &Workspace) -> Result<Map<String, Value>> {
    let library = library(workspace)?;
    generator(workspace)?;
    let mut records = command(workspace, workspace.target.join("debug/xtask-uniffi-records"));
    Ok(serde_json::from_str(&text(records.arg(library))?)?)
}
