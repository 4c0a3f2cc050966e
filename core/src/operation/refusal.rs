//! The shapes of a refusal by DOKU's gateway.
//!
//! None of them is documented for Partner or RDL; these were seen at its other non-SNAP
//! APIs. Whatever cannot be read stays in the error's raw body.

use std::borrow::Cow;

use crate::error::{Error, ErrorCode, Gateway, Outcome, Retry, SignatureStatus, is_plain_code};
use crate::payload::{Object, items, text_of, without_mark};

/// Finds DOKU's own code, message and type, in whichever shape they came.
pub(crate) fn read(body: &[u8]) -> Gateway {
    let Some(body) = Keys::of(std::str::from_utf8(body).ok().map(without_mark)) else {
        return Gateway::default();
    };
    let error = body.token("error");
    if let Some(error) = Keys::of(error) {
        return Gateway {
            code: error.words("code"),
            text: error.words("message"),
            kind: error.words("type"),
        };
    }
    let one_of = |names: &[&str]| names.iter().find_map(|name| body.words(name));
    if let Some(error) = error.and_then(text) {
        let text = body.words("message").or(Some(error));
        return Gateway { text, ..Gateway::default() };
    }
    Gateway {
        code: one_of(&["response_code", "responseCode"]),
        text: one_of(&["message", "error_messages", "response_message", "responseMessage"]),
        kind: None,
    }
}

/// Whether a body has one of the known shapes of a refusal.
pub(crate) fn is_refusal(body: &str) -> bool {
    let Some(body) = Keys::of(Some(body)) else { return false };
    let has = |name: &&str| body.token(name).is_some_and(|token| !is_nothing(token));
    let is_code_of_failure = |name: &&str| has(name) && !body.says_success(name);
    // Checkout reports success as `{"message":["SUCCESS"]}`.
    let is_message_alone = body.0.len() == 1 && has(&"message") && !body.says_success("message");
    ["error", "error_messages"].iter().any(has)
        || ["response_code", "responseCode"].iter().any(is_code_of_failure)
        || (is_message_alone && body.words("message").is_some())
}

/// Whether a body is an object with something in it beside the words of a report.
pub(crate) fn is_payload(body: &str) -> bool {
    let Some(body) = Keys::of(Some(body)) else { return false };
    let is_word = |name: &str| WORDS.iter().any(|word| word.eq_ignore_ascii_case(name));
    let says_more = body.0.iter().any(|(name, _)| !is_word(name));
    body.0.is_empty() || says_more || body.0.iter().any(|(name, _)| body.says_success(name))
}

/// DOKU, Idempotency Request: the first answer again, under this status.
pub(crate) const CONFLICT: u16 = 409;

/// Keys of which reports about a request are made, none of which is a payload.
const WORDS: &[&str] = &[
    "code",
    "message",
    "messages",
    "status",
    "type",
    "error",
    "errors",
    "detail",
    "details",
    "description",
    "title",
    "reason",
    "instance",
    "path",
    "timestamp",
    "trace_id",
    "traceId",
    "request_id",
    "requestId",
];

fn is_nothing(token: &str) -> bool {
    matches!(token, "null" | "false" | "\"\"") || items(token).is_some_and(|items| items.is_empty())
}

/// The error of a refusal, with DOKU's own words and what may be tried next.
pub(crate) fn refusal(status: u16, body: &[u8], signature: SignatureStatus) -> Error {
    let message = read(body);
    let retry = match retry(status, message.code.as_deref()) {
        // DOKU knows the Request-Id, and something else than its first answer came.
        Retry::Never if status == CONFLICT && !is_known_refusal(body) => Retry::SameRequestId,
        retry => retry,
    };
    let advice = match retry {
        Retry::Never if message.code.as_deref() == Some("invalid_signature") => {
            "check the secret key and its environment, and that these exact bytes and headers were \
             sent: a tracing tool may have replaced the Request-Id on its way"
        }
        Retry::Never if status == 401 => "a new token or other credentials may help",
        Retry::Never => "sending it again will not help",
        Retry::SameRequestId => "send it again with the same Request-Id",
        Retry::NewTimestamp => "sign it again with the current time",
    };
    // A code is safe to show; DOKU's sentence may quote what was sent.
    let code = message.code.as_deref().filter(|code| is_plain_code(code));
    let code = code.map(|code| format!(" and {code}")).unwrap_or_default();
    let detail = format!("the gateway refused with status {status}{code}: {advice}");
    let outcome = outcome(status, message.code.as_deref());
    Error::new(ErrorCode::GatewayError, detail)
        .with_response(status, body)
        .with_gateway(message, retry, signature)
        .with_outcome(outcome)
}

/// Whether DOKU has acted on what it refuses so. A request that was refused for what it says was
/// not acted on; of any other status, and of a Request-Id that is known, nobody can tell.
fn outcome(status: u16, code: Option<&str>) -> Outcome {
    match (status, code) {
        (_, Some("idempotent_request")) | (CONFLICT | 408, _) => Outcome::Unknown,
        (400..=499, _) => Outcome::Refused,
        _ => Outcome::Unknown,
    }
}

/// The error of a status of refusal over DOKU's own signed answer. Whoever is between can change
/// the status, which is not signed; the first answer comes again to the same Request-Id.
pub(crate) fn contradicted(status: u16, body: &[u8], signature: SignatureStatus) -> Error {
    let detail = format!(
        "the status {status} is one of refusal and is not signed, the body is an answer and is: send \
         it again with the same Request-Id"
    );
    Error::new(ErrorCode::GatewayError, detail)
        .with_response(status, body)
        .with_gateway(Gateway::default(), Retry::SameRequestId, signature)
        .with_outcome(Outcome::Done)
}

fn is_known_refusal(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok_and(|text| is_refusal(without_mark(text)))
}

/// What may be tried after a refusal of this status and code.
pub(crate) fn retry(status: u16, code: Option<&str>) -> Retry {
    match (status, code) {
        (_, Some("request_time_out_of_range")) => Retry::NewTimestamp,
        // The Request-Id was used for another request: the same one never succeeds.
        (_, Some("idempotent_request")) => Retry::Never,
        (408 | 425 | 429 | 500..=599, _) => Retry::SameRequestId,
        _ => Retry::Never,
    }
}

/// The keys of an object with the text of their values.
struct Keys<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Keys<'a> {
    fn of(text: Option<&'a str>) -> Option<Self> {
        Object::read(text?, &[]).map(|object| Self(object.other))
    }

    /// The value; of a key that stands there twice, the last one.
    fn token(&self, name: &str) -> Option<&'a str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, token)| *token)
    }

    /// Whether the value reports success: SNAP's codes begin with a status of HTTP.
    fn says_success(&self, name: &str) -> bool {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let number = self.token(name).filter(|token| digits(token)).map(str::to_owned);
        self.words(name).or(number).is_some_and(|text| {
            let is_status = text.starts_with('2') && matches!(text.len(), 3 | 7) && digits(&text);
            let is_zero = !text.is_empty() && text.bytes().all(|byte| byte == b'0');
            let is_word = ["SUCCESS", "OK"].iter().any(|word| text.eq_ignore_ascii_case(word));
            is_status || is_zero || is_word
        })
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
    text_of(token).map(Cow::into_owned)
}

#[cfg(test)]
mod tests;
