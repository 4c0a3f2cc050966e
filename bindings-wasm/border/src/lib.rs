//! What both modules of the npm package take and throw: a configuration, header lines, errors.

#![expect(clippy::missing_errors_doc, reason = "every function throws the parts of a DokuError")]

use dokukit::{Config, Doku, Error, ErrorCode, Header, ViolationCode};
use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;

/// What a function gives, or the parts of a `DokuError`.
pub type Result<T> = std::result::Result<T, JsValue>;

/// Checks a configuration; the texts of its keys are wiped.
#[expect(clippy::too_many_arguments, reason = "plain arguments are the cheap way inwards")]
pub fn configured(
    environment: Option<&str>,
    base_url: Option<&str>,
    client_id: &str,
    secret_key: Option<String>,
    previous_secret_keys: Vec<String>,
    accept_bare_signatures: bool,
    query: Option<&str>,
    policy: Option<&str>,
    allow_plain_http: bool,
) -> Result<Doku> {
    let doku = Doku::configure(Config {
        environment: environment.map(str::to_owned),
        base_url: base_url.map(str::to_owned),
        client_id: client_id.to_owned(),
        secret_key,
        previous_secret_keys,
        accept_bare_signatures,
        query: query.map(str::to_owned),
        policy: policy.map(str::to_owned),
        allow_plain_http,
    });
    doku.map_err(|error| refuse(&error))
}

/// Header lines: names and values in turn, each with a NUL after it, which HTTP allows in neither.
pub fn headers(lines: &str, count: usize) -> Result<Vec<Header>> {
    let parts: Vec<&str> = lines.split_terminator('\0').collect();
    match parts.as_chunks() {
        (pairs, []) if pairs.len() == count => {
            Ok(pairs.iter().map(|[name, value]| Header::new(*name, *value)).collect())
        }
        _ => Err(misuse("headers")),
    }
}

/// A number without a fraction; one too large becomes the largest, for the core to refuse.
pub fn whole(number: &JsValue, path: &str) -> Result<i64> {
    let whole = number.as_f64().filter(|n| n.fract() == 0.0);
    whole.map(saturate).ok_or_else(|| misuse(path))
}

/// The nearest number that fits.
#[must_use]
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "the conversion saturates, and the core checks the range"
)]
pub fn saturate(whole: f64) -> i64 {
    whole as i64
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

/// A broken rule, as the facade has it.
#[derive(Debug, Serialize)]
pub struct Violation<'a> {
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

/// Bytes, which become a `Uint8Array`.
#[derive(Debug)]
pub struct Bytes<'a>(pub &'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// Violations as the facade has them.
#[must_use]
pub fn told(violations: &[dokukit::Violation]) -> Vec<Violation<'_>> {
    let told = violations.iter().map(|violation| Violation {
        path: &violation.path,
        code: violation.code.as_str(),
        detail: &violation.detail,
    });
    told.collect()
}

/// What is thrown for an error of the core.
#[must_use]
pub fn refuse(error: &Error) -> JsValue {
    let violations = told(error.violations());
    let gateway = error.gateway().map(|gateway| Gateway {
        code: gateway.code.as_deref(),
        message: gateway.text.as_deref(),
        kind: gateway.kind.as_deref(),
    });
    thrown(&Failure {
        code: error.code().as_str(),
        detail: error.detail(),
        violations,
        http_status: error.http_status(),
        gateway,
        retry: error.retry().map(dokukit::Retry::as_str),
        signature: error.signature().map(dokukit::SignatureStatus::as_str),
        raw_body: error.raw_body().map(Bytes),
    })
}

/// What is thrown for a JavaScript value of another type than the declared one.
#[must_use]
pub fn misuse(path: &str) -> JsValue {
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

/// A structure as a JavaScript value.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue> {
    Ok(serde_wasm_bindgen::to_value(value)?)
}

fn thrown(failure: &Failure<'_>) -> JsValue {
    to_js(failure).unwrap_or_else(|error| error)
}
