//! Diagnosis, and what a log may show.

use std::hint::black_box;

use dokukit::{
    Candidates, Header, Signed, digest, redacted_answer, redacted_body, redacted_request,
};

use crate::inputs::{deep, doku, headers, keys, list, object, stamp};
use crate::{Case, case, processor_time};

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

/// Prints what a diagnosis costs beside SHA-256 of 1 MB in the same run, where nothing explains the
/// signature.
pub(crate) fn beside_sha_256(is_bench: bool) {
    let megabyte = vec![b'7'; 1_000_000];
    for (name, bytes, rounds) in [
        ("1 KB", 1_000, 15),
        ("10 KB", 10_000, 15),
        ("100 KB", 100_000, 15),
        ("20 MB", 20_000_000, 3),
    ] {
        let (bytes, rounds) = if is_bench { (bytes, rounds) } else { (100, 1) };
        let (body, headers) = (orders(bytes), forged());
        let signed =
            Signed { method: "POST", target: "/hook", headers: &headers, body: body.as_bytes() };
        let mut times = [Vec::new(), Vec::new()];
        let [of_hash, of_diagnosis] = &mut times;
        for _ in 0..rounds {
            of_hash.push(milliseconds(HASHES, || digest(&megabyte)));
            let candidates = Candidates::default();
            of_diagnosis.push(milliseconds(1, || doku().diagnose_signature(&signed, &candidates)));
        }
        let [hash, diagnosis] = times.map(|mut times| {
            times.sort_by(f64::total_cmp);
            times.get(times.len() / 2).copied().unwrap_or_default()
        });
        let ratio = diagnosis / hash;
        println!(
            "diagnose_signature, {name:<52} {diagnosis:>8.2} ms, {ratio:.1} times SHA-256 of 1 MB ({hash:.2} ms)"
        );
    }
}

/// One is shorter than the step of the clock.
const HASHES: u32 = 20;

fn milliseconds<O>(times: u32, run: impl Fn() -> O) -> f64 {
    let start = processor_time();
    for _ in 0..times {
        black_box(run());
    }
    processor_time().saturating_sub(start).as_secs_f64() * 1e3 / f64::from(times)
}

/// A list of orders of so many bytes, with all that programs write in their own way.
fn orders(bytes: usize) -> String {
    let order = r#"{"sku":"A/1","name":"Kopi <Café> & Roti 'x'","price":12500.00,"note":null}"#;
    let count = bytes / order.len() + 1;
    format!("{{\"amount\":75000,\"orders\":[{}]}}", vec![order; count].join(","))
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
