use super::*;
use crate::doku::prepare::Stamp;
use crate::{ClientId, Environment, SecretKey};
use SignaturePolicy::{IfPresent, Required};

const HOOK: &str = "/doku/kyb";

fn doku() -> Doku {
    let client_id = ClientId::parse("BRN-1").unwrap();
    Doku::new(Environment::Test, client_id, SecretKey::parse("test-key").unwrap())
}

fn headers(body: &[u8]) -> Vec<Header> {
    let stamp = Stamp { request_id: "id-1".into(), timestamp: "2020-08-11T08:45:42Z".into() };
    doku().sign_test_notification(HOOK, body, &stamp).unwrap()
}

fn read(body: &[u8]) -> Result<Callback, Error> {
    doku().read_callback(HOOK, &headers(body), body, Some(Required), None)
}

fn kind(body: &str) -> Option<String> {
    read(body.as_bytes()).unwrap().kind
}

#[test]
fn the_type_says_what_a_callback_is_about() {
    for known in CALLBACK_KINDS {
        assert_eq!(kind(&format!(r#"{{"id":1,"type":"{known}"}}"#)).as_deref(), Some(*known));
    }
    assert_eq!(kind(r#"{"type":"ADDED_LATER"}"#).as_deref(), Some("ADDED_LATER"));
    assert_eq!(kind(r#"{"event":"BUSINESS_BANK","id":"1"}"#).as_deref(), Some("BUSINESS_BANK"));
}

#[test]
fn a_kind_that_is_not_clear_is_none() {
    for body in [
        "{}",
        r#"{"status":"ACTIVE"}"#,
        r#"{"a":"BRAND","b":"BUSINESS"}"#,
        r#"{"type":1}"#,
        r#"{"inner":{"type":"BRAND"}}"#,
        r#"{"type":"\ud800"}"#,
    ] {
        assert_eq!(kind(body), None, "{body}");
    }
}

#[test]
fn a_body_that_is_no_object_is_unreadable() {
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    for (body, path, code) in [
        (b"".as_slice(), "", ViolationCode::BadFormat),
        (b"type=BUSINESS", "", ViolationCode::BadFormat),
        (b"{\"type\":\"BUSINESS\xff\"}", "", ViolationCode::BadFormat),
        (b"{\"type\":\"BUSINESS\"", "", ViolationCode::BadFormat),
        (b"[]", "", ViolationCode::WrongType),
        (deep.as_bytes(), "", ViolationCode::WrongType),
        (br#"{"type":"BRAND","type":"BUSINESS"}"#, "type", ViolationCode::NotAllowed),
    ] {
        let error = read(body).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse);
        assert_eq!((error.violations()[0].path.as_str(), error.violations()[0].code), (path, code));
    }
}

#[test]
fn depth_and_size_do_no_harm() {
    let deep = format!(r#"{{"type":"BRAND","a":{}1{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(kind(&deep).as_deref(), Some("BRAND"));
    let large = format!(r#"{{"type":"BRAND","a":"{}"}}"#, "x".repeat(20_000_000));
    assert_eq!(read(large.as_bytes()).unwrap().raw.len(), large.len());
}

#[test]
fn an_unsigned_callback_needs_a_policy_that_says_so() {
    let read = |policy| doku().read_callback(HOOK, &[], br#"{"type":"BRAND"}"#, policy, None);
    assert_eq!(read(Some(Required)).unwrap_err().code(), ErrorCode::SignatureMissing);
    assert_eq!(read(None).unwrap_err().code(), ErrorCode::SignatureMissing);
    let callback = read(Some(IfPresent)).unwrap();
    assert_eq!((callback.signature, callback.request_id), (SignatureStatus::Absent, None));
}

#[test]
fn a_forged_callback_is_refused_under_either_policy() {
    let headers = headers(br#"{"type":"BRAND"}"#);
    for policy in [Required, IfPresent] {
        let forged =
            doku().read_callback(HOOK, &headers, br#"{"type":"BRAN_"}"#, Some(policy), None);
        assert_eq!(forged.unwrap_err().code(), ErrorCode::SignatureMismatch);
    }
}

#[test]
fn a_callback_outside_its_window_is_stale() {
    let body = br#"{"type":"BRAND"}"#;
    let at = |now| {
        let window = Some(Window::new(now, Some(60)));
        doku().read_callback(HOOK, &headers(body), body, Some(Required), window)
    };
    assert!(at(1_597_135_542 + 60).is_ok());
    assert!(at(1_597_135_542 - 60).is_ok());
    for now in [1_597_135_542 + 61, 1_597_135_542 - 61] {
        assert_eq!(at(now).unwrap_err().code(), ErrorCode::StaleTimestamp);
    }
}

#[test]
fn a_header_with_a_line_end_is_no_match() {
    let mut lines = headers(b"{}");
    lines[1].value.push_str("\r\nX:1");
    let error = doku().verify_notification(HOOK, &lines, b"{}", None).unwrap_err();
    assert_eq!(error.code(), ErrorCode::SignatureMismatch);
    assert!(error.detail().contains("line end"), "{error}");
}

#[test]
fn previous_keys_verify_and_never_sign() {
    let new = ClientId::parse("BRN-1").unwrap();
    let new = Doku::new(Environment::Test, new, SecretKey::parse("new-key").unwrap());
    let verify = |doku: &Doku| doku.verify_notification(HOOK, &headers(b"{}"), b"{}", None);
    assert_eq!(verify(&new).unwrap_err().code(), ErrorCode::SignatureMismatch);
    let rotated = new.clone().with_previous_key(SecretKey::parse("test-key").unwrap());
    assert_eq!(verify(&rotated), Ok(SignatureStatus::Verified));
    let stamp = Stamp { request_id: "1".into(), timestamp: "2020-08-11T08:45:42Z".into() };
    let sign = |doku: &Doku| doku.sign_reply("/a", b"", &stamp).unwrap().signature;
    assert_eq!(sign(&rotated), sign(&new));
}

#[test]
fn a_bare_signature_needs_its_option() {
    let mut lines = headers(b"{}");
    let bare = lines[3].value.trim_start_matches("HMACSHA256=").trim_end_matches('=').to_owned();
    for value in [bare.clone(), format!("{bare}="), format!("HMACSHA256={bare}")] {
        lines[3].value = value;
        let strict = doku().verify_notification(HOOK, &lines, b"{}", None).unwrap_err();
        assert_eq!(strict.code(), ErrorCode::SignatureMismatch);
        let lenient = doku().with_bare_signatures();
        let verdict = lenient.verify_notification(HOOK, &lines, b"{}", None);
        assert_eq!(verdict, Ok(SignatureStatus::Verified));
        let other = lenient.verify_notification(HOOK, &lines, b"{ }", None).unwrap_err();
        assert_eq!(other.code(), ErrorCode::SignatureMismatch);
    }
}
