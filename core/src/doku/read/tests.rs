mod notifications;
mod policy;
mod replays;

use super::{Received, Sent, Window};
use crate::doku::prepare::Stamp;
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
fn verifies_the_answer_to_a_get_with_or_without_digest() {
    let with_digest = signed(200, "{}");
    let mut without_digest = with_digest.clone();
    // The component without its Digest line, signed by openssl with the key of `doku`.
    set(
        &mut without_digest.headers,
        "Signature",
        "HMACSHA256=hPhr7ftWLhUrnPF47YlcYTkk73AmUh4PsrPMdPkGcK0=",
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
        let verdict = doku().verify_response(&call(method), received, Some(policy), None);
        assert_eq!(verdict.map_err(|error| error.code()), expected, "{method} {policy:?}");
    }
    let strict = doku().with_policy(Required);
    let error =
        strict.verify_response(&call("GET"), &without_digest, Some(IfPresent), None).unwrap_err();
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
fn needs_the_request_id_of_whatever_has_one() {
    let forgotten = |operation: &str| Sent { request_id: String::new(), ..sent(operation, "POST") };
    for operation in ["register_rdl_customer", "call"] {
        for received in [signed(201, ANSWER), unsigned(500, "")] {
            let verdict =
                doku().verify_response(&forgotten(operation), &received, Some(Required), None);
            assert_eq!(listed(&verdict.unwrap_err()), ["request_id required"], "{operation}");
        }
    }
    let upload =
        doku().verify_response(&forgotten("upload_file"), &signed(200, "{}"), Some(Required), None);
    assert_eq!(upload, Ok(SignatureStatus::Unbound));
}

#[test]
fn refuses_a_status_that_http_does_not_have() {
    for status in [0, 99, 1000, u16::MAX] {
        let refused = doku().read_text(&registration(), &signed(status, ANSWER), None).unwrap_err();
        assert_eq!(listed(&refused), ["status out_of_range"], "{status}");
    }
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
fn remembers_enough_of_a_request_to_read_its_answer() {
    let sample = include_str!("../../../tests/data/registration.json");
    let request: RdlRegistration = from_json(sample).unwrap();
    let prepared = doku().prepare(&request, &identity()).unwrap();
    let sent = Sent::from(&prepared);
    assert_eq!(sent.client_id.as_deref(), Some("MCH-1"));
    assert_eq!(sent.url.as_ref(), Some(&prepared.url));
    assert_eq!((sent.operation.as_str(), sent.method.as_str()), ("register_rdl_customer", "POST"));
    assert_eq!(
        (sent.target.as_str(), sent.request_id.as_str()),
        (prepared.target.as_str(), "id-1")
    );
    let time = "2020-08-11T08:45:43Z";
    let received = doku().sign_test_response(&sent, 201, ANSWER.as_bytes(), time).unwrap();
    assert!(doku().read::<RdlRegistration>(&prepared, &received).is_ok());
}

/// No row has it, so that a call has the policy of its own.
const TARGET: &str = "/orders";
const ANSWER: &str = r#"{"new":[ 1 ],"rdl_customer":{"customer_id":"I-1","account_id":1000000000000000000000000000000000000001},"rdl_customer_info":{"account_balance":0,"RDL_status":"PENDING"}}"#;
/// 2020-08-11T08:45:42Z.
const SIGNED_AT: i64 = 1_597_135_542;

fn doku() -> Doku {
    Doku::configure(Config {
        environment: Some("test".into()),
        client_id: "MCH-1".into(),
        secret_key: Some("secret".into()),
        ..Config::default()
    })
    .unwrap()
}

fn identity() -> Stamp {
    Stamp { request_id: "id-1".into(), timestamp: "2020-08-11T08:45:42Z".into() }
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
