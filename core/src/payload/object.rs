//! A JSON object, split into the values of its known and its other keys.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Field;
use super::text::is_blank;

/// The values of an object as the text that stands there, unread.
pub(crate) struct Object<'a> {
    /// One per row, in the rows' order.
    pub(crate) known: Vec<Slot<'a>>,
    /// Keys that no row names, in the order in which they came.
    pub(crate) other: Vec<(Cow<'a, str>, &'a str)>,
    /// Whether there is a key that is no Unicode text, such as half of a surrogate pair.
    pub(super) has_odd_key: bool,
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
    pub(crate) fn split(text: &'a str, fields: &[Field]) -> Result<Self, serde_json::Error> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let object = Splitter(fields).deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(object)
    }
}

/// What the rules between fields may look at: texts, as they will be sent.
pub(crate) struct Fields<'a> {
    pub(super) rows: &'a [Field],
    pub(super) slots: &'a [Slot<'a>],
}

impl Fields<'_> {
    /// The text of a field; absent when there is none, or something else than text.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.token(name)?).ok()
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

struct Splitter<'f>(&'f [Field]);

impl<'de> DeserializeSeed<'de> for Splitter<'_> {
    type Value = Object<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Object<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Splitter<'_> {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        let mut known = vec![Slot::Absent; self.0.len()];
        let (mut other, mut has_odd_key) = (Vec::new(), false);
        // Keys mostly come in the table's order: look first where the last one was found.
        let mut expected = 0_usize;
        while let Some(key) = map.next_key::<&RawValue>()? {
            let value = map.next_value::<&RawValue>()?.get();
            let Some(key) = unquoted(key.get()) else {
                has_odd_key = true;
                continue;
            };
            let found = match self.0.get(expected) {
                Some(field) if field.name == key => Some(expected),
                _ => self.0.iter().position(|field| field.name == key),
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
        Ok(Object { known, other, has_odd_key })
    }
}

/// A text, borrowed from its token unless that is written with escapes; nothing when an escape
/// stands for no character.
pub(super) fn unquoted(token: &str) -> Option<Cow<'_, str>> {
    if token.contains('\\') {
        return serde_json::from_str(token).ok().map(Cow::Owned);
    }
    let inside = token.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    Some(Cow::Borrowed(inside.unwrap_or_default()))
}
