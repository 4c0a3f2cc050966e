//! Runs programs: announces each, and reports every failure.

use std::env;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::run::workspace::Workspace;

/// A command that starts in a folder of the repository and builds into its `target`.
pub(crate) fn command(workspace: &Workspace, program: impl AsRef<OsStr>) -> Command {
    let mut command = bare(program);
    command.current_dir(&workspace.root).env("CARGO_TARGET_DIR", &workspace.target);
    command
}

/// Cargo with the given arguments, split at spaces.
pub(crate) fn cargo(workspace: &Workspace, arguments: &str) -> Command {
    let mut command = command(workspace, "cargo");
    command.args(arguments.split_whitespace());
    command
}

/// Runs a command that has to succeed. Its output passes through to standard error; the last lines of
/// it are part of the error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let Transcript { text, status } = watch(command)?;
    if !status.success() {
        bail!("{}", failure(command, status, &text));
    }
    Ok(())
}

/// What a command wrote, and how it ended.
pub(crate) struct Transcript {
    pub(crate) text: String,
    pub(crate) status: ExitStatus,
}

/// Runs a command, passes its output on to standard error and returns it, both streams in one.
pub(crate) fn watch(command: &mut Command) -> Result<Transcript> {
    announce(command);
    let (reader, writer) = io::pipe()?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn()
        .with_context(|| format!("{} does not start", line(command)))?;
    // The command holds the pipe's writing ends; while they are open, reading does not end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut text = String::new();
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        io::stderr().write_all(&line)?;
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(Transcript { text, status: child.wait()? })
}

/// Runs a command and returns its standard output; standard error passes through.
pub(crate) fn output(command: &mut Command) -> Result<Transcript> {
    announce(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{} does not start", line(command)))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(Transcript { text, status: output.status })
}

/// Runs a command that has to succeed and returns its standard output.
pub(crate) fn text(command: &mut Command) -> Result<String> {
    announce(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} does not start", line(command)))?;
    io::stderr().write_all(&output.stderr)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{}", failure(command, output.status, &said));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The output of a short query such as `--version`, both streams in one; `None` when it fails.
pub(crate) fn answer(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = bare(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    let text = [output.stdout, output.stderr].concat();
    output.status.success().then(|| String::from_utf8_lossy(&text).into_owned())
}

/// The first number with dots in a text: `[20, 11, 1]` for `v20.11.1`.
pub(crate) fn version(text: &str) -> Option<Vec<u32>> {
    let from = text.find(|character: char| character.is_ascii_digit())?;
    let (_, text) = text.split_at_checked(from)?;
    let number = text.split(|character: char| !character.is_ascii_digit() && character != '.');
    number
        .into_iter()
        .next()?
        .trim_end_matches('.')
        .split('.')
        .map(|part| part.parse().ok())
        .collect()
}

/// Whether a marker file holds exactly this text, so that what was installed need not be again.
pub(crate) fn is_stamped(marker: &Path, text: &str) -> bool {
    std::fs::read_to_string(marker).is_ok_and(|found| found == text)
}

/// Prints a line of progress, indented below the step's name.
pub(crate) fn say(text: &str) {
    eprintln!("    {text}");
}

fn announce(command: &Command) {
    say(&format!("$ {}", line(command)));
}

/// A command as one line. A script given as an argument fills a screen; its first line is enough.
fn line(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    match line.split_once('\n') {
        Some((first, _)) => format!("{first} …"),
        None => line,
    }
}

/// The command, its status and the end of what it wrote, where the reason usually stands.
fn failure(command: &Command, status: ExitStatus, text: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    let (_, end) = lines.split_at(lines.len().saturating_sub(LINES));
    let mut failure = format!("{} ended with {status}", line(command));
    for line in end {
        failure.push_str("\n    | ");
        failure.push_str(line);
    }
    failure
}

/// A command whose PATH includes Debian's folders for administrators, which a root shell that was
/// opened with `su` lacks.
fn bare(program: impl AsRef<OsStr>) -> Command {
    let path = env::var_os("PATH").unwrap_or_default();
    let admin = ["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    let mut command = Command::new(program);
    // Fails only for a folder with a colon in its name, which PATH cannot hold.
    if let Ok(path) = env::join_paths(env::split_paths(&path).chain(admin)) {
        command.env("PATH", path);
    }
    command
}

/// How many lines of a failed command's output its error repeats.
const LINES: usize = 30;

#[cfg(test)]
mod tests;
