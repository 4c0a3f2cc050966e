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
        if is_hidden(character) {
            write_escape(&mut out, character);
        } else {
            out.push(character);
        }
    }
    out
}

/// Writes a character as JSON escapes it, the shortest way.
pub(crate) fn write_escape(out: &mut String, character: char) {
    let letter = match character {
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        other => return out.extend([format!("\\u{:04x}", u32::from(other))]),
    };
    out.extend(['\\', letter]);
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
