//! Explains a signature, stage by stage, for a support ticket.

use crate::doku::Doku;
use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::signature::{self, Component, Direction, Signed, digest, is_get};
use crate::values::headers::{Headers, One, name};
use crate::values::target::IncomingTarget;

/// Every stage of the signature that a message should have; no secret is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "camelCase"))]
pub struct Explanation {
    /// The component string: lines joined by line feeds, none at the end.
    pub string_to_sign: String,
    /// Its bytes.
    pub string_to_sign_bytes: u32,
    /// Base64 of the body's SHA-256; absent when the component has no Digest line.
    pub digest: Option<String>,
    /// The body's bytes.
    pub body_bytes: u32,
    /// The beginning of the signature that these parts and this secret key give. It is cut
    /// after 6 characters: whole, it would make a forged message genuine.
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
    /// component has a Digest line unless the method is GET, and the target its query; where the
    /// signature is over another form that is genuine, that form is explained.
    ///
    /// # Errors
    /// `invalid_config` without a secret key; `invalid_request` for a target that cannot be
    /// one, and for a Request-Id or timestamp header that is absent or repeated.
    pub fn explain_signature(&self, signed: &Signed<'_>) -> Result<Explanation, Error> {
        let key = self.key()?;
        let headers = Headers(signed.headers);
        let is_response = headers.one(name::RESPONSE_TIMESTAMP) != One::Absent;
        let direction = if is_response { Direction::Response } else { Direction::Request };
        let mut violations = Vec::new();
        let target = IncomingTarget::check(signed.target).map_err(|bad| violations.push(bad));
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
        let (request_id, timestamp) =
            (value(name::REQUEST_ID), value(direction.timestamp_header()));
        let Some(target) = target.ok().filter(|_| violations.is_empty()) else {
            return Err(Error::violated(ErrorCode::InvalidRequest, violations));
        };
        let received = match headers.one(name::SIGNATURE) {
            One::Value(value) => Some(value),
            One::Absent | One::Repeated => None,
        };
        let bytes = received.and_then(|value| signature::decode(value).ok());
        let of_body = digest(signed.body);
        let client_id = self.client_id.as_str();
        let form = |target, digest: Option<&String>| {
            let digest = digest.cloned();
            let digest_line = digest.as_deref();
            let component = Component {
                client_id,
                request_id,
                direction,
                timestamp,
                target,
                digest: digest_line,
            };
            (component.string_to_sign(), digest)
        };
        let is_signed = |text: &str| bytes.is_some_and(|bytes| key.is_signature_of(text, &bytes));
        let documented = Some(&of_body).filter(|_| !is_get(signed.method));
        // A response is bound to the exact target of its request.
        let count = if is_response { 1 } else { 2 };
        let forms: Vec<_> =
            target.forms().take(count).map(|target| form(target, documented)).collect();
        // An answer to a GET is genuine with the Digest line as well.
        let is_answer_to_get = is_response && is_get(signed.method);
        let covered = target.forms().take(1).map(|target| form(target, Some(&of_body)));
        let covered: Vec<_> = covered.filter(|_| is_answer_to_get).collect();
        let signed_form = forms.iter().chain(&covered).find(|(text, _)| is_signed(text));
        let matches = signed_form.is_some();
        let (string_to_sign, digest) = signed_form.or(forms.first()).cloned().unwrap_or_default();
        Ok(Explanation {
            string_to_sign_bytes: size(string_to_sign.as_bytes()),
            body_bytes: size(signed.body),
            matches,
            signature: cut(&key.sign(&string_to_sign)),
            received: received.map(str::to_owned),
            string_to_sign,
            digest,
        })
    }
}

/// As much of a signature as tells it from others and forges none.
fn cut(signature: &str) -> String {
    let shown = signature::PREFIX.len().saturating_add(6);
    format!("{}…", signature.get(..shown).unwrap_or_default())
}

fn size(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
