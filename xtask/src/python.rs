//! Python: a virtual environment, the wheel and its tests.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::apt::Tool;
use crate::counts::{Counts, Runner};
use crate::lang::Language;
use crate::shell::{self, command, is_stamped, run};
use crate::uniffi;
use crate::workspace::Workspace;

/// `CPython`, 3.10 or newer.
pub(crate) struct Python;

impl Language for Python {
    fn setup(&self, workspace: &Workspace) -> Result<()> {
        interpreter(workspace)?;
        let requirements = workspace.existing("bindings-uniffi/python/requirements-dev.txt")?;
        let pins = fs::read_to_string(&requirements)?;
        let marker = venv(workspace).join("installed-requirements.txt");
        if is_stamped(&marker, &pins) {
            shell::say("the virtual environment is there");
            return Ok(());
        }
        run(command(workspace, "python3").args(["-m", "venv", "--clear"]).arg(venv(workspace)))?;
        let mut pip = python(workspace);
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "-q", "-r"]);
        run(pip.arg(requirements))?;
        fs::write(marker, pins)?;
        Ok(())
    }

    /// Builds the wheel and installs it into the virtual environment.
    fn build(&self, workspace: &Workspace) -> Result<()> {
        uniffi::generate(workspace, "python")?;
        let wheels = workspace.target.join("python-wheel");
        let wheel = wheel(workspace, &wheels)?;
        let mut pip = python(workspace);
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "-q"]);
        run(pip.args(["--no-deps", "--no-index", "--force-reinstall"]).arg(wheel))
    }

    fn test(&self, workspace: &Workspace) -> Result<Counts> {
        let mut test = python(workspace);
        test.args(["-m", "pytest", "-p", "no:cacheprovider"]);
        Runner::Pytest.run(test.current_dir(workspace.existing(PACKAGE)?))
    }

    fn vectors(&self, workspace: &Workspace, dir: &Path) -> Result<Command> {
        let mut runner = python(workspace);
        runner.arg(workspace.existing("tests/python/vectors.py")?).arg(dir);
        Ok(runner)
    }

    fn package(&self, workspace: &Workspace, out: &Path) -> Result<()> {
        wheel(workspace, out).map(|_| ())
    }

    fn packaging(&self, _workspace: &Workspace, _out: &Path) -> Result<Counts> {
        bail!("the Python packaging test is not there yet")
    }
}

/// The user's Python 3, able to make virtual environments.
pub(crate) fn interpreter(workspace: &Workspace) -> Result<()> {
    let question = "-m ensurepip --version";
    Tool { program: "python3", question, packages: "python3 python3-venv" }.ensure(workspace)
}

/// Builds the wheel into a folder that then holds nothing else.
fn wheel(workspace: &Workspace, out: &Path) -> Result<PathBuf> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let mut maturin = command(workspace, venv(workspace).join("bin/maturin"));
    maturin.args(["build", "--release", "--out"]).arg(out);
    run(maturin.current_dir(workspace.existing(PACKAGE)?))?;
    for entry in fs::read_dir(out)? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("whl")) {
            return Ok(path);
        }
    }
    bail!("maturin left no wheel in {}", out.display())
}

/// The virtual environment's Python.
fn python(workspace: &Workspace) -> Command {
    let mut python = command(workspace, venv(workspace).join("bin/python"));
    python.env("PYTHONDONTWRITEBYTECODE", "1");
    python
}

fn venv(workspace: &Workspace) -> PathBuf {
    workspace.target.join("python-venv")
}

const PACKAGE: &str = "bindings-uniffi/python";
