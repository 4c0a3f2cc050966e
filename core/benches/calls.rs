//! What a call costs beside its lower bound: the same JSON, digest, component and HMAC by
//! hand, without a single check.
//!
//! `cargo bench -p dokukit -- --json` prints one JSON line per case. The two sides take
//! turns in short batches, so that a busy machine slows both alike; the median counts.
#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock and prints"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dokukit::{
    Config, Doku, Header, PreparedRequest, RdlRegistration, RdlRegistrationAnswer, Received, Sent,
    Stamp, from_json,
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

fn main() {
    let has = |name: &str| std::env::args().any(|argument| argument == name);
    // Cargo says so when it is a benchmark, and not a test run over all targets.
    let rounds = if has("--bench") { 200 } else { 1 };
    for case in cases() {
        let (ours, by_hand) = measure(&case, rounds);
        let (name, ratio) = (case.name, ours / by_hand);
        if has("--json") {
            println!(
                "{{\"lang\":\"rust\",\"case\":\"{name}\",\"ns_per_call\":{ours:.0},\
                 \"peer\":\"{PEER}\",\"peer_ns_per_call\":{by_hand:.0},\"ratio\":{ratio:.2}}}"
            );
        } else {
            println!("{name:<45} {ours:>10.0} ns, by hand {by_hand:>10.0} ns, ratio {ratio:.2}");
        }
    }
}

const PEER: &str = "serde_json + sha2 + hmac by hand";

struct Case {
    name: &'static str,
    ours: Box<dyn Fn()>,
    by_hand: Box<dyn Fn()>,
}

impl Case {
    fn new<A, B>(
        name: &'static str,
        ours: impl Fn() -> A + 'static,
        by_hand: impl Fn() -> B + 'static,
    ) -> Self {
        Self {
            name,
            ours: Box::new(move || drop(black_box(ours()))),
            by_hand: Box::new(move || drop(black_box(by_hand()))),
        }
    }
}

fn cases() -> Vec<Case> {
    let small = sample("(Base64)");
    let photo = sample(&"/9j/4AAQ".repeat(51_200));
    let (sent, answer) = answered(&small);
    let (doku, key) = (doku(), key());
    let prepare = |name, body: &str| {
        let (doku, key, request) = (doku.clone(), key.clone(), typed(body));
        let again = request.clone();
        Case::new(
            name,
            move || doku.prepare(&request, &stamp()).unwrap(),
            move || prepare_by_hand(&key, serde_json::to_string(&again).unwrap()),
        )
    };
    let prepare_text = |name, body: &str| {
        let (doku, key, request) = (doku.clone(), key.clone(), body.to_owned());
        let again = request.clone();
        Case::new(
            name,
            move || doku.prepare_text("register_rdl_customer", &request, &stamp()).unwrap(),
            move || prepare_by_hand(&key, again.clone()),
        )
    };
    vec![
        prepare("prepare, 31 fields", &small),
        prepare("prepare, 31 fields, photo of 400 KB", &photo),
        prepare_text("prepare from JSON text, 31 fields", &small),
        prepare_text("prepare from JSON text, photo of 400 KB", &photo),
        {
            let (doku, key, sent, answer) =
                (doku.clone(), key.clone(), sent.clone(), answer.clone());
            let again = answer.clone();
            Case::new(
                "read, signed answer",
                move || doku.read_sent::<RdlRegistration>(&sent, &answer, None).unwrap(),
                move || read_by_hand(&key, &again),
            )
        },
    ]
}

/// Nanoseconds a call of each side.
fn measure(case: &Case, rounds: usize) -> (f64, f64) {
    let batch = |run: &dyn Fn()| {
        let one = time(run, 5).max(Duration::from_nanos(1));
        u32::try_from(BATCH.as_nanos() / one.as_nanos()).unwrap().max(1)
    };
    let (ours, by_hand) = (batch(&case.ours), batch(&case.by_hand));
    let rounds = (0..rounds).map(|_| (time(&case.ours, ours), time(&case.by_hand, by_hand)));
    let (ours, by_hand) = rounds.unzip();
    (median(ours), median(by_hand))
}

