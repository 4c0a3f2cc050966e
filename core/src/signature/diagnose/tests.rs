mod case;
mod codes;

use super::{Candidates, Signed, Verifier};
use crate::error::ErrorCode;
use crate::signature::{SigningKey, digest};
use crate::values::headers::Header;

#[test]
fn finds_nothing_wrong_with_a_genuine_signature() {
    for method in ["POST", "GET", "PUT"] {
        let body = if method == "GET" { "" } else { BODY };
        assert_eq!(codes(method, TARGET, body, &component(method, TARGET, body), "secret"), NONE);
    }
}

#[test]
fn finds_single_mistakes() {
    let with = |from: &str, to: &str| component("POST", TARGET, BODY).replacen(from, to, 1);
    let of = |body: &str| component("POST", TARGET, body);
    for (string_to_sign, code) in [
        (with(&format!("\nDigest:{}", digest(BODY.as_bytes())), ""), "digest_missing"),
        (with(TARGET, "/api/pay?a=b"), "query_missing"),
        (with(TARGET, "https://shop.id/api/pay"), "host_in_target"),
        (with(TARGET, "/api/pay/"), "trailing_slash"),
        (with(TARGET, "/pay"), "path_prefix"),
        (with(TARGET, "/v1/api/pay"), "path_prefix"),
        (of("{\"a\": \"é/<\", \"n\": 1.0}"), "body_reserialised"),
        (of("{\"a\":\"é\\/<\",\"n\":1.0}"), "body_reserialised"),
        (of("{\"a\":\"\\u00e9/<\",\"n\":1.0}"), "body_reserialised"),
        (of("{\"a\": \"\\u00e9/<\", \"n\": 1.0}"), "body_reserialised"),
        (of("{\"a\":\"é/\\u003c\",\"n\":1.0}"), "body_reserialised"),
        (of("{\n  \"a\": \"é/<\",\n  \"n\": 1.0\n}"), "body_reserialised"),
        (of("{\n    \"a\": \"\\u00e9\\/<\",\n    \"n\": 1.0\n}"), "body_reserialised"),
        (of("{\"a\":\"é/<\",\"n\":1}"), "body_reserialised"),
        (of(&format!("{BODY}\n")), "trailing_newline"),
        (with("", "").replace('\n', "\r\n"), "crlf"),
        (format!("{}\n", with("", "")), "trailing_newline"),
        (with("", "").replace(':', ": ").replace(": 45: 42", ":45:42"), "space_after_colon"),
        (with("08:45:42Z", "08:45:42.000Z"), "timestamp_fraction"),
        (with("08:45:42Z", "15:45:42Z"), "timestamp_not_utc"),
        (with("08:45:42Z", "15:45:42+07:00"), "timestamp_not_utc"),
        (with("Request-Timestamp", "Response-Timestamp"), "timestamp_label"),
        (with("Client-Id:BRN-1", "Client-Id:BRN-2"), "client_id_mismatch"),
        (with("Request-Id:1", "Request-Id:2"), "request_id_mismatch"),
        (with(TARGET, "/other"), "other_target"),
        ("BRN-1|2020-08-11T08:45:42Z".to_owned(), "snap_scheme"),
        (of(""), "body_empty"),
    ] {
        assert_eq!(
            codes("POST", TARGET, BODY, &string_to_sign, "secret"),
            [code],
            "{string_to_sign}"
        );
    }
    let v3 = format!("BRN-1\n2020-08-11T08:45:42Z\n{TARGET}\n{}", digest(BODY.as_bytes()));
    assert_eq!(codes("POST", TARGET, BODY, &v3, "secret"), ["labels_missing"]);
    let get = format!("{}\nDigest:{}", component("GET", TARGET, ""), digest(b""));
    assert_eq!(codes("GET", TARGET, "", &get, "secret"), ["digest_on_get"]);
    let query = component("POST", "/api/pay", BODY);
    // Over the path alone, as DOKU signs: nothing is wrong.
    assert!(codes("POST", "/api/pay?a=b", BODY, &query, "secret").is_empty());
    let whole = query.replace("/api/pay", "/api/pay/");
    assert_eq!(
        codes("POST", "/api/pay?a=b", BODY, &whole, "secret"),
        ["query_in_target", "trailing_slash"]
    );
    let sorted = "{\"b\":[{\"c\":1,\"d\":2}],\"e\":\"x\"}";
    let unsorted = "{\"e\":\"x\",\"b\":[{\"d\":2,\"c\":1}]}";
    assert_eq!(codes("POST", TARGET, unsorted, &of(sorted), "secret"), ["body_reserialised"]);
}

#[test]
fn finds_what_is_wrong_with_the_secret() {
    let string_to_sign = component("POST", TARGET, BODY);
    for (secret, code) in [
        ("secret\n", "secret_whitespace"),
        (" secret", "secret_whitespace"),
        ("\"secret\"", "secret_quoted"),
        ("other", "other_secret"),
        ("unknown", "wrong_secret"),
    ] {
        assert_eq!(codes("POST", TARGET, BODY, &string_to_sign, secret), [code]);
    }
    let header = SigningKey::new(b"a&amp;b").sign(&string_to_sign);
    assert_eq!(diagnose("a&b", "POST", TARGET, BODY, &header), ["secret_html_escaped"]);
    let header = SigningKey::new(b"a&b").sign(&string_to_sign);
    assert_eq!(diagnose("a&amp;b", "POST", TARGET, BODY, &header), ["secret_html_escaped"]);
}

