//! The rules of a request, without a client.

use crate::doku::draft::Draft;
use crate::error::Violation;
use crate::operation::Operation;
use crate::payload::{self, Mode};
use crate::values::target::QueryMode;

/// Checks a request without a client: every rule of its operation, as `prepare` applies them.
///
/// `request` is JSON text with wire names. The list is empty when all is well, so that a form
/// can check with the same rules as the server that signs. It needs no key and signs nothing.
#[must_use]
pub fn check(operation: &str, request: &str) -> Vec<Violation> {
    let checked = match Operation::check(operation) {
        Ok(row) if row.is_upload() => {
            payload::check(&row.request, request, Mode::Request).map(drop)
        }
        _ => Draft::make(operation, request, QueryMode::Unsigned).map(drop),
    };
    checked.err().unwrap_or_default()
}

#[cfg(test)]
mod tests;
