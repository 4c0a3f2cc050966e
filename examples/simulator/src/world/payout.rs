//! RDL Disbursement.

use dokukit::{RdlDisbursement, from_json};
use serde_json::json;

use super::state::Payout;
use super::{Change, Reply, World, checked};
use crate::check::Caller;
use crate::message::{Incoming, Refusal};

impl World {
    /// Pays out. Only the request is documented.
    ///
    /// The answer, with 200 and the transaction's id and amount, is assumed; so is the
    /// refusal of an account that this client never opened, and of an id that it used
    /// already, which DOKU calls unique. Balances are not kept.
    pub(super) fn pay_out(
        &mut self,
        caller: &Caller<'_>,
        request: &Incoming,
    ) -> Result<Reply, Refusal> {
        let text = checked("disburse_rdl", caller, request)?;
        let disbursement: RdlDisbursement =
            from_json(text).map_err(|error| Refusal::violations(error.violations()))?;
        let client_id = &caller.client.id;
        if let Some(source) = disbursement.source_account.and_then(|source| source.account_id) {
            let mut own = self.state.accounts.iter().filter(|one| one.client_id == *client_id);
            if !own.any(|account| account.id == source) {
                let message = "source_account.account_id: no account of this client".to_owned();
                return Err(Refusal::rule(400, "unknown account_id", &[message]));
            }
        }
        let (id, amount) = (disbursement.transaction.id, disbursement.transaction.amount);
        let mut own = self.state.payouts.iter().filter(|one| one.client_id == *client_id);
        if own.any(|payout| payout.id == id) {
            let message = "transaction.id: used already".to_owned();
            return Err(Refusal::rule(400, "duplicate transaction.id", &[message]));
        }
        let body = json!({ "transaction": { "id": id, "amount": amount } }).to_string();
        self.change(Change::PaidOut(Payout { client_id: client_id.clone(), id, amount }));
        Ok(Reply { status: 200, body })
    }
}
