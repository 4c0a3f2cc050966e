//! What came in: callbacks, and why a signature does not match; and fakes of both for tests.

use super::{DokuCore, Result, policy_of};
use crate::doku::prepare::Stamp;
use crate::doku::read::{Received, Sent};
use crate::{Callback, Explanation, Finding, Header, Signed, Window};

/// A message as it came or as it was sent: what `diagnose` and `explain` look at.
#[derive(uniffi::Record)]
#[uniffi::export(Debug)]
pub struct SignedMessage {
    /// The HTTP method.
    pub method: String,
    /// The path that you believe was signed.
    pub target: String,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// Other keys, targets and ids that the signer may have used.
#[derive(uniffi::Record)]
#[uniffi::export(Debug)]
pub struct Candidates {
    /// Other secret keys, such as the one of the other environment.
    pub secret_keys: Vec<String>,
    /// Other targets, such as the public URL in front of a proxy.
    pub targets: Vec<String>,
    /// Other Client-Ids.
    pub client_ids: Vec<String>,
    /// Other Request-Ids, such as the one that was sent.
    pub request_ids: Vec<String>,
}

#[uniffi::export]
impl DokuCore {
    /// Verifies a KYB callback; `policy` is `required`, as when left out, or `if_present`;
    /// `now` and `tolerance` are seconds.
    pub fn read_callback(
        &self,
        target: String,
        headers: Vec<Header>,
        body: Vec<u8>,
        policy: Option<String>,
        now: Option<i64>,
        tolerance: Option<i64>,
    ) -> Result<Callback> {
        let policy = policy_of(policy.as_deref())?;
        let window = now.map(|now| Window::new(now, tolerance));
        Ok(self.0.read_callback(&target, &headers, &body, policy, window)?)
    }

    /// Why a signature does not match; the likeliest explanation first.
    pub fn diagnose_signature(
        &self,
        message: SignedMessage,
        candidates: Candidates,
    ) -> Result<Vec<Finding>> {
        let Candidates { secret_keys, targets, client_ids, request_ids } = candidates;
        // These are wiped when they are dropped, as no record can be.
        let candidates = crate::Candidates { secret_keys, targets, client_ids, request_ids };
        Ok(self.0.diagnose_signature(&message.as_signed(), &candidates)?)
    }

    /// What would be signed for this message, stage by stage.
    pub fn explain_signature(&self, message: SignedMessage) -> Result<Explanation> {
        Ok(self.0.explain_signature(&message.as_signed())?)
    }

    /// A response signed as DOKU signs, for your own tests.
    pub fn sign_test_response(
        &self,
        sent: Sent,
        status: u16,
        body: Vec<u8>,
        timestamp: String,
    ) -> Result<Received> {
        Ok(self.0.sign_test_response(&sent, status, &body, &timestamp)?)
    }

    /// The headers of a notification or callback signed as DOKU signs, for your own tests.
    pub fn sign_test_notification(
        &self,
        target: String,
        body: Vec<u8>,
        stamp: Stamp,
    ) -> Result<Vec<Header>> {
        Ok(self.0.sign_test_notification(&target, &body, &stamp)?)
    }
}

/// What a log may show of a request: one line of JSON.
#[uniffi::export]
pub fn redacted_request(
    method: String,
    url: String,
    headers: Vec<Header>,
    body: Option<Vec<u8>>,
) -> Result<String> {
    Ok(crate::redacted_request(&method, &url, &headers, body.as_deref()))
}

/// What a log may show of an answer: one line of JSON.
#[uniffi::export]
pub fn redacted_answer(
    http_status: u16,
    signature: String,
    replayed: bool,
    raw: Vec<u8>,
) -> Result<String> {
    Ok(crate::redacted_answer(http_status, &signature, replayed, &raw))
}

impl SignedMessage {
    fn as_signed(&self) -> Signed<'_> {
        let Self { method, target, headers, body } = self;
        Signed { method, target, headers, body }
    }
}

impl std::fmt::Debug for SignedMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_signed().fmt(f)
    }
}

impl std::fmt::Debug for Candidates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Candidates").finish_non_exhaustive()
    }
}
