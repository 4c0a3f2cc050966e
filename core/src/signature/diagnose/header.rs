//! Reading a Signature header as something near what it should be.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::choice::Mistake;
use super::codes::Code;
use super::hexadecimal::{bytes_of_hex, percent_decoded};
use crate::signature::{PREFIX, decode_bare};
use crate::values::headers::Header;

/// The signatures that a header's value may hold, and what is wrong with the way they are written.
pub(super) struct Read {
    pub(super) signatures: Vec<[u8; 32]>,
    pub(super) mistakes: Vec<Mistake>,
}

/// The signatures in the header, and what is wrong with it.
pub(super) fn read(headers: &[Header], accepts_bare: bool) -> Result<Read, Mistake> {
    let named = headers.iter().filter(|header| header.name.eq_ignore_ascii_case("Signature"));
    let values: Vec<&str> = named.map(|header| header.value.as_str()).collect();
    let mut reads: Vec<Read> = Vec::new();
    let mut refused = None;
    for value in values.iter().filter(|value| !value.trim().is_empty()).take(SIGNATURES) {
        match leniently(value) {
            Ok(read) => reads.push(read),
            Err(mistake) => refused = refused.or(Some(mistake)),
        }
    }
    let nothing = Mistake::new(Code::HeaderRepeated, "the Signature header came more than once");
    let mut reads = reads.into_iter();
    let Some(mut first) = reads.next() else { return Err(refused.unwrap_or(nothing)) };
    if values.len() > 1 {
        first.signatures.extend(reads.flat_map(|read| read.signatures));
        let what = "the Signature header came more than once";
        first.mistakes.insert(0, Mistake::new(Code::SignatureDoubled, what));
    }
    if accepts_bare {
        let is_accepted = values.first().is_some_and(|value| decode_bare(value.trim()).is_ok());
        let is_bare = |code| matches!(code, Code::PrefixMissing | Code::PaddingMissing);
        first.mistakes.retain(|mistake| !(is_accepted && is_bare(mistake.code)));
    }
    Ok(first)
}

/// The most Signature headers that are read.
const SIGNATURES: usize = 4;

/// Reads a value as it came; the mistake alone when there is no signature in it.
pub(super) fn leniently(value: &str) -> Result<Read, Mistake> {
    let mut read = Read { signatures: Vec::new(), mistakes: Vec::new() };
    let mut text = value.trim();
    if text.len() != value.len() {
        read.says(
            Code::SignatureWhiteSpace,
            "white space stands around the value of the Signature header",
        );
    }
    let quotes = ['"', '\'', '`'];
    let bare = text.trim_matches(quotes);
    if bare.len() != text.len() {
        read.says(Code::SignatureQuoted, "quotes stand around the signature");
        text = bare.trim();
    }
    let parts = parts(text);
    if parts.len() > 1 {
        read.says(Code::SignatureDoubled, "the Signature header holds more than one signature");
    }
    let mut refused = None;
    for (index, part) in parts.into_iter().enumerate() {
        let mut of_part = Read { signatures: Vec::new(), mistakes: Vec::new() };
        match of_part.one(part) {
            Ok(bytes) if !read.signatures.contains(&bytes) => read.signatures.push(bytes),
            Ok(_) => {}
            Err(mistake) => refused = Some(mistake),
        }
        if index == 0 {
            read.mistakes.extend(of_part.mistakes);
        }
    }
    match refused {
        Some(mistake) if read.signatures.is_empty() => Err(mistake),
        _ => Ok(read),
    }
}

/// The signatures in a value: after a comma or a semicolon, or where a prefix begins again.
fn parts(text: &str) -> Vec<&str> {
    let listed: Vec<&str> =
        text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).take(MOST).collect();
    if let [one] = listed.as_slice() {
        let again = one.get(PREFIX.len()..).and_then(|rest| rest.find(PREFIX));
        let at = again.map(|at| at.saturating_add(PREFIX.len())).filter(|at| *at > LEAST);
        if let Some((first, second)) = at.and_then(|at| one.split_at_checked(at)) {
            return vec![first.trim(), second];
        }
    }
    listed
}

/// The most signatures that are read from one header.
const MOST: usize = 4;
/// So long is a prefix and 43 characters of base64, at least.
const LEAST: usize = 44;

impl Read {
    fn says(&mut self, code: Code, what: &'static str) {
        if self.mistakes.iter().all(|known| known.code != code) {
            self.mistakes.push(Mistake::new(code, what));
        }
    }

    fn one(&mut self, text: &str) -> Result<[u8; 32], Mistake> {
        let text = text.trim_matches(['"', '\'', '`', ' ', '\t']);
        let value = match text.split_once("%3D").or_else(|| text.split_once("%3d")) {
            Some((name, rest)) if rest.len() > 41 && !name.contains('=') => {
                let what = "HMACSHA256%3D stands before the base64, as a form or a URL has it";
                self.says(Code::PrefixSpelling, what);
                rest
            }
            _ => self.without_prefix(text),
        };
        let bare = value.trim_matches(['"', '\'', '`']);
        if bare.len() != value.len() {
            self.says(Code::SignatureQuoted, "quotes stand around the base64 of the signature");
        }
        let mut compact: String = bare.split_whitespace().collect();
        if compact.len() != bare.len() {
            let is_plus = compact.trim_end_matches('=').len() < 43;
            if is_plus {
                compact = bare.replace(' ', "+");
            }
            let what = if is_plus {
                "blanks stand in the signature in place of its plus signs, as a form decodes them"
            } else {
                "white space stands inside the signature, as base64 in lines has it"
            };
            self.says(Code::SignatureWhiteSpace, what);
        }
        self.bytes(&compact)
    }

