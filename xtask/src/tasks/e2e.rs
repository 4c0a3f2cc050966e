//! `cargo xtask e2e`: the programs of `examples/e2e`, each against a simulator.

use std::process::ExitCode;

use crate::lang::map::language;
use crate::lang::name::Lang;
use crate::run::report::Report;
use crate::run::workspace::Workspace;
use crate::tasks::package;
use crate::tasks::prepare::prepare;
use crate::tools::simulator::Simulator;

pub(crate) fn run(workspace: &Workspace, languages: &[Lang]) -> ExitCode {
    let mut report = Report::default();
    for lang in prepare(&mut report, workspace, languages) {
        one(&mut report, workspace, lang);
    }
    report.finish()
}

/// Packs one language that has been built, and runs its program.
pub(crate) fn one(report: &mut Report, workspace: &Workspace, lang: Lang) {
    report.tests(&format!("e2e {}", lang.name()), || {
        let out = package::one(workspace, lang)?;
        language(lang).e2e(workspace, &out, &Simulator::start(workspace)?)
    });
}
