//! Python: the wheel and its tests.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::facts;
use crate::lang::language::Language;
use crate::run::counts::Counts;
use crate::run::program::{command, run};
use crate::run::results::Reports;
use crate::run::workspace::Workspace;
use crate::tools::notices::{self, Shipped};
use crate::tools::python::{self, Bare};
use crate::tools::simulator::Simulator;
use crate::tools::{node, readme, uniffi};

/// `CPython`, 3.11 or newer.
pub(crate) struct Python;

impl Language for Python {
    fn setup(&self, workspace: &Workspace) -> Result<()> {
        python::ensure(workspace)?;
        // Pyright runs in Node, and would otherwise download one.
        node::ensure(workspace)?;
        python::ensure_environment(workspace, &requirements(workspace)?)?;
        notices::setup(workspace)
    }

    /// Writes the types, builds the wheel and installs it into the environment.
    fn build(&self, workspace: &Workspace) -> Result<()> {
        let package = workspace.existing(PACKAGE)?;
        facts::facade(workspace, "python", &package.join("src/dokukit"))?;
        Shipped::Native.place(workspace, &package)?;
        let wheel = wheel(workspace, &workspace.target.join("python-wheel"))?;
        let mut install = python::install(workspace);
        run(install.args(["--no-deps", "--no-index", "--force-reinstall"]).arg(wheel))
    }

    fn test(&self, workspace: &Workspace) -> Result<Counts> {
        let reports = Reports::fresh(workspace.target.join("results/python"))?;
        let mut test = python::python(workspace);
        test.args(["-m", "pytest", "--junit-xml"]).arg(reports.file());
        reports.of(test.current_dir(workspace.existing(PACKAGE)?))
    }

    fn vectors(&self, workspace: &Workspace, dir: &Path) -> Result<Command> {
        let mut runner = python::python(workspace);
        runner.arg(workspace.existing("tests/python/vectors.py")?).arg(dir);
        Ok(runner)
    }

    /// The wheel as it was built and tested.
    fn package(&self, workspace: &Workspace, out: &Path) -> Result<()> {
        let wheel = built(&workspace.target.join("python-wheel"))?;
        let name = wheel.file_name().context("the wheel has no name")?;
        fs::copy(&wheel, out.join(name))?;
        Ok(())
    }

    /// An environment outside of the repository with the wheel and the README's HTTP client.
    fn packaging(&self, workspace: &Workspace, out: &Path) -> Result<Counts> {
        let project = Workspace::elsewhere("python")?;
        let used = use_wheel(workspace, &built(out)?, &project);
        fs::remove_dir_all(&project)?;
        used
    }

    fn e2e(&self, workspace: &Workspace, out: &Path, simulator: &Simulator) -> Result<Counts> {
        let alone = Bare::ensure(workspace, &workspace.target.join("e2e/python"))?;
        let folder = workspace.existing("examples/e2e/python")?;
        run(alone.install(workspace).arg("-r").arg(folder.join("requirements.txt")))?;
        let mut install = alone.install(workspace);
        run(install.args(["--no-deps", "--no-index", "--force-reinstall"]).arg(built(out)?))?;
        simulator.end_to_end(workspace, &mut alone.python(workspace, folder.join("main.py")))
    }
}

/// Builds the wheel into a folder and removes all else from it.
fn wheel(workspace: &Workspace, out: &Path) -> Result<PathBuf> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let venv = python::environment(workspace);
    // Maturin starts the generator by its usual name.
    let usual = venv.join("bin/uniffi-bindgen");
    if usual.is_symlink() {
        fs::remove_file(&usual)?;
    }
    symlink(uniffi::generator(workspace)?, usual)?;
    let path = env::var_os("PATH").unwrap_or_default();
    let path = [venv.join("bin")].into_iter().chain(env::split_paths(&path));
    let mut maturin = command(workspace, "maturin");
    maturin.env("PATH", env::join_paths(path)?).args(["build", "--release", "--out"]).arg(out);
    run(maturin.current_dir(workspace.existing(PACKAGE)?))?;
    built(out)
}

fn built(folder: &Path) -> Result<PathBuf> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("whl")) {
            return Ok(path);
        }
    }
    bail!("no wheel in {}", folder.display())
}

/// Runs and type-checks a program and the READMEs' with nothing but the wheel.
fn use_wheel(workspace: &Workspace, wheel: &Path, project: &Path) -> Result<Counts> {
    let alone = Bare::ensure(workspace, &project.join("venv"))?;
    run(alone.install(workspace).arg("--no-index").arg(wheel))?;
    fs::copy(workspace.existing("tests/packaging/python/shop.py")?, project.join("shop.py"))?;
    let own = format!("{PACKAGE}/README.md");
    for (file, page, words) in
        [("readme.py", "README.md", "python"), ("onboarding.py", own.as_str(), "python onboarding")]
    {
        fs::write(project.join(file), readme::program(workspace, page, words)?)?;
    }
    readme::place_registration(workspace, project)?;

    let mut counts = Shipped::Native.check(workspace, wheel)?;
    let mut passes = |command: &mut Command| counts.add(run(command.current_dir(project)).is_ok());
    passes(&mut alone.python(workspace, "shop.py"));
    run(alone.install(workspace).args(["httpx", "-c"]).arg(requirements(workspace)?))?;
    for check in ["mypy --strict --python-executable", "pyright --pythonpath"] {
        let mut check_types = python::python(workspace);
        check_types.arg("-m").args(check.split(' ')).arg(alone.program());
        passes(check_types.args(["shop.py", "readme.py", "onboarding.py"]));
    }
    let simulator = Simulator::start(workspace)?;
    let mut readme = alone.python(workspace, "readme.py");
    let mut onboarding = alone.python(workspace, "onboarding.py");
    let readme = simulator.try_out(readme.current_dir(project))?;
    Ok(counts.plus(readme).plus(simulator.onboard(onboarding.current_dir(project))?))
}

fn requirements(workspace: &Workspace) -> Result<PathBuf> {
    workspace.existing(&format!("{PACKAGE}/requirements-dev.txt"))
}

const PACKAGE: &str = "bindings-uniffi/python";
