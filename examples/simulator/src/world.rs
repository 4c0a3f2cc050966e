//! A DOKU as a pure state machine: a request and the time in, an answer and changes out.

mod account;
mod admin;
mod business;
mod callback;
mod file;
mod page;
mod payout;
mod profile;
mod requirements;
mod state;
mod token;

use dokukit::{Error, Header, Operation, Stamp, Timestamp};

use crate::check::{Caller, Client, Gate, Judged};
use crate::diagnosis::Suspect;
use crate::message::{Incoming, Outgoing, Refusal};
pub use callback::Delivery;
pub(crate) use state::Change;
use state::{Entry, First, State};

/// What a simulated DOKU is told before it starts.
#[derive(Clone, Default)]
pub struct Settings {
    /// Client-Id and secret key of everybody who may call.
    pub clients: Vec<(String, String)>,
    /// What links to files begin with.
    pub base_url: String,
    /// How far DOKU's clock is ahead of the time that it is given, in seconds.
    pub clock_skew: i64,
    /// Category and id of files that count as uploaded by anybody, such as those of a sample.
    pub known_files: Vec<(String, String)>,
}

/// Everything that a simulated DOKU is.
#[derive(Debug)]
pub struct World {
    gate: Gate,
    base_url: String,
    known_files: Vec<(String, String)>,
    state: State,
    changes: Vec<Change>,
}

/// An answer that was decided on, before it is signed.
struct Reply {
    status: u16,
    body: String,
}

impl World {
    /// A world in which nothing has happened yet.
    ///
    /// # Errors
    /// `invalid_config` when a Client-Id or a secret key is unusable.
    pub fn new(settings: &Settings) -> Result<Self, Error> {
        Ok(Self {
            gate: Gate::new(&settings.clients, settings.clock_skew)?,
            base_url: settings.base_url.clone(),
            known_files: settings.known_files.clone(),
            state: State::default(),
            changes: Vec::new(),
        })
    }

    /// Answers a request at a time in seconds since 1970.
    pub fn handle(&mut self, request: &Incoming, now: i64) -> Outgoing {
        let gate = self.gate.clone();
        let (outgoing, suspect) = self.answer(request, gate.judge(request, now), now);
        if let Some(suspect) = suspect {
            self.diagnosed(suspect.number, suspect.findings(request));
        }
        outgoing
    }

    /// What is checked before the world is asked.
    pub(crate) fn gate(&self) -> Gate {
        self.gate.clone()
    }

    /// Answers a request that was judged; a signature that was refused is left to be diagnosed.
    pub(crate) fn answer(
        &mut self,
        request: &Incoming,
        judged: Judged<'_>,
        now: i64,
    ) -> (Outgoing, Option<Suspect>) {
        let now = self.gate.time(now);
        let number = self.state.received.saturating_add(1);
        let mut suspect = None;
        let (mut outgoing, verdict) = match judged {
            Judged::Driving => return (self.administer(request, now), None),
            Judged::Upload => self.receive_file(request, now),
            Judged::Signed(operation, caller) => self.serve(operation, &caller, request, now),
            Judged::Refused(refusal, client) => {
                suspect = client.map(|client| Suspect { number, client: client.clone() });
                refused(&refusal)
            }
        };
        outgoing.dropped = self.state.faults.drops_next();
        self.change(Change::Received(Entry {
            number,
            at: now,
            method: shortened(&request.method),
            path: shortened(request.path()),
            client_id: shortened(request.header("Client-Id").next().unwrap_or_default()),
            request_id: shortened(request.header("Request-Id").next().unwrap_or_default()),
            body_bytes: request.body.len(),
            status: outgoing.status,
            verdict,
            findings: Vec::new(),
            dropped: outgoing.dropped,
        }));
        (outgoing, suspect)
    }

    /// Notes what would explain the signature of a request that is listed.
    pub(crate) fn diagnosed(&mut self, number: u64, findings: Vec<String>) {
        self.change(Change::Diagnosed { number, findings });
    }

    /// Hands over what changed since the last call, for a store to keep.
    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// Does again what a store kept.
    pub(crate) fn replay(&mut self, change: Change) {
        self.state.apply(change);
    }

    fn change(&mut self, change: Change) {
        self.changes.push(change.clone());
        self.state.apply(change);
    }

