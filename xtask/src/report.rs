//! Steps with their times, and the sum of all tests.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::counts::Counts;

/// What has run so far in one task.
#[derive(Default)]
pub(crate) struct Report {
    total: Counts,
    steps: Vec<Step>,
}

struct Step {
    name: String,
    time: Duration,
    counts: Counts,
}

impl Report {
    /// Work that is no test: only its failure counts.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        self.record(name, || work().map(|()| Counts::default()))
    }

    /// Work that is one test by itself.
    pub(crate) fn check(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        self.record(name, || work().map(|()| Counts { passed: 1, failed: 0 }))
    }

    /// Work that counts its own tests; having found none is a failure.
    pub(crate) fn tests(&mut self, name: &str, work: impl FnOnce() -> Result<Counts>) -> bool {
        self.record(name, || {
            let counts = work()?;
            if counts == Counts::default() {
                anyhow::bail!("no test ran");
            }
            Ok(counts)
        })
    }

    /// Prints the times and the last line, and says whether all is well.
    pub(crate) fn finish(self) -> ExitCode {
        eprintln!();
        for step in &self.steps {
            eprintln!("{:>8.1} s  {:<40} {}", step.time.as_secs_f64(), step.name, step.counts);
        }
        println!("{} passed, {} failed", self.total.passed, self.total.failed);
        self.exit_code()
    }

    /// The same without the line of counts, for a task that runs no tests.
    pub(crate) fn finish_quietly(self) -> ExitCode {
        eprintln!();
        for step in &self.steps {
            let outcome = if step.counts.failed == 0 { "" } else { "failed" };
            eprintln!("{:>8.1} s  {:<40} {outcome}", step.time.as_secs_f64(), step.name);
        }
        self.exit_code()
    }

    fn exit_code(&self) -> ExitCode {
        if self.total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn record(&mut self, name: &str, work: impl FnOnce() -> Result<Counts>) -> bool {
        eprintln!("==> {name}");
        let start = Instant::now();
        let counts = work().unwrap_or_else(|error| {
            eprintln!("FAILED {name}: {error:#}");
            Counts { passed: 0, failed: 1 }
        });
        let time = start.elapsed();
        eprintln!("<== {name}: {:.1} s {counts}", time.as_secs_f64());
        self.total = self.total.plus(counts);
        self.steps.push(Step { name: name.to_owned(), time, counts });
        counts.failed == 0
    }
}
