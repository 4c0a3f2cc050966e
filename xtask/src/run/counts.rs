//! How many tests passed and failed.

use std::fmt;

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
