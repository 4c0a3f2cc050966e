use super::{UploadStamp, occurs};
use crate::doku::{Config, Doku};
use crate::error::Error;
use crate::partner::{Upload, UploadFile};

use crate::payload::to_json;
use crate::values::secret::Secret;

#[test]
fn sends_the_same_bytes_whole_streamed_and_from_text() {
    let (doku, upload, stamp) = (doku(), upload(), stamp("token", "boundary-1"));
    let request = doku.prepare_upload(&upload, &stamp).unwrap();
    assert_eq!(request.url, "https://api-uat.doku.com/adv-core-api/partner/v1.0/file");
    let headers: Vec<_> = request.headers.iter().map(|h| (&*h.name, &*h.value)).collect();
    let content_type = "multipart/form-data; boundary=boundary-1";
    assert_eq!(headers, [("Authorization", "Bearer token"), ("Content-Type", content_type)]);
    assert_eq!(doku.prepare_upload_text(&to_json(&upload), None, &stamp).unwrap(), request);
    let frame = doku.prepare_upload_frame(&upload.outline(), &stamp).unwrap();
    let content = upload.file.unwrap().content;
    assert_eq!([frame.head, content, frame.tail].concat(), request.body.unwrap());
}

#[test]
fn refuses_everything_at_once() {
    for (token, boundary, expected) in [
        ("", "", &["token required", "boundary required"][..]),
        ("a b", "a b", &["token bad_format", "boundary bad_format"]),
        ("t\r\nX: y", "é", &["token bad_format", "boundary bad_format"]),
        ("t", &"x".repeat(71), &["boundary too_long"]),
    ] {
        let stamp = stamp(token, boundary);
        assert_eq!(listed(&doku().prepare_upload(&upload(), &stamp)), expected);
        let with_request = [expected, &["category required", "file required"]].concat();
        assert_eq!(listed(&doku().prepare_upload_text("{}", None, &stamp)), with_request);
    }
    assert!(doku().prepare_upload(&upload(), &stamp("t", &"x".repeat(70))).is_ok());
}

#[test]
fn refuses_a_boundary_that_occurs() {
    let by_url = Upload { file: None, file_url: Some("https://a.id/mark".into()), ..upload() };
    for (upload, boundary) in [(upload(), "MARK"), (upload(), "photo"), (by_url, "mark")] {
        let prepared = doku().prepare_upload(&upload, &stamp("t", boundary));
        assert_eq!(listed(&prepared), ["boundary mismatch"]);
    }
}

#[test]
fn finds_bytes() {
    for (content, bytes, found) in [
        ("aab", "ab", true),
        ("aaab", "aab", true),
        ("ab", "b", true),
        ("ab", "abc", false),
        ("", "a", false),
        ("abac", "ad", false),
    ] {
        assert_eq!(occurs(content.as_bytes(), bytes.as_bytes()), found, "{content} {bytes}");
    }
}

#[test]
fn has_no_signature() {
    let doku = doku();
    let request = doku.prepare_upload(&upload(), &stamp("t", "b-1")).unwrap();
    let refused = ["operation not_allowed"];
    assert_eq!(listed(&doku.resign(&request, "2020-08-11T08:45:42Z")), refused);
    assert_eq!(listed(&doku.attach_signature(request, "HMACSHA256=")), refused);
    let stamp = crate::Stamp { request_id: "1".into(), timestamp: "2020-08-11T08:45:42Z".into() };
    assert_eq!(listed(&doku.prepare(&upload(), &stamp)), refused);
}

fn upload() -> Upload {
    let content = b"\xff\xd8\xff\xe0 MARK".to_vec();
    let file = UploadFile { name: "photo.jpg".into(), content_type: "image/jpeg".into(), content };
    Upload { category: "PHOTO_PROOF".into(), file: Some(file), ..Upload::default() }
}

fn stamp(token: &str, boundary: &str) -> UploadStamp {
    UploadStamp { token: Secret::new(token), boundary: boundary.into() }
}

fn doku() -> Doku {
    Doku::configure(Config {
        environment: Some("test".into()),
        client_id: "BRN-1".into(),
        secret_key: Some("secret".into()),
        ..Config::default()
    })
    .unwrap()
}

fn listed<T>(result: &Result<T, Error>) -> Vec<String> {
    let violations = result.as_ref().err().map(Error::violations).unwrap_or_default();
    violations.iter().map(|v| format!("{} {}", v.path, v.code.as_str())).collect()
}

#[test]
fn takes_content_beside_its_outline_alone() {
    let (doku, upload, stamp) = (doku(), upload(), stamp("token", "boundary-1"));
    let content = upload.file.as_ref().map(|file| file.content.clone());
    let whole = doku.prepare_upload(&upload, &stamp).unwrap();
    let outline = to_json(&upload.outline());
    assert_eq!(doku.prepare_upload_text(&outline, content.clone(), &stamp), Ok(whole));
    let other = doku.prepare_upload_text(&outline, Some(b"MZ".to_vec()), &stamp);
    assert!(other.is_err(), "the content is another file than its outline");
    let of_url = r#"{"category":"LOGO","file_url":"https://a.example/b.png"}"#;
    let refused = listed(&doku.prepare_upload_text(of_url, content, &stamp));
    assert_eq!(refused, ["file.content not_allowed"]);
}
