//! The languages, and what each of them knows how to do.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::counts::Counts;
use crate::readme::Simulator;
use crate::workspace::Workspace;
use crate::{kotlin, node, python, rust, swift};

/// A language of DokuKit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lang {
    Rust,
    Node,
    Python,
    Kotlin,
    Swift,
}

impl Lang {
    /// Every language, in the order in which they are worked on.
    pub(crate) const ALL: &[Self] =
        &[Self::Rust, Self::Node, Self::Python, Self::Kotlin, Self::Swift];

    /// The name on the command line and in the runners' JSON lines.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Node => "node",
            Self::Python => "python",
            Self::Kotlin => "kotlin",
            Self::Swift => "swift",
        }
    }

    /// Reads a comma-separated list, each language once, in the order of [`Lang::ALL`].
    pub(crate) fn parse_list(names: &str) -> Result<Vec<Self>> {
        let mut chosen = Vec::new();
        for name in names.split(',').map(str::trim) {
            match name {
                "rust" => chosen.push(Self::Rust),
                "node" | "wasm" => chosen.push(Self::Node),
                "python" => chosen.push(Self::Python),
                "kotlin" => chosen.push(Self::Kotlin),
                "swift" => chosen.push(Self::Swift),
                "uniffi" => chosen.extend([Self::Python, Self::Kotlin, Self::Swift]),
                other => {
                    bail!("no language is called {other}: rust, node, python, kotlin or swift")
                }
            }
        }
        chosen.sort_unstable();
        chosen.dedup();
        Ok(chosen)
    }

    /// The module that does the language's work.
    pub(crate) fn language(self) -> &'static dyn Language {
        match self {
            Self::Rust => &rust::Rust,
            Self::Node => &node::Node,
            Self::Python => &python::Python,
            Self::Kotlin => &kotlin::Kotlin,
            Self::Swift => &swift::Swift,
        }
    }
}

/// What each language's module implements. A missing folder is an error everywhere, never a skip.
///
/// The tasks call these in the order in which they stand here; each may rely on the ones before it.
pub(crate) trait Language {
    /// Installs what is missing and leaves alone what is there.
    fn setup(&self, workspace: &Workspace) -> Result<()>;

    /// Builds the package that the tests and examples use.
    fn build(&self, workspace: &Workspace) -> Result<()>;

    /// Runs the language's own tests and counts them.
    fn test(&self, workspace: &Workspace) -> Result<Counts>;

    /// The command that runs the vectors of a folder and writes one JSON line for each.
    fn vectors(&self, workspace: &Workspace, dir: &Path) -> Result<Command>;

    /// Writes what would be published into `out`, an empty folder of this language.
    fn package(&self, workspace: &Workspace, out: &Path) -> Result<()>;

    /// Uses what [`Language::package`] wrote in small projects of `tests/packaging`.
    fn packaging(&self, workspace: &Workspace, out: &Path) -> Result<Counts>;

    /// Runs the program of `examples/e2e` with what [`Language::package`] wrote, in a folder of its
    /// own that is kept.
    fn e2e(&self, workspace: &Workspace, out: &Path, simulator: &Simulator) -> Result<Counts>;
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn accepts_names_in_any_order() {
        let chosen = Lang::parse_list("swift,uniffi, wasm").ok();
        assert_eq!(chosen, Some(vec![Lang::Node, Lang::Python, Lang::Kotlin, Lang::Swift]));
    }

    #[test]
    fn rejects_other_names() {
        assert!(Lang::parse_list("rust,ruby").is_err());
        assert!(Lang::parse_list("").is_err());
    }
}
