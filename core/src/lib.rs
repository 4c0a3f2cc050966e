//! Signs, checks and reads calls to DOKU's Partner and RDL APIs, without doing any I/O.
//!
//! The host sends and receives; this library decides every byte. `Doku::prepare` turns
//! a request into the exact method, URL, headers and body to send. `Doku::read` turns
//! the status, headers and raw body that came back into a verified answer or one error.
//! Nothing here opens a socket, reads a clock, draws a random number or keeps state.
//!
//! ```
//! use dokukit::{Stamp, ClientId, Doku, Environment, RdlCustomer, RdlRegistration, SecretKey};
//!
//! let doku = Doku::new(
//!     Environment::Test,
//!     ClientId::parse("MCH-0001-10791114622547")?,
//!     SecretKey::parse("test-secret-key")?,
//! );
//! let request = RdlRegistration { rdl_customer: RdlCustomer::default() };
//! let call = Stamp {
//!     request_id: "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e".into(),
//!     timestamp: "2020-08-11T08:45:42Z".into(),
//! };
//! let refused = doku.prepare(&request, &call).unwrap_err();
//! assert_eq!(refused.violations().len(), 28);
//! assert_eq!(refused.violations()[0].path, "rdl_customer.customer_id");
//! # Ok::<(), dokukit::Error>(())
//! ```

#![cfg_attr(not(feature = "uniffi"), forbid(unsafe_code))]

mod doku;
mod error;
#[cfg(feature = "uniffi")]
pub mod ffi;
mod operation;
mod partner;
mod payload;
mod rdl;
mod signature;
mod values;

pub use doku::attempts::{Attempts, Event, Limits, NoAnswer, Step};
pub use doku::check::check;
pub use doku::credentials::{ClientId, SecretKey};
#[cfg(feature = "diagnose")]
pub use doku::explain::Explanation;
pub use doku::incoming::{CALLBACK_KINDS, Callback};
pub use doku::prepare::{PreparedRequest, Stamp, UnsignedRequest};
pub use doku::read::{Answer, Received, Sent};
pub use doku::redact::{redacted_answer, redacted_body, redacted_request};
#[cfg(feature = "http")]
pub use doku::send::{AsyncHost, Host};
pub use doku::store::serialize_request;
pub use doku::upload::{UploadFrame, UploadStamp};
pub use doku::{Config, Doku};
pub use error::{
    Error, ErrorCode, Gateway, Outcome, Retry, SignatureStatus, Violation, ViolationCode,
};
pub use operation::generic::{GenericAnswer, GenericCall};
pub use operation::{OPERATIONS, Operation, Place, Reading, Request, SignaturePolicy};
pub use partner::*;
pub use payload::{Field, Format, Kind, Payload, Rule, Table, from_json};
pub use rdl::*;
#[cfg(feature = "docs")]
pub use signature::DIAGNOSES;
#[cfg(feature = "diagnose")]
pub use signature::{Candidates, Finding, Signed};
pub use signature::{Component, Direction, Stages, Window, digest};
pub use values::environment::{Api, BaseUrl, Environment};
pub use values::headers::Header;
pub use values::request_id::RequestId;
pub use values::secret::Secret;
pub use values::target::{QueryMode, RequestTarget};
pub use values::timestamp::Timestamp;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!("dokukit");
