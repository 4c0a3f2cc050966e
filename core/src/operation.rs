//! One row per endpoint.

pub(crate) mod generic;
pub(crate) mod refusal;

use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::operation::generic::{GenericAnswer, GenericCall};
use crate::partner::{
    BusinessData, BusinessRegistration, BusinessRegistrationAnswer, CheckRequirements,
    GenerateToken, GetBusiness, LiteAnswer, LiteRegistration, Requirements, TokenAnswer, Upload,
    UploadAnswer, with_business, with_times,
};
use crate::payload::{Payload, Table};
use crate::rdl::{RdlDisbursement, RdlDisbursementAnswer, RdlRegistration, RdlRegistrationAnswer};
use crate::values::environment::Api;

/// An endpoint: where it is, what it takes, and how its answer is trusted.
#[derive(Debug)]
pub struct Operation {
    /// The name in every language.
    pub name: &'static str,
    /// What it does and where that is documented, a line each.
    #[cfg(feature = "docs")]
    pub doc: &'static [&'static str],
    /// The HTTP method; empty where the request names it.
    pub method: &'static str,
    /// The path; a field of the request stands in it as `{name}`. Empty where the request names it.
    pub path: &'static str,
    /// Which hosts serve it; where the request names the path, that of the Partner API has its own.
    pub api: Api,
    /// Where the fields of the request travel.
    pub place: Place,
    /// Whether an answer without a signature is refused.
    pub policy: SignaturePolicy,
    /// The rules of the request.
    pub request: Table,
    /// How its answer is read.
    pub reading: Reading,
    /// What is read from the answer.
    pub answer: Table,
}

/// Where the fields of a request travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// In a signed JSON body.
    Body,
    /// In the path where it names them, else in the query; there is no body.
    Query,
    /// In a `multipart/form-data` body, with a bearer token and without a signature.
    Multipart,
    /// Where the request says: it names method, path and body itself.
    Given,
}

/// How an answer is read.
#[derive(Debug, Clone, Copy)]
pub enum Reading {
    /// By DOKU's documents: what contradicts them is unreadable.
    Documented,
    /// As `Documented`; then the function adds to the JSON text what follows from it.
    Completed(fn(&str) -> String),
    /// No page shows it: what has a known name and type is read, and nothing is refused.
    /// The function gives the JSON text one form where several are plausible.
    Lenient(fn(&str) -> String),
    /// No model: JSON as it came.
    Anything,
}

/// Whether what comes in must be signed.
///
/// The stricter of two is the greater one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SignaturePolicy {
    /// An unsigned message is accepted and reported as `absent`: DOKU documents nothing here.
    IfPresent,
    /// An unsigned message is refused: DOKU documents a signature here.
    Required,
}

impl SignaturePolicy {
    /// Every policy, the stricter one first.
    pub const ALL: &[Self] = &[Self::Required, Self::IfPresent];

    /// The name in every language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::IfPresent => "if_present",
        }
    }

    /// Reads `required` or `if_present`.
    ///
    /// # Errors
    /// `invalid_request` with `not_in_list` at `policy`.
    pub fn parse(name: &str) -> Result<Self, Error> {
        Self::check(name).map_err(|v| Error::violated(ErrorCode::InvalidRequest, vec![v]))
    }

    pub(crate) fn check(name: &str) -> Result<Self, Violation> {
        Self::ALL.iter().copied().find(|policy| policy.as_str() == name).ok_or_else(|| {
            let detail = "expected one of required, if_present";
            Violation::new("policy", ViolationCode::NotInList, detail)
        })
    }
}

/// A request that belongs to one endpoint.
pub trait Request: Payload {
    /// What DOKU answers.
    type Answer: Payload;
    /// The endpoint.
    const OPERATION: &'static Operation;
}

impl Operation {
    /// The row of an operation's name.
    pub(crate) fn parse(name: &str) -> Result<&'static Self, Error> {
        Self::check(name).map_err(|v| Error::violated(ErrorCode::InvalidRequest, vec![v]))
    }

    pub(crate) fn check(name: &str) -> Result<&'static Self, Violation> {
        let row = OPERATIONS.iter().find(|known| known.name == name).copied();
        row.ok_or_else(|| {
            let names: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
            let detail = format!("expected one of {}", names.join(", "));
            Violation::new("operation", ViolationCode::NotInList, detail)
        })
    }

    /// Whether an answer to a request of this operation must be signed. A call that names the
    /// endpoint of another row has that row's policy, so that no other name loosens it.
    pub(crate) fn policy_of(&self, method: &str, target: &str) -> SignaturePolicy {
        let path = target.split('?').next().unwrap_or_default();
        let leads_there =
            |row: &&&Self| row.method.eq_ignore_ascii_case(method) && row.has_path(path);
        let row = OPERATIONS.iter().find(leads_there).filter(|_| self.place == Place::Given);
        row.map_or(self.policy, |row| row.policy.max(self.policy))
    }

    /// The hosts that serve a target of this operation.
    pub(crate) fn api_of(&self, target: &str) -> Api {
        if self.place == Place::Given { Api::of_target(target) } else { self.api }
    }

    /// Whether a bearer token stands in place of a signature.
    pub(crate) fn is_upload(&self) -> bool {
        self.place == Place::Multipart
    }

    /// Whether a path is this endpoint's, perhaps with more behind it.
    pub(crate) fn begins_path(&self, path: &str) -> bool {
        let (own, given) = (self.path.split('/'), path.split('/'));
        own.clone().count() <= given.clone().count()
            && self.place != Place::Given
            && own.zip(given).all(|(own, given)| own == given || own.starts_with('{'))
    }

    /// Whether a path is this endpoint's, with some value for each field that stands in it.
    pub(crate) fn has_path(&self, path: &str) -> bool {
        let (own, given) = (self.path.split('/'), path.split('/'));
        own.clone().count() == given.clone().count()
            && own.zip(given).all(|(own, given)| own == given || own.starts_with('{'))
    }
}

