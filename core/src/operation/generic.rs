//! Any other non-SNAP endpoint, for what has no model here yet.

use serde_json::value::RawValue;

use crate::error::{Violation, ViolationCode};
use crate::payload::{Fields, one_of, payload, text};
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

/// The methods of HTTP that an endpoint of DOKU may have.
pub(crate) const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

/// What hangs together: target and query mode, method and body.
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
        Some(body) if serde_json::from_str::<&RawValue>(&body).is_err() => {
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
