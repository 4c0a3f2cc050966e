//! One pair of functions and one answer per operation, with records in place of JSON text.

use std::fmt;

use super::{CoreViolation, DokuCore, Result, policy_of};
use crate::GenericCall;
use crate::doku::prepare;
use crate::doku::prepare::{Call, PreparedRequest};
use crate::doku::read::{Answer, Received, Sent};
use crate::partner::{
    BusinessData, BusinessRegistration, BusinessRegistrationAnswer, CheckRequirements,
    GenerateToken, GetBusiness, LiteAnswer, LiteRegistration, Placement, Requirements, TokenAnswer,
    Upload, UploadAnswer,
};
use crate::rdl::{RdlDisbursement, RdlDisbursementAnswer, RdlRegistration, RdlRegistrationAnswer};

/// The answer of an operation and the function that reads it.
macro_rules! answers {
    ($($read:ident: $request:ty => $answer:ident { $body:ty })*) => {$(
        /// An answer, its signature verified where it has one.
        #[derive(uniffi::Record)]
        #[uniffi::export(Debug)]
        pub struct $answer {
            /// `verified`, `headers_only`, `unbound` or `absent`.
            pub signature: String,
            /// Whether it is the first answer to this Request-Id, sent again.
            pub replayed: bool,
            /// HTTP status.
            pub http_status: u16,
            /// What DOKU answered.
            pub body: $body,
            /// What differs from DOKU's documents and was left out; usually nothing.
            pub deviations: Vec<CoreViolation>,
            /// The body's bytes as they came.
            pub raw: Vec<u8>,
        }

        #[uniffi::export]
        impl DokuCore {
            /// Verifies and reads the answer; a policy only tightens.
            pub fn $read(
                &self,
                sent: Sent,
                received: Received,
                policy: Option<String>,
            ) -> Result<$answer> {
                let policy = policy_of(policy.as_deref())?;
                let Answer { signature, replayed, http_status, body, deviations, raw } =
                    self.0.read_sent::<$request>(&sent, &received, policy)?;
                let signature = signature.as_str().to_owned();
                let deviations = deviations.iter().map(CoreViolation::from).collect();
                Ok($answer { signature, replayed, http_status, body, deviations, raw })
            }
        }

        impl fmt::Debug for $answer {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} {{ http_status: {}, .. }}", stringify!($answer), self.http_status)
            }
        }
    )*};
}

/// The function that prepares a signed operation.
macro_rules! requests {
    ($($prepare:ident: $request:ty)*) => {$(
        #[uniffi::export]
        impl DokuCore {
            /// Checks, serialises and signs the request.
            pub fn $prepare(&self, request: $request, call: Call) -> Result<PreparedRequest> {
                Ok(self.0.prepare(&request, &call)?)
            }
        }
    )*};
}

/// The function that reads a payload from JSON text, checked.
macro_rules! from_json {
    ($($function:ident: $payload:ty)*) => {$(
        /// Reads the payload from JSON text with wire names, checked.
        #[uniffi::export]
        pub fn $function(text: String) -> Result<$payload> {
            Ok(prepare::from_json(&text)?)
        }
    )*};
}

answers! {
    read_check_requirements: CheckRequirements => CheckRequirementsAnswer { Requirements }
    read_generate_token: GenerateToken => GenerateTokenAnswer { TokenAnswer }
    read_upload_file: Upload => UploadFileAnswer { UploadAnswer }
    read_register_business: BusinessRegistration => RegisterBusinessAnswer { BusinessRegistrationAnswer }
    read_create_business_lite: LiteRegistration => CreateBusinessLiteAnswer { LiteAnswer }
    read_get_business: GetBusiness => GetBusinessAnswer { BusinessData }
    read_register_rdl_customer: RdlRegistration => RegisterRdlCustomerAnswer { RdlRegistrationAnswer }
    read_disburse_rdl: RdlDisbursement => DisburseRdlAnswer { RdlDisbursementAnswer }
}

requests! {
    prepare_check_requirements: CheckRequirements
    prepare_generate_token: GenerateToken
    prepare_register_business: BusinessRegistration
    prepare_create_business_lite: LiteRegistration
    prepare_get_business: GetBusiness
    prepare_register_rdl_customer: RdlRegistration
    prepare_disburse_rdl: RdlDisbursement
}

from_json! {
    check_requirements_from_json: CheckRequirements
    generate_token_from_json: GenerateToken
    upload_from_json: Upload
    business_registration_from_json: BusinessRegistration
    lite_registration_from_json: LiteRegistration
    get_business_from_json: GetBusiness
    rdl_registration_from_json: RdlRegistration
    rdl_disbursement_from_json: RdlDisbursement
    generic_call_from_json: GenericCall
    placement_from_json: Placement
}