macro_rules! operations {
    ($($rows:tt)*) => {
        listed! { $($rows)* }

        /// The same rows, for what the typed languages have of each.
        #[cfg(feature = "uniffi")]
        macro_rules! typed_operations {
            () => { typed! { $($rows)* } };
        }
        #[cfg(feature = "uniffi")]
        pub(crate) use typed_operations;
    };
}

macro_rules! listed {
    ($($(#[doc = $doc:literal])* $name:ident: $request:ty => $answer:ty {
        $($column:ident: $value:expr,)*
    })*) => {
        /// Every endpoint with a model of its own; the last row calls any other.
        pub static OPERATIONS: &[&Operation] = &[$(<$request as Request>::OPERATION),*];

        $(impl Request for $request {
            type Answer = $answer;
            const OPERATION: &'static Operation = &Operation {
                name: stringify!($name),
                #[cfg(feature = "docs")]
                doc: &[$($doc),*],
                $($column: $value,)*
                request: <$request>::TABLE,
                answer: <$answer>::TABLE,
            };
        })*
    };
}

operations! {
    /// Asks which files and values a registration needs.
    ///
    /// DOKU, Check Requirements. No page says whether the query is signed: it is not,
    /// unless the configuration says so.
    check_requirements: CheckRequirements => Requirements {
        method: "GET",
        path: "/adv-core-api/partner/v1.0/file",
        api: Api::Partner,
        place: Place::Query,
        policy: SignaturePolicy::IfPresent,
        reading: Reading::Documented,
    }

    /// Asks for the bearer token that an upload needs.
    ///
    /// DOKU, Generate Token.
    generate_token: GenerateToken => TokenAnswer {
        method: "POST",
        path: "/adv-core-api/partner/v1.0/token",
        api: Api::Partner,
        place: Place::Body,
        policy: SignaturePolicy::IfPresent,
        reading: Reading::Completed(with_times),
    }

    /// Uploads a file, or names its URL.
    ///
    /// DOKU, Upload File. It has a bearer token and no signature.
    upload_file: Upload => UploadAnswer {
        method: "POST",
        path: "/adv-core-api/partner/v1.0/file",
        api: Api::Partner,
        place: Place::Multipart,
        policy: SignaturePolicy::IfPresent,
        reading: Reading::Documented,
    }

    /// Registers a business with its brands, contacts and files.
    ///
    /// DOKU, Business Registration. No page shows its answer.
    register_business: BusinessRegistration => BusinessRegistrationAnswer {
        method: "POST",
        path: "/adv-core-api/partner/v1.0/business",
        api: Api::Partner,
        place: Place::Body,
        policy: SignaturePolicy::IfPresent,
        reading: Reading::Lenient(with_business),
    }

    /// Creates a business whose invited user completes it in DOKU Dashboard.
    ///
    /// DOKU, Create Business Lite.
    create_business_lite: LiteRegistration => LiteAnswer {
        method: "POST",
        path: "/adv-core-api/partner/v1.0/business/lite/registration",
        api: Api::Partner,
        place: Place::Body,
        policy: SignaturePolicy::IfPresent,
        reading: Reading::Documented,
    }

    /// Asks for the data of a business under the partner.
    ///
    /// DOKU, Get Business Data. The production URL on the page is that of another
    /// endpoint; the path of the test URL is used.
    get_business: GetBusiness => BusinessData {
        method: "GET",
        path: "/adv-core-api/partner/v1.0/business/{client_id}",
        api: Api::Partner,
        place: Place::Query,
        policy: SignaturePolicy::IfPresent,
        reading: Reading::Documented,
    }

    /// Opens an investor's account.
    ///
    /// DOKU, RDL Registration.
    register_rdl_customer: RdlRegistration => RdlRegistrationAnswer {
        method: "POST",
        path: "/sac-rdl/v1/rdl-customers",
        api: Api::Rdl,
        place: Place::Body,
        policy: SignaturePolicy::Required,
        reading: Reading::Documented,
    }

    /// Pays out from an investor's account.
    ///
    /// DOKU, RDL Disbursement. No page shows its answer.
    disburse_rdl: RdlDisbursement => RdlDisbursementAnswer {
        method: "POST",
        path: "/sac-rdl/v1/rdl-disbursements",
        api: Api::Rdl,
        place: Place::Body,
        policy: SignaturePolicy::Required,
        reading: Reading::Lenient(str::to_owned),
    }

    /// Calls any other endpoint that has non-SNAP signatures.
    ///
    /// For what has no model here yet: the request names method, path and body.
    call: GenericCall => GenericAnswer {
        method: "",
        path: "",
        api: Api::Rdl,
        place: Place::Given,
        policy: SignaturePolicy::IfPresent,
        reading: Reading::Anything,
    }
}
