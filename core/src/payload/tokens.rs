//! JSON as tokens, without recursion: no depth of nesting matters.
//!
//! `serde_json` says whether a text is JSON. What it has accepted is split here, on brackets and
//! quotes alone: its typed reading, with numbers as floats, would be a tenth of the wasm.

use std::borrow::Cow;

use serde::de::IgnoredAny;

/// Whether the text is one JSON value and nothing else.
pub(crate) fn is_json(text: &str) -> bool {
    fault(text).is_none()
}

/// Where a text stops being JSON.
pub(super) fn fault(text: &str) -> Option<serde_json::Error> {
    serde_json::from_str::<IgnoredAny>(text).err()
}

/// The text without a byte order mark before it, which some writers of JSON add.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The tokens of a list; nothing when the token is something else.
pub(crate) fn items(token: &str) -> Option<Vec<&str>> {
    Some(Inside::of(token, '[', ']')?.collect())
}

/// The text of a token, borrowed unless it has escapes; nothing when the token is no text, or an
/// escape stands for no character.
pub(crate) fn text_of(token: &str) -> Option<Cow<'_, str>> {
    let inside = token.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('\\') {
        return unescaped(inside).map(Cow::Owned);
    }
    Some(Cow::Borrowed(inside))
}

/// The values between the brackets of valid JSON; those of an object are keys and values in turn.
pub(super) struct Inside<'a>(&'a str);

impl<'a> Inside<'a> {
    pub(super) fn of(token: &'a str, open: char, close: char) -> Option<Self> {
        token.trim_ascii().strip_prefix(open)?.strip_suffix(close).map(Self)
    }
}

impl<'a> Iterator for Inside<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let is_between = |byte| matches!(byte, b',' | b':' | b' ' | b'\t' | b'\n' | b'\r');
        let start = self.0.bytes().position(|byte| !is_between(byte))?;
        let rest = self.0.get(start..)?;
        let (value, rest) = rest.split_at_checked(value_length(rest))?;
        self.0 = rest;
        Some(value)
    }
}

/// The bytes of the first value of valid JSON.
fn value_length(json: &str) -> usize {
    let bytes = json.as_bytes();
    if !matches!(bytes.first(), Some(b'{' | b'[')) {
        return token_length(json);
    }
    let (mut depth, mut at) = (0_usize, 0_usize);
    while let Some(byte) = bytes.get(at) {
        at = at.saturating_add(1);
        match byte {
            b'"' => at = after_text(bytes, at),
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' if depth <= 1 => break,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    at
}

/// The bytes of the first token of valid JSON.
pub(crate) fn token_length(json: &str) -> usize {
    let bytes = json.as_bytes();
    match bytes.first() {
        Some(b'"') => after_text(bytes, 1),
        Some(b'{' | b'}' | b'[' | b']' | b',' | b':') => 1,
        _ => bytes.iter().position(|byte| b"{}[],: \t\n\r".contains(byte)).unwrap_or(bytes.len()),
    }
}

/// Where a text ends that begins before `at`: after the first quote without a backslash before it.
fn after_text(json: &[u8], mut at: usize) -> usize {
    loop {
        // Eight bytes at a time: a photo is one long text.
        let (words, _) = json.get(at..).unwrap_or_default().as_chunks();
        let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
        for word in words.iter().map(word) {
            let found = zeros(word ^ every(b'"')) | zeros(word ^ every(b'\\'));
            let before = usize::try_from(found.trailing_zeros() / 8).unwrap_or_default();
            at = at.saturating_add(before);
            if found != 0 {
                break;
            }
        }
        match json.get(at) {
            Some(b'"') => return at.saturating_add(1),
            Some(b'\\') => at = at.saturating_add(2),
            Some(_) => at = at.saturating_add(1),
            None => return json.len(),
        }
    }
}

/// The byte eight times.
const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// A word whose lowest bit that is set is in the lowest byte of `word` that is zero.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(every(1)) & !word & every(0x80)
}

/// A text without its escapes.
fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut after = after.chars();
        out.push(match after.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let (character, behind) = unicode(after.as_str())?;
                after = behind.chars();
                character
            }
            itself => itself,
        });
        rest = after.as_str();
    }
    out.push_str(rest);
    Some(out)
}

/// The character of an escape that follows its `\u`, which may take a second one, and what stands
/// behind.
fn unicode(text: &str) -> Option<(char, &str)> {
    let (first, rest) = unit(text)?;
    let Some(Ok(character)) = char::decode_utf16([first]).next() else {
        let (second, rest) = unit(rest.strip_prefix("\\u")?)?;
        return Some((char::decode_utf16([first, second]).next()?.ok()?, rest));
    };
    Some((character, rest))
}

/// Four hexadecimal digits.
fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    Some((u16::from_str_radix(digits, 16).ok()?, rest))
}

#[cfg(test)]
mod tests;
