//! Prepares a request: from a payload to the exact bytes to send.

use std::fmt;

use crate::doku::Doku;
use crate::doku::draft::Draft;
use crate::doku::redact::masked_target;
use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::operation::Request;
use crate::payload::to_json;
use crate::signature::{Component, Direction, Stages, check_signature, digest, is_get};
use crate::values::headers::{Header, Headers, One, name};
use crate::values::request_id::RequestId;
use crate::values::target::{IncomingTarget, RequestTarget};
use crate::values::timestamp::Timestamp;

/// The Request-Id and the time of one call; the host supplies both.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Stamp {
    /// Unique text of at most 128 characters, such as a UUID version 4.
    pub request_id: String,
    /// The current time, as `YYYY-MM-DDTHH:MM:SSZ` or with an offset.
    pub timestamp: String,
}

/// A request to send exactly as it is.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "camelCase"))]
pub struct PreparedRequest {
    /// The operation's name.
    pub operation: String,
    /// The HTTP method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The headers, in order.
    pub headers: Vec<Header>,
    /// The bytes that were signed; absent when there is no body.
    #[cfg_attr(feature = "js", serde(with = "serde_bytes"))]
    pub body: Option<Vec<u8>>,
    /// The Request-Target that was signed.
    pub target: String,
    /// The Request-Id.
    pub request_id: String,
    /// The Request-Timestamp.
    pub timestamp: String,
}

/// A request that lacks only its signature.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
pub struct UnsignedRequest {
    /// The request without its Signature header.
    pub request: PreparedRequest,
    /// Base64 of the body's SHA-256; absent when the component has no Digest line.
    pub digest: Option<String>,
    /// What to sign with HMAC-SHA256.
    pub string_to_sign: String,
}

impl Doku {
    /// Checks, serialises and signs a request.
    ///
    /// # Errors
    /// `invalid_request` with every violation at once; `invalid_config` without a key.
    pub fn prepare<R: Request>(
        &self,
        request: &R,
        stamp: &Stamp,
    ) -> Result<PreparedRequest, Error> {
        self.prepare_text(R::OPERATION.name, &to_json(request), stamp)
    }

    /// As `prepare`, from the request as JSON text and the operation by name.
    ///
    /// # Errors
    /// As `prepare`; wrong types and unknown keys are violations like any other.
    pub fn prepare_text(
        &self,
        operation: &str,
        request: &str,
        stamp: &Stamp,
    ) -> Result<PreparedRequest, Error> {
        let key = self.key()?;
        let unsigned = self.prepare_unsigned(operation, request, stamp)?;
        let signature = key.sign(&unsigned.string_to_sign);
        Ok(with_signature(unsigned.request, signature))
    }

    /// The first half of `prepare_text`: everything but the signature.
    ///
    /// # Errors
    /// `invalid_request` with every violation at once.
    pub fn prepare_unsigned(
        &self,
        operation: &str,
        request: &str,
        stamp: &Stamp,
    ) -> Result<UnsignedRequest, Error> {
        let (identity, mut violations) = Identity::check(stamp);
        match (identity, Draft::make(operation, request, self.query)) {
            (Some(identity), Ok(draft)) => Ok(self.stamp(draft, &identity)),
            (_, draft) => {
                violations.extend(draft.err().into_iter().flatten());
                Err(Error::violated(ErrorCode::InvalidRequest, violations))
            }
        }
    }

    /// The second half: adds a signature that was made elsewhere.
    ///
    /// # Errors
    /// `invalid_request` unless it is `HMACSHA256=` and the base64 of 32 bytes, or when the
    /// request is not as it was prepared; `not_for_this_request` when another configuration
    /// prepared it.
    pub fn attach_signature(
        &self,
        unsigned: PreparedRequest,
        signature: &str,
    ) -> Result<PreparedRequest, Error> {
        let timestamp = unsigned.timestamp.clone();
        let rebuilt = self.rebuild(unsigned, &timestamp)?.request;
        let violation = if let Err(detail) = check_signature(signature) {
            Violation::new("signature", ViolationCode::BadFormat, detail)
        } else if rebuilt.timestamp != timestamp {
            let detail = "expected the timestamp as it was prepared, got another form";
            Violation::new("timestamp", ViolationCode::BadFormat, detail)
        } else {
            return Ok(with_signature(rebuilt, signature.to_owned()));
        };
        Err(Error::violated(ErrorCode::InvalidRequest, vec![violation]))
    }

    /// Signs again for a retry: same Request-Id and body, fresh timestamp.
    ///
    /// DOKU answers a repeated Request-Id with its first answer (Idempotency Request), and
    /// refuses a timestamp that is more than an hour old.
    ///
    /// # Errors
    /// `invalid_request` for a bad timestamp, a lost body, or a request that is not as it was
    /// prepared; `not_for_this_request` when another configuration prepared it;
    /// `invalid_config` without a key.
    pub fn resign(
        &self,
        prepared: &PreparedRequest,
        timestamp: &str,
    ) -> Result<PreparedRequest, Error> {
        let key = self.key()?;
        let unsigned = self.resign_unsigned(prepared, timestamp)?;
        let signature = key.sign(&unsigned.string_to_sign);
        Ok(with_signature(unsigned.request, signature))
    }

    /// As `resign`, for a key that is held elsewhere.
    ///
    /// # Errors
    /// As `resign`.
    pub fn resign_unsigned(
        &self,
        prepared: &PreparedRequest,
        timestamp: &str,
    ) -> Result<UnsignedRequest, Error> {
        self.rebuild(prepared.clone(), timestamp)
    }

