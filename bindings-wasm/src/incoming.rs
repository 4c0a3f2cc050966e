//! Messages from DOKU: verification, and signed fakes for tests.

use dokukit::Window;
use dokukit_wasm_border::{Result, headers, refuse, to_js, whole};
use wasm_bindgen::prelude::*;

use crate::border::{self, Request, received};
use crate::{Core, clock, now_unless, parse, stamp};

#[wasm_bindgen]
impl Core {
    /// Verifies the signature of a response; `now` and `tolerance` are seconds.
    #[wasm_bindgen(js_name = verifyResponse)]
    #[expect(clippy::too_many_arguments, reason = "plain arguments are the cheap way inwards")]
    pub fn verify_response(
        &self,
        request: &Request,
        client_id: Option<String>,
        status: &JsValue,
        header_lines: &str,
        header_count: usize,
        body: Vec<u8>,
        policy: Option<String>,
        now: &JsValue,
        tolerance: &JsValue,
    ) -> Result<String> {
        let received = received(status, header_lines, header_count, body)?;
        let (policy, window) = (parse(policy)?, window(now, tolerance)?);
        let status = self.0.verify_response(&request.sent(client_id)?, &received, policy, window);
        Ok(status.map_err(|error| refuse(&error))?.as_str().to_owned())
    }

    /// Verifies a notification or inquiry; `now` and `tolerance` are seconds.
    #[wasm_bindgen(js_name = verifyNotification)]
    pub fn verify_notification(
        &self,
        target: &str,
        header_lines: &str,
        header_count: usize,
        body: &[u8],
        now: &JsValue,
        tolerance: &JsValue,
    ) -> Result<String> {
        let headers = headers(header_lines, header_count)?;
        let window = window(now, tolerance)?;
        let status = self.0.verify_notification(target, &headers, body, window);
        Ok(status.map_err(|error| refuse(&error))?.as_str().to_owned())
    }

    /// Verifies a KYB callback and returns what it is about.
    #[wasm_bindgen(js_name = readCallback)]
    #[expect(clippy::too_many_arguments, reason = "plain arguments are the cheap way inwards")]
    pub fn read_callback(
        &self,
        target: &str,
        header_lines: &str,
        header_count: usize,
        body: &[u8],
        policy: Option<String>,
        now: &JsValue,
        tolerance: &JsValue,
    ) -> Result<JsValue> {
        let headers = headers(header_lines, header_count)?;
        let (policy, window) = (parse(policy)?, window(now, tolerance)?);
        let callback = self.0.read_callback(target, &headers, body, policy, window);
        to_js(&callback.map_err(|error| refuse(&error))?)
    }

    /// A response signed as DOKU signs.
    #[wasm_bindgen(js_name = signTestResponse)]
    pub fn sign_test_response(
        &self,
        request: &Request,
        status: &JsValue,
        body: &[u8],
        timestamp: Option<String>,
    ) -> Result<JsValue> {
        let (status, timestamp) = (border::status(status)?, now_unless(timestamp)?);
        let fake = self.0.sign_test_response(&request.sent(None)?, status, body, &timestamp);
        to_js(&fake.map_err(|error| refuse(&error))?)
    }

    /// The headers of a notification or callback signed as DOKU signs.
    #[wasm_bindgen(js_name = signTestNotification)]
    pub fn sign_test_notification(
        &self,
        target: &str,
        body: &[u8],
        request_id: Option<String>,
        timestamp: Option<String>,
    ) -> Result<JsValue> {
        let stamp = stamp(request_id, timestamp)?;
        let headers = self.0.sign_test_notification(target, body, &stamp);
        to_js(&headers.map_err(|error| refuse(&error))?)
    }
}

/// The redacted form of a request: one line of JSON.
#[wasm_bindgen(js_name = redactedRequest)]
pub fn redacted_request(
    method: &str,
    url: &str,
    header_lines: &str,
    header_count: usize,
    body: Option<Vec<u8>>,
) -> Result<String> {
    let headers = headers(header_lines, header_count)?;
    Ok(dokukit::redacted_request(method, url, &headers, body.as_deref()))
}

/// The redacted form of an answer: one line of JSON.
#[wasm_bindgen(js_name = redactedAnswer)]
pub fn redacted_answer(
    http_status: &JsValue,
    signature: &str,
    replayed: bool,
    raw: &[u8],
) -> Result<String> {
    Ok(dokukit::redacted_answer(border::status(http_status)?, signature, replayed, raw))
}

fn window(now: &JsValue, tolerance: &JsValue) -> Result<Option<Window>> {
    let seconds = |value: &JsValue, path| match value {
        absent if absent.is_undefined() => Ok(None),
        value => whole(value, path).map(Some),
    };
    let tolerance = seconds(tolerance, "tolerance")?;
    let now = seconds(now, "now")?.or_else(|| tolerance.map(|_| clock()));
    Ok(now.map(|now| Window::new(now, tolerance)))
}
