use super::{is_refusal, read, retry};
use crate::error::{Gateway, Retry};

#[test]
fn reads_every_known_shape() {
    for (body, code, text, kind) in [
        // Seen at the gateway's own checks.
        (
            r#"{"error":{"code":"invalid_signature","message":"Invalid Header Signature","type":"invalid_request_error"}}"#,
            Some("invalid_signature"),
            Some("Invalid Header Signature"),
            Some("invalid_request_error"),
        ),
        (r#"{"error":{}}"#, None, None, None),
        (r#"{"error":{"message":["A","B"]}}"#, None, Some("A; B"), None),
        // Checkout: a list of messages, under either name.
        (
            r#"{"message":["PAYMENT CHANNEL IS INACTIVE"]}"#,
            None,
            Some("PAYMENT CHANNEL IS INACTIVE"),
            None,
        ),
        (r#"{"message":["A",1,null,"B"]}"#, None, Some("A; B"), None),
        (r#"{"error_messages":["A","B"]}"#, None, Some("A; B"), None),
        (r#"{"message":"No static resource a."}"#, None, Some("No static resource a."), None),
        // The newer glossary, and SNAP.
        (
            r#"{"status":"FAILED","response_code":"INVALID_PARAMETER","message":"amount"}"#,
            Some("INVALID_PARAMETER"),
            Some("amount"),
            None,
        ),
        (
            r#"{"response_code":"4010000","response_message":"Unauthorized"}"#,
            Some("4010000"),
            Some("Unauthorized"),
            None,
        ),
        (
            r#"{"responseCode":"4010000","responseMessage":"Unauthorized"}"#,
            Some("4010000"),
            Some("Unauthorized"),
            None,
        ),
        // Spring: the error's name beside the message.
        (
            r#"{"timestamp":"2026-01-01","status":404,"error":"Not Found","path":"/a"}"#,
            None,
            Some("Not Found"),
            None,
        ),
        (r#"{"error":"Not Found","message":"no such path"}"#, None, Some("no such path"), None),
        (r#"{"error":null,"message":"m"}"#, None, Some("m"), None),
        (r#"{"error":[],"message":"m"}"#, None, Some("m"), None),
        (r#" {"message" : "m"} "#, None, Some("m"), None),
        (r#"{"message":"caf\u00e9"}"#, None, Some("café"), None),
    ] {
        let expected = Gateway {
            code: code.map(str::to_owned),
            text: text.map(str::to_owned),
            kind: kind.map(str::to_owned),
        };
        let came = read(body.as_bytes());
        let parts = (came.code.as_deref(), came.text.as_deref(), came.kind.as_deref());
        assert_eq!(parts, (code, text, kind), "{body}");
        assert!(came == expected, "{body}");
    }
}

#[test]
fn reads_nothing_from_anything_else() {
    let deep = "[".repeat(100_000);
    let deep_in_object = format!("{{\"error\":{}", "{\"a\":".repeat(100_000));
    for body in [
        "",
        "null",
        "[]",
        "\"message\"",
        "17",
        "{}",
        "{\"message\":",
        "{\"message\":[]}",
        "{\"message\":[1]}",
        "{\"message\":{}}",
        "{\"message\":17}",
        "{\"message\":null}",
        "{\"message\":\"\\ud800\"}",
        "{\"Message\":\"m\"}",
        "<html><body>502 Bad Gateway</body></html>",
        &deep,
        &deep_in_object,
    ] {
        assert!(read(body.as_bytes()) == Gateway::default(), "{body:.40}");
    }
    assert!(read(b"{\"message\":\"\xff\"}") == Gateway::default());
}

#[test]
fn tells_a_refusal_from_a_first_answer() {
    for (body, refusal) in [
        (r#"{"error":{"code":"idempotent_request"}}"#, true),
        (r#"{"error":"Conflict"}"#, true),
        (r#"{"error_messages":["A"]}"#, true),
        (r#"{"response_code":"DUPLICATE_TRANSACTION"}"#, true),
        (r#"{"responseCode":"4092700"}"#, true),
        (r#"{"message":"Conflict"}"#, true),
        (r#"{"message":["INVOICE ALREADY USED"]}"#, true),
        (r#"{"message":["SUCCESS"]}"#, false),
        (r#"{"message":["SUCCESS"],"response":{}}"#, false),
        (r#"{"message":"SUCCESS","payment":{}}"#, false),
        (r#"{"message":"created","payment":{}}"#, false),
        (r#"{"rdl_customer":{}}"#, false),
        (r#"{"message":17}"#, false),
        (r#"{"message":"ok"}"#, false),
        (r#"{"error":null,"order":{}}"#, false),
        (r#"{"error_messages":[],"order":{}}"#, false),
        (r#"{"responseCode":"2002500"}"#, false),
        (r#"{"response_code":200}"#, false),
        (r#"{"response_code":"0000"}"#, false),
        ("{}", false),
        ("[]", false),
        ("", false),
        ("not json", false),
    ] {
        assert_eq!(is_refusal(body), refusal, "{body}");
    }
}

#[test]
fn advises_what_to_try_next() {
    for (status, code, expected) in [
        (400, Some("request_time_out_of_range"), Retry::NewTimestamp),
        (503, Some("request_time_out_of_range"), Retry::NewTimestamp),
        (409, Some("idempotent_request"), Retry::Never),
        (400, Some("idempotent_request"), Retry::Never),
        (400, Some("invalid_signature"), Retry::Never),
        (400, None, Retry::Never),
        (401, None, Retry::Never),
        (403, None, Retry::Never),
        (404, None, Retry::Never),
        (408, None, Retry::SameRequestId),
        (409, None, Retry::Never),
        (422, None, Retry::Never),
        (425, None, Retry::SameRequestId),
        (429, None, Retry::SameRequestId),
        (499, None, Retry::Never),
        (500, None, Retry::SameRequestId),
        (500, Some("INTERNAL SERVER ERROR"), Retry::SameRequestId),
        (503, None, Retry::SameRequestId),
        (599, None, Retry::SameRequestId),
        (600, None, Retry::Never),
        (302, None, Retry::Never),
        (0, None, Retry::Never),
    ] {
        assert_eq!(retry(status, code), expected, "{status} {code:?}");
    }
}
