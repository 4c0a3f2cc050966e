//! What the characters of a text say about it.

use super::tokens::text_of;

/// The empty values that count as absent where a value is mandatory.
pub(super) fn is_empty(token: &str) -> bool {
    let inside = token.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    token == "\"\"" || inside.is_some_and(|inside| inside.trim().is_empty())
}

/// Whether a token is a text of white space alone.
pub(super) fn is_blank(token: &str) -> bool {
    let Some(inside) = token.strip_prefix('"') else { return false };
    if inside.starts_with(|first: char| !first.is_whitespace() && first != '\\') {
        return false;
    }
    let text = text_of(token);
    text.is_some_and(|text| !text.is_empty() && text.chars().all(char::is_whitespace))
}

/// Whether a text has a character that no form of DOKU can hold, and that programs on the
/// way lose or trip over: a C0 control character other than tab and line breaks, or a byte
/// order mark. JSON can hold the first only as an escape.
pub(super) fn has_odd(text: &str, had_escapes: bool) -> bool {
    let is_odd = |byte: u8| byte < b' ' && !b"\t\n\r".contains(&byte);
    let is_mark = |character| character == '\u{feff}';
    // A photo is one long text of ASCII, which is told at once.
    (had_escapes && text.bytes().any(is_odd)) || (!text.is_ascii() && text.chars().any(is_mark))
}

pub(super) const ODD: &str =
    "expected no control character but tab and line breaks, and no byte order mark, got one";

pub(super) fn base64_expected(text: &str) -> &'static str {
    if text.starts_with("data:") {
        "expected base64 alone, got a data: URI: leave out what stands before the comma"
    } else if text.contains(['\n', '\r']) {
        "expected base64 without line breaks, got some"
    } else {
        "expected base64 with padding"
    }
}
