//! The border of `dokukit/diagnose`, a module of its own: why a signature does not match.

#![expect(clippy::missing_errors_doc, reason = "every function throws the parts of a DokuError")]

use dokukit::{Candidates, Doku, Signed};
use dokukit_wasm_border::{Config, Result, configured, headers, refuse, to_js};
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
    pub fn new(config: &Config) -> Result<Self> {
        configured(config).map(Self)
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
        to_js(&found)
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
        to_js(&explained)
    }
}
