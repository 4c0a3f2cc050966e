//! Other spellings of the same JSON, as other programs write it.
//!
//! Works on tokens, in one pass and without recursion: nothing about a number or a text is
//! lost, and no depth of nesting matters.

mod number;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::wire::{Object, is_json, items, token_length, write_string};

/// One way to write JSON.
#[derive(Clone, Copy)]
struct Style {
    space: Space,
    text: Text,
    number: Number,
}

#[derive(Clone, Copy, PartialEq)]
enum Space {
    /// None: JavaScript, Go, PHP, Gson.
    Compact,
    /// `, ` and `: `: Python.
    Spaced,
    /// A line for each value, so many spaces a level: JavaScript, PHP, Gson, Python.
    Pretty(usize),
    /// As `Pretty(2)` with ` : `: Jackson.
    Jackson,
}

#[derive(Clone, Copy, PartialEq)]
enum Text {
    /// As few escapes as JSON allows.
    Plain,
    /// `\/`: older PHP.
    Slashes,
    /// `\uXXXX` for everything beyond ASCII: Python.
    Ascii,
    /// Both: PHP.
    SlashesAndAscii,
    /// `\u003c` for `<`, `>` and `&`: Go.
    Html,
    /// As `Html`, and `=` and `'`: Gson.
    Gson,
}

#[derive(Clone, Copy, PartialEq)]
enum Number {
    /// As it stands.
    Kept,
    /// As a double without needless fraction: JavaScript, PHP, Go.
    Shortest,
    /// As a double with a fraction where it had one: Python, Jackson.
    Float,
}

/// Hands over the body in every other spelling, the likely ones first; in none when it is no
/// JSON. A spelling may come twice.
pub(super) fn spellings(body: &str, mut found: impl FnMut(&str)) {
    if !is_json(body) {
        return;
    }
    let is_large = body.len() > LARGE;
    let spaces =
        [Space::Compact, Space::Spaced, Space::Pretty(2), Space::Pretty(4), Space::Jackson];
    // A line's indentation grows with its depth: what is nested deeply would grow with its square.
    let is_deep = depth(body) > DEEPEST;
    for space in spaces.into_iter().take(if is_deep { 2 } else { spaces.len() }) {
        for text in TEXTS.iter().take(if is_large { 1 } else { TEXTS.len() }) {
            found(&respelt(body, Style { space, text: *text, number: Number::Kept }));
        }
    }
    for number in [Number::Shortest, Number::Float] {
        for space in [Space::Compact, Space::Spaced] {
            found(&respelt(body, Style { space, text: Text::Plain, number }));
        }
    }
    let Some(sorted) = sorted(body, 0).filter(|_| !is_large) else { return };
    for (space, text) in [
        (Space::Compact, Text::Plain),
        (Space::Compact, Text::Html),
        (Space::Spaced, Text::Plain),
        (Space::Spaced, Text::Ascii),
    ] {
        found(&respelt(&sorted, Style { space, text, number: Number::Kept }));
    }
}

const TEXTS: [Text; 6] =
    [Text::Plain, Text::Slashes, Text::Ascii, Text::SlashesAndAscii, Text::Html, Text::Gson];
/// Beyond so many levels nothing is indented or sorted.
const DEEPEST: usize = 32;
/// Beyond so many bytes only white space and numbers are tried.
const LARGE: usize = 1 << 20;

/// The levels of nesting, at most: brackets in texts count as well.
fn depth(json: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for byte in json.bytes() {
        match byte {
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn respelt(json: &str, style: Style) -> String {
    let mut out = String::with_capacity(json.len());
    let mut depth = 0_usize;
    let mut rest = json.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = rest.split_at(token_length(rest));
        let after = after.trim_start_matches([' ', '\t', '\n', '\r']);
        match first {
            '{' | '[' if after.starts_with(['}', ']']) => {
                let closing = after.chars().next().unwrap_or(first);
                out.extend([first, closing]);
                rest = after.get(1..).unwrap_or_default();
                rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
                continue;
            }
            '{' | '[' => {
                depth = depth.saturating_add(1);
                out.push(first);
                line(&mut out, style, depth);
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, style, depth);
                out.push(first);
            }
            ',' => {
                out.push_str(if style.space == Space::Spaced { ", " } else { "," });
                line(&mut out, style, depth);
            }
            ':' => out.push_str(match style.space {
                Space::Compact => ":",
                Space::Spaced | Space::Pretty(_) => ": ",
                Space::Jackson => " : ",
            }),
            '"' => string(&mut out, token, style.text),
            '-' | '0'..='9' => out.push_str(&number(token, style.number)),
            _ => out.push_str(token),
        }
        rest = after;
    }
    out
}

fn line(out: &mut String, style: Style, depth: usize) {
    let width = match style.space {
        Space::Compact | Space::Spaced => return,
        Space::Pretty(width) => width,
        Space::Jackson => 2,
    };
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', width.saturating_mul(depth)));
}

fn string(out: &mut String, token: &str, style: Text) {
    let text: Cow<'_, str> = match serde_json::from_str::<String>(token) {
        Ok(text) => Cow::Owned(text),
        // An escape that is no Unicode: left as it stands.
        Err(_) => return out.push_str(token),
    };
    let mut plain = String::new();
    write_string(&mut plain, &text);
    let slashes = matches!(style, Text::Slashes | Text::SlashesAndAscii);
    let ascii = matches!(style, Text::Ascii | Text::SlashesAndAscii);
    let html: &[char] = match style {
        Text::Html => &['<', '>', '&', '\u{2028}', '\u{2029}'],
        Text::Gson => &['<', '>', '&', '=', '\'', '\u{2028}', '\u{2029}'],
        _ => &[],
    };
    for character in plain.chars() {
        if character == '/' && slashes {
            out.push_str("\\/");
        } else if (ascii && !character.is_ascii()) || html.contains(&character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let digit = |shift: u32| char::from_digit(u32::from(*unit >> shift & 15), 16);
                out.push_str("\\u");
                out.extend([digit(12), digit(8), digit(4), digit(0)].into_iter().flatten());
            }
        } else {
            out.push(character);
        }
    }
}

fn number(token: &str, style: Number) -> Cow<'_, str> {
    let written = match style {
        Number::Kept => None,
        Number::Shortest => number::shortest(token),
        Number::Float => number::float(token),
    };
    written.map_or(Cow::Borrowed(token), Cow::Owned)
}

/// The same with the keys of every object in order; nothing beyond a sane depth.
fn sorted(json: &str, depth: usize) -> Option<String> {
    let json = json.trim();
    if depth > DEEPEST {
        return None;
    }
    let inside = depth.saturating_add(1);
    if json.starts_with('{') {
        let mut entries = BTreeMap::new();
        for (key, value) in Object::split(json, &[]).ok()?.other {
            entries.insert(key, sorted(value, inside)?);
        }
        let mut out = String::from("{");
        for (key, value) in &entries {
            write_string(&mut out, key);
            out.extend([":", value, ","]);
        }
        return Some(closed(out, '}'));
    }
    if json.starts_with('[') {
        let mut out = String::from("[");
        for item in items(json)? {
            out.extend([sorted(item, inside)?.as_str(), ","]);
        }
        return Some(closed(out, ']'));
    }
    Some(json.to_owned())
}

/// The bracket in place of the last comma.
fn closed(mut out: String, bracket: char) -> String {
    if out.ends_with(',') {
        out.pop();
    }
    out.push(bracket);
    out
}
