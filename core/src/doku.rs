//! The client: one Client-Id in one environment, with its keys.

pub(crate) mod attempts;
pub(crate) mod check;
pub(crate) mod credentials;
#[cfg(feature = "diagnose")]
mod diagnose;
pub(crate) mod draft;
#[cfg(feature = "diagnose")]
pub(crate) mod explain;
pub(crate) mod incoming;
pub(crate) mod prepare;
pub(crate) mod read;
pub(crate) mod rebuild;
pub(crate) mod redact;
#[cfg(feature = "http")]
pub(crate) mod send;
pub(crate) mod store;
pub(crate) mod testkit;
pub(crate) mod upload;

use std::fmt;

use zeroize::Zeroizing;

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

/// The configuration, unchecked: plain values as a file or the environment has them.
#[derive(Clone, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
pub struct Config {
    /// `test` or `production`.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub environment: Option<String>,
    /// In place of an environment: the base URL of a simulator or proxy.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub base_url: Option<String>,
    /// The Client-Id from DOKU Back Office; for the Partner API the Brand ID.
    pub client_id: String,
    /// The secret key; without it, requests are signed elsewhere. `configure` wipes it.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub secret_key: Option<String>,
    /// Secret keys that what comes in may still be signed with, while a key is replaced.
    /// Nothing is ever signed with them. `configure` wipes them.
    #[cfg_attr(feature = "uniffi", uniffi(default = []))]
    pub previous_secret_keys: Vec<String>,
    /// Takes what comes in with a Signature header that lacks its `HMACSHA256=` or its
    /// padding, as a third party reports of one gateway. Not so by default.
    #[cfg_attr(feature = "uniffi", uniffi(default = false))]
    pub accept_bare_signatures: bool,
    /// Whether the query of a GET is part of what is signed: `unsigned`, as when left out,
    /// or `signed`. DOKU's documents leave it open.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub query: Option<String>,
    /// `required` refuses every answer and callback that is not signed, body included. Left
    /// out, or as `if_present`, each operation has its own default, which this never loosens.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub policy: Option<String>,
    /// Allows a base URL with `http://` to another machine, where anybody on the way may read
    /// and change what is sent. Not so by default; this machine needs no permission.
    #[cfg_attr(feature = "uniffi", uniffi(default = false))]
    pub allow_plain_http: bool,
}

impl Doku {
    /// Makes a client from checked parts.
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

    /// Checks plain values, and wipes the keys in them.
    ///
    /// # Errors
    /// `invalid_config`, with every violation at once.
    pub fn configure(config: Config) -> Result<Self, Error> {
        let secret_key_text = Zeroizing::new(config.secret_key);
        let previous_texts = Zeroizing::new(config.previous_secret_keys);
        let environment = match (config.environment.as_deref(), config.base_url.as_deref()) {
            (Some(name), None) => Environment::check(name),
            (None, Some(url)) => Environment::check_url(url, config.allow_plain_http),
            (None, None) => Environment::check(""),
            (Some(_), Some(_)) => {
                let detail = "expected an environment or a base URL, got both";
                Err(Violation::new("base_url", ViolationCode::NotAllowed, detail))
            }
        };
        let client_id = ClientId::check(&config.client_id);
        let secret_key =
            secret_key_text.as_ref().map(|text| SecretKey::check("secret_key", text)).transpose();
        let (previous_secret_keys, broken) = previous(&previous_texts);
        let query = QueryMode::check(config.query.as_deref().unwrap_or("unsigned"));
        let policy = SignaturePolicy::check(config.policy.as_deref().unwrap_or("if_present"));
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

fn previous(texts: &[String]) -> (Vec<SecretKey>, Vec<Violation>) {
    let (mut keys, mut broken) = (Vec::new(), Vec::new());
    for (index, text) in texts.iter().enumerate() {
        match SecretKey::check(&format!("previous_secret_keys[{index}]"), text) {
            Ok(key) => keys.push(key),
            Err(violation) => broken.push(violation),
        }
    }
    (keys, broken)
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
