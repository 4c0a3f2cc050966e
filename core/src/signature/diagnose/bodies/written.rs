//! The same JSON, written by other programs.

use std::borrow::Cow;
use std::ops::Range;

use super::{Bodies, DEEPEST, EDGES, LONG, SHORT};
use crate::signature::diagnose::charset::Charset;
use crate::signature::diagnose::choice::{Mistake, Mistakes};
use crate::signature::diagnose::codes::Code;
use crate::signature::diagnose::json::order::ordered;
use crate::signature::diagnose::json::values::Change;
use crate::signature::diagnose::json::write::{write, written};
use crate::signature::diagnose::json::{COMPACT, Kind, Signs, Space, Style, Tokens};
use crate::signature::diagnose::styles::read::{NUMBERS, Numbers, ORDERS, Ordered};
use crate::signature::diagnose::styles::{SPACES, TEXTS, TOGETHER, USUAL};

impl Bodies<'_> {
    pub(super) fn spellings_of(&mut self, text: &str, before: Mistakes) {
        if let Some(tokens) = Tokens::of(text) {
            self.spellings(&tokens, text.len(), before);
        }
    }

    /// The same JSON in other spellings, except the rarest.
    pub(super) fn spellings(&mut self, tokens: &Tokens<'_>, length: usize, before: Mistakes) {
        self.styles(tokens, length, before, 0..2);
        self.values(tokens, before);
        self.numbers(tokens, before);
        self.orders(tokens, before);
    }

    pub(super) fn styles(
        &mut self,
        tokens: &Tokens<'_>,
        length: usize,
        before: Mistakes,
        ranks: Range<u8>,
    ) {
        let mut out = String::new();
        let styles = styles(tokens, length).into_iter();
        for (style, rank) in styles.filter(|(_, rank)| ranks.contains(rank)) {
            let Some(mistakes) = self.write(&mut out, tokens, style, before) else { return };
            self.add_written(&out, style, mistakes, rank);
        }
    }

    fn numbers(&mut self, tokens: &Tokens<'_>, before: Mistakes) {
        let mut out = String::new();
        let all = tokens.list.iter().filter(|token| token.kind == Kind::Number).take(1000);
        let all: Vec<&str> = all.map(|token| token.text).collect();
        let mut known = vec![all.iter().map(|text| Cow::Borrowed(*text)).collect::<Vec<_>>()];
        let mut done: Vec<(usize, Style)> = Vec::new();
        for Numbers { number, what, seldom, styles } in NUMBERS {
            let texts: Vec<Cow<'_, str>> = all.iter().map(|text| written(text, *number)).collect();
            let place = known.iter().position(|known| *known == texts);
            let place = place.unwrap_or(known.len());
            if place == 0 {
                continue;
            }
            let changed = all.iter().zip(&texts).enumerate().filter(|(_, (old, new))| old != new);
            let alone: Vec<usize> = changed.map(|(index, _)| index).take(SINGLE).collect();
            if place == known.len() {
                known.push(texts);
            }
            let alone = alone.into_iter().map(Some).filter(|_| all.len() > 1);
            let mistakes = before.and(Mistake::new(Code::BodyReserialised, what));
            for only in std::iter::once(None).chain(alone) {
                let styles = if only.is_some() { styles.get(..2) } else { styles.get(..) };
                for (index, plain) in styles.unwrap_or_default().iter().enumerate() {
                    let style = Style { only, ..plain.with_number(*number) };
                    let same = plainest(tokens, Style { only, ..*plain });
                    if skips(tokens, style) || done.contains(&(place, same)) {
                        continue;
                    }
                    done.push((place, same));
                    let Some(_) = self.write(&mut out, tokens, style, before) else { return };
                    let is_seldom = u8::from(index > 3).saturating_add(u8::from(only.is_some()));
                    let rank = seldom.saturating_add(is_seldom).min(2);
                    self.add_written(&out, style, mistakes.unwrap_or(before), rank);
                }
            }
        }
    }

    fn orders(&mut self, tokens: &Tokens<'_>, before: Mistakes) {
        let mut out = String::new();
        for Ordered { order, what, seldom, styles } in ORDERS {
            let Some(tokens) = ordered(tokens, *order) else { continue };
            let mistakes = before.and(Mistake::new(Code::BodyReserialised, what)).unwrap_or(before);
            for (index, style) in styles.iter().enumerate() {
                let Some(_) = self.write(&mut out, &tokens, *style, before) else { return };
                let rank = (*seldom).max(u8::from(index > 4));
                self.add_written(&out, *style, mistakes, rank);
            }
        }
    }

    /// What a program has written, also with other line ends and in other bytes.
    fn add_written(&mut self, text: &str, style: Style, mistakes: Mistakes, rank: u8) {
        self.add_with_ends(text.as_bytes(), mistakes, rank);
        if mistakes.count() > 1 || rank > 1 {
            return;
        }
        if style.has_lines() {
            self.line_ends(text, mistakes, rank);
        }
        let others = Charset::USUAL.iter().filter(|_| text.len() <= SHORT);
        for (charset, what) in others {
            let bytes = charset.encode(text).unwrap_or_default();
            if !bytes.is_empty() {
                self.add(&bytes, mistakes.and(Mistake::new(Code::BodyCharset, what)), 1);
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
                let mut done = Vec::new();
                for (index, style) in USUAL.iter().enumerate() {
                    let is_tried = !skips(tokens, *style) && (only.is_none() || index < 2);
                    if !is_tried || !is_new(&mut done, plainest(tokens, *style)) {
                        continue;
                    }
                    let Some(both) = self.write(&mut out, &changed, *style, mistakes) else {
                        return;
                    };
                    let rank = u8::from(only.is_some()).max(u8::from(index > 0));
                    if index == 0 {
                        self.add_with_ends(out.as_bytes(), both, rank);
                        self.add(out.as_bytes().trim_ascii_end(), both.and(EDGES), rank);
                    } else {
                        self.add(out.as_bytes(), Some(both).filter(|_| before.count() == 0), rank);
                    }
                }
            }
        }
    }

    /// Writes a style and says with which mistakes; nothing once the budget is spent.
    pub(super) fn write(
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
        let what =
            whats.next().unwrap_or("the body was signed in another spelling of the same JSON");
        before.and(Mistake::new(Code::BodyReserialised, what)).or(Some(before))
    }
}

/// The most values that are changed one by one.
const SINGLE: usize = 6;

/// Whether a style is left out because the body is nested too deeply.
pub(super) fn skips(tokens: &Tokens<'_>, style: Style) -> bool {
    tokens.deepest > DEEPEST && style.has_lines()
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
    // The unchanged body has been added before.
    let mut done = vec![plainest(tokens, Style::KEPT)];
    all.retain(|(style, _)| is_new(&mut done, plainest(tokens, *style)));
    all
}

/// The simplest style that writes this body in the same way.
fn plainest(tokens: &Tokens<'_>, style: Style) -> Style {
    let space = if tokens.is_compact && style.space == Space::Kept { COMPACT } else { style.space };
    Style { space, text: style.text.simplest(tokens.present), ..style }
}

fn is_new(done: &mut Vec<Style>, style: Style) -> bool {
    let is_new = !done.contains(&style);
    done.push(style);
    is_new
}
