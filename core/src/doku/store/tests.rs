use super::serialize_request;
use crate::doku::prepare::{PreparedRequest, Stamp};
use crate::doku::upload::UploadStamp;
use crate::doku::{Config, Doku};
use crate::error::ErrorCode;
use crate::values::secret::Secret;

#[test]
fn gives_back_what_was_stored() {
    for request in [post(), upload()] {
        let stored = serialize_request(&request);
        assert!(!stored.contains('\n'), "{stored}");
        assert_eq!(doku("test").restore(&stored).unwrap(), request);
    }
    assert_eq!(
        serialize_request(&post()),
        concat!(
            r#"{"operation":"call","method":"POST","url":"https://api-sandbox.doku.com/a","#,
            r#""headers":{"Client-Id":"MCH-1","Request-Id":"id-1","#,
            r#""Request-Timestamp":"2020-08-11T08:45:42Z","#,
            // Signed by Python's hmac with the key of `doku`.
            r#""Signature":"HMACSHA256=bxrLLUk4e/ei7Be8Shqy0E/aQFZ1Dkae2guYzWIzvYY=","#,
            r#""Content-Type":"application/json"},"body":"{\"a\": 1}","target":"/a","#,
            r#""request_id":"id-1","timestamp":"2020-08-11T08:45:42Z"}"#
        )
    );
}

#[test]
fn rejects_what_another_configuration_has_stored() {
    for request in [post(), upload()] {
        let error = doku("production").restore(&serialize_request(&request)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::NotForThisRequest);
    }
}

#[test]
fn rejects_what_was_changed() {
    let stored = serialize_request(&post());
    for (text, expected) in [
        ("", " bad_format"),
        ("[]", " wrong_type"),
        (&stored.replace("\"call\"", "\"refund\""), "operation not_in_list"),
        (&stored.replace("\"method\"", "\"verb\""), "method required"),
        (
            &stored.replace("\"id-1\",\"timestamp", "\"id\\n1\",\"timestamp"),
            "request_id bad_format",
        ),
        (&stored.replace("\"MCH-1\"", "\"MCH-1\\r\\nX: y\""), "headers[0] bad_format"),
        (&stored.replace("\"MCH-1\"", "1"), "headers[0] bad_format"),
        (&stored.replace(r#""{\"a\": 1}""#, "[1]"), "body wrong_type"),
        (&stored.replace("/a\",\"request_id", "/b\",\"request_id"), "url mismatch"),
        (&stored.replace("\"POST\"", "\"POST\\nhttps://evil.example\""), "method not_in_list"),
        (&stored.replace("08:45:42Z\"}", "15:45:42+07:00\"}"), "timestamp bad_format"),
        (&stored.replace(r#"\"a\": 1"#, r#"\"a\": 9"#), "headers.Signature mismatch"),
        (&stored.replace("HMACSHA256=", ""), "headers.Signature bad_format"),
        (&stored.replace("\"Signature\"", "\"X-Signature\""), "headers.Signature required"),
    ] {
        let error = doku("test").restore(text).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidRequest, "{text}");
        let first = &error.violations()[0];
        assert_eq!(format!("{} {}", first.path, first.code.as_str()), expected, "{text}");
    }
}

#[test]
fn writes_headers_anew() {
    let stored = serialize_request(&post());
    let other = r#""headers":{"Host":"evil.example","Transfer-Encoding":"chunked","#;
    let changed = stored.replace(r#""headers":{"#, other);
    assert_eq!(doku("test").restore(&changed).unwrap(), post());
    let changed = stored.replace(r#""Request-Id":"id-1""#, r#""Request-Id":"id-2""#);
    assert_eq!(doku("test").restore(&changed).unwrap(), post());
    let changed = serialize_request(&upload()).replace(r#""headers":{"#, other);
    assert_eq!(doku("test").restore(&changed).unwrap(), upload());
}

#[test]
fn rejects_an_upload_that_was_changed() {
    let stored = serialize_request(&upload());
    // Neither another endpoint nor another operation's request passes for an upload.
    let payout = serialize_request(&post()).replace("\"call\"", "\"upload_file\"");
    let payout = payout.replace("api-sandbox", "api-uat");
    for (text, expected) in [
        (&stored.replace("\"POST\"", "\"DELETE\""), "method mismatch"),
        (&stored.replace("v1.0/file\",\"headers", "v1.0/token\",\"headers"), "url mismatch"),
        (
            &stored.replace("v1.0/file\",\"request_id", "v1.0/token\",\"request_id"),
            "target mismatch",
        ),
        (&stored.replace("Bearer token", "Basic token"), "token required"),
        (&stored.replace("=boundary\"", "=\\\"x\""), "boundary bad_format"),
        (&payout, "token required"),
    ] {
        let error = doku("test").restore(text).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidRequest, "{text}");
        let first = &error.violations()[0];
        assert_eq!(format!("{} {}", first.path, first.code.as_str()), expected, "{text}");
    }
}

#[test]
fn loses_no_body_that_is_no_text() {
    let stored = serialize_request(&upload());
    let (before, rest) = stored.split_once("{\"base64\"").unwrap();
    let (_, after) = rest.split_once('}').unwrap();
    for body in [r#""\ud800""#, r#"{"base64":"QQ==","\ud800":1}"#] {
        let changed = format!("{before}{body}{after}");
        let error = doku("test").restore(&changed).unwrap_err();
        assert_eq!(error.violations()[0].path, "body", "{changed}");
    }
}

#[test]
fn knows_a_signature_by_every_key_and_by_none() {
    let stored = serialize_request(&post());
    let with = |secret_key: Option<&str>, previous: Option<&str>| {
        let config = Config {
            environment: Some("test".into()),
            client_id: "MCH-1".into(),
            secret_key: secret_key.map(str::to_owned),
            previous_secret_keys: previous.map(str::to_owned).into_iter().collect(),
            ..Config::default()
        };
        Doku::configure(config).unwrap().restore(&stored)
    };
    assert_eq!(with(Some("new"), Some("secret")).unwrap(), post());
    assert_eq!(with(None, None).unwrap(), post());
    assert_eq!(with(Some("new"), None).unwrap_err().violations()[0].path, "headers.Signature");
}

fn doku(environment: &str) -> Doku {
    Doku::configure(Config {
        environment: Some(environment.into()),
        client_id: "MCH-1".into(),
        secret_key: Some("secret".into()),
        ..Config::default()
    })
    .unwrap()
}

fn post() -> PreparedRequest {
    let stamp = Stamp { request_id: "id-1".into(), timestamp: "2020-08-11T08:45:42Z".into() };
    let request = r#"{"method":"POST","target":"/a","body":"{\"a\": 1}"}"#;
    doku("test").prepare_text("call", request, &stamp).unwrap()
}

fn upload() -> PreparedRequest {
    let stamp = UploadStamp { token: Secret::new("token"), boundary: "boundary".into() };
    let upload = r#"{"category":"LOGO","file":{"name":"a.jpg","content_type":"image/jpeg","base64":"/9j/AAAA"}}"#;
    doku("test").prepare_upload_text(upload, None, &stamp).unwrap()
}
