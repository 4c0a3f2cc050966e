//! The shapes in which DOKU's gateway refuses a request.
//!
//! None of them is documented for Partner or RDL; these were seen at its other non-SNAP
//! APIs. Whatever cannot be read stays in the error's raw body.

use serde_json::Value;

use crate::error::{GatewayMessage, Retry};

/// Finds DOKU's own code, message and type, in whichever shape they came.
pub(crate) fn read(body: &[u8]) -> GatewayMessage {
    let Ok(Value::Object(body)) = serde_json::from_slice(body) else {
        return GatewayMessage::default();
    };
    let text = |key: &str| body.get(key).and_then(words);
    match body.get("error") {
        Some(Value::Object(error)) => {
            let text = |key: &str| error.get(key).and_then(words);
            return GatewayMessage {
                code: text("code"),
                text: text("message"),
                kind: text("type"),
            };
        }
        Some(Value::String(error)) => {
            let text = text("message").or_else(|| Some(error.clone()));
            return GatewayMessage { text, ..GatewayMessage::default() };
        }
        _ => {}
    }
    GatewayMessage {
        code: text("response_code").or_else(|| text("responseCode")),
        text: text("message")
            .or_else(|| text("error_messages"))
            .or_else(|| text("response_message"))
            .or_else(|| text("responseMessage")),
        kind: None,
    }
}

/// Whether a body that came with 409 is a refusal, not the first answer again.
pub(crate) fn is_refusal(body: &[u8]) -> bool {
    let Ok(Value::Object(body)) = serde_json::from_slice(body) else {
        return false;
    };
    let has = |key: &str| body.contains_key(key);
    // Checkout reports success as `{"message":["SUCCESS"]}`.
    let is_message_alone = body.len() == 1
        && body.get("message").and_then(words).is_some_and(|message| message != "SUCCESS");
    has("error")
        || has("error_messages")
        || has("response_code")
        || has("responseCode")
        || is_message_alone
}

/// What may be tried after a refusal of this status and code.
pub(crate) fn retry(status: u16, code: Option<&str>) -> Retry {
    match (status, code) {
        (_, Some("request_time_out_of_range")) => Retry::NewTimestamp,
        (_, Some("idempotent_request")) | (408 | 425 | 429 | 500..=599, _) => Retry::SameRequestId,
        _ => Retry::Never,
    }
}

/// A text, or a list of texts joined.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => {
            let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
