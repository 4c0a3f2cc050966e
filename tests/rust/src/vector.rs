//! A vector file, and its values in the core's types.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dokukit::{Candidates, Config, Doku, Error, Header, Received, SignaturePolicy, Window};
use serde_json::Value;
use serde_json::value::RawValue;

pub(crate) struct Vector {
    pub(crate) json: Value,
    /// The request as JSON text: as it stands in the file, or the string that stands there.
    pub(crate) request: String,
    /// The requirements as JSON text.
    pub(crate) requirements: String,
}

#[derive(serde::Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    given: Given<'a>,
}

#[derive(serde::Deserialize)]
struct Given<'a> {
    #[serde(borrow)]
    request: Option<&'a RawValue>,
    #[serde(borrow)]
    requirements: Option<&'a RawValue>,
}

impl Vector {
    pub(crate) fn load(file: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let text = fs::read_to_string(file)?;
        let json: Value = serde_json::from_str(&text)?;
        let given = serde_json::from_str::<File<'_>>(&text)?.given;
        let text =
            |name: &str, raw: Option<&RawValue>| match json.pointer(&format!("/given/{name}")) {
                Some(Value::String(text)) => text.clone(),
                _ => raw.map_or_else(|| "null".to_owned(), |raw| raw.get().to_owned()),
            };
        let request = text("request", given.request);
        let requirements = text("requirements", given.requirements);
        Ok(Self { json, request, requirements })
    }

    pub(crate) fn text(&self, pointer: &str) -> String {
        self.json.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// A value of the request, of the call, or of `given` itself, in this order.
    pub(crate) fn field(&self, name: &str) -> Option<&Value> {
        let folders = ["/given/request/", "/given/call/", "/given/"];
        folders.iter().find_map(|folder| self.json.pointer(&format!("{folder}{name}")))
    }

    pub(crate) fn given(&self, name: &str) -> String {
        self.given_or(name, "")
    }

    pub(crate) fn given_or(&self, name: &str, default: &str) -> String {
        self.field(name).and_then(Value::as_str).unwrap_or(default).to_owned()
    }

    pub(crate) fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        self.field(name).and_then(bytes)
    }

    pub(crate) fn response(&self) -> Option<Received> {
        let response = self.field("response")?;
        let status = response.get("status").and_then(Value::as_u64).unwrap_or_default();
        Some(Received {
            status: u16::try_from(status).unwrap_or_default(),
            headers: response.get("headers").map(headers).unwrap_or_default(),
            body: response.get("body").and_then(bytes).unwrap_or_default(),
        })
    }

    /// Target, headers and body of what came in.
    pub(crate) fn incoming(&self) -> (String, Vec<Header>, Vec<u8>) {
        let headers = self.field("headers").map(headers).unwrap_or_default();
        (self.given("target"), headers, self.bytes("body").unwrap_or_default())
    }

    /// The policy beside `config` and `call`.
    pub(crate) fn policy(&self) -> Result<Option<SignaturePolicy>, Error> {
        let policy = self.json.pointer("/given/policy").and_then(Value::as_str);
        policy.map(SignaturePolicy::parse).transpose()
    }

    /// The clock stands in for `now`, as in the facades of the other languages.
    pub(crate) fn window(&self) -> Option<Window> {
        let number = |name| self.field(name).and_then(Value::as_i64);
        let tolerance = number("tolerance");
        let now = number("now").or_else(|| tolerance.and_then(|_| clock()))?;
        Some(Window::new(now, tolerance))
    }

    pub(crate) fn candidates(&self) -> Candidates {
        let list = |name| self.field("candidates").map(|all| texts(&all[name])).unwrap_or_default();
        Candidates {
            secret_keys: list("secret_keys"),
            targets: list("targets"),
            client_ids: list("client_ids"),
            request_ids: list("request_ids"),
        }
    }

    pub(crate) fn doku(&self) -> Result<Doku, Error> {
        let config = |name: &str| self.json.pointer(&format!("/given/config/{name}"));
        let text = |name: &str| config(name).and_then(Value::as_str);
        let client_id = text("client_id").unwrap_or_default();
        let base_url = text("environment/base_url");
        let previous = config("previous_secret_keys").map(texts).unwrap_or_default();
        let previous: Vec<_> = previous.iter().map(String::as_str).collect();
        let bare = config("accept_bare_signatures").and_then(Value::as_bool);
        Doku::configure(&Config {
            environment: text("environment"),
            base_url,
            client_id,
            secret_key: text("secret_key"),
            previous_secret_keys: &previous,
            accept_bare_signatures: bare.unwrap_or_default(),
            query: text("query"),
            policy: text("policy"),
            allow_plain_http: config("allow_plain_http")
                .and_then(Value::as_bool)
                .unwrap_or_default(),
        })
    }
}

fn clock() -> Option<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// Every vector below a folder, in the order of their names.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

pub(crate) fn headers(object: &Value) -> Vec<Header> {
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

/// Text, or `{"base64"}`.
fn bytes(value: &Value) -> Option<Vec<u8>> {
    match value.get("base64").and_then(Value::as_str) {
        Some(base64) => STANDARD.decode(base64).ok(),
        None => value.as_str().map(|text| text.as_bytes().to_vec()),
    }
}
