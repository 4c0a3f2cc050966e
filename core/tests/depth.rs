//! JSON nested without end, on a small stack: an answer or an error, never a crash.
//!
//! No function reads JSON by recursion over what came: what a table does not know is one
//! text, however deep it is.
#![expect(clippy::unwrap_used, reason = "a test that fails shows where it fails")]

use dokukit::{
    Candidates, Config, Doku, ErrorCode, Header, OPERATIONS, Place, Secret, Sent, SignaturePolicy,
    Signed, Stamp, UploadStamp, check_against_requirements_text, check_upload_text,
    place_upload_text, redacted_body, upload_plan_text,
};

/// As deep as 40 KB can be.
const LEVELS: usize = 20_000;
/// Of which a level could have 13 bytes.
const STACK: usize = 256 << 10;

/// Runs on a stack that recursion over the levels would overflow.
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(STACK).spawn(test).unwrap().join().unwrap();
}

/// Whole and broken, of lists and of objects, and with white space between.
fn nested() -> [String; 5] {
    let lists = [("[", "]"), ("{\"a\":", "}"), ("[ ", "\n]")];
    let [list, object, spaced] =
        lists.map(|(open, close)| open.repeat(LEVELS) + "1" + &close.repeat(LEVELS));
    [list, object, spaced, "[".repeat(LEVELS), "{\"a\":".repeat(LEVELS)]
}

/// What is nested, the rest of an object before it.
fn inside(before: &str) -> Vec<String> {
    nested().iter().map(|nested| format!("{{{before}{nested}}}")).collect()
}

#[test]
fn requests_are_refused() {
    on_a_small_stack(|| {
        for operation in OPERATIONS.iter().map(|operation| operation.name).chain(["call"]) {
            let known = ["\"business\":", "\"rdl_customer\":", "\"target\":", "\"x\":"];
            for text in known.iter().flat_map(|key| inside(key)).chain(nested()) {
                let refused = doku().prepare_text(operation, &text, &stamp()).unwrap_err();
                assert_eq!(refused.code(), ErrorCode::InvalidRequest);
                assert!(refused.to_string().len() < 2000);
            }
        }
        for text in inside("\"file\":") {
            let stamp = UploadStamp { token: Secret::new("t"), boundary: "b".into() };
            let refused = doku().prepare_upload_text(&text, None, &stamp).unwrap_err();
            assert_eq!(refused.code(), ErrorCode::InvalidRequest);
        }
    });
}

#[test]
fn the_body_of_a_call_is_sent_as_it_is() {
    on_a_small_stack(|| {
        let [list, object, spaced, ..] = nested();
        for body in [list, object, spaced] {
            let json = serde_json::to_string(&body).unwrap();
            let request = format!(r#"{{"method":"POST","target":"/a","body":{json}}}"#);
            let prepared = doku().prepare_text("call", &request, &stamp()).unwrap();
            assert_eq!(prepared.body.unwrap(), body.as_bytes());
        }
    });
}

#[test]
fn answers_are_read_or_refused() {
    on_a_small_stack(|| {
        for operation in OPERATIONS {
            let sent = sent(operation.name, operation.place);
            for status in [200, 409, 400] {
                let known = ["\"business\":", "\"rdl_customer\":", "\"token\":", "\"error\":"];
                for body in known.iter().flat_map(|key| inside(key)).chain(nested()) {
                    let body = body.as_bytes();
                    let received = doku().sign_test_response(&sent, status, body, TIME).unwrap();
                    match doku().read_text(&sent, &received, None) {
                        Ok(answer) => assert_eq!(answer.raw, body),
                        Err(error) => {
                            assert_eq!(error.raw_body(), Some(body));
                            let codes = [ErrorCode::GatewayError, ErrorCode::UnreadableResponse];
                            assert!(codes.contains(&error.code()));
                        }
                    }
                }
            }
        }
    });
}

#[test]
fn an_unknown_key_of_an_answer_is_kept() {
    on_a_small_stack(|| {
        let [list, object, ..] = nested();
        for nested in [list, object] {
            let body = format!(r#"{{"id":"I","link":"L","category":"LOGO","x":{nested}}}"#);
            let sent = sent("upload_file", Place::Multipart);
            let received = doku().sign_test_response(&sent, 200, body.as_bytes(), TIME).unwrap();
            assert_eq!(doku().read_text(&sent, &received, None).unwrap().body, body);
        }
    });
}

#[test]
fn callbacks_are_read() {
    on_a_small_stack(|| {
        for (n, body) in inside("\"type\":\"BRAND\",\"x\":").iter().enumerate() {
            let headers = headers(body.as_bytes());
            let policy = SignaturePolicy::Required;
            let read = doku().read_callback(HOOK, &headers, body.as_bytes(), Some(policy), None);
            let kind = read.map(|callback| callback.kind.unwrap()).map_err(|error| error.code());
            let is_json = n < 3;
            let expected =
                if is_json { Ok("BRAND".to_owned()) } else { Err(ErrorCode::UnreadableResponse) };
            assert_eq!(kind, expected);
        }
    });
}

#[test]
fn a_diagnosis_finds_what_it_can() {
    on_a_small_stack(|| {
        let [list, ..] = nested();
        let other = format!("{list} ");
        let headers = headers(other.as_bytes());
        let signed =
            Signed { method: "POST", target: HOOK, headers: &headers, body: list.as_bytes() };
        let found = doku().diagnose_signature(&signed, &Candidates::default()).unwrap();
        let codes: Vec<_> = found.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, ["trailing_newline"]);
        let signed = Signed { body: other.as_bytes(), ..signed };
        let headers = self::headers(list.as_bytes());
        let signed = Signed { headers: &headers, ..signed };
        let found = doku().diagnose_signature(&signed, &Candidates::default()).unwrap();
        let codes: Vec<_> = found.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, ["trailing_newline"]);
    });
}

