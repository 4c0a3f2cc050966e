//! JSON as tokens, in one pass and without recursion: no depth of nesting matters.

use serde_json::value::RawValue;

/// Whether the text is one JSON value and nothing else.
pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

/// The text without a byte order mark before it, which some writers of JSON add.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The bytes of the first token of valid JSON.
pub(crate) fn token_length(json: &str) -> usize {
    let bytes = json.as_bytes();
    match bytes.first() {
        Some(b'"') => {
            let mut escaped = false;
            let inside = bytes.iter().skip(1).position(|byte| {
                let closes = *byte == b'"' && !escaped;
                escaped = *byte == b'\\' && !escaped;
                closes
            });
            inside.map_or(bytes.len(), |inside| inside.saturating_add(2))
        }
        Some(b'{' | b'}' | b'[' | b']' | b',' | b':') => 1,
        _ => bytes.iter().position(|byte| b"{}[],: \t\n\r".contains(byte)).unwrap_or(bytes.len()),
    }
}
