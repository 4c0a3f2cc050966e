//! Measuring.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

/// Not written yet.
pub(crate) fn run(_workspace: &Workspace, _json: bool) -> Result<ExitCode> {
    bail!("bench is not there yet")
}