#[test]
fn registrations_and_requirements_are_refused() {
    on_a_small_stack(|| {
        let sound = r#"{"business":{}}"#;
        for text in inside("\"business\":") {
            let found = check_against_requirements_text(&text, sound);
            assert!(found.map_or_else(|error| error.violations().len(), |found| found.len()) > 0);
        }
        for text in nested().into_iter().chain(inside("\"business\":1,\"x\":")) {
            assert!(check_against_requirements_text(sound, &text).is_err());
            assert!(upload_plan_text(&text).is_err());
            assert!(check_upload_text(&text, Some(1), sound).is_err());
            assert!(place_upload_text(&text, "{}", "{}").is_err());
            assert!(place_upload_text("{}", &text, "{}").is_err());
            assert!(place_upload_text("{}", "{}", &text).is_err());
        }
    });
}

#[test]
fn a_log_has_the_shape_or_the_size() {
    on_a_small_stack(|| {
        let [list, object, spaced, unclosed, _] = nested();
        let of_lists = format!("{}\"[number]\"{}", "[".repeat(LEVELS), "]".repeat(LEVELS));
        assert_eq!(redacted_body(list.as_bytes()), of_lists);
        assert_eq!(redacted_body(spaced.as_bytes()), of_lists);
        assert_eq!(redacted_body(object.as_bytes()), object.replace('1', "\"[number]\""));
        assert_eq!(redacted_body(unclosed.as_bytes()), format!("\"[{LEVELS} bytes]\""));
    });
}

const HOOK: &str = "/hook";
const TIME: &str = "2020-08-11T08:45:42Z";

fn doku() -> Doku {
    Doku::configure(Config {
        environment: Some("test".into()),
        client_id: "BRN-0001-10791114622547".into(),
        secret_key: Some("test-secret-key".into()),
        ..Config::default()
    })
    .unwrap()
}

fn stamp() -> Stamp {
    Stamp { request_id: "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e".into(), timestamp: TIME.into() }
}

fn headers(body: &[u8]) -> Vec<Header> {
    doku().sign_test_notification(HOOK, body, &stamp()).unwrap()
}

/// What is remembered of a request of this operation.
fn sent(operation: &str, place: Place) -> Sent {
    let request = r#"{"method":"POST","target":"/a","body":"{}"}"#;
    let prepared = doku().prepare_text("call", request, &stamp()).unwrap();
    let method = if place == Place::Query { "GET" } else { "POST" };
    let (operation, method) = (operation.to_owned(), method.to_owned());
    Sent { operation, method, client_id: None, url: None, ..Sent::from(&prepared) }
}
