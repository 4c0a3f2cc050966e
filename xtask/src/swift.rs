//! Swift: the package and its tests, with the user's Swift or one from the cache.

use std::env::consts::DLL_PREFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::counts::{Counts, Runner};
use crate::lang::{Lang, Language};
use crate::notices::{self, Shipped};
use crate::readme::{self, Simulator};
use crate::schema;
use crate::shell::run;
use crate::swift_toolchain::Toolchain;
use crate::uniffi;
use crate::workspace::{Workspace, copy_tree};

/// Swift 6.
pub(crate) struct Swift;

impl Swift {
    /// `swift ARGUMENTS --scratch-path target/swift/…` in a package folder of the repository.
    ///
    /// The whole repository is visible to it under its own path, nothing else of the disk is sure
    /// to be.
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
        place_generated(workspace)?;
        schema::facade(workspace, "swift", &workspace.existing(PACKAGE)?.join(FACADE))?;
        forget_plan(workspace)?;
        run(&mut Self::command(workspace, PACKAGE, &["build", "--build-tests"])?)?;
        run(&mut Self::command(workspace, VECTORS, &["build"])?)
    }

    fn test(&self, workspace: &Workspace) -> Result<Counts> {
        Runner::Swift.run(&mut Self::command(workspace, PACKAGE, &["test", "--disable-xctest"])?)
    }

    fn vectors(&self, workspace: &Workspace, dir: &Path) -> Result<Command> {
        let dir = visible(workspace, dir)?;
        let mut runner =
            Self::command(workspace, VECTORS, &["run", "--quiet", "--skip-build", "vectors"])?;
        runner.arg(dir);
        Ok(runner)
    }

    /// The package's folder as users depend on it, with what is generated inside.
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

    /// Inside of the repository, which the toolchain sees with the samples in it.
    fn e2e(&self, workspace: &Workspace, out: &Path, simulator: &Simulator) -> Result<Counts> {
        let project = workspace.target.join("e2e/swift");
        copy_tree(&workspace.existing("examples/e2e/swift")?, &project)?;
        copy_tree(&out.join(NAME), &project.join(NAME))?;
        let toolchain = Toolchain::find(workspace)?;
        let mut run = toolchain.command(workspace, &workspace.root, &project);
        simulator.end_to_end(workspace, run.args(["run", "e2e"]))
    }
}

/// `SwiftPM` does not see a new file in a package that another one depends on: it plans anew.
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
    fs::write(project.join("Sources/shop/main.swift"), readme::program(workspace, Lang::Swift)?)?;
    readme::place_registration(workspace, project)?;
    let simulator = Simulator::start(workspace)?;
    Ok(counts.plus(simulator.try_out(&mut shop())?))
}

/// Puts the generated code and the library where Package.swift looks for them.
///
/// `SwiftPM` does not see that a library changed. The Swift code is written anew with it, and
/// whatever was linked with it is linked again.
fn place_generated(workspace: &Workspace) -> Result<()> {
    let code = uniffi::generate(workspace, "swift")?;
    let library = format!("{DLL_PREFIX}dokukit_uniffi.a");
    let placed = workspace.existing(PACKAGE)?.join(GENERATED);
    let records = fs::read_to_string(code.join("DokuKitCore.swift"))?;
    let built = workspace.target.join("release").join(&library);
    let files = [
        (placed.join("DokuKitFFI.h"), fs::read(code.join("DokuKitFFI.h"))?),
        (placed.join(&library), fs::read(&built).with_context(|| format!("{}", built.display()))?),
        (placed.join("DokuKitCore.swift"), (conformances(&records)? + &records).into_bytes()),
    ];
    fs::create_dir_all(&placed)?;
    if files.iter().any(|(to, bytes)| fs::read(to).ok().as_ref() != Some(bytes)) {
        for (to, bytes) in files {
            fs::write(to, bytes)?;
        }
    }
    Ok(())
}

/// What uniffi leaves out of the records that print themselves: `dump` shows no field of theirs
/// either, and those that hold a `Secret` are `Hashable` like all others.
///
/// Swift derives `Hashable` in the record's own file only, so this goes into it.
fn conformances(code: &str) -> Result<String> {
    let mut lines = String::new();
    for record in code.lines().filter_map(|line| line.strip_prefix("public struct ")) {
        let Some((name, protocols)) = record.split_once(": ") else { continue };
        if protocols.contains("CustomDebugStringConvertible") {
            let hashable = if protocols.contains("Hashable") { "" } else { ", Hashable" };
            lines.extend(["extension ", name, ": Redacted", hashable, " {}\n"]);
        }
    }
    ensure!(!lines.is_empty(), "the generated Swift has no record that prints itself");
    Ok(lines)
}

/// A folder that Swift can read: this one, or a copy of it in `target` when it lies elsewhere.
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
/// In the package, and not in git: what uniffi generates, and what the core's rows give.
const GENERATED: &str = "Sources/DokuKitCore/Generated";
const FACADE: &str = "Sources/DokuKit/Generated";
const VECTORS: &str = "tests/swift/vectors";
