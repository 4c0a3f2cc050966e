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
mod header;
mod ids;
mod json;
mod keys;
mod lines;
mod search;
mod string;
mod styles;
mod targets;
mod times;

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::{decode, decode_bare, is_get};
use crate::doku::Doku;
use crate::error::{Error, ErrorCode};
use crate::values::environment::Api;
use crate::values::headers::{Header, Headers, One};
use bodies::Bodies;
use choice::{Choice, Mistake};
use codes::Code;
#[cfg(feature = "docs")]
pub use codes::DIAGNOSES;
use facts::Facts;
use search::{Choices, Search, Snap, Stage};

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

impl Doku {
    /// Finds what would make a signature match: single mistakes first, then pairs.
    ///
    /// A message that verifies gives no finding. Headers that are missing, repeated or malformed
    /// are the finding. When several single mistakes explain the signature, all are listed, the
    /// likeliest first; a pair is listed as its two findings. When nothing does, hints come
    /// first, and `wrong_secret` says what has been ruled out. Bounded: 20000 HMACs, and 5 MiB
    /// of other spellings of the body.
    ///
    /// # Errors
    /// `invalid_config` without a secret key; `signature_missing` without a Signature header.
    pub fn diagnose_signature(
        &self,
        signed: &Signed<'_>,
        candidates: &Candidates,
    ) -> Result<Vec<Finding>, Error> {
        let headers = Headers(signed.headers);
        self.key_for_reading()?;
        if headers.one("Signature") == One::Absent {
            let detail = "expected one Signature header, got none";
            return Err(Error::new(ErrorCode::SignatureMissing, detail));
        }
        let facts = Facts::of(signed.headers);
        let faults = facts.faults(signed.headers);
        if !faults.is_empty() {
            return Ok(proven(&faults));
        }
        let header = match self.read_header(signed.headers) {
            Ok(header) => header,
            Err(mistake) => return Ok(proven(&[mistake])),
        };
        let genuine = self.believed(signed, &facts);
        if let Some(found) = Search::of(&genuine, &header.signatures).genuine() {
            return Ok(proven(&[header.mistakes.as_slice(), &found].concat()));
        }
        let found = match self.choices(genuine, signed, &facts, candidates, &header) {
            Ok(choices) => match Search::of(&choices, &header.signatures).run() {
                Some(found) => found,
                None => return Ok(self.unexplained(signed, &facts, &header, &choices)),
            },
            Err(alone) => alone,
        };
        Ok(proven(&[header.mistakes.as_slice(), &found].concat()))
    }

    /// The signatures in the header, and what is wrong with it.
    fn read_header(&self, headers: &[Header]) -> Result<header::Read, Mistake> {
        let named = headers.iter().filter(|header| header.name.eq_ignore_ascii_case("Signature"));
        let values: Vec<&str> = named.map(|header| header.value.as_str()).collect();
        let mut reads: Vec<header::Read> = Vec::new();
        let mut refused = None;
        for value in values.iter().filter(|value| !value.trim().is_empty()).take(SIGNATURES) {
            match header::leniently(value) {
                Ok(read) => reads.push(read),
                Err(mistake) => refused = refused.or(Some(mistake)),
            }
        }
        let nothing =
            Mistake::new(Code::HeaderRepeated, "the Signature header came more than once");
        let mut reads = reads.into_iter();
        let Some(mut first) = reads.next() else { return Err(refused.unwrap_or(nothing)) };
        if values.len() > 1 {
            first.signatures.extend(reads.flat_map(|read| read.signatures));
            let what = "the Signature header came more than once";
            first.mistakes.insert(0, Mistake::new(Code::SignatureDoubled, what));
        }
        if self.accepts_bare_signatures {
            let is_accepted = values.first().is_some_and(|value| decode_bare(value.trim()).is_ok());
            let is_bare = |code| matches!(code, Code::PrefixMissing | Code::PaddingMissing);
            first.mistakes.retain(|mistake| !(is_accepted && is_bare(mistake.code)));
        }
        Ok(first)
    }

    /// What each stage gives where nothing but a header is to blame.
    fn believed(&self, signed: &Signed<'_>, facts: &Facts<'_>) -> Choices {
        let secrets: Vec<&str> = self.secret().into_iter().chain(self.previous_secrets()).collect();
        let keys = keys::Keys::genuine(&secrets);
        let path_is_genuine = facts.moments.iter().any(|(label, _)| *label == "Request");
        let moments = facts.moments.iter();
        Choices {
            lists: [
                digests::believed(signed.body, is_get(signed.method), facts.is_answer),
                targets::believed(signed.target, path_is_genuine),
                moments.map(|(label, time)| Choice::believed(format!("{label}:{time}"))).collect(),
                vec![Choice::believed("")],
                ids::request_ids(&facts.request_ids, &[], &[]),
                ids::client_ids(self.client_id.as_str(), facts.client_id(), &[]),
                keys.choices,
            ],
            forms: vec![lines::DOCUMENTED],
            keys: keys.prepared,
            secret: Zeroizing::new(secrets.first().copied().unwrap_or_default().to_owned()),
            is_answer: facts.is_answer,
            snap: Snap::default(),
        }
    }

