//! Kotlin: a jar, built by Maven, with the native library inside.

use std::env;
use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::facts;
use crate::lang::language::Language;
use crate::run::counts::Counts;
use crate::run::program::{command, run};
use crate::run::results::Reports;
use crate::run::workspace::{Workspace, copy_tree};
use crate::tools::apt::Tool;
use crate::tools::notices::{self, Shipped};
use crate::tools::simulator::Simulator;
use crate::tools::{readme, uniffi};

/// Kotlin on the JVM.
pub(crate) struct Kotlin;

impl Language for Kotlin {
    fn setup(&self, workspace: &Workspace) -> Result<()> {
        let javac = Tool {
            program: "javac",
            question: &["-version"],
            before: "javac ",
            least: &[17],
            packages: "default-jdk-headless",
        };
        javac.ensure(workspace)?;
        let maven = Tool {
            program: "mvn",
            question: &["-version"],
            before: "Apache Maven ",
            least: &[3, 8],
            packages: "maven",
        };
        maven.ensure(workspace)?;
        notices::setup(workspace)
    }

    /// Builds the jar, its tests and the vector runner from scratch: Maven would keep the classes of
    /// deleted files.
    fn build(&self, workspace: &Workspace) -> Result<()> {
        uniffi::generate(workspace, "kotlin")?;
        let facade = workspace.target.join("facade/kotlin");
        if facade.exists() {
            fs::remove_dir_all(&facade)?;
        }
        facts::facade(workspace, "kotlin", &facade)?;
        place_library(workspace)?;
        let notices = workspace.target.join("kotlin/notices/META-INF");
        fs::create_dir_all(&notices)?;
        Shipped::Native.place(workspace, &notices)?;
        let built = built(workspace);
        if built.exists() {
            fs::remove_dir_all(built)?;
        }
        run(maven(&workspace.existing(PACKAGE)?, workspace).args(["-q", "package", "-DskipTests"]))
    }

    /// The build has compiled the tests: this only runs them.
    fn test(&self, workspace: &Workspace) -> Result<Counts> {
        let reports = Reports::fresh(built(workspace).join("surefire-reports"))?;
        reports.of(maven(&workspace.existing(PACKAGE)?, workspace).arg("surefire:test"))
    }

    /// Plain `java` with the class path that the build wrote: Maven takes seconds more.
    fn vectors(&self, workspace: &Workspace, dir: &Path) -> Result<Command> {
        let built = built(workspace);
        let libraries = fs::read_to_string(built.join("classpath.txt"))
            .context("the Kotlin build left no class path")?;
        let folders = ["test-classes", "classes"].map(|folder| built.join(folder));
        let libraries = env::split_paths(libraries.trim());
        let mut runner = command(workspace, "java");
        runner
            .args(["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"])
            .arg(env::join_paths(folders.into_iter().chain(libraries))?)
            .arg("VectorsKt")
            .arg(dir);
        Ok(runner)
    }

    fn package(&self, workspace: &Workspace, out: &Path) -> Result<()> {
        let pom = workspace.existing(PACKAGE)?.join("pom.xml");
        fs::copy(built(workspace).join(jar()), out.join(jar()))?;
        fs::copy(pom, out.join("pom.xml"))?;
        Ok(())
    }

    /// A project outside of the repository, with a Maven repository of its own.
    fn packaging(&self, workspace: &Workspace, out: &Path) -> Result<Counts> {
        let project = Workspace::elsewhere("kotlin")?;
        copy_tree(&workspace.existing("tests/packaging/kotlin")?, &project)?;
        let used = use_jar(workspace, out, &project);
        fs::remove_dir_all(&project)?;
        used
    }

    fn e2e(&self, workspace: &Workspace, out: &Path, simulator: &Simulator) -> Result<Counts> {
        let project = workspace.target.join("e2e/kotlin");
        copy_tree(&workspace.existing("examples/e2e/kotlin")?, &project)?;
        let maven = installed(workspace, out, &project)?;
        simulator.end_to_end(workspace, maven().args(["compile", "exec:java"]))
    }
}

/// Installs the jar into the repository of packaging tests, then builds and runs a project with it,
/// once with a program of its own and once with the README's.
fn use_jar(workspace: &Workspace, out: &Path, project: &Path) -> Result<Counts> {
    let maven = installed(workspace, out, project)?;
    let simulator = Simulator::start(workspace)?;
    let mut counts = Shipped::Native.check(workspace, &out.join(jar()))?;
    let mut own = maven();
    own.args(["compile", "exec:java"]).envs(simulator.environment());
    counts.add(run(&mut own).is_ok());
    fs::write(
        project.join("src/main/kotlin/Main.kt"),
        readme::program(workspace, "README.md", "kotlin")?,
    )?;
    readme::place_registration(workspace, project)?;
    Ok(counts.plus(simulator.try_out(maven().args(["compile", "exec:java"]))?))
}

/// Installs the jar into a repository, and returns Maven in a project that uses it.
fn installed(workspace: &Workspace, out: &Path, project: &Path) -> Result<impl Fn() -> Command> {
    let repository = workspace.target.join("kotlin/repository");
    let installed = repository.join("id/dokukit");
    if installed.exists() {
        fs::remove_dir_all(installed)?;
    }
    let project = project.to_owned();
    let maven = move || {
        let mut maven = maven(&project, workspace);
        maven
            .arg("-q")
            .arg(format!("-Dmaven.repo.local={}", repository.display()))
            .arg(format!("-Ddokukit.version={VERSION}"));
        maven
    };
    run(maven()
        .arg("org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file")
        .arg(format!("-Dfile={}", out.join(jar()).display()))
        .arg(format!("-DpomFile={}", out.join("pom.xml").display())))?;
    Ok(maven)
}

/// Copies the native library to where JNA looks for it inside a jar.
fn place_library(workspace: &Workspace) -> Result<()> {
    let library = uniffi::library(workspace)?;
    let system = match OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let folder = workspace
        .target
        .join("kotlin/natives")
        .join(format!("{system}-{}", ARCH.replace('_', "-")));
    fs::create_dir_all(&folder)?;
    let name = library.file_name().context("the library has no name")?;
    fs::copy(&library, folder.join(name))?;
    Ok(())
}

fn maven(folder: &Path, workspace: &Workspace) -> Command {
    let mut maven = command(workspace, "mvn");
    maven.args(["-B", "-ntp", "-Dstyle.color=never"]).current_dir(folder);
    maven
}

/// Maven's own `target`.
fn built(workspace: &Workspace) -> PathBuf {
    workspace.target.join("kotlin/maven")
}

fn jar() -> String {
    format!("dokukit-{VERSION}.jar")
}

const PACKAGE: &str = "bindings-uniffi/kotlin";
const VERSION: &str = env!("CARGO_PKG_VERSION");
