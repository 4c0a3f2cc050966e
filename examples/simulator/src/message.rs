//! Requests and answers, without a network.

use std::fmt;

use dokukit::{Header, Violation, ViolationCode};
use serde_json::json;

/// A request as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The HTTP method.
    pub method: String,
    /// What stands on the request line.
    pub path_and_query: String,
    /// The headers, in any case and order.
    pub headers: Vec<Header>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Incoming {
    /// The path without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path_and_query.split('?').next().unwrap_or_default()
    }

    /// What follows the first question mark.
    #[must_use]
    pub fn query(&self) -> &str {
        self.path_and_query.split_once('?').map_or("", |(_, query)| query)
    }

    /// The values under a header's name.
    pub fn header<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let same = move |header: &&Header| header.name.eq_ignore_ascii_case(name);
        self.headers.iter().filter(same).map(|header| header.value.as_str())
    }
}

impl fmt::Debug for Incoming {
    /// Shows what may stand in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("method", &self.method)
            .field("path", &self.path())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// What goes back.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// Whether the connection is closed in place of answering, as a fault on purpose.
    pub dropped: bool,
}

impl Outgoing {
    /// An unsigned answer of JSON text.
    #[must_use]
    pub fn json(status: u16, body: &str) -> Self {
        Self::of(status, "application/json", body)
    }

    /// An unsigned answer.
    #[must_use]
    pub fn of(status: u16, content_type: &str, body: &str) -> Self {
        let headers = vec![Header::new("Content-Type", content_type)];
        Self { status, headers, body: body.as_bytes().to_vec(), dropped: false }
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .field("dropped", &self.dropped)
            .finish_non_exhaustive()
    }
}

/// A request that is not done, and in which of DOKU's shapes that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    /// What the list of requests says of it: a code, no value.
    pub(crate) verdict: String,
    pub(crate) body: String,
}

impl Refusal {
    /// What the gateway refuses: `{"error":{"code","message","type"}}`, HTTP 400.
    pub(crate) fn gateway(code: &str, message: &str) -> Self {
        let kind = "invalid_request_error";
        let body = json!({"error": {"code": code, "message": message, "type": kind}});
        Self { status: 400, verdict: code.to_owned(), body: body.to_string() }
    }

    /// What a business rule refuses: `{"message":["…"]}`.
    ///
    /// DOKU shows no error body of the Partner and RDL APIs; its Checkout API has this shape.
    pub(crate) fn rule(status: u16, verdict: &str, messages: &[String]) -> Self {
        let body = json!({ "message": messages });
        Self { status, verdict: verdict.to_owned(), body: body.to_string() }
    }

    /// What no route leads to: `{"message":"…"}`.
    pub(crate) fn unrouted(status: u16, message: &str) -> Self {
        let body = json!({ "message": message });
        let verdict = if status == 404 { "unknown_path" } else { "wrong_method" };
        Self { status, verdict: verdict.to_owned(), body: body.to_string() }
    }

    /// Every rule of the core that is broken, with its path.
    pub(crate) fn violations(violations: &[Violation]) -> Self {
        let path = |path: &str| match path {
            "" => "body".to_owned(),
            path => path.trim_end_matches(".content").to_owned(),
        };
        let messages: Vec<String> =
            violations.iter().map(|one| format!("{}: {}", path(&one.path), one.detail)).collect();
        let codes: Vec<String> = violations
            .iter()
            .map(|one| match one.code {
                // Its path is text of the body.
                ViolationCode::UnknownField => one.code.as_str().to_owned(),
                code => format!("{} {}", path(&one.path), code.as_str()),
            })
            .take(5)
            .collect();
        let verdict = format!("{} violations: {}", violations.len(), codes.join(", "));
        Self::rule(400, &verdict, &messages)
    }
}
