//! What would explain a signature: found beside the world, which nobody waits for meanwhile.

use std::sync::Arc;
use std::time::Duration;

use dokukit::{Candidates, Finding, Signed};
use tokio::sync::Semaphore;

use crate::check::Client;
use crate::http::Served;
use crate::message::Incoming;

/// A request whose signature was refused.
pub(crate) struct Suspect {
    /// Which of the list it is.
    pub(crate) number: u64,
    /// Whose signature it should have.
    pub(crate) client: Client,
}

impl Suspect {
    /// The mistakes that would explain a signature, best first.
    pub(crate) fn findings(&self, request: &Incoming) -> Vec<String> {
        if request.body.len() > LONGEST {
            return vec!["not diagnosed: the body is too long for that".to_owned()];
        }
        let signed = Signed {
            method: &request.method,
            target: &request.path_and_query,
            headers: &request.headers,
            body: &request.body,
        };
        let findings = self.client.doku.diagnose_signature(&signed, &Candidates::default());
        let findings = findings.unwrap_or_default();
        findings.iter().map(told).collect()
    }
}

/// Who is being diagnosed, one at a time, and who waits for it.
pub(crate) struct Diagnoses {
    turn: Arc<Semaphore>,
    room: Arc<Semaphore>,
}

impl Diagnoses {
    pub(crate) fn new() -> Self {
        let semaphore = |permits| Arc::new(Semaphore::new(permits));
        Self { turn: semaphore(1), room: semaphore(ROOM) }
    }
}

/// Has a request diagnosed, and waits a moment for it: most are done when the answer leaves.
pub(crate) async fn diagnose(served: Arc<Served>, suspect: Suspect, request: Incoming) {
    let Ok(place) = Arc::clone(&served.diagnoses.room).try_acquire_owned() else {
        let findings = vec!["not diagnosed: too many others are waiting for it".to_owned()];
        served.with(|world| world.diagnosed(suspect.number, findings));
        return;
    };
    let done = tokio::spawn(async move {
        let Ok(turn) = Arc::clone(&served.diagnoses.turn).acquire_owned().await else { return };
        let work = tokio::task::spawn_blocking(move || {
            let findings = suspect.findings(&request);
            served.with(|world| world.diagnosed(suspect.number, findings));
            drop((turn, place));
        });
        // Whatever becomes of it, the answer does not depend on it.
        let _ = work.await;
    });
    // It goes on when this gives up.
    let _ = tokio::time::timeout(MOMENT, done).await;
}

/// Some forty digests of a longer body would take very long.
const LONGEST: usize = 1 << 20;
const ROOM: usize = 16;
const MOMENT: Duration = Duration::from_secs(2);

fn told(finding: &Finding) -> String {
    let hint = if finding.proven { "" } else { "hint: " };
    format!("{hint}{}: {}", finding.code, finding.detail)
}

#[cfg(test)]
mod tests;
