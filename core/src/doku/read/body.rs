//! Classifies the body of a response: an answer, a refusal, or neither.

use crate::error::{SignatureStatus, Violation};
use crate::operation::refusal::{self, CONFLICT};
use crate::operation::{Operation, Reading};
use crate::payload::{Checked, Mode, check, check_all, has_a_known_value, has_a_value, is_json};

/// The content of a response's body.
pub(super) enum Body {
    Answer { text: String, deviations: Vec<Violation> },
    Refusal,
    Unreadable(Vec<Violation>),
}

/// Reads the body that came with a status of success or of a replay.
pub(super) struct Reader<'a> {
    pub(super) operation: &'static Operation,
    /// The body, where it is text.
    pub(super) text: Option<&'a str>,
    pub(super) signature: SignatureStatus,
}

impl Reader<'_> {
    /// The status line is not signed, so a refusal is known by its shape under every status.
    /// A replay, which stands for a first answer that nobody saw, needs a positive sign.
    pub(super) fn read(&self, status: u16) -> Body {
        let is_replay = status == CONFLICT;
        let text = self.text.unwrap_or_default();
        let operation = self.operation;
        let documented = |complete: Option<fn(&str) -> String>| {
            let Checked { text: body, violations, deviations } =
                check_all(&operation.answer, text, Mode::Answer);
            if violations.is_empty() {
                let text = complete.map_or_else(|| body.clone(), |complete| complete(&body));
                return Body::Answer { text, deviations };
            }
            let is_refusal =
                refusal::is_refusal(text) || (is_replay && !has_a_value(&operation.answer, text));
            if is_refusal { Body::Refusal } else { Body::Unreadable(violations) }
        };
        match operation.reading {
            Reading::Anything => {
                let is_refusal = refusal::is_refusal(text)
                    || (is_replay && !(self.is_covered() && refusal::is_payload(text)));
                if is_refusal { Body::Refusal } else { Body::lenient(self.json()) }
            }
            Reading::Documented => documented(None),
            Reading::Completed(complete) => documented(Some(complete)),
            Reading::Lenient(complete) => {
                // First the one form, then the rules: what stands outside it is read as well.
                let in_one_form = if is_json(text) { complete(text.trim()) } else { String::new() };
                let body = check(&operation.answer, &in_one_form, Mode::Lenient).ok();
                let is_known = |body: &String| has_a_known_value(&operation.answer, body);
                let has_sign =
                    body.as_ref().is_some_and(is_known) || has_a_value(&operation.answer, text);
                let is_refusal = refusal::is_refusal(text) || (is_replay && !has_sign);
                if is_refusal { Body::Refusal } else { Body::lenient(body) }
            }
        }
    }

    /// Whether DOKU signed the modelled answer, whatever the status says.
    pub(super) fn is_signed_answer(&self) -> bool {
        !matches!(self.operation.reading, Reading::Anything)
            && self.is_covered()
            && matches!(self.read(CONFLICT), Body::Answer { .. })
    }

    /// The text as it came, where it is JSON.
    fn json(&self) -> Option<String> {
        self.text.filter(|text| is_json(text)).map(str::to_owned)
    }

    fn is_covered(&self) -> bool {
        self.signature == SignatureStatus::Verified
    }
}

impl Body {
    /// What nobody documents cannot deviate from it.
    fn lenient(text: Option<String>) -> Self {
        let text = text.unwrap_or_else(|| "null".to_owned());
        Self::Answer { text, deviations: Vec::new() }
    }
}
