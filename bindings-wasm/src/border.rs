//! What crosses: a request as one packed text, small structures outwards by
//! serde-wasm-bindgen. Inwards, where it would cost a tenth of the module's size and more
//! time, they come as plain arguments and as one object with getters.

use dokukit::{Header, PreparedRequest, Received, Sent, UnsignedRequest, UploadFrame};
use dokukit_wasm_border::{Bytes, Result, Violation, headers, misuse, told, whole};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A request as lines: how its body relates to what was given, then method, URL, target,
/// Request-Id, Request-Timestamp, Client-Id, Signature, Content-Type, and the body.
///
/// Nine times of ten the body is what was given and stays on its side of the border
/// (`=`); otherwise it is absent (`-`) or follows (`+`). None of the other lines can hold
/// a line feed.
pub(crate) fn pack(request: &PreparedRequest, given: &[u8]) -> String {
    let (flag, body) = match request.body.as_deref() {
        None => ("-", &[][..]),
        Some(body) if is_same(body, given) => ("=", &[][..]),
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

/// Compares eight bytes at a time: the module's `memcmp` takes one, which for a photo costs
/// a quarter of its digest.
fn is_same(body: &[u8], given: &[u8]) -> bool {
    let ((words, rest), (other_words, other_rest)) = (body.as_chunks(), given.as_chunks());
    let number = |word: &[u8; 8]| u64::from_le_bytes(*word);
    words.iter().map(number).eq(other_words.iter().map(number)) && rest == other_rest
}

#[wasm_bindgen]
extern "C" {
    /// A request that comes back: for a signature, for a retry, or to read its answer.
    pub type Request;
    #[wasm_bindgen(method, getter, catch)]
    fn operation(this: &Request) -> Result<String>;
    #[wasm_bindgen(method, getter, catch)]
    fn method(this: &Request) -> Result<String>;
    #[wasm_bindgen(method, getter, catch)]
    fn url(this: &Request) -> Result<Option<String>>;
    #[wasm_bindgen(method, getter, catch)]
    fn body(this: &Request) -> Result<Option<String>>;
    #[wasm_bindgen(method, getter, catch)]
    fn target(this: &Request) -> Result<String>;
    #[wasm_bindgen(method, getter, catch, js_name = requestId)]
    fn request_id(this: &Request) -> Result<String>;
    #[wasm_bindgen(method, getter, catch)]
    fn timestamp(this: &Request) -> Result<Option<String>>;
}

impl Request {
    /// The request as the core has it.
    pub(crate) fn prepared(&self, headers: Vec<Header>) -> Result<PreparedRequest> {
        let body = self.body().map_err(|_| misuse("body"))?;
        let request = self.whole(headers, body.map(String::into_bytes))?;
        if request.timestamp.is_empty() { Err(misuse("timestamp")) } else { Ok(request) }
    }

    /// As `prepared`, with the body as bytes; an upload has no timestamp.
    pub(crate) fn whole(
        &self,
        headers: Vec<Header>,
        body: Option<Vec<u8>>,
    ) -> Result<PreparedRequest> {
        let Sent { operation, method, target, request_id, url, .. } = self.sent(None)?;
        let timestamp = self.timestamp().map_err(|_| misuse("timestamp"))?.unwrap_or_default();
        let url = url.ok_or_else(|| misuse("url"))?;
        Ok(PreparedRequest { operation, method, url, headers, body, target, request_id, timestamp })
    }

    /// What has to be remembered of it.
    pub(crate) fn sent(&self, client_id: Option<String>) -> Result<Sent> {
        Ok(Sent {
            operation: self.operation().map_err(|_| misuse("operation"))?,
            method: self.method().map_err(|_| misuse("method"))?,
            target: self.target().map_err(|_| misuse("target"))?,
            request_id: self.request_id().map_err(|_| misuse("request_id"))?,
            client_id,
            url: self.url().map_err(|_| misuse("url"))?,
        })
    }
}

/// What an HTTP client received.
pub(crate) fn received(
    status: &JsValue,
    lines: &str,
    count: usize,
    body: Vec<u8>,
) -> Result<Received> {
    let status = u16::try_from(whole(status, "status")?).map_err(|_| misuse("status"))?;
    Ok(Received { status, headers: headers(lines, count)?, body })
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

/// An upload, whose body is bytes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sendable<'a> {
    method: &'a str,
    url: &'a str,
    target: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    body: Option<Bytes<'a>>,
}

impl<'a> From<&'a PreparedRequest> for Sendable<'a> {
    fn from(request: &'a PreparedRequest) -> Self {
        Self {
            method: &request.method,
            url: &request.url,
            target: &request.target,
            headers: lines(&request.headers),
            body: request.body.as_deref().map(Bytes),
        }
    }
}

/// A request that was stored.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Restored<'a> {
    operation: &'a str,
    request: Sendable<'a>,
    request_id: &'a str,
    timestamp: &'a str,
}

impl<'a> From<&'a PreparedRequest> for Restored<'a> {
    fn from(request: &'a PreparedRequest) -> Self {
        Self {
            operation: &request.operation,
            request: Sendable::from(request),
            request_id: &request.request_id,
            timestamp: &request.timestamp,
        }
    }
}

/// What surrounds the bytes of a file that the host streams.
#[derive(Serialize)]
pub(crate) struct Frame<'a> {
    request: Sendable<'a>,
    head: Bytes<'a>,
    tail: Bytes<'a>,
}

impl<'a> From<&'a UploadFrame> for Frame<'a> {
    fn from(frame: &'a UploadFrame) -> Self {
        let (head, tail) = (Bytes(&frame.head), Bytes(&frame.tail));
        Self { request: Sendable::from(&frame.request), head, tail }
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
    deviations: Vec<Violation<'a>>,
}

impl<'a> From<&'a dokukit::Answer<String>> for Answer<'a> {
    fn from(answer: &'a dokukit::Answer<String>) -> Self {
        Self {
            signature: answer.signature.as_str(),
            replayed: answer.replayed,
            http_status: answer.http_status,
            body: &answer.body,
            deviations: told(&answer.deviations),
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

/// A genuine KYB callback; its raw bytes are on the other side already.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Callback<'a> {
    kind: Option<&'a str>,
    signature: &'a str,
    request_id: Option<&'a str>,
}

impl<'a> From<&'a dokukit::Callback> for Callback<'a> {
    fn from(callback: &'a dokukit::Callback) -> Self {
        Self {
            kind: callback.kind.as_deref(),
            signature: callback.signature.as_str(),
            request_id: callback.request_id.as_deref(),
        }
    }
}

/// What a fake message of DOKU has beside its body, which is on the other side already.
#[derive(Serialize)]
pub(crate) struct Fake<'a> {
    pub(crate) status: Option<u16>,
    pub(crate) headers: Vec<(&'a str, &'a str)>,
}

pub(crate) fn lines(headers: &[Header]) -> Vec<(&str, &str)> {
    headers.iter().map(|header| (header.name.as_str(), header.value.as_str())).collect()
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
