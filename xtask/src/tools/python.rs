//! Python: the user's own, and a virtual environment with what the package is built and tested with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::run::program::{self, answer, command, is_stamped, run};
use crate::run::workspace::Workspace;
use crate::tools::apt::Tool;

/// The user's Python 3, able to make virtual environments.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    let python = Tool {
        program: "python3",
        question: &["-c", "import ensurepip, sys; print('Python', sys.version)"],
        before: "Python ",
        least: &[3, 11],
        packages: "python3 python3-venv",
    };
    python.ensure(workspace)
}

/// Makes the virtual environment unless it is complete, works and was made in this folder: its
/// programs contain its path, and its Python is a link whose target may be gone.
pub(crate) fn ensure_environment(workspace: &Workspace, requirements: &Path) -> Result<()> {
    let venv = environment(workspace);
    let stamp = format!("# {}\n{}", venv.display(), fs::read_to_string(requirements)?);
    let marker = venv.join("installed-requirements.txt");
    let works = answer(venv.join("bin/python"), &["-m", "pip", "--version"]).is_some();
    if works && is_stamped(&marker, &stamp) {
        program::say("the virtual environment is there");
        return Ok(());
    }
    run(command(workspace, "python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
    run(install(workspace).arg("-r").arg(requirements))?;
    // Pyright installs itself at its first start.
    run(python(workspace).args(["-m", "pyright", "--version"]))?;
    Ok(fs::write(marker, stamp)?)
}

/// The virtual environment's folder.
pub(crate) fn environment(workspace: &Workspace) -> PathBuf {
    workspace.target.join("python-venv")
}

/// The virtual environment's Python, with the package once it is built.
pub(crate) fn python(workspace: &Workspace) -> Command {
    let mut python = command(workspace, environment(workspace).join("bin/python"));
    python.env("PYTHONDONTWRITEBYTECODE", "1");
    python
}

/// `pip install` into the virtual environment.
pub(crate) fn install(workspace: &Workspace) -> Command {
    let mut install = pip(workspace);
    install.args(["install", "-q"]);
    install
}

/// An environment that has nothing in it, not even pip.
pub(crate) struct Bare {
    python: PathBuf,
}

impl Bare {
    /// Makes it in a folder, unless it is there.
    pub(crate) fn ensure(workspace: &Workspace, folder: &Path) -> Result<Self> {
        let python = folder.join("bin/python");
        if !python.exists() {
            run(command(workspace, "python3").args(["-m", "venv", "--without-pip"]).arg(folder))?;
        }
        Ok(Self { python })
    }

    /// The path of its Python.
    pub(crate) fn program(&self) -> &Path {
        &self.python
    }

    /// `python -I FILE`.
    pub(crate) fn python(&self, workspace: &Workspace, file: impl AsRef<Path>) -> Command {
        let mut python = command(workspace, &self.python);
        python.arg("-I").arg(file.as_ref());
        python
    }

    /// `pip install` into it, by the other environment's pip.
    pub(crate) fn install(&self, workspace: &Workspace) -> Command {
        let mut install = pip(workspace);
        install.arg("--python").arg(&self.python).args(["install", "-q"]);
        install
    }
}

fn pip(workspace: &Workspace) -> Command {
    let mut pip = python(workspace);
    pip.args(["-m", "pip", "--disable-pip-version-check"]);
    pip
}
