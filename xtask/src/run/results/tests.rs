use std::env;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use super::{Reports, printed};
use crate::run::counts::Counts;
use crate::run::program::Transcript;

/// A folder of one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(env::temp_dir().join(format!("dokukit-results-{name}-{}", std::process::id())))
    }

    /// What comes of a script that writes reports into its current folder.
    fn of(&self, script: &str) -> Result<Counts, String> {
        let reports = Reports::fresh(self.0.clone()).map_err(|error| error.to_string())?;
        let mut shell = Command::new("sh");
        shell.args(["-c", script]).current_dir(&self.0);
        reports.of(&mut shell).map_err(|error| format!("{error:#}"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const GOOD: &str = "<testsuite><testcase name=\"a\"/></testsuite>";

#[test]
fn adds_all_reports_and_ignores_other_files() {
    let folder = Folder::new("adds");
    let script = format!("echo '{GOOD}' | tee a.xml > b.xml; echo noise > c.txt");
    assert_eq!(folder.of(&script), Ok(Counts { passed: 2, failed: 0 }));
    let script = format!("echo '{GOOD}' > a.xml; echo '<testsuites/>' > b.xml");
    assert_eq!(folder.of(&script), Ok(Counts { passed: 1, failed: 0 }));
}

#[test]
fn a_status_that_reports_a_failure_is_one_failed_test() {
    let folder = Folder::new("status");
    let script = format!("echo '{GOOD}' > a.xml; exit 1");
    assert_eq!(folder.of(&script), Ok(Counts { passed: 1, failed: 1 }));
    let failed = "echo '<testsuite><testcase><error/></testcase></testsuite>' > a.xml; exit 1";
    assert_eq!(folder.of(failed), Ok(Counts { passed: 0, failed: 1 }));
}

#[test]
fn a_missing_empty_or_malformed_report_is_an_error() {
    let folder = Folder::new("missing");
    for (script, reason) in [
        ("exit 0", "no test report in"),
        ("echo compiler error; exit 65", "ended with exit status: 65"),
        ("touch a.xml", "a.xml: "),
        ("echo '<testsuites>' > a.xml", "a.xml: "),
        ("printf '<testsuite>\\377</testsuite>' > a.xml", "valid UTF-8"),
        ("echo '<testsuites/>' > a.xml", "no test in the reports"),
    ] {
        let error = folder.of(script).err().unwrap_or_default();
        assert!(error.contains(reason), "{script}: {error}");
    }
    let script = format!("echo '{GOOD}' > a.xml; echo '<testsuite>' > b.xml");
    assert!(folder.of(&script).is_err());
}

#[test]
fn a_report_of_an_earlier_run_is_not_counted() {
    let folder = Folder::new("earlier");
    assert!(folder.of(&format!("echo '{GOOD}' > a.xml")).is_ok());
    assert!(folder.of("exit 0").is_err());
}

/// Not through a program: what it prints would stand in the output of this very test, where it would
/// be counted.
#[test]
fn counts_what_cargo_prints() {
    let run = |text: &str, status: i32| {
        let status = ExitStatus::from_raw(status << 8);
        printed(&Transcript { text: text.to_owned(), status }).map_err(|error| error.to_string())
    };
    let good = "test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured\n";
    assert_eq!(run(good, 0), Ok(Counts { passed: 2, failed: 0 }));
    assert_eq!(run(good, 101), Ok(Counts { passed: 2, failed: 1 }));
    let error = "no line `test result:`; cargo test ended with exit status: 101".to_owned();
    assert_eq!(run("error: could not compile\n", 101), Err(error));
    let none = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured\n";
    assert!(run(none, 0).is_err());
}
