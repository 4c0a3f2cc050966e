//! The programs in the repository's READMEs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::run::workspace::Workspace;

/// The only block of a page whose fence has these words: `js`, `js onboarding`.
pub(crate) fn program(workspace: &Workspace, page: &str, words: &str) -> Result<String> {
    let text = fs::read_to_string(workspace.existing(page)?)?;
    block(&text, words).with_context(|| page.to_owned())
}

fn block(text: &str, words: &str) -> Result<String> {
    let fence = format!("```{words}\n");
    let (_, rest) = text.split_once(&fence).with_context(|| format!("no block {words}"))?;
    let (program, rest) = rest.split_once("\n```").context("a block has no end")?;
    if rest.contains(&fence) {
        bail!("a second block {words}");
    }
    Ok(format!("{program}\n"))
}

/// Copies DOKU's sample registrations, and a photo of an id card, to where the READMEs' programs
/// look for them.
pub(crate) fn place_registration(workspace: &Workspace, folder: &Path) -> Result<()> {
    for (sample, name) in [
        ("rdl-registration.json", "rdl-registration.json"),
        ("business-registration.json", "business-registration.json"),
        ("selfie.jpg", "ktp.jpg"),
    ] {
        fs::copy(workspace.existing("examples/data")?.join(sample), folder.join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn a_block_is_found_by_its_words_alone() {
        let page = "```js\none\ntwo\n```\ntext\n```js onboarding\nthree\n```\n";
        assert_eq!(block(page, "js").ok().as_deref(), Some("one\ntwo\n"));
        assert_eq!(block(page, "js onboarding").ok().as_deref(), Some("three\n"));
    }

    #[test]
    fn a_block_that_is_missing_open_or_there_twice_is_an_error() {
        for page in ["```python\none\n```\n", "```js\none\n", "```js\none\n```\n```js\ntwo\n```\n"]
        {
            assert!(block(page, "js").is_err(), "{page}");
        }
    }
}
