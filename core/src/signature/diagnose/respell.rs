//! Other spellings of the same JSON, as other programs write it.
//!
//! The body is cut into tokens once, without recursion: nothing about a number or a text is
//! lost, and no depth of nesting matters.

mod number;
mod token;

use std::collections::BTreeMap;

use crate::payload::{Object, is_json, items, write_string};
use token::{Kind, Token, tokens};

/// One way to write JSON.
#[derive(Clone, Copy, PartialEq)]
struct Style {
    space: Space,
    text: Text,
    number: Number,
    is_sorted: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Space {
    /// None.
    Compact,
    /// `, ` and `: `.
    Spaced,
    /// A line for each value, so many spaces a level.
    Pretty(usize),
    /// As `Pretty(2)` with ` : `.
    Jackson,
}

#[derive(Clone, Copy, PartialEq)]
enum Text {
    /// As few escapes as JSON allows.
    Plain,
    /// `\/`.
    Slashes,
    /// `\uXXXX` for everything beyond ASCII.
    Ascii,
    /// Both.
    SlashesAndAscii,
    /// `\u003c` for `<`, `>` and `&`.
    Html,
    /// As `Html`, and `=` and `'`.
    Gson,
}

#[derive(Clone, Copy, PartialEq)]
enum Number {
    /// As it stands.
    Kept,
    /// As a double without needless fraction.
    Shortest,
    /// As a double with a fraction where it had one.
    Float,
}

use Number::{Float, Kept, Shortest};
use Space::{Compact, Jackson, Pretty, Spaced};
use Text::{Ascii, Gson, Html, Plain, Slashes, SlashesAndAscii};

/// What programs write, the likely ones first.
const PROGRAMS: &[(&[Space], &[Text], Number, bool)] = &[
    // JavaScript, PHP, Go, Gson; then Python.
    (&[Compact], &[Plain, SlashesAndAscii, Html, Ascii, Slashes, Gson], Kept, false),
    (&[Spaced], &[Ascii, Plain], Kept, false),
    (&[Pretty(2)], &[Plain, Ascii, Html, Gson], Kept, false),
    (&[Pretty(4)], &[Plain, SlashesAndAscii, Ascii, Slashes], Kept, false),
    (&[Jackson], &[Plain], Kept, false),
    // What they keep of a number once they have read it: JavaScript and Go, then Python and PHP.
    (&[Compact], &[Plain, Html], Shortest, false),
    (&[Pretty(2), Pretty(4)], &[Plain], Shortest, false),
    (&[Spaced], &[Ascii, Plain], Float, false),
    (&[Compact], &[Plain, SlashesAndAscii, Ascii], Float, false),
    (&[Pretty(2), Pretty(4)], &[Ascii, Plain], Float, false),
    // Go sorts what it has read without a type, Python when told to.
    (&[Compact], &[Plain, Html, Ascii], Kept, true),
    (&[Spaced], &[Ascii, Plain], Kept, true),
    (&[Compact], &[Html], Shortest, true),
];

/// Hands over the body in every other spelling, the likely ones first; in none when it is no
/// JSON. A spelling may come twice.
pub(super) fn spellings(body: &str, mut found: impl FnMut(&str)) {
    if body.len() > LARGEST || !is_json(body) {
        return;
    }
    let (is_long, is_large) = (body.len() > LONG, body.len() > LARGE);
    let kept = tokens(body);
    let is_deep = kept.deepest > DEEPEST;
    let sorted = sorted(body, 0).filter(|_| !is_large && !is_deep);
    let sorted = sorted.as_deref().map(tokens).filter(|sorted| !sorted.is_same_as(&kept));
    let mut done: Vec<Style> = Vec::new();
    let mut out = String::new();
    for (spaces, texts, number, is_sorted) in PROGRAMS {
        let Some(tokens) = (if *is_sorted { sorted.as_ref() } else { Some(&kept) }) else {
            continue;
        };
        for (space, text) in
            spaces.iter().flat_map(|space| texts.iter().map(move |text| (space, text)))
        {
            // A line's indentation grows with its depth: what is nested deeply would grow with
            // its square.
            let is_indented = matches!(space, Pretty(_) | Jackson);
            let is_rare = is_large || is_long && is_indented;
            if is_deep && is_indented || is_rare && *text != Plain {
                continue;
            }
            let (text, number) = (tokens.simplest(*text), tokens.simplest_number(*number));
            let style = Style { space: *space, text, number, is_sorted: *is_sorted };
            if !done.contains(&style) {
                done.push(style);
                out.clear();
                write(&mut out, &tokens.list, style);
                found(&out);
            }
        }
    }
}

/// The body without white space.
pub(super) fn minified(body: &str) -> Option<String> {
    if body.len() > LARGEST || !is_json(body) {
        return None;
    }
    let mut out = String::with_capacity(body.len());
    let style = Style { space: Compact, text: Plain, number: Kept, is_sorted: false };
    write(&mut out, &tokens(body).list, style);
    Some(out)
}

/// Beyond so many levels nothing is indented or sorted.
const DEEPEST: usize = 32;
/// Beyond so many bytes what is indented has no escapes: it takes up the most time.
const LONG: usize = 64 << 10;
/// Beyond so many bytes only white space and numbers are tried.
const LARGE: usize = 1 << 20;
/// Beyond so many bytes no other spelling is tried.
const LARGEST: usize = 4 << 20;

fn write(out: &mut String, tokens: &[Token<'_>], style: Style) {
    let (comma, colon) = match style.space {
        Compact => (",", ":"),
        Spaced => (", ", ": "),
        Pretty(_) => (",", ": "),
        Jackson => (",", " : "),
    };
    let mut depth = 0_usize;
    for token in tokens {
        match token.kind {
            Kind::Open => {
                depth = depth.saturating_add(1);
                out.push_str(token.text);
                line(out, style, depth);
            }
            Kind::Close => {
                depth = depth.saturating_sub(1);
                line(out, style, depth);
                out.push_str(token.text);
            }
            Kind::Comma => {
                out.push_str(comma);
                line(out, style, depth);
            }
            Kind::Colon => out.push_str(colon),
            Kind::Text(signs) if signs.needs(style.text) => escape(out, token.plain(), style.text),
            Kind::Number => out.push_str(token.number(style.number)),
            _ => out.push_str(token.plain()),
        }
    }
}

fn line(out: &mut String, style: Style, depth: usize) {
    let width = match style.space {
        Compact | Spaced => return,
        Pretty(width) => width,
        Jackson => 2,
    };
    // One call, since a character each would take as long as all the rest.
    out.push_str(INDENTED.get(..=width.saturating_mul(depth)).unwrap_or("\n"));
}

/// A line feed and white space for the deepest level.
const INDENTED: &str = concat!(
    "\n",
    "                                                                ",
    "                                                                ",
);

fn escape(out: &mut String, plain: &str, style: Text) {
    let slashes = matches!(style, Slashes | SlashesAndAscii);
    let ascii = matches!(style, Ascii | SlashesAndAscii);
    let html = matches!(style, Html | Gson);
    // By bytes, and what stands between as a whole: this is where the time goes.
    let may_be_escaped = |byte: u8| match byte {
        b'/' => slashes,
        b'<' | b'>' | b'&' => html,
        b'=' | b'\'' => style == Gson,
        LINE_ENDS => ascii || html,
        128.. => ascii,
        _ => false,
    };
    let mut rest = plain;
    while let Some(start) = rest.bytes().position(may_be_escaped) {
        let (before, after) = rest.split_at_checked(start).unwrap_or((rest, ""));
        out.push_str(before);
        let mut characters = after.chars();
        match characters.next() {
            Some('/') => out.push_str("\\/"),
            Some(other) if !ascii && !other.is_ascii() && !is_line_end(other) => out.push(other),
            Some(character) => unicode(out, character),
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

/// The first byte of the two line ends of Unicode, and of others.
const LINE_ENDS: u8 = 0xe2;

fn is_line_end(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}')
}

fn unicode(out: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        let digit = |shift: u32| char::from_digit(u32::from(*unit >> shift & 15), 16);
        out.push_str("\\u");
        out.extend([digit(12), digit(8), digit(4), digit(0)].into_iter().flatten());
    }
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
