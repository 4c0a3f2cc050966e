//! Runs test programs and counts their tests.
//!
//! Node, pytest, Surefire and Swift write `JUnit` XML; `cargo test` has no stable format of this kind,
//! so its lines `test result:` are read. A skipped test counts as failed: none is skipped today, and
//! one that a machine cannot run is not to look like one that passed.

mod junit;
mod libtest;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use anyhow::{Context, Result, ensure};

use crate::run::counts::Counts;
use crate::run::program::{self, Transcript};

/// Runs `cargo test` and counts its tests.
pub(crate) fn cargo_test(command: &mut Command) -> Result<Counts> {
    printed(&program::watch(command)?)
}

fn printed(transcript: &Transcript) -> Result<Counts> {
    let Transcript { text, status } = transcript;
    let counts = libtest::read(text)
        .with_context(|| format!("no line `test result:`; cargo test ended with {status}"))?;
    ensure!(counts != Counts::default(), "cargo test ran no test; it ended with {status}");
    Ok(with_status(counts, *status))
}

/// The folder into which a test program writes `JUnit` XML, one file or several.
pub(crate) struct Reports {
    folder: PathBuf,
}

impl Reports {
    /// An empty folder: what an earlier run wrote is removed, so that it is never counted again.
    pub(crate) fn fresh(folder: PathBuf) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// The file to name to a program that writes one.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.join("tests.xml")
    }

    /// Runs a test program and counts the tests of its reports.
    ///
    /// An error where no report was written, where one is malformed, and where all of them together
    /// have no test.
    pub(crate) fn of(&self, command: &mut Command) -> Result<Counts> {
        let status = program::watch(command)?.status;
        let counts =
            self.read().with_context(|| format!("the test program ended with {status}"))?;
        Ok(with_status(counts, status))
    }

    fn read(&self) -> Result<Counts> {
        let mut total = Counts::default();
        let files = xml_files(&self.folder)?;
        ensure!(!files.is_empty(), "no test report in {}", self.folder.display());
        for file in files {
            let counts = fs::read_to_string(&file).map_err(Into::into);
            let counts = counts.and_then(|text| junit::read(&text));
            total = total.plus(counts.with_context(|| file.display().to_string())?);
        }
        ensure!(total != Counts::default(), "no test in the reports of {}", self.folder.display());
        Ok(total)
    }
}

fn xml_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("xml")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// An exit status that reports a failure where no test failed counts as one failed test: the program
/// did not build, or crashed.
fn with_status(mut counts: Counts, status: ExitStatus) -> Counts {
    if !status.success() && counts.failed == 0 {
        eprintln!("FAILED: the test program ended with {status}, and reports no failed test");
        counts.add(false);
    }
    counts
}

#[cfg(test)]
mod tests;
