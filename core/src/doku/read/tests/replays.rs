//! A first answer again, a refusal, or neither.

use super::*;

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
fn a_get_whose_body_is_not_signed_gives_no_replay_to_a_call() {
    let mut headers_only = signed(409, r#"{"order":{}}"#);
    // As in `verifies_the_answer_to_a_get_with_or_without_digest`.
    let signature = "HMACSHA256=hPhr7ftWLhUrnPF47YlcYTkk73AmUh4PsrPMdPkGcK0=";
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
