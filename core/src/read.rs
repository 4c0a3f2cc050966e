//! From what came back to a verified, typed answer, or one error.

use std::fmt;

use crate::doku::Doku;
use crate::draft::GENERIC;
use crate::error::{Error, ErrorCode, Retry, SignatureStatus, Violation, ViolationCode};
use crate::gateway;
use crate::headers::{Header, Headers};
use crate::operation::{Operation, Reading, Request, SignaturePolicy, unknown_operation};
use crate::prepare::PreparedRequest;
use crate::signature::{Expected, Moment, Window};
use crate::wire::{Mode, Value, check, is_json};

/// What an HTTP client received.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
pub struct Received {
    /// The HTTP status, such as 201.
    pub status: u16,
    /// The headers, in any case and order.
    pub headers: Vec<Header>,
    /// The body's bytes exactly as they came, before any parsing.
    pub body: Vec<u8>,
}

/// What has to be remembered of a request to read its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Sent {
    /// The operation's name.
    pub operation: String,
    /// The HTTP method.
    pub method: String,
    /// The Request-Target that was signed.
    pub target: String,
    /// The Request-Id.
    pub request_id: String,
}

/// A genuine answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer<T> {
    /// Whether it was signed.
    pub signature: SignatureStatus,
    /// Whether it is the first answer to this Request-Id, sent again (HTTP 409).
    pub replayed: bool,
    /// The HTTP status.
    pub http_status: u16,
    /// What DOKU answered.
    pub body: T,
    /// The body's bytes as they came.
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
        self.read_sent::<R>(&sent.into(), received)
    }

    /// As `read`, from what was remembered of the request.
    ///
    /// # Errors
    /// As `read`; `invalid_request` when the request was another operation.
    pub fn read_sent<R: Request>(
        &self,
        sent: &Sent,
        received: &Received,
    ) -> Result<Answer<R::Answer>, Error> {
        if sent.operation != R::OPERATION.name {
            let detail = format!("expected a request of {}", R::OPERATION.name);
            let violation = Violation::new("operation", ViolationCode::Mismatch, detail);
            return Err(Error::violated(ErrorCode::InvalidRequest, vec![violation]));
        }
        let Answer { signature, replayed, http_status, body, raw } =
            self.read_text(sent, received)?;
        if body == "null" {
            let body = R::Answer::default();
            return Ok(Answer { signature, replayed, http_status, body, raw });
        }
        let body = R::Answer::read(&body).ok_or_else(|| {
            let detail = "the answer does not fit its type";
            Error::new(ErrorCode::UnreadableResponse, detail).with_response(http_status, &raw)
        })?;
        Ok(Answer { signature, replayed, http_status, body, raw })
    }

    /// As `read`, with the answer's body as JSON text.
    ///
    /// Keys have their wire names, unknown ones are kept, and ids are text with all
    /// their digits. For the operation `call` the text is what came, or `null`.
    ///
    /// # Errors
    /// As `read`.
    pub fn read_text(&self, sent: &Sent, received: &Received) -> Result<Answer<String>, Error> {
        let operation = Operation::find(&sent.operation);
        if operation.is_none() && sent.operation != GENERIC {
            let violation = unknown_operation();
            return Err(Error::violated(ErrorCode::InvalidRequest, vec![violation]));
        }
        let policy = operation.map_or(SignaturePolicy::IfPresent, |operation| operation.policy);
        let signature = self.verify_response(sent, received, policy, None)?;
        if !is_answer(received.status) {
            return Err(refusal(received, signature));
        }
        let body = match body(operation, std::str::from_utf8(&received.body).ok()) {
            // A lenient reading takes anything: there, a refusal is known by its shape.
            Ok((body, true)) => body,
            _ if received.status == CONFLICT && gateway::is_refusal(&received.body) => {
                return Err(refusal(received, signature));
            }
            Ok((body, false)) => body,
            Err(violations) => {
                return Err(Error::violated(ErrorCode::UnreadableResponse, violations)
                    .with_response(received.status, &received.body));
            }
        };
        Ok(Answer {
            signature,
            replayed: received.status == CONFLICT,
            http_status: received.status,
            body,
            raw: received.body.clone(),
        })
    }

    /// Verifies the signature of a response over exactly the bytes that came.
    ///
    /// The echo of the Request-Id binds an answer to its request, so that an old answer is no
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
        policy: SignaturePolicy,
        window: Option<Window>,
    ) -> Result<SignatureStatus, Error> {
        let expected = Expected {
            // An upload sends none.
            request_id: Some(sent.request_id.as_str()).filter(|id| !id.is_empty()),
            moment: |text| Moment::Response(text),
            target: &sent.target,
            window,
            digest_is_optional: sent.method == "GET",
        };
        let status = self
            .verify(&expected, &Headers(&received.headers), &received.body)
            .map_err(|error| error.with_response(received.status, &received.body))?;
        match (status, policy) {
            (SignatureStatus::Absent, _) if !is_answer(received.status) => {
                Err(refusal(received, status))
            }
            (SignatureStatus::Absent, SignaturePolicy::Required) => {
                Err(missing().with_response(received.status, &received.body))
            }
            _ => Ok(status),
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
        }
    }
}

/// The JSON text of an answer, and whether it has the form that is documented.
fn body(
    operation: Option<&Operation>,
    text: Option<&str>,
) -> Result<(String, bool), Vec<Violation>> {
    let null = || "null".to_owned();
    let Some(operation) = operation else {
        return Ok((text.filter(|text| is_json(text)).map_or_else(null, str::to_owned), false));
    };
    let checked = |mode| check(&operation.answer, text.unwrap_or(""), mode);
    match operation.reading {
        Reading::Documented => Ok((checked(Mode::Answer)?, true)),
        Reading::Completed(complete) => Ok((complete(&checked(Mode::Answer)?)?, true)),
        Reading::Lenient(complete) => match checked(Mode::Lenient) {
            Ok(body) => Ok((complete(&body), false)),
            Err(_) => Ok((null(), false)),
        },
    }
}

/// DOKU, Idempotency Request: the first answer again, under this status.
const CONFLICT: u16 = 409;

fn is_answer(status: u16) -> bool {
    (200..300).contains(&status) || status == CONFLICT
}

fn is_plain_code(code: &str) -> bool {
    code.len() <= 64 && code.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
}

pub(crate) fn missing() -> Error {
    Error::new(ErrorCode::SignatureMissing, "expected a Signature header, got none")
}

fn refusal(received: &Received, signature: SignatureStatus) -> Error {
    let message = gateway::read(&received.body);
    let retry = gateway::retry(received.status, message.code.as_deref());
    let advice = match retry {
        Retry::Never if message.code.as_deref() == Some("invalid_signature") => {
            "the headers, the clock and the Client-Id are fine; check the secret key and its environment, \
             and that these exact bytes were sent"
        }
        Retry::Never if received.status == 401 => "a new token or other credentials may help",
        Retry::Never => "sending it again will not help",
        Retry::SameRequestId => "send it again with the same Request-Id",
        Retry::NewTimestamp => "sign it again with the current time",
    };
    // A code is safe to show; DOKU's sentence may quote what was sent.
    let code = message.code.as_deref().filter(|code| is_plain_code(code));
    let code = code.map(|code| format!(" and {code}")).unwrap_or_default();
    let detail = format!("the gateway refused with status {}{code}: {advice}", received.status);
    Error::new(ErrorCode::GatewayError, detail)
        .with_response(received.status, &received.body)
        .with_gateway(message, retry, signature)
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
