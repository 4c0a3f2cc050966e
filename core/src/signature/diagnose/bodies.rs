//! The bodies that may have been signed: body, values, spelling, line ends, white space, bytes.

mod written;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::charset::{Charset, readings};
use super::choice::{Mistake, Mistakes};
use super::codes::Code;
use super::encoded;
use super::json::Tokens;
use super::mac::{Hash, hash};
use super::styles::USUAL;

/// A body that may have been signed, as its SHA-256.
pub(super) struct Hashed {
    pub(super) hash: [u8; 32],
    pub(super) mistakes: Mistakes,
    pub(super) rank: u8,
}

/// Collects bodies within a budget.
pub(super) struct Bodies<'a> {
    pub(super) found: Vec<Hashed>,
    seen: BTreeSet<[u8; 32]>,
    /// Bytes that may still be written and hashed.
    left: usize,
    /// Whether the HMAC of these bytes alone is the signature.
    is_signed_alone: &'a dyn Fn(&[u8]) -> bool,
    /// Bytes that were written or hashed.
    pub(super) spent: usize,
    /// What is signed alone, with the mistakes that lead to it.
    pub(super) alone: Option<Mistakes>,
}

/// The most bytes of variants that are written and hashed. A larger body is hashed unchanged, and
/// with white space at its end.
const BUDGET: usize = 9 << 18;
/// The share of it for the shortest body.
const LEAST: usize = 1 << 20;
/// The largest body of which rare variants are tried, in bytes.
const LONG: usize = 16 << 10;
/// The largest body of which the HMAC of variants is tried, in bytes.
const SHORT: usize = 4 << 10;
/// The largest body that is decoded, in bytes.
const ENCODED: usize = 1 << 20;
/// The deepest nesting that is indented: the text grows with the square of the depth.
const DEEPEST: usize = 32;
/// The number of usual styles that are tried in other charsets and encodings.
const PAIRED: usize = 8;

const EDGES: Mistake = Mistake::new(
    Code::TrailingNewline,
    "the signed body has other white space at its end than the one here, as Go's json.Encoder, echo \
     and editors add a line feed",
);
const FRONT: Mistake =
    Mistake::new(Code::TrailingNewline, "the signed body has other white space around it");
const ENDS: Mistake = Mistake::new(
    Code::Crlf,
    "the signed body has other line ends: LF for CR LF, or CR LF for LF, as Windows writes them",
);

impl<'a> Bodies<'a> {
    /// `tokens` are those of the body, if it is JSON.
    pub(super) fn of(
        body: &[u8],
        tokens: Option<&Tokens<'_>>,
        is_signed_alone: &'a dyn Fn(&[u8]) -> bool,
    ) -> Self {
        let mut bodies = Self {
            found: Vec::new(),
            seen: BTreeSet::new(),
            left: LEAST.saturating_add(body.len().saturating_mul(20)).min(BUDGET),
            is_signed_alone,
            spent: 0,
            alone: None,
        };
        let whole = bodies.left;
        bodies.add_with_ends(body, Mistakes::NONE, 0);
        bodies.nothing(body);
        bodies.edges(body);
        let text = std::str::from_utf8(body).ok();
        if let Some(text) = text {
            bodies.line_ends(text, Mistakes::NONE, 0);
            bodies.charsets(text, Mistakes::NONE, 0);
        }
        if let Some(tokens) = tokens {
            bodies.spellings(tokens, body.len(), Mistakes::NONE);
        }
        if body.len() <= ENCODED {
            bodies.of_another(body);
        }
        if let Some(tokens) = tokens.filter(|_| body.len() <= LONG) {
            bodies.pairs(tokens);
            bodies.styles(tokens, body.len(), Mistakes::NONE, 2..3);
        }
        bodies.spent = whole.saturating_sub(bodies.left);
        bodies
    }

    /// What the body is a reading or an encoding of, and the reverse.
    fn of_another(&mut self, body: &[u8]) {
        for (bytes, what) in encoded::decoded(body) {
            let mistake = Mistakes::one(Mistake::new(Code::BodyEncoded, what));
            self.add_with_ends(&bytes, mistake, 0);
            self.add(bytes.trim_ascii_end(), mistake.and(EDGES), 0);
            if let Ok(text) = std::str::from_utf8(&bytes) {
                self.spellings_of(text, mistake);
                self.charsets(text, mistake, 1);
            }
        }
        for (text, what) in readings(body) {
            let mistake = Mistakes::one(Mistake::new(Code::BodyCharset, what));
            self.add_with_ends(text.as_bytes(), mistake, 0);
            self.add(text.as_bytes().trim_ascii_end(), mistake.and(EDGES), 0);
            self.spellings_of(&text, mistake);
        }
        if self.left > body.len().saturating_mul(40) {
            for (index, (text, what)) in encoded::encodings(body).iter().enumerate() {
                let mistake = Mistakes::one(Mistake::new(Code::BodyEncoded, what));
                self.add_with_ends(text.as_bytes(), mistake, u8::from(index > 0));
            }
        }
    }

