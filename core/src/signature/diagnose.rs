//! Why a signature does not match: which one or two mistakes would explain it.

mod choices;
mod decode;
mod respell;

use std::fmt;

use super::SigningKey;
use crate::doku::Doku;
use crate::error::{Error, ErrorCode};
use crate::values::environment::Api;
use crate::values::headers::{Header, Headers, One, name};
use choices::{Choice, Choices, Dimension, Parts};

/// A message whose signature does not match, as it came or as you sent it.
#[derive(Clone, Copy)]
pub struct Signed<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path that you believe was signed; a query or a whole URL is fine here.
    pub target: &'a str,
    /// The headers.
    pub headers: &'a [Header],
    /// The body's bytes.
    pub body: &'a [u8],
}

/// What else may have been signed with, or as: what only you can know.
#[derive(Clone, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
pub struct Candidates {
    /// Other secret keys, such as the one of the other environment.
    pub secret_keys: Vec<String>,
    /// Other targets, such as the public URL in front of a proxy.
    pub targets: Vec<String>,
    /// Other Client-Ids.
    pub client_ids: Vec<String>,
    /// Other Request-Ids, such as the one that was sent.
    pub request_ids: Vec<String>,
}

/// One mistake that explains a signature, alone or together with the other findings.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Finding {
    /// Stable code, such as `body_reserialised`.
    pub code: String,
    /// What was signed, in a sentence without any secret.
    pub detail: String,
    /// Index of the candidate that matched, in its own list.
    pub candidate: Option<u32>,
}

impl Doku {
    /// Finds what would make a signature match: single mistakes first, then pairs.
    ///
    /// A signature that verifies gives no finding. When several single mistakes explain it,
    /// all are listed, the likeliest first; a pair is listed as its two findings. When nothing
    /// does, `wrong_secret` says what has been ruled out. Bounded: a few thousand HMACs, and
    /// some forty digests of the body.
    ///
    /// # Errors
    /// `invalid_config` without a secret key; `signature_missing` without one Signature header.
    pub fn diagnose_signature(
        &self,
        signed: &Signed<'_>,
        candidates: &Candidates,
    ) -> Result<Vec<Finding>, Error> {
        let headers = Headers(signed.headers);
        let is_response = headers.one(name::RESPONSE_TIMESTAMP) != One::Absent;
        if let Some((path, _)) = signed.target.split_once('?').filter(|_| !is_response) {
            // DOKU signs the path of a URL alone: where that verifies, nothing is wrong.
            let of_path = Signed { target: path, ..*signed };
            if self.explain_signature(&of_path).is_ok_and(|explained| explained.matches) {
                return self.diagnose_signature(&of_path, candidates);
            }
        }
        let One::Value(header) = headers.one(name::SIGNATURE) else {
            let detail = "expected one Signature header, got none or several";
            return Err(Error::new(ErrorCode::SignatureMissing, detail));
        };
        let secret = self.secret()?;
        let (signature, mut findings) = match decode::leniently(header) {
            Ok(decoded) => decoded,
            Err(finding) => return Ok(vec![finding]),
        };
        let client_id = self.client_id.as_str();
        let previous = self.previous_secrets();
        let hosts = [Api::Rdl, Api::Partner].map(|api| self.environment.host(api));
        let choices = Choices::of(client_id, &hosts, secret, previous, signed, candidates);
        let search = Search { choices: &choices, signature: &signature };
        if search.is_genuine() {
            if headers.one(name::CLIENT_ID) != One::Value(client_id) {
                findings.push(Finding::new("client_id_mismatch", CLIENT_ID));
            }
        } else if let Some(explained) = search.singles().or_else(|| search.pair()) {
            findings.extend(explained);
        } else {
            findings.push(Finding::new("wrong_secret", &choices.ruled_out()));
        }
        Ok(findings)
    }
}

const CLIENT_ID: &str =
    "the signature is of this configuration's Client-Id, and the header has another one";

struct Search<'a> {
    choices: &'a Choices<'a>,
    signature: &'a [u8; 32],
}

impl Search<'_> {
    fn matches(&self, parts: &Parts) -> bool {
        let string_to_sign = self.choices.string_to_sign(parts);
        let is_signature = |key: &SigningKey| key.is_signature_of(&string_to_sign, self.signature);
        self.choices.key(parts).is_some_and(is_signature)
    }

    /// Whether it is what is believed, or an alternative that is no mistake.
    fn is_genuine(&self) -> bool {
        let mut faultless = self.alternatives().filter(|(_, _, other)| other.mistakes.is_empty());
        self.matches(&Parts::default())
            || faultless.any(|(part, index, _)| self.matches(&Parts::default().with(part, index)))
    }

    /// Every single mistake that explains the signature, each code once.
    fn singles(&self) -> Option<Vec<Finding>> {
        let mut found: Vec<Finding> = Vec::new();
        for (dimension, index, choice) in self.alternatives() {
            let [mistake] = choice.mistakes.as_slice() else { continue };
            let is_new = found.iter().all(|known| known.code != mistake.code);
            if is_new && self.matches(&Parts::default().with(dimension, index)) {
                found.push(mistake.clone());
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// The first two mistakes that explain it together.
    fn pair(&self) -> Option<Vec<Finding>> {
        let twofold = self.alternatives().filter(|(_, _, choice)| choice.mistakes.len() == 2);
        for (dimension, index, choice) in twofold {
            if self.matches(&Parts::default().with(dimension, index)) {
                return Some(choice.mistakes.clone());
            }
        }
        let single = |(_, _, choice): &(Dimension, usize, &Choice)| choice.mistakes.len() == 1;
        let mut left = MOST;
        for (first, index, one) in self.alternatives().filter(single) {
            let parts = Parts::default().with(first, index);
            let later = self.alternatives().filter(|(second, _, _)| *second > first);
            for (second, index, other) in later.filter(single) {
                left = left.checked_sub(1)?;
                if self.matches(&parts.with(second, index)) {
                    return Some([one.mistakes.as_slice(), &other.mistakes].concat());
                }
            }
        }
        None
    }

    fn alternatives(&self) -> impl Iterator<Item = (Dimension, usize, &Choice)> {
        Dimension::ALL.iter().flat_map(|dimension| {
            let choices = self.choices.of_dimension(*dimension);
            choices.iter().enumerate().skip(1).map(|(index, choice)| (*dimension, index, choice))
        })
    }
}

/// So many pairs are tried at most.
const MOST: usize = 6000;

impl Finding {
    #[inline(never)] // Called so often that its copies would be a tenth of the module.
    fn new(code: &str, detail: &str) -> Self {
        Self { code: code.to_owned(), detail: detail.to_owned(), candidate: None }
    }

    fn of_candidate(code: &str, detail: &str, index: usize) -> Self {
        Self { candidate: u32::try_from(index).ok(), ..Self::new(code, detail) }
    }
}

impl fmt::Debug for Signed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signed").field("body_bytes", &self.body.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Candidates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Candidates").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
