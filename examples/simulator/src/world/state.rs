//! What a simulated DOKU knows, and every way in which that changes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// All that is known. It is rebuilt from the changes alone.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) files: Vec<File>,
    pub(crate) businesses: Vec<Business>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) payouts: Vec<Payout>,
    pub(crate) callbacks: Vec<Callback>,
    /// First answers, by Client-Id and Request-Id.
    pub(crate) answers: BTreeMap<(String, String), First>,
    /// The last requests, oldest first.
    pub(crate) requests: Vec<Entry>,
    /// How many requests ever came.
    pub(crate) received: u64,
    pub(crate) tokens: u64,
    /// How far the clock of deadlines is ahead of the host's, in seconds.
    pub(crate) ahead: i64,
    pub(crate) faults: Faults,
}

/// One step. What is stored is the list of these.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Change {
    Received(Entry),
    Diagnosed { number: u64, findings: Vec<String> },
    Answered { client_id: String, request_id: String, first: First },
    TokenMade,
    FileUploaded(File),
    BusinessRegistered(Box<Business>),
    BusinessDecided { id: String, status: String },
    AccountOpened(Account),
    AccountDecided { id: String, status: String },
    PaidOut(Payout),
    CallbackMade(Callback),
    CallbackTried { number: usize },
    CallbackAnswered { number: usize, status: Option<u16> },
    ClockAdvanced { seconds: i64 },
    FaultsSet { drop_percent: u8 },
}

/// A request that came: sizes and codes, no content.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) number: u64,
    pub(crate) at: i64,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) client_id: String,
    pub(crate) request_id: String,
    pub(crate) body_bytes: usize,
    pub(crate) status: u16,
    pub(crate) verdict: String,
    pub(crate) findings: Vec<String>,
    pub(crate) dropped: bool,
}

/// The first answer to a Request-Id, and what it answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct First {
    pub(crate) fingerprint: String,
    pub(crate) body: String,
}

/// An upload. Its bytes are not kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct File {
    pub(crate) id: String,
    pub(crate) client_id: String,
    pub(crate) category: String,
    pub(crate) code: Option<String>,
    pub(crate) bytes: usize,
    pub(crate) uploaded_at: i64,
}

/// A registered business, by Business Registration or Create Business Lite.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Business {
    pub(crate) id: String,
    pub(crate) client_id: String,
    pub(crate) brands: Vec<String>,
    pub(crate) partner_ref_id: Option<String>,
    pub(crate) callback_url: Option<String>,
    pub(crate) status: String,
    /// What Get Business Data answers, but for the status.
    pub(crate) data: Value,
}

/// An investor's account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) client_id: String,
    pub(crate) customer_id: String,
    pub(crate) status: String,
}

/// A payment out of an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Payout {
    pub(crate) client_id: String,
    pub(crate) id: String,
    pub(crate) amount: i64,
}

/// News of a business, for its `callback_url`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Callback {
    pub(crate) number: usize,
    pub(crate) client_id: String,
    pub(crate) request_id: String,
    pub(crate) url: String,
    pub(crate) body: String,
    pub(crate) made_at: i64,
    pub(crate) tries: usize,
    pub(crate) last_status: Option<u16>,
    pub(crate) outcome: Outcome,
}

/// What became of a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Pending,
    Delivered,
    /// The URL is not one of this machine.
    NotLoopback,
}

/// What goes wrong on purpose.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Faults {
    pub(crate) drop_percent: u8,
    /// Requests since the faults were set.
    pub(crate) seen: u64,
    pub(crate) dropped: u64,
}

impl Faults {
    /// Whether the connection of the next request is dropped: evenly spaced, never at random.
    pub(crate) fn drops_next(&self) -> bool {
        let due = |seen: u64| seen.saturating_mul(u64::from(self.drop_percent)) / 100;
        due(self.seen.saturating_add(1)) > due(self.seen)
    }
}

impl State {
    /// Does what a change says; the same list of changes always gives the same state.
    pub(crate) fn apply(&mut self, change: Change) {
        match change {
            Change::Received(entry) => self.receive(entry),
            Change::Diagnosed { number, findings } => {
                // It may have left the list by now.
                if let Some(entry) = self.requests.iter_mut().rfind(|one| one.number == number) {
                    entry.findings = findings;
                }
            }
            Change::Answered { client_id, request_id, first } => {
                self.answers.insert((client_id, request_id), first);
            }
            Change::TokenMade => self.tokens = self.tokens.saturating_add(1),
            Change::FileUploaded(file) => self.files.push(file),
            Change::BusinessRegistered(business) => self.businesses.push(*business),
            Change::BusinessDecided { id, status } => {
                self.businesses.iter_mut().filter(|one| one.id == id).for_each(|one| {
                    one.status.clone_from(&status);
                });
            }
            Change::AccountOpened(account) => self.accounts.push(account),
            Change::AccountDecided { id, status } => {
                self.accounts.iter_mut().filter(|one| one.id == id).for_each(|one| {
                    one.status.clone_from(&status);
                });
            }
            Change::PaidOut(payout) => self.payouts.push(payout),
            Change::CallbackMade(callback) => self.callbacks.push(callback),
            Change::CallbackTried { number } => {
                if let Some(callback) = self.callbacks.get_mut(number) {
                    callback.tries = callback.tries.saturating_add(1);
                }
            }
            Change::CallbackAnswered { number, status } => {
                if let Some(callback) = self.callbacks.get_mut(number) {
                    callback.last_status = status;
                    if status.is_some_and(|status| (200..300).contains(&status)) {
                        callback.outcome = Outcome::Delivered;
                    }
                }
            }
            Change::ClockAdvanced { seconds } => self.ahead = self.ahead.saturating_add(seconds),
            Change::FaultsSet { drop_percent } => {
                self.faults = Faults { drop_percent, ..Faults::default() };
            }
        }
    }

    fn receive(&mut self, entry: Entry) {
        self.received = entry.number;
        self.faults.seen = self.faults.seen.saturating_add(1);
        self.faults.dropped = self.faults.dropped.saturating_add(u64::from(entry.dropped));
        self.requests.push(entry);
        if self.requests.len() > KEPT {
            self.requests.remove(0);
        }
    }
}

/// So many requests are listed; the database has them all.
const KEPT: usize = 1000;
