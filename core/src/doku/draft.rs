//! A checked request without Client-Id, Request-Id and timestamp.

use crate::error::{Violation, ViolationCode};
use crate::operation::generic::{GenericCall, query_mode};
use crate::operation::{Operation, Place};
use crate::payload::{Field, FieldValue, Mode, Object, Slot, check};
use crate::values::environment::Api;
use crate::values::target::{QueryMode, RequestTarget};

pub(crate) struct Draft {
    pub(crate) operation: &'static Operation,
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
        let operation = Operation::check(operation).map_err(|unknown| vec![unknown])?;
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
            Place::Given => return Self::given(operation, request),
        };
        Ok(Self {
            operation,
            method: operation.method.to_owned(),
            target: target.map_err(|violation| vec![violation])?,
            api: operation.api,
            body,
        })
    }

    /// A request that names its method, path and body itself.
    fn given(operation: &'static Operation, request: &str) -> Result<Self, Vec<Violation>> {
        let checked = check(&operation.request, request, Mode::Request)?;
        let call: GenericCall = GenericCall::read(&checked).ok_or_else(Vec::new)?;
        let mode = call.query.as_deref().and_then(query_mode);
        let target = RequestTarget::check(&call.target, mode).map_err(|v| vec![v])?;
        let (method, body) = (call.method, call.body);
        let api = operation.api_of(&call.target);
        Ok(Self { operation, method, target, api, body })
    }
}

/// An upload goes another way than what is signed.
pub(crate) fn no_signature() -> Violation {
    let detail = "an upload has a bearer token in place of a signature: prepare it as an upload";
    Violation::new("operation", ViolationCode::NotAllowed, detail)
}

/// Puts the fields of a request into a path and its query, encoded as RFC 3986 has it.
fn filled(path: &str, rows: &[Field], fields: &str) -> String {
    let known = Object::split(fields, rows).map(|object| object.known).unwrap_or_default();
    let values = rows.iter().zip(known).filter_map(|(row, slot)| match slot {
        Slot::Once(token) => Some((row.name, encoded(&String::read(token).unwrap_or_default()))),
        Slot::Absent | Slot::Twice(_) => None,
    });
    let values: Vec<(&str, String)> = values.collect();
    let is_of = |segment: &str, name: &str| {
        segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) == Some(name)
    };
    let segments = path.split('/').map(|segment| {
        let value = values.iter().find(|(name, _)| is_of(segment, name));
        value.map_or(segment, |(_, value)| value)
    });
    let mut target = segments.collect::<Vec<_>>().join("/");
    let mut separator = '?';
    for (name, value) in &values {
        if !path.split('/').any(|segment| is_of(segment, name)) {
            target.push(separator);
            target.extend([name, "=", value]);
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
