//! The RDL API: accounts of investors (Rekening Dana Lender).

mod disburse;
mod register_customer;

pub use disburse::{
    RdlAccountDestination, RdlDisbursement, RdlDisbursementAnswer, RdlSourceAccount,
    RdlTransaction, RdlTransactionAnswer,
};
pub use register_customer::{
    RdlAccount, RdlAccountInfo, RdlCustomer, RdlRegistration, RdlRegistrationAnswer,
};
