//! Reads a response: to a verified, typed answer, or to one error.

mod body;

use std::fmt;

use crate::doku::Doku;
use crate::doku::prepare::PreparedRequest;
use crate::doku::redact::masked_target;
use crate::error::{Error, ErrorCode, SignatureStatus, Violation, ViolationCode};
use crate::operation::generic::GenericCall;
use crate::operation::refusal::{CONFLICT, contradicted, refusal};
use crate::operation::{Operation, Request, SignaturePolicy};
use crate::payload::{FieldValue, without_mark};
use crate::signature::{Direction, Expected, Window, is_get};
use crate::values::headers::{Header, Headers, name};
use body::{Body, Reader};

/// A response as an HTTP client received it.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
pub struct Received {
    /// The HTTP status, such as 201; one outside 100 to 999 is `invalid_request`.
    pub status: u16,
    /// The headers, in any case and order.
    pub headers: Vec<Header>,
    /// The body's bytes exactly as they came, before any parsing.
    #[cfg_attr(feature = "js", serde(skip))]
    pub body: Vec<u8>,
}

/// The parts of a request that reading its answer needs.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
pub struct Sent {
    /// The operation's name; `call`, as when left out, stands for any.
    #[cfg_attr(feature = "uniffi", uniffi(default = "call"))]
    pub operation: String,
    /// The HTTP method.
    pub method: String,
    /// The Request-Target that was signed.
    pub target: String,
    /// The Request-Id.
    pub request_id: String,
    /// The Client-Id that it was sent with; left out, it is not compared.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub client_id: Option<String>,
    /// The URL that it was sent to; left out, its host is not compared.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub url: Option<String>,
}

/// A genuine answer.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "camelCase"))]
pub struct Answer<T> {
    /// Whether it was signed, and what the signature covers.
    pub signature: SignatureStatus,
    /// Whether it is the first answer to this Request-Id, sent again (HTTP 409).
    pub replayed: bool,
    /// The HTTP status.
    pub http_status: u16,
    /// The body of DOKU's answer.
    pub body: T,
    /// What differs from DOKU's documents and was left out of `body`; usually nothing.
    pub deviations: Vec<Violation>,
    /// The body's bytes as they came.
    #[cfg_attr(feature = "js", serde(skip))]
    pub raw: Vec<u8>,
}

impl Doku {
    /// Verifies and reads the answer to a request of this type.
    ///
    /// # Errors
    /// `signature_missing`, `signature_mismatch` and `not_for_this_request` before anything
    /// is read; then `gateway_error` or `unreadable_response`.
    pub fn read<R: Request>(
        &self,
        sent: &PreparedRequest,
        received: &Received,
    ) -> Result<Answer<R::Answer>, Error> {
        self.read_sent::<R>(&sent.into(), received, None)
    }

    /// As `read`, under a policy that tightens the operation's own and the configuration's.
    ///
    /// # Errors
    /// As `read`.
    pub fn read_under<R: Request>(
        &self,
        sent: &PreparedRequest,
        received: &Received,
        policy: SignaturePolicy,
    ) -> Result<Answer<R::Answer>, Error> {
        self.read_sent::<R>(&sent.into(), received, Some(policy))
    }

    /// As `read`, from what was remembered of the request.
    ///
    /// A policy tightens what is accepted, and never loosens the operation's own or that of the
    /// configuration.
    ///
    /// # Errors
    /// As `read`; `invalid_request` when the request was another operation.
    pub fn read_sent<R: Request>(
        &self,
        sent: &Sent,
        received: &Received,
        policy: Option<SignaturePolicy>,
    ) -> Result<Answer<R::Answer>, Error> {
        if sent.operation != R::OPERATION.name {
            let detail = format!("expected a request of {}", R::OPERATION.name);
            let violation = Violation::new("operation", ViolationCode::Mismatch, detail);
            return Err(Error::violated(ErrorCode::InvalidRequest, vec![violation]));
        }
        typed::<R>(self.read_text(sent, received, policy)?)
    }

