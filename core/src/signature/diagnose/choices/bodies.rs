//! The digest that may have been signed; an empty one stands for no Digest line.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE};
use sha2::{Digest, Sha256};

use super::super::respell;
use super::{Choice, Finding};
use crate::signature::{digest, is_get};

pub(super) fn digests(method: &str, body: &[u8], is_response: bool) -> Vec<Choice> {
    let mut found = Found(vec![]);
    if is_get(method) {
        found.0.push(Choice::believed(""));
        let detail = "a GET was signed with a Digest line, and has none";
        for content in [body, b"", b"{}", b"null"] {
            // Both forms of an answer to a GET are genuine.
            let code = if is_response && content == body { None } else { Some("digest_on_get") };
            found.add(digest(content), code, detail);
        }
        return found.0;
    }
    found.0.push(Choice::believed(digest(body)));
    found.add(String::new(), Some("digest_missing"), "the Digest line is missing");
    bodies(&mut found, body);
    let bytes = Sha256::digest(body);
    let hex = hex(body);
    let detail = "the Digest line has hexadecimal, and has to have base64";
    found.add(hex.clone(), Some("hex_digest"), detail);
    found.add(hex.to_ascii_uppercase(), Some("hex_digest"), detail);
    found.add(BASE64_STANDARD.encode(hex), Some("hex_digest"), detail);
    let detail =
        "the digest is in the URL-safe alphabet of base64, and has to be in the standard one";
    found.add(BASE64_URL_SAFE.encode(bytes), Some("url_safe_base64"), detail);
    let detail = "the digest lacks the = at its end";
    found.add(BASE64_STANDARD_NO_PAD.encode(bytes), Some("padding_missing"), detail);
    let detail = "the digest has SHA-256= before it, and has to stand alone";
    found.add(format!("SHA-256={}", digest(body)), Some("digest_prefix"), detail);
    found.0
}

/// SHA-256 in lower-case hexadecimal.
pub(super) fn hex(body: &[u8]) -> String {
    let digits = Sha256::digest(body);
    let digits = digits.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// The same of JSON without white space; of anything else as it stands.
pub(super) fn minified_hex(body: &[u8]) -> String {
    std::str::from_utf8(body)
        .ok()
        .and_then(respell::minified)
        .map_or_else(|| hex(body), |minified| hex(minified.as_bytes()))
}

/// Other bytes than those that are here.
fn bodies(found: &mut Found, body: &[u8]) {
    let newline = "the signed body differs by the white space around it";
    found.add(digest(&[body, b"\n"].concat()), Some("trailing_newline"), newline);
    found.add(digest(&[body, b"\r\n"].concat()), Some("trailing_newline"), newline);
    let Ok(text) = std::str::from_utf8(body) else { return };
    for trimmed in [text.trim_end(), text.trim(), text.trim_start_matches('\u{feff}')] {
        found.add(digest(trimmed.as_bytes()), Some("trailing_newline"), newline);
    }
    let crlf = "the signed body has other line ends: LF for CR LF, or CR LF for LF";
    let unix = text.replace("\r\n", "\n");
    found.add(digest(unix.as_bytes()), Some("crlf"), crlf);
    found.add(digest(unix.replace('\n', "\r\n").as_bytes()), Some("crlf"), crlf);
    let respelt = "the same JSON was signed in another spelling: sign and verify the bytes that \
                   are sent, not a body that was parsed and written again";
    respell::spellings(text, |spelling| {
        found.add(digest(spelling.as_bytes()), Some("body_reserialised"), respelt);
    });
    let empty = "an empty body was signed: something had read the body before";
    found.add(digest(b""), Some("body_empty"), empty);
}

struct Found(Vec<Choice>);

impl Found {
    fn add(&mut self, digest: String, code: Option<&str>, detail: &str) {
        if self.0.iter().all(|known| known.text != digest) {
            let mistakes = code.map(|code| Finding::new(code, detail));
            self.0.push(Choice { text: digest, mistakes: mistakes.into_iter().collect() });
        }
    }
}
