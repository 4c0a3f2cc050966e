//! Steps with their times, and the sum of all tests.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::run::counts::Counts;

/// The steps of one task, with their times and counts.
#[derive(Default)]
pub(crate) struct Report {
    total: Counts,
    steps: Vec<Step>,
}

struct Step {
    name: String,
    time: Duration,
    counts: Counts,
    error: Option<String>,
}

impl Report {
    /// Runs work that is no test: only its failure counts.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        self.record(name, || work().map(|()| Counts::default()))
    }

    /// Runs work that is one test by itself.
    pub(crate) fn check(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        self.record(name, || work().map(|()| Counts { passed: 1, failed: 0 }))
    }

    /// Runs work that counts its own tests; none at all is a failure.
    pub(crate) fn tests(&mut self, name: &str, work: impl FnOnce() -> Result<Counts>) -> bool {
        self.record(name, || {
            let counts = work()?;
            if counts == Counts::default() {
                anyhow::bail!("no test ran");
            }
            Ok(counts)
        })
    }

    /// Prints times, failures and the last line, and returns the exit code.
    pub(crate) fn finish(self) -> ExitCode {
        eprint!("{}", self.summary());
        println!("{} passed, {} failed", self.total.passed, self.total.failed);
        self.exit_code()
    }

    /// The same without the line of counts, for a task that runs no tests.
    pub(crate) fn finish_quietly(self) -> ExitCode {
        eprint!("{}", self.summary());
        self.exit_code()
    }

    /// The time of each step, then each failure again, which is hard to find in a long log.
    fn summary(&self) -> String {
        let mut lines = vec![String::new()];
        let mut total = Duration::ZERO;
        for Step { name, time, counts, error } in &self.steps {
            let outcome = match error {
                Some(_) => "failed".to_owned(),
                None => counts.to_string(),
            };
            let line = format!("{:>8.1} s  {name:<40} {outcome}", time.as_secs_f64());
            lines.push(line.trim_end().to_owned());
            total = total.saturating_add(*time);
        }
        lines.push(format!("{:>8.1} s  in all", total.as_secs_f64()));
        for step in &self.steps {
            if let Some(error) = &step.error {
                lines.push(format!("FAILED {}: {error}", step.name));
            }
        }
        lines.push(String::new());
        lines.join("\n")
    }

    fn exit_code(&self) -> ExitCode {
        if self.total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn record(&mut self, name: &str, work: impl FnOnce() -> Result<Counts>) -> bool {
        eprintln!("==> {name}");
        let start = Instant::now();
        let (counts, error) = match work() {
            Ok(counts) => (counts, None),
            Err(error) => (Counts { passed: 0, failed: 1 }, Some(format!("{error:#}"))),
        };
        if let Some(error) = &error {
            eprintln!("FAILED {name}: {error}");
        }
        let time = start.elapsed();
        eprintln!("<== {name}: {:.1} s {counts}", time.as_secs_f64());
        self.total = self.total.plus(counts);
        self.steps.push(Step { name: name.to_owned(), time, counts, error });
        counts.failed == 0
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::Report;
    use crate::run::counts::Counts;
    use crate::run::program;

    #[test]
    fn a_language_that_cannot_be_set_up_is_a_failure_with_the_command_and_its_output() {
        let mut report = Report::default();
        assert!(report.check("oracle", || Ok(())));
        let script = "echo E: no such mirror; exit 1";
        assert!(
            !report.step("setup swift", || program::run(Command::new("sh").args(["-c", script])))
        );
        assert!(!report.tests("test node", || Ok(Counts::default())));
        assert_eq!(report.total, Counts { passed: 1, failed: 2 });
        let summary = report.summary();
        let failure = format!(
            "FAILED setup swift: sh -c {script} ended with exit status: 1\n    | E: no such mirror\n"
        );
        assert!(summary.contains(&failure), "{summary}");
        assert!(summary.ends_with("FAILED test node: no test ran\n"), "{summary}");
    }
}
