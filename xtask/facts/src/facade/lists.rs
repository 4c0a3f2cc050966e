//! The closed lists of names that TypeScript and Python have as types.

use dokukit::{Retry, SignaturePolicy, SignatureStatus};

/// A type of a few names, and its doc comment.
pub(super) struct List {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// Each name, and its meaning where the name does not tell it.
    pub(super) names: Vec<(&'static str, &'static str)>,
}

pub(super) fn policy() -> List {
    List {
        name: "SignaturePolicy",
        about: "Whether something has to be signed; if it is, it has to verify under either.",
        names: SignaturePolicy::ALL.iter().map(|policy| (policy.as_str(), "")).collect(),
    }
}

pub(super) fn retry() -> List {
    let meaning = |retry: &Retry| match retry {
        Retry::Never => "the same request would be refused again.",
        Retry::SameRequestId => "the same Request-Id and body may be sent again.",
        Retry::NewTimestamp => "as `same_request_id`, signed again with a fresh timestamp.",
    };
    List {
        name: "Retry",
        about: "What may be tried after a refusal.",
        names: Retry::ALL.iter().map(|retry| (retry.as_str(), meaning(retry))).collect(),
    }
}

pub(super) fn status() -> List {
    let meaning = |status: &SignatureStatus| match status {
        SignatureStatus::Verified => "headers, target, ids and body.",
        SignatureStatus::HeadersOnly => {
            "all but the body, as in the answer to a GET without a Digest line."
        }
        SignatureStatus::Unbound => {
            "the answer to an upload, which no Request-Id ties to this one."
        }
        SignatureStatus::Absent => "nothing; it was not signed.",
    };
    List {
        name: "SignatureStatus",
        about: "Whether something that came in was signed, and what the signature covers.",
        names: SignatureStatus::ALL
            .iter()
            .map(|status| (status.as_str(), meaning(status)))
            .collect(),
    }
}

impl List {
    /// The names that need a line of their own.
    pub(super) fn meanings(&self) -> Vec<String> {
        let told = self.names.iter().filter(|(_, meaning)| !meaning.is_empty());
        told.map(|(name, meaning)| format!("- `{name}`: {meaning}")).collect()
    }

    /// `"verified" | "absent"`, or with another text between two names.
    pub(super) fn joined(&self, between: &str) -> String {
        let names: Vec<String> = self.names.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        names.join(between)
    }
}
