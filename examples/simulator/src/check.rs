//! What DOKU checks before it looks at a body, and in which order.
//!
//! The order and the texts are those that a third party measured against DOKU: missing
//! headers one at a time, the timestamp's format and window, the Client-Id, the signature.
//! No DOKU page states them. All refusals are HTTP 400.

use dokukit::{
    Call, Candidates, Config, Doku, Error, OPERATIONS, Operation, Place, RequestId, Secret, Signed,
    Timestamp,
};

use crate::message::{Incoming, Refusal};

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
            environment: Some("test"),
            client_id: id,
            secret_key: Some(key),
            ..Config::default()
        };
        let doku = Doku::configure(&config)?;
        Ok(Self { id: id.to_owned(), key: Secret::new(key), doku })
    }
}

/// A request whose signature is the right one.
pub(crate) struct Caller<'a> {
    pub(crate) client: &'a Client,
    pub(crate) call: Call,
}

/// A refusal, and for a failed signature what would explain it.
pub(crate) struct Unidentified {
    pub(crate) refusal: Refusal,
    pub(crate) findings: Vec<String>,
}

/// Finds the operation of a method and path in the core's table.
///
/// An unknown path is refused as DOKU does, before any header is looked at. What DOKU
/// answers to a wrong method is not documented; 405 in the same shape is assumed.
pub(crate) fn route(request: &Incoming) -> Result<&'static Operation, Refusal> {
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
pub(crate) fn identify<'a>(
    clients: &'a [Client],
    request: &Incoming,
    now: i64,
) -> Result<Caller<'a>, Unidentified> {
    let unsigned = |refusal| Unidentified { refusal, findings: Vec::new() };
    let [client_id, request_id, timestamp, signature] = headers(request).map_err(unsigned)?;
    check_timestamp(timestamp, now).map_err(unsigned)?;
    if RequestId::parse(request_id).is_err() {
        // Where in the order DOKU looks at the Request-Id's length is not known.
        return Err(unsigned(bad_format("Request-Id")));
    }
    let known = clients.iter().find(|client| client.id == client_id);
    let client = known
        .ok_or_else(|| unsigned(Refusal::gateway("invalid_client_id", "Invalid Client-Id")))?;
    let call = Call { request_id: request_id.to_owned(), timestamp: timestamp.to_owned() };
    let stages =
        client.doku.sign_component(&request.method, request.path(), Some(&request.body), &call);
    // Two `Secret`s compare in constant time.
    let given = Secret::new(signature);
    if stages.is_ok_and(|stages| Secret::new(stages.signature) == given) {
        return Ok(Caller { client, call });
    }
    Err(Unidentified {
        refusal: Refusal::gateway("invalid_signature", "Invalid Header Signature"),
        findings: explain(client, request),
    })
}

/// Whether this operation has a bearer token in place of a signature.
pub(crate) fn has_token(operation: &Operation) -> bool {
    operation.place == Place::Multipart
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

/// The mistakes that would explain a signature. Long bodies are left alone: some forty
/// digests of one would keep everybody waiting.
fn explain(client: &Client, request: &Incoming) -> Vec<String> {
    if request.body.len() > EXPLAINED {
        return vec!["not diagnosed: the body is too long for that".to_owned()];
    }
    let signed = Signed {
        method: &request.method,
        target: &request.path_and_query,
        headers: &request.headers,
        body: &request.body,
    };
    let findings = client.doku.diagnose_signature(&signed, &Candidates::default());
    let findings = findings.unwrap_or_default();
    findings.iter().map(|finding| format!("{}: {}", finding.code, finding.detail)).collect()
}

const WINDOW: u64 = 3600;
const EXPLAINED: usize = 1 << 20;
