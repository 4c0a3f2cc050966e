//! How a field's type is read from JSON, and written.
//!
//! By hand, on the tokens that the checker has split: serde's derived code for some fifty
//! payloads would be the larger half of the wasm.

use std::borrow::Cow;
use std::sync::Arc;

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Slot, items, text_of};
use crate::values::base64;
use crate::values::secret::Secret;
use crate::values::shown::write_escape;

/// A type that a row may have.
pub trait FieldValue: Default {
    /// Reads a JSON token that is not `null`; nothing when it is of another type.
    fn read(token: &str) -> Option<Self>;

    /// Writes JSON.
    fn write(&self, out: &mut String);

    /// Whether the field is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

impl FieldValue for String {
    /// Takes a number's digits as they stand: a 40-digit `account_id` fits no number type.
    /// What is neither text nor a number comes as its JSON.
    fn read(token: &str) -> Option<Self> {
        if !token.starts_with('"') {
            return Some(token.to_owned());
        }
        text_of(token).map(Cow::into_owned)
    }

    fn write(&self, out: &mut String) {
        write_string(out, self);
    }
}

impl FieldValue for bool {
    fn read(token: &str) -> Option<Self> {
        token.parse().ok()
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl FieldValue for i64 {
    /// Takes a number, and its digits as text.
    fn read(token: &str) -> Option<Self> {
        token.trim_matches('"').parse().ok()
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl FieldValue for Arc<Secret> {
    fn read(token: &str) -> Option<Self> {
        String::read(token).map(|text| Self::new(Secret::new(text)))
    }

    fn write(&self, out: &mut String) {
        out.push_str("\"[redacted]\"");
    }
}

impl FieldValue for Vec<u8> {
    fn read(token: &str) -> Option<Self> {
        base64::decode(&text_of(token)?)
    }

    fn write(&self, out: &mut String) {
        out.extend(["\"", &base64::encode(self), "\""]);
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    fn read(token: &str) -> Option<Self> {
        let tokens = items(token)?;
        let mut values = Self::with_capacity(tokens.len());
        for token in tokens {
            values.push(read_token(token)?);
        }
        Some(values)
    }

    fn write(&self, out: &mut String) {
        let mut separator = '[';
        for item in self {
            out.push(separator);
            separator = ',';
            item.write(out);
        }
        if separator == '[' {
            out.push('[');
        }
        out.push(']');
    }
}

impl<T: FieldValue> FieldValue for Option<T> {
    /// A value of another type than the row's is absent: the checker has refused it before,
    /// unless the row is of an answer that nobody documents.
    fn read(token: &str) -> Option<Self> {
        Some(T::read(token))
    }

    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// Reads what stands under a key; what is absent or `null` is the default.
#[inline(never)]
pub(crate) fn read_slot<T: FieldValue>(slot: Option<&Slot<'_>>) -> Option<T> {
    match slot {
        Some(Slot::Once(token) | Slot::Twice(token)) => read_token(token),
        _ => Some(T::default()),
    }
}

fn read_token<T: FieldValue>(token: &str) -> Option<T> {
    if token == "null" { Some(T::default()) } else { T::read(token) }
}

/// Writes a key and its value; an absent one is left out, never `null`.
#[inline(never)]
pub(crate) fn write_field<T: FieldValue>(
    out: &mut String,
    separator: &mut char,
    name: &str,
    value: &T,
) {
    if !value.is_absent() {
        out.push(*separator);
        *separator = ',';
        out.push('"');
        out.push_str(name);
        out.push_str("\":");
        value.write(out);
    }
}

/// Writes a JSON string with the fewest escapes that JSON allows.
#[inline(never)]
pub(crate) fn write_string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    let needs_escape = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    while let Some(at) = rest.bytes().position(needs_escape) {
        let Some((before, after)) = rest.split_at_checked(at) else { break };
        out.push_str(before);
        let mut after = after.chars();
        match after.next() {
            Some(plain @ ('"' | '\\')) => out.extend(['\\', plain]),
            Some(control) => write_escape(out, control),
            None => {}
        }
        rest = after.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// The JSON of a payload: compact, in the table's order, absent fields left out.
pub(crate) fn to_json<T: FieldValue>(payload: &T) -> String {
    let mut out = String::new();
    payload.write(&mut out);
    out
}

/// For serde, into JSON.
pub(crate) fn serialize<T: FieldValue, S: Serializer>(
    payload: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let raw = RawValue::from_string(to_json(payload)).map_err(S::Error::custom)?;
    raw.serialize(serializer)
}

/// For serde, from JSON.
pub(crate) fn deserialize<'de, T: FieldValue, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    read_token(raw.get()).ok_or_else(|| D::Error::custom("expected the payload's own JSON"))
}
