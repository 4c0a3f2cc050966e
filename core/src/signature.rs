//! DOKU's non-SNAP signature, one function per stage.
//!
//! digest of the body, component string, HMAC; then the same backwards to verify.
//! DOKU, Signature Component (non-SNAP), from request header and from response header.

mod component;
#[cfg(feature = "diagnose")]
mod diagnose;
mod verify;

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::values::base64;

pub(crate) use component::is_get;
pub use component::{Component, Direction};
#[cfg(feature = "docs")]
pub use diagnose::DIAGNOSES;
#[cfg(feature = "diagnose")]
pub use diagnose::{Candidates, Finding, Signed};
#[cfg(feature = "diagnose")]
pub(crate) use diagnose::{Verifier, diagnose};
pub use verify::Window;
pub(crate) use verify::{Expected, verify};

/// What each stage of a signature gave, for tests and support tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "camelCase"))]
pub struct Stages {
    /// Base64 of the body's SHA-256; absent when the component has no Digest line.
    pub digest: Option<String>,
    /// The component string: lines joined by line feeds, none at the end.
    pub string_to_sign: String,
    /// `HMACSHA256=` and the base64 of the HMAC-SHA256.
    pub signature: String,
}

/// The digest of a body: base64 of the SHA-256 of exactly these bytes.
#[must_use]
pub fn digest(body: &[u8]) -> String {
    base64::encode(&Sha256::digest(body))
}

/// A secret key, ready to sign; cloning it saves preparing it again.
#[derive(Clone)]
pub(crate) struct SigningKey(Hmac<Sha256>);

impl SigningKey {
    #[expect(clippy::unwrap_used, reason = "HMAC takes a key of any length")]
    pub(crate) fn new(secret: &[u8]) -> Self {
        Self(Hmac::new_from_slice(secret).unwrap())
    }

    /// The value of the Signature header for a component string.
    pub(crate) fn sign(&self, string_to_sign: &str) -> String {
        let mac = self.mac(string_to_sign).finalize().into_bytes();
        [PREFIX, &base64::encode(&mac)].concat()
    }

    /// Compares in constant time.
    pub(crate) fn is_signature_of(&self, string_to_sign: &str, signature: &[u8; 32]) -> bool {
        self.mac(string_to_sign).verify_slice(signature).is_ok()
    }

    fn mac(&self, string_to_sign: &str) -> Hmac<Sha256> {
        self.0.clone().chain_update(string_to_sign.as_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Whether a Signature header's value can be one; says what is wrong otherwise.
pub(crate) fn check_signature(header: &str) -> Result<(), &'static str> {
    decode(header).map(drop)
}

/// The 32 bytes of a Signature header's value, or what is wrong with it.
pub(crate) fn decode(header: &str) -> Result<[u8; 32], &'static str> {
    let Some(text) = header.strip_prefix(PREFIX) else {
        return Err("expected the signature to start with HMACSHA256=");
    };
    let bytes = base64::decode(text).ok_or("expected padded standard base64")?;
    <[u8; 32]>::try_from(bytes).map_err(|_| "expected a signature of 32 bytes")
}

/// As `decode`, and takes a value without its prefix, its padding, or both.
fn decode_bare(header: &str) -> Result<[u8; 32], &'static str> {
    let text = header.strip_prefix(PREFIX).unwrap_or(header);
    // The base64 of 32 bytes has one character of padding.
    let text = text.strip_suffix('=').unwrap_or(text);
    let bytes = base64::decode_unpadded(text).ok_or("expected standard base64")?;
    <[u8; 32]>::try_from(bytes).map_err(|_| "expected a signature of 32 bytes")
}

pub(crate) const PREFIX: &str = "HMACSHA256=";

#[cfg(test)]
mod tests;
