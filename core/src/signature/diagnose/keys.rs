//! The keys that may have been used.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use super::choice::{Choice, MOST, Mistake, Mistakes};
use super::codes::Code;
use super::hexadecimal::bytes_of_hex;
use super::mac::MacKey;

/// Keys with the mistakes behind them. The bytes of each are wiped once it is prepared.
pub(super) struct Keys {
    pub(super) choices: Vec<Choice>,
    pub(super) prepared: Vec<MacKey>,
    seen: Vec<Zeroizing<Vec<u8>>>,
}

impl Keys {
    /// The keys that may be used.
    pub(super) fn genuine(secrets: &[&str]) -> Self {
        let mut keys = Self { choices: Vec::new(), prepared: Vec::new(), seen: Vec::new() };
        for secret in secrets {
            keys.add(secret.as_bytes(), Mistakes::NONE, 0);
        }
        keys
    }

    /// `genuine` are the keys that may be used; the first is the one that mistakes are made with.
    pub(super) fn of(genuine: &[&str], client_ids: &[&str], candidates: &[String]) -> Self {
        let mut keys = Self::genuine(genuine);
        for (index, candidate) in candidates.iter().take(MOST).enumerate() {
            let what = "the signature was made with this other secret key, which you name";
            let mistake = Mistake::of_candidate(Code::OtherSecret, what, index);
            keys.add(candidate.as_bytes(), Mistakes::one(mistake), 0);
        }
        let secret = genuine.first().copied().unwrap_or_default();
        if secret.len() > LONGEST {
            return keys;
        }
        let firsts = near(secret);
        for (bytes, mistake, rank) in &firsts {
            keys.add(bytes, Mistakes::one(*mistake), *rank);
        }
        for id in client_ids.iter().filter(|id| !id.is_empty() && id.len() <= LONGEST) {
            let what = "the signature was made with the Client-Id as the key";
            keys.add(id.as_bytes(), Mistakes::one(Mistake::new(Code::SecretIsClientId, what)), 0);
        }
        for (bytes, first, rank) in firsts.iter().filter(|(_, _, rank)| *rank < 2) {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            for (bytes, second, also) in near(text).into_iter().filter(|(_, _, rank)| *rank < 2) {
                let both = Mistakes::one(*first).and(second).filter(|both| both.count() == 2);
                if let Some(mistakes) = both {
                    keys.add(&bytes, mistakes, (*rank).max(also).max(1));
                }
            }
        }
        keys.seen.clear();
        keys
    }

    fn add(&mut self, bytes: &[u8], mistakes: Mistakes, rank: u8) {
        if self.seen.iter().any(|known| known.as_slice() == bytes) {
            return;
        }
        self.seen.push(Zeroizing::new(bytes.to_vec()));
        self.prepared.push(MacKey::new(bytes));
        self.choices.push(Choice { text: None, mistakes, rank });
    }
}

/// The longest key of which variants are tried, in bytes.
const LONGEST: usize = 1 << 10;

