//! Running other programs: said before, timed by the caller, never silent on failure.

use std::env;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

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

/// Runs a command to its end; its output goes to standard error, and its end into the error.
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

/// Runs a command to its end, shows its output on standard error and keeps it, both streams in one.
pub(crate) fn watch(command: &mut Command) -> Result<Transcript> {
    announce(command);
    let (reader, writer) = io::pipe()?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn()
        .with_context(|| format!("{} does not start", line(command)))?;
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

/// What a program answers to a question about itself, on either stream; `None` when it fails.
pub(crate) fn answer(program: impl AsRef<OsStr>, question: &[&str]) -> Option<String> {
    let output = bare(program).args(question).stdin(Stdio::null()).output().ok()?;
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

/// Whether a marker file holds exactly this text: what was installed is still what is asked for.
pub(crate) fn is_stamped(marker: &Path, text: &str) -> bool {
    std::fs::read_to_string(marker).is_ok_and(|found| found == text)
}

/// Says one thing that is happening.
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

/// A program that is also looked for where Debian keeps those of the administrator: a root that
/// came with `su` has no such folder on its PATH.
fn bare(program: impl AsRef<OsStr>) -> Command {
    let path = env::var_os("PATH").unwrap_or_default();
    let admin = ["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    let mut command = Command::new(program);
    // A folder whose name has a colon in it cannot have come from PATH.
    if let Ok(path) = env::join_paths(env::split_paths(&path).chain(admin)) {
        command.env("PATH", path);
    }
    command
}

/// How much of a failed command's output its error repeats.
const LINES: usize = 30;

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{answer, run, version};

    #[test]
    fn a_failure_names_the_command_and_ends_with_its_output() {
        let script = "for i in $(seq 100); do echo line $i; done; echo no such mirror >&2; exit 3";
        let Err(error) = run(Command::new("sh").args(["-c", script])) else {
            panic!("the command failed");
        };
        let error = error.to_string();
        assert!(error.starts_with("sh -c for i in"), "{error}");
        assert!(error.contains("ended with exit status: 3\n"), "{error}");
        assert!(error.ends_with("| line 100\n    | no such mirror"), "{error}");
        assert!(!error.contains("| line 1\n"), "{error}");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let Err(error) = run(Command::new("no-such-program").arg("--yes")) else {
            panic!("there is no such program");
        };
        assert!(error.to_string().contains("no-such-program --yes"), "{error}");
    }

    #[test]
    fn reads_versions() {
        for (text, numbers) in [
            ("v20.11.1\n", vec![20, 11, 1]),
            ("javac 17.0.15", vec![17, 0, 15]),
            ("Apache Maven 3.8.7\nMaven home: /usr/share/maven", vec![3, 8, 7]),
            ("21", vec![21]),
            ("ends with a stop 3.11.", vec![3, 11]),
        ] {
            assert_eq!(version(text), Some(numbers), "{text}");
        }
        assert_eq!(version("no number"), None);
    }

    #[test]
    fn what_fails_answers_nothing() {
        assert_eq!(answer("sh", &["-c", "echo 1.2; exit 1"]), None);
        assert_eq!(answer("no-such-program", &["--version"]), None);
        assert_eq!(answer("sh", &["-c", "echo 1.2 >&2"]), Some("1.2\n".to_owned()));
    }
}
