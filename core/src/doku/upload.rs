//! Preparing an upload: a bearer token in place of a signature, and bytes in place of JSON.

use std::fmt;

use crate::doku::Doku;
use crate::doku::prepare::PreparedRequest;
use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::operation::{Operation, Request};
use crate::partner::{Upload, multipart};
use crate::payload::{Mode, Payload, check, from_json, to_json};
use crate::values::headers::{Header, name};
use crate::values::secret::Secret;

/// The token and the boundary of one upload; the host supplies both.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadStamp {
    /// The token that `generate_token` answered.
    pub token: Secret,
    /// What separates the parts: up to 70 letters, digits and `'+_-.` that do not occur in
    /// the file. A random text such as a UUID is fine.
    pub boundary: String,
}

/// An upload without the bytes of its file, for a host that streams them.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
pub struct UploadFrame {
    /// The request without its body.
    pub request: PreparedRequest,
    /// What to send before the file's bytes.
    #[cfg_attr(feature = "js", serde(with = "serde_bytes"))]
    pub head: Vec<u8>,
    /// What to send after them.
    #[cfg_attr(feature = "js", serde(with = "serde_bytes"))]
    pub tail: Vec<u8>,
}

impl Doku {
    /// Checks an upload and writes its `multipart/form-data` body (RFC 7578).
    ///
    /// # Errors
    /// `invalid_request` with every violation at once; `mismatch` at `boundary` when it
    /// occurs in the content.
    pub fn prepare_upload(
        &self,
        upload: &Upload,
        stamp: &UploadStamp,
    ) -> Result<PreparedRequest, Error> {
        let UploadFrame { request, head, tail } = self.prepare_upload_frame(upload, stamp)?;
        let content = upload.file.as_ref().map_or(&[][..], |file| &file.content);
        if occurs(content, stamp.boundary.as_bytes()) {
            return Err(refused(vec![in_content()]));
        }
        let mut body = head;
        body.reserve(content.len().saturating_add(tail.len()));
        body.extend_from_slice(content);
        body.extend_from_slice(&tail);
        Ok(PreparedRequest { body: Some(body), ..request })
    }

    /// As `prepare_upload`, from JSON text with the file's bytes as base64.
    ///
    /// With `content`, those are the bytes, and the text has only the first `FILE_HEAD_BYTES` of
    /// them, so that a large file need not be written as base64.
    ///
    /// # Errors
    /// As `prepare_upload`; wrong types and unknown keys are violations like any other.
    pub fn prepare_upload_text(
        &self,
        upload: &str,
        content: Option<Vec<u8>>,
        stamp: &UploadStamp,
    ) -> Result<PreparedRequest, Error> {
        let mut upload = read_upload(upload, stamp)?;
        match (&mut upload.file, content) {
            (Some(file), Some(content)) => file.content = content,
            (None, Some(_)) => {
                let detail = "expected no content beside a file_url, got bytes";
                return Err(refused(vec![Violation::new(
                    "file.content",
                    ViolationCode::NotAllowed,
                    detail,
                )]));
            }
            (_, None) => {}
        }
        self.prepare_upload(&upload, stamp)
    }

    /// As `prepare_upload_frame`, from JSON text with the file's first bytes as base64.
    ///
    /// # Errors
    /// As `prepare_upload_text`.
    pub fn prepare_upload_frame_text(
        &self,
        upload: &str,
        stamp: &UploadStamp,
    ) -> Result<UploadFrame, Error> {
        self.prepare_upload_frame(&read_upload(upload, stamp)?, stamp)
    }

    /// What to send before and after the bytes of a file, so that a host can stream them.
    ///
    /// The file's `content` is its first bytes, at least `FILE_HEAD_BYTES`. The body's length is that of
    /// head, file and tail together. Nobody looks for the boundary in what is streamed, so
    /// it has to be random.
    ///
    /// # Errors
    /// As `prepare_upload`.
    pub fn prepare_upload_frame(
        &self,
        upload: &Upload,
        stamp: &UploadStamp,
    ) -> Result<UploadFrame, Error> {
        let mut violations = stamp.check();
        let outline = to_json(&upload.outline());
        violations.extend(check(&Upload::TABLE, &outline, Mode::Request).err().unwrap_or_default());
        if !violations.is_empty() {
            return Err(refused(violations));
        }
        let texts = [upload.file_url.as_ref(), upload.file.as_ref().map(|file| &file.name)];
        let boundary = stamp.boundary.as_bytes();
        if texts.into_iter().flatten().any(|text| occurs(text.as_bytes(), boundary)) {
            return Err(refused(vec![in_content()]));
        }
        let (head, tail) = multipart(upload, &stamp.boundary);
        let request = self.upload_request(stamp);
        Ok(UploadFrame { request, head: head.into_bytes(), tail: tail.into_bytes() })
    }

