//! RDL Registration.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::state::Account;
use super::{Change, Reply, World, checked};
use crate::check::Caller;
use crate::message::{Incoming, Refusal};

impl World {
    /// Opens an account: DOKU, RDL Registration, HTTP 201.
    ///
    /// What a customer id that is there already gets is not documented.
    pub(super) fn open_account(
        &mut self,
        caller: &Caller<'_>,
        request: &Incoming,
    ) -> Result<Reply, Refusal> {
        let text = checked("register_rdl_customer", caller, request)?;
        let unreadable = || {
            let message = "rdl_customer: cannot be read".to_owned();
            Refusal::rule(400, "unreadable body", &[message])
        };
        let id = account_id(self.state.accounts.len());
        let (customer_id, body) = answer(text, &id).ok_or_else(unreadable)?;
        let same = |account: &&Account| {
            account.client_id == caller.client.id && account.customer_id == customer_id
        };
        if self.state.accounts.iter().any(|account| same(&account)) {
            let message = "rdl_customer.customer_id: registered already".to_owned();
            return Err(Refusal::rule(400, "duplicate customer_id", &[message]));
        }
        self.change(Change::AccountOpened(Account {
            id,
            client_id: caller.client.id.clone(),
            customer_id,
            status: "PENDING".to_owned(),
        }));
        Ok(Reply { status: 201, body })
    }
}

/// The sample answer with the customer's own values and a new account id, which stays a bare
/// number of 40 digits as in the sample; and the customer's id.
fn answer(request: &str, account_id: &str) -> Option<(String, String)> {
    let (given, mut answer) = (read(request)?, read(SAMPLE)?);
    let given = given.get("rdl_customer")?;
    let customer = answer.get_mut("rdl_customer")?;
    customer.retain(|name, _| ADDED.contains(&name.as_str()) || given.contains_key(name));
    for (name, value) in customer.iter_mut() {
        let Some(given) = given.get(name) else { continue };
        value.clone_from(given);
        // Text in the sample request, a number in the sample answer.
        let number = given.get().trim_matches('"');
        if name == "monthly_income" && number.parse::<u8>().is_ok_and(|n| n.to_string() == number) {
            *value = RawValue::from_string(number.to_owned()).ok()?;
        }
    }
    let account_id = RawValue::from_string(account_id.to_owned()).ok()?;
    customer.insert("account_id".to_owned(), account_id);
    let customer_id = serde_json::from_str(customer.get("customer_id")?.get()).ok()?;
    Some((customer_id, serde_json::to_string(&answer).ok()?))
}

/// The sample's id, then the numbers that follow it.
fn account_id(index: usize) -> String {
    format!("2340220322154948265107180133{:012}", index.saturating_add(830_000_142_742))
}

/// An object of objects, with its values as they are written.
fn read(text: &str) -> Option<BTreeMap<String, BTreeMap<String, Box<RawValue>>>> {
    serde_json::from_str(text).ok()
}

/// What only the answer has.
const ADDED: [&str; 2] = ["account_id", "company_id"];
const SAMPLE: &str = include_str!("../../../data/rdl-registration-answer.json");
