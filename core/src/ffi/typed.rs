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

/// One row per operation: its request and its answer, then the functions that read the request
/// from JSON, read the answer and prepare the request; an upload is prepared by others.
macro_rules! operations {
    ($($request:ty => $answer:ident { $body:ty }: $from_json:ident, $read:ident $(, $prepare:ident)?)*) => {$(
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

        $(
            #[uniffi::export]
            impl DokuCore {
                /// Checks, serialises and signs the request.
                pub fn $prepare(&self, request: $request, call: Call) -> Result<PreparedRequest> {
                    Ok(self.0.prepare(&request, &call)?)
                }
            }
        )?

        /// Reads the request from JSON text with wire names, checked.
        #[uniffi::export]
        pub fn $from_json(text: String) -> Result<$request> {
            Ok(prepare::from_json(&text)?)
        }
    )*};
}

operations! {
    CheckRequirements => CheckRequirementsAnswer { Requirements }: check_requirements_from_json, read_check_requirements, prepare_check_requirements
    GenerateToken => GenerateTokenAnswer { TokenAnswer }: generate_token_from_json, read_generate_token, prepare_generate_token
    Upload => UploadFileAnswer { UploadAnswer }: upload_from_json, read_upload_file
    BusinessRegistration => RegisterBusinessAnswer { BusinessRegistrationAnswer }: business_registration_from_json, read_register_business, prepare_register_business
    LiteRegistration => CreateBusinessLiteAnswer { LiteAnswer }: lite_registration_from_json, read_create_business_lite, prepare_create_business_lite
    GetBusiness => GetBusinessAnswer { BusinessData }: get_business_from_json, read_get_business, prepare_get_business
    RdlRegistration => RegisterRdlCustomerAnswer { RdlRegistrationAnswer }: rdl_registration_from_json, read_register_rdl_customer, prepare_register_rdl_customer
    RdlDisbursement => DisburseRdlAnswer { RdlDisbursementAnswer }: rdl_disbursement_from_json, read_disburse_rdl, prepare_disburse_rdl
}

/// Reads a request to any other endpoint from JSON text, checked.
#[uniffi::export]
pub fn generic_call_from_json(text: String) -> Result<GenericCall> {
    Ok(prepare::from_json(&text)?)
}

/// Reads a placement from JSON text, checked.
#[uniffi::export]
pub fn placement_from_json(text: String) -> Result<Placement> {
    Ok(prepare::from_json(&text)?)
}
