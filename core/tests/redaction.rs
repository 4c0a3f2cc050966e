//! No output for logs shows a secret or a personal value.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that fails shows where it fails"
)]

use std::fmt::Debug;

use dokukit::{
    Answer, BusinessData, BusinessRegistration, ClientId, Config, Doku, Environment, GenericCall,
    Header, Kind, LiteRegistration, OPERATIONS, Payload, Place, Placement, RdlAccount, RdlCustomer,
    RdlDisbursement, RdlRegistration, RdlRegistrationAnswer, Received, Rule, Secret, SecretKey,
    Sent, SignatureStatus, Stamp, Table, TokenAnswer, UnsignedRequest, Upload, UploadFile,
    UploadStamp,
};
use serde_json::{Map, Value};

#[test]
fn hides_the_secret_key() {
    let key = SecretKey::parse(MARKER).unwrap();
    hides(&key);
    assert_eq!(format!("{key:?}"), "[redacted]");
    let client_id = ClientId::parse("MCH-1").unwrap();
    hides(&Doku::new(Environment::Test, client_id, key));
    hides(
        &Doku::configure(Config {
            environment: Some("test".into()),
            client_id: "MCH-1".into(),
            secret_key: Some(MARKER.into()),
            ..Config::default()
        })
        .unwrap(),
    );
    hides(&SecretKey::parse(&format!("{MARKER}\n")).unwrap_err());
    hides(
        &Doku::configure(Config {
            environment: Some(MARKER.into()),
            client_id: String::new(),
            secret_key: Some(format!(" {MARKER}")),
            ..Config::default()
        })
        .unwrap_err(),
    );
    hides(
        &Doku::configure(Config {
            base_url: Some(format!("http://{MARKER}@host")),
            client_id: "M".into(),
            ..Config::default()
        })
        .unwrap_err(),
    );
}

#[test]
fn hides_every_field_of_every_payload() {
    let customer: RdlCustomer = filled();
    hides(&customer);
    hides(&RdlRegistration { rdl_customer: customer });
    hides(&filled::<RdlAccount>());
    let answer: RdlRegistrationAnswer = filled();
    hides(&answer);
    hides(&filled::<GenericCall>());
    hides(&filled::<BusinessRegistration>());
    hides(&filled::<LiteRegistration>());
    hides(&filled::<RdlDisbursement>());
    hides(&filled::<Placement>());
    hides(&Answer {
        signature: SignatureStatus::Verified,
        replayed: false,
        http_status: 201,
        body: answer,
        deviations: Vec::new(),
        raw: MARKER.into(),
    });
}

#[test]
fn hides_secrets_of_answers() {
    let text = all(&BusinessData::TABLE, &format!("\"{MARKER}\""));
    let data: BusinessData = serde_json::from_str(&text).unwrap();
    hides(&data);
    let key = data.brands.as_ref().unwrap()[0].shared_key.clone().unwrap();
    assert_eq!(key.expose(), MARKER);
    hides(&key);
    // Stored or logged as JSON, an answer has everything else.
    let stored = serde_json::to_string(&data).unwrap();
    assert_eq!(stored.replace("\"shared_key\":\"[redacted]\"", "\"shared_key\":\"MARKER\""), text);
    let token = all(&TokenAnswer::TABLE, &format!("\"{MARKER}\""));
    hides(&serde_json::from_str::<TokenAnswer>(&token).unwrap());
}

#[test]
fn hides_uploads() {
    let content = [b"\xff\xd8\xff".as_slice(), MARKER.as_bytes()].concat();
    let file = UploadFile { name: "photo.jpg".into(), content_type: "image/jpeg".into(), content };
    let (category, file) = ("PHOTO_PROOF".into(), Some(file));
    let upload = Upload { category, file, ..Upload::default() };
    hides(&upload);
    let stamp = UploadStamp { token: Secret::new(MARKER), boundary: "b".into() };
    hides(&stamp);
    hides(&doku().prepare_upload(&upload, &stamp).unwrap());
    hides(&doku().prepare_upload_frame(&upload, &stamp).unwrap());
    let stamp = UploadStamp { token: Secret::new(format!("{MARKER}\n")), boundary: MARKER.into() };
    hides(&doku().prepare_upload(&upload, &stamp).unwrap_err());
    let wrong = Upload { category: MARKER.into(), code: Some(MARKER.into()), ..upload };
    hides(&doku().prepare_upload(&wrong, &stamp).unwrap_err());
}

#[test]
fn hides_what_goes_over_the_wire() {
    hides(&Header::new("Authorization", MARKER));
    hides(&received(200));
    let UnsignedRequest { mut request, .. } = unsigned();
    assert!(request.body.as_deref().unwrap().starts_with(b"{\"a\":\"MARKER"));
    hides(&request);
    request.headers.push(Header::new("Signature", MARKER));
    request.url.push_str(MARKER);
    hides(&request);
    hides(&unsigned());
    hides(&Sent::from(&request));
}

