//! The Client-Id, and the secret key that signs for it.

use std::fmt;

#[cfg(feature = "diagnose")]
use zeroize::Zeroizing;

use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::signature::SigningKey;
use crate::values::headers::{HEADER_TEXT, fits_header};

/// The Client-Id that DOKU handed out: `MCH-…` for RDL, the Brand ID `BRN-…` for Partner.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClientId(String);

impl ClientId {
    /// Takes printable ASCII as it is; DOKU states no form beyond that.
    ///
    /// It travels as a header and is signed: HTTP clients send other characters in
    /// another encoding than the one that was signed, or refuse them.
    ///
    /// # Errors
    /// `invalid_config` when it is empty, has a character outside printable ASCII, or a
    /// blank at either end.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::check(text).map_err(refuse)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn check(text: &str) -> Result<Self, Violation> {
        present("client_id", text)?;
        if !fits_header(text) {
            return Err(Violation::new("client_id", ViolationCode::BadFormat, HEADER_TEXT));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The secret key that belongs to a Client-Id.
///
/// It is wiped from memory when dropped, and no output shows it.
#[derive(Clone)]
pub struct SecretKey {
    key: SigningKey,
    /// Kept for diagnosis, which tries the usual mistakes with it.
    #[cfg(feature = "diagnose")]
    text: Zeroizing<String>,
}

impl SecretKey {
    /// Takes the text as it is.
    ///
    /// # Errors
    /// `invalid_config` when it is empty, or has control characters or a space at its
    /// ends: a line break pasted with a key is a common cause of `Invalid Header Signature`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::check("secret_key", text).map_err(refuse)
    }

    pub(crate) fn check(path: &str, text: &str) -> Result<Self, Violation> {
        present(path, text)?;
        if text.trim() != text || text.chars().any(char::is_control) {
            let detail = "expected no control character and no blank at either end";
            return Err(Violation::new(path, ViolationCode::BadFormat, detail));
        }
        Ok(Self {
            key: SigningKey::new(text.as_bytes()),
            #[cfg(feature = "diagnose")]
            text: Zeroizing::new(text.to_owned()),
        })
    }

    pub(crate) fn signing_key(&self) -> &SigningKey {
        &self.key
    }

    #[cfg(feature = "diagnose")]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

fn present(path: &str, text: &str) -> Result<(), Violation> {
    if text.is_empty() {
        let detail = "expected the value from DOKU Back Office, got nothing";
        return Err(Violation::new(path, ViolationCode::Required, detail));
    }
    Ok(())
}

fn refuse(violation: Violation) -> Error {
    Error::violated(ErrorCode::InvalidConfig, vec![violation])
}

#[cfg(test)]
mod tests;
