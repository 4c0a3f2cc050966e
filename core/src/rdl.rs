//! The RDL API: accounts of investors (Rekening Dana Lender).

mod registration;

pub use registration::{
    RdlAccount, RdlAccountInfo, RdlCustomer, RdlRegistration, RdlRegistrationAnswer,
};