    fn without_prefix<'t>(&mut self, text: &'t str) -> &'t str {
        let rest = text.strip_prefix(PREFIX);
        if let Some(rest) = rest.filter(|rest| !rest.starts_with(' ') && !begins_again(rest)) {
            return rest;
        }
        let end = text.trim_end_matches('=').len();
        let before = text.get(..end).unwrap_or_default();
        let is_separator = |sign: char| "=: \t".contains(sign);
        // A separator that stands in the value is white space inside it.
        let start =
            before.char_indices().take(LONGEST).filter(|(_, sign)| is_separator(*sign)).last();
        let start = start.map(|(at, _)| at.saturating_add(1)).or_else(|| {
            let bare = PREFIX.trim_end_matches('=').len();
            let is_name = text
                .get(..bare)
                .is_some_and(|name| PREFIX.trim_end_matches('=').eq_ignore_ascii_case(name));
            is_name.then_some(bare)
        });
        match start.and_then(|start| text.split_at_checked(start)) {
            Some((name, rest)) if is_name(name, rest) => {
                let what = match name {
                    "HMACHSHA256=" => {
                        "HMACHSHA256= stands before the base64, a typo of DOKU's jokul-php"
                    }
                    _ => "something else than HMACSHA256= stands before the base64",
                };
                self.says(Code::PrefixSpelling, what);
                rest
            }
            _ => {
                self.says(Code::PrefixMissing, "the header lacks HMACSHA256= before the base64");
                text
            }
        }
    }

    fn bytes(&mut self, text: &str) -> Result<[u8; 32], Mistake> {
        if let Some(bytes) = bytes_of_hex(text).and_then(|bytes| bytes.try_into().ok()) {
            self.says(Code::HexSignature, "the signature is in hexadecimal");
            return Ok(bytes);
        }
        let decoded = String::from_utf8_lossy(&percent_decoded(text)).into_owned();
        if decoded != text {
            let what = "the base64 has percent escapes, %2B for +, as a form or a URL has them";
            self.says(Code::UrlSafeBase64, what);
        }
        let text = decoded.as_str();
        let is_url_safe = text.contains(['-', '_']);
        let alphabet = if is_url_safe { &URL_SAFE } else { &STANDARD };
        let config =
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let bytes = GeneralPurpose::new(alphabet, config).decode(text).unwrap_or_default();
        let of_hex = std::str::from_utf8(&bytes).ok().and_then(bytes_of_hex);
        if let Some(bytes) = of_hex.and_then(|bytes| bytes.try_into().ok()) {
            self.says(Code::HexSignature, "the base64 is of the hexadecimal text");
            return Ok(bytes);
        }
        let bytes = <[u8; 32]>::try_from(bytes).map_err(|bytes| refused(bytes.len()))?;
        if is_url_safe {
            self.says(Code::UrlSafeBase64, "the base64 has - and _ of the URL-safe alphabet");
        }
        if !text.ends_with('=') {
            self.says(Code::PaddingMissing, "the base64 lacks the = at its end");
        }
        Ok(bytes)
    }
}

/// The longest prefix that is recognised, in characters.
const LONGEST: usize = 40;

fn begins_again(rest: &str) -> bool {
    rest.get(..4).is_some_and(|start| {
        start.eq_ignore_ascii_case("HMAC")
            && rest.contains(['=', ':'])
            && rest.trim_end_matches('=').contains(['=', ':'])
    })
}

/// Whether what stands before the base64 is a name of the scheme, in whatever spelling, or a word
/// such as `v1=`, which other gateways write.
fn is_name(name: &str, rest: &str) -> bool {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let letters = letters.to_ascii_lowercase();
    let word = name.strip_suffix(['=', ':']).unwrap_or_default();
    let is_word = (1..=16).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        && rest.trim_end_matches('=').len() > 41;
    is_word || letters.contains("sha") || letters.contains("hmac") || letters.contains("signature")
}

/// What a value is that does not hold 32 bytes.
fn refused(length: usize) -> Mistake {
    let not = |what| Mistake::new(Code::NotASignature, what);
    match length {
        64 | 256 => {
            let what = "a signature of 64 bytes (HMAC-SHA512) or 256 (RSA) is one of SNAP";
            Mistake::new(Code::SnapScheme, what)
        }
        16 => not("the header holds 16 bytes: an HMAC-MD5"),
        20 => not("the header holds 20 bytes: an HMAC-SHA1"),
        48 => not("the header holds 48 bytes: an HMAC-SHA384"),
        _ => not("the header is not the base64 of 32 bytes, nor anything near it"),
    }
}
