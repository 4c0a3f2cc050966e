//! Runs programs, counts their tests and reports the results. Knows no language and no task.

pub(crate) mod counts;
pub(crate) mod program;
pub(crate) mod report;
pub(crate) mod results;
pub(crate) mod workspace;
