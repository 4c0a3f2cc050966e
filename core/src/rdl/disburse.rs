//! RDL Disbursement: `POST /sac-rdl/v1/rdl-disbursements`.

use crate::payload::{Format, integer, object, payload, text, text_or_number};

payload! {
    /// Pays out from an investor's account.
    ///
    /// DOKU, RDL Disbursement, request body. Its table documents two fields; those that
    /// only its sample shows are optional.
    pub struct RdlDisbursement {
        /// The payment.
        transaction: RdlTransaction = object::<RdlTransaction>(),
        /// Where the money comes from. Shown in the sample only.
        source_account: Option<RdlSourceAccount> = object::<RdlSourceAccount>(),
        /// Where the money goes. Shown in the sample only.
        account_destination: Option<RdlAccountDestination> = object::<RdlAccountDestination>(),
    }
}

payload! {
    /// Payment out of an account.
    ///
    /// DOKU, RDL Disbursement, request body.
    pub struct RdlTransaction {
        /// Your own unique id of it: letters, digits, `:`, `.`, `_`, `-`. At most 64 characters.
        id: String = text().max(64).format(Format::TransactionId),
        /// Amount in rupiah, from 10000. A maximum exists, but the page could not be read there.
        amount: i64 = integer().least(10_000),
        /// Description. Shown in the sample only.
        description: Option<String> = text(),
    }
}

payload! {
    /// Account that the money comes from.
    ///
    /// DOKU, RDL Disbursement, request sample.
    pub struct RdlSourceAccount {
        /// The account id that an RDL registration answered, with all its digits.
        account_id: Option<String> = text(),
    }
}

payload! {
    /// Bank account that the money goes to.
    ///
    /// DOKU, RDL Disbursement, request sample.
    pub struct RdlAccountDestination {
        /// Code of the bank, such as `BNINIDJA`.
        code: Option<String> = text(),
        /// Number of the account; leading zeros stay.
        account_bank_number: Option<String> = text(),
        /// Name of the holder.
        account_bank_name: Option<String> = text(),
        /// Address.
        address: Option<String> = text(),
    }
}

payload! {
    /// What became of a payment.
    ///
    /// No page shows this answer. Its fields are read where they have the names of the
    /// request; the raw body has it all.
    pub struct RdlDisbursementAnswer {
        /// The payment.
        transaction: Option<RdlTransactionAnswer> = object::<RdlTransactionAnswer>(),
    }
}

payload! {
    /// Payment out of an account. Undocumented.
    pub struct RdlTransactionAnswer {
        /// Your own id of it.
        id: Option<String> = text(),
        /// Amount, as text so that no digit is lost.
        amount: Option<String> = text_or_number(),
    }
}
