//! One pair of functions and one answer per operation, with records in place of JSON text.
//!
//! Their names follow from the operation's row, as `prepare_get_business` does from `get_business`.

use std::fmt;

use super::{DokuCore, Result, policy_of};
use crate::doku::prepare::{PreparedRequest, Stamp};
use crate::doku::read::{Answer, Received, Sent};
use crate::error::{SignatureStatus, Violation};
use crate::operation::typed_operations;
use crate::payload;
#[allow(
    clippy::wildcard_imports,
    reason = "the rows name the records that operations have; not each build of clippy sees it"
)]
use crate::{operation::generic::*, partner::*, rdl::*};

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident: $request:ident => $body:ident {
        method: $method:expr,
        path: $path:expr,
        api: $api:expr,
        place: Place::$place:ident,
        policy: $policy:expr,
        reading: $reading:expr,
    })*) => { pastey::paste! {$(
        /// An answer, its signature verified where it has one.
        #[derive(uniffi::Record)]
        #[uniffi::export(Debug)]
        pub struct [<$name:camel Answer>] {
            /// `verified`, `headers_only`, `unbound` or `absent`.
            pub signature: SignatureStatus,
            /// Whether it is the first answer to this Request-Id, sent again.
            pub replayed: bool,
            /// HTTP status.
            pub http_status: u16,
            /// The body of DOKU's answer.
            pub body: $body,
            /// What differs from DOKU's documents and was left out; usually nothing.
            pub deviations: Vec<Violation>,
            /// The body's bytes as they came.
            pub raw: Vec<u8>,
        }

        #[uniffi::export]
        impl DokuCore {
            /// Verifies and reads the answer; a policy only tightens.
            pub fn [<read_ $name>](
                &self,
                sent: Sent,
                received: Received,
                policy: Option<String>,
            ) -> Result<[<$name:camel Answer>]> {
                let policy = policy_of(policy.as_deref())?;
                let Answer { signature, replayed, http_status, body, deviations, raw } =
                    self.0.read_sent::<$request>(&sent, &received, policy)?;
                Ok([<$name:camel Answer>] { signature, replayed, http_status, body, deviations, raw })
            }
        }

        impl fmt::Debug for [<$name:camel Answer>] {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let name = stringify!([<$name:camel Answer>]);
                write!(f, "{name} {{ http_status: {}, .. }}", self.http_status)
            }
        }

        prepared! { $place [<prepare_ $name>] $request }

        /// Reads the request from JSON text with wire names, checked.
        #[uniffi::export]
        pub fn [<$request:snake _from_json>](text: String) -> Result<$request> {
            Ok(payload::from_json(&text)?)
        }
    )*}};
}

/// What prepares a request; an upload needs a token, so that `ffi/partner.rs` has its functions.
macro_rules! prepared {
    (Multipart $prepare:ident $request:ident) => {};
    ($place:ident $prepare:ident $request:ident) => {
        #[uniffi::export]
        impl DokuCore {
            /// Checks, serialises and signs the request.
            pub fn $prepare(&self, request: $request, stamp: Stamp) -> Result<PreparedRequest> {
                Ok(self.0.prepare(&request, &stamp)?)
            }
        }
    };
}

typed_operations!();

/// Reads a placement from JSON text, checked.
#[uniffi::export]
pub fn placement_from_json(text: String) -> Result<Placement> {
    Ok(payload::from_json(&text)?)
}
