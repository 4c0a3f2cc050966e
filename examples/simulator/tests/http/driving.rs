//! Who may drive the simulator, and what a page of another site gets.

use super::*;

const FORM: &str = "Content-Type: text/plain\r\nOrigin: https://example.com\r\n";
const OWN: &str = "Content-Type: application/json\r\nOrigin: http://HOST\r\n";

/// Asks for faults, or the clock, or whatever it is; gives the whole answer.
fn drive(simulator: &Simulator, line: &str, host: &str, headers: &str, body: &str) -> String {
    let head = format!(
        "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    raw(simulator, [head.as_bytes(), body.as_bytes()].concat().as_slice())
}

fn host(simulator: &Simulator) -> &str {
    simulator.base_url().strip_prefix("http://").unwrap()
}

fn ahead(simulator: &Simulator) -> serde_json::Value {
    admin(simulator, "state", "")["ahead"].clone()
}

/// `<form method="post" enctype="text/plain">` with an input whose name and value are JSON.
#[test]
fn a_form_of_another_site_changes_nothing() {
    let simulator = Simulator::start(options()).unwrap();
    let (clock, body) = ("POST /_sim/clock", r#"{"advance":60,"x":"="}"#);
    let answer = drive(&simulator, clock, host(&simulator), FORM, body);
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    assert!(answer.contains("Origin: expected none"), "{answer}");
    // Some clients send no Origin: a form is still no JSON.
    for headers in [
        "",
        "Content-Type: text/plain\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: multipart/form-data; boundary=x\r\n",
    ] {
        let answer = drive(&simulator, clock, host(&simulator), headers, body);
        assert!(answer.starts_with("HTTP/1.1 415 "), "{answer}");
    }
    // A script may send JSON once the browser was allowed to: it asks, and is not.
    let asks = "Origin: https://example.com\r\nAccess-Control-Request-Method: POST\r\n\
        Access-Control-Request-Headers: content-type\r\n";
    let answer = drive(&simulator, "OPTIONS /_sim/clock", host(&simulator), asks, "");
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    assert!(!answer.to_lowercase().contains("access-control"), "{answer}");
    assert_eq!(ahead(&simulator), 0);
}

#[test]
fn a_name_that_was_pointed_here_is_refused() {
    let simulator = Simulator::start(options()).unwrap();
    let port = host(&simulator).rsplit(':').next().unwrap();
    let rebound = format!("doku.example:{port}");
    let headers = OWN.replace("HOST", &rebound);
    let answer = drive(&simulator, "POST /_sim/clock", &rebound, &headers, r#"{"advance":60}"#);
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    assert!(answer.contains("Host: expected the name or address"), "{answer}");
    for path in ["/_sim", "/_sim/", "/_sim/state", "/_sim/requests", "/_sim/file/x"] {
        let answer = drive(&simulator, &format!("GET {path}"), &rebound, "", "");
        assert!(answer.starts_with("HTTP/1.1 403 "), "{path}: {answer}");
    }
    // The name on the request line counts as well.
    let line = format!("GET http://{rebound}/_sim/state");
    let answer = drive(&simulator, &line, host(&simulator), "", "");
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    assert_eq!(ahead(&simulator), 0);
}

#[test]
fn programs_and_its_own_page_drive_it() {
    let simulator = Simulator::start(options()).unwrap();
    let port = host(&simulator).rsplit(':').next().unwrap();
    for (step, name) in ["127.0.0.1", "localhost", "[::1]"].into_iter().enumerate() {
        let own = format!("{name}:{port}");
        let headers = OWN.replace("HOST", &own);
        let answer = drive(&simulator, "POST /_sim/clock", &own, &headers, r#"{"advance":60}"#);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert_eq!(ahead(&simulator), (step + 1) * 60);
        let page = drive(&simulator, "GET /_sim/", &own, "", "");
        assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
        assert!(page.contains("<title>A DOKU on loopback</title>"), "{page}");
    }
    let json = "Content-Type: application/json; charset=utf-8\r\n";
    let answer = drive(&simulator, "POST /_sim/clock", host(&simulator), json, r#"{"advance":60}"#);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let answer = drive(&simulator, "HEAD /_sim/", host(&simulator), "", "");
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
}
