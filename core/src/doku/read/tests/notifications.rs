//! Notifications: their target, headers and time.

use super::*;

#[test]
fn verifies_notifications() {
    let status = notified(|_| (), "/notify", Some(Window::new(SIGNED_AT, Some(0))));
    assert_eq!(status, Ok(SignatureStatus::Verified));
    for (name, value, code) in [
        ("Signature", None, ErrorCode::SignatureMissing),
        ("Signature", Some("HMACSHA256="), ErrorCode::SignatureMismatch),
        ("Client-Id", Some("BRN-1"), ErrorCode::NotForThisRequest),
        ("Client-Id", None, ErrorCode::NotForThisRequest),
        ("Request-Id", Some("id-2"), ErrorCode::SignatureMismatch),
        ("Request-Id", None, ErrorCode::SignatureMismatch),
        ("Request-Timestamp", Some("2020-08-11T08:45:43Z"), ErrorCode::SignatureMismatch),
        ("Request-Timestamp", None, ErrorCode::SignatureMismatch),
    ] {
        let change = |headers: &mut Vec<Header>| match value {
            Some(value) => set(headers, name, value),
            None => remove(headers, name),
        };
        let error = notified(change, "/notify", None).unwrap_err();
        assert_eq!(error.code(), code, "{name} {value:?}");
        assert_eq!(error.http_status(), None);
    }
    let twice = |headers: &mut Vec<Header>| headers.push(Header::new("signature", "x"));
    let error = notified(twice, "/notify", None).unwrap_err();
    assert_eq!(error.code(), ErrorCode::SignatureMismatch);
    let error = notified(|_| (), "/other", None).unwrap_err();
    assert_eq!(error.code(), ErrorCode::SignatureMismatch);
    for (signed, target) in [
        ("/notify?task=a", "/notify?task=a"),
        ("/notify", "/notify?task=a"),
        ("//doku/notify", "//doku/notify"),
        ("/a/[id]|x", "/a/[id]|x"),
        ("/a/%2f", "/a/%2f"),
    ] {
        let headers = doku().sign_test_notification(signed, b"{}", &identity()).unwrap();
        let verdict = doku().verify_notification(target, &headers, b"{}", None);
        assert_eq!(verdict, Ok(SignatureStatus::Verified), "{target}");
    }
    for decoded in ["/a b", "/é", "/a\n", "/a#b"] {
        let error = notified(|_| (), decoded, None).unwrap_err();
        assert_eq!(listed(&error), ["target bad_format"], "{decoded:?}");
        assert!(error.detail().contains("as it was on the wire"), "{}", error.detail());
    }
    let error = notified(|_| (), "https://shop.example/notify", None).unwrap_err();
    assert_eq!(listed(&error), ["target bad_format"]);
}

#[test]
fn holds_notifications_to_the_window() {
    let day = 86_400;
    for (now, tolerance, fresh) in [
        (SIGNED_AT, None, true),
        (SIGNED_AT + day, None, true),
        (SIGNED_AT - day, None, true),
        (SIGNED_AT + day + 1, None, false),
        (SIGNED_AT - day - 1, None, false),
        (SIGNED_AT + 10, Some(10), true),
        (SIGNED_AT - 11, Some(10), false),
        (SIGNED_AT, Some(-1), true),
        (SIGNED_AT + 1, Some(-1), false),
        (i64::MAX, Some(i64::MAX), true),
        (i64::MIN, Some(i64::MAX), false),
        (i64::MIN, Some(i64::MIN), false),
    ] {
        let verdict = notified(|_| (), "/notify", Some(Window::new(now, tolerance)));
        let code = verdict.map_err(|error| error.code());
        let expected =
            if fresh { Ok(SignatureStatus::Verified) } else { Err(ErrorCode::StaleTimestamp) };
        assert_eq!(code, expected, "{now} {tolerance:?}");
    }
}

#[test]
fn finds_a_signed_timestamp_of_another_form_stale_only_in_a_window() {
    // Signed by openssl with the key of `doku`: milliseconds since 1970.
    let change = |headers: &mut Vec<Header>| {
        set(headers, "Request-Timestamp", "1597135542000");
        set(headers, "Signature", "HMACSHA256=ZNta4p9GOouyxvF+uA+mWG5iODwfz+jVS0cKoQiG7hY=");
    };
    assert_eq!(notified(change, "/notify", None), Ok(SignatureStatus::Verified));
    let window = Window::new(SIGNED_AT, Some(i64::MAX));
    let error = notified(change, "/notify", Some(window)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::StaleTimestamp);
}
