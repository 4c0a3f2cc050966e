//! The RDL API: accounts of investors (Rekening Dana Lender).

mod disbursement;
mod registration;

pub use disbursement::{
    RdlAccountDestination, RdlDisbursement, RdlDisbursementAnswer, RdlSourceAccount,
    RdlTransaction, RdlTransactionAnswer,
};
pub use registration::{
    RdlAccount, RdlAccountInfo, RdlCustomer, RdlRegistration, RdlRegistrationAnswer,
};
