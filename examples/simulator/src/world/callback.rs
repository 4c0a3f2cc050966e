//! KYB callbacks: what DOKU sends of its own accord, and when it tries again.
//!
//! DOKU documents ten types and nothing else: method, payload and signature are assumed to
//! be those of its notifications.

use dokukit::{Header, Stamp, Timestamp};
use http::Uri;
use serde_json::json;

use super::state::{Business, Callback, Outcome};
use super::{Change, World};
use crate::guard::is_loopback;

/// A callback to POST now.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Which callback it is.
    pub number: usize,
    /// Where to, on this machine.
    pub url: String,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body that was signed.
    pub body: Vec<u8>,
}

impl World {
    /// What is to be sent now: first tries, and those that are repeated.
    ///
    /// DOKU repeats after 30 minutes, 6 hours and 12 hours, counted from the first try
    /// (DOKU, Retry Notification). Each counts as tried when it is handed out.
    pub fn advance(&mut self, now: i64) -> Vec<Delivery> {
        let now = self.gate.time(now);
        let time = self.due_time(now);
        let is_due = |callback: &&Callback| {
            let after = SCHEDULE.get(callback.tries);
            let due = after.map(|after| callback.made_at.saturating_add(*after));
            callback.outcome == Outcome::Pending && due.is_some_and(|due| due <= time)
        };
        let due: Vec<Callback> = self.state.callbacks.iter().filter(is_due).cloned().collect();
        let deliveries: Vec<Delivery> =
            due.iter().filter_map(|callback| self.signed(callback, now)).collect();
        for callback in due {
            self.change(Change::CallbackTried { number: callback.number });
        }
        deliveries
    }

    /// Notes what came back: a status, or nothing.
    pub fn delivered(&mut self, number: usize, status: Option<u16>) {
        self.change(Change::CallbackAnswered { number, status });
    }

    /// News of a business, when it gave a URL for them.
    pub(super) fn call_back(&mut self, business: &Business, status: &str, now: i64) {
        let Some(url) = business.callback_url.clone() else { return };
        let number = self.state.callbacks.len();
        let body = json!({ "type": "BUSINESS", "id": business.id, "status": status });
        let outcome = if target(&url).is_some() { Outcome::Pending } else { Outcome::NotLoopback };
        self.change(Change::CallbackMade(Callback {
            number,
            client_id: business.client_id.clone(),
            request_id: format!("KYB-{now}-{number}"),
            url,
            body: body.to_string(),
            made_at: self.due_time(now),
            tries: 0,
            last_status: None,
            outcome,
        }));
    }

    fn signed(&self, callback: &Callback, now: i64) -> Option<Delivery> {
        let client = self.gate.clients.iter().find(|client| client.id == callback.client_id)?;
        let timestamp = Timestamp::from_unix(now).ok()?.to_string();
        let stamp = Stamp { request_id: callback.request_id.clone(), timestamp };
        let (target, body) = (target(&callback.url)?, callback.body.as_bytes());
        let stages = client.doku.sign_component("POST", &target, Some(body), &stamp).ok()?;
        let headers = vec![
            Header::new("Client-Id", &client.id),
            Header::new("Request-Id", stamp.request_id),
            Header::new("Request-Timestamp", stamp.timestamp),
            Header::new("Signature", stages.signature),
            Header::new("Content-Type", "application/json"),
        ];
        Some(Delivery {
            number: callback.number,
            url: callback.url.clone(),
            headers,
            body: body.to_vec(),
        })
    }
}

impl std::fmt::Debug for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delivery").field("number", &self.number).finish_non_exhaustive()
    }
}

/// The path of a URL on this machine; nothing for any other host, which is never called.
pub(super) fn target(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let is_plain = uri.scheme_str() == Some("http");
    (is_plain && is_loopback(uri.host()?)).then(|| uri.path().to_owned())
}

/// Seconds after the first try.
const SCHEDULE: [i64; 4] = [0, 30 * 60, 6 * 3600, 12 * 3600];
