//! The border of `dokukit/diagnose`, a module of its own: why a signature does not match.

#![expect(clippy::missing_errors_doc, reason = "every function throws the parts of a DokuError")]
#![expect(clippy::needless_pass_by_value, reason = "wasm-bindgen passes optional texts by value")]

use dokukit::{Candidates, Doku, Signed};
use dokukit_wasm_border::{Result, configured, headers, refuse, to_js};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use zeroize::{Zeroize, Zeroizing};

/// The configured core, for one diagnosis.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Core(Doku);

#[wasm_bindgen]
impl Core {
    /// Checks the configuration.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::too_many_arguments, reason = "plain arguments are the cheap way inwards")]
    pub fn new(
        environment: Option<String>,
        base_url: Option<String>,
        client_id: &str,
        secret_key: Option<String>,
        previous_secret_keys: Vec<String>,
        accept_bare_signatures: bool,
        query: Option<String>,
        policy: Option<String>,
        allow_plain_http: bool,
    ) -> Result<Self> {
        configured(
            environment.as_deref(),
            base_url.as_deref(),
            client_id,
            secret_key,
            previous_secret_keys,
            accept_bare_signatures,
            query.as_deref(),
            policy.as_deref(),
            allow_plain_http,
        )
        .map(Self)
    }

    /// Why a signature does not match.
    #[wasm_bindgen(js_name = diagnoseSignature)]
    #[expect(clippy::too_many_arguments, reason = "plain arguments are the cheap way inwards")]
    pub fn diagnose_signature(
        &self,
        method: &str,
        target: &str,
        header_lines: &str,
        header_count: usize,
        body: &[u8],
        secret_keys: Vec<String>,
        targets: Vec<String>,
        client_ids: Vec<String>,
        request_ids: Vec<String>,
    ) -> Result<JsValue> {
        // Wiped as it came, whatever happens next: they are keys.
        let mut secret_keys = Zeroizing::new(secret_keys);
        let headers = headers(header_lines, header_count)?;
        let signed = Signed { method, target, headers: &headers, body };
        let secret_keys = std::mem::take(&mut *secret_keys);
        let mut candidates = Candidates { secret_keys, targets, client_ids, request_ids };
        let found = self.0.diagnose_signature(&signed, &candidates);
        candidates.secret_keys.zeroize();
        let found = found.map_err(|error| refuse(&error))?;
        to_js(&found.iter().map(Finding::from).collect::<Vec<_>>())
    }

    /// What would be signed for this message, stage by stage.
    #[wasm_bindgen(js_name = explainSignature)]
    pub fn explain_signature(
        &self,
        method: &str,
        target: &str,
        header_lines: &str,
        header_count: usize,
        body: &[u8],
    ) -> Result<JsValue> {
        let headers = headers(header_lines, header_count)?;
        let signed = Signed { method, target, headers: &headers, body };
        let explained = self.0.explain_signature(&signed).map_err(|error| refuse(&error))?;
        to_js(&Explanation::from(&explained))
    }
}

/// One mistake that explains a signature.
#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    detail: &'a str,
    candidate: Option<u32>,
    proven: bool,
}

impl<'a> From<&'a dokukit::Finding> for Finding<'a> {
    fn from(finding: &'a dokukit::Finding) -> Self {
        let dokukit::Finding { code, detail, candidate, proven } = finding;
        Self { code, detail, candidate: *candidate, proven: *proven }
    }
}

/// Every stage of the signature that a message should have.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Explanation<'a> {
    string_to_sign: &'a str,
    string_to_sign_bytes: u32,
    digest: Option<&'a str>,
    body_bytes: u32,
    signature: &'a str,
    received: Option<&'a str>,
    matches: bool,
}

impl<'a> From<&'a dokukit::Explanation> for Explanation<'a> {
    fn from(explained: &'a dokukit::Explanation) -> Self {
        Self {
            string_to_sign: &explained.string_to_sign,
            string_to_sign_bytes: explained.string_to_sign_bytes,
            digest: explained.digest.as_deref(),
            body_bytes: explained.body_bytes,
            signature: &explained.signature,
            received: explained.received.as_deref(),
            matches: explained.matches,
        }
    }
}
