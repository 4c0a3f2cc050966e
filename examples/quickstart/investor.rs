//! One registration of an investor: the RDL API.

use std::error::Error;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dokukit::{Config, Doku, PreparedRequest, RdlRegistration, Received, Stamp};

use crate::host::{new_call, send};
use crate::{CLIENT_ID, SECRET_KEY};

const CUSTOMER: &str = include_str!("../data/rdl-registration.json");
const SELFIE: &[u8] = include_bytes!("../data/selfie.jpg");

pub(crate) fn run(base_url: &str) -> Result<(), Box<dyn Error>> {
    let doku = Doku::configure(Config {
        base_url: Some(base_url.into()),
        client_id: CLIENT_ID.into(),
        secret_key: Some(SECRET_KEY.into()),
        ..Config::default()
    })?;
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

/// Prints what was signed; the photo makes the body too long to show.
fn show(doku: &Doku, prepared: &PreparedRequest) -> Result<(), Box<dyn Error>> {
    let stamp =
        Stamp { request_id: prepared.request_id.clone(), timestamp: prepared.timestamp.clone() };
    let body = prepared.body.as_deref();
    let stages = doku.sign_component(&prepared.method, &prepared.target, body, &stamp)?;
    println!("   {} {}", prepared.method, prepared.url);
    println!("   body of {} bytes; the string that was signed:", body.map_or(0, <[u8]>::len));
    for line in stages.string_to_sign.lines() {
        println!("     | {line}");
    }
    println!("   Signature: {}", stages.signature);
    Ok(())
}
