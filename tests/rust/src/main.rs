//! Runs a folder of vectors through the Rust API: `dokukit-vectors DIR`.
//!
//! One JSON line for each: what came out, which `cargo xtask vectors` compares.

mod attempts;
mod sent;
mod show;
mod vector;

use std::path::Path;

use dokukit::{
    Doku, Error, RequestId, Sent, Stamp, Timestamp, check, check_against_requirements_text,
    check_upload_text, place_upload_text, token_is_expired, upload_plan_text,
};
use serde_json::{Map, Value, json};

use crate::vector::Vector;

/// What came out of a vector.
#[derive(Default)]
struct Outcome {
    result: Map<String, Value>,
    /// Two ways that should have agreed and did not.
    differs: Option<&'static str>,
}

fn main() {
    let dir = std::env::args().nth(1).unwrap_or_else(|| "tests/vectors".into());
    for file in vector::files(Path::new(&dir)) {
        let mut outcome = Outcome::default();
        let vector = Vector::load(&file).inspect_err(|error| eprintln!("{error}"));
        if let Err(failure) = vector.map_or(Ok(()), |vector| outcome.run(&vector)) {
            outcome.put("error", show::error(&failure));
        }
        let name = file.strip_prefix(&dir).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let Outcome { result, differs } = outcome;
        println!("{}", json!({"lang": "rust", "file": name, "result": result, "differs": differs}));
    }
}

impl Outcome {
    fn put(&mut self, part: &str, value: Value) {
        self.result.insert(part.to_owned(), value);
    }

    fn run(&mut self, v: &Vector) -> Result<(), Error> {
        let answer = match v.operation() {
            "timestamp" => {
                let time = match v.integer("unix") {
                    Some(seconds) => Timestamp::from_unix(seconds)?,
                    None => Timestamp::parse(&v.text("text"))?,
                };
                json!({"text": time.to_string(), "unix": time.unix()})
            }
            "request_id" => json!({"text": RequestId::parse(&v.text("text"))?.as_str()}),
            "check" => {
                let told = check(&v.text("operation"), &v.source("request"));
                json!({"violations": show::violations(&told)})
            }
            "check_against_requirements" => {
                let (request, needs) = (v.source("request"), v.source("requirements"));
                let told = check_against_requirements_text(&request, &needs)?;
                json!({"violations": show::violations(&told)})
            }
            "upload_plan" => {
                json!({"uploads": show::json(&upload_plan_text(&v.source("requirements"))?)})
            }
            "check_upload" => {
                let size = v.integer("size").and_then(|size| u64::try_from(size).ok());
                let (upload, needs) = (v.source("request"), v.source("requirements"));
                let told = check_upload_text(&upload, size, &needs)?;
                json!({"violations": show::violations(&told)})
            }
            "place_upload" => {
                let (upload, placement) = (v.source("upload"), v.source("placement"));
                let placed = place_upload_text(&v.source("request"), &upload, &placement)?;
                json!({"request": show::json(&placed)})
            }
            "is_expired" => {
                let times = (v.integer("now"), v.integer("leeway").unwrap_or_default());
                let (now, leeway) = (times.0.unwrap_or_default(), times.1);
                json!({"expired": token_is_expired(v.integer("expires_at"), now, leeway)})
            }
            _ => return self.run_configured(v, &v.doku()?),
        };
        self.put("answer", answer);
        Ok(())
    }

    /// What needs a configuration.
    fn run_configured(&mut self, v: &Vector, doku: &Doku) -> Result<(), Error> {
        let ids = Stamp { request_id: v.text("request_id"), timestamp: v.text("timestamp") };
        let (target, body, window) = (v.text("target"), v.bytes("body"), v.window());
        let content = body.as_deref().unwrap_or_default();
        let answer = match v.operation() {
            "sign_component" => {
                let made =
                    doku.sign_component(&v.text("method"), &target, body.as_deref(), &ids)?;
                self.put("stages", show::stages(&made));
                return Ok(());
            }
            "sign_reply" => {
                self.put("stages", show::stages(&doku.sign_reply(&target, content, &ids)?));
                return Ok(());
            }
            "verify_response" => {
                let (method, request_id) = (v.text("method"), ids.request_id);
                let sent = Sent { method, target, request_id, ..Sent::default() };
                let received = v.response().unwrap_or_else(vector::nothing);
                let status = doku.verify_response(&sent, &received, v.policy()?, window)?;
                json!({"signature": status.as_str()})
            }
            "verify_notification" => {
                let status = doku.verify_notification(&target, &v.headers(), content, window)?;
                json!({"signature": status.as_str()})
            }
            "read_callback" => {
                let headers = v.headers();
                show::callback(&doku.read_callback(
                    &target,
                    &headers,
                    content,
                    v.policy()?,
                    window,
                )?)
            }
            "diagnose_signature" => {
                let found = v.signed(|signed| doku.diagnose_signature(signed, &v.candidates()))?;
                let codes: Vec<_> = found.into_iter().map(|finding| finding.code).collect();
                json!({"findings": codes})
            }
            "explain_signature" => {
                show::explanation(&v.signed(|signed| doku.explain_signature(signed))?)
            }
            "sign_test_notification" => {
                let headers = doku.sign_test_notification(&target, content, &ids)?;
                json!({"headers": show::headers(&headers)})
            }
            _ => return self.send(v, doku),
        };
        self.put("answer", answer);
        Ok(())
    }
}
