//! Upload File: `POST /adv-core-api/partner/v1.0/file`, as `multipart/form-data` (RFC 7578).

use crate::error::{Violation, ViolationCode};
use crate::payload::{Fields, Format, base64, object, one_of, payload, text};

use crate::values::base64;

use super::codes::{DOCUMENT_CODES, UPLOAD_CATEGORIES};

payload! {
    /// File to upload, or where DOKU finds it.
    ///
    /// DOKU, Upload File, request body.
    pub struct Upload where hangs_together {
        /// What it is for: `OWNER_LIVENESS`, `PHOTO_PROOF`, `LOGO`, `DOCUMENT`,
        /// `SERVICE_AGREEMENT` or `BANK_ACCOUNT`.
        category: String = one_of(UPLOAD_CATEGORIES),
        /// Which document, such as `KTP`: exactly when the category is `DOCUMENT`.
        code: Option<String> = one_of(DOCUMENT_CODES),
        /// The file; exactly one of this and `file_url`.
        file: Option<UploadFile> = object::<UploadFile>(),
        /// URL of the file; exactly one of this and `file`.
        file_url: Option<String> = text().format(Format::Url),
    }
}

payload! {
    /// A file and what it says it is.
    ///
    /// DOKU, Upload File, names JPG and PNG; Check Requirements also allows PDF.
    pub struct UploadFile where is_what_it_says {
        /// File name, without a path. Its extension must be that of the content.
        name: String = text().format(Format::FileName),
        /// `image/jpeg`, `image/png` or `application/pdf`, as the content is.
        content_type: String = one_of(&["image/jpeg", "image/png", "application/pdf"]),
        /// The bytes; in JSON as base64.
        content as "base64": Vec<u8> = base64().shown_as("content"),
    }
}

payload! {
    /// Uploaded file.
    ///
    /// DOKU, Upload File, response body.
    pub struct UploadAnswer {
        /// File id for the registration; it does not expire.
        id: String = text(),
        /// URL of the file; it expires after 60 minutes.
        link: String = text(),
        /// The category that was sent.
        category: String = text(),
    }
}

impl Upload {
    /// The same with only the bytes by which a file is known, for the checker to look at.
    pub(crate) fn outline(&self) -> Self {
        let file = self.file.as_ref().map(|file| UploadFile {
            name: file.name.clone(),
            content_type: file.content_type.clone(),
            content: file.content.get(..FILE_HEAD_BYTES).unwrap_or(&file.content).to_vec(),
        });
        let (category, code) = (self.category.clone(), self.code.clone());
        Self { category, code, file, file_url: self.file_url.clone() }
    }
}

/// What comes before a file's bytes and what after them; without a file, all comes before.
pub(crate) fn multipart(upload: &Upload, boundary: &str) -> (String, String) {
    let end = format!("\r\n--{boundary}--\r\n");
    let mut head = format!("--{boundary}\r\n{}", text_part("category", &upload.category));
    let mut next = |part: &str| head.extend(["\r\n--", boundary, "\r\n", part]);
    if let Some(code) = &upload.code {
        next(&text_part("code", code));
    }
    if let Some(url) = &upload.file_url {
        next(&text_part("file_url", url));
    }
    if let Some(file) = &upload.file {
        // What HTML forms do with a quote; the checker lets no other special character in.
        let name = file.name.replace('"', "%22");
        next(&format!(
            "Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: {}\r\n\r\n",
            file.content_type
        ));
        return (head, end);
    }
    head.push_str(&end);
    (head, String::new())
}

fn text_part(name: &str, content: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}")
}

