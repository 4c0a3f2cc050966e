//! What the inputs are made of.

use dokukit::{
    BusinessRegistration, Config, Doku, GenericCall, Header, PreparedRequest, Received, Sent, Stamp,
};

pub(crate) fn config() -> Config {
    Config {
        environment: Some("test".into()),
        client_id: "BRN-0001-10791114622547".into(),
        secret_key: Some("test-secret-key".into()),
        ..Config::default()
    }
}

pub(crate) fn doku() -> Doku {
    Doku::configure(config()).unwrap()
}

pub(crate) const TIME: &str = "2020-08-11T08:45:42Z";

pub(crate) fn stamp() -> Stamp {
    Stamp { request_id: "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e".into(), timestamp: TIME.into() }
}

/// A list of n items.
pub(crate) fn list(n: usize, item: &str) -> String {
    format!("[{}]", vec![item; n].join(","))
}

/// A list of n objects, each with its number as the last value.
pub(crate) fn numbered(n: usize, item: &str) -> String {
    let items: Vec<String> = (0..n).map(|n| format!("{item}\"N{n}\"}}")).collect();
    format!("[{}]", items.join(","))
}

pub(crate) fn keys(n: usize) -> Vec<String> {
    (0..n).map(|n| format!("k{n}")).collect()
}

pub(crate) fn object(keys: &[impl AsRef<str>]) -> String {
    let members: Vec<String> = keys.iter().map(|key| format!("\"{}\":1", key.as_ref())).collect();
    format!("{{{}}}", members.join(","))
}

/// Lists in lists.
pub(crate) fn deep(n: usize) -> String {
    format!("{}{}", "[".repeat(n), "]".repeat(n))
}

pub(crate) fn contacts(contacts: &str) -> String {
    format!(r#"{{"business":{{"contacts":{contacts}}}}}"#)
}

pub(crate) fn empty_contacts(n: usize) -> String {
    contacts(&list(n, "{}"))
}

pub(crate) fn named(name: &str) -> String {
    format!(r#"{{"business":{{"name":"{name}"}}}}"#)
}

/// A registration as a host has it, with whatever is wrong in it.
pub(crate) fn typed(registration: &str) -> BusinessRegistration {
    serde_json::from_str(registration).unwrap()
}

pub(crate) fn asking(documents: &str) -> String {
    format!(r#"{{"business":{{"contact":{{"owner_liveness":{{}},"documents":{documents}}}}}}}"#)
}

pub(crate) fn generic(target: String, body: String) -> GenericCall {
    GenericCall { method: "POST".into(), target, body: Some(body), query: None }
}

pub(crate) fn prepared(n: usize) -> PreparedRequest {
    let request = generic("/a".into(), format!("\"{}\"", "\\\"".repeat(n)));
    doku().prepare(&request, &stamp()).unwrap()
}

pub(crate) fn headers(n: usize) -> Vec<Header> {
    (0..n).map(|n| Header::new(format!("X-{n}"), "x")).collect()
}

pub(crate) fn sent(operation: &str) -> Sent {
    let request = generic("/a".into(), "{}".into());
    let sent = Sent::from(&doku().prepare(&request, &stamp()).unwrap());
    // The URL is that of another operation.
    Sent { operation: operation.to_owned(), url: None, ..sent }
}

pub(crate) fn signed(operation: &str, status: u16, body: &str) -> (Sent, Received) {
    let sent = sent(operation);
    let received = doku().sign_test_response(&sent, status, body.as_bytes(), TIME).unwrap();
    (sent, received)
}

/// An answer after n headers that nobody asked for.
pub(crate) fn with_headers(n: usize) -> (Sent, Received) {
    let (sent, received) = signed("call", 200, "{}");
    let headers = [headers(n), received.headers].concat();
    (sent, Received { headers, ..received })
}