    /// Restores a stored upload: rewrites everything but its body.
    pub(crate) fn rebuild_upload(&self, given: PreparedRequest) -> Result<PreparedRequest, Error> {
        self.called(Upload::OPERATION, &given)?;
        let after = |name, prefix| given.header(name).and_then(|value| value.strip_prefix(prefix));
        let stamp = UploadStamp {
            token: Secret::new(after(name::AUTHORIZATION, BEARER).unwrap_or_default()),
            boundary: after(name::CONTENT_TYPE, MULTIPART).unwrap_or_default().to_owned(),
        };
        let mut violations = stamp.check();
        let rebuilt = self.upload_request(&stamp);
        let parts = [
            ("method", &given.method, &rebuilt.method),
            ("url", &given.url, &rebuilt.url),
            ("target", &given.target, &rebuilt.target),
        ];
        for (path, _, _) in parts.into_iter().filter(|(_, given, own)| given != own) {
            let detail = "expected it as it was prepared, got another text";
            violations.push(Violation::new(path, ViolationCode::Mismatch, detail));
        }
        if !violations.is_empty() {
            return Err(refused(violations));
        }
        Ok(PreparedRequest { body: given.body, ..rebuilt })
    }

    fn upload_request(&self, stamp: &UploadStamp) -> PreparedRequest {
        let operation: &Operation = Upload::OPERATION;
        PreparedRequest {
            operation: operation.name.to_owned(),
            method: operation.method.to_owned(),
            url: format!("{}{}", self.environment.base_url(operation.api), operation.path),
            headers: vec![
                Header::new(name::AUTHORIZATION, format!("{BEARER}{}", stamp.token.expose())),
                Header::new(name::CONTENT_TYPE, format!("{MULTIPART}{}", stamp.boundary)),
            ],
            body: None,
            target: operation.path.to_owned(),
            request_id: String::new(),
            timestamp: String::new(),
        }
    }
}

/// What stands in the headers before the token and before the boundary.
const BEARER: &str = "Bearer ";
const MULTIPART: &str = "multipart/form-data; boundary=";

impl UploadStamp {
    fn check(&self) -> Vec<Violation> {
        let (token, boundary) = (self.token.expose(), self.boundary.as_str());
        let mut violations = Vec::new();
        let mut refuse = |path, code, detail| violations.push(Violation::new(path, code, detail));
        if token.is_empty() {
            let detail = "expected the token that generate_token answered, got nothing";
            refuse("token", ViolationCode::Required, detail);
        } else if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            let detail = "expected a token without spaces, control and non-ASCII characters";
            refuse("token", ViolationCode::BadFormat, detail);
        }
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"'+_-.".contains(&byte);
        if boundary.is_empty() {
            refuse("boundary", ViolationCode::Required, "expected a random text, got nothing");
        } else if boundary.chars().count() > 70 {
            refuse("boundary", ViolationCode::TooLong, "expected at most 70 characters, got more");
        } else if !boundary.bytes().all(is_plain) {
            let detail = "expected letters, digits, and any of ' + _ - .";
            refuse("boundary", ViolationCode::BadFormat, detail);
        }
        violations
    }
}

/// Reads an upload; what is wrong with it and with its stamp comes back at once.
fn read_upload(upload: &str, stamp: &UploadStamp) -> Result<Upload, Error> {
    let mut violations = stamp.check();
    match from_json(upload) {
        Ok(upload) if violations.is_empty() => Ok(upload),
        upload => {
            violations.extend_from_slice(upload.as_ref().map_or_else(Error::violations, |_| &[]));
            Err(refused(violations))
        }
    }
}

fn refused(violations: Vec<Violation>) -> Error {
    Error::violated(ErrorCode::InvalidRequest, violations)
}

fn in_content() -> Violation {
    let detail = "expected a text that does not occur in the content: take another";
    Violation::new("boundary", ViolationCode::Mismatch, detail)
}

/// Whether the bytes stand in the content.
fn occurs(content: &[u8], bytes: &[u8]) -> bool {
    let Some((first, rest)) = bytes.split_first() else { return true };
    let mut content = content;
    while let Some(found) = content.iter().position(|byte| byte == first) {
        content = content.get(found.saturating_add(1)..).unwrap_or_default();
        if content.starts_with(rest) {
            return true;
        }
    }
    false
}

impl fmt::Debug for UploadStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadStamp").finish_non_exhaustive()
    }
}

impl fmt::Debug for UploadFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UploadFrame").field(&self.request).finish()
    }
}

#[cfg(test)]
mod tests;
