//! JSON cut into tokens, each with what other programs might write differently.

use super::{Number, Text, number};
use crate::payload::{token_length, write_string};

pub(super) struct Tokens<'a> {
    pub(super) list: Vec<Token<'a>>,
    pub(super) deepest: usize,
    signs: Signs,
    /// Whether a number comes out otherwise once a program has read it as a double.
    has_shorter: bool,
    has_float: bool,
}

pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    /// As it stands; of an empty object or list both brackets.
    pub(super) text: &'a str,
    /// A text that stands with needless escapes, without them; a number in its shortest form.
    plain: Option<String>,
    /// A number as a double with a fraction.
    float: Option<String>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Open,
    Close,
    Comma,
    Colon,
    Text(Signs),
    Number,
    /// `true`, `false`, `null`, and what is empty.
    Word,
}

/// Which of the signs stand in a text that some programs escape, a bit each.
#[derive(Clone, Copy, PartialEq, Default)]
pub(super) struct Signs(u8);

const SLASH: u8 = 1;
const BEYOND_ASCII: u8 = 2;
/// `<`, `>`, `&` and the two line ends of Unicode.
const HTML: u8 = 4;
/// `=` and `'`.
const GSON: u8 = 8;

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = 0;
        for byte in text.bytes() {
            signs |= match byte {
                b'/' => SLASH,
                b'<' | b'>' | b'&' => HTML,
                b'=' | b'\'' => GSON,
                128.. => BEYOND_ASCII,
                _ => 0,
            };
        }
        if signs & BEYOND_ASCII != 0 && text.contains(['\u{2028}', '\u{2029}']) {
            signs |= HTML;
        }
        Self(signs)
    }

    /// Whether that way of writing differs from the plain one.
    pub(super) fn needs(self, text: Text) -> bool {
        let escaped = match text {
            Text::Plain => 0,
            Text::Slashes => SLASH,
            Text::Ascii => BEYOND_ASCII,
            Text::SlashesAndAscii => SLASH | BEYOND_ASCII,
            Text::Html => HTML,
            Text::Gson => HTML | GSON,
        };
        self.0 & escaped != 0
    }
}

impl Tokens<'_> {
    /// The simplest way of writing that comes to the same.
    pub(super) fn simplest(&self, text: Text) -> Text {
        let has = |sign| self.signs.0 & sign != 0;
        match text {
            Text::SlashesAndAscii if has(SLASH) && has(BEYOND_ASCII) => text,
            Text::Gson if has(GSON) => text,
            Text::Slashes | Text::SlashesAndAscii if has(SLASH) => Text::Slashes,
            Text::Ascii | Text::SlashesAndAscii if has(BEYOND_ASCII) => Text::Ascii,
            Text::Html | Text::Gson if has(HTML) => Text::Html,
            _ => Text::Plain,
        }
    }

    /// The way in which numbers come out that comes to the same.
    pub(super) fn simplest_number(&self, number: Number) -> Number {
        match number {
            Number::Shortest if self.has_shorter => number,
            Number::Float if self.has_float => number,
            _ => Number::Kept,
        }
    }

    /// Whether nothing but white space differs.
    pub(super) fn is_same_as(&self, other: &Tokens<'_>) -> bool {
        let texts = |tokens: &Tokens<'_>| tokens.list.len();
        texts(self) == texts(other)
            && self.list.iter().zip(&other.list).all(|(one, other)| one.plain() == other.plain())
    }
}

impl Token<'_> {
    pub(super) fn plain(&self) -> &str {
        self.plain.as_deref().unwrap_or(self.text)
    }

    pub(super) fn number(&self, number: Number) -> &str {
        match number {
            Number::Kept => self.text,
            Number::Shortest => self.plain(),
            Number::Float => self.float.as_deref().unwrap_or(self.text),
        }
    }
}

/// Cuts valid JSON.
pub(super) fn tokens(json: &str) -> Tokens<'_> {
    let mut all = Tokens {
        list: Vec::new(),
        deepest: 0,
        signs: Signs(0),
        has_shorter: false,
        has_float: false,
    };
    let mut depth = 0_usize;
    let mut rest = json.trim_ascii_start();
    while !rest.is_empty() {
        let (mut text, after) = rest.split_at(token_length(rest));
        let mut next = after.trim_ascii_start();
        let (mut plain, mut float) = (None, None);
        let kind = match text.as_bytes().first() {
            Some(b'{' | b'[') if next.starts_with(['}', ']']) => {
                text = if text == "{" { "{}" } else { "[]" };
                next = next.get(1..).unwrap_or_default().trim_ascii_start();
                Kind::Word
            }
            Some(b'{' | b'[') => {
                depth = depth.saturating_add(1);
                all.deepest = all.deepest.max(depth);
                Kind::Open
            }
            Some(b'}' | b']') => {
                depth = depth.saturating_sub(1);
                Kind::Close
            }
            Some(b',') => Kind::Comma,
            Some(b':') => Kind::Colon,
            Some(b'"') => {
                plain = unescaped(text);
                let signs = Signs::of(plain.as_deref().unwrap_or(text));
                all.signs = Signs(all.signs.0 | signs.0);
                Kind::Text(signs)
            }
            Some(b'-' | b'0'..=b'9') => {
                let other = |written: &String| written != text;
                (plain, float) = (number::shortest(text), number::float(text));
                (plain, float) = (plain.filter(other), float.filter(other));
                all.has_shorter |= plain.is_some();
                all.has_float |= float.is_some();
                Kind::Number
            }
            _ => Kind::Word,
        };
        all.list.push(Token { kind, text, plain, float });
        rest = next;
    }
    all
}

/// A text without needless escapes; nothing where it has none, or none that are Unicode.
fn unescaped(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return None;
    }
    let read: String = serde_json::from_str(text).ok()?;
    let mut plain = String::with_capacity(text.len());
    write_string(&mut plain, &read);
    Some(plain)
}
