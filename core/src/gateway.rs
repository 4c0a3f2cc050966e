//! The shapes in which DOKU's gateway refuses a request.
//!
//! None of them is documented for Partner or RDL; these were seen at its other non-SNAP
//! APIs. Whatever cannot be read stays in the error's raw body.

use crate::error::{GatewayMessage, Retry};
use crate::wire::{Object, items};

/// Finds DOKU's own code, message and type, in whichever shape they came.
pub(crate) fn read(body: &[u8]) -> GatewayMessage {
    let Some(body) = Keys::of(std::str::from_utf8(body).ok()) else {
        return GatewayMessage::default();
    };
    let error = body.token("error");
    if let Some(error) = Keys::of(error) {
        return GatewayMessage {
            code: error.words("code"),
            text: error.words("message"),
            kind: error.words("type"),
        };
    }
    let one_of = |names: &[&str]| names.iter().find_map(|name| body.words(name));
    if let Some(Ok(error)) = error.map(serde_json::from_str::<String>) {
        let text = body.words("message").or(Some(error));
        return GatewayMessage { text, ..GatewayMessage::default() };
    }
    GatewayMessage {
        code: one_of(&["response_code", "responseCode"]),
        text: one_of(&["message", "error_messages", "response_message", "responseMessage"]),
        kind: None,
    }
}

/// Whether a body that came with 409 is a refusal, not the first answer again.
pub(crate) fn is_refusal(body: &[u8]) -> bool {
    let Some(body) = Keys::of(std::str::from_utf8(body).ok()) else { return false };
    // Checkout reports success as `{"message":["SUCCESS"]}`.
    let is_message_alone =
        body.0.len() == 1 && body.words("message").is_some_and(|message| message != "SUCCESS");
    let marks = ["error", "error_messages", "response_code", "responseCode"];
    marks.iter().any(|name| body.token(name).is_some()) || is_message_alone
}

/// What may be tried after a refusal of this status and code.
pub(crate) fn retry(status: u16, code: Option<&str>) -> Retry {
    match (status, code) {
        (_, Some("request_time_out_of_range")) => Retry::NewTimestamp,
        (_, Some("idempotent_request")) | (408 | 425 | 429 | 500..=599, _) => Retry::SameRequestId,
        _ => Retry::Never,
    }
}

/// The keys of an object with the text of their values.
struct Keys<'a>(Vec<(std::borrow::Cow<'a, str>, &'a str)>);

impl<'a> Keys<'a> {
    fn of(text: Option<&'a str>) -> Option<Self> {
        Object::split(text?, &[]).ok().map(|object| Self(object.other))
    }

    /// The value; of a key that stands there twice, the last one.
    fn token(&self, name: &str) -> Option<&'a str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, token)| *token)
    }

    /// A text, or a list of texts joined.
    fn words(&self, name: &str) -> Option<String> {
        let token = self.token(name)?;
        if let Some(items) = items(token) {
            let texts: Vec<String> = items.into_iter().filter_map(text).collect();
            return (!texts.is_empty()).then(|| texts.join("; "));
        }
        text(token)
    }
}

fn text(token: &str) -> Option<String> {
    serde_json::from_str(token).ok()
}

#[cfg(test)]
mod tests;
