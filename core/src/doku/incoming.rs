//! Messages that DOKU sends of its own accord: notifications, inquiries and KYB callbacks.
//!
//! To guard against a message that is sent again, keep the Request-Ids that you have handled,
//! in your own store and for longer than DOKU's last retry (12 hours), and handle each once.

use std::borrow::Cow;
use std::fmt;

use crate::doku::Doku;
use crate::doku::read::missing;
use crate::error::{Error, ErrorCode, SignatureStatus, Violation, ViolationCode};
use crate::operation::SignaturePolicy;
use crate::payload::{Object, is_json, text_of, without_mark};
use crate::signature::{Direction, Expected, Window};
use crate::values::headers::{Header, Headers, One, name};
use crate::values::target::IncomingTarget;

/// A genuine KYB callback.
///
/// DOKU names the kinds and documents neither payload, method, headers nor signature
/// (Partner API, Overview, step 03). So there is no model of the body: read Get Business Data
/// for the state that a callback announces.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "camelCase"))]
pub struct Callback {
    /// The subject, such as `BUSINESS` or `BRAND.OPERATIONAL_STATUS`; any other text is
    /// kept as it came. The body's `type` says it, which is an assumption; without one it is
    /// the one text at the body's top that is one of the ten documented kinds, if any is.
    pub kind: Option<String>,
    /// `verified`, or `absent` under the policy `if_present`.
    pub signature: SignatureStatus,
    /// The Request-Id header: handle each once.
    pub request_id: Option<String>,
    /// The body's bytes as they came.
    #[cfg_attr(feature = "js", serde(skip))]
    pub raw: Vec<u8>,
}

/// DOKU, Partner API, Overview, step 03: nine of KYB, then the one of service activation.
pub const CALLBACK_KINDS: &[&str] = &[
    "BRAND.OPERATIONAL_STATUS",
    "BUSINESS",
    "BUSINESS_CONTACT",
    "BUSINESS_ADDRESS",
    "BUSINESS_DOCUMENT",
    "BUSINESS_BANK",
    "BRAND",
    "BRAND_SOCIAL_MEDIA",
    "BRAND_PHOTO_PROOF",
    "BRAND_PRODUCT",
];

impl Doku {
    /// Verifies a notification or an inquiry.
    ///
    /// `target` is what your server was asked for, as it was on the wire: the path of your own
    /// URL, with its query if it has one. The signature may be over the path alone or over path
    /// and query: what stands in the query alone is no proof of anything. Genuine retries come up
    /// to 12 hours later (DOKU, Retry Notification), so a window narrower than that drops some.
    ///
    /// # Errors
    /// `signature_missing`, `not_for_this_request` for another Client-Id,
    /// `signature_mismatch`, and `stale_timestamp` outside the window;
    /// `invalid_request` for a target that cannot be one.
    pub fn verify_notification(
        &self,
        target: &str,
        headers: &[Header],
        body: &[u8],
        window: Option<Window>,
    ) -> Result<SignatureStatus, Error> {
        self.verify_incoming(target, headers, body, SignaturePolicy::Required, window)
    }

    /// Verifies a KYB callback and says what it is about.
    ///
    /// `target` is what your server was asked for, as in `verify_notification`. The documents do not
    /// say whether callbacks are signed: a policy of `required`, as when it is left out, refuses
    /// one that is not, and under `if_present` the answer says which it was.
    ///
    /// # Errors
    /// As `verify_notification`; `unreadable_response` when the body is not a JSON object, or
    /// names its `type` twice.
    pub fn read_callback(
        &self,
        target: &str,
        headers: &[Header],
        body: &[u8],
        policy: Option<SignaturePolicy>,
        window: Option<Window>,
    ) -> Result<Callback, Error> {
        let policy = policy.unwrap_or(SignaturePolicy::Required);
        let signature = self.verify_incoming(target, headers, body, policy, window)?;
        let request_id = match Headers(headers).one(name::REQUEST_ID) {
            One::Value(id) => Some(id.to_owned()),
            One::Absent | One::Repeated => None,
        };
        Ok(Callback { kind: kind(body)?, signature, request_id, raw: body.to_vec() })
    }

    fn verify_incoming(
        &self,
        target: &str,
        headers: &[Header],
        body: &[u8],
        policy: SignaturePolicy,
        window: Option<Window>,
    ) -> Result<SignatureStatus, Error> {
        let target = IncomingTarget::check(target)
            .map_err(|violation| Error::violated(ErrorCode::InvalidRequest, vec![violation]))?;
        let targets: Vec<&str> = target.forms().collect();
        let expected = Expected {
            client_id: self.client_id.as_str(),
            request_id: None,
            direction: Direction::Request,
            targets: &targets,
            digest_is_optional: false,
            accepts_bare: self.accepts_bare_signatures,
            window,
        };
        let policy = policy.max(self.policy);
        match self.verify(&expected, &Headers(headers), body)? {
            SignatureStatus::Absent if policy == SignaturePolicy::Required => Err(missing()),
            status => Ok(status),
        }
    }
}

fn kind(body: &[u8]) -> Result<Option<String>, Error> {
    let unreadable = |path: &str, code, detail: &str| {
        let violations = vec![Violation::new(path, code, detail)];
        Err(Error::violated(ErrorCode::UnreadableResponse, violations))
    };
    let json = std::str::from_utf8(body).ok().map(without_mark).filter(|text| is_json(text));
    let Some(json) = json else {
        return unreadable("", ViolationCode::BadFormat, "expected JSON in UTF-8");
    };
    let Some(object) = Object::split(json, &[]) else {
        return unreadable("", ViolationCode::WrongType, "expected an object");
    };
    let text = |token: &str| text_of(token).map(Cow::into_owned);
    let mut types = object.other.iter().filter(|(key, _)| key == "type");
    match (types.next(), types.next()) {
        (Some(_), Some(_)) => unreadable("type", ViolationCode::NotAllowed, "the key stands twice"),
        (Some((_, token)), None) if text(token).is_some() => Ok(text(token)),
        _ => {
            let texts = object.other.iter().filter_map(|(_, token)| text(token));
            let mut known: Vec<_> =
                texts.filter(|text| CALLBACK_KINDS.contains(&text.as_str())).collect();
            known.dedup();
            Ok(known.pop().filter(|_| known.is_empty()))
        }
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback")
            .field("kind", &self.kind)
            .field("signature", &self.signature)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
