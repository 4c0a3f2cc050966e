//! Tokens written in another style.

use std::borrow::Cow;

use super::{Kind, Number, Signs, Space, Style, Token, Tokens, number};

/// The tokens in that style.
pub(in super::super) fn write(out: &mut String, tokens: &Tokens<'_>, style: Style) {
    out.clear();
    let mut line = Line { space: style.space, levels: Vec::new(), lines: 0 };
    let mut seen = 0_usize;
    let mut before = None;
    for (index, token) in tokens.list.iter().enumerate() {
        let next = tokens.list.get(index.saturating_add(1)).map(|next| next.kind);
        match token.kind {
            Kind::Open => {
                line.close_gap(out, token);
                out.push_str(token.text);
                line.open(out, token.text == "[", next == Some(Kind::Close));
            }
            Kind::Close => {
                line.shut(out, before == Some(Kind::Open), token);
                out.push_str(token.text);
            }
            Kind::Comma => {
                line.close_gap(out, token);
                line.comma(out);
            }
            Kind::Colon => {
                line.close_gap(out, token);
                out.push_str(line.colon());
            }
            _ => {
                line.close_gap(out, token);
                let is_chosen = style.only.is_none_or(|only| only == seen);
                let numbers = if is_chosen { style.number } else { Number::Kept };
                value(out, token, style.text, numbers);
                seen = seen.saturating_add(usize::from(token.kind == Kind::Number));
            }
        }
        before = Some(token.kind);
    }
    if style.space == Space::Kept {
        out.push_str(tokens.end);
    }
}

fn value(out: &mut String, token: &Token<'_>, style: Signs, numbers: Number) {
    match token.kind {
        Kind::Text if style.meets(Signs::KEPT) || !token.signs.meets(style.with(Signs::KEPT)) => {
            out.push_str(token.text);
        }
        Kind::Text => text(out, token.text, style),
        Kind::Trimmed => {
            out.push('"');
            let inside = token.text.trim_matches('"').trim_matches([' ', '\t', '\u{a0}']);
            text_inside(out, inside, style);
            out.push('"');
        }
        Kind::Number => out.push_str(&written(token.text, numbers)),
        Kind::Quoted => out.extend(["\"", &written(token.text, numbers), "\""]),
        _ => out.push_str(token.text),
    }
}

/// A number in that form; as it stands where it has none.
pub(in super::super) fn written(token: &str, style: Number) -> Cow<'_, str> {
    number::written(token, style).map_or(Cow::Borrowed(token), Cow::Owned)
}

fn text(out: &mut String, token: &str, style: Signs) {
    out.push('"');
    let inside = token.get(1..token.len().saturating_sub(1)).unwrap_or_default();
    text_inside(out, inside, style);
    out.push('"');
}

/// The inside of a text with its escapes read, and those of the style written.
fn text_inside(out: &mut String, inside: &str, style: Signs) {
    let mut rest = inside;
    // What needs nothing is taken as a whole: this is where the time goes.
    while let Some(start) = rest.bytes().position(|byte| may_change(byte, style)) {
        let (before, after) = rest.split_at_checked(start).unwrap_or((rest, ""));
        out.push_str(before);
        let last = before.bytes().next_back().or_else(|| out.bytes().next_back());
        let (character, length) = character(after);
        match character {
            Some(character) => escape(out, character, style, last),
            // Half of a pair: there is one way to write that.
            None => out.push_str(after.get(..length).unwrap_or_default()),
        }
        rest = after.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
}

fn may_change(byte: u8, style: Signs) -> bool {
    match byte {
        b'\\' => true,
        b'/' => style.meets(Signs::SLASH.with(Signs::SLASH_AFTER_ANGLE)),
        b'<' | b'>' => style.meets(Signs::ANGLES),
        b'&' => style.meets(Signs::AMPERSAND),
        b'\'' => style.meets(Signs::APOSTROPHE),
        b'=' => style.meets(Signs::EQUALS),
        b'+' => style.meets(Signs::PLUS),
        b'`' => style.meets(Signs::GRAVE),
        0x7f => style.meets(Signs::DELETE),
        0x80.. => style.meets(Signs::BEYOND_ASCII.with(Signs::LINE_ENDS).with(Signs::BEYOND_BMP)),
        _ => false,
    }
}

/// The character at the beginning, read where it is an escape, and the bytes that it takes.
fn character(text: &str) -> (Option<char>, usize) {
    let unit = |from: usize| {
        let digits = text.get(from..from.saturating_add(6))?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    if !text.starts_with('\\') {
        let first = text.chars().next();
        return (first, first.map_or(0, char::len_utf8));
    }
    let simple = match text.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let high = unit(0).unwrap_or_default();
            let pair = [high, unit(6).unwrap_or_default()];
            let first = |units: &[u16]| char::decode_utf16(units.iter().copied()).next()?.ok();
            return match first(&[high]) {
                Some(alone) => (Some(alone), 6),
                None => first(&pair).map_or((None, 6), |both| (Some(both), 12)),
            };
        }
        Some(other) => char::from(*other),
        None => return (None, 1),
    };
    (Some(simple), 2)
}

