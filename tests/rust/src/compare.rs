//! Results as JSON, and what in them is not as a vector says.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dokukit::{
    Answer, Callback, Error, PreparedRequest, Retry, SignatureStatus, Stages, Violation,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

pub(crate) fn stages(stages: &Stages) -> Value {
    let Stages { digest, string_to_sign, signature } = stages;
    json!({"digest": digest, "string_to_sign": string_to_sign, "signature": signature})
}

pub(crate) fn prepared(request: &PreparedRequest) -> Value {
    let headers: Map<String, Value> =
        request.headers.iter().map(|h| (h.name.clone(), json!(h.value))).collect();
    let body = request.body.as_deref().map(bytes);
    json!({"method": request.method, "url": request.url, "headers": headers, "body": body})
}

pub(crate) fn answer(answer: &Answer<String>) -> Value {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    json!({"signature": answer.signature.as_str(), "replayed": answer.replayed,
        "http_status": answer.http_status, "deviations": violations(&answer.deviations),
        "body": body, "raw": bytes(&answer.raw)})
}

pub(crate) fn callback(callback: &Callback) -> Value {
    json!({"kind": callback.kind, "signature": callback.signature.as_str(),
        "request_id": callback.request_id, "raw": bytes(&callback.raw)})
}

/// Text, or `{"base64"}` where it is not UTF-8.
fn bytes(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => json!(text),
        Err(_) => base64(bytes),
    }
}

pub(crate) fn base64(bytes: &[u8]) -> Value {
    json!({"base64": STANDARD.encode(bytes)})
}

pub(crate) fn violations(violations: &[Violation]) -> Vec<Value> {
    let told = violations
        .iter()
        .map(|violation| json!({"path": violation.path, "code": violation.code.as_str()}));
    told.collect()
}

pub(crate) fn error(error: &Error) -> Value {
    let violations = violations(error.violations());
    let gateway = error.gateway().map(
        |gateway| json!({"code": gateway.code, "message": gateway.text, "type": gateway.kind}),
    );
    json!({"code": error.code().as_str(), "violations": violations, "gateway": gateway,
        "http_status": error.http_status(), "retry": error.retry().map(Retry::as_str),
        "signature": error.signature().map(SignatureStatus::as_str)})
}

/// Whether the typed answer and the text answer say the same.
pub(crate) fn agrees<T: Serialize>(
    typed: &Result<Answer<T>, Error>,
    text: &Result<Answer<String>, Error>,
) -> bool {
    match (typed, text) {
        (Ok(typed), Ok(text)) => {
            let expected: Value = serde_json::from_str(&text.body).unwrap_or_default();
            let body = serde_json::to_value(&typed.body).unwrap_or_default();
            covers(&expected, &body) && typed.deviations == text.deviations
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
        (Value::String(typed), text) => {
            typed == text || serde_json::from_str(typed).ok().as_ref() == Some(text)
        }
        (typed, text) => typed == text,
    }
}

/// The first part of a result that is not as the vector says.
pub(crate) fn difference(vector: &Value, result: &Value) -> Option<String> {
    if let Some(which) = result.get("differs") {
        return Some(format!("{which} differ"));
    }
    let expect = vector.get("expect").and_then(Value::as_object);
    let parts = expect.into_iter().flatten().map(|(part, expected)| (part.as_str(), expected));
    let stages = vector.get("stages").map(|stages| ("stages", stages));
    parts.chain(stages).find_map(|(part, expected)| find(expected, &result[part], part))
}

fn find(expected: &Value, got: &Value, at: &str) -> Option<String> {
    match (expected, got) {
        (Value::Object(keys), Value::Object(_)) => keys.iter().find_map(|(key, value)| {
            let got = if at == "prepared.headers" { header(got, key) } else { &got[key] };
            find(value, got, &format!("{at}.{key}"))
        }),
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            let mut pairs = items.iter().zip(others).enumerate();
            pairs.find_map(|(i, (item, other))| find(item, other, &format!("{at}[{i}]")))
        }
        _ => (expected != got).then(|| format!("{at}: expected {expected}, got {got}")),
    }
}

fn header<'a>(headers: &'a Value, name: &str) -> &'a Value {
    let mut all = headers.as_object().into_iter().flatten();
    all.find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or(&Value::Null, |(_, value)| value)
}