#[test]
fn finds_pairs() {
    let string_to_sign = component("POST", "/pay", "{\"a\":\"é/<\",\"n\":1}");
    let found = codes("POST", TARGET, BODY, &string_to_sign, "secret\n");
    assert_eq!(found, ["wrong_secret"], "three are too many");
    let found = codes("POST", TARGET, BODY, &string_to_sign, "secret");
    assert_eq!(found, ["body_reserialised", "path_prefix"]);
    let found = codes("POST", "https://a.id/x?y=z", BODY, &component("POST", "/x", BODY), "secret");
    assert_eq!(found, ["host_in_target", "query_in_target"]);
}

#[test]
fn finds_other_spellings_of_the_signature() {
    let good = SigningKey::new(b"secret").sign(&component("POST", TARGET, BODY));
    let bare = good.strip_prefix("HMACSHA256=").unwrap();
    let unpadded = bare.trim_end_matches('=');
    let url_safe = good.replace('+', "-").replace('/', "_");
    let bytes = super::header::leniently(&good).unwrap().signatures[0];
    let hex = bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    for (header, expected) in [
        (bare, &["prefix_missing"][..]),
        (&format!("HMACSHA256={unpadded}"), &["padding_missing"]),
        (unpadded, &["prefix_missing", "padding_missing"]),
        (&format!("HMACSHA256={hex}"), &["hex_signature"]),
        (&hex.to_uppercase(), &["prefix_missing", "hex_signature"]),
        ("HMACSHA256=AAAA", &["not_a_signature"]),
        ("nonsense!", &["not_a_signature"]),
        (&format!("HMACSHA256={}", "A".repeat(86) + "=="), &["snap_scheme"]),
    ] {
        assert_eq!(diagnose("secret", "POST", TARGET, BODY, header), expected, "{header}");
    }
    if url_safe != good {
        assert_eq!(diagnose("secret", "POST", TARGET, BODY, &url_safe), ["url_safe_base64"]);
    }
}

#[test]
fn takes_both_forms_of_an_answer_to_a_get() {
    let lines = component("GET", TARGET, "").replace("Request-Timestamp", "Response-Timestamp");
    let with_digest = format!("{lines}\nDigest:{}", digest(BODY.as_bytes()));
    for string_to_sign in [lines, with_digest] {
        let signature = SigningKey::new(b"secret").sign(&string_to_sign);
        let headers = headers("Response-Timestamp", &signature);
        let signed =
            Signed { method: "GET", target: TARGET, headers: &headers, body: BODY.as_bytes() };
        assert_eq!(super::diagnose(&own("secret"), &signed, &Candidates::default()), Ok(vec![]));
    }
}

#[test]
fn needs_a_signature() {
    let signed = Signed { method: "POST", target: TARGET, headers: &[], body: b"" };
    let none = Candidates::default();
    let error = super::diagnose(&own("secret"), &signed, &none).unwrap_err();
    assert_eq!(error.code(), ErrorCode::SignatureMissing);
}

#[test]
fn is_not_slowed_by_nesting_or_size() {
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let large = format!("{{\"a\":\"{}\"}}", "é/".repeat(1 << 14));
    for body in [deep, large, "[".repeat(10_000), "\"".to_owned()] {
        let string_to_sign = component("POST", TARGET, "other");
        assert_eq!(codes("POST", TARGET, &body, &string_to_sign, "secret"), ["wrong_secret"]);
    }
}

fn codes(
    method: &str,
    target: &str,
    body: &str,
    string_to_sign: &str,
    secret: &str,
) -> Vec<String> {
    let signature = SigningKey::new(secret.as_bytes()).sign(string_to_sign);
    diagnose("secret", method, target, body, &signature)
}

fn diagnose(secret: &str, method: &str, target: &str, body: &str, signature: &str) -> Vec<String> {
    let headers = headers("Request-Timestamp", signature);
    let signed = Signed { method, target, headers: &headers, body: body.as_bytes() };
    let candidates = Candidates {
        secret_keys: vec!["other".into()],
        targets: vec!["/api/pay?a=b".into(), "/other".into()],
        client_ids: vec!["BRN-2".into()],
        request_ids: vec!["2".into()],
    };
    let found = super::diagnose(&own(secret), &signed, &candidates).unwrap();
    found.into_iter().map(|finding| finding.code).collect()
}

fn component(method: &str, target: &str, body: &str) -> String {
    let lines = format!(
        "Client-Id:BRN-1\nRequest-Id:1\nRequest-Timestamp:2020-08-11T08:45:42Z\n\
         Request-Target:{target}"
    );
    if method == "GET" { lines } else { format!("{lines}\nDigest:{}", digest(body.as_bytes())) }
}

fn headers(timestamp: &str, signature: &str) -> Vec<Header> {
    let headers = [
        ("client-id", "BRN-1"),
        ("request-id", "1"),
        (timestamp, "2020-08-11T08:45:42Z"),
        ("signature", signature),
        ("host", "shop.id"),
    ];
    headers.map(|(name, value)| Header::new(name, value)).to_vec()
}

fn own(secret: &str) -> Verifier<'_> {
    Verifier {
        client_id: "BRN-1",
        secrets: vec![secret],
        accepts_bare: false,
        hosts: vec!["api.doku.com"],
    }
}

const TARGET: &str = "/api/pay";
const BODY: &str = "{\"a\":\"é/<\",\"n\":1.0}";
const NONE: [&str; 0] = [];
