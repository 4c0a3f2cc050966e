//! `cargo xtask setup`: installs what is missing, and does nothing else.

use std::process::ExitCode;

use crate::lang::map::language;
use crate::lang::name::Lang;
use crate::run::report::Report;
use crate::run::workspace::Workspace;
use crate::tasks::inspect_page;
use crate::tools::deny;

pub(crate) fn run(workspace: &Workspace, languages: &[Lang]) -> ExitCode {
    let mut report = Report::default();
    for lang in languages {
        report.step(&format!("setup {}", lang.name()), || language(*lang).setup(workspace));
        if *lang == Lang::Node {
            report.step("setup inspector", || inspect_page::setup(workspace));
        }
    }
    if languages == Lang::ALL {
        report.step("setup cargo-deny", || deny::setup(workspace));
    }
    report.finish_quietly()
}
