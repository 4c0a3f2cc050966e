use super::{Received, Sent, Window};
use crate::doku::prepare::Call;
use crate::doku::{Config, Doku};
use crate::error::{Error, ErrorCode, Retry, SignatureStatus};
use crate::operation::SignaturePolicy::{self, IfPresent, Required};
use crate::values::headers::Header;
use crate::{RdlRegistration, from_json};

#[test]
fn reads_a_signed_answer() {
    for (status, replayed) in [(200, false), (201, false), (202, false), (299, false), (409, true)]
    {
        let answer = doku().read_text(&registration(), &signed(status, ANSWER), None).unwrap();
        assert_eq!(answer.signature, SignatureStatus::Verified);
        assert_eq!(answer.http_status, status);
        assert_eq!(answer.replayed, replayed);
        assert_eq!(answer.raw, ANSWER.as_bytes());
        assert_eq!(
            answer.body,
            r#"{"rdl_customer":{"customer_id":"I-1","account_id":"1000000000000000000000000000000000000001"},"rdl_customer_info":{"account_balance":0,"RDL_status":"PENDING"},"new":[ 1 ]}"#
        );
    }
}

#[test]
fn reads_a_typed_answer() {
    let answer = doku().read_sent::<RdlRegistration>(&registration(), &signed(201, ANSWER), None);
    let body = answer.unwrap().body;
    assert_eq!(body.rdl_customer.account_id, "1000000000000000000000000000000000000001");
    assert_eq!(body.rdl_customer_info.account_balance, "0");
    assert_eq!(body.rdl_customer_info.rdl_status, "PENDING");
}

#[test]
fn rejects_to_read_what_was_another_operation() {
    let answer = signed(201, ANSWER);
    let refused = doku().read_text(&sent("refund", "POST"), &answer, None).unwrap_err();
    assert_eq!(listed(&refused), ["operation not_in_list"]);
    let refused = doku().read_sent::<RdlRegistration>(&call("POST"), &answer, None).unwrap_err();
    assert_eq!(listed(&refused), ["operation mismatch"]);
}

/// Each answer has everything wrong that a later step would find.
#[test]
fn judges_in_the_documented_order() {
    let tampered = |change: fn(&mut Vec<Header>)| {
        let mut received = signed(500, "not json");
        received.body.push(b'!');
        change(&mut received.headers);
        received
    };
    for (received, code) in [
        (tampered(|headers| set(headers, "Client-Id", "other")), ErrorCode::NotForThisRequest),
        (tampered(|headers| set(headers, "Client-Id", "mch-1")), ErrorCode::NotForThisRequest),
        (tampered(|headers| remove(headers, "Client-Id")), ErrorCode::NotForThisRequest),
        (tampered(|headers| set(headers, "Request-Id", "other")), ErrorCode::NotForThisRequest),
        (tampered(|headers| set(headers, "Request-Id", "ID-1")), ErrorCode::NotForThisRequest),
        (tampered(|headers| remove(headers, "Request-Id")), ErrorCode::NotForThisRequest),
        (
            tampered(|headers| headers.push(Header::new("request-id", "id-1"))),
            ErrorCode::NotForThisRequest,
        ),
        (tampered(|_| ()), ErrorCode::SignatureMismatch),
        (tampered(|headers| set(headers, "Signature", "x")), ErrorCode::SignatureMismatch),
        (tampered(|headers| remove(headers, "Response-Timestamp")), ErrorCode::SignatureMismatch),
        (
            tampered(|headers| headers.push(Header::new("SIGNATURE", "x"))),
            ErrorCode::SignatureMismatch,
        ),
        (tampered(|headers| remove(headers, "Signature")), ErrorCode::GatewayError),
        (tampered(|headers| set(headers, "Signature", "")), ErrorCode::GatewayError),
        (signed(500, "not json"), ErrorCode::GatewayError),
        (signed(201, "not json"), ErrorCode::UnreadableResponse),
    ] {
        let error = doku().read_text(&registration(), &received, None).unwrap_err();
        assert_eq!(error.code(), code, "{:?}", received.headers);
        assert_eq!(error.http_status(), Some(received.status));
        assert_eq!(error.raw_body(), Some(&received.body[..]));
    }
}

