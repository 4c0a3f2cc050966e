//! Diagnosis: no false alarm, and bounded work on whatever comes in.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use dokukit::{Candidates, Config, Doku, ErrorCode, Finding, Header, Signed};
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use proptest::sample::select;
use sha2::{Digest, Sha256};

use crate::cases;

/// A message that is genuine in one of the forms that there are.
#[derive(Debug, Clone)]
struct Message {
    method: &'static str,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    form: Form,
}

#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each says what the form has")]
struct Form {
    is_answer: bool,
    has_digest: bool,
    signs_query: bool,
    by_previous: bool,
    is_bare: bool,
    is_padded: bool,
    has_other_time: bool,
}

impl Message {
    /// Signed here, with this key.
    fn headers(&self, key: &str) -> Vec<Header> {
        let Form { is_answer, has_digest, signs_query, is_bare, is_padded, .. } = self.form;
        let path = self.target.split('?').next().unwrap();
        let signs_whole = is_answer || signs_query;
        let target = if signs_whole { self.target.as_str() } else { path };
        let label = if is_answer { "Response-Timestamp" } else { "Request-Timestamp" };
        let mut lines =
            format!("Client-Id:{ID}\nRequest-Id:7-a\n{label}:{TIME}\nRequest-Target:{target}");
        let is_get = self.method.eq_ignore_ascii_case("GET");
        if !is_get || is_answer && has_digest {
            lines.push_str("\nDigest:");
            BASE64_STANDARD.encode_string(Sha256::digest(&self.body), &mut lines);
        }
        let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap().chain_update(lines);
        let mut signature = BASE64_STANDARD.encode(mac.finalize().into_bytes());
        if is_bare && !is_padded {
            signature = signature.trim_end_matches('=').to_owned();
        }
        let prefix = if is_bare { "" } else { "HMACSHA256=" };
        let mut headers = vec![
            Header::new("client-id", format!(" {ID}\t")),
            Header::new("Request-Id", "7-a "),
            Header::new(label, TIME),
            Header::new("SIGNATURE", format!("{prefix}{signature}")),
        ];
        if self.form.has_other_time && !is_answer {
            headers.push(Header::new("Response-Timestamp", "2021-01-01T00:00:00Z"));
        }
        headers.extend(self.headers.iter().map(|(name, value)| Header::new(name, value)));
        headers
    }

    fn diagnose(&self, headers: &[Header]) -> Vec<Finding> {
        let previous = if self.form.by_previous { vec![PREVIOUS.to_owned()] } else { Vec::new() };
        let doku = Doku::configure(Config {
            environment: Some("test".into()),
            client_id: ID.into(),
            secret_key: Some(SECRET.into()),
            previous_secret_keys: previous,
            accept_bare_signatures: self.form.is_bare,
            ..Config::default()
        });
        let signed =
            Signed { method: self.method, target: &self.target, headers, body: &self.body };
        doku.unwrap().diagnose_signature(&signed, &Candidates::default()).unwrap()
    }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn no_finding_on_what_is_genuine(message in message()) {
        let key = if message.form.by_previous { PREVIOUS } else { SECRET };
        let headers = message.headers(key);
        prop_assert_eq!(message.diagnose(&headers), vec![]);
    }
}

proptest! {
    // As many as of the genuine ones where the search is compiled with optimisation.
    #![proptest_config(cases(if cfg!(debug_assertions) { 40 } else { 1000 }))]

    #[test]
    fn a_wrong_key_is_the_only_verdict(message in message()) {
        let headers = message.headers("SK-of-somebody-else");
        let found = message.diagnose(&headers);
        let codes: Vec<_> = found.iter().map(|finding| (finding.code.as_str(), finding.proven)).collect();
        prop_assert_eq!(codes, vec![("wrong_secret", true)]);
        prop_assert!(!found[0].detail.contains(SECRET));
    }

    /// Where `verify` refuses a header, so does diagnosis.
    #[test]
    fn names_the_header_that_verify_names(
        message in message(), which in 0..4_usize, change in change(), is_genuine in any::<bool>(),
    ) {
        let form = Form {
            is_answer: false, is_bare: false, by_previous: false, has_other_time: false, ..message.form.clone()
        };
        let message = Message { method: "POST", form, ..message };
        let mut headers = message.headers(if is_genuine { SECRET } else { "SK-of-somebody-else" });
        match change {
            "absent" => drop(headers.remove(which)),
            "empty" => headers[which].value = " ".into(),
            "repeated" => headers.push(headers[which].clone()),
            "NUL" => headers[which].value.insert(2, '\0'),
            _ => headers[which].value = "nonsense".into(),
        }
        let doku = doku();
        let verified = doku.verify_notification(&message.target, &headers, &message.body, None);
        let signed = Signed {
            method: "POST", target: &message.target, headers: &headers, body: &message.body,
        };
        match (verified, doku.diagnose_signature(&signed, &Candidates::default())) {
            (Err(one), Err(other)) => prop_assert_eq!(one.code(), other.code()),
            (Err(error), Ok(found)) => {
                prop_assert!(error.code() != ErrorCode::SignatureMissing);
                // An id or a time that is another one cannot be told from a wrong key.
                let cannot_be_told = !is_genuine || change == "other";
                let is_named = found.iter().all(|finding| finding.code != "wrong_secret");
                let is_header = !error.detail().contains("does not belong");
                prop_assert!(is_named && !found.is_empty() || cannot_be_told && !is_header, "{error:?} {found:?}");
            }
            (Ok(_), found) => prop_assert_eq!(found.unwrap(), vec![]),
        }
    }
}

