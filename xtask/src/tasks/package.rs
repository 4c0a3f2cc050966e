//! `cargo xtask package`: what would be published, in `target/package/LANGUAGE`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::lang::map::language;
use crate::lang::name::Lang;
use crate::run::report::Report;
use crate::run::workspace::Workspace;
use crate::tasks::prepare::prepare;

pub(crate) fn run(workspace: &Workspace, languages: &[Lang]) -> ExitCode {
    let mut report = Report::default();
    for lang in prepare(&mut report, workspace, languages) {
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
    language(lang).package(workspace, &out)?;
    Ok(out)
}