#[test]
fn treats_an_unsigned_answer_by_its_policy() {
    for (policy, status, expected) in [
        (Required, 200, Err(ErrorCode::SignatureMissing)),
        (Required, 409, Err(ErrorCode::SignatureMissing)),
        (Required, 199, Err(ErrorCode::GatewayError)),
        (Required, 300, Err(ErrorCode::GatewayError)),
        (Required, 404, Err(ErrorCode::GatewayError)),
        (IfPresent, 200, Ok(SignatureStatus::Absent)),
        (IfPresent, 409, Ok(SignatureStatus::Absent)),
        (IfPresent, 500, Err(ErrorCode::GatewayError)),
    ] {
        let verdict = doku().verify_response(&call("POST"), &unsigned(status, "{}"), policy, None);
        assert_eq!(verdict.map_err(|error| error.code()), expected, "{policy:?} {status}");
    }
    for policy in [Required, IfPresent] {
        let verdict = doku().verify_response(&call("POST"), &signed(500, "{}"), policy, None);
        assert_eq!(verdict, Ok(SignatureStatus::Verified));
    }
}

#[test]
fn names_the_policies() {
    assert_eq!(SignaturePolicy::parse("required"), Ok(Required));
    assert_eq!(SignaturePolicy::parse("if_present"), Ok(IfPresent));
    for name in ["", "Required", "never"] {
        let refused = SignaturePolicy::parse(name).unwrap_err();
        assert_eq!(listed(&refused), ["policy not_in_list"], "{name}");
    }
}

#[test]
fn verifies_the_answer_to_a_get_with_or_without_digest() {
    let with_digest = signed(200, "{}");
    let mut without_digest = with_digest.clone();
    // The component without its Digest line, signed by openssl with the key of `doku`.
    set(
        &mut without_digest.headers,
        "Signature",
        "HMACSHA256=JxfEdRwppA9fI7P0itGOpW4DmPsGrlr2pxkkzIkeLCk=",
    );
    for (method, received, policy, expected) in [
        ("GET", &with_digest, Required, Ok(SignatureStatus::Verified)),
        ("get", &with_digest, Required, Ok(SignatureStatus::Verified)),
        ("GET", &without_digest, Required, Err(ErrorCode::SignatureMissing)),
        ("GET", &without_digest, IfPresent, Ok(SignatureStatus::HeadersOnly)),
        ("Get", &without_digest, IfPresent, Ok(SignatureStatus::HeadersOnly)),
        ("POST", &with_digest, Required, Ok(SignatureStatus::Verified)),
        ("POST", &without_digest, Required, Err(ErrorCode::SignatureMismatch)),
        ("POST", &without_digest, IfPresent, Err(ErrorCode::SignatureMismatch)),
    ] {
        let verdict = doku().verify_response(&call(method), received, policy, None);
        assert_eq!(verdict.map_err(|error| error.code()), expected, "{method} {policy:?}");
    }
    let strict = doku().with_policy(Required);
    let error = strict.verify_response(&call("GET"), &without_digest, IfPresent, None).unwrap_err();
    assert!(error.detail().contains("covers the headers alone"), "{}", error.detail());
}

