use dokukit::{Secret, Upload, UploadFile, UploadStamp};

use super::*;

const PHOTO: &[u8] = include_bytes!("../../../data/selfie.jpg");

fn token(simulator: &Simulator) -> String {
    let (status, answer) = send(&prepare(simulator, "generate_token", "{}", "token"));
    assert_eq!(status, 200);
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    answer["token"].as_str().unwrap().to_owned()
}

fn upload(simulator: &Simulator, token: &str) -> PreparedRequest {
    let upload = Upload {
        category: "PHOTO_PROOF".into(),
        code: None,
        file: Some(UploadFile {
            name: "shop.jpg".into(),
            content_type: "image/jpeg".into(),
            content: PHOTO.into(),
        }),
        file_url: None,
    };
    let stamp = UploadStamp { token: Secret::new(token), boundary: "b-7f3a".into() };
    doku(simulator.base_url()).prepare_upload(&upload, &stamp).unwrap()
}

/// Sends an upload after a change to its headers and body; nothing may be kept of it.
fn refuse(status: u16, change: impl FnOnce(&mut PreparedRequest)) -> String {
    let simulator = Simulator::start(options()).unwrap();
    let mut prepared = upload(&simulator, &token(&simulator));
    change(&mut prepared);
    let (answered, text) = send(&prepared);
    assert_eq!(answered, status, "{text}");
    assert!(text.starts_with("{\"message\":[\""), "{text}");
    assert_eq!(admin(&simulator, "state", "")["files"].as_array().unwrap().len(), 0);
    text
}

fn replace(body: &mut Option<Vec<u8>>, from: &[u8], to: &[u8]) {
    let bytes = body.take().unwrap();
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    let (head, tail) = (&bytes[..at], bytes.get(at..).unwrap().strip_prefix(from).unwrap());
    *body = Some([head, to, tail].concat());
}

#[test]
fn a_file_is_taken_and_its_link_expires() {
    let simulator = Simulator::start(options()).unwrap();
    let token = token(&simulator);
    let (status, answer) = send(&upload(&simulator, &token));
    assert_eq!(status, 200);
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let link = answer["link"].as_str().unwrap();
    let path = link.strip_prefix(simulator.base_url()).unwrap().strip_prefix("/_sim/").unwrap();
    assert_eq!(admin(&simulator, path, "")["bytes"], PHOTO.len());
    admin(&simulator, "clock", r#"{"advance":3600}"#);
    let request = ureq::http::Request::get(link).body(&b""[..]).unwrap();
    assert_eq!(run(request).0, 404);
    // The token lived five minutes.
    let (status, text) = send(&upload(&simulator, &token));
    assert!(status == 401 && text.contains("expired"), "{text}");
}

#[test]
fn a_body_that_is_not_what_its_boundary_says() {
    refuse(400, |prepared| prepared.headers[1].value = "multipart/form-data; boundary=c".into());
    refuse(400, |prepared| prepared.headers[1].value = "multipart/form-data".into());
    refuse(400, |prepared| prepared.headers[1].value = "text/plain".into());
    refuse(400, |prepared| replace(&mut prepared.body, b"--b-7f3a--", b""));
    refuse(400, |prepared| replace(&mut prepared.body, b"Content-Disposition", b"Content\0"));
    refuse(400, |prepared| replace(&mut prepared.body, b"PHOTO_PROOF", b"\xff\xfe"));
    refuse(400, |prepared| prepared.body = Some(Vec::new()));
}

#[test]
fn a_file_that_lies_about_its_type() {
    let text = refuse(400, |prepared| replace(&mut prepared.body, b"image/jpeg", b"image/png"));
    assert!(text.contains("file.content_type"), "{text}");
    refuse(400, |prepared| replace(&mut prepared.body, &PHOTO[..3], b"GIF"));
    refuse(400, |prepared| replace(&mut prepared.body, b"shop.jpg", b"shop.pdf"));
}

#[test]
fn a_token_that_is_none() {
    refuse(401, |prepared| prepared.headers[0].value = "Bearer a.b.c".into());
    refuse(401, |prepared| prepared.headers[0].name = "X-Authorization".into());
    refuse(401, |prepared| prepared.headers[0].value.push('A'));
}
