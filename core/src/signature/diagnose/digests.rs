//! The digest that may have been signed; none stands for no Digest line.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE};

use super::bodies::{Bodies, Hashed};
use super::choice::{Choice, Mistake, Mistakes};
use super::codes::Code;
use super::hexadecimal::hex;
use super::mac::hash;
use crate::signature::digest;

const ON_GET: Mistake = Mistake::new(Code::DigestOnGet, "a GET was signed with a Digest line");

/// The digest of what is believed, and of what is as good.
pub(super) fn believed(body: &[u8], is_get: bool, is_answer: bool) -> Vec<Choice> {
    let whole = Choice::believed(digest(body));
    match (is_get, is_answer) {
        (false, _) => vec![whole],
        // Both forms of an answer to a GET are genuine.
        (true, true) => vec![whole, none(Mistakes::NONE)],
        (true, false) => vec![none(Mistakes::NONE)],
    }
}

/// Of a request with GET: nothing is there to be digested.
pub(super) fn of_get(body: &[u8]) -> Vec<Choice> {
    let mut choices = vec![none(Mistakes::NONE)];
    let contents: [&[u8]; 7] = [body, b"", b"{}", b"[]", b"null", b"\"\"", b"undefined"];
    for content in contents {
        super::choice::add(&mut choices, Choice::other(digest(content), ON_GET, 0));
    }
    let empty = Mistake::new(Code::DigestOnGet, "a GET was signed with an empty Digest line");
    choices.push(Choice::other("", empty, 0));
    let hashes = [body, b""].map(hash);
    for (text, mistake, rank) in hashes.iter().flat_map(spellings) {
        let mistakes = Mistakes::one(ON_GET).and(mistake).unwrap_or_default();
        choices.push(Choice { text: Some(text), mistakes, rank });
    }
    choices
}

/// Of everything that has a body: its digest comes first.
pub(super) fn of_bodies(bodies: &Bodies<'_>, is_answer_to_get: bool) -> Vec<Choice> {
    let missing = Mistake::new(Code::DigestMissing, "the string has no Digest line");
    let no_line = if is_answer_to_get { Mistakes::NONE } else { Mistakes::one(missing) };
    let mut choices: Vec<Choice> = bodies.found.iter().map(plain).collect();
    choices.insert(choices.len().min(1), none(no_line));
    let empty = Mistake::new(Code::DigestMissing, "the Digest line is empty");
    choices.push(Choice::other("", empty, 1));
    for body in bodies.found.iter().filter(|body| body.mistakes.count() < 2) {
        let is_body = body.mistakes == Mistakes::NONE;
        if is_body {
            choices.extend(named_hex(&body.hash));
        }
        for (text, mistake, rank) in spellings(&body.hash) {
            let both = body
                .mistakes
                .and(mistake)
                .filter(|_| is_body || rank.saturating_add(body.rank) < 3);
            if let Some(mistakes) = both {
                choices.push(Choice { text: Some(text), mistakes, rank: rank.max(body.rank) });
            }
        }
    }
    // Stable: choices of equal rank keep the order in which they were found.
    if let Some(others) = choices.get_mut(1..) {
        others.sort_by_key(|choice| (choice.mistakes.count(), choice.rank));
    }
    choices
}

fn none(mistakes: Mistakes) -> Choice {
    Choice { text: None, mistakes, rank: 0 }
}

fn plain(body: &Hashed) -> Choice {
    let text = Some(BASE64_STANDARD.encode(body.hash));
    Choice { text, mistakes: body.mistakes, rank: body.rank }
}

/// Hexadecimal after the name of the hash.
fn named_hex(hash: &[u8; 32]) -> Option<Choice> {
    let what = "the Digest line has hexadecimal";
    let mistakes = Mistakes::one(Mistake::new(Code::HexDigest, what));
    let what = "the Digest line has the name of the hash";
    let mistakes = mistakes.and(Mistake::new(Code::DigestPrefix, what))?;
    Some(Choice { text: Some(format!("SHA-256={}", hex(hash))), mistakes, rank: 1 })
}

/// Other spellings of a digest.
fn spellings(hash: &[u8; 32]) -> Vec<(String, Mistake, u8)> {
    let (small, base64) = (hex(hash), BASE64_STANDARD.encode(hash));
    let capital = small.to_ascii_uppercase();
    let what = "the Digest line has hexadecimal, as PHP's hash() and hexdigest() give it";
    let hexadecimal = Mistake::new(Code::HexDigest, what);
    let what = "the Digest line has base64 of the hexadecimal text";
    let of_text = Mistake::new(Code::HexDigest, what);
    let what = "the Digest line has the name of the hash, as RFC 3230 writes it";
    let prefixed = Mistake::new(Code::DigestPrefix, what);
    let what = "the digest is in the URL-safe alphabet";
    let url_safe = Mistake::new(Code::UrlSafeBase64, what);
    let unpadded = Mistake::new(Code::PaddingMissing, "the digest lacks the = at its end");
    vec![
        (BASE64_STANDARD.encode(&small), of_text, 0),
        (format!("SHA-256={base64}"), prefixed, 0),
        (format!("SHA256={base64}"), prefixed, 1),
        (format!("sha-256={base64}"), prefixed, 1),
        (format!("sha256={base64}"), prefixed, 2),
        (format!("SHA-256:{base64}"), prefixed, 2),
        (format!("sha-256=:{base64}:"), prefixed, 2),
        (BASE64_STANDARD.encode(&capital), of_text, 2),
        (BASE64_URL_SAFE.encode(hash), url_safe, 1),
        (BASE64_STANDARD_NO_PAD.encode(hash), unpadded, 1),
        (small, hexadecimal, 0),
        (capital, hexadecimal, 1),
    ]
}
