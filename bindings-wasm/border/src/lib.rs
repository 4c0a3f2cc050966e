//! The border that both modules of the npm package share: configuration, headers, errors.

#![expect(clippy::missing_errors_doc, reason = "every function throws the parts of a DokuError")]

use dokukit::{Doku, Error, ErrorCode, Header, Violation, ViolationCode};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The value of a function, or the parts of a `DokuError`.
pub type Result<T> = std::result::Result<T, JsValue>;

#[wasm_bindgen]
extern "C" {
    /// A configuration, whose types the facade has checked.
    pub type Config;
    #[wasm_bindgen(method, getter)]
    fn environment(this: &Config) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = baseUrl)]
    fn base_url(this: &Config) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = clientId)]
    fn client_id(this: &Config) -> String;
    #[wasm_bindgen(method, getter, js_name = secretKey)]
    fn secret_key(this: &Config) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = previousSecretKeys)]
    fn previous_secret_keys(this: &Config) -> Vec<String>;
    #[wasm_bindgen(method, getter, js_name = acceptBareSignatures)]
    fn accept_bare_signatures(this: &Config) -> bool;
    #[wasm_bindgen(method, getter)]
    fn query(this: &Config) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn policy(this: &Config) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = allowPlainHttp)]
    fn allow_plain_http(this: &Config) -> bool;
}

/// Checks a configuration; the texts of its keys are wiped.
pub fn configured(config: &Config) -> Result<Doku> {
    let doku = Doku::configure(dokukit::Config {
        environment: config.environment(),
        base_url: config.base_url(),
        client_id: config.client_id(),
        secret_key: config.secret_key(),
        previous_secret_keys: config.previous_secret_keys(),
        accept_bare_signatures: config.accept_bare_signatures(),
        query: config.query(),
        policy: config.policy(),
        allow_plain_http: config.allow_plain_http(),
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

/// A number without a fraction; one too large becomes the largest, for the core to reject.
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

/// The parts of an error of the core, to be thrown.
#[must_use]
pub fn refuse(error: &Error) -> JsValue {
    thrown(error)
}

/// The parts of the error for a value of another type than the declared one, to be thrown.
#[must_use]
pub fn misuse(path: &str) -> JsValue {
    // Without the value and without the text of an error of serde: it may be a secret.
    let detail = "expected another type, see the declared one";
    let violation = Violation {
        path: path.to_owned(),
        code: ViolationCode::WrongType,
        detail: detail.to_owned(),
    };
    thrown(&Misuse {
        code: ErrorCode::InvalidRequest,
        detail: format!("{path}: {detail}"),
        violations: [violation],
    })
}

/// The parts of an error about one value.
#[derive(Serialize)]
struct Misuse {
    code: ErrorCode,
    detail: String,
    violations: [Violation; 1],
}

/// A structure as a JavaScript value.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue> {
    Ok(serde_wasm_bindgen::to_value(value)?)
}

fn thrown<T: Serialize>(parts: &T) -> JsValue {
    to_js(parts).unwrap_or_else(|error| error)
}
