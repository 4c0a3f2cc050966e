//! One error type, with the same parts in every language.

mod names;

use std::fmt;

pub use self::names::{ErrorCode, Outcome, Retry, SignatureStatus, ViolationCode};

/// One value that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
pub struct Violation {
    /// Where, in wire names: `rdl_customer.email`, `business.contacts[0].name`.
    pub path: String,
    /// Which rule.
    pub code: ViolationCode,
    /// What was expected and what was given, as sizes or kinds, never the value.
    pub detail: String,
}

impl Violation {
    pub(crate) fn new(
        path: impl Into<String>,
        code: ViolationCode,
        detail: impl Into<String>,
    ) -> Self {
        Self { path: path.into(), code, detail: detail.into() }
    }
}

/// DOKU's own words about a refusal, from whichever shape they came in.
#[derive(Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
pub struct Gateway {
    /// Such as `invalid_signature`; many refusals have none.
    pub code: Option<String>,
    /// DOKU's sentence. It may quote what was sent: keep it out of logs.
    #[cfg_attr(feature = "js", serde(rename = "message"))]
    pub text: Option<String>,
    /// Such as `invalid_request_error`.
    #[cfg_attr(feature = "js", serde(rename = "type"))]
    pub kind: Option<String>,
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A code is safe to show; any other text there may quote what was sent.
        let code = self.code.as_deref().filter(|code| is_plain_code(code));
        f.debug_struct("Gateway").field("code", &code).finish_non_exhaustive()
    }
}

/// Whether a gateway's code is one, and no sentence or value.
pub(crate) fn is_plain_code(code: &str) -> bool {
    code.len() <= 64 && code.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
}

/// Everything that is known about a failure.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
pub struct Error(Box<Parts>);

#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "camelCase"))]
struct Parts {
    code: ErrorCode,
    detail: String,
    violations: Vec<Violation>,
    http_status: Option<u16>,
    gateway: Option<Gateway>,
    retry: Option<Retry>,
    signature: Option<SignatureStatus>,
    #[cfg_attr(feature = "js", serde(with = "serde_bytes"))]
    raw_body: Option<Vec<u8>>,
    outcome: Option<Outcome>,
    attempts: u32,
}

impl Error {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// One sentence, lower case, without any value that was given.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Every broken rule, in document order.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// The HTTP status of the answer, when one came.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// DOKU's own code, message and type, for `gateway_error`.
    #[must_use]
    pub fn gateway(&self) -> Option<&Gateway> {
        self.0.gateway.as_ref()
    }

    /// What may be tried next, for `gateway_error`.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        self.0.retry
    }

    /// Whether the refusal itself was signed, for `gateway_error`.
    #[must_use]
    pub fn signature(&self) -> Option<SignatureStatus> {
        self.0.signature
    }

    /// The bytes that came, so that nothing is lost when they cannot be read.
    #[must_use]
    pub fn raw_body(&self) -> Option<&[u8]> {
        self.0.raw_body.as_deref()
    }

    /// Whether DOKU has acted, for an error in reading an answer and one of `Attempts`.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.0.outcome
    }

    /// How often the request was sent, for an error of `Attempts`.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    pub(crate) fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            code,
            detail: detail.into(),
            violations: Vec::new(),
            http_status: None,
            gateway: None,
            retry: None,
            signature: None,
            raw_body: None,
            outcome: None,
            attempts: 0,
        }))
    }

    /// The error that carries broken rules; its detail is the first of them.
    pub(crate) fn violated(code: ErrorCode, violations: Vec<Violation>) -> Self {
        let mut error = Self::new(code, summary(&violations));
        error.0.violations = violations;
        error
    }

    /// Says of an answer that cannot be trusted or read that it proves nothing about DOKU.
    pub(crate) fn with_outcome_unknown(mut self) -> Self {
        use ErrorCode::{
            NotForThisRequest, SignatureMismatch, SignatureMissing, UnreadableResponse,
        };
        if let SignatureMissing | SignatureMismatch | NotForThisRequest | UnreadableResponse =
            self.0.code
        {
            self.0.detail.push_str("; DOKU may have acted on the request all the same");
            self.0.outcome = Some(Outcome::Unknown);
        }
        self
    }

    /// Says of a refusal that is not signed, where DOKU signs, that anybody may have made it.
    pub(crate) fn unproven(mut self) -> Self {
        self.0
            .detail
            .push_str("; it is not signed, so DOKU may have acted on the request all the same");
        self.0.outcome = Some(Outcome::Unknown);
        self
    }

    pub(crate) fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = Some(outcome);
        self
    }

    pub(crate) fn with_retry(mut self, retry: Retry) -> Self {
        self.0.retry = Some(retry);
        self
    }

    /// The error of the last attempt, with what all of them together mean.
    pub(crate) fn with_attempts(mut self, outcome: Outcome, attempts: u32) -> Self {
        let words = b"DOKU may have acted";
        let says_so = self.0.detail.as_bytes().windows(words.len()).any(|part| part == words);
        if outcome == Outcome::Unknown && !says_so {
            self.0.detail.push_str("; DOKU may have acted on the request");
        }
        self.0.outcome = Some(outcome);
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_response(mut self, http_status: u16, raw_body: &[u8]) -> Self {
        self.0.http_status = Some(http_status);
        self.0.raw_body = Some(raw_body.to_vec());
        self
    }

    pub(crate) fn with_gateway(
        mut self,
        gateway: Gateway,
        retry: Retry,
        signature: SignatureStatus,
    ) -> Self {
        self.0.gateway = Some(gateway);
        self.0.retry = Some(retry);
        self.0.signature = Some(signature);
        self
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("code", &self.0.code)
            .field("detail", &self.0.detail)
            .field("violations", &self.0.violations)
            .field("http_status", &self.0.http_status)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code.as_str(), self.0.detail)
    }
}

impl std::error::Error for Error {}

/// The first violations in a line, and how many there are besides.
fn summary(violations: &[Violation]) -> String {
    let told = violations.iter().take(TOLD).map(|violation| {
        let path = violation.path.as_str();
        format!("{}: {}", if path.is_empty() { "the whole text" } else { path }, violation.detail)
    });
    let told: Vec<String> = told.collect();
    let told = told.join("; ");
    match violations.len().saturating_sub(TOLD) {
        0 => told,
        1 => format!("{told}; and one more violation"),
        more => format!("{told}; and {more} more violations"),
    }
}

/// So many violations stand in an error's text; all of them are in its list.
const TOLD: usize = 5;

#[cfg(test)]
mod tests;
