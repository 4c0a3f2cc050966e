//! Why a signature does not match: which one or two mistakes would explain it.
//!
//! A signature is a pipeline: body, bytes, digest, lines, HMAC, header. Each stage has a
//! documented choice and the mistakes that people make; a pick takes one choice per stage.

mod bodies;
mod charset;
mod choice;
mod codes;
mod digests;
mod encoded;
mod facts;
mod gather;
mod header;
mod hexadecimal;
mod ids;
mod json;
mod keys;
mod lines;
mod mac;
mod search;
mod stage;
mod string;
mod styles;
mod targets;
mod times;

use std::fmt;

use zeroize::Zeroize;

use super::{decode, decode_bare};
use crate::error::{Error, ErrorCode};
use crate::values::headers::{Header, Headers, One};
use choice::Mistake;
use codes::Code;
#[cfg(feature = "docs")]
pub use codes::DIAGNOSES;
use facts::Facts;
use search::Search;
use stage::Choices;

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

/// Other keys, targets and ids that the signer may have used.
#[derive(Clone, Default)]
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
#[cfg_attr(feature = "js", derive(serde::Serialize))]
pub struct Finding {
    /// Stable code, such as `body_reserialised`.
    pub code: String,
    /// What was signed and what to do, in a sentence without any secret.
    pub detail: String,
    /// Index of the candidate that matched, in its own list.
    pub candidate: Option<u32>,
    /// Whether the signature matches under it, or the headers alone are refused for it. A
    /// hint, which is not proven, is a suspicious fact. `wrong_secret` is proven where it is
    /// the only verdict: every form was tried. Behind a hint it is not.
    pub proven: bool,
}

/// Who verifies: with which ids and keys, and where DOKU is.
pub(crate) struct Verifier<'a> {
    pub(crate) client_id: &'a str,
    /// Every secret key that may have been used, the current one first; at least one.
    pub(crate) secrets: Vec<&'a str>,
    /// Whether a Signature header may lack its prefix or its padding.
    pub(crate) accepts_bare: bool,
    /// The hosts that messages are sent to.
    pub(crate) hosts: Vec<&'a str>,
}

/// Finds what would make a signature match; `Doku::diagnose_signature` says how.
pub(crate) fn diagnose(
    own: &Verifier<'_>,
    signed: &Signed<'_>,
    candidates: &Candidates,
) -> Result<Vec<Finding>, Error> {
    let headers = Headers(signed.headers);
    if headers.one("Signature") == One::Absent {
        let detail = "expected one Signature header, got none";
        return Err(Error::new(ErrorCode::SignatureMissing, detail));
    }
    let facts = Facts::of(signed.headers);
    let faults = facts.faults(signed.headers);
    if !faults.is_empty() {
        return Ok(proven(&faults));
    }
    let header = match header::read(signed.headers, own.accepts_bare) {
        Ok(header) => header,
        Err(mistake) => return Ok(proven(&[mistake])),
    };
    let genuine = Choices::believed(own, signed, &facts);
    if let Some(found) = Search::of(&genuine, &header.signatures).genuine() {
        return Ok(proven(&[header.mistakes.as_slice(), &found].concat()));
    }
    let found = match genuine.with_mistakes(own, signed, &facts, candidates, &header) {
        Ok(choices) => match Search::of(&choices, &header.signatures).run() {
            Some(found) => found,
            None => return Ok(unexplained(own, signed, &facts, &header, &choices)),
        },
        Err(alone) => alone,
    };
    Ok(proven(&[header.mistakes.as_slice(), &found].concat()))
}

/// Nothing matched: the header that `verify` names, else hints and the last resort.
fn unexplained(
    own: &Verifier<'_>,
    signed: &Signed<'_>,
    facts: &Facts<'_>,
    header: &header::Read,
    choices: &Choices,
) -> Vec<Finding> {
    let mut named = Vec::new();
    match Headers(signed.headers).one("Signature") {
        One::Value(value) => {
            let decode = if own.accepts_bare { decode_bare } else { decode };
            if decode(value).is_err() {
                named.extend(header.mistakes.iter().copied());
            }
        }
        One::Absent | One::Repeated => {
            let what = "the Signature header came more than once";
            named.push(Mistake::new(Code::HeaderRepeated, what));
        }
    }
    if facts.client_id != One::Value(own.client_id) {
        let what = "the Client-Id of the header is not the one of this configuration";
        named.push(Mistake::new(Code::ClientIdMismatch, what));
    }
    if facts.request_ids.len() > 1 {
        let what = "the Request-Id header came more than once";
        named.push(Mistake::new(Code::HeaderRepeated, what));
    }
    if !named.is_empty() {
        return proven(&named);
    }
    let hints = facts.hints(signed.headers, signed.target, signed.body);
    let mut findings: Vec<Finding> = hints.iter().map(|hint| hint.finding(false)).collect();
    let is_only = findings.is_empty();
    findings.push(Finding {
        code: Code::WrongSecret.name().to_owned(),
        detail: format!("{}; {}", choices.ruled_out(), Code::WrongSecret.advice()),
        candidate: None,
        proven: is_only,
    });
    findings
}

fn proven(mistakes: &[Mistake]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for mistake in mistakes {
        if findings.iter().all(|known| known.code != mistake.code.name()) {
            findings.push(mistake.finding(true));
        }
    }
    findings
}

impl fmt::Debug for Signed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signed").field("body_bytes", &self.body.len()).finish_non_exhaustive()
    }
}

impl Drop for Candidates {
    /// What was tried may be the key of another account or environment.
    fn drop(&mut self) {
        self.secret_keys.zeroize();
    }
}

impl fmt::Debug for Candidates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Candidates").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
