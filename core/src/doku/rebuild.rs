//! Checks a prepared request that is handed back: to be signed, retried or restored.
//!
//! It may have lain in a database or passed through somebody's hands, so nothing of it is
//! signed unread: ids and target are parsed again, headers and URL are rewritten.

use crate::doku::Doku;
use crate::doku::draft::no_signature;
use crate::doku::prepare::{Identity, PreparedRequest, Stamp, UnsignedRequest};
use crate::doku::read::foreign;
use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::operation::generic::METHODS;
use crate::operation::{Operation, Place};
use crate::signature::is_get;
use crate::values::headers::name;
use crate::values::target::{QueryMode, RequestTarget};

impl Doku {
    /// The request with another timestamp, as this configuration would have prepared it.
    pub(crate) fn rebuild(
        &self,
        given: PreparedRequest,
        timestamp: &str,
    ) -> Result<UnsignedRequest, Error> {
        let operation = Operation::parse(&given.operation)?;
        if operation.is_upload() {
            return Err(refused(vec![no_signature()]));
        }
        let called = self.called(operation, &given)?;
        let request_id = given.request_id.clone();
        let stamp = Stamp { request_id, timestamp: timestamp.to_owned() };
        let (identity, mut violations) = Identity::check(&stamp);
        let (target, broken) = target(&given, called);
        violations.extend(broken);
        violations.extend(contradictions(operation, &given));
        let (Some(identity), Some(target), true) = (identity, target, violations.is_empty()) else {
            return Err(refused(violations));
        };
        let base = self.environment.base_url(operation.api_of(&given.target));
        Ok(self.complete(PreparedRequest {
            url: format!("{base}{}", target.called()),
            target: target.signed().to_owned(),
            request_id: identity.request_id.as_str().to_owned(),
            timestamp: identity.timestamp.to_string(),
            ..given
        }))
    }

    /// What follows this configuration's base URL, unless another one prepared the request.
    pub(crate) fn called<'r>(
        &self,
        operation: &Operation,
        given: &'r PreparedRequest,
    ) -> Result<&'r str, Error> {
        if !operation.is_upload() && given.header(name::CLIENT_ID) != Some(self.client_id.as_str())
        {
            return Err(foreign("the request has another Client-Id than this configuration"));
        }
        let api = operation.api_of(&given.target);
        self.environment.called(api, &given.url).ok_or_else(|| {
            foreign("the request was for another base URL than this configuration's")
        })
    }
}

/// The target of the URL, which signs what the request says was signed.
fn target(given: &PreparedRequest, called: &str) -> (Option<RequestTarget>, Vec<Violation>) {
    let is_whole = given.target == called;
    let mode = if is_whole { QueryMode::Signed } else { QueryMode::Unsigned };
    match RequestTarget::check(&given.target, Some(QueryMode::Signed)) {
        Err(violation) => (None, vec![violation]),
        Ok(_) => match RequestTarget::check(called, Some(mode)) {
            Ok(target) if target.signed() == given.target => (Some(target), Vec::new()),
            _ => {
                let detail = "expected the URL of the target that was signed, got another";
                (None, vec![Violation::new("url", ViolationCode::Mismatch, detail)])
            }
        },
    }
}

/// What the operation's row says otherwise.
fn contradictions(operation: &Operation, given: &PreparedRequest) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut refuse = |path, code, detail| violations.push(Violation::new(path, code, detail));
    if operation.place == Place::Given {
        if !METHODS.contains(&given.method.as_str()) {
            let detail = "expected a method as it was prepared, got another text";
            refuse("method", ViolationCode::NotInList, detail);
        }
    } else {
        if given.method != operation.method {
            refuse("method", ViolationCode::Mismatch, "expected the operation's own method");
        }
        let path = given.target.split('?').next().unwrap_or_default();
        if !operation.has_path(path) {
            refuse("target", ViolationCode::Mismatch, "expected the operation's own path");
        }
        if operation.place == Place::Body && given.body.is_none() {
            let detail = "expected the body that was prepared, got none";
            refuse("body", ViolationCode::Required, detail);
        }
    }
    if is_get(&given.method) && given.body.is_some() {
        refuse("body", ViolationCode::NotAllowed, "expected no body with GET");
    }
    violations
}

fn refused(violations: Vec<Violation>) -> Error {
    Error::violated(ErrorCode::InvalidRequest, violations)
}

#[cfg(test)]
mod tests;
