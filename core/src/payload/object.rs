//! A JSON object, split into the values of its known and its other keys.

use std::borrow::Cow;

use super::Field;
use super::text::is_blank;
use super::tokens::{Inside, is_json, text_of};

/// The values of an object as the text that stands there, unread.
pub(crate) struct Object<'a> {
    /// One per row, in the rows' order.
    pub(crate) known: Vec<Slot<'a>>,
    /// Keys that no row names, in the order in which they came.
    pub(crate) other: Vec<(Cow<'a, str>, &'a str)>,
    /// Whether there is a key that is no Unicode text, such as half of a surrogate pair.
    pub(crate) has_odd_key: bool,
}

/// What an object holds under one key.
#[derive(Clone, Copy)]
pub(crate) enum Slot<'a> {
    Absent,
    Once(&'a str),
    /// The key stands more than once; the last value.
    Twice(&'a str),
}

impl<'a> Object<'a> {
    /// Reads the text of an object; no value in it is looked into.
    pub(crate) fn read(text: &'a str, fields: &[Field]) -> Option<Self> {
        if is_json(text) { Self::split(text, fields) } else { None }
    }

    /// As `read`, of a text that is known to be JSON.
    pub(crate) fn split(json: &'a str, fields: &[Field]) -> Option<Self> {
        let mut inside = Inside::of(json, '{', '}')?;
        let mut known = vec![Slot::Absent; fields.len()];
        let (mut other, mut has_odd_key) = (Vec::new(), false);
        // Keys mostly come in the table's order: look first where the last one was found.
        let mut expected = 0_usize;
        while let (Some(key), Some(value)) = (inside.next(), inside.next()) {
            let Some(key) = text_of(key) else {
                has_odd_key = true;
                continue;
            };
            let found = match fields.get(expected) {
                Some(field) if field.name == key => Some(expected),
                _ => fields.iter().position(|field| field.name == key),
            };
            match found.and_then(|index| Some((index, known.get_mut(index)?))) {
                Some((index, slot)) => {
                    *slot = match slot {
                        Slot::Absent => Slot::Once(value),
                        Slot::Once(_) | Slot::Twice(_) => Slot::Twice(value),
                    };
                    expected = index.saturating_add(1);
                }
                None => other.push((key, value)),
            }
        }
        Some(Self { known, other, has_odd_key })
    }
}

/// What the rules between fields may look at: texts, as they will be sent.
pub(crate) struct Fields<'a> {
    pub(super) rows: &'a [Field],
    pub(super) slots: &'a [Slot<'a>],
}

impl Fields<'_> {
    /// The text of a field; `None` when it is missing or no text.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        text_of(self.token(name)?).map(Cow::into_owned)
    }

    /// Whether anything stands there, of whatever type.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.token(name).is_some_and(|token| !matches!(token, "null" | "\"\"") && !is_blank(token))
    }

    fn token(&self, name: &str) -> Option<&str> {
        let index = self.rows.iter().position(|field| field.name == name)?;
        match self.slots.get(index)? {
            Slot::Absent => None,
            Slot::Once(token) | Slot::Twice(token) => Some(token),
        }
    }
}
