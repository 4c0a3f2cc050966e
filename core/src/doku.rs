//! The configured start of every call.

pub(crate) mod credentials;
pub(crate) mod draft;
#[cfg(feature = "diagnose")]
pub(crate) mod explain;
pub(crate) mod incoming;
pub(crate) mod prepare;
pub(crate) mod read;
pub(crate) mod rebuild;
pub(crate) mod redact;
pub(crate) mod store;
pub(crate) mod testkit;
pub(crate) mod upload;

use std::fmt;

use crate::doku::credentials::{ClientId, SecretKey};
use crate::error::{Error, ErrorCode, SignatureStatus, Violation, ViolationCode};
use crate::operation::SignaturePolicy;
use crate::signature::{Expected, SigningKey, verify};
use crate::values::environment::Environment;
use crate::values::headers::Headers;
use crate::values::target::QueryMode;

/// One Client-Id at one DOKU: prepares its requests and reads what comes back.
///
/// It holds no connection and no state. Without a secret key it still prepares the
/// string to sign, so that a key vault can hold the key.
#[derive(Debug, Clone)]
pub struct Doku {
    pub(crate) environment: Environment,
    pub(crate) client_id: ClientId,
    secret_key: Option<SecretKey>,
    previous_secret_keys: Vec<SecretKey>,
    pub(crate) accepts_bare_signatures: bool,
    pub(crate) query: QueryMode,
    pub(crate) policy: SignaturePolicy,
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
    /// Secret keys that what comes in may still be signed with, while a key is replaced.
    /// Nothing is ever signed with them.
    pub previous_secret_keys: &'a [&'a str],
    /// Takes what comes in with a Signature header that lacks its `HMACSHA256=` or its
    /// padding, as a third party reports of one gateway. Not so by default.
    pub accept_bare_signatures: bool,
    /// Whether the query of a GET is part of what is signed: `unsigned`, as when left out,
    /// or `signed`. DOKU's documents leave it open.
    pub query: Option<&'a str>,
    /// `required` refuses every answer and callback that is not signed, body included. Left
    /// out, or as `if_present`, each operation has its own default, which this never loosens.
    pub policy: Option<&'a str>,
    /// Allows a base URL with `http://` to another machine, where anybody on the way may read
    /// and change what is sent. Not so by default; this machine needs no permission.
    pub allow_plain_http: bool,
}

impl Doku {
    /// Puts checked parts together.
    #[must_use]
    pub fn new(environment: Environment, client_id: ClientId, secret_key: SecretKey) -> Self {
        Self { secret_key: Some(secret_key), ..Self::without_key(environment, client_id) }
    }

    /// As `new`, for a key that never leaves its vault.
    #[must_use]
    pub fn without_key(environment: Environment, client_id: ClientId) -> Self {
        Self {
            environment,
            client_id,
            secret_key: None,
            previous_secret_keys: Vec::new(),
            accepts_bare_signatures: false,
            query: QueryMode::Unsigned,
            policy: SignaturePolicy::IfPresent,
        }
    }

    /// Says whether the query of a GET is part of what is signed; it is not by default.
    ///
    /// Check Requirements and Get Business Data have one, and DOKU's documents leave it
    /// open. The path alone is what third parties report.
    #[must_use]
    pub fn with_query(self, query: QueryMode) -> Self {
        Self { query, ..self }
    }

    /// Refuses what comes in and is not signed, whatever the operation's default is.
    #[must_use]
    pub fn with_policy(self, policy: SignaturePolicy) -> Self {
        Self { policy, ..self }
    }

    /// Accepts what is signed with an earlier secret key as well, while a key is replaced.
    #[must_use]
    pub fn with_previous_key(mut self, secret_key: SecretKey) -> Self {
        self.previous_secret_keys.push(secret_key);
        self
    }

    /// Accepts Signature headers without `HMACSHA256=` or without padding; see `Config`.
    #[must_use]
    pub fn with_bare_signatures(self) -> Self {
        Self { accepts_bare_signatures: true, ..self }
    }

    /// Checks plain values.
    ///
    /// # Errors
    /// `invalid_config`, with every violation at once.
    pub fn configure(config: &Config<'_>) -> Result<Self, Error> {
        let environment = match (config.environment, config.base_url) {
            (Some(name), None) => Environment::check(name),
            (None, Some(url)) => Environment::check_url(url, config.allow_plain_http),
            (None, None) => Environment::check(""),
            (Some(_), Some(_)) => {
                let detail = "expected an environment or a base URL, got both";
                Err(Violation::new("base_url", ViolationCode::NotAllowed, detail))
            }
        };
        let client_id = ClientId::check(config.client_id);
        let secret_key =
            config.secret_key.map(|text| SecretKey::check("secret_key", text)).transpose();
        let (previous_secret_keys, broken) = previous(config.previous_secret_keys);
        let query = QueryMode::check(config.query.unwrap_or("unsigned"));
        let policy = SignaturePolicy::check(config.policy.unwrap_or("if_present"));
        match (environment, client_id, secret_key, query, policy) {
            (Ok(environment), Ok(client_id), Ok(secret_key), Ok(query), Ok(policy))
                if broken.is_empty() =>
            {
                Ok(Self {
                    environment,
                    client_id,
                    secret_key,
                    previous_secret_keys,
                    accepts_bare_signatures: config.accept_bare_signatures,
                    query,
                    policy,
                })
            }
            (environment, client_id, secret_key, query, policy) => {
                let before = [environment.err(), client_id.err(), secret_key.err()];
                let violations = before.into_iter().flatten().chain(broken);
                let violations = violations.chain(query.err()).chain(policy.err());
                Err(Error::violated(ErrorCode::InvalidConfig, violations.collect()))
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

    /// Reading needs a key, be it a previous one.
    pub(crate) fn key_for_reading(&self) -> Result<(), Error> {
        if self.previous_secret_keys.is_empty() { self.secret_key().map(drop) } else { Ok(()) }
    }

    /// Verifies with every key that what comes in may be signed with: the current one first.
    pub(crate) fn verify(
        &self,
        expected: &Expected<'_>,
        headers: &Headers<'_>,
        body: &[u8],
    ) -> Result<SignatureStatus, Error> {
        self.key_for_reading()?;
        let keys: Vec<_> = self.keys().collect();
        verify(expected, &keys, headers, body)
    }

    /// The current key, then the previous ones.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &SigningKey> {
        let keys = self.secret_key.iter().chain(&self.previous_secret_keys);
        keys.map(SecretKey::signing_key)
    }

    /// The previous keys' texts, for diagnosis.
    #[cfg(feature = "diagnose")]
    pub(crate) fn previous_secrets(&self) -> impl Iterator<Item = &str> {
        self.previous_secret_keys.iter().map(SecretKey::text)
    }

    /// The secret key's text, for diagnosis.
    #[cfg(feature = "diagnose")]
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

fn previous(texts: &[&str]) -> (Vec<SecretKey>, Vec<Violation>) {
    let (mut keys, mut broken) = (Vec::new(), Vec::new());
    for (index, text) in texts.iter().enumerate() {
        match SecretKey::check(&format!("previous_secret_keys[{index}]"), text) {
            Ok(key) => keys.push(key),
            Err(violation) => broken.push(violation),
        }
    }
    (keys, broken)
}

impl fmt::Debug for Config<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
