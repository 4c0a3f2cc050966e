//! Reading: whatever comes back, there is an answer or one error.

use dokukit::{
    Candidates, ErrorCode, Header, RdlRegistration, Received, Sent, SignaturePolicy,
    SignatureStatus, Signed, redacted_body,
};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::{cases, checker, doku, registration, signed, stamp};

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn never_panics_on_a_response(
        sent in sent(), status in 100..1000_u16, headers in headers(), body in body(),
    ) {
        let received = Received { status, headers, body };
        judge(&sent, &received)?;
        let _ = doku().verify_notification(&sent.target, &received.headers, &received.body, None);
    }

    #[test]
    fn never_panics_on_what_comes_in(sent in sent(), headers in headers(), body in body()) {
        let (method, target) = (sent.method.as_str(), sent.target.as_str());
        for policy in [SignaturePolicy::Required, SignaturePolicy::IfPresent] {
            let _ = doku().read_callback(target, &headers, &body, Some(policy), None);
        }
        let signed = Signed { method, target, headers: &headers, body: &body };
        let _ = doku().explain_signature(&signed);
        let found = doku().diagnose_signature(&signed, &Candidates::default());
        prop_assert!(found.map_or(true, |found| !found.is_empty()), "nobody has signed it");
        let shown = redacted_body(&body);
        prop_assert!(serde_json::from_str::<serde::de::IgnoredAny>(&shown).is_ok(), "{shown}");
    }

    /// Whatever was signed, and however its body is spelt: what is found is the body.
    #[test]
    fn finds_a_body_that_was_written_anew(body in answer()) {
        let stamp = stamp();
        let sent = serde_json::to_vec(&body).unwrap();
        let headers = doku().sign_test_notification("/hook", &sent, &stamp).unwrap();
        let pretty = serde_json::to_vec_pretty(&body).unwrap();
        let signed = Signed { method: "POST", target: "/hook", headers: &headers, body: &pretty };
        let found = doku().diagnose_signature(&signed, &Candidates::default()).unwrap();
        let codes: Vec<_> = found.iter().map(|finding| finding.code.as_str()).collect();
        let expected: &[&str] = if pretty == sent { &[] } else { &["body_reserialised"] };
        prop_assert_eq!(codes, expected);
    }

    #[test]
    fn never_panics_on_a_signed_response(sent in sent(), status in status(), body in body()) {
        let received = signed(&sent, status, &body);
        let error = judge(&sent, &received)?;
        let allowed = [None, Some(ErrorCode::GatewayError), Some(ErrorCode::UnreadableResponse)];
        prop_assert!(allowed.contains(&error));
    }

    /// What was read can be read again: it is what the checker writes.
    #[test]
    fn reads_to_a_fixed_point(answer in answer()) {
        let sent = registration();
        let first = doku().read_text(&sent, &signed(&sent, 201, answer.to_string().as_bytes()), None);
        let Ok(first) = first else { return Ok(()) };
        let again = doku().read_text(&sent, &signed(&sent, 201, first.body.as_bytes()), None).unwrap();
        prop_assert_eq!(&again.body, &first.body);
        let typed = doku().read_sent::<RdlRegistration>(
            &sent,
            &signed(&sent, 201, first.body.as_bytes()), None);
        let typed = typed.unwrap().body;
        let written: Value = serde_json::from_str(&first.body).unwrap();
        let id = &written["rdl_customer"]["account_id"];
        prop_assert_eq!(id.as_str(), Some(typed.rdl_customer.account_id.as_str()));
    }
}

/// The code of the error, if it is one.
fn judge(sent: &Sent, received: &Received) -> Result<Option<ErrorCode>, TestCaseError> {
    let typed = (sent.operation == "register_rdl_customer")
        .then(|| doku().read_sent::<RdlRegistration>(sent, received, None));
    match doku().read_text(sent, received, None) {
        Ok(answer) => {
            prop_assert!((200..300).contains(&received.status) || received.status == 409);
            prop_assert_eq!(answer.replayed, received.status == 409);
            prop_assert_eq!(&answer.raw, &received.body);
            prop_assert!(
                serde_json::from_str::<&serde_json::value::RawValue>(&answer.body).is_ok()
            );
            prop_assert!(typed.is_none_or(|typed| typed.is_ok()));
            Ok(None)
        }
        Err(error) => {
            prop_assert_eq!(error.http_status(), Some(received.status));
            prop_assert_eq!(error.raw_body(), Some(&received.body[..]));
            prop_assert_eq!(error.retry().is_some(), error.code() == ErrorCode::GatewayError);
            prop_assert!(typed.is_none_or(|typed| typed.err().as_ref() == Some(&error)));
            Ok(Some(error.code()))
        }
    }
}

fn sent() -> impl Strategy<Value = Sent> {
    let method = select(vec!["GET", "POST"]);
    let operation = select(vec!["register_rdl_customer", "call"]);
    (method, operation).prop_map(|(method, operation)| Sent {
        method: method.into(),
        operation: operation.into(),
        ..registration()
    })
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![select(vec![200_u16, 201, 400, 404, 409, 500]), 100..1000_u16]
}

fn headers() -> impl Strategy<Value = Vec<Header>> {
    let sent = registration();
    let name = select(vec![
        "Client-Id",
        "client-id",
        "Request-Id",
        "Response-Timestamp",
        "Request-Timestamp",
        "Signature",
        "SIGNATURE",
        "Content-Type",
        "",
    ]);
    let value = prop_oneof![
        Just(doku().client_id().as_str().to_owned()),
        Just(sent.request_id),
        Just("2020-08-11T08:45:42Z".to_owned()),
        "HMACSHA256=[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=",
        "HMACSHA256=\\PC{0,44}",
        any::<String>(),
    ];
    let header = (name, value).prop_map(|(name, value)| Header::new(name, value));
    prop::collection::vec(header, 0..8)
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..64),
        checker::json().prop_map(|value| value.to_string().into_bytes()),
        answer().prop_map(|value| value.to_string().into_bytes()),
        Just(b"{\"error\":{\"code\":\"idempotent_request\"}}".to_vec()),
    ]
}

/// DOKU's answer with values of any kind, and further keys.
fn answer() -> impl Strategy<Value = Value> {
    let id = prop_oneof![
        3 => "[0-9]{1,40}".prop_map(Value::from),
        3 => any::<u64>().prop_map(Value::from),
        1 => checker::json(),
    ];
    let value = prop_oneof![
        3 => "\\PC{1,8}".prop_map(Value::from),
        3 => any::<i64>().prop_map(Value::from),
        2 => any::<f64>().prop_map(Value::from),
        1 => checker::json(),
    ];
    (id, value.clone(), value.clone(), value).prop_map(|(id, balance, income, more)| {
        json!({
            "rdl_customer": {
                "account_id": id,
                "customer_id": "I-1",
                "monthly_income": income,
                "more": more,
            },
            "rdl_customer_info": { "account_balance": balance, "RDL_status": "PENDING" },
            "also": more,
        })
    })
}

#[test]
fn an_unsigned_registration_is_never_an_answer() {
    for status in 100..=999 {
        let received = Received { status, headers: Vec::new(), body: Vec::new() };
        let error = doku().read_text(&registration(), &received, None).unwrap_err();
        let is_answer = (200..300).contains(&status) || status == 409;
        let (code, signature) = if is_answer {
            (ErrorCode::SignatureMissing, None)
        } else {
            (ErrorCode::GatewayError, Some(SignatureStatus::Absent))
        };
        assert_eq!((error.code(), error.signature()), (code, signature), "{status}");
    }
}
