use super::{PreparedRequest, Stamp};
use crate::doku::{Config, Doku};
use crate::error::{Error, ErrorCode};
use crate::payload::from_json;
use crate::{GenericCall, RdlRegistration};

#[test]
fn prepares_the_documented_headers_in_order() {
    let prepared = prepare(r#"{"method":"POST","target":"/a","body":"{}"}"#).unwrap();
    let names: Vec<_> = prepared.headers.iter().map(|header| header.name.as_str()).collect();
    assert_eq!(
        names,
        ["Client-Id", "Request-Id", "Request-Timestamp", "Signature", "Content-Type"]
    );
    assert_eq!(value(&prepared, "Client-Id"), "MCH-1");
    assert_eq!(value(&prepared, "Request-Id"), "id-1");
    assert_eq!(value(&prepared, "Request-Timestamp"), "2020-08-11T08:45:42Z");
    assert_eq!(value(&prepared, "Content-Type"), "application/json");
    assert_eq!(prepared.method, "POST");
    assert_eq!(prepared.url, "https://api-sandbox.doku.com/a");
    assert_eq!(prepared.body.as_deref(), Some(&b"{}"[..]));
}

#[test]
fn leaves_content_type_and_digest_out_without_a_body() {
    let request = r#"{"method":"GET","target":"/a?b=1","query":"unsigned"}"#;
    let unsigned = doku().prepare_unsigned("call", request, &stamp()).unwrap();
    assert_eq!(unsigned.digest, None);
    assert!(unsigned.string_to_sign.ends_with("\nRequest-Target:/a"));
    assert_eq!(unsigned.request.headers.len(), 3);
    assert_eq!(unsigned.request.target, "/a");
    assert_eq!(unsigned.request.url, "https://api-sandbox.doku.com/a?b=1");
    let prepared = prepare(request).unwrap();
    assert_eq!(prepared.headers.len(), 4);
    assert_eq!(prepared.body, None);
}

#[test]
fn writes_the_timestamp_in_utc() {
    let stamp = Stamp { timestamp: "2020-08-11T15:45:42+07:00".into(), ..stamp() };
    let prepared = doku().prepare_text("call", GET, &stamp).unwrap();
    assert_eq!(prepared, prepare(GET).unwrap());
}

#[test]
fn agrees_with_the_typed_entry() {
    let request =
        GenericCall { method: "GET".into(), target: "/a".into(), ..GenericCall::default() };
    let prepared = doku().prepare(&request, &stamp()).unwrap();
    assert_eq!(prepared, prepare(GET).unwrap());
    let refused = doku().prepare(&RdlRegistration::default(), &stamp()).unwrap_err();
    assert_eq!(refused.violations().len(), 28);
}

#[test]
fn rejects_an_unknown_operation() {
    for operation in ["", "Call", "register", "REGISTER_RDL_CUSTOMER"] {
        let refused = doku().prepare_text(operation, "{}", &stamp()).unwrap_err();
        assert_eq!(listed(&refused), ["operation not_in_list"], "{operation}");
    }
}

#[test]
fn reports_the_calls_violations_before_the_requests() {
    let wrong = Stamp { request_id: String::new(), timestamp: "today".into() };
    let refused = doku().prepare_text("call", r#"{"target":"a"}"#, &wrong).unwrap_err();
    assert_eq!(
        listed(&refused),
        ["request_id required", "timestamp bad_format", "method required", "target bad_format",]
    );
}

#[test]
fn misses_the_key_only_to_sign() {
    let keyless = Doku::configure(Config {
        environment: Some("test".into()),
        client_id: "MCH-1".into(),
        ..Config::default()
    })
    .unwrap();
    let unsigned = keyless.prepare_unsigned("call", GET, &stamp()).unwrap();
    let prepared = prepare(GET).unwrap();
    let again = keyless.resign_unsigned(&prepared, "2020-08-11T08:45:42Z").unwrap();
    assert_eq!(again, unsigned);
    for refused in [
        keyless.prepare_text("call", GET, &stamp()).unwrap_err(),
        keyless.resign(&prepared, "2020-08-11T08:45:42Z").unwrap_err(),
        keyless.sign_component("GET", "/a", None, &stamp()).unwrap_err(),
        keyless.sign_reply("/a", b"", &stamp()).unwrap_err(),
    ] {
        assert_eq!(refused.code(), ErrorCode::InvalidConfig);
        assert_eq!(listed(&refused), ["secret_key required"]);
    }
}

#[test]
fn attaches_a_signature_where_prepare_puts_it() {
    for request in [GET, r#"{"method":"POST","target":"/a","body":"{}"}"#] {
        let unsigned = doku().prepare_unsigned("call", request, &stamp()).unwrap();
        let prepared = prepare(request).unwrap();
        let signature = value(&prepared, "Signature");
        let attached = doku().attach_signature(unsigned.request, signature).unwrap();
        assert_eq!(attached, prepared);
        let attached_twice = doku().attach_signature(attached, signature).unwrap();
        assert_eq!(attached_twice, prepared, "one Signature header, never two");
    }
}

#[test]
fn rejects_signatures_that_are_none() {
    for signature in [
        "",
        "Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=",
        "HMACSHA256=",
        "HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk",
        "HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=\r\nX: y",
    ] {
        let unsigned = doku().prepare_unsigned("call", GET, &stamp()).unwrap();
        let refused = doku().attach_signature(unsigned.request, signature).unwrap_err();
        assert_eq!(listed(&refused), ["signature bad_format"], "{signature:?}");
    }
}

#[test]
fn resigns_with_a_new_timestamp_and_nothing_else() {
    let first = prepare(r#"{"method":"POST","target":"/a","body":"{}"}"#).unwrap();
    let again = doku().resign(&first, "2020-08-11T09:45:42Z").unwrap();
    assert_eq!(value(&again, "Request-Timestamp"), "2020-08-11T09:45:42Z");
    assert_ne!(value(&again, "Signature"), value(&first, "Signature"));
    let back = doku().resign(&again, "2020-08-11T10:45:42+02:00").unwrap();
    assert_eq!(back, first);
    let refused = doku().resign(&first, "now").unwrap_err();
    assert_eq!(listed(&refused), ["timestamp bad_format"]);
}

#[test]
fn signs_a_digest_line_unless_it_is_a_get() {
    let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    for (method, body, digest) in [
        ("POST", None, None),
        ("POST", Some(&b""[..]), Some(empty)),
        ("DELETE", Some(&b""[..]), Some(empty)),
        ("GET", Some(&b""[..]), None),
        ("GET", Some(&b"{}"[..]), None),
        ("get", Some(&b"{}"[..]), None),
        ("GET", None, None),
    ] {
        let stages = doku().sign_component(method, "/a", body, &stamp()).unwrap();
        assert_eq!(stages.digest.as_deref(), digest, "{method} {body:?}");
        let lines = if digest.is_some() { 5 } else { 4 };
        assert_eq!(stages.string_to_sign.lines().count(), lines, "{method} {body:?}");
    }
}

#[test]
fn signs_a_reply_under_its_own_label() {
    let reply = doku().sign_reply("/inquiry", b"{}", &stamp()).unwrap();
    let request = doku().sign_component("POST", "/inquiry", Some(b"{}"), &stamp()).unwrap();
    let relabelled = reply.string_to_sign.replace("Response-Timestamp:", "Request-Timestamp:");
    assert_eq!(relabelled, request.string_to_sign);
    assert_ne!(reply.signature, request.signature);
}

#[test]
fn rejects_to_sign_for_what_is_no_call() {
    let wrong = Stamp { request_id: "x".repeat(129), timestamp: String::new() };
    let refused = doku().sign_component("POST", "a", None, &wrong).unwrap_err();
    let expected = ["request_id too_long", "timestamp required", "target bad_format"];
    assert_eq!(listed(&refused), expected);
    let refused = doku().sign_reply("/a b", b"", &stamp()).unwrap_err();
    assert_eq!(listed(&refused), ["target bad_format"]);
    let own = doku().sign_reply("//inquiry/%2f?task=a", b"", &stamp()).unwrap();
    assert!(own.string_to_sign.contains("\nRequest-Target://inquiry/%2f?task=a\n"));
}

#[test]
fn rejects_signing_again_what_has_lost_its_body() {
    let sample = include_str!("../../../tests/data/registration.json").trim_end();
    let stamp = Stamp { request_id: "R-1".into(), timestamp: "2020-08-11T08:45:42Z".into() };
    let sent = doku().prepare_text("register_rdl_customer", sample, &stamp).unwrap();
    assert!(doku().resign(&sent, "2020-08-11T09:45:42Z").is_ok());
    let lost = super::PreparedRequest { body: None, ..sent };
    let refused = doku().resign(&lost, "2020-08-11T09:45:42Z").unwrap_err();
    assert_eq!(listed(&refused), ["body required"]);
}

#[test]
fn reads_typed_requests_from_json_only_without_loss() {
    let call: GenericCall = from_json(r#"{"target":"/a","method":"GET","body":null}"#).unwrap();
    assert_eq!((call.method.as_str(), call.target.as_str()), ("GET", "/a"));
    assert_eq!((call.body, call.query), (None, None));
    let refused = from_json::<GenericCall>(r#"{"target":"/a"}"#).unwrap_err();
    assert_eq!(listed(&refused), ["method required"]);

    let sample = include_str!("../../../tests/data/registration.json").trim_end();
    let typed: RdlRegistration = from_json(sample).unwrap();
    assert_eq!(super::to_json(&typed), sample);
    let with_number = sample.replace(r#""monthly_income":"1""#, r#""monthly_income":1"#);
    let refused = from_json::<RdlRegistration>(&with_number).unwrap_err();
    assert_eq!(
        listed(&refused),
        ["rdl_customer.monthly_income wrong_type"],
        "it would be sent as text"
    );
}

const GET: &str = r#"{"method":"GET","target":"/a"}"#;

fn doku() -> Doku {
    Doku::configure(Config {
        environment: Some("test".into()),
        client_id: "MCH-1".into(),
        secret_key: Some("secret".into()),
        ..Config::default()
    })
    .unwrap()
}

fn stamp() -> Stamp {
    Stamp { request_id: "id-1".into(), timestamp: "2020-08-11T08:45:42Z".into() }
}

fn prepare(request: &str) -> Result<PreparedRequest, Error> {
    doku().prepare_text("call", request, &stamp())
}

fn value<'a>(prepared: &'a PreparedRequest, name: &str) -> &'a str {
    let mut found = prepared.headers.iter().filter(|header| header.name == name);
    &found.next().unwrap().value
}

fn listed(error: &Error) -> Vec<String> {
    let violations = error.violations().iter();
    violations.map(|violation| format!("{} {}", violation.path, violation.code.as_str())).collect()
}
