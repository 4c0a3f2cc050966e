//! How a field's type is read from JSON.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A type that a row may have.
pub(crate) trait Value: for<'de> Deserialize<'de> {
    fn value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    fn is_absent(&self) -> bool {
        false
    }
}

impl Value for String {
    /// Takes a number's digits as they stand: a 40-digit `account_id` fits no number type.
    fn value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match raw.get().bytes().next() {
            Some(b'"') => serde_json::from_str(raw.get()).map_err(D::Error::custom),
            Some(b'-' | b'0'..=b'9') => Ok(raw.get().to_owned()),
            _ => Err(D::Error::custom("expected text")),
        }
    }
}

impl<T: Value> Value for Option<T> {
    fn value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<Present<T>>::deserialize(deserializer).map(|value| value.map(|Present(v)| v))
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// For `#[serde(deserialize_with)]`: each type reads itself.
pub(crate) fn read<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::value(deserializer)
}

/// For `#[serde(skip_serializing_if)]`: an absent field is left out, never `null`.
pub(crate) fn is_absent<T: Value>(value: &T) -> bool {
    value.is_absent()
}

struct Present<T>(T);

impl<'de, T: Value> Deserialize<'de> for Present<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::value(deserializer).map(Self)
    }
}