    /// The stages of a request's signature, for any method, target and body.
    ///
    /// The component has a Digest line exactly when there is a body and the method is
    /// not GET (DOKU, Signature from API Get Method).
    ///
    /// # Errors
    /// `invalid_request` with every violation at once; `invalid_config` without a key.
    pub fn sign_component(
        &self,
        method: &str,
        target: &str,
        body: Option<&[u8]>,
        stamp: &Stamp,
    ) -> Result<Stages, Error> {
        let body = body.filter(|_| !is_get(method));
        let target = RequestTarget::check(target, None);
        let target = target.as_ref().map(RequestTarget::signed).map_err(Clone::clone);
        self.sign(target, body, stamp, Direction::Request)
    }

    /// The stages of the signature on a merchant's own reply to an inquiry of DOKU.
    ///
    /// `target` is what your server was asked for, as it was on the wire.
    ///
    /// # Errors
    /// `invalid_request` with every violation at once; `invalid_config` without a key.
    pub fn sign_reply(&self, target: &str, body: &[u8], stamp: &Stamp) -> Result<Stages, Error> {
        let target = IncomingTarget::check(target).map(|_| target);
        self.sign(target, Some(body), stamp, Direction::Response)
    }

    /// As `sign_component`, of a message to a target of the merchant's own.
    pub(crate) fn sign_notification(
        &self,
        target: &str,
        body: &[u8],
        stamp: &Stamp,
    ) -> Result<Stages, Error> {
        let target = IncomingTarget::check(target).map(|_| target);
        self.sign(target, Some(body), stamp, Direction::Request)
    }

    fn sign(
        &self,
        target: Result<&str, Violation>,
        body: Option<&[u8]>,
        stamp: &Stamp,
        direction: Direction,
    ) -> Result<Stages, Error> {
        let key = self.key()?;
        let (identity, mut violations) = Identity::check(stamp);
        let (Some(identity), Ok(target)) = (identity, &target) else {
            violations.extend(target.err());
            return Err(Error::violated(ErrorCode::InvalidRequest, violations));
        };
        let digest = body.map(digest);
        let timestamp = identity.timestamp.to_string();
        let component = Component {
            client_id: self.client_id.as_str(),
            request_id: identity.request_id.as_str(),
            direction,
            timestamp: &timestamp,
            target,
            digest: digest.as_deref(),
        };
        let string_to_sign = component.string_to_sign();
        let signature = key.sign(&string_to_sign);
        Ok(Stages { digest, string_to_sign, signature })
    }

    fn stamp(&self, draft: Draft, identity: &Identity) -> UnsignedRequest {
        let mut url = self.environment.base_url(draft.api).to_owned();
        url.push_str(draft.target.called());
        self.complete(PreparedRequest {
            operation: draft.operation.name.to_owned(),
            method: draft.method,
            url,
            headers: Vec::new(),
            body: draft.body.map(String::into_bytes),
            target: draft.target.signed().to_owned(),
            request_id: identity.request_id.as_str().to_owned(),
            timestamp: identity.timestamp.to_string(),
        })
    }

    /// Writes the headers and the string to sign for what the request says.
    pub(crate) fn complete(&self, mut request: PreparedRequest) -> UnsignedRequest {
        let client_id = self.client_id.as_str();
        let digest = request.body.as_deref().map(digest);
        let component = Component {
            client_id,
            request_id: &request.request_id,
            direction: Direction::Request,
            timestamp: &request.timestamp,
            target: &request.target,
            digest: digest.as_deref(),
        };
        let string_to_sign = component.string_to_sign();
        request.headers = Vec::with_capacity(5);
        request.headers.push(Header::new(name::CLIENT_ID, client_id));
        request.headers.push(Header::new(name::REQUEST_ID, &request.request_id));
        request.headers.push(Header::new(name::REQUEST_TIMESTAMP, &request.timestamp));
        if request.body.is_some() {
            request.headers.push(Header::new(name::CONTENT_TYPE, "application/json"));
        }
        UnsignedRequest { request, digest, string_to_sign }
    }
}

/// The checked form of a `Stamp`.
pub(crate) struct Identity {
    pub(crate) request_id: RequestId,
    pub(crate) timestamp: Timestamp,
}

impl Identity {
    pub(crate) fn check(stamp: &Stamp) -> (Option<Self>, Vec<Violation>) {
        match (RequestId::check(&stamp.request_id), Timestamp::check(&stamp.timestamp)) {
            (Ok(request_id), Ok(timestamp)) => (Some(Self { request_id, timestamp }), Vec::new()),
            (request_id, timestamp) => {
                (None, [request_id.err(), timestamp.err()].into_iter().flatten().collect())
            }
        }
    }
}

pub(crate) fn with_signature(mut request: PreparedRequest, signature: String) -> PreparedRequest {
    request.headers.retain(|header| header.name != name::SIGNATURE);
    let after_timestamp = request.headers.len().min(3);
    request.headers.insert(after_timestamp, Header::new(name::SIGNATURE, signature));
    request
}

impl PreparedRequest {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        match Headers(&self.headers).one(name) {
            One::Value(value) => Some(value),
            One::Absent | One::Repeated => None,
        }
    }
}

impl fmt::Debug for PreparedRequest {
    /// Shows what may stand in a log: no body, no signature.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("target", &masked_target(&self.target))
            .field("request_id", &self.request_id)
            .field("timestamp", &self.timestamp)
            .field("body_bytes", &self.body.as_ref().map_or(0, Vec::len))
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for UnsignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UnsignedRequest").field(&self.request).finish()
    }
}

#[cfg(test)]
mod tests;
