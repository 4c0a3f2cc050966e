//! The border between JavaScript and the core: conversions, and no rule.
//!
//! Crossings are few and coarse. A request goes in once, as the bytes of its JSON text,
//! and comes out as one short text that the TypeScript facade cuts into an object. Small
//! structures cross by serde-wasm-bindgen, as the feature `js` of the core derives them.

#![expect(clippy::missing_errors_doc, reason = "every function throws the parts of a DokuError")]
#![expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen passes optional texts and JavaScript values by value only"
)]

pub mod attempts;
mod border;
pub mod incoming;
pub mod partner;

use std::cell::RefCell;

use dokukit::{Doku, RequestId, SignaturePolicy, Stamp, Timestamp};
use dokukit_wasm_border::{
    Config, Result, configured, headers, misuse, refuse, saturate, to_js, whole,
};
use wasm_bindgen::prelude::*;

use crate::border::{Moment, Request, Unsigned, pack, received};

/// The configured core; the facade's `Doku` holds one.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Core(Doku);

#[wasm_bindgen]
impl Core {
    /// Checks the configuration.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &Config) -> Result<Self> {
        configured(config).map(Self)
    }

    /// Checks, serialises and signs; returns the text that `pack` writes.
    pub fn prepare(
        &self,
        operation: &str,
        request: Vec<u8>,
        request_id: Option<String>,
        timestamp: Option<String>,
    ) -> Result<String> {
        let (request, stamp) = (utf8(request)?, stamp(request_id, timestamp)?);
        let prepared = self.0.prepare_text(operation, &request, &stamp);
        let prepared = prepared.map_err(|error| refuse(&error))?;
        Ok(pack(&prepared, request.as_bytes()))
    }

    /// As `prepare`, without the signature.
    #[wasm_bindgen(js_name = prepareUnsigned)]
    pub fn prepare_unsigned(
        &self,
        operation: &str,
        request: Vec<u8>,
        request_id: Option<String>,
        timestamp: Option<String>,
    ) -> Result<JsValue> {
        let (request, stamp) = (utf8(request)?, stamp(request_id, timestamp)?);
        let unsigned = self.0.prepare_unsigned(operation, &request, &stamp);
        let unsigned = unsigned.map_err(|error| refuse(&error))?;
        to_js(&Unsigned::new(&unsigned, request.as_bytes()))
    }

    /// Adds a signature that was made elsewhere.
    #[wasm_bindgen(js_name = attachSignature)]
    pub fn attach_signature(
        &self,
        request: &Request,
        header_lines: &str,
        header_count: usize,
        signature: &str,
    ) -> Result<String> {
        let unsigned = request.prepared(headers(header_lines, header_count)?)?;
        let body = unsigned.body.clone().unwrap_or_default();
        let prepared = self.0.attach_signature(unsigned, signature);
        Ok(pack(&prepared.map_err(|error| refuse(&error))?, &body))
    }

    /// Signs again, with the current time unless another is given.
    pub fn resign(
        &self,
        request: &Request,
        header_lines: &str,
        header_count: usize,
        timestamp: Option<String>,
    ) -> Result<String> {
        let before = request.prepared(headers(header_lines, header_count)?)?;
        let prepared = self.0.resign(&before, &now_unless(timestamp)?);
        let prepared = prepared.map_err(|error| refuse(&error))?;
        Ok(pack(&prepared, &before.body.unwrap_or_default()))
    }

    /// As `resign`, without the signature.
    #[wasm_bindgen(js_name = resignUnsigned)]
    pub fn resign_unsigned(
        &self,
        request: &Request,
        header_lines: &str,
        header_count: usize,
        timestamp: Option<String>,
    ) -> Result<JsValue> {
        let before = request.prepared(headers(header_lines, header_count)?)?;
        let unsigned = self.0.resign_unsigned(&before, &now_unless(timestamp)?);
        let unsigned = unsigned.map_err(|error| refuse(&error))?;
        to_js(&Unsigned::new(&unsigned, &before.body.unwrap_or_default()))
    }

    /// Verifies and reads an answer; its body comes as JSON text.
    #[expect(clippy::too_many_arguments, reason = "plain arguments are the cheap way inwards")]
    pub fn read(
        &self,
        request: &Request,
        client_id: Option<String>,
        status: &JsValue,
        header_lines: &str,
        header_count: usize,
        body: Vec<u8>,
        policy: Option<String>,
    ) -> Result<JsValue> {
        let received = received(status, header_lines, header_count, body)?;
        let policy = parse(policy)?;
        let answer = self.0.read_text(&request.sent(client_id)?, &received, policy);
        to_js(&answer.map_err(|error| refuse(&error))?)
    }

    /// Reads a request that was stored.
    pub fn restore(&self, stored: &str) -> Result<JsValue> {
        to_js(&self.0.restore(stored).map_err(|error| refuse(&error))?)
    }

    /// The stages of a request's signature.
    #[wasm_bindgen(js_name = signComponent)]
    pub fn sign_component(
        &self,
        method: &str,
        target: &str,
        body: Option<Vec<u8>>,
        request_id: String,
        timestamp: String,
    ) -> Result<JsValue> {
        let stamp = Stamp { request_id, timestamp };
        let stages = self.0.sign_component(method, target, body.as_deref(), &stamp);
        to_js(&stages.map_err(|error| refuse(&error))?)
    }

    /// The stages of the signature on a merchant's own reply to an inquiry.
    #[wasm_bindgen(js_name = signReply)]
    pub fn sign_reply(
        &self,
        target: &str,
        body: &[u8],
        request_id: String,
        timestamp: String,
    ) -> Result<JsValue> {
        let stamp = Stamp { request_id, timestamp };
        let stages = self.0.sign_reply(target, body, &stamp);
        to_js(&stages.map_err(|error| refuse(&error))?)
    }
}

