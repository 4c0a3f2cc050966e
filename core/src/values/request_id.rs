//! The id that makes a request unique, and a retry harmless.

use std::fmt;

use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::values::headers::{HEADER_TEXT, fits_header};

/// A Request-Id: 1 to 128 characters of printable ASCII, no blank at either end.
///
/// DOKU, RDL Registration, request header: unique random string of at most 128
/// characters. HTTP cuts off a blank at either end and has no one encoding for characters
/// outside ASCII: the signature would not match what arrives.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestId(String);

impl RequestId {
    /// The most characters that DOKU accepts.
    pub const MAX: usize = 128;

    /// Takes the text as it is.
    ///
    /// # Errors
    /// `invalid_request` with `required`, `too_long` or `bad_format`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::check(text).map_err(|v| Error::violated(ErrorCode::InvalidRequest, vec![v]))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn check(text: &str) -> Result<Self, Violation> {
        let refuse = |code, detail: String| Err(Violation::new("request_id", code, detail));
        let length = text.chars().count();
        if length == 0 {
            return refuse(ViolationCode::Required, "expected 1 to 128 characters".into());
        }
        if length > Self::MAX {
            let detail = format!("expected at most {} characters, got {length}", Self::MAX);
            return refuse(ViolationCode::TooLong, detail);
        }
        if !fits_header(text) {
            return refuse(ViolationCode::BadFormat, HEADER_TEXT.into());
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
