//! What `cargo test` prints: one line `test result:` for each test program.

use crate::run::counts::Counts;

/// Counts the tests of all lines; `None` where there is no line, or one that cannot be read.
///
/// An ignored test counts as failed, as a skipped one does everywhere.
pub(super) fn read(text: &str) -> Option<Counts> {
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
    let counts: Option<Vec<Counts>> = lines.map(line).collect();
    counts?.into_iter().reduce(Counts::plus)
}

/// Reads `ok. 3 passed; 0 failed; 1 ignored; …`.
fn line(line: &str) -> Option<Counts> {
    let (_, numbers) = line.split_once(". ")?;
    let mut numbers = numbers.split("; ");
    let mut number = |name: &str| -> Option<u64> {
        let (number, found) = numbers.next()?.split_once(' ')?;
        if found == name { number.parse().ok() } else { None }
    };
    let (passed, failed, ignored) = (number("passed")?, number("failed")?, number("ignored")?);
    if ignored > 0 {
        eprintln!("FAILED: {ignored} ignored tests");
    }
    Some(Counts { passed, failed: failed.saturating_add(ignored) })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::run::counts::Counts;

    #[test]
    fn adds_the_lines_of_all_test_programs() {
        let text = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 12 passed; 2 failed; 0 ignored; 0 measured; 9 filtered out; finished in 1.2s\n";
        assert_eq!(read(text), Some(Counts { passed: 15, failed: 2 }));
    }

    #[test]
    fn an_ignored_test_is_a_failed_one() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(read(text), Some(Counts { passed: 3, failed: 1 }));
    }

    #[test]
    fn a_program_without_tests_counts_none() {
        let text = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(read(text), Some(Counts::default()));
    }

    #[test]
    fn rejects_text_without_a_line_and_lines_in_another_form() {
        let good = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured\n";
        for text in [
            "",
            "error: could not compile\n",
            "test result: ok. 3 passed\n",
            "test result: ok. 0 failed; 3 passed; 0 ignored\n",
            "test result: ok. many passed; 0 failed; 0 ignored\n",
        ] {
            assert_eq!(read(text), None, "{text}");
            if text.starts_with("test result") {
                assert_eq!(read(&format!("{good}{text}")), None, "{text}");
            }
        }
    }
}
