//! Reading how many tests passed and failed from what a test runner printed.

use std::fmt;
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// Tests that ran.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
        }
    }

    /// Adds one test.
    pub(crate) fn add(&mut self, passed: bool) {
        let one = Self { passed: u64::from(passed), failed: u64::from(!passed) };
        *self = self.plus(one);
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return Ok(());
        }
        write!(formatter, "({} passed, {} failed)", self.passed, self.failed)
    }
}

/// Whose summary is to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Runner {
    /// `test result: ok. 3 passed; 1 failed; …`, once per test program.
    Cargo,
    /// `# pass 3` and `# fail 1` of `node --test`, in either of its two forms.
    Node,
    /// `3 passed, 1 failed in 0.12s`.
    Pytest,
    /// `Tests run: 4, Failures: 1, Errors: 0, Skipped: 0`, the line without a time.
    Surefire,
    /// `XCTest`'s last `Executed 4 tests, with 1 failure`, and Swift Testing's own lines.
    Swift,
}

impl Runner {
    /// Runs a test program and counts its tests.
    ///
    /// An exit status that says failure where no test failed counts as one failed test: the program
    /// did not build, or died.
    pub(crate) fn run(self, command: &mut Command) -> Result<Counts> {
        let transcript = shell::watch(command)?;
        let Some(mut counts) = self.read(&transcript.text) else {
            bail!("no {self:?} summary in the output");
        };
        if !transcript.status.success() && counts.failed == 0 {
            eprintln!("FAILED: the runner reports an error but no failed test");
            counts.add(false);
        }
        Ok(counts)
    }

    /// Reads the summary, `None` when there is none.
    fn read(self, text: &str) -> Option<Counts> {
        match self {
            Self::Cargo => sum(text.lines().filter_map(cargo)),
            Self::Node => sum(text.lines().filter_map(node)),
            Self::Pytest => text.lines().rev().find_map(pytest),
            Self::Surefire => sum(text.lines().filter_map(surefire)),
            Self::Swift => {
                let xctest = text.lines().rev().find_map(xctest);
                let testing = swift_testing(text);
                sum([xctest, testing].into_iter().flatten())
            }
        }
    }
}

fn sum(counts: impl Iterator<Item = Counts>) -> Option<Counts> {
    counts.reduce(Counts::plus)
}

fn cargo(line: &str) -> Option<Counts> {
    let (_, numbers) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    Some(Counts {
        passed: number_before(numbers, " passed")?,
        failed: number_before(numbers, " failed")?,
    })
}

fn node(line: &str) -> Option<Counts> {
    let line = line.trim_start_matches(['#', 'ℹ']).trim_start();
    if let Some(passed) = line.strip_prefix("pass ") {
        return Some(Counts { passed: passed.trim().parse().ok()?, failed: 0 });
    }
    let failed = line.strip_prefix("fail ").or_else(|| line.strip_prefix("cancelled "))?;
    Some(Counts { passed: 0, failed: failed.trim().parse().ok()? })
}

fn pytest(line: &str) -> Option<Counts> {
    let line = line.trim_matches(['=', ' ']);
    let (numbers, time) = line.rsplit_once(" in ")?;
    time.split_once('s')?.0.parse::<f64>().ok()?;
    let passed = number_before(numbers, " passed");
    let failed = number_before(numbers, " failed");
    let errors = number_before(numbers, " error");
    passed.or(failed).or(errors)?;
    Some(Counts {
        passed: passed.unwrap_or(0),
        failed: failed.unwrap_or(0).saturating_add(errors.unwrap_or(0)),
    })
}

fn surefire(line: &str) -> Option<Counts> {
    if line.contains("Time elapsed") {
        return None;
    }
    let (_, numbers) = line.split_once("Tests run: ")?;
    let run = leading_number(numbers)?;
    let failed =
        number_after(numbers, "Failures: ")?.saturating_add(number_after(numbers, "Errors: ")?);
    let skipped = number_after(numbers, "Skipped: ")?;
    Some(Counts { passed: run.saturating_sub(failed).saturating_sub(skipped), failed })
}

