//! Upload File.

use std::convert::Infallible;

use bytes::Bytes;
use dokukit::{
    Secret, Upload, UploadFile, UploadStamp, Violation, ViolationCode, check_upload, from_json,
};
use futures_util::{FutureExt, stream};
use multer::Multipart;
use serde_json::json;

use super::requirements::PERSONAL;
use super::state::File;
use super::{Change, World, refused};
use crate::check::Client;
use crate::message::{Incoming, Outgoing, Refusal};

impl World {
    /// Takes a file with a bearer token; neither the request nor the answer is signed.
    pub(super) fn receive_file(&mut self, request: &Incoming, now: i64) -> (Outgoing, String) {
        let taken = self.bearer(request, now).and_then(|client| {
            let upload = parts(request)?;
            check(&client, &upload)?;
            Ok((client, upload))
        });
        let (client, upload) = match taken {
            Ok(taken) => taken,
            Err(refusal) => return refused(&refusal),
        };
        // DOKU's samples: CNT for a liveness photo, DCM for all else.
        let kind = if upload.category == "OWNER_LIVENESS" { "CNT" } else { "DCM" };
        let id = format!("{kind}-0131-{:013}", self.state.files.len().saturating_add(FIRST));
        let link = self.link(&id);
        let body = json!({ "id": id, "link": link, "category": upload.category });
        self.change(Change::FileUploaded(File {
            id,
            client_id: client.id,
            category: upload.category,
            code: upload.code,
            bytes: upload.file.map_or(0, |file| file.content.len()),
            uploaded_at: self.due_time(now),
        }));
        (Outgoing::json(200, &body.to_string()), "ok".to_owned())
    }

    /// What an upload's link leads to: size and category, since the bytes are not kept.
    ///
    /// It expires after 60 minutes (DOKU, Upload File); what is answered then is assumed.
    pub(super) fn linked_file(&self, id: &str, now: i64) -> Outgoing {
        let file = self.state.files.iter().find(|file| file.id == id);
        let expires = |file: &&File| file.uploaded_at.saturating_add(LINK_SECONDS);
        match file.filter(|file| self.due_time(now) < expires(file)) {
            Some(File { id, category, bytes, .. }) => {
                let body = json!({ "id": id, "category": category, "bytes": bytes });
                Outgoing::json(200, &body.to_string())
            }
            None => Outgoing::json(404, r#"{"message":"no such link, or it has expired"}"#),
        }
    }

    pub(super) fn link(&self, id: &str) -> String {
        format!("{}/_sim/file/{id}", self.base_url)
    }

    /// Whether this client uploaded a file of that category and, for a document, code.
    pub(super) fn has_file(
        &self,
        client: &Client,
        id: &str,
        category: &str,
        code: Option<&str>,
    ) -> bool {
        self.state.files.iter().any(|file| {
            file.id == id
                && file.client_id == client.id
                && file.category == category
                && file.code.as_deref() == code
        }) || self.known_files.iter().any(|(known, known_id)| known == category && known_id == id)
    }
}

/// Applies the core's rules of an upload, and what the requirements say of a file of this
/// kind. DOKU states sizes without a unit; the core takes them for megabytes.
fn check(client: &Client, upload: &Upload) -> Result<(), Refusal> {
    let stamp = UploadStamp { token: Secret::new("checked"), boundary: BOUNDARY.to_owned() };
    let frame = client.doku.prepare_upload_frame(upload, &stamp);
    frame.map_err(|error| Refusal::violations(error.violations()))?;
    let size = upload.file.as_ref().map_or(0, |file| file.content.len());
    let size = u64::try_from(size).unwrap_or(u64::MAX);
    let requirements = from_json(PERSONAL).unwrap_or_default();
    let mut unmet = check_upload(upload, Some(size), &requirements);
    // The simulator's requirements name few files; DOKU takes the others too, and no page
    // gives them a size of their own.
    let is_other = unmet.iter().any(|one| one.code == ViolationCode::NotAllowed);
    unmet.retain(|one| one.code != ViolationCode::NotAllowed);
    if is_other && size > MOST_BYTES {
        let detail = format!("expected at most {MOST_BYTES} bytes, got {size}");
        return Err(Refusal::rule(400, "file too_long", &[format!("file: {detail}")]));
    }
    if unmet.is_empty() { Ok(()) } else { Err(Refusal::violations(&unmet)) }
}

/// Reads the parts of a body that is whole already, so nothing is waited for.
fn parts(request: &Incoming) -> Result<Upload, Refusal> {
    let content_type = request.header("Content-Type").next().unwrap_or_default();
    let boundary = multer::parse_boundary(content_type)
        .map_err(|_| malformed("expected multipart/form-data with a boundary"))?;
    let body = Bytes::copy_from_slice(&request.body);
    let stream = stream::once(async { Ok::<Bytes, Infallible>(body) });
    let read = read(Multipart::new(stream, boundary)).now_or_never();
    read.unwrap_or_else(|| Err(malformed("the body ends too early")))
}

async fn read(mut multipart: Multipart<'_>) -> Result<Upload, Refusal> {
    let mut upload = Upload::default();
    let mut category = None;
    let broken = |_| malformed("the body is not of the form that its boundary says");
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().unwrap_or_default().to_owned();
        let content_type = field.content_type().map(|kind| kind.essence_str().to_owned());
        let content = field.bytes().await.map_err(broken)?;
        let is_new = match name.as_str() {
            "category" => category.replace(text(&content)?).is_none(),
            "code" => upload.code.replace(text(&content)?).is_none(),
            "file_url" => upload.file_url.replace(text(&content)?).is_none(),
            "file" => {
                let content_type = content_type.unwrap_or_default();
                let file = UploadFile { name: file_name, content_type, content: content.to_vec() };
                upload.file.replace(file).is_none()
            }
            _ => return Err(malformed("expected category, code, file and file_url alone")),
        };
        if !is_new {
            return Err(malformed("expected each part once"));
        }
    }
    upload.category = category.unwrap_or_default();
    upload.code = upload.code.filter(|code| !code.is_empty());
    upload.file_url = upload.file_url.filter(|url| !url.is_empty());
    match &upload.file {
        Some(file) if file.content.is_empty() => {
            let detail = "expected the bytes of a file, got none";
            Err(Refusal::violations(&[required("file", detail)]))
        }
        _ => Ok(upload),
    }
}

fn required(path: &str, detail: &str) -> Violation {
    Violation { path: path.to_owned(), code: ViolationCode::Required, detail: detail.to_owned() }
}

fn text(content: &Bytes) -> Result<String, Refusal> {
    String::from_utf8(content.to_vec()).map_err(|_| malformed("expected texts in UTF-8"))
}

fn malformed(message: &str) -> Refusal {
    Refusal::rule(400, "malformed upload", &[message.to_owned()])
}

const LINK_SECONDS: i64 = 3600;
/// As the requirements have it for the files that they name.
const MOST_BYTES: u64 = 15_000_000;
/// Files are counted from here, as far as ids go.
const FIRST: usize = 1_678_960_841_001;
/// Nobody writes that into a file's name.
const BOUNDARY: &str = "dokukit-simulator-a4e1c0f2b7";
