//! Somebody's own text in an error.

/// Somebody's own key as an error may show it: no character that could forge a line of a
/// log, and not more than its beginning.
pub(crate) fn shown(key: &str) -> String {
    let mut out = String::new();
    for (index, character) in key.chars().enumerate() {
        if index == SHOWN {
            out.push('…');
            break;
        }
        match character {
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            hidden if is_hidden(hidden) => out.extend([format!("\\u{:04x}", u32::from(hidden))]),
            other => out.push(other),
        }
    }
    out
}

/// So many characters of a caller's own key stand in a path.
const SHOWN: usize = 64;

/// Control characters, and those that turn the direction of a line or break it.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}