    /// Pairs of mistakes within one body.
    fn pairs(&mut self, tokens: &Tokens<'_>) {
        let mut out = String::new();
        let usual = USUAL.iter().skip(1).filter(|style| !written::skips(tokens, **style));
        for style in usual.take(PAIRED) {
            let Some(mistakes) = self.write(&mut out, tokens, *style, Mistakes::NONE) else {
                break;
            };
            for (charset, what, _) in Charset::ALL.iter().filter(|(_, _, seldom)| *seldom == 0) {
                let both = mistakes.and(Mistake::new(Code::BodyCharset, what));
                if let Some(bytes) = charset.encode(&out) {
                    self.add(&bytes, both, 1);
                }
            }
            for (bytes, what) in encoded::usual(out.as_bytes()) {
                self.add(bytes.as_bytes(), mistakes.and(Mistake::new(Code::BodyEncoded, what)), 2);
            }
        }
    }

    /// A body that is signed as if it had nothing in it.
    fn nothing(&mut self, body: &[u8]) {
        let what = "an empty body was signed";
        self.add(b"", Some(Mistakes::one(Mistake::new(Code::BodyEmpty, what))), 0);
        // `{ }` for `{}` is another spelling of the same, and nothing was lost.
        let bare: Vec<u8> =
            body.iter().copied().filter(|b| !b.is_ascii_whitespace()).take(16).collect();
        let what = "an empty object, list or text was signed in place of the body";
        for text in ["{}", "[]", "null", "\"\"", "undefined", "[object Object]", "Array"] {
            if text.as_bytes() != bare {
                let mistake = Mistake::new(Code::BodyEmpty, what);
                self.add(text.as_bytes(), Some(Mistakes::one(mistake)), 1);
            }
        }
    }

    /// White space around the body.
    fn edges(&mut self, body: &[u8]) {
        let edges = Mistakes::one(FRONT);
        self.add(body.trim_ascii_end(), Some(Mistakes::one(EDGES)), 0);
        if body.len() <= ENCODED {
            self.add_with_ends(body.trim_ascii(), edges, 1);
            self.add(&[b"\n", body].concat(), Some(edges), 2);
            self.add(&[b" ", body].concat(), Some(edges), 2);
        }
    }

    /// Other line ends.
    fn line_ends(&mut self, text: &str, before: Mistakes, rank: u8) {
        if text.len() > ENCODED.saturating_mul(4) || !text.contains(['\n', '\r']) {
            return;
        }
        let mistakes = before.and(ENDS);
        let unix = if text.contains('\r') {
            let unix = text.replace("\r\n", "\n").replace('\r', "\n");
            self.add(unix.as_bytes(), mistakes, rank);
            Cow::Owned(unix)
        } else {
            Cow::Borrowed(text)
        };
        let windows = unix.replace('\n', "\r\n");
        self.add_with_ends(windows.as_bytes(), mistakes.unwrap_or_default(), rank);
    }

    fn charsets(&mut self, text: &str, before: Mistakes, rank: u8) {
        for (charset, what, seldom) in Charset::ALL {
            let is_wide = *charset == Charset::Utf16Little;
            let is_long = text.len() > LONG && (*seldom > 0 || is_wide);
            if is_long || text.len().saturating_mul(2) > self.left {
                continue;
            }
            let mistakes = before.and(Mistake::new(Code::BodyCharset, what));
            if let Some(bytes) = charset.encode(text).filter(|_| mistakes.is_some()) {
                self.add_with_ends(&bytes, mistakes.unwrap_or_default(), rank.max(*seldom));
            }
        }
    }

    /// Takes the bytes, and the same with white space at their end as a further mistake.
    fn add_with_ends(&mut self, bytes: &[u8], mistakes: Mistakes, rank: u8) {
        if self.left < bytes.len() && !self.found.is_empty() {
            return;
        }
        self.left = self.left.saturating_sub(bytes.len());
        let whole = Hash::of(bytes);
        self.keep(whole.with(b""), mistakes, rank);
        self.try_alone(bytes, mistakes, rank);
        let Some(with_end) = mistakes.and(EDGES) else { return };
        let ends: &[&[u8]] = &[b"\n", b"\r\n", b" ", b"\r", b"\n\n", b"\0"];
        let tried = if mistakes == Mistakes::NONE {
            6
        } else if rank < 2 {
            2
        } else {
            1
        };
        for (index, end) in ends.iter().take(tried).enumerate() {
            let seldom = u8::from(index > 1);
            self.keep(whole.with(end), with_end, rank.saturating_add(seldom).min(2));
        }
    }

    fn add(&mut self, bytes: &[u8], mistakes: Option<Mistakes>, rank: u8) {
        let Some(mistakes) = mistakes.filter(|_| self.left >= bytes.len()) else { return };
        self.left = self.left.saturating_sub(bytes.len());
        self.keep(hash(bytes), mistakes, rank);
        self.try_alone(bytes, mistakes, rank);
    }

    /// The body as it stands comes first, and is the one without a mistake.
    fn keep(&mut self, hash: [u8; 32], mistakes: Mistakes, rank: u8) {
        let is_body = self.found.is_empty();
        if self.seen.insert(hash) && (is_body || mistakes != Mistakes::NONE) {
            self.found.push(Hashed { hash, mistakes, rank });
        }
    }

    fn try_alone(&mut self, bytes: &[u8], mistakes: Mistakes, rank: u8) {
        let is_usual = mistakes.count() == 1 && rank < 2;
        let is_tried = mistakes.count() == 0 || is_usual && bytes.len() <= SHORT;
        if is_tried && self.alone.is_none() && (self.is_signed_alone)(bytes) {
            self.alone = Some(mistakes);
        }
    }
}
