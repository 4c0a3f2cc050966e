use std::net::TcpListener;

use dokukit::{Header, SignatureStatus};

use super::*;

const BUSINESS: &str = include_str!("../../../data/business-registration.json");

/// Takes one callback, answers with a status, and gives its headers and body.
fn take(listener: &TcpListener, status: &str) -> (String, Vec<Header>, Vec<u8>) {
    let (mut stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut bytes = Vec::new();
    let (head, length) = loop {
        let mut byte = [0; 1];
        stream.read_exact(&mut byte).unwrap();
        bytes.extend(byte);
        if bytes.ends_with(b"\r\n\r\n") {
            let head = String::from_utf8(bytes).unwrap();
            let length = head.lines().find_map(|line| {
                line.to_lowercase().strip_prefix("content-length: ").map(|n| n.parse().unwrap())
            });
            break (head, length.unwrap());
        }
    };
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    stream.write_all(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").as_bytes()).unwrap();
    let mut lines = head.lines();
    let first = lines.next().unwrap().to_owned();
    let headers = lines.filter_map(|line| line.split_once(": "));
    (first, headers.map(|(name, value)| Header::new(name, value)).collect(), body)
}

#[test]
fn a_decision_is_posted_signed_until_it_is_taken() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut options = options();
    options.settings.known_files = [
        ("PHOTO_PROOF", "DCM-0131-1234567890123"),
        ("OWNER_LIVENESS", "CNT-0114-1234567890123"),
        ("DOCUMENT", "DCM-0132-1234567890123"),
    ]
    .map(|(category, id)| (category.to_owned(), id.to_owned()))
    .into();
    let simulator = Simulator::start(options).unwrap();
    let mut registration: serde_json::Value = serde_json::from_str(BUSINESS).unwrap();
    let url = format!("http://{}/kyb", listener.local_addr().unwrap());
    registration["business"]["callback_url"] = url.into();
    let prepared = prepare(&simulator, "register_business", &registration.to_string(), "id");
    assert_eq!(send(&prepared).0, 200);
    admin(&simulator, "business/BSN-0104-1678960841263", r#"{"status":"ACTIVE"}"#);

    let (first, headers, body) = take(&listener, "503 Busy");
    assert_eq!(first, "POST /kyb HTTP/1.1");
    let doku = doku(simulator.base_url());
    let verified = doku.verify_notification("/kyb", &headers, &body, None).unwrap();
    assert_eq!(verified, SignatureStatus::Verified);
    admin(&simulator, "clock", r#"{"advance":1800}"#);
    let (_, headers_again, body_again) = take(&listener, "200 OK");
    let request_id = |headers: &[Header]| {
        let mut same = headers.iter().filter(|one| one.name.eq_ignore_ascii_case("request-id"));
        same.next().unwrap().value.clone()
    };
    assert_eq!((request_id(&headers_again), &body_again), (request_id(&headers), &body));
    for _ in 0..100 {
        let state = admin(&simulator, "state", "");
        if state["callbacks"][0]["outcome"] == "delivered" {
            assert_eq!(state["callbacks"][0]["tries"], 2);
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the callback never counts as delivered");
}
