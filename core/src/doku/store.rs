//! A prepared request as one line of JSON, for a retry after a crash. The same in every
//! language, so that one may send what another has stored.

use crate::doku::Doku;
use crate::doku::prepare::{PreparedRequest, with_signature};
use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::operation::Operation;
use crate::payload::{
    Field, FieldValue, Mode, Object, Slot, Table, check, json, text, write_string,
};
use crate::signature::decode;
use crate::values::base64;
use crate::values::headers::{Header, name};

/// Writes a prepared request as one line of JSON, to be stored before it is sent.
///
/// The line holds the personal data of the body and a valid signature, or the bearer token of
/// an upload: keep it as you keep the data itself. For a log there is `redacted`.
#[must_use]
pub fn serialize_request(request: &PreparedRequest) -> String {
    let mut out = String::from("{\"operation\":");
    write_string(&mut out, &request.operation);
    for (name, value) in [("method", &request.method), ("url", &request.url)] {
        out.extend([",\"", name, "\":"]);
        write_string(&mut out, value);
    }
    out.push_str(",\"headers\":{");
    for (index, header) in request.headers.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { "," });
        write_string(&mut out, &header.name);
        out.push(':');
        write_string(&mut out, &header.value);
    }
    out.push_str("},\"body\":");
    match request.body.as_deref().map(|body| (body, std::str::from_utf8(body))) {
        None => out.push_str("null"),
        Some((_, Ok(text))) => write_string(&mut out, text),
        Some((bytes, Err(_))) => {
            out.extend(["{\"base64\":\"", &base64::encode(bytes), "\"}"]);
        }
    }
    let rest = [
        ("target", &request.target),
        ("request_id", &request.request_id),
        ("timestamp", &request.timestamp),
    ];
    for (name, value) in rest {
        out.extend([",\"", name, "\":"]);
        write_string(&mut out, value);
    }
    out.push('}');
    out
}

impl Doku {
    /// Reads a request that `serialize_request` wrote, to send it or to sign it again.
    ///
    /// Its signature has to be that of this configuration's key or of a previous one, so that a
    /// body that was changed in the store is never signed again. Without a key, and for an
    /// upload, which has no signature, nobody can tell: guard the store.
    ///
    /// # Errors
    /// `invalid_request` with every violation when the text is not such a line or was changed;
    /// `not_for_this_request` when another configuration prepared the request.
    pub fn restore(&self, stored: &str) -> Result<PreparedRequest, Error> {
        let request = parse(stored).map_err(refused)?;
        if Operation::parse(&request.operation)?.is_upload() {
            return self.rebuild_upload(request);
        }
        let signature = request.header(name::SIGNATURE).map(str::to_owned);
        let timestamp = request.timestamp.clone();
        let rebuilt = self.rebuild(request, &timestamp)?;
        let broken = if rebuilt.request.timestamp == timestamp {
            self.fault(signature.as_deref(), &rebuilt.string_to_sign)
        } else {
            let detail = "expected the timestamp as it was prepared, got another form";
            Some(Violation::new("timestamp", ViolationCode::BadFormat, detail))
        };
        match (broken, signature) {
            (Some(violation), _) => Err(refused(vec![violation])),
            (None, Some(signature)) => Ok(with_signature(rebuilt.request, signature)),
            (None, None) => Ok(rebuilt.request),
        }
    }

    /// The violation of a stored request's signature, as far as the keys can show.
    fn fault(&self, signature: Option<&str>, string_to_sign: &str) -> Option<Violation> {
        let refuse = |code, detail| Some(Violation::new("headers.Signature", code, detail));
        let has_key = self.keys().next().is_some();
        let bytes = match signature.map(decode) {
            None if has_key => {
                return refuse(ViolationCode::Required, "expected one signature, as prepared");
            }
            None => return None,
            Some(Err(detail)) => return refuse(ViolationCode::BadFormat, detail),
            Some(Ok(bytes)) => bytes,
        };
        if has_key && !self.keys().any(|key| key.is_signature_of(string_to_sign, &bytes)) {
            let detail = "expected the signature of this request with the secret key or a previous \
                          one, got another: the request was changed, or another key signed it";
            return refuse(ViolationCode::Mismatch, detail);
        }
        None
    }
}

