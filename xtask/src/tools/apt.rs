//! Programs that have to be on the PATH; on Debian, root installs the package of a missing one.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::run::program::{self, answer, command, run};
use crate::run::workspace::Workspace;

/// A program and the Debian packages that contain it.
pub(crate) struct Tool {
    pub(crate) program: &'static str,
    /// Arguments that make the program print its version.
    pub(crate) question: &'static [&'static str],
    /// Text in front of the version in that output.
    pub(crate) before: &'static str,
    /// The oldest version that is accepted; empty where any is.
    pub(crate) least: &'static [u32],
    pub(crate) packages: &'static str,
}

impl Tool {
    /// Fails when the program is missing, broken, too old, or another one of the same name.
    pub(crate) fn check(&self) -> Result<()> {
        let Self { program, question, before, least, .. } = self;
        let question = question.join(" ");
        let text = answer(program, self.question)
            .with_context(|| format!("{program} is missing, or `{program} {question}` fails"))?;
        if least.is_empty() {
            return Ok(());
        }
        let (_, after) = text
            .split_once(before)
            .with_context(|| format!("`{program} {question}` does not say {before:?}"))?;
        let found = program::version(after)
            .with_context(|| format!("`{program} {question}` names no version"))?;
        ensure!(
            found.as_slice() >= *least,
            "{program} is too old: expected {} or newer, got {}",
            dotted(least),
            dotted(&found)
        );
        Ok(())
    }

    /// Installs the packages unless [`Tool::check`] accepts the program.
    pub(crate) fn ensure(&self, workspace: &Workspace) -> Result<()> {
        let Self { program, packages, .. } = self;
        let Err(reason) = self.check() else {
            program::say(&format!("{program} is there"));
            return Ok(());
        };
        if !is_root_on_debian() {
            bail!("{reason:#}: install it, or run as root on Debian ({packages})");
        }
        install(workspace, packages)?;
        self.check().with_context(|| {
            format!("{packages} is installed, and the program is still not accepted")
        })
    }
}

/// Brings apt's lists up to date, once per run.
pub(crate) fn update(workspace: &Workspace) -> Result<()> {
    workspace.once("apt-get update", || run(apt_get(workspace).args(["update", "-qq"])))
}

/// Installs packages without asking, and first completes an installation that was interrupted.
fn install(workspace: &Workspace, packages: &str) -> Result<()> {
    update(workspace)?;
    run(command(workspace, "dpkg")
        .args(["--force-confold", "--configure", "-a"])
        .env("DEBIAN_FRONTEND", "noninteractive"))?;
    let mut install = apt_get(workspace);
    install.args(["install", "-y", "-qq", "--no-install-recommends"]);
    run(install.args(packages.split_whitespace()))
}

/// `apt-get` that tries a failing mirror again and waits for other installations.
fn apt_get(workspace: &Workspace) -> Command {
    let mut apt_get = command(workspace, "apt-get");
    apt_get.env("DEBIAN_FRONTEND", "noninteractive");
    for option in [
        "Acquire::Retries=3",
        "DPkg::Lock::Timeout=300",
        "Dpkg::Options::=--force-confold",
        "Dpkg::Use-Pty=0",
    ] {
        apt_get.args(["-o", option]);
    }
    apt_get
}

/// Whether packages can be installed here.
pub(crate) fn is_root_on_debian() -> bool {
    let root = answer("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    root && Path::new("/etc/debian_version").exists()
}

fn dotted(version: &[u32]) -> String {
    let numbers: Vec<_> = version.iter().map(u32::to_string).collect();
    numbers.join(".")
}

#[cfg(test)]
mod tests {
    use super::Tool;

    #[track_caller]
    fn says(script: &'static str) -> String {
        let question: &'static [&'static str] = Box::leak(Box::new(["-c", script]));
        let tool =
            Tool { program: "sh", question, before: "Swift version ", least: &[6], packages: "" };
        tool.check().err().map_or_else(String::new, |reason| reason.to_string())
    }

    #[test]
    fn a_version_that_will_do_is_accepted() {
        assert_eq!(says("echo Swift version 6.0.3"), "");
        assert_eq!(says("echo driver version: 1.115 Apple Swift version 10.1"), "");
    }

    #[test]
    fn an_old_one_another_program_and_a_broken_one_are_not() {
        let old = says("echo Swift version 5.10.1");
        assert_eq!(old, "sh is too old: expected 6 or newer, got 5.10.1");
        assert!(says("echo python-swiftclient 9.0").contains("does not say"));
        assert!(says("echo Swift version 6.0; exit 127").contains("fails"));
        assert!(says("echo Swift version unknown").contains("names no version"));
    }
}
