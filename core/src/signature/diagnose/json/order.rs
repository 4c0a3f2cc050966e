//! The entries of objects in another order.

use std::borrow::Cow;

use super::{Kind, Token, Tokens};

/// Which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Order {
    /// By the bytes of the key, everywhere.
    Sorted,
    /// The same at the top alone.
    SortedAtTop,
    /// By length first, as databases keep them.
    ByLength,
    /// Keys that are whole numbers first: JavaScript.
    NumbersFirst,
}

/// The deepest nesting whose keys are sorted.
pub(in super::super) const DEEPEST: usize = 32;

/// The same entries in that order; nothing where that changes nothing.
pub(in super::super) fn ordered<'a>(tokens: &Tokens<'a>, order: Order) -> Option<Tokens<'a>> {
    if tokens.deepest > DEEPEST {
        return None;
    }
    let mut list = Vec::with_capacity(tokens.list.len());
    let mut has_changed = false;
    put(&mut list, &tokens.list, order, 0, &mut has_changed);
    has_changed.then(|| tokens.with(list))
}

fn put<'a>(
    out: &mut Vec<Token<'a>>,
    value: &[Token<'a>],
    order: Order,
    depth: usize,
    has_changed: &mut bool,
) {
    let [open, inside @ .., close] = value else { return out.extend(value) };
    if open.kind != Kind::Open || order == Order::SortedAtTop && depth > 0 {
        return out.extend(value);
    }
    let is_object = open.text == "{";
    let entries = entries(inside);
    let mut sequence: Vec<usize> = (0..entries.len()).collect();
    if is_object {
        let keys: Vec<_> = entries.iter().map(|entry| key(entry)).collect();
        let rank = |index: &usize| keys.get(*index).map(|key| rank(key, order));
        sequence.sort_by_key(rank);
        *has_changed |= !sequence.is_sorted();
    }
    out.push(*open);
    for (place, index) in sequence.iter().enumerate() {
        let entry = entries.get(*index).copied().unwrap_or_default();
        if place > 0 {
            out.push(Token { kind: Kind::Comma, text: ",", gap: "", ..*open });
        }
        let (before, value) = match entry {
            [key, colon, value @ ..] if is_object => (Some([*key, *colon]), value),
            value => (None, value),
        };
        out.extend(before.into_iter().flatten());
        put(out, value, order, depth.saturating_add(1), has_changed);
    }
    out.push(*close);
}

/// The tokens between the commas of one level.
fn entries<'s, 'a>(inside: &'s [Token<'a>]) -> Vec<&'s [Token<'a>]> {
    let mut depth = 0_usize;
    let entries = inside.split(|token| {
        match token.kind {
            Kind::Open => depth = depth.saturating_add(1),
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.kind == Kind::Comma
    });
    if inside.is_empty() { Vec::new() } else { entries.collect() }
}

fn key<'a>(entry: &[Token<'a>]) -> Cow<'a, str> {
    let text = entry.first().map_or("", |key| key.text);
    if text.contains('\\') {
        return serde_json::from_str(text).map_or(Cow::Borrowed(text), Cow::Owned);
    }
    Cow::Borrowed(text.get(1..text.len().saturating_sub(1)).unwrap_or_default())
}

fn rank(key: &str, order: Order) -> (usize, &str) {
    match order {
        Order::Sorted | Order::SortedAtTop => (0, key),
        Order::ByLength => (key.len(), key),
        Order::NumbersFirst => {
            let number = key.parse().ok().filter(|number: &u32| number.to_string() == key);
            let place = number.and_then(|number| usize::try_from(number).ok());
            (place.unwrap_or(usize::MAX), "")
        }
    }
}
