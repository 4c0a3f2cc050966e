//! `cargo xtask bench`: measures each language beside a peer in the same run.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::lang::name::Lang;
use crate::run::program::{cargo, command, output};
use crate::run::workspace::Workspace;
use crate::tasks::prepare;
use crate::tools::{npm, python};

/// Builds what is measured, runs the benchmarks of each language, and prints a line per case.
///
/// Figures are ratios to a peer that does the same work in the same process: times alone say
/// more about the machine.
pub(crate) fn run(workspace: &Workspace, json: bool) -> Result<ExitCode> {
    let languages = [Lang::Rust, Lang::Node, Lang::Python];
    if prepare::build(workspace, &languages) != ExitCode::SUCCESS {
        return Ok(ExitCode::FAILURE);
    }
    let folder = workspace.existing(NODE)?;
    npm::ci(workspace, &folder)?;
    let mut node = command(workspace, "node");
    node.arg(folder.join("bench.mjs"));
    let mut python = python::python(workspace);
    python.arg(workspace.existing("tests/bench/bench.py")?);
    let rust = cargo(workspace, "bench -q -p dokukit --bench calls -- --json");
    for mut program in [rust, node, python] {
        let lines = output(&mut program)?;
        for line in lines.text.lines().filter(|line| line.starts_with('{')) {
            print(line, json)?;
        }
        if !lines.status.success() {
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print(line: &str, json: bool) -> Result<()> {
    let mut out = io::stdout().lock();
    if json {
        return Ok(writeln!(out, "{line}")?);
    }
    let case: Value = serde_json::from_str(line).context("a benchmark printed no JSON")?;
    let text = |key: &str| case.get(key).and_then(Value::as_str).unwrap_or_default();
    let number = |key: &str| case.get(key).and_then(Value::as_f64).unwrap_or_default();
    writeln!(
        out,
        "{:<7} {:<46} {:>10.2} µs {:>6.2} x {}",
        text("lang"),
        text("case"),
        number("ns_per_call") / 1000.0,
        number("ratio"),
        text("peer"),
    )?;
    Ok(())
}

const NODE: &str = "bindings-wasm/bench";
