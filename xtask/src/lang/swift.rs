//! Swift: the package and its tests, with the user's Swift or one from the cache.

mod generated;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::facts;
use crate::lang::language::Language;
use crate::run::counts::Counts;
use crate::run::program::run;
use crate::run::results::Reports;
use crate::run::workspace::{Workspace, copy_tree};
use crate::tools::notices::{self, Shipped};
use crate::tools::readme;
use crate::tools::simulator::Simulator;
use crate::tools::swift_toolchain::Toolchain;

/// Swift 6.
pub(crate) struct Swift;

impl Swift {
    /// `swift ARGUMENTS --scratch-path target/swift/…` in a package folder of the repository.
    ///
    /// It sees the whole repository under its own path, and perhaps nothing else of the disk.
    pub(crate) fn command(
        workspace: &Workspace,
        package: &str,
        arguments: &[&str],
    ) -> Result<Command> {
        let folder = workspace.existing(package)?;
        let scratch = workspace.target.join("swift").join(package.replace('/', "-"));
        fs::create_dir_all(&scratch)?;
        let mut command = Toolchain::find(workspace)?.command(workspace, &workspace.root, &folder);
        // The options of `swift run` end where the program's own arguments begin.
        let (name, rest) = arguments.split_first().unzip();
        command.args(name).arg("--scratch-path").arg(scratch).args(rest.unwrap_or_default());
        Ok(command)
    }
}

impl Language for Swift {
    fn setup(&self, workspace: &Workspace) -> Result<()> {
        Toolchain::ensure(workspace)?;
        notices::setup(workspace)
    }

    fn build(&self, workspace: &Workspace) -> Result<()> {
        generated::place(workspace, &workspace.existing(PACKAGE)?.join(GENERATED))?;
        facts::facade(workspace, "swift", &workspace.existing(PACKAGE)?.join(FACADE))?;
        forget_plan(workspace)?;
        run(&mut Self::command(workspace, PACKAGE, &["build", "--build-tests"])?)?;
        run(&mut Self::command(workspace, VECTORS, &["build"])?)
    }

    /// Two reports: one of Swift Testing, and one of `XCTest`, which no test here uses. Without
    /// `--parallel` the second is not written, and Swift 6.0 writes none at all without `XCTest`.
    fn test(&self, workspace: &Workspace) -> Result<Counts> {
        let reports = Reports::fresh(workspace.target.join("results/swift"))?;
        let mut test = Self::command(workspace, PACKAGE, &["test", "--parallel"])?;
        reports.of(test.arg("--xunit-output").arg(reports.file()))
    }

    fn vectors(&self, workspace: &Workspace, dir: &Path) -> Result<Command> {
        let dir = visible(workspace, dir)?;
        let mut runner =
            Self::command(workspace, VECTORS, &["run", "--quiet", "--skip-build", "vectors"])?;
        runner.arg(dir);
        Ok(runner)
    }

    /// The package's folder as users depend on it, generated code included.
    fn package(&self, workspace: &Workspace, out: &Path) -> Result<()> {
        let (package, packed) = (workspace.existing(PACKAGE)?, out.join(NAME));
        for folder in ["Sources", "Tests"] {
            copy_tree(&package.join(folder), &packed.join(folder))?;
        }
        for file in ["Package.swift", "README.md"] {
            fs::copy(package.join(file), packed.join(file))?;
        }
        Shipped::Native.place(workspace, &packed)
    }

    fn packaging(&self, workspace: &Workspace, out: &Path) -> Result<Counts> {
        let project = Workspace::elsewhere("swift")?;
        copy_tree(&workspace.existing("tests/packaging/swift")?, &project)?;
        copy_tree(&out.join(NAME), &project.join(NAME))?;
        let used = use_package(workspace, &project);
        fs::remove_dir_all(&project)?;
        used
    }

    /// In `target`: the toolchain sees the repository, which also has the samples.
    fn e2e(&self, workspace: &Workspace, out: &Path, simulator: &Simulator) -> Result<Counts> {
        let project = workspace.target.join("e2e/swift");
        copy_tree(&workspace.existing("examples/e2e/swift")?, &project)?;
        copy_tree(&out.join(NAME), &project.join(NAME))?;
        let toolchain = Toolchain::find(workspace)?;
        let mut run = toolchain.command(workspace, &workspace.root, &project);
        simulator.end_to_end(workspace, run.args(["run", "e2e"]))
    }
}

/// Removes the build plan of the vector runner when a source file was added or removed: `SwiftPM`
/// does not notice that in a package that another one depends on.
fn forget_plan(workspace: &Workspace) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(workspace.existing(PACKAGE)?.join("Sources/DokuKit"))? {
        files.push(entry?.file_name().to_string_lossy().into_owned());
    }
    files.sort();
    let scratch = workspace.target.join("swift");
    let (known, files) = (scratch.join("sources.txt"), files.join("\n"));
    if fs::read_to_string(&known).is_ok_and(|known| known == files) {
        return Ok(());
    }
    for plan in ["debug.yaml", "build.db"] {
        let plan = scratch.join(VECTORS.replace('/', "-")).join(plan);
        if plan.exists() {
            fs::remove_file(plan)?;
        }
    }
    fs::create_dir_all(&scratch)?;
    Ok(fs::write(known, files)?)
}

/// Runs a project that depends on the package, then the README's program in its place.
fn use_package(workspace: &Workspace, project: &Path) -> Result<Counts> {
    let toolchain = Toolchain::find(workspace)?;
    let shop = || {
        let mut shop = toolchain.command(workspace, project, project);
        shop.args(["run", "--configuration", "release", "shop"]);
        shop
    };
    let mut counts = Shipped::Native.check(workspace, &project.join(NAME))?;
    counts.add(run(&mut shop()).is_ok());
    fs::write(
        project.join("Sources/shop/main.swift"),
        readme::program(workspace, "README.md", "swift")?,
    )?;
    readme::place_registration(workspace, project)?;
    let simulator = Simulator::start(workspace)?;
    Ok(counts.plus(simulator.try_out(&mut shop())?))
}

/// A folder that Swift can read: this one, or a copy in `target` when it is outside of the repository.
fn visible(workspace: &Workspace, dir: &Path) -> Result<PathBuf> {
    if dir.starts_with(&workspace.root) {
        return Ok(dir.to_owned());
    }
    let copy = workspace.target.join("swift/vectors");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    copy_tree(dir, &copy)?;
    Ok(copy)
}

const NAME: &str = "DokuKit";
const PACKAGE: &str = "bindings-uniffi/swift";
/// In the package, and not in git: the code by uniffi, and the code by `xtask-facts`.
const GENERATED: &str = "Sources/DokuKitCore/Generated";
const FACADE: &str = "Sources/DokuKit/Generated";
const VECTORS: &str = "tests/swift/vectors";
