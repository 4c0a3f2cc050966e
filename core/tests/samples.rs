//! DOKU's own samples: sent as they stand, and read without losing anything.
#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test that fails shows where it fails"
)]

use dokukit::{
    BusinessData, BusinessRegistration, Config, Doku, GetBusiness, Received, Sent, Stamp, from_json,
};
use serde_json::Value;

#[test]
fn reads_the_business_data_into_types_without_loss() {
    let sample: Value = serde_json::from_str(BUSINESS_DATA).unwrap();
    let received = Received { status: 200, headers: Vec::new(), body: BUSINESS_DATA.into() };
    let answer =
        doku().read_sent::<GetBusiness>(&sent("get_business", "GET"), &received, None).unwrap();
    let typed = serde_json::to_value(&answer.body).unwrap();
    let mut compared = 0;
    same(&sample, &typed, "", &mut compared);
    assert_eq!(compared, 205, "so many values has the sample");
    let key = answer.body.brands.as_ref().unwrap().first().unwrap().shared_key.as_ref().unwrap();
    assert_eq!(key.expose(), sample.pointer("/brands/0/shared_key").unwrap());
    assert_eq!(answer.raw, BUSINESS_DATA.as_bytes());
}

#[test]
fn keeps_the_business_data_as_json() {
    let sample: Value = serde_json::from_str(BUSINESS_DATA).unwrap();
    let received = Received { status: 200, headers: Vec::new(), body: BUSINESS_DATA.into() };
    let answer = doku().read_text(&sent("get_business", "GET"), &received, None).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&answer.body).unwrap(), sample);
}

#[test]
fn reads_unknown_statuses_and_fields() {
    let later = BUSINESS_DATA.replace("UPDATING", "FROZEN").replacen('{', "{\"added\": [1],", 1);
    let received = Received { status: 200, headers: Vec::new(), body: later.into() };
    let answer =
        doku().read_sent::<GetBusiness>(&sent("get_business", "GET"), &received, None).unwrap();
    let BusinessData { status, .. } = answer.body;
    assert_eq!(status.as_deref(), Some("FROZEN"));
}

#[test]
fn sends_the_registration_byte_for_byte() {
    let sample: Value = serde_json::from_str(REGISTRATION).unwrap();
    let compact = REGISTRATION.lines().map(str::trim_start).collect::<String>();
    // The sample has no text with these two bytes in it.
    let compact = compact.replace("\": ", "\":");
    let stamp = Stamp { request_id: "1".into(), timestamp: "2020-08-11T08:45:42Z".into() };
    let prepared = doku().prepare_text("register_business", REGISTRATION, &stamp).unwrap();
    assert_eq!(String::from_utf8(prepared.body.clone().unwrap()).unwrap(), compact);
    assert_eq!(serde_json::from_str::<Value>(&compact).unwrap(), sample);
    let typed: BusinessRegistration = from_json(REGISTRATION).unwrap();
    assert_eq!(doku().prepare(&typed, &stamp).unwrap(), prepared);
}

/// Every value of the sample is in the typed answer; amounts are text there, secrets hidden.
fn same(sample: &Value, typed: &Value, path: &str, compared: &mut usize) {
    *compared += 1;
    match (sample, typed) {
        (Value::Object(sample), Value::Object(typed)) => {
            assert_eq!(sample.len(), typed.len(), "{path}");
            for (key, value) in sample {
                let path = format!("{path}.{key}");
                same(value, typed.get(key).unwrap_or(&Value::Null), &path, compared);
            }
        }
        (Value::Array(sample), Value::Array(typed)) => {
            assert_eq!(sample.len(), typed.len(), "{path}");
            for (value, typed) in sample.iter().zip(typed) {
                same(value, typed, path, compared);
            }
        }
        (Value::Number(number), Value::String(text)) => assert_eq!(&number.to_string(), text),
        (_, Value::String(text)) if text == "[redacted]" => assert!(path.ends_with("shared_key")),
        (sample, typed) => assert_eq!(sample, typed, "{path}"),
    }
}

fn sent(operation: &str, method: &str) -> Sent {
    let target = "/adv-core-api/partner/v1.0/business/BRN-0104-1678960841263";
    Sent {
        operation: operation.into(),
        method: method.into(),
        target: target.into(),
        request_id: "1".into(),
        client_id: None,
        url: None,
    }
}

fn doku() -> Doku {
    let config = Config {
        environment: Some("test".into()),
        client_id: "BRN-0001-10791114622547".into(),
        secret_key: Some("test-secret-key".into()),
        ..Config::default()
    };
    Doku::configure(config).unwrap()
}

const BUSINESS_DATA: &str = include_str!("data/business-data.json");
const REGISTRATION: &str = include_str!("data/business-registration.json");
