//! The configured start of every call.

use std::fmt;

use crate::credentials::{ClientId, SecretKey};
use crate::environment::Environment;
use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::signature::SigningKey;
use crate::target::QueryMode;

/// One Client-Id at one DOKU: prepares its requests and reads what comes back.
///
/// It holds no connection and no state. Without a secret key it still prepares the
/// string to sign, so that a key vault can hold the key.
#[derive(Debug, Clone)]
pub struct Doku {
    pub(crate) environment: Environment,
    pub(crate) client_id: ClientId,
    secret_key: Option<SecretKey>,
    pub(crate) query: QueryMode,
}

/// What a configuration file or the environment says, unchecked.
#[derive(Clone, Copy, Default)]
pub struct Config<'a> {
    /// `test` or `production`.
    pub environment: Option<&'a str>,
    /// In place of an environment: the base URL of a simulator or proxy.
    pub base_url: Option<&'a str>,
    /// The Client-Id from DOKU Back Office; for the Partner API the Brand ID.
    pub client_id: &'a str,
    /// The secret key; without it, requests are signed elsewhere.
    pub secret_key: Option<&'a str>,
    /// Whether the query of a GET is part of what is signed: `unsigned`, as when left out,
    /// or `signed`. DOKU's documents leave it open.
    pub query: Option<&'a str>,
}

impl Doku {
    /// Puts checked parts together.
    #[must_use]
    pub fn new(environment: Environment, client_id: ClientId, secret_key: SecretKey) -> Self {
        Self { environment, client_id, secret_key: Some(secret_key), query: QueryMode::Unsigned }
    }

    /// As `new`, for a key that never leaves its vault.
    #[must_use]
    pub fn without_key(environment: Environment, client_id: ClientId) -> Self {
        Self { environment, client_id, secret_key: None, query: QueryMode::Unsigned }
    }

    /// Says whether the query of a GET is part of what is signed; it is not by default.
    ///
    /// Check Requirements and Get Business Data have one, and DOKU's documents leave it
    /// open. The path alone is what third parties report.
    #[must_use]
    pub fn with_query(self, query: QueryMode) -> Self {
        Self { query, ..self }
    }

    /// Checks plain values.
    ///
    /// # Errors
    /// `invalid_config`, with every violation at once.
    pub fn configure(config: &Config<'_>) -> Result<Self, Error> {
        let Config { environment, base_url, client_id, secret_key, query } = *config;
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
        let query = QueryMode::check(query.unwrap_or("unsigned"));
        match (environment, ClientId::check(client_id), secret_key, query) {
            (Ok(environment), Ok(client_id), Ok(secret_key), Ok(query)) => {
                Ok(Self { environment, client_id, secret_key, query })
            }
            (environment, client_id, secret_key, query) => {
                let violations =
                    [environment.err(), client_id.err(), secret_key.err(), query.err()];
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
        self.secret_key().map(SecretKey::signing_key)
    }

    /// The secret key's text, for diagnosis.
    pub(crate) fn secret(&self) -> Result<&str, Error> {
        self.secret_key().map(SecretKey::text)
    }

    fn secret_key(&self) -> Result<&SecretKey, Error> {
        self.secret_key.as_ref().ok_or_else(|| {
            let detail = "this needs the secret key, and none was given";
            let violation = Violation::new("secret_key", ViolationCode::Required, detail);
            Error::violated(ErrorCode::InvalidConfig, vec![violation])
        })
    }
}

impl fmt::Debug for Config<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
