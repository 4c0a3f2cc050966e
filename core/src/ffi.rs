//! What Kotlin, Swift and Python see; each function is one call into the core.
//!
//! Signatures have plain types: values are parsed inside, so that all violations come
//! back at once. Secrets live in the object only, never in a record, which prints itself.
#![expect(
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    clippy::result_large_err,
    clippy::too_many_arguments,
    reason = "uniffi takes owned values and plain errors; each facade documents its errors"
)]

pub mod incoming;
mod packed;
pub mod partner;
pub mod typed;

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::doku::prepare::{Call, PreparedRequest, UnsignedRequest};
use crate::doku::read::{Answer, Received, Sent};
use crate::{
    Config, Doku, Error, ErrorCode, GatewayMessage, GenericCall, Header, RequestId,
    SignaturePolicy, Stages, Timestamp, Violation, ViolationCode, Window,
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
        code: String,
        /// One sentence without any value that was given.
        detail: String,
        /// Every broken rule, in document order.
        violations: Vec<CoreViolation>,
        /// HTTP status of the answer, when one came.
        http_status: Option<u16>,
        /// DOKU's own words about a refusal.
        gateway: Option<Gateway>,
        /// `never`, `same_request_id` or `new_timestamp`, after a refusal.
        retry: Option<String>,
        /// `verified`, `headers_only`, `unbound` or `absent`, after a refusal.
        signature: Option<String>,
        /// The bytes that came.
        raw_body: Option<Vec<u8>>,
    },
}

/// One value that breaks a rule.
#[derive(Debug, uniffi::Record)]
pub struct CoreViolation {
    /// Where, in wire names: `rdl_customer.email`.
    pub path: String,
    /// Which rule, such as `too_long`.
    pub code: String,
    /// What was expected and what came, as sizes or kinds, never the value.
    pub detail: String,
}

/// DOKU's own words about a refusal; the message may quote what was sent.
#[derive(uniffi::Record)]
#[uniffi::export(Debug)]
pub struct Gateway {
    /// Such as `invalid_signature`; many refusals have none.
    pub code: Option<String>,
    /// DOKU's sentence.
    pub text: Option<String>,
    /// Such as `invalid_request_error`.
    pub kind: Option<String>,
}

/// An answer whose body is JSON text.
#[derive(uniffi::Record)]
#[uniffi::export(Debug)]
pub struct TextAnswer {
    /// `verified`, `headers_only`, `unbound` or `absent`.
    pub signature: String,
    /// Whether it is the first answer to this Request-Id, sent again.
    pub replayed: bool,
    /// HTTP status.
    pub http_status: u16,
    /// What DOKU answered, as JSON text with wire names.
    pub body: String,
    /// What differs from DOKU's documents and was left out of `body`; usually nothing.
    pub deviations: Vec<CoreViolation>,
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
    pub fn new(
        environment: Option<String>,
        base_url: Option<String>,
        client_id: String,
        secret_key: Option<String>,
        previous_secret_keys: Vec<String>,
        accept_bare_signatures: bool,
        query: Option<String>,
        policy: Option<String>,
        allow_plain_http: bool,
    ) -> Result<Arc<Self>> {
        let secret_key = secret_key.map(Zeroizing::new);
        let previous_secret_keys = Zeroizing::new(previous_secret_keys);
        let previous: Vec<&str> = previous_secret_keys.iter().map(String::as_str).collect();
        let doku = Doku::configure(&Config {
            environment: environment.as_deref(),
            base_url: base_url.as_deref(),
            client_id: &client_id,
            secret_key: secret_key.as_ref().map(|text| text.as_str()),
            previous_secret_keys: &previous,
            accept_bare_signatures,
            query: query.as_deref(),
            policy: policy.as_deref(),
            allow_plain_http,
        })?;
        Ok(Arc::new(Self(doku)))
    }

    /// Checks, serialises and signs a request given as JSON text.
    pub fn prepare_text(
        &self,
        operation: String,
        request: String,
        call: Call,
    ) -> Result<PreparedRequest> {
        Ok(self.0.prepare_text(&operation, &request, &call)?)
    }

    /// As `prepare_text`, without the signature.
    pub fn prepare_unsigned(
        &self,
        operation: String,
        request: String,
        call: Call,
    ) -> Result<UnsignedRequest> {
        Ok(self.0.prepare_unsigned(&operation, &request, &call)?)
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
        let Answer { signature, replayed, http_status, body, deviations, raw } =
            self.0.read_text(&sent, &received, policy_of(policy.as_deref())?)?;
        let signature = signature.as_str().to_owned();
        let deviations = deviations.iter().map(CoreViolation::from).collect();
        Ok(TextAnswer { signature, replayed, http_status, body, deviations, raw })
    }

    /// Checks and signs a request to any other non-SNAP endpoint.
    pub fn prepare_call(&self, request: GenericCall, call: Call) -> Result<PreparedRequest> {
        Ok(self.0.prepare_call(&request, &call)?)
    }

    /// The stages of a request's signature, for any method, target and body.
    pub fn sign_component(
        &self,
        method: String,
        target: String,
        body: Option<Vec<u8>>,
        call: Call,
    ) -> Result<Stages> {
        Ok(self.0.sign_component(&method, &target, body.as_deref(), &call)?)
    }

    /// The stages of the signature on a merchant's own reply to an inquiry.
    pub fn sign_reply(&self, target: String, body: Vec<u8>, call: Call) -> Result<Stages> {
        Ok(self.0.sign_reply(&target, &body, &call)?)
    }

    /// Verifies the signature of a response; `policy` is `required` or `if_present`, `now` and
    /// `tolerance` are seconds.
    pub fn verify_response(
        &self,
        sent: Sent,
        received: Received,
        policy: String,
        now: Option<i64>,
        tolerance: Option<i64>,
    ) -> Result<String> {
        let policy = SignaturePolicy::parse(&policy)?;
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
pub fn check_request(operation: String, request: String) -> Result<Vec<CoreViolation>> {
    Ok(crate::check_request(&operation, &request).iter().map(CoreViolation::from).collect())
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

impl From<Error> for CoreError {
    fn from(error: Error) -> Self {
        Self::Failed {
            code: ErrorCode::as_str(error.code()).to_owned(),
            detail: error.detail().to_owned(),
            violations: error.violations().iter().map(CoreViolation::from).collect(),
            http_status: error.http_status(),
            gateway: error.gateway().map(Gateway::from),
            retry: error.retry().map(|retry| retry.as_str().to_owned()),
            signature: error.signature().map(|signature| signature.as_str().to_owned()),
            raw_body: error.raw_body().map(<[u8]>::to_vec),
        }
    }
}

impl From<&Violation> for CoreViolation {
    fn from(violation: &Violation) -> Self {
        Self {
            path: violation.path.clone(),
            code: ViolationCode::as_str(violation.code).to_owned(),
            detail: violation.detail.clone(),
        }
    }
}

impl From<&GatewayMessage> for Gateway {
    fn from(message: &GatewayMessage) -> Self {
        let GatewayMessage { code, text, kind } = message.clone();
        Self { code, text, kind }
    }
}

impl fmt::Display for CoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Failed { code, detail, .. } = self;
        write!(f, "{code}: {detail}")
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

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, text, kind } = self;
        let (code, text, kind) = (code.clone(), text.clone(), kind.clone());
        GatewayMessage { code, text, kind }.fmt(f)
    }
}

impl fmt::Debug for TextAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextAnswer {{ http_status: {}, .. }}", self.http_status)
    }
}
