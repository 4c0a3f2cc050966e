//! The simulator over real HTTP: what goes wrong on the wire, and what a restart keeps.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails shows where it fails"
)]

mod callbacks;
mod driving;
mod restart;
mod sending;
mod slow;
mod uploads;
mod wire;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use dokukit::{Config, Doku, PreparedRequest, Stamp, Timestamp};
use dokukit_simulator::{Options, Settings, Simulator};

const CLIENT: (&str, &str) = ("BRN-0001-10791114622547", "test-key");
const RDL: &str = include_str!("../../../data/rdl-registration.json");

fn options() -> Options {
    let clients = vec![(CLIENT.0.to_owned(), CLIENT.1.to_owned())];
    let settings = Settings { clients, ..Settings::default() };
    Options { settings, read_timeout: Duration::from_secs(1), ..Options::default() }
}

fn doku(base_url: &str) -> Doku {
    let (client_id, secret_key) = (CLIENT.0.to_owned(), Some(CLIENT.1.to_owned()));
    let base_url = Some(base_url.to_owned());
    Doku::configure(Config { base_url, client_id, secret_key, ..Config::default() }).unwrap()
}

fn now() -> String {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs().try_into().unwrap();
    Timestamp::from_unix(now).unwrap().to_string()
}

fn prepare(simulator: &Simulator, operation: &str, body: &str, id: &str) -> PreparedRequest {
    let stamp = Stamp { request_id: id.to_owned(), timestamp: now() };
    doku(simulator.base_url()).prepare_text(operation, body, &stamp).unwrap()
}

fn investor(customer_id: &str) -> String {
    let mut body: serde_json::Value = serde_json::from_str(RDL).unwrap();
    body["rdl_customer"]["customer_id"] = customer_id.into();
    body["rdl_customer"]["selfie_photo"] = "(Base64)".into();
    body.to_string()
}

/// What stands before the body of a prepared request, without its length.
fn head(prepared: &PreparedRequest) -> String {
    let mut head =
        format!("{} {} HTTP/1.1\r\nHost: localhost\r\n", prepared.method, prepared.target);
    for header in &prepared.headers {
        head.extend([&header.name, ": ", &header.value, "\r\n"]);
    }
    head
}

/// Sends bytes as they are on a connection of their own, and reads until it closes.
fn raw(simulator: &Simulator, bytes: &[u8]) -> String {
    let mut stream = connect(simulator);
    // The server may answer, and close, before it has read everything.
    let _ = stream.write_all(bytes);
    text(stream)
}

fn connect(simulator: &Simulator) -> TcpStream {
    let address = simulator.base_url().strip_prefix("http://").unwrap();
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

fn text(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// Sends and gives status and body.
fn send(prepared: &PreparedRequest) -> (u16, String) {
    let body = prepared.body.as_deref().unwrap_or_default();
    let mut request =
        ureq::http::Request::builder().method(prepared.method.as_str()).uri(&prepared.url);
    for header in &prepared.headers {
        request = request.header(&header.name, &header.value);
    }
    run(request.body(body).unwrap())
}

fn admin(simulator: &Simulator, path: &str, body: &str) -> serde_json::Value {
    let method = if body.is_empty() { "GET" } else { "POST" };
    let url = format!("{}/_sim/{path}", simulator.base_url());
    let request = ureq::http::Request::builder().method(method).uri(url);
    let request = request.header("Content-Type", "application/json");
    let (status, text) = run(request.body(body.as_bytes()).unwrap());
    assert_eq!(status, 200, "{path}: {text}");
    serde_json::from_str(&text).unwrap()
}

fn run(request: ureq::http::Request<&[u8]>) -> (u16, String) {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent: ureq::Agent = config.timeout_global(Some(Duration::from_secs(20))).build().into();
    let mut response = agent.run(request).unwrap();
    (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
}