    /// The time by which links, tokens and callbacks are due; it can be advanced.
    fn due_time(&self, now: i64) -> i64 {
        now.saturating_add(self.state.ahead)
    }

    /// Answers a request of known origin, once: DOKU, Idempotency Request.
    ///
    /// The first answer is sent again with 409, signed anew. DOKU does not document what
    /// another request under the same id gets; a code that was seen in other clients' code
    /// is answered. A request that was refused had no effect, so its id stays free.
    fn serve(
        &mut self,
        operation: &Operation,
        caller: &Caller<'_>,
        request: &Incoming,
        now: i64,
    ) -> (Outgoing, String) {
        let key = (caller.client.id.clone(), caller.stamp.request_id.clone());
        let (reply, verdict) = match self.state.answers.get(&key) {
            Some(first) if first.fingerprint == caller.fingerprint => {
                (Reply { status: 409, body: first.body.clone() }, "replayed".to_owned())
            }
            Some(_) => {
                let message = "Request-Id was used for another request";
                let Refusal { status, body, verdict } =
                    Refusal::gateway("idempotent_request", message);
                (Reply { status, body }, verdict)
            }
            None => match self.perform(operation, caller, request, now) {
                Ok(reply) => {
                    let fingerprint = caller.fingerprint.clone();
                    let first = First { fingerprint, body: reply.body.clone() };
                    let (client_id, request_id) = key;
                    self.change(Change::Answered { client_id, request_id, first });
                    (reply, "ok".to_owned())
                }
                Err(Refusal { status, body, verdict }) => (Reply { status, body }, verdict),
            },
        };
        (signed(caller, request.path(), &reply, now), verdict)
    }

    fn perform(
        &mut self,
        operation: &Operation,
        caller: &Caller<'_>,
        request: &Incoming,
        now: i64,
    ) -> Result<Reply, Refusal> {
        match operation.name {
            "check_requirements" => requirements::answer(caller, request),
            "generate_token" => self.make_token(caller, request, now),
            "register_business" => self.register_business(caller, request, now),
            "create_business_lite" => self.create_business_lite(caller, request, now),
            "get_business" => self.business_data(caller, request),
            "register_rdl_customer" => self.open_account(caller, request),
            "disburse_rdl" => self.pay_out(caller, request),
            name => Err(Refusal::rule(501, name, &["not simulated".to_owned()])),
        }
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Client").field(&self.id).finish()
    }
}

/// Checks a signed body by the core's own table, and gives its text.
///
/// DOKU may take what these rules refuse, such as a key that no page names.
fn checked<'a>(
    operation: &str,
    caller: &Caller<'_>,
    request: &'a Incoming,
) -> Result<&'a str, Refusal> {
    let text = std::str::from_utf8(&request.body).map_err(|_| {
        Refusal::rule(400, "body is no UTF-8", &["body: expected JSON in UTF-8".to_owned()])
    })?;
    let prepared = caller.client.doku.prepare_text(operation, text, &caller.stamp);
    prepared.map(|_| text).map_err(|error| Refusal::violations(error.violations()))
}

/// An answer to a signed request is signed, whatever it says (DOKU, Signature Component from
/// Response Header). That answers to GET have a Digest line too, and refusals a signature, is
/// assumed.
fn signed(caller: &Caller<'_>, path: &str, reply: &Reply, now: i64) -> Outgoing {
    let mut outgoing = Outgoing::json(reply.status, &reply.body);
    let timestamp = Timestamp::from_unix(now).map(|now| now.to_string()).unwrap_or_default();
    let stamp = Stamp { request_id: caller.stamp.request_id.clone(), timestamp };
    let Ok(stages) = caller.client.doku.sign_reply(path, &outgoing.body, &stamp) else {
        return outgoing;
    };
    outgoing.headers.extend([
        Header::new("Client-Id", &caller.client.id),
        Header::new("Request-Id", stamp.request_id),
        Header::new("Response-Timestamp", stamp.timestamp),
        Header::new("Signature", stages.signature),
    ]);
    outgoing
}

fn refused(refusal: &Refusal) -> (Outgoing, String) {
    (Outgoing::json(refusal.status, &refusal.body), refusal.verdict.clone())
}

/// What is listed of a text that anybody may have sent.
fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
mod tests;
