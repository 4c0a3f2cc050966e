//! Doc comments as text of a given width.

use crate::schema::prose;

/// The paragraphs of a doc comment.
pub(super) fn paragraphs(doc: &[&str]) -> Vec<String> {
    prose(doc).split("\n\n").map(str::to_owned).collect()
}

/// Paragraphs as lines of at most `width` characters, each with the same prefix, and an empty line
/// between two paragraphs.
pub(super) fn wrapped(paragraphs: &[String], prefix: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        if !lines.is_empty() {
            lines.push(prefix.trim_end().to_owned());
        }
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer =
                if line.is_empty() { format!("{prefix}{word}") } else { format!("{line} {word}") };
            if line.is_empty() || longer.chars().count() <= width {
                line = longer;
            } else {
                lines.push(line);
                line = format!("{prefix}{word}");
            }
        }
        lines.push(line);
    }
    lines
}

/// A comment between `/**` and `*/`, on one line where it fits.
pub(super) fn starred(paragraphs: &[String], indent: &str, width: usize) -> String {
    if let [only] = paragraphs {
        let line = format!("{indent}/** {only} */");
        if line.chars().count() <= width {
            return line + "\n";
        }
    }
    let lines = wrapped(paragraphs, &format!("{indent} * "), width).join("\n");
    format!("{indent}/**\n{lines}\n{indent} */\n")
}

#[cfg(test)]
mod tests {
    use super::{starred, wrapped};

    #[test]
    fn words_keep_their_order_when_lines_break() {
        let paragraphs = ["one two three".to_owned(), "four".to_owned()];
        assert_eq!(wrapped(&paragraphs, "", 7), ["one two", "three", "", "four"]);
        assert_eq!(wrapped(&paragraphs, "# ", 7), ["# one", "# two", "# three", "#", "# four"]);
        assert_eq!(wrapped(&paragraphs[1..], "", 1), ["four"]);
        assert_eq!(starred(&paragraphs[1..], " ", 12), " /** four */\n");
        assert_eq!(starred(&paragraphs[1..], " ", 11), " /**\n  * four\n  */\n");
    }
}
