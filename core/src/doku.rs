//! The configured start of every call.

use crate::credentials::{ClientId, SecretKey};
use crate::environment::Environment;
use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::signature::SigningKey;

/// One Client-Id at one DOKU: prepares its requests and reads what comes back.
///
/// It holds no connection and no state. Without a secret key it still prepares the
/// string to sign, so that a key vault can hold the key.
#[derive(Debug, Clone)]
pub struct Doku {
    pub(crate) environment: Environment,
    pub(crate) client_id: ClientId,
    secret_key: Option<SecretKey>,
}

impl Doku {
    /// Puts checked parts together.
    #[must_use]
    pub fn new(environment: Environment, client_id: ClientId, secret_key: SecretKey) -> Self {
        Self { environment, client_id, secret_key: Some(secret_key) }
    }

    /// As `new`, for a key that never leaves its vault.
    #[must_use]
    pub fn without_key(environment: Environment, client_id: ClientId) -> Self {
        Self { environment, client_id, secret_key: None }
    }

    /// Checks plain values: `test` or `production`, or a base URL of your own instead.
    ///
    /// # Errors
    /// `invalid_config`, with every violation at once.
    pub fn configure(
        environment: Option<&str>,
        base_url: Option<&str>,
        client_id: &str,
        secret_key: Option<&str>,
    ) -> Result<Self, Error> {
        let environment = match (environment, base_url) {
            (Some(name), None) => Environment::check(name),
            (None, Some(url)) => Environment::check_url(url),
            (None, None) => Environment::check(""),
            (Some(_), Some(_)) => {
                let detail = "expected an environment or a base URL, got both";
                Err(Violation::new("base_url", ViolationCode::NotAllowed, detail))
            }
        };
        let secret_key = secret_key.map(SecretKey::check).transpose();
        match (environment, ClientId::check(client_id), secret_key) {
            (Ok(environment), Ok(client_id), Ok(secret_key)) => {
                Ok(Self { environment, client_id, secret_key })
            }
            (environment, client_id, secret_key) => {
                let violations = [environment.err(), client_id.err(), secret_key.err()];
                let violations = violations.into_iter().flatten().collect();
                Err(Error::violated(ErrorCode::InvalidConfig, violations))
            }
        }
    }

    /// The Client-Id that requests are signed with.
    #[must_use]
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    pub(crate) fn key(&self) -> Result<&SigningKey, Error> {
        self.secret_key.as_ref().map(SecretKey::signing_key).ok_or_else(|| {
            let detail = "this needs the secret key, and none was given";
            let violation = Violation::new("secret_key", ViolationCode::Required, detail);
            Error::violated(ErrorCode::InvalidConfig, vec![violation])
        })
    }
}

#[cfg(test)]
mod tests;
