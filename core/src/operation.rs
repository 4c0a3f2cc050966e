//! One row per endpoint.

use crate::environment::Api;
use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::rdl::{RdlRegistration, RdlRegistrationAnswer};
use crate::wire::{Table, Wire};

/// An endpoint: where it is, what it takes, and how its answer is trusted.
#[derive(Debug)]
pub struct Operation {
    /// The name in every language.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path.
    pub path: &'static str,
    /// Which hosts serve it.
    pub api: Api,
    /// Whether an answer without a signature is refused.
    pub policy: SignaturePolicy,
    /// The rules of the request body.
    pub request: Table,
    /// What is read from the answer.
    pub answer: Table,
}

/// Whether what comes in must be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignaturePolicy {
    /// Unsigned is refused: DOKU documents a signature here.
    Required,
    /// Unsigned is taken and said so: DOKU documents nothing here.
    IfPresent,
}

impl SignaturePolicy {
    /// Reads `required` or `if_present`.
    ///
    /// # Errors
    /// `invalid_request` with `not_in_list` at `policy`.
    pub fn parse(name: &str) -> Result<Self, Error> {
        match name {
            "required" => Ok(Self::Required),
            "if_present" => Ok(Self::IfPresent),
            _ => {
                let detail = "expected one of required, if_present";
                let violation = Violation::new("policy", ViolationCode::NotInList, detail);
                Err(Error::violated(ErrorCode::InvalidRequest, vec![violation]))
            }
        }
    }
}

/// A request body that belongs to one endpoint.
pub trait Request: Wire + serde::Serialize {
    /// What DOKU answers.
    type Answer: Wire + for<'de> serde::Deserialize<'de>;
    /// The endpoint.
    const OPERATION: &'static Operation;
}

/// Says which operations there are.
pub(crate) fn unknown_operation() -> Violation {
    let names: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
    let detail = format!("expected {} or call", names.join(", "));
    Violation::new("operation", ViolationCode::NotInList, detail)
}

/// Every endpoint with a model of its own.
pub static OPERATIONS: &[&Operation] = &[&REGISTER_RDL_CUSTOMER];

static REGISTER_RDL_CUSTOMER: Operation = Operation {
    name: "register_rdl_customer",
    method: "POST",
    path: "/sac-rdl/v1/rdl-customers",
    api: Api::Rdl,
    policy: SignaturePolicy::Required,
    request: RdlRegistration::TABLE,
    answer: RdlRegistrationAnswer::TABLE,
};

impl Request for RdlRegistration {
    type Answer = RdlRegistrationAnswer;
    const OPERATION: &'static Operation = &REGISTER_RDL_CUSTOMER;
}