#[test]
fn gives_a_generic_answer_as_it_came() {
    for (body, expected) in [
        (r#"{"b":1, "a":12345678901234567890}"#, r#"{"b":1, "a":12345678901234567890}"#),
        (" [1] ", " [1] "),
        ("null", "null"),
        ("", "null"),
        ("<html>", "null"),
        ("{} {}", "null"),
    ] {
        let answer = doku().read_text(&call("POST"), &unsigned(200, body), None).unwrap();
        assert_eq!(answer.body, expected);
        assert_eq!(answer.raw, body.as_bytes());
        assert_eq!(answer.signature, SignatureStatus::Absent);
    }
    let mut not_text = unsigned(200, "");
    not_text.body = b"\"\xff\"".to_vec();
    let answer = doku().read_text(&call("POST"), &not_text, None).unwrap();
    assert_eq!(answer.body, "null");
}

#[test]
fn takes_a_replay_only_with_a_positive_sign() {
    let conflict = r#"{"error":{"code":"idempotent_request","message":"m","type":"t"}}"#;
    let payout = r#"{"transaction":{"status":"SUCCESS"}}"#;
    let same = Some(Retry::SameRequestId);
    for (sent, received, expected) in [
        (registration(), signed(409, conflict), Err(Some(Retry::Never))),
        (call("POST"), signed(409, conflict), Err(Some(Retry::Never))),
        (call("POST"), signed(409, "{}"), Ok(())),
        (call("POST"), signed(409, r#"{"order":{}}"#), Ok(())),
        (call("POST"), signed(409, r#"{"message":["SUCCESS"]}"#), Ok(())),
        (call("POST"), unsigned(409, r#"{"order":{}}"#), Err(same)),
        (call("POST"), signed(409, r#"{"code":"CONFLICT"}"#), Err(same)),
        (call("POST"), signed(409, r#"{"status":"FAILED","reason":"x"}"#), Err(same)),
        (call("POST"), signed(409, "<html>"), Err(same)),
        (call("POST"), signed(409, ""), Err(same)),
        (call("POST"), signed(409, "\"x\""), Err(same)),
        (call("POST"), signed(409, "[]"), Err(same)),
        (disbursement(), signed(409, payout), Ok(())),
        (disbursement(), signed(409, "{}"), Err(same)),
        (disbursement(), signed(409, r#"{"transaction":{}}"#), Err(same)),
        (disbursement(), signed(409, r#"{"code":"CONFLICT"}"#), Err(same)),
        (disbursement(), signed(409, "[]"), Err(same)),
        (registration(), signed(409, "{}"), Err(same)),
        (registration(), signed(409, "<html>"), Err(same)),
    ] {
        let body = String::from_utf8_lossy(&received.body).into_owned();
        let answer = doku().read_text(&sent, &received, None);
        let answer = answer.map(|answer| assert!(answer.replayed, "{body}"));
        let answer = answer.map_err(|error| {
            assert_eq!(error.code(), ErrorCode::GatewayError, "{body}");
            error.retry()
        });
        assert_eq!(answer, expected, "{} {body}", sent.operation);
    }
    // Half an answer is not refused as a conflict: something of it is there to be read.
    let half = r#"{"rdl_customer":{"customer_id":"I-1"}}"#;
    let error = doku().read_text(&registration(), &signed(409, half), None).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
}

#[test]
fn a_signed_answer_under_a_status_of_refusal_is_not_refused_for_good() {
    let payout = r#"{"transaction":{"status":"SUCCESS"}}"#;
    let refusal = r#"{"transaction":{"id":"1"},"error":{"code":"x"}}"#;
    for (sent, body, expected) in [
        (registration(), ANSWER, Retry::SameRequestId),
        (disbursement(), payout, Retry::SameRequestId),
        (disbursement(), refusal, Retry::Never),
        (disbursement(), "{}", Retry::Never),
        (registration(), "<html>", Retry::Never),
        // It has no model: nobody knows what an answer looks like.
        (call("POST"), payout, Retry::Never),
    ] {
        for status in [400, 302] {
            let error = doku().read_text(&sent, &signed(status, body), None).unwrap_err();
            assert_eq!(error.code(), ErrorCode::GatewayError);
            assert_eq!(error.signature(), Some(SignatureStatus::Verified));
            assert_eq!(error.retry(), Some(expected), "{body}");
        }
    }
}

#[test]
fn says_of_an_unsigned_refusal_where_doku_signs_that_it_proves_nothing() {
    let told = |sent: &Sent, policy| {
        let error = doku().read_text(sent, &unsigned(400, "{}"), policy).unwrap_err();
        assert_eq!(error.code(), ErrorCode::GatewayError);
        error.detail().contains("DOKU may have acted")
    };
    assert!(told(&disbursement(), None));
    assert!(told(&call("POST"), Some(SignaturePolicy::Required)));
    assert!(!told(&call("POST"), None));
}

#[test]
fn a_get_whose_body_is_not_signed_gives_no_replay_to_a_call() {
    let mut headers_only = signed(409, r#"{"order":{}}"#);
    // As in `verifies_the_answer_to_a_get_with_or_without_digest`.
    let signature = "HMACSHA256=JxfEdRwppA9fI7P0itGOpW4DmPsGrlr2pxkkzIkeLCk=";
    set(&mut headers_only.headers, "Signature", signature);
    let error = doku().read_text(&call("GET"), &headers_only, None).unwrap_err();
    assert_eq!(error.code(), ErrorCode::GatewayError);
    assert_eq!(error.signature(), Some(SignatureStatus::HeadersOnly));
}

#[test]
fn knows_a_refusal_under_every_status_where_the_answer_is_undocumented() {
    let refusal = r#"{"error":{"code":"invalid_client_id"}}"#;
    for sent in [call("POST"), disbursement()] {
        let error = doku().read_text(&sent, &signed(200, refusal), None).unwrap_err();
        assert_eq!(error.code(), ErrorCode::GatewayError);
        assert_eq!(error.http_status(), Some(200));
        for body in [r#"{"error":null,"a":1}"#, r#"{"response_code":"0000","a":1}"#] {
            assert!(doku().read_text(&sent, &signed(200, body), None).is_ok(), "{body}");
        }
    }
    let error = doku().read_text(&registration(), &signed(200, refusal), None).unwrap_err();
    assert_eq!(error.code(), ErrorCode::GatewayError);
    // A documented answer is one, whatever else stands beside it.
    let beside = ANSWER.replacen('{', r#"{"error":"x","#, 1);
    assert!(doku().read_text(&registration(), &signed(200, &beside), None).is_ok());
}

#[test]
fn needs_the_request_id_of_whatever_has_one() {
    let forgotten = |operation: &str| Sent { request_id: String::new(), ..sent(operation, "POST") };
    for operation in ["register_rdl_customer", "call", "anything"] {
        for received in [signed(201, ANSWER), unsigned(500, "")] {
            let verdict = doku().verify_response(&forgotten(operation), &received, Required, None);
            assert_eq!(listed(&verdict.unwrap_err()), ["request_id required"], "{operation}");
        }
    }
    let upload =
        doku().verify_response(&forgotten("upload_file"), &signed(200, "{}"), Required, None);
    assert_eq!(upload, Ok(SignatureStatus::Unbound));
}

#[test]
fn reads_only_what_this_configuration_has_prepared() {
    let of = |client_id: &str, url: &str| Sent {
        client_id: Some(client_id.into()),
        url: Some(url.into()),
        ..registration()
    };
    let own = "https://api-sandbox.doku.com/sac-rdl/v1/rdl-customers";
    let read = |sent: &Sent| doku().read_text(sent, &signed(201, ANSWER), None);
    assert!(read(&of("MCH-1", own)).is_ok());
    for (client_id, url) in [
        ("MCH-2", own),
        ("MCH-1", "https://api.doku.com/sac-rdl/v1/rdl-customers"),
        ("MCH-1", "https://api-sandbox.doku.com.evil.example/sac-rdl/v1/rdl-customers"),
        ("MCH-1", "https://api-uat.doku.com/sac-rdl/v1/rdl-customers"),
    ] {
        let error = read(&of(client_id, url)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::NotForThisRequest, "{client_id} {url}");
    }
}

#[test]
fn a_policy_tightens_and_never_loosens() {
    let sent = sent("call", "POST");
    let strict = doku().with_policy(Required);
    for (doku, policy, expected) in [
        (doku(), None, Ok(SignatureStatus::Absent)),
        (doku(), Some(IfPresent), Ok(SignatureStatus::Absent)),
        (doku(), Some(Required), Err(ErrorCode::SignatureMissing)),
        (strict.clone(), None, Err(ErrorCode::SignatureMissing)),
        (strict, Some(IfPresent), Err(ErrorCode::SignatureMissing)),
    ] {
        let answer = doku.read_text(&sent, &unsigned(200, "{}"), policy);
        let status = answer.map(|answer| answer.signature).map_err(|error| error.code());
        assert_eq!(status, expected, "{policy:?}");
    }
    let answer = doku().read_text(&registration(), &unsigned(201, ANSWER), Some(IfPresent));
    assert_eq!(answer.unwrap_err().code(), ErrorCode::SignatureMissing);
}

#[test]
fn says_that_doku_may_have_acted() {
    let mut tampered = signed(201, ANSWER);
    tampered.body.push(b' ');
    for received in [unsigned(201, ANSWER), tampered, signed(201, "not json")] {
        let error = doku().read_text(&registration(), &received, None).unwrap_err();
        let sentence = "DOKU may have acted on the request all the same";
        assert!(error.detail().ends_with(sentence), "{}", error.detail());
    }
}

#[test]
fn lists_what_does_not_fit_and_reads_the_rest() {
    let body = r#"{"rdl_customer":{"customer_id":"I-1","customer_name":true,"email":"\ud83d","account_id":1.0E3},
        "rdl_customer_info":{"account_balance":10000000.0,"RDL_status":"PENDING"}}"#;
    let answer = doku().read_text(&registration(), &signed(201, body), None).unwrap();
    let deviations: Vec<_> =
        answer.deviations.iter().map(|v| format!("{} {}", v.path, v.code.as_str())).collect();
    assert_eq!(
        deviations,
        ["rdl_customer.customer_name wrong_type", "rdl_customer.email bad_format"]
    );
    assert_eq!(
        answer.body,
        r#"{"rdl_customer":{"customer_id":"I-1","account_id":"1000"},"rdl_customer_info":{"account_balance":10000000,"RDL_status":"PENDING"}}"#
    );
    let typed = doku().read_sent::<RdlRegistration>(&registration(), &signed(201, body), None);
    let typed = typed.unwrap();
    assert_eq!(typed.deviations.len(), 2);
    assert_eq!(typed.body.rdl_customer_info.account_balance, "10000000");
    // Only what makes it unusable is told of an answer that is.
    let unusable = body.replace("1.0E3", "{}");
    let error = doku().read_text(&registration(), &signed(201, &unusable), None).unwrap_err();
    assert_eq!(listed(&error), ["rdl_customer.account_id wrong_type"]);
}

#[test]
fn skips_a_byte_order_mark_that_the_signature_covers() {
    let marked = format!("\u{feff}{ANSWER}");
    let answer = doku().read_text(&registration(), &signed(201, &marked), None).unwrap();
    assert_eq!(answer.raw, marked.as_bytes());
    let generic = doku().read_text(&call("POST"), &signed(200, "\u{feff}[1]"), None).unwrap();
    assert_eq!(generic.body, "[1]");
}

#[test]
fn white_space_around_a_header_is_no_part_of_it() {
    let mut received = signed(201, ANSWER);
    for header in &mut received.headers {
        header.value = format!(" \t{}\t ", header.value);
    }
    assert!(doku().read_text(&registration(), &received, None).is_ok());
}

#[test]
fn names_a_code_in_the_detail_but_no_sentence() {
    let long = "a".repeat(65);
    for (code, named) in [
        ("invalid_signature", true),
        ("INVALID_PARAMETER", true),
        ("3201010101010001", false),
        ("budi@example.com", false),
        ("two words", false),
        (&long, false),
    ] {
        let body = format!("{{\"error\":{{\"code\":\"{code}\",\"message\":\"sentence\"}}}}");
        let error = doku().read_text(&call("POST"), &unsigned(400, &body), None).unwrap_err();
        assert_eq!(error.detail().contains(code), named, "{}", error.detail());
        assert!(!error.detail().contains("sentence"), "{}", error.detail());
        assert_eq!(error.gateway().unwrap().code.as_deref(), Some(code));
    }
}

#[test]
fn rejects_answers_that_lack_what_is_needed() {
    for (body, expected) in [
        ("{}", &["rdl_customer required", "rdl_customer_info required"][..]),
        (
            r#"{"rdl_customer":{},"rdl_customer_info":{}}"#,
            &[
                "rdl_customer.customer_id required",
                "rdl_customer.account_id required",
                "rdl_customer_info.account_balance required",
                "rdl_customer_info.RDL_status required",
            ],
        ),
        (
            r#"{"rdl_customer":[1],"rdl_customer_info":{"account_balance":true,"RDL_status":{}}}"#,
            &[
                "rdl_customer wrong_type",
                "rdl_customer_info.account_balance wrong_type",
                "rdl_customer_info.RDL_status wrong_type",
            ],
        ),
        ("[]", &[" wrong_type"]),
        ("", &[" bad_format"]),
    ] {
        let error = doku().read_text(&registration(), &signed(201, body), None).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{body}");
        assert_eq!(listed(&error), expected, "{body}");
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
    }
}

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

#[test]
fn remembers_enough_of_a_request_to_read_its_answer() {
    let sample = include_str!("../../../tests/data/registration.json");
    let request: RdlRegistration = from_json(sample).unwrap();
    let prepared = doku().prepare(&request, &identity()).unwrap();
    let sent = Sent::from(&prepared);
    assert_eq!(sent.client_id.as_deref(), Some("MCH-1"));
    assert_eq!(sent.url.as_ref(), Some(&prepared.url));
    assert_eq!(Sent { client_id: None, url: None, ..sent }, registration());
    let answer = doku().read::<RdlRegistration>(&prepared, &signed(201, ANSWER));
    assert!(answer.is_ok());
}

const TARGET: &str = "/sac-rdl/v1/rdl-customers";
const ANSWER: &str = r#"{"new":[ 1 ],"rdl_customer":{"customer_id":"I-1","account_id":1000000000000000000000000000000000000001},"rdl_customer_info":{"account_balance":0,"RDL_status":"PENDING"}}"#;
/// 2020-08-11T08:45:42Z.
const SIGNED_AT: i64 = 1_597_135_542;

fn doku() -> Doku {
    Doku::configure(&Config {
        environment: Some("test"),
        client_id: "MCH-1",
        secret_key: Some("secret"),
        ..Config::default()
    })
    .unwrap()
}

fn identity() -> Call {
    Call { request_id: "id-1".into(), timestamp: "2020-08-11T08:45:42Z".into() }
}

fn registration() -> Sent {
    sent("register_rdl_customer", "POST")
}

fn disbursement() -> Sent {
    sent("disburse_rdl", "POST")
}

fn call(method: &str) -> Sent {
    sent("call", method)
}

fn sent(operation: &str, method: &str) -> Sent {
    Sent {
        operation: operation.into(),
        method: method.into(),
        target: TARGET.into(),
        request_id: "id-1".into(),
        client_id: None,
        url: None,
    }
}

fn unsigned(status: u16, body: &str) -> Received {
    Received {
        status,
        headers: vec![Header::new("Content-Type", "application/json")],
        body: body.as_bytes().to_vec(),
    }
}

fn signed(status: u16, body: &str) -> Received {
    let stages = doku().sign_reply(TARGET, body.as_bytes(), &identity()).unwrap();
    Received {
        headers: vec![
            Header::new("client-id", "MCH-1"),
            Header::new("request-id", "id-1"),
            Header::new("response-timestamp", "2020-08-11T08:45:42Z"),
            Header::new("signature", stages.signature),
        ],
        ..unsigned(status, body)
    }
}

/// Verifies a notification of DOKU, `{"a":1}` to `/notify`, with changed headers.
fn notified(
    change: impl Fn(&mut Vec<Header>),
    target: &str,
    window: Option<Window>,
) -> Result<SignatureStatus, Error> {
    let body = b"{\"a\":1}";
    let stages = doku().sign_component("POST", "/notify", Some(body), &identity()).unwrap();
    let mut headers = vec![
        Header::new("Client-Id", "MCH-1"),
        Header::new("Request-Id", "id-1"),
        Header::new("Request-Timestamp", "2020-08-11T08:45:42Z"),
        Header::new("Signature", stages.signature),
    ];
    change(&mut headers);
    doku().verify_notification(target, &headers, body, window)
}

fn set(headers: &mut Vec<Header>, name: &str, value: &str) {
    remove(headers, name);
    headers.push(Header::new(name, value));
}

fn remove(headers: &mut Vec<Header>, name: &str) {
    headers.retain(|header| !header.name.eq_ignore_ascii_case(name));
}

fn listed(error: &Error) -> Vec<String> {
    let violations = error.violations().iter();
    violations.map(|violation| format!("{} {}", violation.path, violation.code.as_str())).collect()
}
