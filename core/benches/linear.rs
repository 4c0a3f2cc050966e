//! What an input of n parts costs, and one of 4n: each public function with its worst input.
//!
//! `cargo bench -p dokukit --bench linear [-- WORD]` prints a line per case, or per case that
//! has the word in its name. A ratio near 4 is linear, one near 16 is quadratic; where 4n is
//! beyond the processor's cache, or other programs run, up to 9 was seen of what is linear.
//! Nothing is asserted: tests count the work, this shows the time.
#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock and prints"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use dokukit::{
    Answer, BusinessRegistration, Call, Candidates, ClientId, Config, Doku, Environment, Error,
    GenericCall, Header, Placement, QueryMode, Received, RequestId, RequestTarget, Secret,
    SecretKey, Sent, SignaturePolicy, Signed, Timestamp, Upload, UploadAnswer, UploadCall,
    UploadFile, check_against_requirements, check_against_requirements_text, check_upload,
    check_upload_text, digest, from_json, place_upload, place_upload_text, redacted_answer,
    redacted_body, redacted_request, upload_plan, upload_plan_text,
};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    // Cargo says so when it is a benchmark, and not a test run over all targets.
    let is_bench = words.iter().any(|word| word == "--bench");
    let word = words.iter().find(|word| !word.starts_with("--"));
    println!("{:<62} {:>9} {:>11} {:>11} {:>6}", "", "n", "at n", "at 4n", "ratio");
    for (name, n, make) in cases() {
        if word.is_some_and(|word| !name.contains(word.as_str())) {
            continue;
        }
        let n = if is_bench { n } else { 2 };
        let [one, four] = [n, 4 * n].map(|n| best(&make(n), is_bench));
        let ratio = four.as_secs_f64() / one.as_secs_f64();
        let [one, four] = [one, four].map(|time| time.as_secs_f64() * 1e3);
        println!("{name:<62} {n:>9} {one:>8.2} ms {four:>8.2} ms {ratio:>6.1}");
    }
}

/// The shortest of several times, which other programs disturbed the least.
fn best(run: &dyn Fn(), is_bench: bool) -> Duration {
    let (mut best, mut all) = (Duration::MAX, Duration::ZERO);
    for round in 1.. {
        let start = Instant::now();
        run();
        let time = start.elapsed();
        (best, all) = (best.min(time), all + time);
        if !is_bench || round >= 5 && all > ENOUGH {
            break;
        }
    }
    best
}

const ENOUGH: Duration = Duration::from_millis(200);

/// A name, n, and what makes of a number of parts the work to measure.
type Case = (&'static str, usize, Box<dyn Fn(usize) -> Box<dyn Fn()>>);

fn case<I: 'static, O>(
    name: &'static str,
    n: usize,
    input: impl Fn(usize) -> I + 'static,
    run: impl Fn(&I) -> O + Copy + 'static,
) -> Case {
    let make = move |n| -> Box<dyn Fn()> {
        let input = input(n);
        Box::new(move || drop(black_box(run(black_box(&input)))))
    };
    (name, n, Box::new(make))
}

fn cases() -> Vec<Case> {
    let mut all = small_texts();
    all.extend(requests());
    all.extend(uploads());
    all.extend(answers());
    all.extend(incoming());
    all.extend(diagnosis());
    all.extend(redaction());
    all.extend(requirements());
    all
}

fn small_texts() -> Vec<Case> {
    let ones = |n| "1".repeat(n);
    vec![
        case("ClientId::parse, long", 4 << 20, ones, |text| ClientId::parse(text)),
        case("SecretKey::parse, long", 4 << 20, ones, |text| SecretKey::parse(text)),
        case("RequestId::parse, long", 4 << 20, ones, |text| RequestId::parse(text)),
        case("Timestamp::parse, long", 4 << 20, ones, |text| Timestamp::parse(text)),
        case(
            "Environment::at, long",
            4 << 20,
            |n| format!("https://{}", "a:".repeat(n)),
            |text| Environment::at(text),
        ),
        case("SignaturePolicy::parse, long", 4 << 20, ones, |text| SignaturePolicy::parse(text)),
        case(
            "RequestTarget::parse, dots",
            1 << 20,
            |n| "/.a".repeat(n),
            |text| RequestTarget::parse(text),
        ),
        case(
            "RequestTarget::with_query, escapes",
            1 << 20,
            |n| format!("/?{}", "%2F".repeat(n)),
            |text: &String| RequestTarget::with_query(text, QueryMode::Unsigned),
        ),
        case("digest", 4 << 20, |n| vec![b'a'; n], |body| digest(body)),
        case(
            "Doku::configure, previous keys",
            20_000,
            |n| vec![" "; n],
            |keys| Doku::configure(&Config { previous_secret_keys: keys, ..config() }),
        ),
    ]
}

