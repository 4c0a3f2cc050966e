//! A checked request, before anything is known of when and as whom it is sent.

use crate::error::{Violation, ViolationCode};
use crate::operation::generic::{GenericCall, query_mode};
use crate::operation::{Operation, Place, unknown_operation};
use crate::payload::{Field, FieldValue, Mode, Object, Payload, Slot, check};
use crate::values::environment::Api;
use crate::values::target::{QueryMode, RequestTarget};

/// The operation that any endpoint can be called by.
pub(crate) const GENERIC: &str = "call";

pub(crate) struct Draft {
    pub(crate) operation: &'static str,
    pub(crate) method: String,
    pub(crate) target: RequestTarget,
    pub(crate) api: Api,
    pub(crate) body: Option<String>,
}

impl Draft {
    pub(crate) fn make(
        operation: &str,
        request: &str,
        query: QueryMode,
    ) -> Result<Self, Vec<Violation>> {
        if operation == GENERIC {
            return Self::generic(request);
        }
        let Some(operation) = Operation::find(operation) else {
            return Err(vec![unknown_operation()]);
        };
        let (target, body) = match operation.place {
            Place::Body => {
                let body = check(&operation.request, request, Mode::Request)?;
                (RequestTarget::check(operation.path, None), Some(body))
            }
            Place::Query => {
                let fields = check(&operation.request, request, Mode::Request)?;
                let target = filled(operation.path, operation.request.fields, &fields);
                (RequestTarget::check(&target, Some(query)), None)
            }
            Place::Multipart => return Err(vec![no_signature()]),
        };
        Ok(Self {
            operation: operation.name,
            method: operation.method.to_owned(),
            target: target.map_err(|violation| vec![violation])?,
            api: operation.api,
            body,
        })
    }

    fn generic(request: &str) -> Result<Self, Vec<Violation>> {
        let checked = check(&GenericCall::TABLE, request, Mode::Request)?;
        let call: GenericCall = GenericCall::read(&checked).ok_or_else(Vec::new)?;
        let mode = call.query.as_deref().and_then(query_mode);
        let target = RequestTarget::check(&call.target, mode).map_err(|v| vec![v])?;
        let (method, body) = (call.method, call.body);
        let api = Api::of_target(&call.target);
        Ok(Self { operation: GENERIC, method, target, api, body })
    }
}

/// Checks a request without a client: every rule of its operation, as `prepare` applies them.
///
/// `request` is JSON text with wire names. The list is empty when all is well, so that a form
/// can check with the same rules as the server that signs. It needs no key and signs nothing.
#[must_use]
pub fn check_request(operation: &str, request: &str) -> Vec<Violation> {
    let is_upload = |operation: &&Operation| operation.place == Place::Multipart;
    let checked = match Operation::find(operation).filter(is_upload) {
        Some(upload) => check(&upload.request, request, Mode::Request).map(drop),
        None => Draft::make(operation, request, QueryMode::Unsigned).map(drop),
    };
    checked.err().unwrap_or_default()
}

/// An upload goes another way than what is signed.
pub(crate) fn no_signature() -> Violation {
    let detail = "an upload has a bearer token in place of a signature: prepare it as an upload";
    Violation::new("operation", ViolationCode::NotAllowed, detail)
}

/// Puts the fields of a request into a path and its query, encoded as RFC 3986 has it.
fn filled(path: &str, rows: &[Field], fields: &str) -> String {
    let mut target = path.to_owned();
    let mut separator = '?';
    let known = Object::split(fields, rows).map(|object| object.known).unwrap_or_default();
    for (row, slot) in rows.iter().zip(known) {
        let Slot::Once(token) = slot else { continue };
        let value = encoded(&String::read(token).unwrap_or_default());
        let placeholder = format!("{{{}}}", row.name);
        if path.contains(&placeholder) {
            target = target.replace(&placeholder, &value);
        } else {
            target.push(separator);
            target.extend([row.name, "=", &value]);
            separator = '&';
        }
    }
    target
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let hex = |digit: u8| char::from_digit(u32::from(digit), 16).unwrap_or('0');
            let digits = [hex(byte >> 4), hex(byte & 15)].map(|digit| digit.to_ascii_uppercase());
            out.push('%');
            out.extend(digits);
        }
    }
    out
}

#[cfg(test)]
mod tests;