    /// As `read`, with the answer's body as JSON text.
    ///
    /// Keys have their wire names, unknown ones are kept, and ids are text with all
    /// their digits. For the operation `call` the text is the body as received, or `null`.
    ///
    /// # Errors
    /// As `read_sent`.
    pub fn read_text(
        &self,
        sent: &Sent,
        received: &Received,
        policy: Option<SignaturePolicy>,
    ) -> Result<Answer<String>, Error> {
        let operation = Operation::parse(&sent.operation)?;
        let own = operation.policy_of(&sent.method, &sent.target);
        let policy = policy.map_or(own, |policy| policy.max(own));
        let signature = self.verify_sent(operation, sent, received, policy, None)?;
        let (status, raw) = (received.status, received.body.clone());
        let text = std::str::from_utf8(&raw).ok().map(without_mark);
        let reader = Reader { operation, text, signature };
        if !is_answer(status) {
            let of = if reader.is_signed_answer() { contradicted } else { refusal };
            return Err(of(status, &raw, signature));
        }
        let (body, deviations) = match reader.read(status) {
            Body::Answer { text, deviations } => (text, deviations),
            Body::Refusal => return Err(refusal(received.status, &received.body, signature)),
            Body::Unreadable(violations) => {
                return Err(Error::violated(ErrorCode::UnreadableResponse, violations)
                    .with_outcome_unknown()
                    .with_response(status, &raw));
            }
        };
        let replayed = status == CONFLICT;
        Ok(Answer { signature, replayed, http_status: status, body, deviations, raw })
    }

    /// Verifies the signature of a response over exactly the bytes that came.
    ///
    /// The policy that counts is the stricter of this one and the configuration's; left out, it
    /// is `required`. The echo of
    /// the Request-Id binds an answer to its request, so that an old answer is no
    /// danger; a window refuses one whose signed timestamp is far off all the same.
    ///
    /// # Errors
    /// `signature_missing` under the policy `required`; `gateway_error` for an unsigned
    /// status outside 2xx and 409; `not_for_this_request`; `signature_mismatch`;
    /// `stale_timestamp` outside the window.
    pub fn verify_response(
        &self,
        sent: &Sent,
        received: &Received,
        policy: Option<SignaturePolicy>,
        window: Option<Window>,
    ) -> Result<SignatureStatus, Error> {
        let operation = Operation::parse(&sent.operation)?;
        let policy = policy.unwrap_or(SignaturePolicy::Required);
        self.verify_sent(operation, sent, received, policy, window)
    }

    fn verify_sent(
        &self,
        operation: &Operation,
        sent: &Sent,
        received: &Received,
        policy: SignaturePolicy,
        window: Option<Window>,
    ) -> Result<SignatureStatus, Error> {
        let is_upload = operation.is_upload();
        check_sent(sent, received, is_upload)?;
        self.is_own(operation, sent)?;
        let expected = Expected {
            client_id: self.client_id.as_str(),
            request_id: Some(sent.request_id.as_str()).filter(|_| !is_upload),
            direction: Direction::Response,
            targets: &[&sent.target],
            digest_is_optional: is_get(&sent.method),
            accepts_bare: self.accepts_bare_signatures,
            window,
        };
        let told = |error: Error| {
            error.with_outcome_unknown().with_response(received.status, &received.body)
        };
        let headers = Headers(&received.headers);
        let status = self.verify(&expected, &headers, &received.body).map_err(told)?;
        match (status, policy.max(self.policy)) {
            (SignatureStatus::Absent, policy) if !is_answer(received.status) => {
                let refusal = refusal(received.status, &received.body, status);
                Err(if policy == SignaturePolicy::Required { refusal.unproven() } else { refusal })
            }
            (SignatureStatus::Absent, SignaturePolicy::Required) => Err(told(missing())),
            (SignatureStatus::HeadersOnly, SignaturePolicy::Required) => {
                let detail = "expected a signature over the body, got one without a Digest line: \
                              it covers the headers alone";
                Err(told(Error::new(ErrorCode::SignatureMissing, detail)))
            }
            (SignatureStatus::Verified, _) if is_upload => Ok(SignatureStatus::Unbound),
            _ => Ok(status),
        }
    }

