//! What drives the simulator: nothing here is DOKU's.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Change, World};
use crate::message::{Incoming, Outgoing};

impl World {
    pub(super) fn administer(&mut self, request: &Incoming, now: i64) -> Outgoing {
        let path = request.path().trim_start_matches("/_sim").trim_matches('/');
        let (head, tail) = path.split_once('/').unwrap_or((path, ""));
        match (request.method.as_str(), head, tail) {
            ("GET", "", "") => Outgoing::of(200, "text/html; charset=utf-8", &self.page()),
            ("GET", "state", "") => Outgoing::json(200, &self.overview(now).to_string()),
            ("GET", "requests", "") => {
                Outgoing::json(200, &json!({ "requests": self.state.requests }).to_string())
            }
            ("GET", "file", id) if !id.is_empty() => self.linked_file(id, now),
            ("POST", "clock", "") => with(request, |Clock { advance }| {
                if !(0..=CENTURY).contains(&advance) {
                    return refusal(400, "advance: expected seconds from 0");
                }
                self.change(Change::ClockAdvanced { seconds: advance });
                Outgoing::json(200, &json!({ "ahead": self.state.ahead }).to_string())
            }),
            ("POST", "faults", "") => with(request, |Faults { drop_percent }| {
                if drop_percent > 100 {
                    return refusal(400, "drop_percent: expected 0 to 100");
                }
                self.change(Change::FaultsSet { drop_percent });
                Outgoing::json(200, &json!({ "drop_percent": drop_percent }).to_string())
            }),
            ("POST", "business", id) if !id.is_empty() => {
                with(request, |Decision { status }| self.decide_business(id, &status, now))
            }
            ("POST", "rdl", id) if !id.is_empty() => {
                with(request, |Decision { status }| self.decide_account(id, &status))
            }
            (_, "" | "state" | "requests" | "clock" | "faults", "")
            | (_, "file" | "business" | "rdl", _) => refusal(405, "another method is needed"),
            _ => refusal(404, "there is nothing here"),
        }
    }

    /// `UPDATING` becomes `ACTIVE` or `REJECTED`; found by its own id or that of a brand.
    fn decide_business(&mut self, id: &str, status: &str, now: i64) -> Outgoing {
        let mut businesses = self.state.businesses.iter();
        let found = businesses.find(|one| one.id == id || one.brands.iter().any(|b| b == id));
        let Some(business) = found.cloned() else {
            return refusal(404, "no such business");
        };
        if !["ACTIVE", "REJECTED"].contains(&status) {
            return refusal(400, "status: expected ACTIVE or REJECTED");
        }
        if business.status != "UPDATING" {
            return refusal(409, "it was decided already");
        }
        let decided = Change::BusinessDecided { id: business.id.clone(), status: status.into() };
        self.change(decided);
        self.call_back(&business, status, now);
        Outgoing::json(200, &json!({ "id": business.id, "status": status }).to_string())
    }

    /// `PENDING` becomes `ACTIVE`, a status that no page names for RDL.
    fn decide_account(&mut self, id: &str, status: &str) -> Outgoing {
        let Some(account) = self.state.accounts.iter().find(|account| account.id == id) else {
            return refusal(404, "no such account");
        };
        if status != "ACTIVE" {
            return refusal(400, "status: expected ACTIVE");
        }
        if account.status != "PENDING" {
            return refusal(409, "it was decided already");
        }
        self.change(Change::AccountDecided { id: id.to_owned(), status: status.to_owned() });
        Outgoing::json(200, &json!({ "id": id, "status": status }).to_string())
    }

    /// Ids, counts and states; no body, no secret.
    fn overview(&self, now: i64) -> Value {
        let state = &self.state;
        let list = |values: Vec<Value>| Value::Array(values);
        json!({
            "now": now,
            "ahead": state.ahead,
            "requests": state.received,
            "faults": state.faults,
            "files": list(state.files.iter().map(|one| json!({
                "id": one.id, "client_id": one.client_id, "category": one.category,
                "code": one.code, "bytes": one.bytes,
            })).collect()),
            "businesses": list(state.businesses.iter().map(|one| json!({
                "id": one.id, "client_id": one.client_id, "brands": one.brands,
                "partner_ref_id": one.partner_ref_id, "status": one.status,
            })).collect()),
            "rdl": list(state.accounts.iter().map(|one| json!({
                "id": one.id, "client_id": one.client_id, "customer_id": one.customer_id,
                "status": one.status,
            })).collect()),
            "disbursements": list(state.payouts.iter().map(|one| json!({
                "id": one.id, "client_id": one.client_id, "amount": one.amount,
            })).collect()),
            "callbacks": list(state.callbacks.iter().map(|one| json!({
                "number": one.number, "request_id": one.request_id, "made_at": one.made_at,
                "tries": one.tries, "last_status": one.last_status, "outcome": one.outcome,
            })).collect()),
        })
    }
}

#[derive(Deserialize)]
struct Clock {
    advance: i64,
}

#[derive(Deserialize)]
struct Faults {
    drop_percent: u8,
}

#[derive(Deserialize)]
struct Decision {
    status: String,
}

fn with<T: DeserializeOwned>(request: &Incoming, act: impl FnOnce(T) -> Outgoing) -> Outgoing {
    match serde_json::from_slice(&request.body) {
        Ok(body) => act(body),
        Err(_) => refusal(400, "the body is not what this endpoint takes"),
    }
}

fn refusal(status: u16, message: &str) -> Outgoing {
    Outgoing::json(status, &json!({ "message": [message] }).to_string())
}

const CENTURY: i64 = 100 * 366 * 86_400;
