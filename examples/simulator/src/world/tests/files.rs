use super::*;

/// An upload written by hand, which DokuKit would not prepare.
fn by_hand(token: &str, content_type: &str, body: &[u8]) -> Incoming {
    let headers = vec![
        Header::new("Authorization", format!("Bearer {token}")),
        Header::new("Content-Type", content_type),
    ];
    of("POST", "/adv-core-api/partner/v1.0/file", headers, body)
}

fn part(name: &str, extra: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{extra}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

fn file(name: &str, kind: &str, content: &[u8]) -> Vec<u8> {
    part("file", &format!("; filename=\"{name}\"\r\nContent-Type: {kind}"), content)
}

fn refuse(parts: &[Vec<u8>], expected: &str) {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let token = tester.token(&mut world, "5");
    let body = [parts.concat(), b"--b--\r\n".to_vec()].concat();
    let request = by_hand(&token, "multipart/form-data; boundary=b", &body);
    let outgoing = world.handle(&request, NOW);
    assert_eq!(outgoing.status, 400);
    let text = json(&outgoing)["message"].to_string();
    assert!(text.contains(expected), "{text}");
    assert!(world.state.files.is_empty());
}

#[test]
fn an_upload_gets_an_id_and_a_link_for_an_hour() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let token = tester.token(&mut world, "5");
    let ids = [("PHOTO_PROOF", None), ("OWNER_LIVENESS", None), ("DOCUMENT", Some("KTP"))].map(
        |(category, code)| {
            let outgoing = world.handle(&tester.upload(&token, category, code), NOW);
            let answer = json(&outgoing);
            assert_eq!((outgoing.status, &answer["category"]), (200, &category.into()));
            answer["id"].as_str().unwrap().to_owned()
        },
    );
    assert!(ids[0].starts_with("DCM-") && ids[1].starts_with("CNT-") && ids[0] != ids[2]);
    let link = format!("/_sim/file/{}", ids[0]);
    assert_eq!(admin(&mut world, &link, "").1["bytes"], PHOTO.len());
    admin(&mut world, "/_sim/clock", r#"{"advance":3600}"#);
    assert_eq!(admin(&mut world, &link, "").0, 404);
    assert_eq!(world.state.files.len(), 3);
}

#[test]
fn a_url_takes_the_place_of_a_file() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let token = tester.token(&mut world, "5");
    let parts = [part("category", "", b"LOGO"), part("file_url", "", b"https://doku.com/a.png")];
    let body = [parts.concat(), b"--b--\r\n".to_vec()].concat();
    let request = by_hand(&token, "multipart/form-data; boundary=b", &body);
    assert_eq!(world.handle(&request, NOW).status, 200);
}

#[test]
fn refuses_what_does_not_hang_together() {
    let category = || part("category", "", b"PHOTO_PROOF");
    let photo = || file("a.jpg", "image/jpeg", PHOTO);
    refuse(&[photo()], "category");
    refuse(&[part("category", "", b"SELFIE"), photo()], "category");
    refuse(&[category()], "file");
    refuse(&[category(), photo(), part("file_url", "", b"https://doku.com/a.jpg")], "file_url");
    refuse(&[category(), part("code", "", b"KTP"), photo()], "code");
    refuse(&[part("category", "", b"DOCUMENT"), photo()], "code");
    refuse(&[part("category", "", b"DOCUMENT"), part("code", "", b"SIM"), photo()], "code");
    refuse(&[category(), category(), photo()], "each part once");
    refuse(&[category(), part("colour", "", b"red"), photo()], "alone");
    refuse(&[part("category", "", b"\xff\xfe"), photo()], "UTF-8");
}

#[test]
fn refuses_a_file_that_lies_about_its_type() {
    let category = || part("category", "", b"PHOTO_PROOF");
    refuse(&[category(), file("a.png", "image/png", PHOTO)], "image/jpeg");
    refuse(&[category(), file("a.jpg", "image/jpeg", b"GIF89a..........")], "JPEG, PNG or PDF");
    refuse(&[category(), file("a.jpg", "image/jpeg", b"")], "got none");
    refuse(&[category(), file("a.pdf", "application/pdf", b"%PDF-1.7 .......")], "PNG, JPG, JPEG");
}

#[test]
fn refuses_more_than_the_requirements_allow() {
    let most = [PHOTO, &vec![0; 15_000_000 - PHOTO.len()]].concat();
    let too_much = [&most[..], b"x"].concat();
    for category in ["PHOTO_PROOF", "LOGO"] {
        let category = part("category", "", category.as_bytes());
        refuse(&[category, file("a.jpg", "image/jpeg", &too_much)], "at most 15000000");
    }
}

#[test]
fn refuses_a_body_that_is_not_multipart() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let token = tester.token(&mut world, "5");
    let whole = [part("category", "", b"LOGO"), file("a.jpg", "image/jpeg", PHOTO)].concat();
    let types = ["", "application/json", "multipart/form-data", "multipart/form-data; boundary=c"];
    for content_type in types {
        let outgoing = world.handle(&by_hand(&token, content_type, &whole), NOW);
        assert_eq!(outgoing.status, 400, "{content_type}");
    }
    for body in [&whole[..], &whole[..200], b"", b"--b\r\n\r\n"] {
        let request = by_hand(&token, "multipart/form-data; boundary=b", body);
        assert_eq!(world.handle(&request, NOW).status, 400);
    }
    assert!(world.state.files.is_empty());
}
