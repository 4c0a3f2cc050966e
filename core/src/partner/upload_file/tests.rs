use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::{Upload, UploadFile, multipart};
use crate::error::Violation;
use crate::payload::{Mode, Payload, check, to_json};

#[test]
fn writes_the_parts_of_a_file() {
    let (head, tail) = multipart(&document("ktp \"1\" é.jpg", JPEG), "B");
    let expected = "--B\r\nContent-Disposition: form-data; name=\"category\"\r\n\r\nDOCUMENT\r\n\
        --B\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\nKTP\r\n\
        --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ktp %221%22 é.jpg\"\r\n\
        Content-Type: image/jpeg\r\n\r\n";
    assert_eq!(head, expected);
    assert_eq!(tail, "\r\n--B--\r\n");
}

#[test]
fn writes_the_parts_of_a_url() {
    let (category, file_url) = ("LOGO".into(), Some("https://a.id/logo.png".into()));
    let upload = Upload { category, file_url, ..Upload::default() };
    let (head, tail) = multipart(&upload, "B");
    let expected = "--B\r\nContent-Disposition: form-data; name=\"category\"\r\n\r\nLOGO\r\n\
        --B\r\nContent-Disposition: form-data; name=\"file_url\"\r\n\r\nhttps://a.id/logo.png\r\n\
        --B--\r\n";
    assert_eq!((head.as_str(), tail.as_str()), (expected, ""));
    assert_eq!(violations(&upload), Vec::<String>::new());
}

#[test]
fn takes_files_that_are_what_they_say() {
    for (name, content_type, content) in [
        ("a.jpg", "image/jpeg", JPEG),
        ("a.JPEG", "image/jpeg", JPEG),
        ("a", "image/jpeg", JPEG),
        ("a.b.png", "image/png", PNG),
        ("a.pdf", "application/pdf", PDF),
    ] {
        let upload = file(name, content_type, content);
        assert_eq!(violations(&upload), Vec::<String>::new(), "{name}");
        assert_eq!(violations(&upload.outline()), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn refuses_files_that_lie() {
    for (name, content_type, content, expected) in [
        ("a.jpg", "image/jpeg", PNG, &["file.name mismatch", "file.content_type mismatch"][..]),
        ("a.png", "image/jpeg", PNG, &["file.content_type mismatch"]),
        ("a.jpg", "image/png", PNG, &["file.name mismatch"]),
        ("a.", "image/png", PNG, &["file.name mismatch"]),
        ("a.gif", "image/gif", PNG, &["file.name mismatch", "file.content_type not_in_list"]),
        ("a.jpg", "image/jpeg", b"GIF89a", &["file.content bad_format"]),
        ("a.jpg", "image/jpeg", b"\xff\xd8", &["file.content bad_format"]),
        ("a.jpg", "image/jpeg", b"", &["file.content required"]),
        ("a/b.jpg", "image/jpeg", JPEG, &["file.name bad_format"]),
        ("a\\b.jpg", "image/jpeg", JPEG, &["file.name bad_format"]),
        ("a\r\nX: y.jpg", "image/jpeg", JPEG, &["file.name bad_format"]),
    ] {
        assert_eq!(violations(&file(name, content_type, content)), expected, "{name}");
    }
}

#[test]
fn refuses_what_does_not_hang_together() {
    let both = Upload { file_url: Some("https://a.id".into()), ..document("a.jpg", JPEG) };
    assert_eq!(violations(&both), ["file_url not_allowed"]);
    let neither = Upload { file: None, ..document("a.jpg", JPEG) };
    assert_eq!(violations(&neither), ["file required"]);
    let no_code = Upload { code: None, ..document("a.jpg", JPEG) };
    assert_eq!(violations(&no_code), ["code required"]);
    let code = Upload { category: "LOGO".into(), ..document("a.jpg", JPEG) };
    assert_eq!(violations(&code), ["code not_allowed"]);
    let unknown = Upload { category: "logo".into(), ..document("a.jpg", JPEG) };
    assert_eq!(violations(&unknown), ["category not_in_list", "code not_allowed"]);
}

fn document(name: &str, content: &[u8]) -> Upload {
    Upload {
        category: "DOCUMENT".into(),
        code: Some("KTP".into()),
        ..file(name, "image/jpeg", content)
    }
}

fn file(name: &str, content_type: &str, content: &[u8]) -> Upload {
    let file = UploadFile {
        name: name.into(),
        content_type: content_type.into(),
        content: content.into(),
    };
    Upload { category: "LOGO".into(), file: Some(file), ..Upload::default() }
}

fn violations(upload: &Upload) -> Vec<String> {
    let listed = |violation: &Violation| format!("{} {}", violation.path, violation.code.as_str());
    let checked = check(&Upload::TABLE, &to_json(upload), Mode::Request);
    checked.err().unwrap_or_default().iter().map(listed).collect()
}

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a photo of nobody";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n a picture";
const PDF: &[u8] = b"%PDF-1.7 a paper";

#[test]
fn names_what_phones_and_browsers_hand_over() {
    for (content, named) in [
        (&b"\0\0\0\x18ftypheic"[..], "HEIC"),
        (b"\0\0\0\x18ftypmif1", "HEIC"),
        (b"RIFF\x24\0\0\0WEBP", "WebP"),
        (b"GIF89a\0\0\0\0\0\0", "GIF"),
        (b"RIFF\x24\0\0\0WAVE", "others"),
    ] {
        let base64 = BASE64_STANDARD.encode(content);
        let upload = format!(
            r#"{{"category":"LOGO","file":{{"name":"a","content_type":"image/jpeg","base64":"{base64}"}}}}"#
        );
        let error = crate::from_json::<Upload>(&upload).unwrap_err();
        assert_eq!(error.violations()[0].path, "file.content");
        assert!(error.detail().contains(named), "{}", error.detail());
    }
}

#[test]
fn names_what_stands_around_base64() {
    for (base64, named) in
        [("data:image/jpeg;base64,/9j/", "data: URI"), ("/9j/\\nAAAA", "line breaks")]
    {
        let upload = format!(
            r#"{{"category":"LOGO","file":{{"name":"a","content_type":"image/jpeg","base64":"{base64}"}}}}"#
        );
        let error = crate::from_json::<Upload>(&upload).unwrap_err();
        assert_eq!(error.violations().len(), 1);
        assert!(error.detail().contains(named), "{}", error.detail());
    }
}
