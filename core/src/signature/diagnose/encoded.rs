//! Bodies that are an encoding of what was signed, or the reverse.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD};

use super::hexadecimal::{bytes_of_hex, hex, percent_decoded};
use super::json::{COMPACT, Signs, Style, Tokens};
use crate::payload::write_string;

/// What the body may be an encoding of, with what happened.
pub(super) fn decoded(body: &[u8]) -> Vec<(Vec<u8>, &'static str)> {
    let mut found = Vec::new();
    let Ok(text) = std::str::from_utf8(body) else { return found };
    let text = text.trim();
    let mut add = |bytes: Option<Vec<u8>>, what| {
        found.extend(bytes.filter(|bytes| !bytes.is_empty()).map(|bytes| (bytes, what)));
    };
    add(
        from_base64(text),
        "the body here is the base64 of what was signed, as AWS API Gateway hands it over (isBase64Encoded)",
    );
    add(from_hex(text), "the body here is the hexadecimal of what was signed");
    if text.starts_with('"') {
        let read = serde_json::from_str::<String>(text).ok();
        add(
            read.clone().map(String::into_bytes),
            "the body here is JSON text of what was signed: it was encoded twice",
        );
        add(
            read.as_deref().and_then(from_base64),
            "the body here is the base64 of what was signed, in quotes",
        );
    }
    add(
        from_list(text),
        "the body here is the list of bytes of what was signed, as JSON.stringify of a Buffer writes it",
    );
    if text.starts_with('%') || text.contains("%22") {
        add(
            Some(from_percent(text)),
            "the body here is what was signed with percent escapes, as a form sends it",
        );
    }
    add(from_python(text), "the body here is Python's text of the bytes, b'…'");
    if text.contains("&quot;") {
        let plain = text.replace("&quot;", "\"").replace("&#039;", "'").replace("&#39;", "'");
        let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        add(Some(plain.into_bytes()), "the body here is what was signed as HTML shows it");
    }
    if text.starts_with("{\\\"") || text.starts_with("[{\\\"") {
        let plain = text.replace("\\\\", "\0").replace('\\', "").replace('\0', "\\");
        add(
            Some(plain.into_bytes()),
            "the body here is what was signed with slashes added, as WordPress does",
        );
    }
    found
}

/// The most frequent encodings.
pub(super) fn usual(body: &[u8]) -> Vec<(String, &'static str)> {
    let mut found = vec![(BASE64_STANDARD.encode(body), "the base64 of the body was signed")];
    if let Ok(text) = std::str::from_utf8(body) {
        let mut quoted = String::with_capacity(text.len());
        write_string(&mut quoted, text);
        found.push((quoted, TWICE));
    }
    found
}

const TWICE: &str = "JSON text of the body was signed: it was encoded twice";

/// What may have been signed in place of the body, with what happened.
pub(super) fn encodings(body: &[u8]) -> Vec<(String, &'static str)> {
    let base64 = "the base64 of the body was signed";
    let mut found = vec![
        (BASE64_STANDARD.encode(body), base64),
        (BASE64_URL_SAFE_NO_PAD.encode(body), "the base64url of the body was signed"),
        (BASE64_URL_SAFE.encode(body), "the base64url of the body was signed"),
        (BASE64_STANDARD.encode(body).trim_end_matches('=').to_owned(), base64),
    ];
    found.push((hex(body), "the hexadecimal of the body was signed"));
    let list = body.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    let what = "the list of the body's bytes was signed, as JSON.stringify of a Buffer writes it";
    found.push((format!("{{\"type\":\"Buffer\",\"data\":[{list}]}}"), what));
    found.push((format!("[{list}]"), what));
    let Ok(text) = std::str::from_utf8(body) else { return found };
    let mut quoted = String::with_capacity(text.len());
    write_string(&mut quoted, text);
    let escaped = Tokens::of(&quoted).map(|tokens| {
        [Signs::SLASH.with(Signs::BEYOND_ASCII), Signs::BEYOND_ASCII].map(|signs| {
            let mut out = String::new();
            super::json::write::write(&mut out, &tokens, Style::of(COMPACT, signs));
            out
        })
    });
    found.push((quoted.clone(), TWICE));
    found.extend(escaped.into_iter().flatten().map(|text| (text, TWICE)));
    let what = "Python's text of the bytes was signed, b'…': str() of bytes";
    found.push((python(body), what));
    found.push((format!("b'{text}'"), what));
    found.push((percent(text), "the body was signed with percent escapes"));
    let html =
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let what = "the body was signed as HTML shows it, as PHP's htmlspecialchars writes it";
    found.push((html.replace('\'', "&#039;"), what));
    found.push((html, what));
    found
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let compact: String = text.split_ascii_whitespace().collect();
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let alphabet = if compact.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
    GeneralPurpose::new(alphabet, config).decode(compact).ok()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    bytes_of_hex(text.strip_prefix("0x").unwrap_or(text))
}

/// `{"type":"Buffer","data":[1,2]}`, or the list alone.
fn from_list(text: &str) -> Option<Vec<u8>> {
    let is_buffer = text.starts_with('{') && text.get(..40).unwrap_or(text).contains("Buffer");
    let list = match text.find('[').filter(|_| is_buffer) {
        Some(start) => text.get(start..)?.strip_suffix('}')?.trim_end(),
        None => text,
    };
    let inside = list.strip_prefix('[')?.strip_suffix(']')?;
    inside.split(',').map(|number| number.trim().parse().ok()).collect()
}

/// `b'…'`, as Python writes bytes.
fn from_python(text: &str) -> Option<Vec<u8>> {
    let quote = text.strip_prefix('b')?.chars().next().filter(|quote| "'\"".contains(*quote))?;
    let mut rest = text.get(2..)?.strip_suffix(quote)?;
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some(first) = rest.chars().next() {
        let escape = rest.strip_prefix('\\').and_then(|escape| escape.chars().next());
        let hexadecimal = rest.strip_prefix("\\x").and_then(|escape| escape.get(..2));
        let (byte, length) = match (escape, hexadecimal) {
            (None, _) => {
                bytes.extend_from_slice(first.encode_utf8(&mut [0; 4]).as_bytes());
                rest = rest.get(first.len_utf8()..)?;
                continue;
            }
            (_, Some(digits)) => (u8::from_str_radix(digits, 16).ok()?, 4),
            (Some('n'), None) => (b'\n', 2),
            (Some('r'), None) => (b'\r', 2),
            (Some('t'), None) => (b'\t', 2),
            (Some(other), None) => (u8::try_from(other).ok()?, 2),
        };
        bytes.push(byte);
        rest = rest.get(length..)?;
    }
    Some(bytes)
}

/// The text of bytes that Python's `str` and `repr` give.
fn python(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' };
    let mut out = format!("b{}", char::from(quote));
    for byte in bytes {
        match *byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'\\' => out.push_str("\\\\"),
            byte if byte == quote => out.extend(['\\', char::from(quote)]),
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => out.extend(["\\x", &hex(&[*byte])]),
        }
    }
    out.push(char::from(quote));
    out
}

fn from_percent(text: &str) -> Vec<u8> {
    let text = text.strip_suffix('=').unwrap_or(text);
    percent_decoded(&text.replace('+', " "))
}

fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&hex(&[byte]).to_ascii_uppercase());
        }
    }
    out
}
