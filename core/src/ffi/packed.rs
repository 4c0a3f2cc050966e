//! Preparing and reading in the shape that is cheapest from Python.
//!
//! There every argument, every owned text and every field of a record costs microseconds,
//! more than the work itself. So one text crosses each way: a line of JSON with the small
//! values, a line feed, and the body as it is. On the way back the body is left out where
//! it is the one that was given.

use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::{CoreError, DokuCore};
use crate::doku::prepare::Stamp;
use crate::doku::read::{Received, Sent};
use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::operation::SignaturePolicy;
use crate::values::headers::Header;

#[uniffi::export]
impl DokuCore {
    /// As `prepare_text`; the line is a list of operation, Request-Id and timestamp.
    ///
    /// The line that comes back has everything but the body, and `body: null` without one.
    pub fn prepare_packed(&self, packed: &[u8]) -> Result<String, CoreError> {
        let ((operation, request_id, timestamp), request) =
            unpack::<(String, String, String)>(packed)?;
        let request = text(request)?;
        let prepared =
            self.0.prepare_text(&operation, request, &Stamp { request_id, timestamp })?;
        let body = prepared.body.as_deref().map(text).transpose()?;
        let line = PackedRequest {
            operation: &prepared.operation,
            method: &prepared.method,
            url: &prepared.url,
            headers: &prepared.headers,
            body,
            target: &prepared.target,
            request_id: &prepared.request_id,
            timestamp: &prepared.timestamp,
        };
        Ok(pack(&line, body.filter(|body| *body != request)))
    }

    /// As `read_text`; the line has `operation`, `method`, `target`, `request_id`, `status`
    /// and `headers` as a list of pairs, and may have `client_id`, `url` and `policy`.
    pub fn read_packed(&self, packed: &[u8]) -> Result<String, CoreError> {
        let (line, body) = unpack::<PackedResponse>(packed)?;
        let sent = Sent {
            operation: line.operation,
            method: line.method,
            target: line.target,
            request_id: line.request_id,
            client_id: line.client_id,
            url: line.url,
        };
        let policy = line.policy.as_deref().map(SignaturePolicy::parse).transpose()?;
        let headers = line.headers.into_iter().map(|(name, value)| Header::new(name, value));
        let received =
            Received { status: line.status, headers: headers.collect(), body: body.to_vec() };
        let answer = self.0.read_text(&sent, &received, policy)?;
        let line = PackedAnswer {
            signature: answer.signature.as_str(),
            replayed: answer.replayed,
            http_status: answer.http_status,
            deviations: answer.deviations.iter().map(Deviation::from).collect(),
        };
        Ok(pack(&line, Some(answer.body.as_str()).filter(|read| read.as_bytes() != body)))
    }
}

#[derive(Serialize)]
struct PackedRequest<'a> {
    operation: &'a str,
    method: &'a str,
    url: &'a str,
    #[serde(serialize_with = "as_object")]
    headers: &'a [Header],
    #[serde(skip_serializing_if = "Option::is_some")]
    body: Option<&'a str>,
    target: &'a str,
    request_id: &'a str,
    timestamp: &'a str,
}

#[derive(Deserialize)]
struct PackedResponse {
    operation: String,
    method: String,
    target: String,
    request_id: String,
    status: u16,
    headers: Vec<(String, String)>,
    client_id: Option<String>,
    url: Option<String>,
    policy: Option<String>,
}

#[derive(Serialize)]
struct PackedAnswer<'a> {
    signature: &'a str,
    replayed: bool,
    http_status: u16,
    deviations: Vec<Deviation<'a>>,
}

#[derive(Serialize)]
struct Deviation<'a> {
    path: &'a str,
    code: &'a str,
    detail: &'a str,
}

impl<'a> From<&'a Violation> for Deviation<'a> {
    fn from(violation: &'a Violation) -> Self {
        let Violation { path, code, detail } = violation;
        Self { path, code: code.as_str(), detail }
    }
}

fn as_object<S: Serializer>(headers: &&[Header], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(headers.iter().map(|header| (&header.name, &header.value)))
}

fn unpack<'a, T: Deserialize<'a>>(packed: &'a [u8]) -> Result<(T, &'a [u8]), Error> {
    let mut parts = packed.splitn(2, |byte| *byte == b'\n');
    let line = serde_json::from_slice(parts.next().unwrap_or_default()).map_err(|_| {
        let detail = "expected Unicode texts and a status, got something else";
        refused(ViolationCode::WrongType, detail)
    })?;
    Ok((line, parts.next().unwrap_or_default()))
}

fn text(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes)
        .map_err(|_| refused(ViolationCode::BadFormat, "expected UTF-8, got other bytes"))
}

fn refused(code: ViolationCode, detail: &str) -> Error {
    let violation = Violation::new("", code, detail);
    Error::violated(ErrorCode::InvalidRequest, vec![violation])
}

fn pack<T: Serialize>(line: &T, body: Option<&str>) -> String {
    // Serialising text and numbers has no way to fail.
    let mut packed = serde_json::to_string(line).unwrap_or_default();
    if let Some(body) = body {
        packed.push('\n');
        packed.push_str(body);
    }
    packed
}
