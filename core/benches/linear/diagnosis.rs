//! Diagnosis, and what a log may show.

use dokukit::{Candidates, Header, Signed, redacted_answer, redacted_body, redacted_request};

use crate::inputs::{deep, doku, headers, keys, list, object, stamp};
use crate::{Case, case};

pub(crate) fn diagnosis() -> Vec<Case> {
    let diagnose = |(target, body, candidates): &(String, String, Candidates)| {
        let headers = forged();
        let signed = Signed { method: "POST", target, headers: &headers, body: body.as_bytes() };
        doku().diagnose_signature(&signed, candidates)
    };
    let body = |body: String| ("/hook".to_owned(), body, Candidates::default());
    vec![
        case(
            "diagnose_signature, a body of short texts",
            5_000,
            move |n| body(list(n, r#""<é/=""#)),
            diagnose,
        ),
        case(
            "diagnose_signature, a body of keys",
            5_000,
            move |n| body(object(&keys(n))),
            diagnose,
        ),
        case(
            "diagnose_signature, a body of numbers",
            5_000,
            move |n| body(list(n, "12345678901234567890.0e-3")),
            diagnose,
        ),
        case(
            "diagnose_signature, 31 levels of indentation",
            5_000,
            move |n| body(format!("{}{}{}", "[".repeat(30), list(n, "1"), "]".repeat(30))),
            diagnose,
        ),
        case("diagnose_signature, nested", 5_000, move |n| body(deep(n)), diagnose),
        case(
            "diagnose_signature, a long target",
            5_000,
            |n| ("/a".repeat(n), String::new(), Candidates::default()),
            diagnose,
        ),
        case(
            "diagnose_signature, many candidates",
            5_000,
            |n| {
                let texts: Vec<String> = (0..n).map(|n| format!("/{n}")).collect();
                let candidates = Candidates {
                    secret_keys: texts.clone(),
                    targets: texts.clone(),
                    client_ids: texts.clone(),
                    request_ids: texts,
                };
                ("/hook".to_owned(), String::new(), candidates)
            },
            diagnose,
        ),
        case("diagnose_signature, many headers", 20_000, |n| [forged(), headers(n)].concat(), {
            |headers: &Vec<Header>| {
                let signed = Signed { method: "POST", target: "/hook", headers, body: b"" };
                doku().diagnose_signature(&signed, &Candidates::default())
            }
        }),
        case("explain_signature, many headers", 20_000, |n| [headers(n), forged()].concat(), {
            |headers: &Vec<Header>| {
                let signed = Signed { method: "POST", target: "/hook", headers, body: b"" };
                doku().explain_signature(&signed)
            }
        }),
    ]
}

pub(crate) fn redaction() -> Vec<Case> {
    vec![
        case("redacted_body, nested", 200_000, deep, |body| redacted_body(body.as_bytes())),
        case(
            "redacted_body, keys",
            20_000,
            |n| object(&keys(n)),
            |body: &String| redacted_body(body.as_bytes()),
        ),
        case(
            "redacted_body, a text of escapes",
            200_000,
            |n| format!("\"{}\"", "\\\\".repeat(n)),
            |body: &String| redacted_body(body.as_bytes()),
        ),
        case("redacted_body, an unclosed text", 200_000, |n| format!("\"{}", "\\\"".repeat(n)), {
            |body: &String| redacted_body(body.as_bytes())
        }),
        case(
            "redacted_request, a long URL and many headers",
            20_000,
            |n| (format!("https://host{}?{}", "/a".repeat(n), "&a=b".repeat(n)), headers(n)),
            |(url, headers)| redacted_request("GET", url, headers, None),
        ),
        case(
            "redacted_answer, a text",
            1 << 20,
            |n| format!("\"{}\"", "é".repeat(n)),
            |body| redacted_answer(200, "verified", false, body.as_bytes()),
        ),
    ]
}

/// The headers of a notification that nothing explains.
fn forged() -> Vec<Header> {
    let mut headers = doku().sign_test_notification("/other", b"other", &stamp()).unwrap();
    headers.retain(|header| header.name != "Request-Id");
    headers.push(Header::new("Request-Id", "another"));
    headers
}
