//! One RDL registration from end to end, against a DOKU on loopback.
//!
//! `cargo run --example quickstart` needs nothing but cargo. What it does with DokuKit is
//! what your program does: prepare, send with your own HTTP client, read.

#[path = "../gateway/server.rs"]
mod gateway;

use std::error::Error;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dokukit::{Call, Doku, Header, PreparedRequest, RdlRegistration, Received, Timestamp};

// Made up: DOKU hands out real ones in its Back Office.
const CLIENT_ID: &str = "MCH-0001-10791114622547";
const SECRET_KEY: &str = "quickstart-secret-key";

const CUSTOMER: &str = include_str!("../data/rdl-registration.json");
const SELFIE: &[u8] = include_bytes!("../data/selfie.jpg");

fn main() -> Result<(), Box<dyn Error>> {
    let address = gateway::start(CLIENT_ID, SECRET_KEY)?;
    let base_url = format!("http://{address}");
    println!("A DOKU of our own listens at {base_url}; nothing leaves this machine.\n");

    let doku = Doku::configure(None, Some(&base_url), CLIENT_ID, Some(SECRET_KEY))?;
    let mut request: RdlRegistration = serde_json::from_str(CUSTOMER)?;
    request.rdl_customer.selfie_photo = STANDARD.encode(SELFIE);

    println!("1. Prepare: every rule is checked, then the exact bytes are signed");
    let prepared = doku.prepare(&request, &new_call()?)?;
    show(&doku, &prepared)?;

    println!("\n2. Send, with an ordinary HTTP client");
    let received = send(&prepared)?;
    println!("   HTTP {}, {} bytes", received.status, received.body.len());

    println!("\n3. Read: the signature is verified over the raw bytes, then the answer is read");
    let answer = doku.read::<RdlRegistration>(&prepared, &received)?;
    println!("   signature   {}", answer.signature.as_str());
    println!("   account_id  {}", answer.body.rdl_customer.account_id);
    println!("   RDL_status  {}", answer.body.rdl_customer_info.rdl_status);

    println!("\n4. A request with mistakes is never sent: all of them come back at once");
    request.rdl_customer.birth_date = "2023-02-29".into();
    request.rdl_customer.email = "duadua(at)doku.com".into();
    request.rdl_customer.zip_code = "4028-6".into();
    request.rdl_customer.mother_maiden_name = String::new();
    let refused = doku.prepare(&request, &new_call()?);
    let error = refused.err().ok_or("the bad request was not refused")?;
    println!("   {}", error.code().as_str());
    for violation in error.violations() {
        println!("   {:<34} {:<11} {}", violation.path, violation.code.as_str(), violation.detail);
    }

    println!("\n5. An answer that was changed on its way is refused, one character is enough");
    let text = String::from_utf8(received.body)?.replacen("PENDING", "PENDIMG", 1);
    let tampered = Received { body: text.into_bytes(), ..received };
    let refused = doku.read::<RdlRegistration>(&prepared, &tampered);
    println!("   {}", refused.err().ok_or("the tampered answer was not refused")?);
    Ok(())
}

/// What the host supplies: a new id, and the current time.
fn new_call() -> Result<Call, Box<dyn Error>> {
    Ok(Call {
        request_id: uuid::Uuid::new_v4().to_string(),
        timestamp: Timestamp::from_unix(gateway::unix_now()?)?.to_string(),
    })
}

/// The whole of the I/O: any HTTP client does, as long as it sends the bytes as they are.
fn send(prepared: &PreparedRequest) -> Result<Received, Box<dyn Error>> {
    let mut request =
        ureq::http::Request::builder().method(prepared.method.as_str()).uri(&prepared.url);
    for header in &prepared.headers {
        request = request.header(&header.name, &header.value);
    }
    let request = request.body(prepared.body.clone().unwrap_or_default())?;
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut response = agent.run(request)?;
    let text =
        |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Ok(Received {
        status: response.status().as_u16(),
        headers: response.headers().iter().map(|(k, v)| Header::new(k.as_str(), text(v))).collect(),
        body: response.body_mut().read_to_vec()?,
    })
}

/// Prints what was signed; the photo makes the body too long to show.
fn show(doku: &Doku, prepared: &PreparedRequest) -> Result<(), Box<dyn Error>> {
    let call =
        Call { request_id: prepared.request_id.clone(), timestamp: prepared.timestamp.clone() };
    let body = prepared.body.as_deref();
    let stages = doku.sign_component(&prepared.method, &prepared.target, body, &call)?;
    println!("   {} {}", prepared.method, prepared.url);
    println!("   body of {} bytes; the string that was signed:", body.map_or(0, <[u8]>::len));
    for line in stages.string_to_sign.lines() {
        println!("     | {line}");
    }
    println!("   Signature: {}", stages.signature);
    Ok(())
}
