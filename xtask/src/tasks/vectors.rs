//! `cargo xtask vectors`: the shared vectors in every language, and the languages against each other.

mod compare;
mod lines;
mod results;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::lang::map::language;
use crate::lang::name::Lang;
use crate::run::counts::Counts;
use crate::run::program;
use crate::run::report::Report;
use crate::run::workspace::Workspace;
use crate::tasks::prepare::prepare;
use crate::tasks::vectors::lines::Lines;
use crate::tasks::vectors::results::Results;

/// The options of the command line.
pub(crate) struct Options {
    pub(crate) languages: Vec<Lang>,
    /// A folder of vectors, `tests/vectors` when absent.
    pub(crate) dir: Option<PathBuf>,
    /// Whether to write a JSON line for each vector and language to standard output.
    pub(crate) print: bool,
}

/// Sets up, builds, and runs a folder of vectors.
pub(crate) fn command(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let dir = match &options.dir {
        Some(dir) => dir.canonicalize().with_context(|| format!("{}", dir.display()))?,
        None => workspace.existing("tests/vectors")?,
    };
    let mut report = Report::default();
    let ready = prepare(&mut report, workspace, &options.languages);
    report.tests("vectors", || run(workspace, &ready, &dir, options.print));
    Ok(if options.print { report.finish_quietly() } else { report.finish() })
}

/// Runs the vectors of a folder in these languages and compares the results.
///
/// A vector is one test in each language, and one more where there are results to compare.
pub(crate) fn run(
    workspace: &Workspace,
    languages: &[Lang],
    dir: &Path,
    print: bool,
) -> Result<Counts> {
    let vectors = read(dir)?;
    if vectors.is_empty() {
        bail!("no vectors in {}", dir.display());
    }
    let mut total = Counts::default();
    let mut results = Results::default();
    for lang in languages {
        let lines = Lines { lang: *lang, print, vectors: &vectors };
        let runner = language(*lang).vectors(workspace, dir);
        let counts = runner.and_then(|mut runner| lines.run(&mut runner, &mut results));
        let counts = counts.unwrap_or_else(|error| {
            eprintln!("FAILED {}: {error:#}", lang.name());
            Counts { passed: 0, failed: 1 }
        });
        program::say(&format!(
            "{}: {} passed, {} failed",
            lang.name(),
            counts.passed,
            counts.failed
        ));
        total = total.plus(counts);
    }
    Ok(total.plus(results.compare()))
}

/// The vectors of a folder by their files' names; invalid JSON is null, and fails.
fn read(dir: &Path) -> Result<BTreeMap<String, Value>> {
    let vectors = files(dir)?.into_iter().map(|file| {
        let text = fs::read(dir.join(&file)).with_context(|| file.clone())?;
        Ok((file, serde_json::from_slice(&text).unwrap_or_default()))
    });
    vectors.collect()
}

/// Every `.json` file below a folder, as a path relative to it with `/` between its parts.
pub(crate) fn files(dir: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    collect(dir, "", &mut found)?;
    Ok(found)
}

fn collect(dir: &Path, prefix: &str, found: &mut BTreeSet<String>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("{}", dir.display()))? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "json") {
            found.insert(name);
        }
    }
    Ok(())
}
