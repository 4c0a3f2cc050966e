//! The text that is signed.

use crate::values::headers::name;

/// The parts of a component string, in the order of its lines.
#[derive(Debug, Clone, Copy)]
pub struct Component<'a> {
    /// The Client-Id.
    pub client_id: &'a str,
    /// The Request-Id.
    pub request_id: &'a str,
    /// Whose message it is, which names the timestamp.
    pub direction: Direction,
    /// The timestamp's text.
    pub timestamp: &'a str,
    /// The path, as `RequestTarget` checks it.
    pub target: &'a str,
    /// The body's digest; without one the component has no Digest line.
    pub digest: Option<&'a str>,
}

/// Which of the two timestamps a message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `Request-Timestamp`: requests and notifications.
    Request,
    /// `Response-Timestamp`: responses, and a merchant's reply to an inquiry.
    Response,
}

impl Direction {
    /// The name of the timestamp's header, which is its label in the component too.
    #[must_use]
    pub const fn timestamp_header(self) -> &'static str {
        match self {
            Self::Request => name::REQUEST_TIMESTAMP,
            Self::Response => name::RESPONSE_TIMESTAMP,
        }
    }
}

impl Component<'_> {
    /// The string to sign: `Label:value` lines, joined by line feeds, none at the end.
    #[must_use]
    pub fn string_to_sign(&self) -> String {
        let mut text = String::with_capacity(256);
        line(&mut text, name::CLIENT_ID, self.client_id);
        line(&mut text, name::REQUEST_ID, self.request_id);
        line(&mut text, self.direction.timestamp_header(), self.timestamp);
        line(&mut text, REQUEST_TARGET, self.target);
        if let Some(digest) = self.digest {
            line(&mut text, DIGEST, digest);
        }
        text
    }
}

fn line(text: &mut String, label: &str, value: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(label);
    text.push(':');
    text.push_str(value);
}

/// Lines that are no headers.
const REQUEST_TARGET: &str = "Request-Target";
const DIGEST: &str = "Digest";

/// Whether a component has no Digest line by default (DOKU, Signature from API Get Method).
pub(crate) fn is_get(method: &str) -> bool {
    method.eq_ignore_ascii_case("GET")
}
