//! A merchant and an investor, with a lost connection and a forged callback.
//!
//! Wants `DOKU_URL` of a simulator, `DOKU_CLIENT_ID`, `DOKU_SECRET_KEY`, and `DOKU_DATA`, the
//! folder `examples/data`.

mod callbacks;

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dokukit::{
    Answer, BusinessRegistration, CheckRequirements, Config, Doku, GenerateToken, GetBusiness,
    Header, Placement, PlannedUpload, PreparedRequest, RdlRegistration, Received,
    RegistrationFormValue, Request, Requirements, Secret, Stamp, Timestamp, Upload, UploadAnswer,
    UploadFile, UploadStamp, check_against_requirements, from_json, place_upload, upload_plan,
};

use callbacks::Callbacks;

fn main() -> ExitCode {
    match run() {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("e2e rust: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, Box<dyn Error>> {
    let url = env::var("DOKU_URL")?;
    let doku = Doku::configure(Config {
        base_url: Some(url.clone()),
        client_id: env::var("DOKU_CLIENT_ID")?,
        secret_key: Some(env::var("DOKU_SECRET_KEY")?),
        ..Config::default()
    })?;
    let data = env::var("DOKU_DATA")?;
    let data = Path::new(&data);
    let selfie = fs::read(data.join("selfie.jpg"))?;
    let callbacks = Callbacks::listen(doku.clone())?;
    let client = Client::new(doku, url);

    let mut merchant: BusinessRegistration =
        from_json(&fs::read_to_string(data.join("business-registration.json"))?)?;
    merchant.business.callback_url = Some(callbacks.url.clone());
    let requirements = client.ask(&CheckRequirements {
        business_type: "PERSONAL".into(),
        business_legal_entity: "PERSEORANGAN".into(),
        brand_business_line: "RETAIL".into(),
        business_contact_nationality: "ID".into(),
    })?;
    client.place_files(&mut merchant, &requirements.body, &selfie)?;
    if let Some(unmet) = check_against_requirements(&merchant, &requirements.body).first() {
        return Err(format!("{} {}", unmet.path, unmet.detail).into());
    }

    let registered = client.ask_with_lost_connection(&merchant)?;
    let business = registered.body.business.ok_or("the answer names no business")?;
    let id = business.id.ok_or("the business has no id")?;
    let brand = business.brands.unwrap_or_default().into_iter().find_map(|brand| brand.id);
    let question =
        GetBusiness { client_id: brand.ok_or("the brand has no id")?, ..GetBusiness::default() };
    expect(&client.ask(&question)?.body.id, &id)?;

    client.simulate(&format!("business/{id}"), r#"{"status":"ACTIVE"}"#)?;
    let told = callbacks.next(Duration::from_secs(10))?;
    expect(told.signature.as_str(), "verified")?;
    expect(&told.kind, "BUSINESS")?;
    expect(&told.id, &id)?;
    // A callback's payload is undocumented: for the state, ask.
    let status = client.ask(&question)?.body.status.unwrap_or_default();
    expect(&status, "ACTIVE")?;

    client.forge_callback(&callbacks.url)?;
    if callbacks.next(Duration::ZERO).is_ok() {
        return Err("a forged callback was handled".into());
    }

    let mut investor: RdlRegistration =
        from_json(&fs::read_to_string(data.join("rdl-registration.json"))?)?;
    investor.rdl_customer.customer_id = format!("INVESTOR-{}", uuid::Uuid::new_v4());
    investor.rdl_customer.selfie_photo = STANDARD.encode(&selfie);
    let account = client.ask_with_lost_connection(&investor)?.body.rdl_customer.account_id;
    if account.len() != 40 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("the account has lost digits".into());
    }
    client.simulate(&format!("rdl/{account}"), r#"{"status":"ACTIVE"}"#)?;

    Ok(format!(
        "e2e rust: business {id} {status}, account {account}, \
         2 replayed, 1 callback verified, 1 forged refused"
    ))
}

struct Client {
    doku: Doku,
    url: String,
    http: ureq::Agent,
}

impl Client {
    fn new(doku: Doku, url: String) -> Self {
        let http = ureq::Agent::config_builder()
            // DOKU's refusals have a body to read.
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(20)))
            .build()
            .into();
        Self { doku, url, http }
    }

    fn ask<R: Request>(&self, request: &R) -> Result<Answer<R::Answer>, Box<dyn Error>> {
        let prepared = self.doku.prepare(request, &new_call()?)?;
        let received = self.send(&prepared)?;
        Ok(self.doku.read::<R>(&prepared, &received)?)
    }

    /// The first try gets no answer, although DOKU did what it asks for.
    fn ask_with_lost_connection<R: Request>(
        &self,
        request: &R,
    ) -> Result<Answer<R::Answer>, Box<dyn Error>> {
        let prepared = self.doku.prepare(request, &new_call()?)?;
        self.simulate("faults", r#"{"drop_percent":100}"#)?;
        let lost = self.send(&prepared);
        self.simulate("faults", r#"{"drop_percent":0}"#)?;
        if lost.is_ok() {
            return Err("the connection was not dropped".into());
        }

        let again = self.doku.resign(&prepared, &now()?)?;
        expect(&again.request_id, &prepared.request_id)?;
        let answer = self.doku.read::<R>(&again, &self.send(&again)?)?;
        if !answer.replayed {
            return Err("DOKU did the same work twice".into());
        }
        Ok(answer)
    }

    fn place_files(
        &self,
        merchant: &mut BusinessRegistration,
        requirements: &Requirements,
        photo: &[u8],
    ) -> Result<(), Box<dyn Error>> {
        // The sample's ids are of somebody else's files.
        merchant.business.brands.iter_mut().for_each(|brand| brand.photo_proofs = None);
        for contact in &mut merchant.business.contacts {
            (contact.documents, contact.owner_liveness) = (None, None);
        }
        let token = self.ask(&GenerateToken::default())?.body.token;
        for planned in upload_plan(requirements) {
            let upload = Upload {
                category: planned.category.clone(),
                code: planned.code.clone(),
                file: Some(UploadFile {
                    name: "photo.jpg".into(),
                    content_type: "image/jpeg".into(),
                    content: photo.to_vec(),
                }),
                file_url: None,
            };
            let uploaded = self.upload(&upload, &token)?;
            place_upload(merchant, &uploaded, &place(&planned)?)?;
        }
        Ok(())
    }

    fn upload(&self, upload: &Upload, token: &Secret) -> Result<UploadAnswer, Box<dyn Error>> {
        let stamp =
            UploadStamp { token: token.clone(), boundary: uuid::Uuid::new_v4().to_string() };
        let prepared = self.doku.prepare_upload(upload, &stamp)?;
        let received = self.send(&prepared)?;
        Ok(self.doku.read::<Upload>(&prepared, &received)?.body)
    }

    /// Sends our own server a callback whose body is not the one that was signed.
    fn forge_callback(&self, url: &str) -> Result<(), Box<dyn Error>> {
        let genuine = br#"{"type":"BUSINESS","id":"BSN-1","status":"REJECTED"}"#;
        let forged = br#"{"type":"BUSINESS","id":"BSN-1","status":"ACTIVE"}"#;
        let headers = self.doku.sign_test_notification(callbacks::PATH, genuine, &new_call()?)?;
        let mut request = ureq::http::Request::post(url);
        for header in &headers {
            request = request.header(&header.name, &header.value);
        }
        let status = self.http.run(request.body(forged.as_slice())?)?.status();
        expect(status.as_str(), "400")
    }

    fn simulate(&self, path: &str, body: &str) -> Result<(), Box<dyn Error>> {
        let request = ureq::http::Request::post(format!("{}/_sim/{path}", self.url))
            .header("Content-Type", "application/json")
            .body(body)?;
        expect(self.http.run(request)?.status().as_str(), "200")
    }

    /// Any HTTP client does, as long as it sends the bytes as they are.
    fn send(&self, prepared: &PreparedRequest) -> Result<Received, Box<dyn Error>> {
        let mut request =
            ureq::http::Request::builder().method(&*prepared.method).uri(&prepared.url);
        for header in &prepared.headers {
            request = request.header(&header.name, &header.value);
        }
        let mut response = match &prepared.body {
            Some(body) => self.http.run(request.body(body.as_slice())?)?,
            None => self.http.run(request.body(())?)?,
        };
        Ok(Received {
            status: response.status().as_u16(),
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| Header::new(name.as_str(), value.to_str().unwrap_or_default()))
                .collect(),
            body: response.body_mut().read_to_vec()?,
        })
    }
}

fn place(planned: &PlannedUpload) -> Result<Placement, Box<dyn Error>> {
    let forms = planned.form.iter().flatten().map(|rule| RegistrationFormValue {
        code: rule.code.clone(),
        value: Some("1234567890123456".into()), // NO_KTP is the only one that is asked for
    });
    let placement = Placement {
        code: planned.code.clone(),
        forms: planned.form.is_some().then(|| forms.collect()),
        ..Placement::default()
    };
    match planned.belongs_to.as_str() {
        "brand" => Ok(Placement { brand: Some(0), ..placement }),
        "contact" => Ok(Placement { contact: Some(0), ..placement }),
        other => Err(format!("no file for the {other} was expected").into()),
    }
}

fn new_call() -> Result<Stamp, Box<dyn Error>> {
    Ok(Stamp { request_id: uuid::Uuid::new_v4().to_string(), timestamp: now()? })
}

fn now() -> Result<String, Box<dyn Error>> {
    let seconds = i64::try_from(UNIX_EPOCH.elapsed()?.as_secs())?;
    Ok(Timestamp::from_unix(seconds)?.to_string())
}

fn expect(got: &str, expected: &str) -> Result<(), Box<dyn Error>> {
    if got == expected { Ok(()) } else { Err(format!("expected {expected}, got {got}").into()) }
}
