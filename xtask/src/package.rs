//! What would be published, in `target/package/LANGUAGE`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::lang::Lang;
use crate::report::Report;
use crate::tasks;
use crate::workspace::Workspace;

/// Builds and packs the chosen languages.
pub(crate) fn run(workspace: &Workspace, languages: &[Lang]) -> ExitCode {
    let mut report = Report::default();
    for lang in tasks::prepare(&mut report, workspace, languages) {
        report.step(&format!("package {}", lang.name()), || {
            let out = one(workspace, lang)?;
            for entry in fs::read_dir(&out)? {
                println!("{}", entry?.path().display());
            }
            Ok(())
        });
    }
    report.finish_quietly()
}

/// Packs one language that has been built, and returns the folder of its files.
pub(crate) fn one(workspace: &Workspace, lang: Lang) -> Result<PathBuf> {
    let out = workspace.target.join("package").join(lang.name());
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    lang.language().package(workspace, &out)?;
    Ok(out)
}
