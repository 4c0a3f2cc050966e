//! Over real HTTP, with a diagnosis that lasts for as long as the test wants it to.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};

use dokukit::{Config, Doku, Stamp, Timestamp};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::*;
use crate::http::{self, Limits};
use crate::store::Store;
use crate::world::{Settings, World};

const CLIENT: (&str, &str) = ("BRN-0001-10791114622547", "test-key");
const FORGED: &str = "HMACSHA256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

struct Server {
    served: Arc<Served>,
    address: SocketAddr,
    runtime: Runtime,
}

impl Server {
    fn start() -> Self {
        let clients = vec![(CLIENT.0.to_owned(), CLIENT.1.to_owned())];
        let settings = Settings { clients, ..Settings::default() };
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).unwrap();
        let address = listener.local_addr().unwrap();
        let timeout = Duration::from_secs(30);
        let limits = Limits {
            port: address.port(),
            read_timeout: timeout,
            write_timeout: timeout,
            connections: 64,
        };
        let world = World::new(&settings).unwrap();
        let served = Arc::new(Served::new(world, Store::open(None).unwrap(), settings, limits));
        runtime.spawn(http::serve(listener, Arc::clone(&served)));
        Self { served, address, runtime }
    }

    /// Sends a token request with this signature, or the right one.
    fn ask(&self, id: &str, signature: Option<&str>) -> TcpStream {
        let doku = Doku::configure(Config {
            environment: Some("test".into()),
            client_id: CLIENT.0.into(),
            secret_key: Some(CLIENT.1.into()),
            ..Config::default()
        });
        let timestamp = Timestamp::from_unix(http::now()).unwrap().to_string();
        let stamp = Stamp { request_id: id.to_owned(), timestamp };
        let mut prepared = doku.unwrap().prepare_text("generate_token", "{}", &stamp).unwrap();
        for header in &mut prepared.headers {
            if let ("Signature", Some(signature)) = (header.name.as_str(), signature) {
                header.value = signature.to_owned();
            }
        }
        let lines = prepared.headers.iter().map(|one| format!("{}: {}", one.name, one.value));
        let headers = lines.collect::<Vec<_>>().join("\r\n");
        let body = prepared.body.unwrap();
        let (method, target, length) = (prepared.method, prepared.target, body.len());
        let head =
            format!("{method} {target} HTTP/1.1\r\n{headers}\r\nContent-Length: {length}\r\n\r\n");
        let mut stream = self.connect();
        stream.write_all(&[head.as_bytes(), &body].concat()).unwrap();
        stream
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    fn requests(&self) -> Vec<Value> {
        let mut stream = self.connect();
        let host = self.address;
        let ask =
            format!("GET /_sim/requests HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(ask.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let body: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
        body["requests"].as_array().unwrap().clone()
    }

    /// Waits until the list says what it should.
    fn until(&self, is_so: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        for _ in 0..400 {
            let requests = self.requests();
            if is_so(&requests) {
                return requests;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it never comes: {:?}", self.requests());
    }
}

fn status(mut stream: TcpStream) -> String {
    let mut start = [0; 12];
    stream.read_exact(&mut start).unwrap();
    String::from_utf8(start.into()).unwrap()
}

fn is_open(entry: &Value) -> bool {
    entry["findings"].as_array().unwrap().is_empty()
}

#[test]
fn others_go_on_while_a_signature_is_diagnosed() {
    let server = Server::start();
    let turn = server.runtime.block_on(Arc::clone(&server.served.diagnoses.turn).acquire_owned());
    let forged = server.ask("forged", Some(FORGED));
    let listed = server.until(|requests| requests.len() == 1);
    assert!(listed[0]["verdict"] == "invalid_signature" && is_open(&listed[0]), "{listed:?}");
    assert_eq!(status(server.ask("honest", None)), "HTTP/1.1 200");
    // Its own answer waits for a moment, and leaves.
    assert_eq!(status(forged), "HTTP/1.1 400");
    assert!(is_open(&server.requests()[0]));
    drop(turn);
    let listed = server.until(|requests| !is_open(&requests[0]));
    assert!(listed[0]["findings"][0].as_str().unwrap().starts_with("wrong_secret: "));
    assert_eq!(listed[1]["verdict"], "ok");
}

#[test]
fn so_many_wait_for_a_diagnosis_and_no_more() {
    let server = Server::start();
    let turn = server.runtime.block_on(Arc::clone(&server.served.diagnoses.turn).acquire_owned());
    let ask = |number| server.ask(&format!("forged-{number}"), Some(FORGED));
    let waiting: Vec<TcpStream> = (0..=ROOM).map(ask).collect();
    let listed = server.until(|requests| {
        requests.len() == waiting.len() && requests.iter().any(|one| !is_open(one))
    });
    let told: Vec<&Value> = listed.iter().filter(|entry| !is_open(entry)).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["findings"][0], "not diagnosed: too many others are waiting for it");
    drop(turn);
    server.until(|requests| requests.iter().all(|entry| !is_open(entry)));
    for stream in waiting {
        assert_eq!(status(stream), "HTTP/1.1 400");
    }
}
