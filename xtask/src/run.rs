//! Runs programs, and keeps what came of it: output, counts of tests, times. Knows no language and
//! no task.

pub(crate) mod counts;
pub(crate) mod program;
pub(crate) mod report;
pub(crate) mod results;
pub(crate) mod workspace;