    /// What each stage may have given; or the mistakes at once, where the body alone was signed.
    fn choices(
        &self,
        genuine: Choices,
        signed: &Signed<'_>,
        facts: &Facts<'_>,
        candidates: &Candidates,
        header: &header::Read,
    ) -> Result<Choices, Vec<Mistake>> {
        let Signed { method, target, headers, body } = *signed;
        let own_id = self.client_id.as_str();
        let is_signed_alone = |bytes: &[u8]| {
            let mut keys = genuine.keys.iter();
            keys.any(|key| {
                header.signatures.iter().any(|signature| key.is_mac_of(bytes, signature))
            })
        };
        let digests = if is_get(method) && !facts.is_answer {
            digests::of_get(body)
        } else {
            let bodies = Bodies::of(body, &is_signed_alone);
            if let Some(mistakes) = bodies.alone {
                let what = "the HMAC of the body alone was made, as other gateways do";
                let alone = Mistake::new(Code::BodySignedAlone, what);
                return Err(mistakes.iter().chain([alone]).collect());
            }
            let hash = Sha256::digest(body);
            let forms = [hash.to_vec(), hex(&hash).into_bytes()];
            if forms.iter().any(|form| is_signed_alone(form)) {
                let what = "the HMAC of the digest alone was made, of its bytes or its hexadecimal";
                return Err(vec![Mistake::new(Code::DigestSignedAlone, what)]);
            }
            digests::of_bodies(&bodies, is_get(method))
        };
        let secrets: Vec<&str> = self.secret().into_iter().chain(self.previous_secrets()).collect();
        let ids: Vec<&str> = std::iter::once(own_id).chain(facts.client_id()).collect();
        let keys = keys::Keys::of(&secrets, &ids, &candidates.secret_keys);
        let (forms, of_forms) = lines::forms();
        let hosts = [Api::Rdl, Api::Partner].map(|api| self.environment.host(api));
        let place = facts::place(headers, method, &hosts);
        let [_, targets, times, ..] = genuine.lists;
        let others = facts::other_ids(headers);
        Ok(Choices {
            lists: [
                digests,
                targets::targets(targets, target, &place, &candidates.targets),
                times::of_moments(times, &facts.moments),
                of_forms,
                ids::request_ids(&facts.request_ids, &others, &candidates.request_ids),
                ids::client_ids(own_id, facts.client_id(), &candidates.client_ids),
                keys.choices,
            ],
            forms,
            keys: keys.prepared,
            snap: Snap::of(method, facts::values(headers, "Authorization").first().copied(), body),
            ..genuine
        })
    }

    /// Nothing matched: the header that `verify` names, else hints and the last resort.
    fn unexplained(
        &self,
        signed: &Signed<'_>,
        facts: &Facts<'_>,
        header: &header::Read,
        choices: &Choices,
    ) -> Vec<Finding> {
        let mut named = Vec::new();
        match Headers(signed.headers).one("Signature") {
            One::Value(value) => {
                let decode = if self.accepts_bare_signatures { decode_bare } else { decode };
                if decode(value).is_err() {
                    named.extend(header.mistakes.iter().copied());
                }
            }
            One::Absent | One::Repeated => {
                let what = "the Signature header came more than once";
                named.push(Mistake::new(Code::HeaderRepeated, what));
            }
        }
        if facts.client_id != One::Value(self.client_id.as_str()) {
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
}

/// So many Signature headers are looked at.
const SIGNATURES: usize = 4;

impl Choices {
    fn ruled_out(&self) -> String {
        format!(
            "nothing matched, neither alone nor in pairs, of so many forms: digest {}, target {}, \
             timestamp {}, string {}, Request-Id {}, Client-Id {}, secret key {}",
            self.count(Stage::Digest),
            self.count(Stage::Target),
            self.count(Stage::Time),
            self.count(Stage::Lines),
            self.count(Stage::RequestId),
            self.count(Stage::ClientId),
            self.count(Stage::Key),
        )
    }
}

impl Snap {
    fn of(method: &str, authorization: Option<&str>, body: &[u8]) -> Self {
        let hash = hex(&Sha256::digest(body));
        let tokens = std::str::from_utf8(body).ok().and_then(json::Tokens::of);
        let minified = tokens.map(|tokens| {
            let mut out = String::new();
            let style = json::Style::of(json::COMPACT, json::Signs::KEPT);
            json::write::write(&mut out, &tokens, style);
            hex(&Sha256::digest(out))
        });
        let minified_hash = minified.unwrap_or_else(|| hash.clone());
        let token = authorization.and_then(|value| value.strip_prefix("Bearer "));
        let (method, token) = (method.to_ascii_uppercase(), token.map(str::to_owned));
        Self { method, token, hash, minified_hash }
    }
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

/// Lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, odd) = text.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = |[high, low]: &[u8; 2]| u8::try_from(digit(*high)? << 4 | digit(*low)?).ok();
    if odd.is_empty() { pairs.iter().map(byte).collect() } else { None }
}

/// The bytes that a text with percent escapes stands for.
fn percent_decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape =
            after.get(..2).and_then(|two| std::str::from_utf8(two).ok()).and_then(bytes_of_hex);
        match escape.as_deref() {
            Some([byte]) if *first == b'%' => {
                bytes.push(*byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
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
