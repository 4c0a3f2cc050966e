//! What crosses: a request as one packed text, small structures outwards by
//! serde-wasm-bindgen. Inwards, where it would cost a tenth of the module's size and more
//! time, they come as plain arguments and as one object with getters.

use dokukit::{Header, PreparedRequest, Received, Sent, Timestamp, UnsignedRequest};
use dokukit_wasm_border::{Result, headers, misuse, whole};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A request as lines: how its body relates to the one that was given, then method, URL, target,
/// Request-Id and timestamp, each header as a name and a value, an empty line, and the body.
///
/// Nine times of ten the body is the one that was given and stays on its side of the border
/// (`=`); otherwise it is absent (`-`) or follows (`+`). No other line can hold a line feed.
pub(crate) fn pack(request: &PreparedRequest, given: &[u8]) -> String {
    let (flag, body) = match request.body.as_deref() {
        None => ("-", &[][..]),
        Some(body) if is_same(body, given) => ("=", &[][..]),
        Some(body) => ("+", body),
    };
    let PreparedRequest { method, url, target, request_id, timestamp, .. } = request;
    let mut lines = String::with_capacity(body.len().saturating_add(512));
    for line in [flag, method, url, target, request_id, timestamp] {
        lines.extend([line, "\n"]);
    }
    for Header { name, value } in &request.headers {
        lines.extend([name, "\n", value, "\n"]);
    }
    lines.push('\n');
    // Bodies are JSON text.
    lines.push_str(str::from_utf8(body).unwrap_or_default());
    lines
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
    fn operation(this: &Request) -> Result<Option<String>>;
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

    /// The parts that are needed to read its answer.
    pub(crate) fn sent(&self, client_id: Option<String>) -> Result<Sent> {
        let operation = self.operation().map_err(|_| misuse("operation"))?;
        Ok(Sent {
            operation: operation.unwrap_or_else(|| Sent::default().operation),
            method: self.method().map_err(|_| misuse("method"))?,
            target: self.target().map_err(|_| misuse("target"))?,
            request_id: self.request_id().map_err(|_| misuse("request_id"))?,
            client_id,
            url: self.url().map_err(|_| misuse("url"))?,
        })
    }
}

/// A response, as an HTTP client received it.
pub(crate) fn received(
    status: &JsValue,
    lines: &str,
    count: usize,
    body: Vec<u8>,
) -> Result<Received> {
    Ok(Received { status: self::status(status)?, headers: headers(lines, count)?, body })
}

/// An HTTP status; one that no `u16` holds is one that the core rejects as well.
pub(crate) fn status(number: &JsValue) -> Result<u16> {
    Ok(u16::try_from(whole(number, "status")?).unwrap_or(u16::MAX))
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

/// A timestamp, as text in UTC and as seconds since 1970.
#[derive(Serialize)]
pub(crate) struct Moment {
    text: String,
    unix: i64,
}

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Self { text: timestamp.to_string(), unix: timestamp.unix() }
    }
}