/// Short beside the time slice of the system, long beside the clock's step.
const BATCH: Duration = Duration::from_micros(500);

fn time(run: &dyn Fn(), times: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        run();
    }
    start.elapsed() / times
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).unwrap().as_secs_f64() * 1e9
}

fn prepare_by_hand(key: &Hmac<Sha256>, body: String) -> PreparedRequest {
    let Stamp { request_id, timestamp } = stamp();
    let digest = STANDARD.encode(Sha256::digest(body.as_bytes()));
    let component = format!(
        "Client-Id:{CLIENT_ID}\nRequest-Id:{request_id}\nRequest-Timestamp:{timestamp}\n\
         Request-Target:{TARGET}\nDigest:{digest}"
    );
    let mac = key.clone().chain_update(component).finalize();
    let signature = format!("HMACSHA256={}", STANDARD.encode(mac.into_bytes()));
    PreparedRequest {
        operation: "register_rdl_customer".into(),
        method: "POST".into(),
        url: format!("https://api-sandbox.doku.com{TARGET}"),
        headers: vec![
            Header::new("Client-Id", CLIENT_ID),
            Header::new("Request-Id", &request_id),
            Header::new("Request-Timestamp", &timestamp),
            Header::new("Signature", signature),
            Header::new("Content-Type", "application/json"),
        ],
        body: Some(body.into_bytes()),
        target: TARGET.into(),
        request_id,
        timestamp,
    }
}

fn read_by_hand(key: &Hmac<Sha256>, answer: &Received) -> RdlRegistrationAnswer {
    let header = |name| &answer.headers.iter().find(|header| header.name == name).unwrap().value;
    let digest = STANDARD.encode(Sha256::digest(&answer.body));
    let component = format!(
        "Client-Id:{}\nRequest-Id:{}\nResponse-Timestamp:{}\nRequest-Target:{TARGET}\n\
         Digest:{digest}",
        header("Client-Id"),
        header("Request-Id"),
        header("Response-Timestamp")
    );
    let signature = header("Signature").strip_prefix("HMACSHA256=").unwrap();
    let signature = STANDARD.decode(signature).unwrap();
    key.clone().chain_update(component).verify_slice(&signature).unwrap();
    serde_json::from_slice(&answer.body).unwrap()
}

fn doku() -> Doku {
    Doku::configure(Config {
        environment: Some("test".into()),
        client_id: CLIENT_ID.into(),
        secret_key: Some(SECRET.into()),
        ..Config::default()
    })
    .unwrap()
}

fn key() -> Hmac<Sha256> {
    Hmac::new_from_slice(SECRET.as_bytes()).unwrap()
}

fn stamp() -> Stamp {
    Stamp {
        request_id: "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e".into(),
        timestamp: "2020-08-11T08:45:42Z".into(),
    }
}

/// The canonical body of DOKU's sample registration, with this photo.
fn sample(photo: &str) -> String {
    include_str!("../tests/data/registration.json").trim_end().replace("(Base64)", photo)
}

fn typed(body: &str) -> RdlRegistration {
    from_json(body).unwrap()
}

/// A registration that was sent, and its signed answer.
fn answered(registration: &str) -> (Sent, Received) {
    let request = doku().prepare(&typed(registration), &stamp()).unwrap();
    let body = registration.replace(
        "\"selfie_photo\":\"(Base64)\"}",
        "\"company_id\":\"DOKU\",\"account_id\":2340220322154948265107180133830000142742},\
         \"rdl_customer_info\":{\"account_balance\":0,\"RDL_status\":\"PENDING\"}",
    );
    let stages = doku().sign_reply(TARGET, body.as_bytes(), &stamp()).unwrap();
    let headers = vec![
        Header::new("Client-Id", CLIENT_ID),
        Header::new("Request-Id", stamp().request_id),
        Header::new("Response-Timestamp", stamp().timestamp),
        Header::new("Signature", stages.signature),
    ];
    (Sent::from(&request), Received { status: 201, headers, body: body.into_bytes() })
}

const CLIENT_ID: &str = "MCH-0001-10791114622547";
const SECRET: &str = "test-secret-key";
const TARGET: &str = "/sac-rdl/v1/rdl-customers";