fn escape(out: &mut String, character: char, style: Signs, before: Option<u8>) {
    let sign = match character {
        '"' if !style.meets(Signs::QUOTE) => return out.push_str("\\\""),
        '\\' => return out.push_str("\\\\"),
        '\n' => return out.push_str("\\n"),
        '\r' => return out.push_str("\\r"),
        '\t' => return out.push_str("\\t"),
        '\u{8}' => return out.push_str("\\b"),
        '\u{c}' => return out.push_str("\\f"),
        '\0'..='\u{1f}' => return unicode(out, character, style.meets(Signs::CAPITAL_ASCII)),
        '/' => {
            let is_closing = before == Some(b'<') && style.meets(Signs::SLASH_AFTER_ANGLE);
            let is_escaped = style.meets(Signs::SLASH) || is_closing;
            return out.push_str(if is_escaped { "\\/" } else { "/" });
        }
        '"' => Signs::QUOTE,
        '<' | '>' => Signs::ANGLES,
        '&' => Signs::AMPERSAND,
        '\'' => Signs::APOSTROPHE,
        '=' => Signs::EQUALS,
        '+' => Signs::PLUS,
        '`' => Signs::GRAVE,
        '\u{7f}' => Signs::DELETE,
        '\u{2028}' | '\u{2029}' => Signs::LINE_ENDS.with(Signs::BEYOND_ASCII),
        '\u{10000}'.. => Signs::BEYOND_BMP.with(Signs::BEYOND_ASCII),
        '\u{80}'.. => Signs::BEYOND_ASCII,
        _ => Signs::NONE,
    };
    if style.meets(sign) {
        let digits =
            if character.is_ascii() { Signs::CAPITAL_ASCII } else { Signs::CAPITAL_BEYOND };
        unicode(out, character, style.meets(digits));
    } else {
        out.push(character);
    }
}

fn unicode(out: &mut String, character: char, is_capital: bool) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        let digit = |shift: u32| {
            let digit = char::from_digit(u32::from(*unit >> shift & 15), 16)?;
            Some(if is_capital { digit.to_ascii_uppercase() } else { digit })
        };
        out.push_str("\\u");
        out.extend([digit(12), digit(8), digit(4), digit(0)].into_iter().flatten());
    }
}

/// Where a token is written: the brackets around it.
struct Line {
    space: Space,
    /// Whether each bracket that is open is one of a list.
    levels: Vec<bool>,
    /// How many of them indent.
    lines: usize,
}

impl Line {
    fn close_gap(&self, out: &mut String, token: &Token<'_>) {
        if self.space == Space::Kept {
            out.push_str(token.gap);
        }
    }

    fn colon(&self) -> &'static str {
        match self.space {
            Space::Kept => ":",
            Space::Line { colon, .. } | Space::Lines { colon, .. } => colon,
            Space::Jackson => " : ",
        }
    }

    fn open(&mut self, out: &mut String, is_list: bool, is_empty: bool) {
        self.levels.push(is_list);
        let indents = self.space != Space::Jackson || !is_list;
        self.lines = self.lines.saturating_add(usize::from(indents));
        match self.space {
            Space::Jackson if is_list || is_empty => out.push(' '),
            Space::Line { padding, .. } if !is_empty => out.push_str(padding),
            Space::Lines { .. } | Space::Jackson if !is_empty => self.feed(out),
            _ => {}
        }
    }

    fn shut(&mut self, out: &mut String, is_empty: bool, token: &Token<'_>) {
        let is_list = self.levels.pop().unwrap_or_default();
        let indents = self.space != Space::Jackson || !is_list;
        self.lines = self.lines.saturating_sub(usize::from(indents));
        match self.space {
            Space::Kept => out.push_str(token.gap),
            Space::Jackson if is_list && !is_empty => out.push(' '),
            Space::Line { padding, .. } if !is_empty => out.push_str(padding),
            Space::Lines { .. } | Space::Jackson if !is_empty => self.feed(out),
            _ => {}
        }
    }

    fn comma(&self, out: &mut String) {
        match self.space {
            Space::Line { comma, .. } => out.push_str(comma),
            Space::Jackson if self.levels.last() == Some(&true) => out.push_str(", "),
            Space::Kept => out.push(','),
            Space::Lines { .. } | Space::Jackson => {
                out.push(',');
                self.feed(out);
            }
        }
    }

    fn feed(&self, out: &mut String) {
        let level = match self.space {
            Space::Lines { level, .. } => level,
            _ => "  ",
        };
        out.push('\n');
        for _ in 0..self.lines {
            out.push_str(level);
        }
    }
}