#[test]
fn hides_the_value_that_broke_a_rule() {
    let long = MARKER.repeat(20);
    let object = format!("{{\"k\":\"{MARKER}\"}}");
    let list = format!("[\"{MARKER}\"]");
    let text = format!("\"{long}\"");
    let signed = OPERATIONS.iter().filter(|operation| operation.place != Place::Multipart);
    for operation in signed {
        for token in [&text, &object, &list, &format!("\"\\ud800{MARKER}\"")] {
            let request = all(&operation.request, token);
            // A row without limits takes the long text.
            if let Err(error) = doku().prepare_text(operation.name, &request, &stamp()) {
                hides(&error);
            }
        }
    }
    for request in [MARKER, &format!("{{\"{MARKER}"), &format!("\"{MARKER}\"")] {
        hides(&doku().prepare_text("call", request, &stamp()).unwrap_err());
    }
    let request = format!(
        "{{\"method\":\"{MARKER}\",\"target\":\"{MARKER}\",\"body\":\"{MARKER}\",\"query\":\"{MARKER}\"}}"
    );
    let wrong = Stamp { request_id: format!("{MARKER}\n"), timestamp: MARKER.into() };
    let error = doku().prepare_text("call", &request, &wrong).unwrap_err();
    assert_eq!(error.violations().len(), 6);
    hides(&error);
    hides(&doku().attach_signature(unsigned().request, MARKER).unwrap_err());
    hides(&doku().prepare_text(MARKER, "{}", &stamp()).unwrap_err());
}

#[test]
fn hides_what_a_refusal_says() {
    for status in [200, 201, 409, 500] {
        let error = doku().read_text(&sent(), &received(status), None).unwrap_err();
        hides(&error);
        if let Some(gateway) = error.gateway() {
            assert_eq!(gateway.text.as_deref(), Some(MARKER));
            assert_eq!(gateway.kind.as_deref(), Some(MARKER));
            hides(gateway);
        }
    }
}

#[cfg(feature = "uniffi")]
#[test]
fn hides_as_much_in_other_languages() {
    use dokukit::ffi::{CoreError, DokuCore, TextAnswer};

    let core = DokuCore::new(Config {
        environment: Some("test".into()),
        client_id: "MCH-1".into(),
        secret_key: Some(MARKER.into()),
        previous_secret_keys: vec![MARKER.into()],
        ..Config::default()
    })
    .unwrap();
    hides(&core);
    for status in [200, 500] {
        let error = doku().read_text(&sent(), &received(status), None).unwrap_err();
        hides(&CoreError::from(error));
    }
    hides(&TextAnswer {
        signature: SignatureStatus::Verified,
        replayed: false,
        http_status: 201,
        body: MARKER.into(),
        deviations: Vec::new(),
        raw: MARKER.into(),
    });
}

const MARKER: &str = "MARKER";

/// Neither as text nor as the numbers of its bytes.
fn hides(shown: &impl Debug) {
    let bytes = format!("{:?}", MARKER.as_bytes());
    for output in [format!("{shown:?}"), format!("{shown:#?}").replace([' ', '\n'], "")] {
        assert!(!output.contains(MARKER), "{output}");
        let output = output.replace(' ', "");
        let bytes = bytes.replace(['[', ']', ' '], "");
        assert!(!output.contains(&bytes), "{output}");
    }
}

/// A payload with the marker in every field that is text.
fn filled<T: Payload + serde::de::DeserializeOwned + serde::Serialize>() -> T {
    let token = format!("\"{MARKER}\"");
    let text = all(&T::TABLE, &token);
    let payload: T = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&payload).unwrap(), text, "every field holds the marker");
    payload
}

/// An object of the table with the same JSON in every row.
fn all(table: &Table, token: &str) -> String {
    let rows = table.fields.iter().map(|field| match field.rule.kind {
        Kind::Object(inner) => format!("\"{}\":{}", field.name, all(inner, token)),
        Kind::List(Rule { kind: Kind::Object(inner), .. }) => {
            format!("\"{}\":[{}]", field.name, all(inner, token))
        }
        Kind::List(_) => format!("\"{}\":[{token}]", field.name),
        Kind::Boolean => format!("\"{}\":true", field.name),
        Kind::Integer | Kind::WholeDigits => format!("\"{}\":7", field.name),
        _ => format!("\"{}\":{token}", field.name),
    });
    format!("{{{}}}", rows.collect::<Vec<_>>().join(","))
}

fn doku() -> Doku {
    Doku::configure(Config {
        environment: Some("test".into()),
        client_id: "MCH-1".into(),
        secret_key: Some(MARKER.into()),
        ..Config::default()
    })
    .unwrap()
}

fn stamp() -> Stamp {
    Stamp { request_id: "1".into(), timestamp: "2020-08-11T08:45:42Z".into() }
}

fn unsigned() -> UnsignedRequest {
    let body = format!("{{\"a\":\"{MARKER}\"}}");
    let request = Map::from_iter([
        ("method".to_owned(), Value::from("POST")),
        ("target".to_owned(), Value::from("/a")),
        ("body".to_owned(), Value::from(body)),
    ]);
    doku().prepare_unsigned("call", &Value::Object(request).to_string(), &stamp()).unwrap()
}

fn sent() -> Sent {
    Sent {
        operation: OPERATIONS[0].name.into(),
        method: "POST".into(),
        target: OPERATIONS[0].path.into(),
        request_id: "1".into(),
        client_id: None,
        url: None,
    }
}

/// A refusal that quotes what was sent, signed.
fn received(status: u16) -> Received {
    let body = format!("{{\"error\":{{\"message\":\"{MARKER}\",\"type\":\"{MARKER}\"}}}}");
    let stages = doku().sign_reply(&sent().target, body.as_bytes(), &stamp()).unwrap();
    let headers = vec![
        Header::new("Client-Id", "MCH-1"),
        Header::new("Request-Id", "1"),
        Header::new("Response-Timestamp", stamp().timestamp),
        Header::new("Signature", stages.signature),
        Header::new("Set-Cookie", MARKER),
    ];
    Received { status, headers, body: body.into_bytes() }
}
