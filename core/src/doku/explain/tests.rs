use super::*;
use crate::doku::prepare::Stamp;
use crate::{ClientId, Environment, Header, SecretKey};

fn doku() -> Doku {
    let client_id = ClientId::parse("MCH-1").unwrap();
    Doku::new(Environment::Test, client_id, SecretKey::parse("test-key").unwrap())
}

fn headers(label: &str, signature: &str) -> Vec<Header> {
    vec![
        Header::new("Client-Id", "MCH-1"),
        Header::new("request-id", "id-1"),
        Header::new(label, "2020-08-11T08:45:42Z"),
        Header::new("Signature", signature),
    ]
}

#[test]
fn the_stages_are_those_of_signing() {
    let stamp = Stamp { request_id: "id-1".into(), timestamp: "2020-08-11T08:45:42Z".into() };
    let post = doku().sign_component("POST", "/a", Some(b"{}"), &stamp).unwrap();
    let get = doku().sign_component("GET", "/a", None, &stamp).unwrap();
    let reply = doku().sign_reply("/a", b"{}", &stamp).unwrap();
    for (method, label, body, stages) in [
        ("POST", "Request-Timestamp", b"{}".as_slice(), post),
        ("GET", "Request-Timestamp", b"", get),
        ("POST", "Response-Timestamp", b"{}", reply),
    ] {
        let headers = headers(label, &stages.signature);
        let signed = Signed { method, target: "/a", headers: &headers, body };
        let explained = doku().explain_signature(&signed).unwrap();
        assert_eq!(explained.string_to_sign, stages.string_to_sign);
        assert_eq!(explained.digest, stages.digest);
        assert_eq!(
            explained.signature,
            stages.signature.chars().take(17).chain(['…']).collect::<String>()
        );
        assert_eq!(explained.received.as_deref(), Some(stages.signature.as_str()));
        assert!(explained.matches);
        assert_eq!(usize::try_from(explained.body_bytes), Ok(body.len()));
    }
}

#[test]
fn another_signature_does_not_match() {
    for signature in ["HMACSHA256=", "HMACSHA256=AAAA", ""] {
        let headers = headers("Request-Timestamp", signature);
        let signed = Signed { method: "POST", target: "/a", headers: &headers, body: b"{}" };
        assert!(!doku().explain_signature(&signed).unwrap().matches);
    }
}

#[test]
fn everything_that_is_lacking_is_named_at_once() {
    let signed = Signed { method: "POST", target: "a", headers: &[], body: b"" };
    let error = doku().explain_signature(&signed).unwrap_err();
    let paths: Vec<_> = error.violations().iter().map(|v| v.path.as_str()).collect();
    assert_eq!(paths, ["target", "headers.Request-Id", "headers.Request-Timestamp"]);
}

#[test]
fn explains_the_form_that_is_signed() {
    let stamp = Stamp { request_id: "id-1".into(), timestamp: "2020-08-11T08:45:42Z".into() };
    let of_path = doku().sign_component("POST", "/a", Some(b"{}"), &stamp).unwrap();
    let notified = headers("Request-Timestamp", &of_path.signature);
    let signed = Signed { method: "post", target: "/a?b=c", headers: &notified, body: b"{}" };
    let explained = doku().explain_signature(&signed).unwrap();
    assert!(explained.matches);
    assert_eq!(explained.string_to_sign, of_path.string_to_sign);
    let covered = doku().sign_reply("/a", b"{}", &stamp).unwrap();
    let answered = headers("Response-Timestamp", &covered.signature);
    let signed = Signed { method: "get", target: "/a", headers: &answered, body: b"{}" };
    let explained = doku().explain_signature(&signed).unwrap();
    assert!(explained.matches);
    assert_eq!(explained.digest, covered.digest);
}
