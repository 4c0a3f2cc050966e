//! Runs a folder of vectors through the Rust API: `dokukit-vectors DIR`.

mod compare;
mod sent;
mod vector;

use std::path::PathBuf;
use std::process::ExitCode;

use dokukit::{
    Call, Error, Received, RequestId, Sent, SignaturePolicy, Signed, Timestamp,
    check_against_requirements_text,
};
use serde_json::{Map, Value, json};

use crate::compare::{difference, error, stages, violations};
use crate::vector::{Vector, files};

fn main() -> ExitCode {
    let dir = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "tests/vectors".into()));
    let mut failed = false;
    for file in files(&dir) {
        let name = file.strip_prefix(&dir).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let (result, wrong) = match Vector::load(&file) {
            Ok(vector) => {
                let result = run(&vector);
                let wrong = difference(&vector.json, &result);
                (result, wrong)
            }
            Err(unreadable) => (Value::Null, Some(unreadable.to_string())),
        };
        println!(
            "{}",
            json!({"lang": "rust", "file": name, "ok": wrong.is_none(), "result": result})
        );
        if let Some(stage) = wrong {
            failed = true;
            eprintln!("rust {name}: {stage}");
        }
    }
    ExitCode::from(u8::from(failed))
}

fn run(vector: &Vector) -> Value {
    let mut result = Map::new();
    if let Err(failure) = call(vector, &mut result) {
        result.insert("error".into(), error(&failure));
    }
    Value::Object(result)
}

fn call(v: &Vector, result: &mut Map<String, Value>) -> Result<(), Error> {
    let operation = v.text("/operation");
    let call = Call { request_id: v.given("request_id"), timestamp: v.given("timestamp") };
    match operation.as_str() {
        "timestamp" => {
            let timestamp = match v.field("unix").and_then(Value::as_i64) {
                Some(unix) => Timestamp::from_unix(unix)?,
                None => Timestamp::parse(&v.given("text"))?,
            };
            result.insert(
                "answer".into(),
                json!({"text": timestamp.to_string(), "unix": timestamp.unix()}),
            );
            return Ok(());
        }
        "request_id" => {
            result.insert(
                "answer".into(),
                json!({"text": RequestId::parse(&v.given("text"))?.as_str()}),
            );
            return Ok(());
        }
        "check_against_requirements" => {
            let unmet = check_against_requirements_text(&v.request, &v.requirements)?;
            result.insert("answer".into(), json!({"violations": violations(&unmet)}));
            return Ok(());
        }
        _ => {}
    }
    let doku = v.doku()?;
    match operation.as_str() {
        "sign_component" => {
            let body = v.bytes("body");
            let (method, target) = (v.given("method"), v.given("target"));
            result.insert(
                "stages".into(),
                stages(&doku.sign_component(&method, &target, body.as_deref(), &call)?),
            );
        }
        "sign_reply" => {
            let body = v.bytes("body").unwrap_or_default();
            result.insert(
                "stages".into(),
                stages(&doku.sign_reply(&v.given("target"), &body, &call)?),
            );
        }
        "verify_response" => {
            let policy = v.policy()?.unwrap_or(SignaturePolicy::Required);
            let sent = Sent {
                operation: "call".into(),
                method: v.given("method"),
                target: v.given("target"),
                request_id: call.request_id,
                client_id: None,
                url: None,
            };
            let received = v.response().unwrap_or_else(|| Received {
                status: 0,
                headers: vec![],
                body: vec![],
            });
            let status = doku.verify_response(&sent, &received, policy, v.window())?;
            result.insert("answer".into(), json!({"signature": status.as_str()}));
        }
        "verify_notification" => {
            let (target, headers, body) = v.incoming();
            let status = doku.verify_notification(&target, &headers, &body, v.window())?;
            result.insert("answer".into(), json!({"signature": status.as_str()}));
        }
        "read_callback" => {
            let policy = v.policy()?.unwrap_or(SignaturePolicy::Required);
            let (target, headers, body) = v.incoming();
            let callback = doku.read_callback(&target, &headers, &body, policy, v.window())?;
            result.insert("answer".into(), compare::callback(&callback));
        }
        "diagnose_signature" => {
            let (target, headers, body) = v.incoming();
            let method = v.given("method");
            let signed =
                Signed { method: &method, target: &target, headers: &headers, body: &body };
            let found = doku.diagnose_signature(&signed, &v.candidates())?;
            let codes: Vec<_> = found.into_iter().map(|finding| finding.code).collect();
            result.insert("answer".into(), json!({"findings": codes}));
        }
        _ => sent::run(v, &doku, &operation, &call, result)?,
    }
    Ok(())
}
