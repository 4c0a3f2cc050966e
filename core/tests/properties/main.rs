//! What holds for every input, through the public API.
//!
//! `PROPTEST_CASES=25600 cargo test -p dokukit --test properties` tries a hundred times as
//! many cases as usual.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that fails shows where it fails"
)]

mod bodies;
mod checker;
mod diagnosis;
mod reading;
mod rows;
mod signing;
mod target;
mod timestamp;

use dokukit::{Config, Doku, Error, Header, Received, Sent, Stamp};
use proptest::prelude::ProptestConfig;

/// So many cases, or that share of `PROPTEST_CASES` in 256.
fn cases(usual: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    let cases = config.cases.saturating_mul(usual) / 256;
    ProptestConfig { cases: cases.max(1), failure_persistence: None, ..config }
}

fn doku() -> Doku {
    Doku::configure(Config {
        environment: Some("test".into()),
        client_id: "MCH-0001-10791114622547".into(),
        secret_key: Some(SECRET.into()),
        ..Config::default()
    })
    .unwrap()
}

fn stamp() -> Stamp {
    Stamp {
        request_id: "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e".into(),
        timestamp: "2020-08-11T08:45:42Z".into(),
    }
}

/// The canonical body of DOKU's sample registration.
fn sample() -> &'static str {
    include_str!("../data/registration.json").trim_end()
}

/// What is remembered of the sample registration.
fn registration() -> Sent {
    let prepared = doku().prepare_text("register_rdl_customer", sample(), &stamp()).unwrap();
    Sent { client_id: None, url: None, ..Sent::from(&prepared) }
}

/// The answer to `sent` with a genuine signature.
fn signed(sent: &Sent, status: u16, body: &[u8]) -> Received {
    let stamp = Stamp { request_id: sent.request_id.clone(), ..stamp() };
    let stages = doku().sign_reply(&sent.target, body, &stamp).unwrap();
    let headers = vec![
        Header::new("Client-Id", doku().client_id().as_str()),
        Header::new("Request-Id", stamp.request_id),
        Header::new("Response-Timestamp", stamp.timestamp),
        Header::new("Signature", stages.signature),
    ];
    Received { status, headers, body: body.to_vec() }
}

/// Each violation as `path code`.
fn listed(error: &Error) -> Vec<String> {
    let violations = error.violations().iter();
    violations.map(|v| format!("{} {}", v.path, v.code.as_str())).collect()
}

const SECRET: &str = "test-secret-key";
