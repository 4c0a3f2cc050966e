//! What Kotlin, Swift and Python see; each function is one call into the core.
//!
//! Signatures have plain types: values are parsed inside, so that all violations come
//! back at once. Secrets live in the object only, never in a record, which prints itself.
#![expect(
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    clippy::result_large_err,
    reason = "uniffi takes owned values and plain errors; each facade documents its errors"
)]

pub mod attempts;
pub mod incoming;
mod packed;
pub mod partner;
pub mod typed;

use std::fmt;
use std::sync::Arc;

use crate::doku::prepare::{PreparedRequest, Stamp, UnsignedRequest};
use crate::doku::read::{Answer, Received, Sent};
use crate::{
    Config, Doku, Error, ErrorCode, Gateway, Header, NoAnswer, Outcome, RequestId, Retry,
    SignaturePolicy, SignatureStatus, Stages, Timestamp, Violation, ViolationCode, Window,
};

/// One Client-Id at one DOKU: prepares its requests and reads what comes back.
#[derive(Debug, uniffi::Object)]
pub struct DokuCore(Doku);

/// The one error, with the same parts in every language.
#[derive(uniffi::Error)]
pub enum CoreError {
    /// Something failed; the parts say what.
    Failed {
        /// Stable code, such as `invalid_request`.
        code: ErrorCode,
        /// One sentence without any value that was given.
        detail: String,
        /// Every broken rule, in document order.
        violations: Vec<Violation>,
        /// HTTP status of the answer, when one came.
        http_status: Option<u16>,
        /// DOKU's own words about a refusal.
        gateway: Option<Gateway>,
        /// `never`, `same_request_id` or `new_timestamp`, after a refusal.
        retry: Option<Retry>,
        /// `verified`, `headers_only`, `unbound` or `absent`, after a refusal.
        signature: Option<SignatureStatus>,
        /// The bytes that came.
        raw_body: Option<Vec<u8>>,
        /// `not_sent`, `refused`, `unknown` or `done`: whether DOKU has acted.
        outcome: Option<Outcome>,
        /// How often the request was sent, where that was done step by step.
        attempts: u32,
    },
}

/// An answer whose body is JSON text.
#[derive(uniffi::Record)]
#[uniffi::export(Debug)]
pub struct TextAnswer {
    /// `verified`, `headers_only`, `unbound` or `absent`.
    pub signature: SignatureStatus,
    /// Whether it is the first answer to this Request-Id, sent again.
    pub replayed: bool,
    /// HTTP status.
    pub http_status: u16,
    /// What DOKU answered, as JSON text with wire names.
    pub body: String,
    /// What differs from DOKU's documents and was left out of `body`; usually nothing.
    pub deviations: Vec<Violation>,
    /// The body's bytes as they came.
    pub raw: Vec<u8>,
}

/// A moment, as text in UTC and as seconds since 1970.
#[derive(Debug, uniffi::Record)]
pub struct TimestampParts {
    /// `YYYY-MM-DDTHH:MM:SSZ`.
    pub text: String,
    /// Seconds since 1970.
    pub unix: i64,
}

type Result<T> = std::result::Result<T, CoreError>;

#[uniffi::export]
impl DokuCore {
    /// Checks the configuration: an environment, or a base URL instead.
    #[uniffi::constructor]
    pub fn new(config: Config) -> Result<Arc<Self>> {
        Ok(Arc::new(Self(Doku::configure(config)?)))
    }

    /// Checks, serialises and signs a request given as JSON text.
    pub fn prepare_text(
        &self,
        operation: String,
        request: String,
        stamp: Stamp,
    ) -> Result<PreparedRequest> {
        Ok(self.0.prepare_text(&operation, &request, &stamp)?)
    }

    /// As `prepare_text`, without the signature.
    pub fn prepare_unsigned(
        &self,
        operation: String,
        request: String,
        stamp: Stamp,
    ) -> Result<UnsignedRequest> {
        Ok(self.0.prepare_unsigned(&operation, &request, &stamp)?)
    }

    /// Adds a signature that was made elsewhere.
    pub fn attach_signature(
        &self,
        request: PreparedRequest,
        signature: String,
    ) -> Result<PreparedRequest> {
        Ok(self.0.attach_signature(request, &signature)?)
    }

    /// Signs again for a retry: same Request-Id and body, fresh timestamp.
    pub fn resign(&self, prepared: PreparedRequest, timestamp: String) -> Result<PreparedRequest> {
        Ok(self.0.resign(&prepared, &timestamp)?)
    }

    /// As `resign`, without the signature.
    pub fn resign_unsigned(
        &self,
        prepared: PreparedRequest,
        timestamp: String,
    ) -> Result<UnsignedRequest> {
        Ok(self.0.resign_unsigned(&prepared, &timestamp)?)
    }

    /// Reads a request that `serialize_request` wrote; it must be this configuration's.
    pub fn restore(&self, stored: String) -> Result<PreparedRequest> {
        Ok(self.0.restore(&stored)?)
    }

    /// Verifies and reads an answer, with its body as JSON text; a policy only tightens.
    pub fn read_text(
        &self,
        sent: Sent,
        received: Received,
        policy: Option<String>,
    ) -> Result<TextAnswer> {
        Ok(self.0.read_text(&sent, &received, policy_of(policy.as_deref())?)?.into())
    }