fn parse(stored: &str) -> Result<PreparedRequest, Vec<Violation>> {
    let checked = check(&STORED, stored, Mode::Request)?;
    let object = Object::split(&checked, STORED.fields).ok_or_else(Vec::new)?;
    let token = |name: &str| {
        let row = STORED.fields.iter().position(|field| field.name == name)?;
        match object.known.get(row)? {
            Slot::Once(token) | Slot::Twice(token) => Some(*token),
            Slot::Absent => None,
        }
    };
    let text = |name: &str| token(name).and_then(String::read).unwrap_or_default();
    let mut violations = Vec::new();
    let operation = text("operation");
    violations.extend(Operation::check(&operation).err());
    let headers = headers(token("headers").unwrap_or("{}"), &mut violations);
    let body = match token("body").map(body).transpose() {
        Ok(body) => body,
        Err(violation) => {
            violations.push(violation);
            None
        }
    };
    if !violations.is_empty() {
        return Err(violations);
    }
    Ok(PreparedRequest {
        operation,
        method: text("method"),
        url: text("url"),
        headers,
        body,
        target: text("target"),
        request_id: text("request_id"),
        timestamp: text("timestamp"),
    })
}

fn headers(token: &str, violations: &mut Vec<Violation>) -> Vec<Header> {
    let Some(object) = Object::split(token, &[]) else {
        let detail = "expected an object of texts";
        violations.push(Violation::new("headers", ViolationCode::WrongType, detail));
        return Vec::new();
    };
    let mut headers = Vec::new();
    for (index, (name, token)) in object.other.iter().enumerate() {
        let value = Some(token).filter(|token| token.starts_with('"'));
        match value.and_then(|token| String::read(token)) {
            Some(value) if is_name(name) && is_one_line(&value) => {
                headers.push(Header::new(name.as_ref(), value));
            }
            _ => {
                let detail = "expected a header's name and its value as one line of ASCII";
                let path = format!("headers[{index}]");
                violations.push(Violation::new(path, ViolationCode::BadFormat, detail));
            }
        }
    }
    headers
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_one_line(value: &str) -> bool {
    value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// A text, or an object with the bytes as base64.
fn body(token: &str) -> Result<Vec<u8>, Violation> {
    if token.starts_with('"') {
        return String::read(token).map(String::into_bytes).ok_or_else(|| {
            let detail = "expected Unicode text, got an invalid `\\u` escape";
            Violation::new("body", ViolationCode::BadFormat, detail)
        });
    }
    let bytes = Object::split(token, &[]).and_then(|object| match object.other.as_slice() {
        [(name, token)] if name == "base64" && !object.has_odd_key => Vec::<u8>::read(token),
        _ => None,
    });
    bytes.ok_or_else(|| {
        let detail = "expected text, or an object with the bytes as base64";
        Violation::new("body", ViolationCode::WrongType, detail)
    })
}

fn refused(violations: Vec<Violation>) -> Error {
    Error::violated(ErrorCode::InvalidRequest, violations)
}

const fn row(name: &'static str, required: bool) -> Field {
    Field {
        name,
        required,
        rule: text(),
        #[cfg(feature = "docs")]
        doc: &[],
    }
}

/// The keys of a stored request. An upload has neither Request-Id nor timestamp.
const STORED: Table = Table {
    name: "StoredRequest",
    #[cfg(feature = "docs")]
    doc: &[],
    fields: &[
        row("operation", true),
        row("method", true),
        row("url", true),
        Field { rule: json(), ..row("headers", true) },
        Field { rule: json(), ..row("body", false) },
        row("target", true),
        row("request_id", false),
        row("timestamp", false),
    ],
    rules: |_| Vec::new(),
};

#[cfg(test)]
mod tests;
