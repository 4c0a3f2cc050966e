//! A client that does what DokuKit's documents say: the same Request-Id until there is an answer.

use std::error::Error;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use dokukit::{
    Config, Doku, Header, PreparedRequest, RdlRegistration, Received, Stamp, Timestamp, from_json,
};
use serde_json::Value;

use super::Counts;

pub(crate) struct Client {
    doku: Doku,
    base_url: String,
    registration: RdlRegistration,
}

impl Client {
    pub(crate) fn new(base_url: &str) -> Result<Self, Box<dyn Error>> {
        let doku = Doku::configure(Config {
            base_url: Some(base_url.into()),
            client_id: CLIENT_ID.into(),
            secret_key: Some(SECRET_KEY.into()),
            ..Config::default()
        })?;
        let mut registration: Value = serde_json::from_str(REGISTRATION)?;
        let customer = registration.get_mut("rdl_customer").and_then(Value::as_object_mut);
        let customer = customer.ok_or("the sample has no rdl_customer")?;
        customer.insert("selfie_photo".to_owned(), "(Base64)".into());
        let registration = from_json(&registration.to_string())?;
        Ok(Self { doku, base_url: base_url.to_owned(), registration })
    }

    /// Registers one investor, twice at once under one Request-Id; gives its id and its
    /// account's.
    pub(crate) fn register(
        &self,
        number: usize,
        counts: &Counts,
    ) -> Result<(String, String), String> {
        let customer = format!("INVESTOR-{number:04}");
        let mut registration = self.registration.clone();
        registration.rdl_customer.customer_id.clone_from(&customer);
        let stamp = Stamp { request_id: format!("load-{number}"), timestamp: now() };
        let prepared = self.doku.prepare(&registration, &stamp).map_err(|e| e.to_string())?;
        let (first, second) = thread::scope(|scope| {
            let second = scope.spawn(|| self.until_answered(&prepared, counts));
            let first = self.until_answered(&prepared, counts);
            counts.done.fetch_add(1, Ordering::Relaxed);
            (first, second.join().map_err(|_| "the second sender ended early".to_owned()))
        });
        let (first, second) = (first?, second??);
        if first != second {
            return Err(format!("{customer}: two answers that differ"));
        }
        Ok((customer, first))
    }

    /// The account, once there is an answer.
    fn until_answered(
        &self,
        prepared: &PreparedRequest,
        counts: &Counts,
    ) -> Result<String, String> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let again = self.doku.resign(prepared, &now()).map_err(|e| e.to_string())?;
            counts.sent.fetch_add(1, Ordering::Relaxed);
            let Ok(received) = send(&again) else {
                counts.unanswered.fetch_add(1, Ordering::Relaxed);
                thread::sleep(Duration::from_millis(200));
                continue;
            };
            let answer = self.doku.read::<RdlRegistration>(&again, &received);
            let answer = answer.map_err(|e| e.to_string())?;
            counts.replayed.fetch_add(usize::from(answer.replayed), Ordering::Relaxed);
            return Ok(answer.body.rdl_customer.account_id);
        }
        Err(format!("no answer in {} seconds", PATIENCE.as_secs()))
    }

    pub(crate) fn drop_percent(&self, percent: u8) -> Result<(), Box<dyn Error>> {
        let body = format!("{{\"drop_percent\":{percent}}}");
        let url = format!("{}/_sim/faults", self.base_url);
        let request = ureq::http::Request::post(url).header("Content-Type", "application/json");
        let status = agent().run(request.body(body)?)?.status();
        if status != 200 {
            return Err(format!("the simulator answers {status} to faults").into());
        }
        Ok(())
    }

    /// How many connections the simulator dropped on purpose.
    pub(crate) fn dropped(&self) -> Result<u64, Box<dyn Error>> {
        let dropped = self.state()?.pointer("/faults/dropped").and_then(Value::as_u64);
        Ok(dropped.ok_or("no count of faults")?)
    }

    /// Customer and account of everybody who is registered; one that stands there twice counts
    /// twice.
    pub(crate) fn registered(&self) -> Result<Vec<(String, String)>, Box<dyn Error>> {
        let state = self.state()?;
        let accounts = state.get("rdl").and_then(Value::as_array).ok_or("no accounts")?;
        let text = |account: &Value, name: &str| {
            account.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        Ok(accounts.iter().map(|one| (text(one, "customer_id"), text(one, "id"))).collect())
    }

    fn state(&self) -> Result<Value, Box<dyn Error>> {
        let url = format!("{}/_sim/state", self.base_url);
        let mut response = agent().run(ureq::http::Request::get(url).body(())?)?;
        Ok(serde_json::from_str(&response.body_mut().read_to_string()?)?)
    }
}

fn send(prepared: &PreparedRequest) -> Result<Received, Box<dyn Error>> {
    let body = prepared.body.clone().unwrap_or_default();
    let mut request = ureq::http::Request::post(&prepared.url);
    for header in &prepared.headers {
        request = request.header(&header.name, &header.value);
    }
    let mut response = agent().run(request.body(body)?)?;
    let text =
        |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Ok(Received {
        status: response.status().as_u16(),
        headers: response.headers().iter().map(|(k, v)| Header::new(k.as_str(), text(v))).collect(),
        body: response.body_mut().read_to_vec()?,
    })
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(20)))
        .build()
        .into()
}

fn now() -> String {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default().as_secs();
    let now = Timestamp::from_unix(i64::try_from(now).unwrap_or_default());
    now.map(|now| now.to_string()).unwrap_or_default()
}

pub(crate) const CLIENT_ID: &str = "MCH-0001-10791114622547";
pub(crate) const SECRET_KEY: &str = "load-secret-key";
const REGISTRATION: &str = include_str!("../../../data/rdl-registration.json");
const PATIENCE: Duration = Duration::from_secs(60);
