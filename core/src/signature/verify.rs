//! From headers and raw bytes to a verdict.

use super::{Component, Moment, SigningKey, decode, digest};
use crate::error::{Error, ErrorCode, SignatureStatus};
use crate::headers::{Headers, One};

/// What a signature must belong to.
pub(crate) struct Expected<'a> {
    pub(crate) client_id: &'a str,
    /// The Request-Id that was sent; absent for what DOKU sends of its own accord.
    pub(crate) request_id: Option<&'a str>,
    /// The label of the timestamp's header: `Request-Timestamp` or `Response-Timestamp`.
    pub(crate) moment: for<'t> fn(&'t str) -> Moment<'t>,
    pub(crate) timestamp_header: &'static str,
    pub(crate) target: &'a str,
    /// DOKU documents no Digest line for the answer to a GET, and it is unconfirmed:
    /// both forms are genuine.
    pub(crate) digest_is_optional: bool,
}

/// Checks the echo of the ids, then the signature over exactly these bytes.
///
/// An absent Signature header is not an error here: the caller's policy decides.
pub(crate) fn verify(
    key: &SigningKey,
    expected: &Expected<'_>,
    headers: &Headers<'_>,
    body: &[u8],
) -> Result<SignatureStatus, Error> {
    let signature = match headers.one("Signature") {
        One::Absent => return Ok(SignatureStatus::Absent),
        One::Repeated => return mismatch("the Signature header came more than once"),
        One::Value(value) => value,
    };
    if headers.one("Client-Id") != One::Value(expected.client_id) {
        return foreign("the Client-Id that came is not the one of this configuration");
    }
    let request_id = match (headers.one("Request-Id"), expected.request_id) {
        (One::Value(came), None) => came,
        (One::Value(came), Some(sent)) if came == sent => sent,
        (_, Some(_)) => return foreign("the Request-Id that came is not the one that was sent"),
        (_, None) => return mismatch("expected one Request-Id header"),
    };
    let One::Value(timestamp) = headers.one(expected.timestamp_header) else {
        return mismatch("expected one timestamp header beside the signature");
    };
    let signature = match decode(signature) {
        Ok(bytes) => bytes,
        Err(detail) => return mismatch(detail),
    };
    let digest = digest(body);
    let mut component = Component {
        client_id: expected.client_id,
        request_id,
        moment: (expected.moment)(timestamp),
        target: expected.target,
        digest: Some(&digest),
    };
    let mut genuine = key.is_signature_of(&component.string_to_sign(), &signature);
    if !genuine && expected.digest_is_optional {
        component.digest = None;
        genuine = key.is_signature_of(&component.string_to_sign(), &signature);
    }
    if genuine {
        return Ok(SignatureStatus::Verified);
    }
    mismatch("the signature does not belong to this body, target, timestamp and key")
}

fn mismatch(detail: &str) -> Result<SignatureStatus, Error> {
    Err(Error::new(ErrorCode::SignatureMismatch, detail))
}

fn foreign(detail: &str) -> Result<SignatureStatus, Error> {
    Err(Error::new(ErrorCode::NotForThisRequest, detail))
}
