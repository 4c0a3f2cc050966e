//! Valid JSON cut into tokens.

use super::Signs;
use crate::payload::{is_json, token_length};

/// The tokens of a body, in the order in which they stand.
pub(in super::super) struct Tokens<'a> {
    pub(in super::super) list: Vec<Token<'a>>,
    /// What stands after the last token.
    pub(in super::super) end: &'a str,
    pub(in super::super) deepest: usize,
    /// Which signs stand in its texts.
    pub(in super::super) present: Signs,
    /// Whether no white space stands between them.
    pub(in super::super) is_compact: bool,
    /// How many numbers it has.
    pub(in super::super) numbers: usize,
}

/// One token and the white space before it.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Token<'a> {
    pub(in super::super) kind: Kind,
    pub(in super::super) text: &'a str,
    pub(in super::super) gap: &'a str,
    pub(in super::super) signs: Signs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kind {
    Open,
    Close,
    Comma,
    Colon,
    Text,
    /// A text that is written without white space at its ends.
    Trimmed,
    Number,
    /// A number that is written as a text.
    Quoted,
    /// `true`, `false` or `null`, or what takes its place.
    Word,
}

/// The largest text that is cut into tokens, in bytes.
pub(in super::super) const LARGEST: usize = 4 << 20;
/// The most tokens of a text that is cut: no payload has more.
const MOST: usize = 1 << 18;

impl<'a> Tokens<'a> {
    /// Cuts JSON into tokens; `None` for invalid JSON and for a text beyond the limits.
    pub(in super::super) fn of(json: &'a str) -> Option<Self> {
        if json.len() > LARGEST || !is_json(json) {
            return None;
        }
        let mut all = Self {
            list: Vec::new(),
            end: "",
            deepest: 0,
            present: Signs::NONE,
            is_compact: true,
            numbers: 0,
        };
        let (mut depth, mut rest) = (0_usize, json);
        loop {
            let after = rest.trim_ascii_start();
            let gap = rest.get(..rest.len().saturating_sub(after.len())).unwrap_or_default();
            all.is_compact &= gap.is_empty();
            if after.is_empty() {
                all.end = gap;
                return Some(all);
            }
            let (text, next) = after.split_at_checked(token_length(after))?;
            let mut signs = Signs::NONE;
            let kind = match text.as_bytes().first()? {
                b'{' | b'[' => {
                    depth = depth.saturating_add(1);
                    all.deepest = all.deepest.max(depth);
                    Kind::Open
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    Kind::Close
                }
                b',' => Kind::Comma,
                b':' => Kind::Colon,
                b'"' => {
                    signs = signs_of(text);
                    all.present = all.present.with(signs);
                    Kind::Text
                }
                b'-' | b'0'..=b'9' => {
                    all.numbers = all.numbers.saturating_add(1);
                    Kind::Number
                }
                _ => Kind::Word,
            };
            if all.list.len() >= MOST {
                return None;
            }
            all.list.push(Token { kind, text, gap, signs });
            rest = next;
        }
    }

    /// The same with other tokens.
    pub(in super::super) fn with(&self, list: Vec<Token<'a>>) -> Self {
        Self { list, ..*self }
    }
}

/// Which signs a text has, written or as an escape. A text with a backslash may have any: what
/// it has is seen once it is written.
fn signs_of(text: &str) -> Signs {
    let mut signs = Signs::NONE;
    let inside = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
    let mut before = 0;
    for byte in inside.bytes() {
        signs = signs.with(match byte {
            b'/' if before == b'<' => Signs::SLASH.with(Signs::SLASH_AFTER_ANGLE),
            b'/' => Signs::SLASH,
            b'<' | b'>' => Signs::ANGLES,
            b'&' => Signs::AMPERSAND,
            b'\'' => Signs::APOSTROPHE,
            b'=' => Signs::EQUALS,
            b'+' => Signs::PLUS,
            b'`' => Signs::GRAVE,
            0x7f => Signs::DELETE,
            0xf0.. => Signs::BEYOND_ASCII.with(Signs::BEYOND_BMP),
            0x80.. => Signs::BEYOND_ASCII,
            b'\\' => Signs::KEPT,
            _ => Signs::NONE,
        });
        before = byte;
    }
    if signs.meets(Signs::BEYOND_ASCII) && inside.contains(['\u{2028}', '\u{2029}']) {
        signs = signs.with(Signs::LINE_ENDS);
    }
    if signs.meets(Signs::KEPT) { signs.with(signs_of_escaped(inside)) } else { signs }
}

/// What the escapes of a text stand for.
fn signs_of_escaped(inside: &str) -> Signs {
    let mut signs = Signs::NONE;
    let mut rest = inside;
    while let Some(start) = rest.find('\\') {
        let escape = rest.get(start.saturating_add(1)..).unwrap_or_default();
        let number = |from: usize| {
            let digits = escape.get(from..from.saturating_add(4))?;
            u16::from_str_radix(digits, 16).ok()
        };
        signs = signs.with(match escape.as_bytes().first() {
            Some(b'"') => Signs::QUOTE,
            Some(b'/') => Signs::SLASH.with(Signs::SLASH_AFTER_ANGLE),
            Some(b'u') => match number(1) {
                Some(0x2f) => Signs::SLASH.with(Signs::SLASH_AFTER_ANGLE),
                Some(0x22) => Signs::QUOTE,
                Some(0x3c | 0x3e) => Signs::ANGLES,
                Some(0x26) => Signs::AMPERSAND,
                Some(0x27) => Signs::APOSTROPHE,
                Some(0x3d) => Signs::EQUALS,
                Some(0x2b) => Signs::PLUS,
                Some(0x60) => Signs::GRAVE,
                Some(0x7f) => Signs::DELETE,
                Some(0x2028 | 0x2029) => Signs::BEYOND_ASCII.with(Signs::LINE_ENDS),
                Some(0xd800..=0xdfff) => Signs::BEYOND_ASCII.with(Signs::BEYOND_BMP),
                Some(0x80..) => Signs::BEYOND_ASCII,
                _ => Signs::NONE,
            },
            _ => Signs::NONE,
        });
        rest = escape.get(1..).unwrap_or_default();
    }
    signs
}
