//! A DOKU on loopback: checks what comes over HTTP and answers with DOKU's own sample.

use std::error::Error;
use std::net::SocketAddr;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use dokukit::{Call, Doku, Header, Timestamp, Window};
use tiny_http::{Request, Response, Server};

type Reply = Response<std::io::Cursor<Vec<u8>>>;

const SAMPLE: &str = include_str!("../data/rdl-registration-answer.json");

/// Serves until the program ends; gives the address that it listens on.
pub(crate) fn start(client_id: &str, secret_key: &str) -> Result<SocketAddr, Box<dyn Error>> {
    let server = Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let address = server.server_addr().to_ip().ok_or("the gateway has no IP address")?;
    let doku = Doku::configure(Some("test"), None, client_id, Some(secret_key))?;
    thread::spawn(move || {
        for request in server.incoming_requests() {
            // A client that hangs up early is no reason to stop serving.
            let _ = serve(&doku, request);
        }
    });
    Ok(address)
}

fn serve(doku: &Doku, mut request: Request) -> Result<(), Box<dyn Error>> {
    // No further than the body goes: a client that offers HTTP/2 (java.net.http) keeps the
    // stream open behind it.
    let length = request.body_length().unwrap_or(0).min(20 << 20);
    let mut body = vec![0; length];
    request.as_reader().read_exact(&mut body)?;
    let reply = answer(doku, &request, &body)?;
    request.respond(reply)?;
    Ok(())
}

fn answer(doku: &Doku, request: &Request, body: &[u8]) -> Result<Reply, Box<dyn Error>> {
    let headers: Vec<Header> = request
        .headers()
        .iter()
        .map(|header| Header::new(header.field.as_str().as_str(), header.value.as_str()))
        .collect();
    // A request to DOKU and a notification from DOKU are signed alike.
    let window = Window { now: unix_now()?, tolerance: 3600 };
    if doku.verify_notification(request.url(), &headers, body, Some(window)).is_err() {
        let refusal = r#"{"error":{"code":"invalid_signature","message":"Invalid Header Signature","type":"invalid_request_error"}}"#;
        return Ok(json(400, refusal.as_bytes(), &[])?);
    }
    let request_id = headers.iter().find(|header| header.name.eq_ignore_ascii_case("Request-Id"));
    let call = Call {
        request_id: request_id.map(|header| header.value.clone()).unwrap_or_default(),
        timestamp: Timestamp::from_unix(unix_now()?)?.to_string(),
    };
    let stages = doku.sign_reply(request.url(), SAMPLE.as_bytes(), &call)?;
    let signed = [
        ("Client-Id", doku.client_id().as_str()),
        ("Request-Id", &call.request_id),
        ("Response-Timestamp", &call.timestamp),
        ("Signature", &stages.signature),
    ];
    Ok(json(201, SAMPLE.as_bytes(), &signed)?)
}

/// The current time, in seconds since 1970.
pub(crate) fn unix_now() -> Result<i64, Box<dyn Error>> {
    Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?)
}

fn json(status: u16, body: &[u8], headers: &[(&str, &str)]) -> Result<Reply, String> {
    let mut reply = Response::from_data(body).with_status_code(status);
    for (name, value) in headers.iter().chain(&[("Content-Type", "application/json")]) {
        let header = tiny_http::Header::from_bytes(*name, *value);
        reply.add_header(header.map_err(|()| format!("{name} is no header"))?);
    }
    Ok(reply)
}
