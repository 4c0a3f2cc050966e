//! Why a signature does not match.

use crate::doku::Doku;
use crate::error::Error;
use crate::signature::{Candidates, Finding, Signed, Verifier, diagnose};
use crate::values::environment::Api;

impl Doku {
    /// Finds the mistakes that explain a signature which does not match: single ones, then pairs.
    ///
    /// A message that verifies gives no finding. Headers that are missing, repeated or malformed
    /// are the finding. When several single mistakes explain the signature, all are listed, the
    /// likeliest first; a pair is listed as its two findings. When nothing explains it, hints come
    /// first, and `wrong_secret` says how much was tried. Bounded: 50000 HMACs, and 2.25 MiB of
    /// variants of the body.
    ///
    /// # Errors
    /// `invalid_config` without a secret key; `signature_missing` without a Signature header.
    pub fn diagnose_signature(
        &self,
        signed: &Signed<'_>,
        candidates: &Candidates,
    ) -> Result<Vec<Finding>, Error> {
        self.key_for_reading()?;
        let own = Verifier {
            client_id: self.client_id.as_str(),
            secrets: self.secret().into_iter().chain(self.previous_secrets()).collect(),
            accepts_bare: self.accepts_bare_signatures,
            hosts: [Api::Rdl, Api::Partner].map(|api| self.environment.host(api)).to_vec(),
        };
        diagnose(&own, signed, candidates)
    }
}
