//! Our own server, which takes what DOKU sends.

use std::collections::HashSet;
use std::error::Error;
use std::io::Read;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use dokukit::{Candidates, Doku, Header, SignaturePolicy, SignatureStatus, Signed};
use serde_json::Value;
use tiny_http::{Response, Server};

pub(crate) const PATH: &str = "/doku/kyb";

pub(crate) struct Callbacks {
    pub(crate) url: String,
    handled: Receiver<Handled>,
}

pub(crate) struct Handled {
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) signature: SignatureStatus,
}

impl Callbacks {
    /// Serves on a free port until the program ends.
    pub(crate) fn listen(doku: Doku) -> Result<Self, Box<dyn Error>> {
        let server = Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
        let (sender, handled) = mpsc::channel();
        let url = format!("http://{}{PATH}", server.server_addr());
        thread::spawn(move || serve(&server, &doku, &sender));
        Ok(Self { url, handled })
    }

    pub(crate) fn next(&self, patience: Duration) -> Result<Handled, RecvTimeoutError> {
        self.handled.recv_timeout(patience)
    }
}

fn serve(server: &Server, doku: &Doku, handled: &Sender<Handled>) {
    // Yours are in a database: a genuine callback comes up to four times, for 12 hours.
    let mut seen = HashSet::new();
    for mut request in server.incoming_requests() {
        // The bytes as they came: a parser in between loses what was signed.
        let mut body = Vec::new();
        let status = match request.as_reader().take(MOST).read_to_end(&mut body) {
            Ok(_) if request.url() == PATH => {
                let headers: Vec<Header> = request
                    .headers()
                    .iter()
                    .map(|header| {
                        Header::new(header.field.as_str().as_str(), header.value.as_str())
                    })
                    .collect();
                let method = request.method().as_str();
                answer(doku, method, &headers, &body, &mut seen, handled)
            }
            Ok(_) => 404,
            Err(_) => 400,
        };
        // Whoever hung up sends it again.
        let _ = request.respond(Response::empty(status));
    }
}

fn answer(
    doku: &Doku,
    method: &str,
    headers: &[Header],
    body: &[u8],
    seen: &mut HashSet<Option<String>>,
    handled: &Sender<Handled>,
) -> u16 {
    match doku.read_callback(PATH, headers, body, Some(SignaturePolicy::Required), None) {
        Ok(callback) => {
            if seen.insert(callback.request_id) {
                // DOKU documents no payload; this is the simulator's.
                let payload: Value = serde_json::from_slice(&callback.raw).unwrap_or_default();
                let id = payload.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
                let kind = callback.kind.unwrap_or_default();
                let _ = handled.send(Handled { kind, id, signature: callback.signature });
            }
            200
        }
        Err(error) => {
            eprintln!("a callback was refused: {}", error.code().as_str());
            // While you develop, and off elsewhere: whoever may send a POST must not buy CPU of
            // yours.
            if std::env::var("DOKU_DIAGNOSE").is_ok_and(|switch| switch == "1") {
                let signed = Signed { method, target: PATH, headers, body };
                let findings = doku.diagnose_signature(&signed, &Candidates::default());
                for finding in findings.unwrap_or_default() {
                    eprintln!("  {} - {}", finding.code, finding.detail);
                }
            }
            400
        }
    }
}

const MOST: u64 = 1_000_000;
