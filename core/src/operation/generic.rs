//! A request to any other non-SNAP endpoint, and its answer.

use std::fmt;

use crate::error::{Violation, ViolationCode};
use crate::payload::{FieldValue, Fields, Payload, Table, is_json, one_of, payload, text};
use crate::values::target::{QueryMode, RequestTarget};

payload! {
    /// Request to any DOKU endpoint with non-SNAP signatures.
    pub struct GenericCall where between {
        /// HTTP method: `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
        method: String = one_of(METHODS),
        /// Path, such as `/orders/v1/status/INV-1`.
        target: String = text(),
        /// Body as JSON text, sent exactly as given. A GET has none.
        body: Option<String> = text().verbatim(),
        /// What to do with a query in the target: `unsigned` or `signed`.
        ///
        /// DOKU's documents leave it open, so a query is refused without it.
        query: Option<String> = one_of(&["unsigned", "signed"]),
    }
}

/// Answer of any DOKU endpoint.
#[derive(Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
pub struct GenericAnswer {
    /// The body as JSON text, exactly as it came; absent where it is no JSON.
    pub json: Option<String>,
}

impl Payload for GenericAnswer {
    const TABLE: Table = Table {
        name: "GenericAnswer",
        #[cfg(feature = "docs")]
        doc: &[" Answer of any DOKU endpoint: JSON as it came."],
        fields: &[],
        rules: |_| Vec::new(),
    };
}

impl FieldValue for GenericAnswer {
    fn read(token: &str) -> Option<Self> {
        Some(Self { json: Some(token.to_owned()) })
    }

    fn write(&self, out: &mut String) {
        out.push_str(self.json.as_deref().unwrap_or("null"));
    }
}

impl fmt::Debug for GenericAnswer {
    /// The answer may hold personal data: only the type's name is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GenericAnswer").finish_non_exhaustive()
    }
}

/// The methods of HTTP that an endpoint of DOKU may have.
pub(crate) const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Rules between fields: target with query mode, method with body.
fn between(call: &Fields<'_>) -> Vec<Violation> {
    // A target that is absent, empty or no text is reported by its row.
    let target = call.text("target").filter(|target| !target.is_empty());
    let mode = call.text("query").as_deref().and_then(query_mode);
    let broken = target.and_then(|target| RequestTarget::check(&target, mode).err());
    let mut violations: Vec<Violation> = broken.into_iter().collect();
    let mut refuse = |code, detail| violations.push(Violation::new("body", code, detail));
    match call.text("body") {
        Some(_) if call.text("method").as_deref() == Some("GET") => {
            refuse(ViolationCode::NotAllowed, "expected no body with GET");
        }
        Some(body) if !is_json(&body) => {
            refuse(ViolationCode::BadFormat, "expected JSON text");
        }
        _ => {}
    }
    violations
}

/// Reads the name of a query mode.
pub(crate) fn query_mode(name: &str) -> Option<QueryMode> {
    QueryMode::check(name).ok()
}

#[cfg(test)]
mod tests;