fn requests() -> Vec<Case> {
    let prepare = |operation: &'static str| {
        move |request: &String| doku().prepare_text(operation, request, &call())
    };
    let business = prepare("register_business");
    vec![
        case("prepare_text, empty contacts", 20_000, empty_contacts, business),
        case(
            "prepare_text, contacts of another type",
            20_000,
            |n| contacts(&list(n, "7")),
            business,
        ),
        case("prepare_text, unknown keys", 20_000, |n| object(&keys(n)), business),
        case("prepare_text, one key n times", 20_000, |n| object(&["type"].repeat(n)), business),
        case(
            "prepare_text, one unknown key n times",
            20_000,
            |n| object(&["x"].repeat(n)),
            business,
        ),
        case("prepare_text, keys of escapes", 20_000, |n| object(&["\\u0061\\u0062"].repeat(n)), {
            business
        }),
        case("prepare_text, a key of n escapes", 50_000, |n| object(&["\\n".repeat(n)]), business),
        case(
            "prepare_text, a text of n escapes",
            200_000,
            |n| named(&"\\u00e9".repeat(n)),
            business,
        ),
        case(
            "prepare_text, unknown key, nested",
            200_000,
            |n| format!(r#"{{"x":{}}}"#, deep(n)),
            business,
        ),
        case("prepare_text, known key, nested", 200_000, |n| contacts(&deep(n)), business),
        case("prepare_text, nested and unclosed", 200_000, |n| "[".repeat(n), business),
        case(
            "prepare_text, long path of get_business",
            200_000,
            |n| format!(r#"{{"client_id":"{}"}}"#, "a".repeat(n)),
            prepare("get_business"),
        ),
        case(
            "prepare_text, long query",
            200_000,
            |n| {
                format!(
                    r#"{{"businessType":"PERSONAL","businessLegalEntity":"PERSEORANGAN","brandBusinessLine":"{}","businessContactNationality":"ID"}}"#,
                    "é".repeat(n)
                )
            },
            prepare("check_requirements"),
        ),
        case(
            "prepare, contacts",
            20_000,
            |n| typed(&contacts(&list(n, r#"{"name":""}"#))),
            |request| doku().prepare(request, &call()),
        ),
        case(
            "prepare_call, a nested body",
            200_000,
            |n| generic("/a".into(), deep(n)),
            |request| doku().prepare_call(request, &call()),
        ),
        case("prepare_call, a long target", 200_000, |n| generic("/a".repeat(n), "{}".into()), {
            |request| doku().prepare_call(request, &call())
        }),
        case(
            "prepare_unsigned, unknown keys",
            20_000,
            |n| object(&keys(n)),
            |request| doku().prepare_unsigned("register_business", request, &call()),
        ),
        case("resign and attach_signature, a large body", 1 << 20, prepared, |request| {
            let again = doku().resign(request, TIME).unwrap();
            let signature = again.headers.iter().find(|header| header.name == "Signature");
            doku().attach_signature(again.clone(), &signature.unwrap().value)
        }),
        case(
            "sign_component, a large body",
            1 << 20,
            |n| vec![b'a'; n],
            |body| doku().sign_component("POST", "/a", Some(body), &call()),
        ),
        case(
            "sign_reply, a long target",
            1 << 20,
            |n| "/a".repeat(n),
            |target| doku().sign_reply(target, b"", &call()),
        ),
        case(
            "from_json, unknown keys",
            20_000,
            |n| object(&keys(n)),
            |request| from_json::<BusinessRegistration>(request),
        ),
    ]
}

fn uploads() -> Vec<Case> {
    vec![
        // Each byte of the content begins what is nearly the boundary.
        case(
            "prepare_upload, nearly the boundary",
            1 << 20,
            |n| upload(n, b'a'),
            |upload| doku().prepare_upload(upload, &upload_call()),
        ),
        case(
            "prepare_upload_frame, a long name",
            1 << 20,
            |n| {
                let mut upload = upload(16, 0);
                upload.file.as_mut().unwrap().name = format!("{}.pdf", "a\"".repeat(n));
                upload
            },
            |upload| doku().prepare_upload_frame(upload, &upload_call()),
        ),
        case(
            "prepare_upload_text, a large file",
            1 << 20,
            |n| json_of(&upload(n, b'a')),
            |upload| doku().prepare_upload_text(upload, &upload_call()),
        ),
        case(
            "prepare_upload_text, unknown keys",
            20_000,
            |n| object(&keys(n)),
            |upload| doku().prepare_upload_text(upload, &upload_call()),
        ),
        case("check_upload, many documents and types", 20_000, plan_of, |(requirements, _)| {
            check_upload(&upload(16, 0), 1, &from_json(requirements).unwrap_or_default())
        }),
        case("check_upload_text, many documents and types", 20_000, plan_of, |(asked, upload)| {
            check_upload_text(upload, 1, asked)
        }),
    ]
}

fn answers() -> Vec<Case> {
    vec![
        case(
            "read_text, unknown keys",
            20_000,
            |n| signed("register_rdl_customer", 200, &object(&keys(n))),
            read,
        ),
        case(
            "read_text, nested",
            200_000,
            |n| signed("register_rdl_customer", 200, &format!(r#"{{"rdl_customer":{}}}"#, deep(n))),
            read,
        ),
        case(
            "read_text, a list of another type",
            20_000,
            |n| {
                signed(
                    "get_business",
                    200,
                    &format!(r#"{{"brands":{0},"contacts":{0}}}"#, list(n, "7")),
                )
            },
            read,
        ),
        case(
            "read_text, brands without anything",
            20_000,
            |n| {
                signed(
                    "get_business",
                    200,
                    &format!(r#"{{"brands":{0},"contacts":{0}}}"#, list(n, "{}")),
                )
            },
            read,
        ),
        case(
            "read_text, undocumented, brands",
            20_000,
            |n| signed("register_business", 200, &format!(r#"{{"brands":{}}}"#, list(n, "{}"))),
            read,
        ),
        case(
            "read_text, undocumented, unknown keys",
            20_000,
            |n| signed("register_business", 409, &object(&keys(n))),
            read,
        ),
        case(
            "read_text, a token of many parts",
            200_000,
            |n| signed("generate_token", 200, &format!(r#"{{"token":"{}"}}"#, "e30.".repeat(n))),
            read,
        ),
        case("read_text, call, nested", 200_000, |n| signed("call", 200, &deep(n)), read),
        case(
            "read_text, a refusal of many keys",
            20_000,
            |n| signed("call", 400, &object(&keys(n))),
            read,
        ),
        case(
            "read_text, a refusal of many messages",
            20_000,
            |n| signed("call", 400, &format!(r#"{{"message":{}}}"#, list(n, r#""no""#))),
            read,
        ),
        case("verify_response, many headers", 20_000, with_headers, |(sent, received)| {
            doku().verify_response(sent, received, SignaturePolicy::Required, None)
        }),
        case(
            "sign_test_response, a large body",
            1 << 20,
            |n| vec![b'a'; n],
            |body| doku().sign_test_response(&sent("call"), 200, body, TIME),
        ),
    ]
}

fn incoming() -> Vec<Case> {
    let notice = |body: String| {
        let headers = doku().sign_test_notification("/hook", body.as_bytes(), &call()).unwrap();
        (headers, body)
    };
    let read = |(headers, body): &(Vec<Header>, String)| {
        let policy = SignaturePolicy::Required;
        doku().read_callback("/hook", headers, body.as_bytes(), policy, None)
    };
    vec![
        case("verify_notification, many headers", 20_000, with_headers, |(_, received)| {
            doku().verify_notification("/hook", &received.headers, &received.body, None)
        }),
        case(
            "verify_notification, a long target",
            1 << 20,
            |n| "/a".repeat(n),
            |target| {
                let headers = doku().sign_test_notification(target, b"", &call()).unwrap();
                doku().verify_notification(target, &headers, b"", None)
            },
        ),
        case("read_callback, many keys", 20_000, move |n| notice(object(&keys(n))), read),
        case(
            "read_callback, one kind n times",
            20_000,
            move |n| {
                let kinds: Vec<_> = (0..n).map(|n| format!(r#""k{n}":"BRAND""#)).collect();
                notice(format!("{{{}}}", kinds.join(",")))
            },
            read,
        ),
        case(
            "read_callback, nested",
            200_000,
            move |n| notice(format!(r#"{{"type":"BRAND","x":{}}}"#, deep(n))),
            read,
        ),
    ]
}

fn diagnosis() -> Vec<Case> {
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

fn redaction() -> Vec<Case> {
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

fn requirements() -> Vec<Case> {
    let check = |(registration, asked): &(String, String)| {
        check_against_requirements_text(registration, asked)
    };
    let documents = |item: &'static str, asked: fn(usize) -> String| {
        move |n| {
            let given = format!(r#"[{{"documents":{}}}]"#, numbered(n, item));
            (contacts(&given), asking(&asked(n)))
        }
    };
    vec![
        case(
            "check_against_requirements_text, empty contacts",
            20_000,
            |n| (empty_contacts(n), asking("[]")),
            check,
        ),
        case(
            "check_against_requirements_text, documents",
            20_000,
            documents(r#"{"code":"#, |n| numbered(n, r#"{"code":"#)),
            check,
        ),
        case(
            "check_against_requirements_text, one code n times",
            20_000,
            documents(r#"{"code":"C","id":"#, |n| numbered(n, r#"{"code":"C","name":"#)),
            check,
        ),
        case(
            "check_against_requirements_text, forms",
            20_000,
            |n| {
                let given = numbered(n, r#"{"code":"#);
                let given = format!(r#"[{{"documents":[{{"code":"C","forms":{given}}}]}}]"#);
                let asked = format!(r#"[{{"code":"C","form":{}}}]"#, numbered(n, r#"{"code":"#));
                (contacts(&given), asking(&asked))
            },
            check,
        ),
        case(
            "check_against_requirements_text, n contacts, n documents",
            20_000,
            |n| (empty_contacts(n), asking(&numbered(n, r#"{"code":"#))),
            check,
        ),
        case(
            "check_against_requirements_text, unknown keys and contacts",
            20_000,
            |n| {
                let known = format!(r#""contacts":{}"#, list(n, "{}"));
                let business = object(&keys(n));
                let business = format!("{},{known}}}", business.strip_suffix('}').unwrap());
                (format!(r#"{{"business":{business}}}"#), asking("[]"))
            },
            check,
        ),
        case(
            "check_against_requirements, contacts",
            20_000,
            |n| (typed(&contacts(&list(n, r#"{"name":""}"#))), asked("[]")),
            |(registration, asked)| check_against_requirements(registration, asked),
        ),
        case("upload_plan, documents", 20_000, |n| asked(&numbered(n, r#"{"code":"#)), upload_plan),
        case("upload_plan_text, documents", 20_000, |n| asking(&numbered(n, r#"{"code":"#)), {
            |asked: &String| upload_plan_text(asked)
        }),
        case(
            "place_upload, many documents",
            20_000,
            |n| typed(&contacts(&format!(r#"[{{"documents":{}}}]"#, numbered(n, r#"{"code":"#)))),
            |registration| {
                let answer =
                    UploadAnswer { category: "DOCUMENT".into(), ..UploadAnswer::default() };
                let code = Some("x".to_owned());
                let placement = Placement { contact: Some(0), code, ..Placement::default() };
                place_upload(&mut registration.clone(), &answer, &placement)
            },
        ),
        case(
            "place_upload_text, many proofs",
            20_000,
            |n| {
                let proofs = format!(r#"[{{"photo_proofs":{}}}]"#, numbered(n, r#"{"id":"#));
                format!(r#"{{"business":{{"brands":{proofs}}}}}"#)
            },
            |registration| {
                let answer = r#"{"id":"I","link":"L","category":"PHOTO_PROOF"}"#;
                place_upload_text(registration, answer, r#"{"brand":0}"#)
            },
        ),
    ]
}

fn read((sent, received): &(Sent, Received)) -> Result<Answer<String>, Error> {
    doku().read_text(sent, received)
}

fn config() -> Config<'static> {
    Config {
        environment: Some("test"),
        client_id: "BRN-0001-10791114622547",
        secret_key: Some("test-secret-key"),
        ..Config::default()
    }
}

fn doku() -> Doku {
    Doku::configure(&config()).unwrap()
}

const TIME: &str = "2020-08-11T08:45:42Z";

fn call() -> Call {
    Call { request_id: "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e".into(), timestamp: TIME.into() }
}

/// A list of n items.
fn list(n: usize, item: &str) -> String {
    format!("[{}]", vec![item; n].join(","))
}

/// A list of n objects, each with its number as the last value.
fn numbered(n: usize, item: &str) -> String {
    let items: Vec<String> = (0..n).map(|n| format!("{item}\"N{n}\"}}")).collect();
    format!("[{}]", items.join(","))
}

fn keys(n: usize) -> Vec<String> {
    (0..n).map(|n| format!("k{n}")).collect()
}

fn object(keys: &[impl AsRef<str>]) -> String {
    let members: Vec<String> = keys.iter().map(|key| format!("\"{}\":1", key.as_ref())).collect();
    format!("{{{}}}", members.join(","))
}

/// Lists in lists.
fn deep(n: usize) -> String {
    format!("{}{}", "[".repeat(n), "]".repeat(n))
}

fn contacts(contacts: &str) -> String {
    format!(r#"{{"business":{{"contacts":{contacts}}}}}"#)
}

fn empty_contacts(n: usize) -> String {
    contacts(&list(n, "{}"))
}

fn named(name: &str) -> String {
    format!(r#"{{"business":{{"name":"{name}"}}}}"#)
}

/// A registration as a host has it, with whatever is wrong in it.
fn typed(registration: &str) -> BusinessRegistration {
    serde_json::from_str(registration).unwrap()
}

fn asking(documents: &str) -> String {
    format!(r#"{{"business":{{"contact":{{"owner_liveness":{{}},"documents":{documents}}}}}}}"#)
}

fn asked(documents: &str) -> dokukit::Requirements {
    serde_json::from_str(&asking(documents)).unwrap()
}

fn generic(target: String, body: String) -> GenericCall {
    GenericCall { method: "POST".into(), target, body: Some(body), query: None }
}

fn prepared(n: usize) -> dokukit::PreparedRequest {
    let request = generic("/a".into(), format!("\"{}\"", "a".repeat(n)));
    doku().prepare_call(&request, &call()).unwrap()
}

/// A PDF that is one byte over and over.
fn upload(n: usize, byte: u8) -> Upload {
    let file = UploadFile {
        name: "a.pdf".into(),
        content_type: "application/pdf".into(),
        content: [b"%PDF-", vec![byte; n].as_slice()].concat(),
    };
    Upload {
        category: "DOCUMENT".into(),
        code: Some("KTP".into()),
        file: Some(file),
        file_url: None,
    }
}

fn upload_call() -> UploadCall {
    UploadCall { token: Secret::new("token"), boundary: format!("{}b", "a".repeat(69)) }
}

fn json_of(upload: &Upload) -> String {
    serde_json::to_string(upload).unwrap()
}

/// Requirements of many documents, the last of which has many types, and an upload of it.
fn plan_of(n: usize) -> (String, String) {
    let documents = numbered(n, r#"{"code":"#);
    let before = documents.strip_suffix(']').unwrap();
    let last = format!(r#"{{"code":"KTP","extensions":{}}}"#, list(n, r#""ABC""#));
    (asking(&format!("{before},{last}]")), json_of(&upload(16, 0)))
}

fn headers(n: usize) -> Vec<Header> {
    (0..n).map(|n| Header::new(format!("X-{n}"), "x")).collect()
}

/// The headers of a notification that nothing explains.
fn forged() -> Vec<Header> {
    let mut headers = doku().sign_test_notification("/other", b"other", &call()).unwrap();
    headers.retain(|header| header.name != "Request-Id");
    headers.push(Header::new("Request-Id", "another"));
    headers
}

fn sent(operation: &str) -> Sent {
    let request = generic("/a".into(), "{}".into());
    let sent = Sent::from(&doku().prepare_call(&request, &call()).unwrap());
    Sent { operation: operation.to_owned(), ..sent }
}

fn signed(operation: &str, status: u16, body: &str) -> (Sent, Received) {
    let sent = sent(operation);
    let received = doku().sign_test_response(&sent, status, body.as_bytes(), TIME).unwrap();
    (sent, received)
}

/// An answer after n headers that nobody asked for.
fn with_headers(n: usize) -> (Sent, Received) {
    let (sent, received) = signed("call", 200, "{}");
    let headers = [headers(n), received.headers].concat();
    (sent, Received { headers, ..received })
}
