//! The languages by their names.

use anyhow::{Result, bail};

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
    /// Every language, in the order of the tasks.
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
