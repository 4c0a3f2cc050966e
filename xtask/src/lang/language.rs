//! What a language's module implements.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::run::counts::Counts;
use crate::run::workspace::Workspace;
use crate::tools::simulator::Simulator;

/// The steps of one language. A missing folder is an error everywhere, never a skip.
///
/// Tasks call these in this order; each may rely on the ones before it.
pub(crate) trait Language {
    /// Installs what is missing.
    fn setup(&self, workspace: &Workspace) -> Result<()>;

    /// Builds the package that the tests and examples use.
    fn build(&self, workspace: &Workspace) -> Result<()>;

    /// Runs the language's own tests and counts them.
    fn test(&self, workspace: &Workspace) -> Result<Counts>;

    /// The command that runs the vectors of a folder and writes one JSON line for each.
    fn vectors(&self, workspace: &Workspace, dir: &Path) -> Result<Command>;

    /// Writes what would be published into `out`, an empty folder of this language.
    fn package(&self, workspace: &Workspace, out: &Path) -> Result<()>;

    /// Uses the files of [`Language::package`] in small projects of `tests/packaging`.
    fn packaging(&self, workspace: &Workspace, out: &Path) -> Result<Counts>;

    /// Runs the program of `examples/e2e` with the files of [`Language::package`], in a folder of its
    /// own that is kept.
    fn e2e(&self, workspace: &Workspace, out: &Path, simulator: &Simulator) -> Result<Counts>;
}
