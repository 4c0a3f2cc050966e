//! A vector file, and its values in the core's types, each from the one place where it stands.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dokukit::{Candidates, Config, Doku, Error, Header, Received, SignaturePolicy, Signed, Window};
use serde_json::Value;
use serde_json::value::RawValue;

pub(crate) struct Vector {
    json: Value,
    /// The parts of `given` as they stand in the file.
    given: BTreeMap<String, Box<RawValue>>,
}

impl Vector {
    pub(crate) fn load(file: &Path) -> Result<Self, Box<dyn StdError>> {
        let text = fs::read_to_string(file)?;
        let parts: BTreeMap<String, &RawValue> = serde_json::from_str(&text)?;
        let given = parts.get("given").map_or("{}", |given| given.get());
        Ok(Self { given: serde_json::from_str(given)?, json: serde_json::from_str(&text)? })
    }

    pub(crate) fn operation(&self) -> &str {
        self.json.get("operation").and_then(Value::as_str).unwrap_or_default()
    }

    /// The JSON text of a part of `given`: the string that stands there, or the value as written.
    pub(crate) fn source(&self, part: &str) -> String {
        let written = || self.given.get(part).map_or("null", |raw| raw.get()).to_owned();
        self.at(part).as_str().map_or_else(written, str::to_owned)
    }

    fn at(&self, place: &str) -> &Value {
        self.json.pointer(&format!("/given/{place}")).unwrap_or(&Value::Null)
    }

    pub(crate) fn text(&self, place: &str) -> String {
        self.at(place).as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn integer(&self, place: &str) -> Option<i64> {
        self.at(place).as_i64()
    }

    pub(crate) fn bytes(&self, place: &str) -> Option<Vec<u8>> {
        bytes(self.at(place))
    }

    pub(crate) fn headers(&self) -> Vec<Header> {
        headers(self.at("headers"))
    }

    pub(crate) fn response(&self) -> Option<Received> {
        response(self.at("response"))
    }

    pub(crate) fn list(&self, place: &str) -> &[Value] {
        self.at(place).as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// A message that came in, for as long as it is looked at.
    pub(crate) fn signed<T>(&self, look: impl FnOnce(&Signed<'_>) -> T) -> T {
        let (method, target) = (self.text("method"), self.text("target"));
        let body = self.bytes("body").unwrap_or_default();
        look(&Signed { method: &method, target: &target, headers: &self.headers(), body: &body })
    }

    pub(crate) fn policy(&self) -> Result<Option<SignaturePolicy>, Error> {
        self.at("policy").as_str().map(SignaturePolicy::parse).transpose()
    }

    /// The clock stands in for `now`, as in the facades of the other languages.
    pub(crate) fn window(&self) -> Option<Window> {
        let tolerance = self.integer("tolerance");
        let now = self.integer("now").or_else(|| tolerance.and_then(|_| clock()))?;
        Some(Window::new(now, tolerance))
    }

    pub(crate) fn candidates(&self) -> Candidates {
        let list = |name| texts(self.at(&format!("candidates/{name}")));
        Candidates {
            secret_keys: list("secret_keys"),
            targets: list("targets"),
            client_ids: list("client_ids"),
            request_ids: list("request_ids"),
        }
    }

    pub(crate) fn doku(&self) -> Result<Doku, Error> {
        let config = |name: &str| self.at(&format!("config/{name}"));
        let text = |name: &str| config(name).as_str().map(str::to_owned);
        let flag = |name: &str| config(name).as_bool().unwrap_or_default();
        Doku::configure(Config {
            environment: text("environment"),
            base_url: text("environment/base_url"),
            client_id: config("client_id").as_str().unwrap_or_default().into(),
            secret_key: text("secret_key"),
            previous_secret_keys: texts(config("previous_secret_keys")),
            accept_bare_signatures: flag("accept_bare_signatures"),
            query: text("query"),
            policy: text("policy"),
            allow_plain_http: flag("allow_plain_http"),
        })
    }
}

/// What an HTTP client received.
pub(crate) fn response(value: &Value) -> Option<Received> {
    let response = value.as_object()?;
    let status = response.get("status").and_then(Value::as_u64).unwrap_or_default();
    Some(Received {
        status: u16::try_from(status).unwrap_or_default(),
        headers: response.get("headers").map(headers).unwrap_or_default(),
        body: response.get("body").and_then(bytes).unwrap_or_default(),
    })
}

/// Text, or `{"base64"}`.
fn bytes(value: &Value) -> Option<Vec<u8>> {
    let text = value.as_str().map(|text| text.as_bytes().to_vec());
    value["base64"].as_str().map_or(text, |encoded| STANDARD.decode(encoded).ok())
}

pub(crate) fn nothing() -> Received {
    Received { status: 0, headers: Vec::new(), body: Vec::new() }
}

fn clock() -> Option<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// Every vector below a folder, in the order of their names.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => files(&path),
            path => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    found.sort();
    found
}

fn headers(object: &Value) -> Vec<Header> {
    let lines = object.as_object().into_iter().flatten().flat_map(|(name, value)| {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        values.iter().map(move |value| Header::new(name, value.as_str().unwrap_or_default()))
    });
    lines.collect()
}

fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten();
    texts.filter_map(Value::as_str).map(str::to_owned).collect()
}
