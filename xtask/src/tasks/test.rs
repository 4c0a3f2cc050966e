//! `cargo xtask test`: every test of the chosen languages, and those that belong to none.

use std::process::ExitCode;

use crate::lang::map::language;
use crate::lang::name::Lang;
use crate::run::program::{self, cargo, command};
use crate::run::report::Report;
use crate::run::workspace::Workspace;
use crate::tasks::prepare::prepare;
use crate::tasks::{e2e, inspect_page, package, vector_lint, vectors};
use crate::tools::python;

pub(crate) fn run(workspace: &Workspace, languages: &[Lang]) -> ExitCode {
    let mut report = Report::default();
    all(&mut report, workspace, languages);
    report.finish()
}

/// Runs them as a part of another task.
pub(crate) fn all(report: &mut Report, workspace: &Workspace, languages: &[Lang]) {
    report.check("oracle", || {
        python::ensure(workspace)?;
        let oracle = workspace.existing("tests/oracle/make.py")?;
        program::run(command(workspace, "python3").arg(oracle).arg("--check"))
    });
    report.tests("vector linter", || vector_lint::check(workspace));
    let ready = prepare(report, workspace, languages);
    for lang in &ready {
        report.tests(&format!("test {}", lang.name()), || language(*lang).test(workspace));
        if *lang == Lang::Node && report.step("setup inspector", || inspect_page::setup(workspace))
        {
            report.tests("test inspector", || inspect_page::test(workspace));
        }
    }
    report.tests("vectors", || {
        let dir = workspace.existing("tests/vectors")?;
        vectors::run(workspace, &ready, &dir, false)
    });
    for lang in &ready {
        report.tests(&format!("packaging {}", lang.name()), || {
            let out = package::one(workspace, *lang)?;
            language(*lang).packaging(workspace, &out)
        });
    }
    for lang in &ready {
        e2e::one(report, workspace, *lang);
    }
    if ready.contains(&Lang::Rust) {
        report.check("load", || {
            program::run(&mut cargo(workspace, "run -q -p dokukit-simulator --example load"))
        });
    }
}
