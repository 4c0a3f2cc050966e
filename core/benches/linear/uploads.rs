//! Uploads.

use dokukit::{
    Requirements, Secret, Upload, UploadFile, UploadStamp, check_upload, check_upload_text,
};

use crate::inputs::{asking, doku, keys, list, numbered, object};
use crate::{Case, case};

pub(crate) fn uploads() -> Vec<Case> {
    vec![
        // Each byte of the content begins what is nearly the boundary.
        case(
            "prepare_upload, nearly the boundary",
            1 << 20,
            |n| upload(n, b'a'),
            |upload| doku().prepare_upload(upload, &upload_stamp()),
        ),
        case(
            "prepare_upload_frame, a long name",
            1 << 20,
            |n| {
                let mut upload = upload(16, 0);
                upload.file.as_mut().unwrap().name = format!("{}.pdf", "a\"".repeat(n));
                upload
            },
            |upload| doku().prepare_upload_frame(upload, &upload_stamp()),
        ),
        case(
            "prepare_upload_text, a large file",
            1 << 20,
            |n| json_of(&upload(n, b'a')),
            |upload| doku().prepare_upload_text(upload, None, &upload_stamp()),
        ),
        case(
            "prepare_upload_text, unknown keys",
            20_000,
            |n| object(&keys(n)),
            |upload| doku().prepare_upload_text(upload, None, &upload_stamp()),
        ),
        case(
            "check_upload, many documents and types",
            20_000,
            |n| serde_json::from_str(&plan_of(n).0).unwrap(),
            |asked: &Requirements| check_upload(&upload(16, 0), Some(1), asked),
        ),
        case("check_upload_text, many documents and types", 20_000, plan_of, |(asked, upload)| {
            check_upload_text(upload, Some(1), asked)
        }),
    ]
}

/// Requirements of many documents, the last of which has many types, and an upload of it.
fn plan_of(n: usize) -> (String, String) {
    let documents = numbered(n, r#"{"code":"#);
    let before = documents.strip_suffix(']').unwrap();
    let last = format!(r#"{{"code":"KTP","extensions":{}}}"#, list(n, r#""ABC""#));
    (asking(&format!("{before},{last}]")), json_of(&upload(16, 0)))
}

/// A PDF that is one byte over and over.
fn upload(n: usize, byte: u8) -> Upload {
    let file = UploadFile {
        name: "a.pdf".into(),
        content_type: "application/pdf".into(),
        content: [b"%PDF-", vec![byte; n].as_slice()].concat(),
    };
    Upload {
        category: "DOCUMENT".into(),
        code: Some("KTP".into()),
        file: Some(file),
        file_url: None,
    }
}

fn upload_stamp() -> UploadStamp {
    UploadStamp { token: Secret::new("token"), boundary: format!("{}b", "a".repeat(69)) }
}

fn json_of(upload: &Upload) -> String {
    serde_json::to_string(upload).unwrap()
}
