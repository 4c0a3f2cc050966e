//! Sets up and builds languages, which nearly every task begins with.

use std::process::ExitCode;

use crate::lang::map::language;
use crate::lang::name::Lang;
use crate::run::report::Report;
use crate::run::workspace::Workspace;

/// `cargo xtask build`: builds the library and the packages.
pub(crate) fn build(workspace: &Workspace, languages: &[Lang]) -> ExitCode {
    let mut report = Report::default();
    prepare(&mut report, workspace, languages);
    report.finish_quietly()
}

/// Sets up and builds; returns the languages that are ready.
pub(crate) fn prepare(report: &mut Report, workspace: &Workspace, languages: &[Lang]) -> Vec<Lang> {
    let mut ready = Vec::new();
    for &lang in languages {
        let (name, language) = (lang.name(), language(lang));
        if report.step(&format!("setup {name}"), || language.setup(workspace))
            && report.step(&format!("build {name}"), || language.build(workspace))
        {
            ready.push(lang);
        } else {
            eprintln!("FAILED {name}: nothing of it is tested");
        }
    }
    ready
}
