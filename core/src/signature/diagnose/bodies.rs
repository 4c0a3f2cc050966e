//! The bodies that may have been signed: body, values, spelling, line ends, white space, bytes.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::charset::{Charset, readings};
use super::choice::{Mistake, Mistakes};
use super::codes::Code;
use super::encoded;
use super::json::order::ordered;
use super::json::values::Change;
use super::json::write::{write, written};
use super::json::{COMPACT, Kind, Number, Signs, Space, Style, Tokens};
use super::styles::{NUMBERS, ORDERS, SPACES, TEXTS, TOGETHER, USUAL};

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
    /// So many bytes may still be written and hashed.
    left: usize,
    /// Whether the HMAC of these bytes alone is the signature.
    is_signed_alone: &'a dyn Fn(&[u8]) -> bool,
    /// What is signed alone, with the mistakes that lead to it.
    pub(super) alone: Option<Mistakes>,
}

/// What is written and hashed at most. A body of more than that is hashed as it stands, and with
/// white space at its end.
const BUDGET: usize = 5 << 20;
/// Beyond so many bytes, only what is met often is tried.
const LONG: usize = 16 << 10;
/// Beyond so many bytes, the HMAC of another spelling alone is not tried.
const SHORT: usize = 4 << 10;
/// Beyond so many bytes, a body is not decoded.
const ENCODED: usize = 1 << 20;
/// Beyond so many levels nothing is indented: that grows with the square of the depth.
const DEEPEST: usize = 32;
/// So many usual styles are tried in other bytes.
const PAIRED: usize = 8;
/// So many values are changed one by one.
const SINGLE: usize = 6;

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
    pub(super) fn of(body: &[u8], is_signed_alone: &'a dyn Fn(&[u8]) -> bool) -> Self {
        let mut bodies = Self {
            found: Vec::new(),
            seen: BTreeSet::new(),
            left: BUDGET,
            is_signed_alone,
            alone: None,
        };
        bodies.add_with_ends(body, Mistakes::NONE, 0);
        bodies.nothing(body);
        bodies.edges(body);
        let text = std::str::from_utf8(body).ok();
        if let Some(text) = text {
            bodies.line_ends(text, Mistakes::NONE, 0);
            bodies.charsets(text, Mistakes::NONE, 0);
            bodies.spellings(text, Mistakes::NONE);
        }
        if body.len() <= ENCODED {
            bodies.of_another(body);
        }
        if let Some(text) = text {
            bodies.pairs(text);
        }
        bodies
    }

    /// What the body is a reading or an encoding of, and the reverse.
    fn of_another(&mut self, body: &[u8]) {
        for (bytes, what) in encoded::decoded(body) {
            let mistake = Mistakes::one(Mistake::new(Code::BodyEncoded, what));
            self.add_with_ends(&bytes, mistake, 0);
            if let Ok(text) = std::str::from_utf8(&bytes) {
                self.spellings(text, mistake);
                self.charsets(text, mistake, 1);
            }
        }
        for (text, what) in readings(body) {
            let mistake = Mistakes::one(Mistake::new(Code::BodyCharset, what));
            self.add_with_ends(text.as_bytes(), mistake, 0);
            self.spellings(&text, mistake);
        }
        if self.left > body.len().saturating_mul(40) {
            for (text, what) in encoded::encodings(body) {
                let mistake = Mistakes::one(Mistake::new(Code::BodyEncoded, what));
                self.add_with_ends(text.as_bytes(), mistake, 1);
            }
        }
    }

    /// Two mistakes in one body that are met together less often.
    fn pairs(&mut self, text: &str) {
        let Some(tokens) = Tokens::of(text).filter(|_| text.len() <= LONG) else { return };
        let mut out = String::new();
        for style in USUAL.iter().skip(1).take(PAIRED) {
            let Some(mistakes) = self.write(&mut out, &tokens, *style, Mistakes::NONE) else {
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
        let unix = text.replace("\r\n", "\n").replace('\r', "\n");
        let mistakes = before.and(ENDS);
        self.add(unix.as_bytes(), mistakes, rank);
        let windows = unix.replace('\n', "\r\n");
        self.add_with_ends(windows.as_bytes(), mistakes.unwrap_or_default(), rank);
    }

    fn charsets(&mut self, text: &str, before: Mistakes, rank: u8) {
        for (charset, what, seldom) in Charset::ALL {
            if text.len() > LONG && *seldom > 0 || text.len().saturating_mul(2) > self.left {
                continue;
            }
            let mistakes = before.and(Mistake::new(Code::BodyCharset, what));
            if let Some(bytes) = charset.encode(text).filter(|_| mistakes.is_some()) {
                self.add_with_ends(&bytes, mistakes.unwrap_or_default(), rank.max(*seldom));
            }
        }
    }

    /// The same JSON in other spellings, the likely ones first.
    fn spellings(&mut self, text: &str, before: Mistakes) {
        let Some(tokens) = Tokens::of(text) else { return };
        let mut out = String::new();
        for (style, rank) in styles(&tokens, text.len()) {
            let Some(mistakes) = self.write(&mut out, &tokens, style, before) else { return };
            self.add_with_ends(out.as_bytes(), mistakes, rank);
            if rank < 2 && before == Mistakes::NONE && text.len() <= LONG {
                let marked = Charset::MarkAdded.encode(&out).unwrap_or_default();
                self.add(&marked, mistakes.and(Charset::MARK_LOST), 1);
            }
            if matches!(style.space, Space::Lines { .. } | Space::Jackson) && before.count() == 0 {
                self.line_ends(&out, mistakes, rank);
            }
        }
        self.values(&tokens, before);
        self.numbers(&tokens, before);
        self.orders(&tokens, before);
    }

    fn numbers(&mut self, tokens: &Tokens<'_>, before: Mistakes) {
        let mut out = String::new();
        for (number, what, seldom) in NUMBERS {
            let values = tokens.list.iter().filter(|token| token.kind == Kind::Number);
            let changed: Vec<usize> = values
                .take(1000)
                .enumerate()
                .filter(|(_, token)| written(token.text, *number) != token.text)
                .map(|(index, _)| index)
                .collect();
            let alone =
                changed.iter().copied().map(Some).filter(|_| tokens.numbers > 1).take(SINGLE);
            let every = (!changed.is_empty()).then_some(None);
            let mistakes = before.and(Mistake::new(Code::BodyReserialised, what));
            for only in every.into_iter().chain(alone) {
                let usual =
                    if *seldom > 0 || only.is_some() { USUAL.get(..4) } else { USUAL.get(..) };
                for (index, style) in usual.unwrap_or_default().iter().enumerate() {
                    let style = Style { only, ..style.with_number(*number) };
                    if skips(tokens, style) {
                        continue;
                    }
                    let Some(_) = self.write(&mut out, tokens, style, before) else { return };
                    let is_seldom = u8::from(index > 1).saturating_add(u8::from(only.is_some()));
                    let rank = seldom.saturating_add(is_seldom).min(2);
                    self.add_with_ends(out.as_bytes(), mistakes.unwrap_or(before), rank);
                }
            }
        }
    }

    fn orders(&mut self, tokens: &Tokens<'_>, before: Mistakes) {
        let mut out = String::new();
        for (order, what, seldom) in ORDERS {
            let Some(tokens) = ordered(tokens, *order) else { continue };
            let mistakes = before.and(Mistake::new(Code::BodyReserialised, what)).unwrap_or(before);
            for (index, style) in USUAL.iter().skip(1).enumerate() {
                let as_double = style.with_number(Number::Shortest);
                for style in
                    [Some(*style), (index % 4 == 0).then_some(as_double)].into_iter().flatten()
                {
                    let Some(_) = self.write(&mut out, &tokens, style, before) else { return };
                    self.add_with_ends(
                        out.as_bytes(),
                        mistakes,
                        (*seldom).max(u8::from(index > 4)),
                    );
                }
            }
        }
    }

    fn values(&mut self, tokens: &Tokens<'_>, before: Mistakes) {
        let mut out = String::new();
        for (change, what) in Change::ALL {
            let count = change.count(tokens);
            let alone = (0..count).map(Some).filter(|_| count > 1).take(SINGLE);
            let mistake = before.and(Mistake::new(Code::BodyValues, what));
            let Some(mistakes) = mistake.filter(|_| count > 0) else { continue };
            for only in std::iter::once(None).chain(alone) {
                let changed = change.apply(tokens, only);
                for (index, style) in USUAL.iter().enumerate() {
                    if skips(tokens, *style) || only.is_some() && index > 1 {
                        continue;
                    }
                    let Some(both) = self.write(&mut out, &changed, *style, mistakes) else {
                        return;
                    };
                    let rank = u8::from(only.is_some()).max(u8::from(index > 0));
                    if index == 0 {
                        self.add_with_ends(out.as_bytes(), both, rank);
                    } else {
                        self.add(out.as_bytes(), Some(both).filter(|_| before.count() == 0), rank);
                    }
                }
            }
        }
    }

    /// Writes a style and says with which mistakes; nothing once the budget is spent.
    fn write(
        &mut self,
        out: &mut String,
        tokens: &Tokens<'_>,
        style: Style,
        before: Mistakes,
    ) -> Option<Mistakes> {
        write(out, tokens, style);
        self.left = self.left.checked_sub(out.len())?;
        if style.space == Space::Kept && style.text == Signs::KEPT {
            return Some(before);
        }
        let has_escapes = style.text.simplest(tokens.present) != Signs::NONE;
        let text = TEXTS.iter().find(|(signs, _, _)| style.text == *signs);
        let text = text.filter(|_| has_escapes || style.space == Space::Kept);
        let space = SPACES.iter().find(|(space, _, _)| *space == style.space);
        let whats = text.map(|(_, what, _)| *what).into_iter();
        let mut whats =
            whats.chain(space.map(|(_, what, _)| *what)).filter(|what| !what.is_empty());
        let what = whats.next().unwrap_or("the same JSON in another spelling was signed");
        before.and(Mistake::new(Code::BodyReserialised, what)).or(Some(before))
    }

    /// Takes the bytes, and the same with white space at their end as a further mistake.
    fn add_with_ends(&mut self, bytes: &[u8], mistakes: Mistakes, rank: u8) {
        if self.left < bytes.len() && !self.found.is_empty() {
            return;
        }
        self.left = self.left.saturating_sub(bytes.len());
        let whole = Sha256::new_with_prefix(bytes);
        self.keep(whole.clone().finalize().into(), mistakes, rank);
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
            let hash = whole.clone().chain_update(end).finalize().into();
            self.keep(hash, with_end, rank.saturating_add(seldom).min(2));
        }
    }

    fn add(&mut self, bytes: &[u8], mistakes: Option<Mistakes>, rank: u8) {
        let Some(mistakes) = mistakes.filter(|_| self.left >= bytes.len()) else { return };
        self.left = self.left.saturating_sub(bytes.len());
        self.keep(Sha256::digest(bytes).into(), mistakes, rank);
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

/// Whether a style is left out for a body nested so deeply.
fn skips(tokens: &Tokens<'_>, style: Style) -> bool {
    tokens.deepest > DEEPEST && matches!(style.space, Space::Lines { .. } | Space::Jackson)
}

/// Every white space with all escapes that differ for this body, the likely ones first.
fn styles(tokens: &Tokens<'_>, length: usize) -> Vec<(Style, u8)> {
    let most = if length > LONG { 1 } else { 3 };
    let mut all = Vec::new();
    for (space, _, of_space) in SPACES {
        for (text, _, of_text) in TEXTS {
            let is_usual = TOGETHER.contains(&(*space, *text));
            let is_plain = *text == Signs::NONE || *text == Signs::KEPT;
            let is_line = *space == Space::Kept || *space == COMPACT;
            let both = if is_plain || is_line { 0 } else { 2 };
            let rank = of_space.saturating_add(*of_text).saturating_add(both);
            let rank = if is_usual { 0 } else { rank };
            if rank <= most && !skips(tokens, Style::of(*space, *text)) {
                all.push((Style::of(*space, *text), rank.min(2)));
            }
        }
    }
    all.sort_by_key(|(_, rank)| *rank);
    let mut done: Vec<(Space, Signs)> = Vec::new();
    all.retain(|(style, _)| {
        let simplest = (style.space, style.text.simplest(tokens.present));
        let is_new = !done.contains(&simplest);
        done.push(simplest);
        is_new
    });
    all
}
