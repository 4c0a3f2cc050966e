//! `JUnit` XML: `testsuites`, `testsuite` and `testcase`, as Node, pytest, Surefire and Swift write it.

use anyhow::{Result, bail, ensure};
use roxmltree::{Document, Node};

use crate::run::counts::Counts;

/// Counts the tests of one report.
///
/// A test passed when it holds neither a failure nor an error, and was not skipped. A report whose
/// suites announce more tests or failures than it holds is an error.
pub(super) fn read(text: &str) -> Result<Counts> {
    let text = without_controls(text);
    let document = Document::parse(&text)?;
    let root = document.root_element();
    if !matches!(root.tag_name().name(), "testsuites" | "testsuite") {
        bail!("expected testsuites or testsuite, got {}", root.tag_name().name());
    }
    for suite in root.descendants().filter(|node| node.has_tag_name("testsuite")) {
        holds_what_it_announces(suite)?;
    }
    let mut counts = Counts::default();
    for case in cases(root) {
        let name = case.attribute("name").unwrap_or_default();
        let is_skipped = has(case, &["skipped"]);
        if is_skipped {
            eprintln!("FAILED: {name:?} was skipped");
        }
        counts.add(!is_skipped && !has(case, FAILED));
    }
    Ok(counts)
}

fn holds_what_it_announces(suite: Node<'_, '_>) -> Result<()> {
    let name = suite.attribute("name").unwrap_or_default();
    let announced = |attribute: &str| -> Result<usize> {
        match suite.attribute(attribute) {
            None => Ok(0),
            Some(number) => {
                number.trim().parse().map_err(|_| anyhow::anyhow!("{attribute} is no number"))
            }
        }
    };
    let (tests, found) = (announced("tests")?, cases(suite).count());
    ensure!(tests <= found, "suite {name:?} announces {tests} tests and holds {found}");
    let failed = announced("failures")?.saturating_add(announced("errors")?);
    let found = cases(suite).filter(|case| has(*case, FAILED)).count();
    ensure!(failed <= found, "suite {name:?} announces {failed} failures and holds {found}");
    Ok(())
}

fn cases<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.descendants().filter(|node| node.has_tag_name("testcase"))
}

fn has(case: Node<'_, '_>, names: &[&str]) -> bool {
    case.children().any(|child| names.contains(&child.tag_name().name()))
}

/// Node writes control characters of a test's name or message as they are, which XML forbids.
fn without_controls(text: &str) -> String {
    let is_allowed =
        |character: char| !character.is_ascii_control() || "\t\n\r".contains(character);
    text.chars()
        .map(|one| if is_allowed(one) { one } else { char::REPLACEMENT_CHARACTER })
        .collect()
}

const FAILED: &[&str] = &["failure", "error"];

#[cfg(test)]
mod tests;
