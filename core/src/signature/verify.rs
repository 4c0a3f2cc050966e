//! From headers and raw bytes to a verdict.

use super::{Component, Direction, SigningKey, decode, decode_bare, digest};
use crate::error::{Error, ErrorCode, SignatureStatus};
use crate::values::headers::{Headers, One, name};
use crate::values::timestamp::Timestamp;

/// What a signature must belong to.
pub(crate) struct Expected<'a> {
    pub(crate) client_id: &'a str,
    /// The Request-Id that was sent; absent for what DOKU sends of its own accord.
    pub(crate) request_id: Option<&'a str>,
    /// Which timestamp it carries.
    pub(crate) direction: Direction,
    /// The targets that may have been signed.
    pub(crate) targets: &'a [&'a str],
    /// DOKU documents no Digest line for the answer to a GET, and it is unconfirmed:
    /// both forms are genuine.
    pub(crate) digest_is_optional: bool,
    /// Whether the header may lack its prefix or its padding.
    pub(crate) accepts_bare: bool,
    /// The time around which the signed timestamp must lie, if anywhere.
    pub(crate) window: Option<Window>,
}

/// The time around which a signed timestamp must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The current time, in seconds since 1970.
    pub now: i64,
    /// How far off it may be, in seconds, on either side.
    pub tolerance: i64,
}

impl Window {
    /// A window of `tolerance` seconds, or of a day.
    ///
    /// DOKU states no tolerance for notifications and sends the last retry after 12 hours.
    #[must_use]
    pub fn new(now: i64, tolerance: Option<i64>) -> Self {
        Self { now, tolerance: tolerance.unwrap_or(86_400) }
    }

    fn check(self, timestamp: &str) -> Result<(), Error> {
        let off = Timestamp::parse(timestamp).map(|signed| signed.unix().abs_diff(self.now));
        let detail = match off {
            Ok(off) if off <= self.tolerance.max(0).unsigned_abs() => return Ok(()),
            Ok(off) => format!("the signed timestamp is {off} seconds off"),
            Err(_) => "the signed timestamp is not of the documented form".into(),
        };
        Err(Error::new(ErrorCode::StaleTimestamp, detail))
    }
}

/// Checks the echo of the ids, then the signature over exactly these bytes, then the time.
///
/// An absent Signature header is not an error here: the caller's policy decides.
pub(crate) fn verify(
    expected: &Expected<'_>,
    keys: &[&SigningKey],
    headers: &Headers<'_>,
    body: &[u8],
) -> Result<SignatureStatus, Error> {
    let signature = match headers.one(name::SIGNATURE) {
        One::Absent => return Ok(SignatureStatus::Absent),
        One::Repeated => return mismatch("the Signature header came more than once"),
        One::Value(value) => value,
    };
    let client_id = expected.client_id;
    if headers.one(name::CLIENT_ID) != One::Value(client_id) {
        return foreign("the Client-Id that came is not the one of this configuration");
    }
    let request_id = match (headers.one(name::REQUEST_ID), expected.request_id) {
        (One::Value(came), None) => came,
        (One::Value(came), Some(sent)) if came == sent => sent,
        (_, Some(_)) => return foreign("the Request-Id that came is not the one that was sent"),
        (_, None) => return mismatch("expected one Request-Id header"),
    };
    let direction = expected.direction;
    let One::Value(timestamp) = headers.one(direction.timestamp_header()) else {
        return mismatch("expected one timestamp header beside the signature");
    };
    if [request_id, timestamp].iter().any(|value| value.contains(char::is_control)) {
        return mismatch("a header holds a line end or another control character");
    }
    let decode = if expected.accepts_bare { decode_bare } else { decode };
    let signature = match decode(signature) {
        Ok(bytes) => bytes,
        Err(detail) => return mismatch(detail),
    };
    let digest = digest(body);
    let is_signed = |digest: Option<&str>| {
        expected.targets.iter().any(|target| {
            let component =
                Component { client_id, request_id, direction, timestamp, target, digest };
            let string_to_sign = component.string_to_sign();
            keys.iter().any(|key| key.is_signature_of(&string_to_sign, &signature))
        })
    };
    let status = if is_signed(Some(&digest)) {
        SignatureStatus::Verified
    } else if expected.digest_is_optional && is_signed(None) {
        SignatureStatus::HeadersOnly
    } else {
        return mismatch(
            "the signature does not belong to this body, target, timestamp and key; diagnose_signature says why",
        );
    };
    expected.window.map_or(Ok(()), |window| window.check(timestamp))?;
    Ok(status)
}

fn mismatch(detail: &str) -> Result<SignatureStatus, Error> {
    Err(Error::new(ErrorCode::SignatureMismatch, detail))
}

fn foreign(detail: &str) -> Result<SignatureStatus, Error> {
    Err(Error::new(ErrorCode::NotForThisRequest, detail))
}
