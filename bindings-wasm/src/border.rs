//! What crosses: a request as one packed text, small structures by serde-wasm-bindgen.

use dokukit::{
    Error, ErrorCode, Header, PreparedRequest, Received, UnsignedRequest, ViolationCode,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};
use wasm_bindgen::JsValue;

use crate::Result;

/// A request as lines: how its body relates to what was given, then method, URL, target,
/// Request-Id, Request-Timestamp, Client-Id, Signature, Content-Type, and the body.
///
/// Nine times of ten the body is what was given and stays on its side of the border
/// (`=`); otherwise it is absent (`-`) or follows (`+`). None of the other lines can hold
/// a line feed.
pub(crate) fn pack(request: &PreparedRequest, given: &[u8]) -> String {
    let (flag, body) = match request.body.as_deref() {
        None => ("-", &[][..]),
        Some(body) if body == given => ("=", &[][..]),
        Some(body) => ("+", body),
    };
    let header = |name| {
        let found = request.headers.iter().find(|header| header.name == name);
        found.map_or("", |header| header.value.as_str())
    };
    [
        flag,
        &request.method,
        &request.url,
        &request.target,
        &request.request_id,
        &request.timestamp,
        header("Client-Id"),
        header("Signature"),
        header("Content-Type"),
        // Bodies are JSON text.
        str::from_utf8(body).unwrap_or_default(),
    ]
    .join("\n")
}

/// A request that comes back for a signature or a retry.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Prepared {
    operation: String,
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    target: String,
    request_id: String,
    timestamp: String,
}

impl Prepared {
    pub(crate) fn body(&self) -> Vec<u8> {
        self.body.clone().unwrap_or_default().into_bytes()
    }
}

impl From<Prepared> for PreparedRequest {
    fn from(given: Prepared) -> Self {
        Self {
            operation: given.operation,
            method: given.method,
            url: given.url,
            headers: named(given.headers),
            body: given.body.map(String::into_bytes),
            target: given.target,
            request_id: given.request_id,
            timestamp: given.timestamp,
        }
    }
}

/// What has to be remembered of a request.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sent {
    operation: String,
    method: String,
    target: String,
    request_id: String,
}

impl From<Sent> for dokukit::Sent {
    fn from(given: Sent) -> Self {
        let Sent { operation, method, target, request_id } = given;
        Self { operation, method, target, request_id }
    }
}

/// What an HTTP client received.
pub(crate) fn received(status: JsValue, headers: JsValue, body: Vec<u8>) -> Result<Received> {
    Ok(Received { status: from_js(status, "status")?, headers: self::headers(headers)?, body })
}

/// Header lines, from a list of pairs.
pub(crate) fn headers(pairs: JsValue) -> Result<Vec<Header>> {
    Ok(named(from_js(pairs, "headers")?))
}

/// The time around which a signed timestamp must lie, in seconds.
#[derive(Deserialize)]
pub(crate) struct Near {
    pub(crate) now: Option<i64>,
    pub(crate) tolerance: Option<i64>,
}

/// A packed request without its signature, and the stages before it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Unsigned<'a> {
    packed: String,
    digest: Option<&'a str>,
    string_to_sign: &'a str,
}

impl<'a> Unsigned<'a> {
    pub(crate) fn new(unsigned: &'a UnsignedRequest, given: &[u8]) -> Self {
        Self {
            packed: pack(&unsigned.request, given),
            digest: unsigned.digest.as_deref(),
            string_to_sign: &unsigned.string_to_sign,
        }
    }
}

/// An answer; its raw bytes are on the other side already.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Answer<'a> {
    signature: &'a str,
    replayed: bool,
    http_status: u16,
    body: &'a str,
}

impl<'a> From<&'a dokukit::Answer<String>> for Answer<'a> {
    fn from(answer: &'a dokukit::Answer<String>) -> Self {
        Self {
            signature: answer.signature.as_str(),
            replayed: answer.replayed,
            http_status: answer.http_status,
            body: &answer.body,
        }
    }
}

/// The stages of a signature.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Stages<'a> {
    digest: Option<&'a str>,
    string_to_sign: &'a str,
    signature: &'a str,
}

impl<'a> From<&'a dokukit::Stages> for Stages<'a> {
    fn from(stages: &'a dokukit::Stages) -> Self {
        Self {
            digest: stages.digest.as_deref(),
            string_to_sign: &stages.string_to_sign,
            signature: &stages.signature,
        }
    }
}

/// A moment, as text in UTC and as seconds since 1970.
#[derive(Serialize)]
pub(crate) struct Moment {
    text: String,
    unix: i64,
}

impl From<dokukit::Timestamp> for Moment {
    fn from(timestamp: dokukit::Timestamp) -> Self {
        Self { text: timestamp.to_string(), unix: timestamp.unix() }
    }
}

/// The parts of an error, from which the facade makes a `DokuError`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure<'a> {
    code: &'a str,
    detail: &'a str,
    violations: Vec<Violation<'a>>,
    http_status: Option<u16>,
    gateway: Option<Gateway<'a>>,
    retry: Option<&'a str>,
    signature: Option<&'a str>,
    raw_body: Option<Bytes<'a>>,
}

#[derive(Serialize)]
struct Violation<'a> {
    path: &'a str,
    code: &'a str,
    detail: &'a str,
}

#[derive(Serialize)]
struct Gateway<'a> {
    code: Option<&'a str>,
    message: Option<&'a str>,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
}

struct Bytes<'a>(&'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// What is thrown for an error of the core.
pub(crate) fn refuse(error: &Error) -> JsValue {
    let violations = error.violations().iter().map(|violation| Violation {
        path: &violation.path,
        code: violation.code.as_str(),
        detail: &violation.detail,
    });
    let gateway = error.gateway().map(|gateway| Gateway {
        code: gateway.code.as_deref(),
        message: gateway.text.as_deref(),
        kind: gateway.kind.as_deref(),
    });
    thrown(&Failure {
        code: error.code().as_str(),
        detail: error.detail(),
        violations: violations.collect(),
        http_status: error.http_status(),
        gateway,
        retry: error.retry().map(dokukit::Retry::as_str),
        signature: error.signature().map(dokukit::SignatureStatus::as_str),
        raw_body: error.raw_body().map(Bytes),
    })
}

/// What is thrown for a JavaScript value of another type than the declared one.
pub(crate) fn misuse(path: &str) -> JsValue {
    // Never the value, nor what serde says of it: it may be a secret.
    let detail = "expected another type, see the declared one";
    thrown(&Failure {
        code: ErrorCode::InvalidRequest.as_str(),
        detail: &format!("{path}: {detail}"),
        violations: vec![Violation { path, code: ViolationCode::WrongType.as_str(), detail }],
        http_status: None,
        gateway: None,
        retry: None,
        signature: None,
        raw_body: None,
    })
}

pub(crate) fn from_js<T: DeserializeOwned>(value: JsValue, path: &str) -> Result<T> {
    serde_wasm_bindgen::from_value(value).map_err(|_| misuse(path))
}

pub(crate) fn to_js<T: Serialize>(value: &T) -> Result<JsValue> {
    Ok(serde_wasm_bindgen::to_value(value)?)
}

fn thrown(failure: &Failure<'_>) -> JsValue {
    to_js(failure).unwrap_or_else(|error| error)
}

fn named(pairs: Vec<(String, String)>) -> Vec<Header> {
    let header = |(name, value)| Header { name, value };
    pairs.into_iter().map(header).collect()
}
