//! What a signature is made of, for a support ticket.

use super::{Component, Moment, Signed, digest};
use crate::doku::Doku;
use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::headers::{Headers, One};
use crate::target::RequestTarget;

/// Every stage of the signature that a message should have; no secret is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Explanation {
    /// The component string: lines joined by line feeds, none at the end.
    pub string_to_sign: String,
    /// Its bytes.
    pub string_to_sign_bytes: u32,
    /// Base64 of the body's SHA-256; absent when the component has no Digest line.
    pub digest: Option<String>,
    /// The body's bytes.
    pub body_bytes: u32,
    /// The signature that these parts and this secret key give.
    pub signature: String,
    /// The Signature header as it came, if there is one.
    pub received: Option<String>,
    /// Whether they are the same 32 bytes, both properly written.
    pub matches: bool,
}

impl Doku {
    /// What would be signed for this message, stage by stage.
    ///
    /// A Response-Timestamp header makes it a response; its target is that of the request. The
    /// component has a Digest line unless the method is GET.
    ///
    /// # Errors
    /// `invalid_config` without a secret key; `invalid_request` for a target that cannot be
    /// one, and for a Request-Id or timestamp header that is absent or repeated.
    pub fn explain_signature(&self, signed: &Signed<'_>) -> Result<Explanation, Error> {
        let key = self.key()?;
        let headers = Headers(signed.headers);
        let is_response = headers.one("Response-Timestamp") != One::Absent;
        let moment: for<'t> fn(&'t str) -> Moment<'t> =
            if is_response { |text| Moment::Response(text) } else { |text| Moment::Request(text) };
        let mut violations = Vec::new();
        let target = RequestTarget::check(signed.target, None).map_err(|bad| violations.push(bad));
        let mut value = |name: &str| match headers.one(name) {
            One::Value(value) => value,
            one => {
                let got = if one == One::Absent { "none" } else { "several" };
                let detail = format!("expected one header of this name, got {got}");
                let path = format!("headers.{name}");
                violations.push(Violation::new(path, ViolationCode::Required, detail));
                ""
            }
        };
        let (request_id, timestamp) = (value("Request-Id"), value(moment("").label()));
        let Some(target) = target.ok().filter(|_| violations.is_empty()) else {
            return Err(Error::violated(ErrorCode::InvalidRequest, violations));
        };
        let digest = (signed.method != "GET").then(|| digest(signed.body));
        let string_to_sign = Component {
            client_id: self.client_id.as_str(),
            request_id,
            moment: moment(timestamp),
            target: target.signed(),
            digest: digest.as_deref(),
        }
        .string_to_sign();
        let received = match headers.one("Signature") {
            One::Value(value) => Some(value),
            One::Absent | One::Repeated => None,
        };
        let bytes = received.and_then(|value| super::decode(value).ok());
        Ok(Explanation {
            string_to_sign_bytes: size(string_to_sign.as_bytes()),
            body_bytes: size(signed.body),
            matches: bytes.is_some_and(|bytes| key.is_signature_of(&string_to_sign, &bytes)),
            signature: key.sign(&string_to_sign),
            received: received.map(str::to_owned),
            string_to_sign,
            digest,
        })
    }
}

fn size(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
