//! A message, put together and signed here.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::super::{Candidates, Finding, Signed, Verifier, diagnose};
use crate::values::headers::Header;

/// A message, and how it was signed.
pub(super) struct Case {
    pub(super) codes: &'static [&'static str],
    pub(super) method: &'static str,
    pub(super) target: &'static str,
    pub(super) body: Vec<u8>,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) secret: &'static str,
}

impl Case {
    /// A notification whose Signature header has this value.
    pub(super) fn of(codes: &'static [&'static str], header: String) -> Self {
        let headers = vec![
            ("Client-Id", "MCH-0001".into()),
            ("Request-Id", ID.into()),
            ("Request-Timestamp", TIME.into()),
            ("Signature", header),
        ];
        Self { codes, method: "POST", target: TARGET, body: BODY.into(), headers, secret: SECRET }
    }

    /// The same, for a string to sign.
    pub(super) fn signed(codes: &'static [&'static str], string_to_sign: &str) -> Self {
        Self::of(codes, signature(SECRET, string_to_sign.as_bytes()))
    }

    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self
    }

    pub(super) fn at(self, target: &'static str) -> Self {
        Self { target, ..self }
    }

    pub(super) fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self }
    }

    pub(super) fn diagnose(&self) -> Vec<Finding> {
        let named = self.headers.iter().map(|(name, value)| Header::new(*name, value));
        let headers: Vec<Header> = named.collect();
        let signed = Signed {
            method: self.method,
            target: self.target,
            headers: &headers,
            body: &self.body,
        };
        let own = Verifier {
            client_id: "MCH-0001",
            secrets: vec![self.secret],
            accepts_bare: false,
            hosts: vec!["api-sandbox.doku.com"],
        };
        let candidates = Candidates {
            secret_keys: vec!["SK-candidate".into()],
            targets: vec!["/other".into()],
            client_ids: vec!["MCH-0002".into()],
            request_ids: vec!["another-id".into()],
        };
        diagnose(&own, &signed, &candidates).unwrap()
    }
}

/// What should have been signed.
pub(super) fn plain() -> String {
    component(TARGET, TIME, BODY.as_bytes())
}

pub(super) fn component(target: &str, time: &str, body: &[u8]) -> String {
    format!(
        "Client-Id:MCH-0001\nRequest-Id:{ID}\nRequest-Timestamp:{time}\nRequest-Target:{target}\nDigest:{}",
        digest_of(body)
    )
}

pub(super) fn digest_of(body: &[u8]) -> String {
    BASE64_STANDARD.encode(Sha256::digest(body))
}

pub(super) fn signature(key: &str, message: &[u8]) -> String {
    signature_of(key.as_bytes(), message)
}

pub(super) fn signature_of(key: &[u8], message: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(message);
    format!("HMACSHA256={}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

pub(super) const SECRET: &str = "SK-a&b-c";
pub(super) const ID: &str = "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e";
pub(super) const TIME: &str = "2020-08-11T08:45:42Z";
pub(super) const TARGET: &str = "/doku/notify";
pub(super) const BODY: &str = "{\"a\":\"é</x>&'+\",\"n\":75000}";
