//! What DOKU checks before it looks at a body, and in which order.
//!
//! The order and the texts are those that a third party measured against DOKU: missing
//! headers one at a time, the timestamp's format and window, the Client-Id, the signature.
//! No DOKU page states them. All refusals are HTTP 400.

use std::sync::Arc;

use dokukit::{
    Config, Doku, Error, OPERATIONS, Operation, Place, RequestId, Secret, Stamp, Timestamp, digest,
};

use crate::message::{Incoming, Refusal};

/// What is checked before the world is asked: it needs no state, so nobody waits for it.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    pub(crate) clients: Arc<[Client]>,
    clock_skew: i64,
}

/// What a request is, as far as that can be said without the world.
pub(crate) enum Judged<'a> {
    /// One that drives the simulator, and is none of DOKU's.
    Driving,
    /// An upload, whose token the world knows.
    Upload,
    Signed(&'static Operation, Caller<'a>),
    /// With the client whose signature was expected, where another one came.
    Refused(Refusal, Option<&'a Client>),
}

/// Somebody who may call, and the key that proves it.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) id: String,
    pub(crate) key: Secret,
    pub(crate) doku: Doku,
}

impl Client {
    /// Checks plain values.
    pub(crate) fn new(id: &str, key: &str) -> Result<Self, Error> {
        let config = Config {
            environment: Some("test".into()),
            client_id: id.into(),
            secret_key: Some(key.into()),
            ..Config::default()
        };
        let doku = Doku::configure(config)?;
        Ok(Self { id: id.to_owned(), key: Secret::new(key), doku })
    }
}

/// A request whose signature is the right one.
pub(crate) struct Caller<'a> {
    pub(crate) client: &'a Client,
    pub(crate) stamp: Stamp,
    /// The same for the same request.
    pub(crate) fingerprint: String,
}

impl Gate {
    /// Checks plain values.
    pub(crate) fn new(clients: &[(String, String)], clock_skew: i64) -> Result<Self, Error> {
        let clients = clients.iter().map(|(id, key)| Client::new(id, key));
        Ok(Self { clients: clients.collect::<Result<_, _>>()?, clock_skew })
    }

    /// DOKU's clock, at a time in seconds since 1970.
    pub(crate) fn time(&self, now: i64) -> i64 {
        now.saturating_add(self.clock_skew)
    }

    /// Says what a request is, or the first thing that is wrong with it.
    pub(crate) fn judge(&self, request: &Incoming, now: i64) -> Judged<'_> {
        if drives(request.path()) {
            return Judged::Driving;
        }
        match route(request) {
            Ok(operation) if operation.place == Place::Multipart => Judged::Upload,
            Ok(operation) => match identify(&self.clients, request, self.time(now)) {
                Ok(caller) => Judged::Signed(operation, caller),
                Err((refusal, client)) => Judged::Refused(refusal, client),
            },
            Err(refusal) => Judged::Refused(refusal, None),
        }
    }
}

/// Whether a path drives the simulator, and is none of DOKU's.
pub(crate) fn drives(path: &str) -> bool {
    path == "/_sim" || path.starts_with("/_sim/")
}

/// Finds the operation of a method and path in the core's table.
///
/// An unknown path is refused as DOKU does, before any header is looked at. What DOKU
/// answers to a wrong method is not documented; 405 in the same shape is assumed.
fn route(request: &Incoming) -> Result<&'static Operation, Refusal> {
    let path = request.path();
    let mut of_path = OPERATIONS.iter().filter(|operation| leads_to(operation.path, path));
    if of_path.clone().next().is_none() {
        let path = path.trim_start_matches('/');
        return Err(Refusal::unrouted(404, &format!("No static resource {path}.")));
    }
    of_path.find(|operation| operation.method == request.method).copied().ok_or_else(|| {
        let message = format!("Request method '{}' is not supported", request.method);
        Refusal::unrouted(405, &message)
    })
}

/// Who sent a signed request, or the first thing that is wrong with it.
fn identify<'a>(
    clients: &'a [Client],
    request: &Incoming,
    now: i64,
) -> Result<Caller<'a>, (Refusal, Option<&'a Client>)> {
    let unsigned = |refusal| (refusal, None);
    let [client_id, request_id, timestamp, signature] = headers(request).map_err(unsigned)?;
    check_timestamp(timestamp, now).map_err(unsigned)?;
    if RequestId::parse(request_id).is_err() {
        // Where in the order DOKU looks at the Request-Id's form is not known.
        return Err(unsigned(bad_format("Request-Id")));
    }
    let known = clients.iter().find(|client| client.id == client_id);
    let client = known
        .ok_or_else(|| unsigned(Refusal::gateway("invalid_client_id", "Invalid Client-Id")))?;
    let stamp = Stamp { request_id: request_id.to_owned(), timestamp: timestamp.to_owned() };
    let stages =
        client.doku.sign_component(&request.method, request.path(), Some(&request.body), &stamp);
    // Two `Secret`s compare in constant time.
    let given = Secret::new(signature);
    if stages.is_ok_and(|stages| Secret::new(stages.signature) == given) {
        return Ok(Caller { client, stamp, fingerprint: fingerprint(request) });
    }
    Err((Refusal::gateway("invalid_signature", "Invalid Header Signature"), Some(client)))
}

fn fingerprint(request: &Incoming) -> String {
    let Incoming { method, path_and_query, body, .. } = request;
    digest(format!("{method} {path_and_query} {}", digest(body)).as_bytes())
}

fn leads_to(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given))
                if wanted == given || (wanted.starts_with('{') && !given.is_empty()) => {}
            _ => return false,
        }
    }
}

/// The four headers, each there once; the first that is missing is named.
fn headers(request: &Incoming) -> Result<[&str; 4], Refusal> {
    let one = |name: &str| {
        let mut values = request.header(name);
        match (values.next().filter(|value| !value.is_empty()), values.next()) {
            (None, _) => {
                let message = format!("Header {name} is required");
                Err(Refusal::gateway("invalid_header_request", &message))
            }
            (Some(value), None) => Ok(value),
            (Some(_), Some(_)) => Err(bad_format(name)),
        }
    };
    Ok([one("Client-Id")?, one("Request-Id")?, one("Request-Timestamp")?, one("Signature")?])
}

/// `YYYY-MM-DDTHH:MM:SSZ`, an hour off at most.
fn check_timestamp(text: &str, now: i64) -> Result<(), Refusal> {
    let moment = Timestamp::parse(text).ok().filter(|_| text.ends_with('Z'));
    let Some(moment) = moment else { return Err(bad_format("Request-Timestamp")) };
    if moment.unix().abs_diff(now) <= WINDOW {
        return Ok(());
    }
    let message = "Header Request-Timestamp is not in +- 3600 second of now";
    Err(Refusal::gateway("request_time_out_of_range", message))
}

/// The text is measured for the timestamp; the code and the other headers are assumed.
fn bad_format(name: &str) -> Refusal {
    let message = format!("Invalid format Header {name}");
    Refusal::gateway("invalid_header_request", &message)
}

const WINDOW: u64 = 3600;
