//! A DOKU on loopback: checks what comes over HTTP and answers with DOKU's own samples.

use std::error::Error;
use std::net::SocketAddr;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use dokukit::{Call, Config, Doku, Timestamp};
use tiny_http::{Request, Response, Server};

type Reply = Response<std::io::Cursor<Vec<u8>>>;
type Failure = Box<dyn Error>;

/// Serves until the program ends; gives the address that it listens on.
pub(crate) fn start(client_id: &str, secret_key: &str) -> Result<SocketAddr, Failure> {
    let server = Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let address = server.server_addr().to_ip().ok_or("the gateway has no IP address")?;
    let doku = Doku::configure(&Config {
        environment: Some("test"),
        client_id,
        secret_key: Some(secret_key),
        ..Config::default()
    })?;
    thread::spawn(move || {
        for request in server.incoming_requests() {
            // A client that hangs up early is no reason to stop serving.
            let _ = serve(&doku, request);
        }
    });
    Ok(address)
}

fn serve(doku: &Doku, mut request: Request) -> Result<(), Failure> {
    // No further than the body goes: a client that offers HTTP/2 (java.net.http) keeps the
    // stream open behind it.
    let length = request.body_length().unwrap_or(0).min(20 << 20);
    let mut body = vec![0; length];
    request.as_reader().read_exact(&mut body)?;
    let reply = answer(doku, &request, &body)?;
    request.respond(reply)?;
    Ok(())
}

fn answer(doku: &Doku, request: &Request, body: &[u8]) -> Result<Reply, Failure> {
    let method = request.method().as_str();
    let path = request.url().split('?').next().unwrap_or_default();
    let authorization = header(request, "Authorization");
    if let ("POST", "/adv-core-api/partner/v1.0/file", Some(token)) = (method, path, authorization)
    {
        let is_live = token.strip_prefix("Bearer ").is_some_and(is_token);
        let (status, body) = if is_live { (200, uploaded(body)) } else { (401, refusal("token")) };
        return Ok(json(status, body.as_bytes(), &[])?);
    }
    if !is_signed(doku, request, method, path, body)? {
        return Ok(json(400, refusal("Invalid Header Signature").as_bytes(), &[])?);
    }
    let (status, answer) = match (method, path) {
        ("GET", "/adv-core-api/partner/v1.0/file") => (200, REQUIREMENTS.to_owned()),
        ("POST", "/adv-core-api/partner/v1.0/token") => (200, token()?),
        ("POST", "/adv-core-api/partner/v1.0/business") => (200, REGISTERED.to_owned()),
        ("POST", "/adv-core-api/partner/v1.0/business/lite/registration") => (200, LITE.to_owned()),
        ("GET", path) if path.starts_with("/adv-core-api/partner/v1.0/business/") => {
            (200, BUSINESS_DATA.to_owned())
        }
        ("POST", "/sac-rdl/v1/rdl-customers") => (201, RDL_ACCOUNT.to_owned()),
        _ => (404, refusal("No static resource")),
    };
    let call = Call {
        request_id: header(request, "Request-Id").unwrap_or_default().to_owned(),
        timestamp: Timestamp::from_unix(unix_now()?)?.to_string(),
    };
    let stages = doku.sign_reply(path, answer.as_bytes(), &call)?;
    let signed = [
        ("Client-Id", doku.client_id().as_str()),
        ("Request-Id", &call.request_id),
        ("Response-Timestamp", &call.timestamp),
        ("Signature", &stages.signature),
    ];
    Ok(json(status, answer.as_bytes(), &signed)?)
}

/// Whether the signature is the one that this request has to have, and not older than an hour.
fn is_signed(
    doku: &Doku,
    request: &Request,
    method: &str,
    path: &str,
    body: &[u8],
) -> Result<bool, Failure> {
    let text = |name| header(request, name).unwrap_or_default().to_owned();
    let call = Call { request_id: text("Request-Id"), timestamp: text("Request-Timestamp") };
    let Ok(stages) = doku.sign_component(method, path, Some(body), &call) else {
        return Ok(false);
    };
    let off = Timestamp::parse(&call.timestamp)?.unix().abs_diff(unix_now()?);
    Ok(stages.signature == text("Signature")
        && text("Client-Id") == doku.client_id().as_str()
        && off <= 3600)
}

/// A token that anybody could have made; DOKU signs its own.
fn token() -> Result<String, Failure> {
    let now = unix_now()?;
    let claims = format!("{{\"iat\":{now},\"exp\":{}}}", now.saturating_add(300));
    let [header, claims] = ["{\"alg\":\"none\"}", &claims].map(encoded);
    Ok(format!("{{\"token\":\"{header}.{claims}.{}\"}}", encoded(MADE_HERE)))
}

fn is_token(token: &str) -> bool {
    token.ends_with(&encoded(MADE_HERE))
}

fn encoded(part: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(part)
}

/// The answer to an upload, with the category that stands in its first part.
fn uploaded(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let category =
        text.split("name=\"category\"\r\n\r\n").nth(1).and_then(|rest| rest.lines().next());
    let category = category.unwrap_or_default();
    let kind = if category == "OWNER_LIVENESS" { "CNT" } else { "DCM" };
    let link = "https://doku.com/12345566";
    format!(
        "{{\"id\":\"{kind}-0131-{:013}\",\"link\":\"{link}\",\"category\":\"{category}\"}}",
        body.len()
    )
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let found = request.headers().iter().find(|header| {
        let field: &str = header.field.as_str().as_str();
        field.eq_ignore_ascii_case(name)
    });
    found.map(|header| header.value.as_str())
}

/// The current time, in seconds since 1970.
pub(crate) fn unix_now() -> Result<i64, Failure> {
    Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?)
}

fn refusal(message: &str) -> String {
    format!(
        "{{\"error\":{{\"code\":\"invalid_signature\",\"message\":\"{message}\",\"type\":\"invalid_request_error\"}}}}"
    )
}

fn json(status: u16, body: &[u8], headers: &[(&str, &str)]) -> Result<Reply, String> {
    let mut reply = Response::from_data(body).with_status_code(status);
    for (name, value) in headers.iter().chain(&[("Content-Type", "application/json")]) {
        let header = tiny_http::Header::from_bytes(*name, *value);
        reply.add_header(header.map_err(|()| format!("{name} is no header"))?);
    }
    Ok(reply)
}

const MADE_HERE: &str = "made on loopback";
const REQUIREMENTS: &str = include_str!("../data/requirements-answer.json");
const BUSINESS_DATA: &str = include_str!("../data/business-data-answer.json");
const RDL_ACCOUNT: &str = include_str!("../data/rdl-registration-answer.json");
const LITE: &str = r#"{"business":{"id":"BSN-0103-1700206906468","partner_ref_id":"PARTNER-TEST-MPE-JSM-171123.1","brands":[{"id":"BRN-0103-1700206906471"}]}}"#;
/// No page shows this answer; its ids are those of the sample of Get Business Data.
const REGISTERED: &str = r#"{"business":{"id":"BSN-0104-1678960841263","status":"UPDATING","brands":[{"id":"BRN-0104-1678960841263","status":"UPDATING"}]}}"#;
