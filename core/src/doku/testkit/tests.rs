use super::*;
use crate::{ClientId, Environment, SecretKey, SignaturePolicy, SignatureStatus};

fn doku() -> Doku {
    let client_id = ClientId::parse("MCH-1").unwrap();
    Doku::new(Environment::Test, client_id, SecretKey::parse("test-key").unwrap())
}

#[test]
fn a_fake_response_passes_as_genuine() {
    let sent = Sent {
        operation: "call".into(),
        method: "POST".into(),
        target: "/a".into(),
        request_id: "id-1".into(),
        client_id: None,
        url: None,
    };
    // The header carries the very text that was signed.
    for time in ["2020-08-11T08:45:42Z", "2020-08-11T15:45:42+07:00"] {
        let mut fake = doku().sign_test_response(&sent, 201, b"{}", time).unwrap();
        let verify = |fake: &Received| {
            doku().verify_response(&sent, fake, Some(SignaturePolicy::Required), None)
        };
        assert_eq!(verify(&fake), Ok(SignatureStatus::Verified));
        fake.body.push(b' ');
        assert!(verify(&fake).is_err());
    }
}

#[test]
fn a_fake_notification_passes_as_genuine() {
    let stamp = Stamp { request_id: "id-1".into(), timestamp: "2020-08-11T15:45:42+07:00".into() };
    let headers = doku().sign_test_notification("/hook", b"{}", &stamp).unwrap();
    let verdict = doku().verify_notification("/hook", &headers, b"{}", None);
    assert_eq!(verdict, Ok(SignatureStatus::Verified));
    assert!(doku().verify_notification("/other", &headers, b"{}", None).is_err());
}

#[test]
fn a_bad_time_is_refused() {
    let stamp = Stamp { request_id: "id-1".into(), timestamp: "now".into() };
    let error = doku().sign_test_notification("/hook", b"{}", &stamp).unwrap_err();
    assert_eq!(error.violations()[0].path, "timestamp");
}