/// Keys that are one usual mistake away.
fn near(secret: &str) -> Vec<(Zeroizing<Vec<u8>>, Mistake, u8)> {
    let mut near = Vec::new();
    let mut add = |text: &[&str], code, what, rank| {
        let bytes = Zeroizing::new(text.concat().into_bytes());
        near.push((bytes, Mistake::new(code, what), rank));
    };
    let code = Code::SecretWhitespace;
    add(&[secret.trim()], code, "the secret key here has white space around it", 0);
    let what = "the signature was made with white space around the secret key, such as the line feed of a file";
    let around = [
        ("", "\n"),
        ("", " "),
        ("", "\r\n"),
        (" ", ""),
        ("", "\t"),
        (" ", " "),
        ("", "\r"),
        ("\t", ""),
        ("\n", ""),
        ("", "\n\n"),
        ("", " \n"),
        ("", "  "),
        ("", "\u{a0}"),
        ("", "\u{200b}"),
        ("\u{200b}", ""),
    ];
    for (index, (before, after)) in around.iter().enumerate() {
        let rank = u8::from(index > 5).saturating_add(u8::from(index > 8));
        add(&[before, secret, after], code, what, rank);
    }
    let what = "the signature was made with a byte order mark before the secret key";
    add(&["\u{feff}", secret], code, what, 1);
    let code = Code::SecretPrefix;
    let with_prefix =
        secret.split_at_checked(3).filter(|(start, _)| start.eq_ignore_ascii_case("SK-"));
    if let Some((_, rest)) = with_prefix {
        add(&[rest], code, "the signature was made with the secret key without its SK-", 0);
    } else {
        let what = "the signature was made with SK- before the secret key";
        add(&["SK-", secret], code, what, 0);
        add(&["sk-", secret], code, what, 1);
    }
    add(&["SK-", secret], code, "the signature was made with SK- twice before the secret key", 1);
    let code = Code::SecretHtmlEscaped;
    let escaped = escape(secret);
    add(
        &[&escaped],
        code,
        "the signature was made with the secret key as HTML shows it, & as &amp;",
        0,
    );
    for entity in ["&#039;", "&#39;", "&#x27;", "&apos;"] {
        let quotes = replaced(&escaped, std::iter::once(("'", entity)));
        let what = "the signature was made with the secret key as HTML shows it, ' as &#039;";
        add(&[&quotes], code, what, 1);
    }
    let plain = unescape(secret);
    add(&[&plain], code, "the secret key here is as HTML shows it: &amp; stands for &", 0);
    let code = Code::SecretQuoted;
    for quote in ["\"", "'", "`"] {
        let what = "the signature was made with quotes around the secret key";
        add(&[quote, secret, quote], code, what, u8::from(quote == "`"));
    }
    let what = "the signature was made with what a configuration file has around the secret key";
    for (before, after) in
        [("\"", ""), ("", "\""), ("'", ""), ("", "'"), ("\"", "\";"), ("'", "';")]
    {
        add(&[before, secret, after], code, what, 2);
    }
    let bare = secret.trim_matches(['"', '\'']);
    add(&[bare], code, "the secret key here has quotes around it", 0);
    near.retain(|(bytes, _, _)| bytes.as_slice() != secret.as_bytes() && !bytes.is_empty());
    let what = "the signature was made with the secret key decoded from base64";
    let decoded = Mistake::new(Code::SecretDecoded, what);
    for alphabet in [&STANDARD, &URL_SAFE] {
        let bytes = GeneralPurpose::new(alphabet, LENIENT).decode(secret).unwrap_or_default();
        near.push((Zeroizing::new(bytes), decoded, 0));
    }
    // Node leaves out what is no base64, such as a dash in the standard alphabet's place.
    let mut kept = Zeroizing::new(String::with_capacity(secret.len()));
    kept.extend(secret.chars().filter_map(|sign| match sign {
        '-' => Some('+'),
        '_' => Some('/'),
        _ => Some(sign).filter(|sign| sign.is_ascii_alphanumeric() || "+/".contains(*sign)),
    }));
    let bytes = nodes_base64(&kept);
    near.push((Zeroizing::new(bytes), decoded, 1));
    let what = "the signature was made with the secret key decoded from hexadecimal";
    let bytes = bytes_of_hex(secret).unwrap_or_default();
    near.push((Zeroizing::new(bytes), Mistake::new(Code::SecretDecoded, what), 0));
    let what = "the signature was made with the base64 of the secret key";
    let text = base64::prelude::BASE64_STANDARD.encode(secret).into_bytes();
    near.push((Zeroizing::new(text), Mistake::new(Code::SecretDecoded, what), 1));
    near.retain(|(bytes, _, _)| !bytes.is_empty());
    near
}

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// Base64 of any length, as `Buffer.from(…, 'base64')` reads it.
fn nodes_base64(text: &str) -> Vec<u8> {
    let odd = usize::from(text.len() % 4 == 1);
    let whole = text.get(..text.len().saturating_sub(odd)).unwrap_or_default();
    GeneralPurpose::new(&STANDARD, LENIENT).decode(whole).unwrap_or_default()
}

const ESCAPES: &[(&str, &str)] = &[("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")];

fn escape(text: &str) -> Zeroizing<String> {
    replaced(text, ESCAPES.iter().copied())
}

fn unescape(text: &str) -> Zeroizing<String> {
    let apostrophes = ["&#39;", "&#039;", "&#x27;", "&apos;"].map(|entity| ("'", entity));
    let back = ESCAPES.iter().copied().chain(apostrophes).rev();
    replaced(text, back.map(|(plain, escaped)| (escaped, plain)))
}

/// Each text in between is wiped, too. The ampersand is the last one to be read.
fn replaced<'t>(text: &str, pairs: impl Iterator<Item = (&'t str, &'t str)>) -> Zeroizing<String> {
    let kept = Zeroizing::new(text.to_owned());
    pairs.fold(kept, |text, (from, to)| Zeroizing::new(text.replace(from, to)))
}