/// A prepared request as one line of JSON, to be stored.
#[wasm_bindgen(js_name = serializeRequest)]
pub fn serialize_request(
    request: &Request,
    header_lines: &str,
    header_count: usize,
    body: Option<Vec<u8>>,
) -> Result<String> {
    let request = request.whole(headers(header_lines, header_count)?, body)?;
    Ok(dokukit::serialize_request(&request))
}

/// The timestamp of a number of seconds since 1970.
#[wasm_bindgen(js_name = timestampFromUnix)]
pub fn timestamp_from_unix(seconds: &JsValue) -> Result<JsValue> {
    let timestamp = Timestamp::from_unix(whole(seconds, "timestamp")?);
    to_js(&Moment::from(timestamp.map_err(|error| refuse(&error))?))
}

/// Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`.
#[wasm_bindgen(js_name = parseTimestamp)]
pub fn parse_timestamp(text: &str) -> Result<JsValue> {
    let timestamp = Timestamp::parse(text);
    to_js(&Moment::from(timestamp.map_err(|error| refuse(&error))?))
}

/// Returns the text when it is a valid Request-Id.
#[wasm_bindgen(js_name = checkRequestId)]
pub fn check_request_id(text: &str) -> Result<String> {
    let id = RequestId::parse(text).map_err(|error| refuse(&error))?;
    Ok(id.as_str().to_owned())
}

fn utf8(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| misuse("request"))
}

pub(crate) fn parse(policy: Option<String>) -> Result<Option<SignaturePolicy>> {
    policy.as_deref().map(SignaturePolicy::parse).transpose().map_err(|error| refuse(&error))
}

/// Fills in parts that are left out, from the platform: a random id, the current time.
fn stamp(request_id: Option<String>, timestamp: Option<String>) -> Result<Stamp> {
    Ok(Stamp { request_id: request_id.map_or_else(uuid, Ok)?, timestamp: now_unless(timestamp)? })
}

fn now_unless(timestamp: Option<String>) -> Result<String> {
    if let Some(timestamp) = timestamp {
        return Ok(timestamp);
    }
    let now = Timestamp::from_unix(clock());
    Ok(now.map_err(|error| refuse(&error))?.to_string())
}

/// The current time, in seconds since 1970.
fn clock() -> i64 {
    saturate((js_sys::Date::now() / 1000.0).floor())
}

/// A UUID version 4.
fn uuid() -> Result<String> {
    let id = u128::from_be_bytes(random()?);
    let id = id & !(0xF << 76 | 0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let hex = format!("{id:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hex.get(range).unwrap_or(""));
    Ok(parts.join("-"))
}

/// Random bytes, drawn for many ids at once: a draw costs as much as a signature.
fn random() -> Result<[u8; 16]> {
    thread_local!(static DRAWN: RefCell<Vec<[u8; 16]>> = const { RefCell::new(Vec::new()) });
    DRAWN.with_borrow_mut(|drawn| {
        if drawn.is_empty() {
            let mut many = [[0; 16]; 64];
            let filled = getrandom::fill(many.as_flattened_mut());
            filled.map_err(|error| JsError::new(&error.to_string()))?;
            drawn.extend(many);
        }
        Ok(drawn.pop().unwrap_or_default())
    })
}
