//! A value of JSON that was checked, read where it stands.
//!
//! What looks at a few fields of many payloads, as the requirements of a registration do, needs no
//! copy of them in structs, of which the wasm would have the code.

use std::borrow::Cow;

use super::tokens::{Inside, text_of};

/// A JSON value; one that is absent is `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node<'a>(&'a str);

impl<'a> Node<'a> {
    /// Takes text that is known to be JSON.
    pub(crate) fn of(json: &'a str) -> Self {
        Self(json)
    }

    /// The value as it is written. The checker writes a text in one way alone: equal ones are
    /// written alike.
    pub(crate) fn json(self) -> &'a str {
        self.0
    }

    /// The value under a key.
    pub(crate) fn get(self, name: &str) -> Self {
        let mut inside = Inside::of(self.0, '{', '}').into_iter().flatten();
        while let (Some(key), Some(value)) = (inside.next(), inside.next()) {
            if text_of(key).is_some_and(|key| key == name) {
                return Self(value);
            }
        }
        Self("null")
    }

    /// The items of a list; `None` for any other value.
    pub(crate) fn items(self) -> impl Iterator<Item = Self> {
        Inside::of(self.0, '[', ']').into_iter().flatten().map(Self)
    }

    /// The value, unless it is absent.
    pub(crate) fn given(self) -> Option<Self> {
        Some(self).filter(|node| node.0 != "null")
    }

    /// The value, unless it is absent or a text of blanks.
    pub(crate) fn filled(self) -> Option<Self> {
        self.given().filter(|node| node.text().is_none_or(|text| !text.trim().is_empty()))
    }

    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        text_of(self.0)
    }

    pub(crate) fn number(self) -> Option<i64> {
        self.0.parse().ok()
    }

    pub(crate) fn is_true(self) -> bool {
        self.0 == "true"
    }
}

#[cfg(test)]
mod tests;
