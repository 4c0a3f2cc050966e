//! Received headers: in any case and order, perhaps repeated.

use std::fmt;

use super::shown::shown;

/// One header line, as a name and a value.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
pub struct Header {
    /// The name, compared without case.
    pub name: String,
    /// The value; white space around it is no part of it.
    pub value: String,
}

impl Header {
    /// A header line.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Authorization and cookies of the host may be among them.
        write!(f, "{}: [{} characters]", shown(&self.name), self.value.chars().count())
    }
}

/// The names of DOKU's headers. Those of a component's lines are its labels too.
pub(crate) mod name {
    pub(crate) const CLIENT_ID: &str = "Client-Id";
    pub(crate) const REQUEST_ID: &str = "Request-Id";
    pub(crate) const REQUEST_TIMESTAMP: &str = "Request-Timestamp";
    pub(crate) const RESPONSE_TIMESTAMP: &str = "Response-Timestamp";
    pub(crate) const SIGNATURE: &str = "Signature";
    pub(crate) const AUTHORIZATION: &str = "Authorization";
    pub(crate) const CONTENT_TYPE: &str = "Content-Type";
}

/// Whether every HTTP client sends the text as the bytes that were signed.
pub(crate) fn fits_header(text: &str) -> bool {
    text.trim() == text && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

pub(crate) const HEADER_TEXT: &str =
    "expected printable ASCII without a blank at either end, got another character";

/// The value of one header name: absent, single or repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum One<'a> {
    Absent,
    Value(&'a str),
    Repeated,
}

pub(crate) struct Headers<'a>(pub(crate) &'a [Header]);

impl<'a> Headers<'a> {
    pub(crate) fn one(&self, name: &str) -> One<'a> {
        let mut found = self.0.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        match (found.next(), found.next()) {
            (None, _) => One::Absent,
            // White space around a value is no part of it (RFC 9110, section 5.5).
            (Some(header), None) => match header.value.trim_matches([' ', '\t']) {
                "" => One::Absent,
                value => One::Value(value),
            },
            (Some(_), Some(_)) => One::Repeated,
        }
    }
}

#[cfg(test)]
mod tests;
