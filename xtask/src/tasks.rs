//! The tasks that go through several languages.

use std::process::ExitCode;

use crate::lang::Lang;
use crate::readme::Simulator;
use crate::report::Report;
use crate::shell::{cargo, command};
use crate::workspace::Workspace;
use crate::{checks, deny, inspector, package, python, schema, shell, vector_lint, vectors};

/// Installs what is missing.
pub(crate) fn setup(workspace: &Workspace, languages: &[Lang]) -> ExitCode {
    let mut report = Report::default();
    for lang in languages {
        report.step(&format!("setup {}", lang.name()), || lang.language().setup(workspace));
        if *lang == Lang::Node {
            report.step("setup inspector", || inspector::setup(workspace));
        }
    }
    if languages == Lang::ALL {
        report.step("setup cargo-deny", || deny::setup(workspace));
    }
    report.finish_quietly()
}

/// Builds the library and the packages, setting up what they need.
pub(crate) fn build(workspace: &Workspace, languages: &[Lang]) -> ExitCode {
    let mut report = Report::default();
    prepare(&mut report, workspace, languages);
    report.finish_quietly()
}

/// Runs every test of the chosen languages, and those that belong to none.
pub(crate) fn test(workspace: &Workspace, languages: &[Lang]) -> ExitCode {
    let mut report = Report::default();
    tests(&mut report, workspace, languages);
    report.finish()
}

/// Runs what CI runs.
pub(crate) fn ci(workspace: &Workspace) -> ExitCode {
    let mut report = Report::default();
    let before = checks::tree(workspace);
    report.check("cargo fmt", || shell::run(&mut cargo(workspace, "fmt --all --check")));
    tests(&mut report, workspace, Lang::ALL);
    checks::lints(&mut report, workspace);
    report.check("docs/reference", || schema::is_documented(workspace));
    report.step("setup cargo-deny", || deny::setup(workspace));
    report.check("cargo deny", || deny::check(workspace));
    report.check("the tree is as it was", || checks::unchanged(workspace, before));
    report.finish()
}

/// Sets up and builds; returns the languages that are ready.
pub(crate) fn prepare(report: &mut Report, workspace: &Workspace, languages: &[Lang]) -> Vec<Lang> {
    let mut ready = Vec::new();
    for &lang in languages {
        let name = lang.name();
        let language = lang.language();
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

fn tests(report: &mut Report, workspace: &Workspace, languages: &[Lang]) {
    report.check("oracle", || {
        python::interpreter(workspace)?;
        let oracle = workspace.existing("tests/oracle/make.py")?;
        shell::run(command(workspace, "python3").arg(oracle).arg("--check"))
    });
    report.tests("vector linter", || vector_lint::check(workspace));
    let ready = prepare(report, workspace, languages);
    for lang in &ready {
        report.tests(&format!("test {}", lang.name()), || lang.language().test(workspace));
        if *lang == Lang::Node && report.step("setup inspector", || inspector::setup(workspace)) {
            report.tests("test inspector", || inspector::test(workspace));
        }
    }
    report.tests("vectors", || {
        let dir = workspace.existing("tests/vectors")?;
        vectors::run(workspace, &ready, &dir, false)
    });
    for lang in &ready {
        report.tests(&format!("packaging {}", lang.name()), || {
            let out = package::one(workspace, *lang)?;
            lang.language().packaging(workspace, &out)
        });
    }
    for lang in &ready {
        end_to_end(report, workspace, *lang);
    }
    if ready.contains(&Lang::Rust) {
        report.check("load", || {
            shell::run(&mut cargo(workspace, "run -q -p dokukit-simulator --example load"))
        });
    }
}

/// Runs the programs of `examples/e2e` against the simulator.
pub(crate) fn e2e(workspace: &Workspace, languages: &[Lang]) -> ExitCode {
    let mut report = Report::default();
    for lang in prepare(&mut report, workspace, languages) {
        end_to_end(&mut report, workspace, lang);
    }
    report.finish()
}

fn end_to_end(report: &mut Report, workspace: &Workspace, lang: Lang) {
    report.tests(&format!("e2e {}", lang.name()), || {
        let out = package::one(workspace, lang)?;
        lang.language().e2e(workspace, &out, &Simulator::start(workspace)?)
    });
}