fn xctest(line: &str) -> Option<Counts> {
    let numbers = line.trim().strip_prefix("Executed ")?;
    let run = leading_number(numbers)?;
    let failed = number_before(numbers, " failure")?;
    let skipped = number_before(numbers, " test skipped")
        .or_else(|| number_before(numbers, " tests skipped"))
        .unwrap_or(0);
    Some(Counts { passed: run.saturating_sub(failed).saturating_sub(skipped), failed })
}

fn swift_testing(text: &str) -> Option<Counts> {
    let run = text.lines().find_map(|line| number_after(line, "Test run with "))?;
    let failed = text.lines().filter(|line| is_failed_swift_test(line)).count();
    let failed = u64::try_from(failed).ok()?;
    Some(Counts { passed: run.saturating_sub(failed), failed })
}

fn is_failed_swift_test(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(_, line)| {
        line.starts_with("Test ")
            && !line.starts_with("Test run with ")
            && line.contains(" failed after ")
    })
}

fn number_before(text: &str, what: &str) -> Option<u64> {
    let (before, _) = text.split_once(what)?;
    before.rsplit(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

fn number_after(text: &str, what: &str) -> Option<u64> {
    leading_number(text.split_once(what)?.1)
}

fn leading_number(text: &str) -> Option<u64> {
    text.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Counts, Runner};

    #[track_caller]
    fn reads(runner: Runner, text: &str, passed: u64, failed: u64) {
        assert_eq!(runner.read(text), Some(Counts { passed, failed }));
    }

    #[test]
    fn reads_cargo() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                    test result: FAILED. 12 passed; 2 failed; 0 ignored; 0 measured\n";
        reads(Runner::Cargo, text, 15, 2);
    }

    #[test]
    fn reads_both_forms_of_node() {
        reads(Runner::Node, "# tests 3\n# pass 2\n# fail 1\n# cancelled 1\n", 2, 2);
        reads(Runner::Node, "ℹ tests 3\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\n", 2, 1);
    }

    #[test]
    fn reads_pytest() {
        reads(Runner::Pytest, "1 failed, 2 passed, 1 error in 0.12s\n", 2, 2);
        reads(Runner::Pytest, "====== 2 passed in 61.30s (0:01:01) ======\n", 2, 0);
        assert_eq!(Runner::Pytest.read("no tests ran in 0.01s"), None);
    }

    #[test]
    fn reads_surefire() {
        let text = "[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: 0.1 s -- in A\n\
                    [ERROR] Tests run: 9, Failures: 1, Errors: 1, Skipped: 1\n";
        reads(Runner::Surefire, text, 6, 2);
    }

    #[test]
    fn reads_both_swift_test_libraries() {
        let text = "\t Executed 2 tests, with 1 failure (0 unexpected) in 0.005 (0.005) seconds\n\
                    \t Executed 4 tests, with 1 failure (0 unexpected) in 0.005 (0.005) seconds\n\
                    ✘ Test \"named thing\" recorded an issue at t.swift:8:62\n\
                    ✘ Test \"named thing\" failed after 0.001 seconds with 2 issues.\n\
                    ✘ Test bad() failed after 0.002 seconds with 1 issue.\n\
                    ✔ Test two() passed after 0.003 seconds.\n\
                    ✘ Test run with 3 tests failed after 0.005 seconds with 3 issues.\n";
        reads(Runner::Swift, text, 4, 3);
    }

    #[test]
    fn finds_no_summary_in_other_text() {
        for runner in [Runner::Cargo, Runner::Node, Runner::Pytest, Runner::Surefire, Runner::Swift]
        {
            assert_eq!(runner.read("error: could not compile\n"), None);
        }
    }
}