    /// Whether the request was prepared by this configuration, as far as it is known.
    fn is_own(&self, operation: &Operation, sent: &Sent) -> Result<(), Error> {
        let own_client = self.client_id.as_str();
        if sent.client_id.as_deref().is_some_and(|client_id| client_id != own_client) {
            return Err(foreign("the request has another Client-Id than this configuration"));
        }
        let api = operation.api_of(&sent.target);
        match sent.url.as_deref() {
            Some(url) if self.environment.called(api, url).is_none() => {
                Err(foreign("the request was for another base URL than this configuration's"))
            }
            _ => Ok(()),
        }
    }
}

/// The typed form of an answer.
pub(crate) fn typed<R: Request>(answer: Answer<String>) -> Result<Answer<R::Answer>, Error> {
    let Answer { signature, replayed, http_status, body, deviations, raw } = answer;
    if body == "null" {
        let body = R::Answer::default();
        return Ok(Answer { signature, replayed, http_status, body, deviations, raw });
    }
    let body = R::Answer::read(&body).ok_or_else(|| {
        let detail = "the answer does not fit its type";
        Error::new(ErrorCode::UnreadableResponse, detail)
            .with_outcome_unknown()
            .with_response(http_status, &raw)
    })?;
    Ok(Answer { signature, replayed, http_status, body, deviations, raw })
}

pub(crate) fn foreign(detail: &str) -> Error {
    Error::new(ErrorCode::NotForThisRequest, detail)
}

/// Checks that what is remembered of a request identifies its answer.
fn check_sent(sent: &Sent, received: &Received, is_upload: bool) -> Result<(), Error> {
    let mut violations = Vec::new();
    let mut refuse = |path, code, detail| violations.push(Violation::new(path, code, detail));
    if sent.request_id.trim().is_empty() && !is_upload {
        let detail = "expected the Request-Id that was sent, got nothing";
        refuse("request_id", ViolationCode::Required, detail);
    }
    if sent.target.contains(char::is_control) {
        let detail = "expected the target that was sent, got a control character in it";
        refuse("target", ViolationCode::BadFormat, detail);
    }
    violations.extend(check_status(received.status).err());
    if violations.is_empty() {
        Ok(())
    } else {
        Err(Error::violated(ErrorCode::InvalidRequest, violations))
    }
}

/// HTTP has statuses of three digits.
pub(crate) fn check_status(status: u16) -> Result<(), Violation> {
    if (100..1000).contains(&status) {
        return Ok(());
    }
    let detail = "expected an HTTP status from 100 to 999, got another number";
    Err(Violation::new("status", ViolationCode::OutOfRange, detail))
}

impl Default for Sent {
    fn default() -> Self {
        Self {
            operation: GenericCall::OPERATION.name.to_owned(),
            method: String::new(),
            target: String::new(),
            request_id: String::new(),
            client_id: None,
            url: None,
        }
    }
}

impl From<&PreparedRequest> for Sent {
    fn from(request: &PreparedRequest) -> Self {
        Self {
            operation: request.operation.clone(),
            method: request.method.clone(),
            target: request.target.clone(),
            request_id: request.request_id.clone(),
            client_id: request.header(name::CLIENT_ID).map(str::to_owned),
            url: Some(request.url.clone()),
        }
    }
}

fn is_answer(status: u16) -> bool {
    (200..300).contains(&status) || status == CONFLICT
}

pub(crate) fn missing() -> Error {
    Error::new(ErrorCode::SignatureMissing, "expected a Signature header, got none")
}

impl fmt::Debug for Sent {
    /// Shows what may stand in a log: no id in a path or a query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sent")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("target", &masked_target(&self.target))
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

impl<T: fmt::Debug> fmt::Debug for Answer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("signature", &self.signature)
            .field("replayed", &self.replayed)
            .field("http_status", &self.http_status)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
