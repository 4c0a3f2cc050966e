//! Running other programs: said before, timed by the caller, never silent on failure.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// A command that starts in a folder of the repository and builds into its `target`.
pub(crate) fn command(workspace: &Workspace, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&workspace.root).env("CARGO_TARGET_DIR", &workspace.target);
    command
}

/// Cargo with the given arguments, split at spaces.
pub(crate) fn cargo(workspace: &Workspace, arguments: &str) -> Command {
    let mut command = command(workspace, "cargo");
    command.args(arguments.split_whitespace());
    command
}

/// Runs a command to its end; its output goes to standard error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command
        .stdin(Stdio::null())
        .stdout(io::stderr())
        .status()
        .with_context(|| format!("{} does not start", program(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", program(command));
    }
    Ok(())
}

/// What a command wrote while its user watched, both streams in one.
pub(crate) struct Transcript {
    pub(crate) text: String,
    pub(crate) success: bool,
}

/// Runs a command to its end, shows its output on standard error and keeps it.
pub(crate) fn watch(command: &mut Command) -> Result<Transcript> {
    announce(command);
    let (reader, writer) = io::pipe()?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn()
        .with_context(|| format!("{} does not start", program(command)))?;
    // The command holds the pipe's writing ends; they must go, or reading never ends.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut text = String::new();
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        io::stderr().write_all(&line)?;
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(Transcript { text, success: child.wait()?.success() })
}

/// Runs a command and returns its standard output; standard error passes through.
pub(crate) fn output(command: &mut Command) -> Result<Transcript> {
    announce(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{} does not start", program(command)))?;
    Ok(Transcript {
        text: String::from_utf8_lossy(&output.stdout).into_owned(),
        success: output.status.success(),
    })
}

/// Whether a program starts and answers the given question about itself.
pub(crate) fn answers(program: impl AsRef<OsStr>, question: &str) -> bool {
    Command::new(program)
        .args(question.split_whitespace())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether a marker file holds exactly this text: what was installed is still what is asked for.
pub(crate) fn is_stamped(marker: &Path, text: &str) -> bool {
    std::fs::read_to_string(marker).is_ok_and(|found| found == text)
}

/// Says one thing that is happening.
pub(crate) fn say(text: &str) {
    eprintln!("    {text}");
}

fn announce(command: &Command) {
    let arguments: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    say(&format!("$ {} {}", program(command), shorten(&arguments.join(" "))));
}

/// A script given as an argument fills a screen; its first line is enough.
fn shorten(arguments: &str) -> String {
    match arguments.split_once('\n') {
        Some((first, _)) => format!("{first} …"),
        None => arguments.to_owned(),
    }
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
