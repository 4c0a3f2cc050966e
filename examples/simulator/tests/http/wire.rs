use super::*;

/// Sends bytes that have to be refused with this status, and looks whether anything was kept.
fn refuse(bytes: &[u8], status: u16) -> String {
    let simulator = Simulator::start(options()).unwrap();
    let answer = raw(&simulator, bytes);
    assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
    let state = admin(&simulator, "state", "");
    for kept in ["rdl", "businesses", "files", "callbacks"] {
        assert_eq!(state[kept].as_array().unwrap().len(), 0, "{kept}");
    }
    answer
}

#[test]
fn wrong_methods_and_paths() {
    let answer = refuse(
        b"PUT /sac-rdl/v1/rdl-customers HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        405,
    );
    assert!(answer.contains("{\"message\":\"Request method 'PUT' is not supported\"}"));
    let answer = refuse(b"GET /sac-rdl/v2/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404);
    assert!(answer.contains("{\"message\":\"No static resource sac-rdl/v2/x.\"}"));
}

#[test]
fn headers_that_are_none() {
    refuse(b"GET / HTTP/1.1\r\nHost: a\r\nClient-Id: a\x01b\r\n\r\n", 400);
    refuse(b"GET / HTTP/1.1\r\nHost: a\r\nClient-Id: a\0b\r\n\r\n", 400);
    refuse(b"no request at all\r\n\r\n", 400);
    let invalid = b"POST /sac-rdl/v1/rdl-customers HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
        Client-Id: \xff\xfe\r\nRequest-Id: a\r\nRequest-Timestamp: \xff\r\nSignature: \xff\r\n\r\n";
    let answer = refuse(invalid, 400);
    assert!(answer.contains("Invalid format Header Request-Timestamp"));
}

#[test]
fn a_body_of_more_than_20_mb_is_refused_with_an_answer() {
    let length = "POST /sac-rdl/v1/rdl-customers HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
        Content-Length: 20000001\r\n\r\n";
    let answer = refuse(&[length.as_bytes(), &vec![b'x'; 20_000_001]].concat(), 413);
    assert!(answer.contains("{\"message\":[\"expected a body of at most 20 MB\"]}"));
    // Nobody waits for a body that is far too long.
    refuse(b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 99000000000\r\n\r\n", 413);
    let chunked =
        b"POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunk = [&b"1312d01\r\n"[..], &vec![b'x'; 0x131_2d01], b"\r\n0\r\n\r\n"].concat();
    refuse(&[&chunked[..], &chunk].concat(), 413);
    // As much as is allowed gets as far as its headers.
    let length = "POST /sac-rdl/v1/rdl-customers HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
        Content-Length: 20000000\r\n\r\n";
    let answer = refuse(&[length.as_bytes(), &vec![b'x'; 20_000_000]].concat(), 400);
    assert!(answer.contains("Header Client-Id is required"));
}

#[test]
fn a_chunked_body_is_the_body() {
    let simulator = Simulator::start(options()).unwrap();
    let prepared = prepare(&simulator, "register_rdl_customer", &investor("A"), "id");
    let body = prepared.body.clone().unwrap();
    let mut bytes = head(&prepared).into_bytes();
    bytes.extend(b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
    for chunk in body.chunks(100) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
        bytes.extend([chunk, b"\r\n"].concat());
    }
    bytes.extend(b"0\r\n\r\n");
    let answer = raw(&simulator, &bytes);
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    assert!(answer.contains("2340220322154948265107180133830000142742"));
}

#[test]
fn an_offer_of_http_2_is_ignored() {
    let simulator = Simulator::start(options()).unwrap();
    let prepared = prepare(&simulator, "register_rdl_customer", &investor("A"), "id");
    let body = prepared.body.clone().unwrap();
    let mut stream = connect(&simulator);
    // What java.net.http sends.
    let offer = format!(
        "{}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\
         HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\nContent-Length: {}\r\n\r\n",
        head(&prepared),
        body.len()
    );
    stream.write_all(&[offer.as_bytes(), &body].concat()).unwrap();
    let mut start = [0; 12];
    stream.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 201");
}

#[test]
fn a_body_that_ends_too_early_is_nothing() {
    let simulator = Simulator::start(options()).unwrap();
    let prepared = prepare(&simulator, "register_rdl_customer", &investor("A"), "id");
    let mut stream = connect(&simulator);
    let length = prepared.body.as_ref().unwrap().len();
    let head = format!("{}Content-Length: {length}\r\n\r\n{{", head(&prepared));
    stream.write_all(head.as_bytes()).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let answer = text(stream);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert_eq!(admin(&simulator, "state", "")["rdl"].as_array().unwrap().len(), 0);
}

#[test]
fn invalid_utf_8_and_broken_json_that_are_signed_well() {
    let simulator = Simulator::start(options()).unwrap();
    for body in [&b"{\"rdl_customer\":\"\xff\"}"[..], b"{\"rdl_customer\":"] {
        let stamp = Stamp { request_id: format!("id-{}", body.len()), timestamp: now() };
        let path = "/sac-rdl/v1/rdl-customers";
        let doku = doku(simulator.base_url());
        let stages = doku.sign_component("POST", path, Some(body), &stamp).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nClient-Id: {}\r\n\
             Request-Id: {}\r\nRequest-Timestamp: {}\r\nSignature: {}\r\nContent-Length: {}\r\n\r\n",
            CLIENT.0,
            stamp.request_id,
            stamp.timestamp,
            stages.signature,
            body.len()
        );
        let answer = raw(&simulator, &[head.as_bytes(), body].concat());
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
        assert!(answer.contains("{\"message\":[\""), "{answer}");
    }
}

#[test]
fn a_dropped_connection_has_done_its_work() {
    let simulator = Simulator::start(options()).unwrap();
    admin(&simulator, "faults", r#"{"drop_percent":100}"#);
    let prepared = prepare(&simulator, "register_rdl_customer", &investor("A"), "id");
    let body = prepared.body.clone().unwrap();
    let head = format!("{}Content-Length: {}\r\n\r\n", head(&prepared), body.len());
    assert_eq!(raw(&simulator, &[head.as_bytes(), &body].concat()), "");
    admin(&simulator, "faults", r#"{"drop_percent":0}"#);
    let (status, answer) = send(&prepared);
    assert_eq!(status, 409);
    assert!(answer.contains("2340220322154948265107180133830000142742"));
}

#[test]
fn listens_on_this_machine_alone_and_says_when_a_port_is_taken() {
    let simulator = Simulator::start(options()).unwrap();
    let address = simulator.base_url().strip_prefix("http://127.0.0.1:").unwrap();
    let port = address.parse().unwrap();
    assert!(Simulator::start(Options { port, ..options() }).is_err());
}