fn hangs_together(upload: &Fields<'_>) -> Vec<Violation> {
    let is_document = upload.text("category").map(|category| category == "DOCUMENT");
    let mut violations = Vec::new();
    let mut refuse = |path, code, detail| violations.push(Violation::new(path, code, detail));
    match (is_document, upload.has("code")) {
        (Some(true), false) => {
            let detail = "mandatory when category is DOCUMENT, got nothing";
            refuse("code", ViolationCode::Required, detail);
        }
        (Some(false), true) => {
            let detail = "expected no code unless category is DOCUMENT";
            refuse("code", ViolationCode::NotAllowed, detail);
        }
        _ => {}
    }
    match (upload.has("file"), upload.has("file_url")) {
        (false, false) => {
            let detail = "expected a file or a file_url, got neither";
            refuse("file", ViolationCode::Required, detail);
        }
        (true, true) => {
            let detail = "expected a file or a file_url, got both";
            refuse("file_url", ViolationCode::NotAllowed, detail);
        }
        _ => {}
    }
    violations
}

fn is_what_it_says(file: &Fields<'_>) -> Vec<Violation> {
    let Some(content) = file.text("base64").filter(|text| !text.is_empty()) else {
        return Vec::new();
    };
    let head = content.get(..FILE_HEAD_BASE64).unwrap_or(&content);
    // Bytes that are no base64 are reported by their row.
    let Some(head) = base64::decode(head) else { return Vec::new() };
    let Some(kind) = FILE_TYPES.iter().find(|kind| head.starts_with(kind.magic)) else {
        let got = unfit(&head);
        let detail = format!("expected the bytes of a JPEG, PNG or PDF file, got {got}");
        return vec![Violation::new("content", ViolationCode::BadFormat, detail)];
    };
    let content_type = file.text("content_type").filter(|declared| declared != kind.content_type);
    let name = file.text("name");
    let extension = name.as_deref().and_then(extension);
    let other_name =
        extension.filter(|ending| !kind.extensions.iter().any(|e| ending.eq_ignore_ascii_case(e)));
    let mismatch = |path, declared: &str| {
        let detail = format!("expected {declared}, as the content is");
        Violation::new(path, ViolationCode::Mismatch, detail)
    };
    let content_type = content_type.map(|_| mismatch("content_type", kind.content_type));
    let name = other_name.map(|_| {
        mismatch("name", &format!("a name with the extension {}", kind.extensions.join(" or ")))
    });
    [name, content_type].into_iter().flatten().collect()
}

/// What a phone or a browser often hands over in place of a file that DOKU takes.
fn unfit(head: &[u8]) -> &'static str {
    let brand = head.get(4..12).unwrap_or_default();
    match head {
        _ if brand.starts_with(b"ftyp") && HEIC.iter().any(|heic| brand.ends_with(heic)) => {
            "HEIC, which phones make: convert it to JPEG"
        }
        _ if head.starts_with(b"RIFF") && head.ends_with(b"WEBP") => "WebP: convert it to JPEG",
        _ if head.starts_with(b"GIF8") => "GIF: convert it to PNG",
        _ => "others",
    }
}

const HEIC: [&[u8]; 6] = [b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1"];

/// The content type of a file with these first bytes.
pub(crate) fn content_type(content: &[u8]) -> Option<&'static FileType> {
    FILE_TYPES.iter().find(|kind| content.starts_with(kind.magic))
}

/// What follows the last dot, if anything.
fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}

/// A type of file that DOKU takes.
#[derive(Debug)]
pub(crate) struct FileType {
    content_type: &'static str,
    magic: &'static [u8],
    pub(crate) extensions: &'static [&'static str],
}

const FILE_TYPES: &[FileType] = &[
    FileType { content_type: "image/jpeg", magic: b"\xff\xd8\xff", extensions: &["JPG", "JPEG"] },
    FileType { content_type: "image/png", magic: b"\x89PNG\r\n\x1a\n", extensions: &["PNG"] },
    FileType { content_type: "application/pdf", magic: b"%PDF-", extensions: &["PDF"] },
];

/// How many of a file's first bytes tell its type; in base64 they are whole groups.
pub const FILE_HEAD_BYTES: usize = 12;
const FILE_HEAD_BASE64: usize = 16;

#[cfg(test)]
mod tests;