    /// The stages of a request's signature, for any method, target and body.
    pub fn sign_component(
        &self,
        method: String,
        target: String,
        body: Option<Vec<u8>>,
        stamp: Stamp,
    ) -> Result<Stages> {
        Ok(self.0.sign_component(&method, &target, body.as_deref(), &stamp)?)
    }

    /// The stages of the signature on a merchant's own reply to an inquiry.
    pub fn sign_reply(&self, target: String, body: Vec<u8>, stamp: Stamp) -> Result<Stages> {
        Ok(self.0.sign_reply(&target, &body, &stamp)?)
    }

    /// Verifies the signature of a response; `policy` is `required`, as when left out, or
    /// `if_present`; `now` and `tolerance` are seconds.
    pub fn verify_response(
        &self,
        sent: Sent,
        received: Received,
        policy: Option<String>,
        now: Option<i64>,
        tolerance: Option<i64>,
    ) -> Result<String> {
        let policy = policy_of(policy.as_deref())?;
        let window = now.map(|now| Window::new(now, tolerance));
        Ok(self.0.verify_response(&sent, &received, policy, window)?.as_str().to_owned())
    }

    /// Verifies a notification or inquiry; `now` and `tolerance` are seconds.
    pub fn verify_notification(
        &self,
        target: String,
        headers: Vec<Header>,
        body: Vec<u8>,
        now: Option<i64>,
        tolerance: Option<i64>,
    ) -> Result<String> {
        let window = now.map(|now| Window::new(now, tolerance));
        Ok(self.0.verify_notification(&target, &headers, &body, window)?.as_str().to_owned())
    }
}

/// Checks a request, given as JSON text, by every rule of its operation; needs no key.
#[uniffi::export]
pub fn check_request(operation: String, request: String) -> Result<Vec<Violation>> {
    Ok(crate::check(&operation, &request))
}

/// Writes a prepared request as one line of JSON, to be stored before it is sent. The line
/// holds the personal data of the body and a valid signature, or an upload's bearer token.
#[uniffi::export]
pub fn serialize_request(request: PreparedRequest) -> Result<String> {
    Ok(crate::serialize_request(&request))
}

/// Reads the name of a policy, if one is given.
fn policy_of(name: Option<&str>) -> Result<Option<SignaturePolicy>> {
    Ok(name.map(SignaturePolicy::parse).transpose()?)
}

/// The moment that many seconds after 1970 began.
#[uniffi::export]
pub fn timestamp_from_unix(seconds: i64) -> Result<TimestampParts> {
    Ok(Timestamp::from_unix(seconds)?.into())
}

/// Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`.
#[uniffi::export]
pub fn parse_timestamp(text: String) -> Result<TimestampParts> {
    Ok(Timestamp::parse(&text)?.into())
}

/// Returns the text when it can be a Request-Id.
#[uniffi::export]
pub fn check_request_id(text: String) -> Result<String> {
    Ok(RequestId::parse(&text)?.as_str().to_owned())
}

impl From<Timestamp> for TimestampParts {
    fn from(timestamp: Timestamp) -> Self {
        Self { text: timestamp.to_string(), unix: timestamp.unix() }
    }
}

impl From<Answer<String>> for TextAnswer {
    fn from(answer: Answer<String>) -> Self {
        let Answer { signature, replayed, http_status, body, deviations, raw } = answer;
        Self { signature, replayed, http_status, body, deviations, raw }
    }
}

impl From<Error> for CoreError {
    fn from(error: Error) -> Self {
        Self::Failed {
            code: error.code(),
            detail: error.detail().to_owned(),
            violations: error.violations().to_vec(),
            http_status: error.http_status(),
            gateway: error.gateway().cloned(),
            retry: error.retry(),
            signature: error.signature(),
            raw_body: error.raw_body().map(<[u8]>::to_vec),
            outcome: error.outcome(),
            attempts: error.attempts(),
        }
    }
}

/// Crosses as the name that it has in every language.
macro_rules! named {
    ($($list:ident,)*) => {$(
        uniffi::custom_type!($list, String, {
            lower: |item| item.as_str().to_owned(),
            try_lift: |name| {
                let known = $list::ALL.iter().copied().find(|item| item.as_str() == name);
                known.ok_or_else(|| uniffi::deps::anyhow::anyhow!("expected a known name"))
            },
        });
    )*};
}

named! { ErrorCode, NoAnswer, Outcome, ViolationCode, Retry, SignatureStatus, }

impl fmt::Display for CoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Failed { code, detail, .. } = self;
        write!(f, "{}: {detail}", code.as_str())
    }
}

impl fmt::Debug for CoreError {
    /// As the core's own error: the bytes that came stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Failed { code, detail, violations, http_status, .. } = self;
        f.debug_struct("CoreError")
            .field("code", code)
            .field("detail", detail)
            .field("violations", violations)
            .field("http_status", http_status)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for CoreError {}

impl fmt::Debug for TextAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextAnswer {{ http_status: {}, .. }}", self.http_status)
    }
}
