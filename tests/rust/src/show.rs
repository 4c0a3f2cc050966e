//! Values of the API as the vectors write them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dokukit::{
    Answer, Callback, Error, Explanation, Header, Outcome, PreparedRequest, Received, Retry,
    SignatureStatus, Stages, Violation,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

pub(crate) fn stages(stages: &Stages) -> Value {
    let Stages { digest, string_to_sign, signature } = stages;
    json!({"digest": digest, "string_to_sign": string_to_sign, "signature": signature})
}

/// A request to send; an upload's body is always `{"base64"}`.
pub(crate) fn prepared(request: &PreparedRequest) -> Value {
    let shown = if request.operation == "upload_file" { base64 } else { bytes };
    json!({"method": request.method, "url": request.url, "headers": headers(&request.headers),
        "body": request.body.as_deref().map(shown)})
}

pub(crate) fn headers(lines: &[Header]) -> Value {
    lines.iter().map(|line| (line.name.clone(), json!(line.value))).collect::<Map<_, _>>().into()
}

pub(crate) fn answer(answer: &Answer<String>) -> Value {
    json!({"signature": answer.signature.as_str(), "replayed": answer.replayed,
        "http_status": answer.http_status, "deviations": violations(&answer.deviations),
        "body": json(&answer.body), "raw": bytes(&answer.raw)})
}

pub(crate) fn received(fake: &Received) -> Value {
    json!({"status": fake.status, "headers": headers(&fake.headers), "body": bytes(&fake.body)})
}

pub(crate) fn callback(callback: &Callback) -> Value {
    json!({"kind": callback.kind, "signature": callback.signature.as_str(),
        "request_id": callback.request_id, "raw": bytes(&callback.raw)})
}

pub(crate) fn explanation(made: &Explanation) -> Value {
    json!({"string_to_sign": made.string_to_sign, "digest": made.digest,
        "string_to_sign_bytes": made.string_to_sign_bytes, "body_bytes": made.body_bytes,
        "signature": made.signature, "received": made.received, "matches": made.matches})
}

pub(crate) fn violations(told: &[Violation]) -> Vec<Value> {
    told.iter().map(|each| json!({"path": each.path, "code": each.code.as_str()})).collect()
}

pub(crate) fn error(error: &Error) -> Value {
    let words = error.gateway();
    let words =
        words.map(|said| json!({"code": said.code, "message": said.text, "type": said.kind}));
    json!({"code": error.code().as_str(), "violations": violations(error.violations()),
        "gateway": words, "http_status": error.http_status(),
        "retry": error.retry().map(Retry::as_str),
        "signature": error.signature().map(SignatureStatus::as_str),
        "outcome": error.outcome().map(Outcome::as_str), "attempts": error.attempts()})
}

/// Text, or `{"base64"}` where it is not UTF-8.
fn bytes(bytes: &[u8]) -> Value {
    std::str::from_utf8(bytes).map_or_else(|_| base64(bytes), |text| json!(text))
}

fn base64(bytes: &[u8]) -> Value {
    json!({"base64": STANDARD.encode(bytes)})
}

/// Whether the typed answer and the text answer say the same.
pub(crate) fn agrees<T: Serialize>(
    typed: &Result<Answer<T>, Error>,
    text: &Result<Answer<String>, Error>,
) -> bool {
    match (typed, text) {
        (Ok(typed), Ok(text)) => {
            let body = serde_json::to_value(&typed.body).unwrap_or_default();
            covers(&json(&text.body), &body) && typed.deviations == text.deviations
        }
        (Err(typed), Err(text)) => typed == text,
        _ => false,
    }
}

/// Whether every key of the typed answer is in the text one. Some numbers are text there,
/// and secrets are not shown.
fn covers(text: &Value, typed: &Value) -> bool {
    match (typed, text) {
        (Value::Object(typed), text) => typed.iter().all(|(key, value)| covers(&text[key], value)),
        (Value::Array(typed), Value::Array(text)) => {
            typed.len() == text.len() && typed.iter().zip(text).all(|(a, b)| covers(b, a))
        }
        (Value::String(typed), Value::String(_)) if typed == "[redacted]" => true,
        // JSON of any kind is its text, and a number may be written in more than one way.
        (Value::String(typed), text) => typed == text || json(typed) == *text,
        (typed, text) => typed == text,
    }
}