#[test]
fn whatever_comes_in_is_bounded() {
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    let numbers = format!("[{}1]", "1,".repeat(1_000_000));
    let large = format!("{{\"a\":\"{}\"}}", "é/<\\u0041".repeat(20 << 20 >> 3));
    let long = "a,|{}-\u{e9}%2f/".repeat(7_000);
    let many = |text: &str| vec![format!("{text}{long}"); 20];
    let candidates = Candidates {
        secret_keys: many("k"),
        targets: many("/"),
        client_ids: many("c"),
        request_ids: many("r"),
    };
    let (no_text, open) = (vec![0xff; 100_000], vec![b'['; 100_000]);
    let none = Candidates::default();
    let cases: [(&[u8], &str, &str, &Candidates); 14] = [
        (b"", "7", "/hook", &candidates),
        (deep.as_bytes(), "7", "/hook", &none),
        (numbers.as_bytes(), "7", "/hook", &none),
        (large.as_bytes(), "7", "/hook", &none),
        (&no_text, "7", "/hook", &none),
        (&open, "7", "/hook", &none),
        (b"{\"a\":\"\\ud800\",\"\\u0000\":1e999999999}", "7", "/hook", &none),
        (b"{\"a\":\"\\ud83d\\u0041\\\",", "7", "/hook", &none),
        (b"{}", long.as_str(), "/hook", &none),
        (b"{}", "7", long.as_str(), &candidates),
        (b"{}", "7", "", &none),
        (b"{}", "7", "??//\0\u{e9} %zz#", &none),
        (b"{}", "a\0b", "/hook", &none),
        (b"{}", "", "/hook", &none),
    ];
    let signature = format!("HMACSHA256={}=", "A".repeat(43));
    for (body, value, target, candidates) in cases {
        let headers = [
            ("Client-Id", ID),
            ("Request-Id", value),
            ("Request-Timestamp", TIME),
            ("Signature", signature.as_str()),
            ("Host", value),
            ("X-Forwarded-Prefix", value),
            ("X-Original-URI", value),
            ("Forwarded", value),
        ];
        let headers = headers.map(|(name, value)| Header::new(name, value));
        let signed = Signed { method: "POST", target, headers: &headers, body };
        let found = doku().diagnose_signature(&signed, candidates).unwrap();
        assert!(!found.is_empty());
        assert!(found.iter().all(|finding| !finding.detail.contains(SECRET)));
    }
    for value in [long.as_str(), "HMACSHA256=", ",,,;;;", "\0", "\"\"", "é"] {
        let headers = [
            ("Client-Id", ID),
            ("Request-Id", "7"),
            ("Request-Timestamp", TIME),
            ("Signature", value),
        ];
        let headers = headers.map(|(name, value)| Header::new(name, value));
        let signed = Signed { method: "POST", target: "/hook", headers: &headers, body: b"{}" };
        assert!(
            doku()
                .diagnose_signature(&signed, &Candidates::default())
                .is_ok_and(|found| found[0].proven)
        );
    }
}

fn doku() -> Doku {
    Doku::configure(Config {
        environment: Some("test".into()),
        client_id: ID.into(),
        secret_key: Some(SECRET.into()),
        ..Config::default()
    })
    .unwrap()
}

fn message() -> impl Strategy<Value = Message> {
    let method = select(vec!["POST", "post", "GET", "get", "PUT", "DELETE"]);
    let target = select(vec!["/", "/doku/notify", "/doku//notify/", "/a%2fb", "/x?a=1&b=c", "/y?"]);
    let extra = select(vec![
        ("X-Request-Id", "7"),
        ("Host", "shop.example"),
        ("Content-Type", "application/json"),
        ("X-Original-URI", "/other"),
        ("Request-Target", "/other"),
        ("Digest", "SHA-256=x"),
    ]);
    let body = prop_oneof![
        Just(Vec::new()),
        // U+FFFD in a body is a hint.
        "[^\\p{C}\u{fffd}]{0,40}".prop_map(String::into_bytes),
        any::<u16>()
            .prop_map(|n| format!("{{\"order\":{{\"amount\":{n}.50,\"name\":\"Café <\\/>\"}}}}")
                .into_bytes()),
    ];
    let form = prop::array::uniform7(any::<bool>()).prop_map(|bits| Form {
        is_answer: bits[0],
        has_digest: bits[1],
        signs_query: bits[2],
        by_previous: bits[3],
        is_bare: bits[4],
        is_padded: bits[5],
        has_other_time: bits[6],
    });
    (method, target, extra, body, form).prop_map(|(method, target, (name, value), body, form)| {
        Message {
            method,
            target: target.to_owned(),
            headers: vec![(name.to_owned(), value.to_owned())],
            body,
            form,
        }
    })
}

fn change() -> impl Strategy<Value = &'static str> {
    select(vec!["absent", "empty", "repeated", "NUL", "other"])
}

const ID: &str = "MCH-0001-10791114622547";
const SECRET: &str = "SK-test-secret";
const PREVIOUS: &str = "SK-the-one-before";
const TIME: &str = "2020-08-11T08:45:42Z";
