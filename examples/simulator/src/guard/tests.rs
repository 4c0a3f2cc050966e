use http::Request;

use super::*;

fn refuse(method: &str, target: &str, headers: &[(&str, &str)]) -> Option<u16> {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (head, ()) = request.body(()).unwrap().into_parts();
    refusal(&head, 8787).map(|(status, _)| status)
}

const HOST: (&str, &str) = ("Host", "127.0.0.1:8787");
const JSON: (&str, &str) = ("Content-Type", "application/json");

#[test]
fn accepts_this_machine_by_any_of_its_own_names() {
    for host in ["127.0.0.1:8787", "localhost:8787", "LocalHost:8787", "[::1]:8787"] {
        assert_eq!(refuse("GET", "/_sim/", &[("Host", host)]), None, "{host}");
        let origin = format!("http://{host}");
        let own = [("Host", host), ("Origin", &origin), JSON];
        assert_eq!(refuse("POST", "/_sim/clock", &own), None, "{host}");
    }
    assert_eq!(refuse("GET", "http://localhost:8787/_sim/", &[HOST]), None);
}

#[test]
fn rejects_every_other_host() {
    for host in [
        "doku.example:8787",
        "127.0.0.1.example.com:8787",
        "localhost.example.com:8787",
        "192.168.0.1:8787",
        "0.0.0.0:8787",
        "127.0.0.1:80",
        "127.0.0.1",
        "localhost@example.com:8787",
        "example.com@localhost:8787",
        "localhost:8787/",
        "localhost:8787, localhost:8787",
        "",
    ] {
        assert_eq!(refuse("GET", "/_sim/state", &[("Host", host)]), Some(403), "{host}");
    }
    assert_eq!(refuse("GET", "/_sim/state", &[]), Some(403));
    assert_eq!(refuse("GET", "/_sim/state", &[HOST, HOST]), Some(403));
    assert_eq!(refuse("GET", "http://doku.example:8787/_sim/", &[HOST]), Some(403));
}

#[test]
fn rejects_every_other_origin() {
    for origin in [
        "https://example.com",
        "http://example.com:8787",
        "http://127.0.0.1:3000",
        "http://localhost:8787",
        "https://127.0.0.1:8787",
        "127.0.0.1:8787",
        "null",
        "",
    ] {
        let headers = [HOST, ("Origin", origin), JSON];
        assert_eq!(refuse("POST", "/_sim/clock", &headers), Some(403), "{origin}");
        assert_eq!(refuse("GET", "/_sim/state", &headers), Some(403), "{origin}");
    }
    let twice = [HOST, ("Origin", "http://127.0.0.1:8787"), ("Origin", "null"), JSON];
    assert_eq!(refuse("POST", "/_sim/clock", &twice), Some(403));
}

#[test]
fn wants_json_of_what_changes_something() {
    for kind in ["application/json", "application/json; charset=utf-8", "Application/JSON"] {
        assert_eq!(refuse("POST", "/_sim/clock", &[HOST, ("Content-Type", kind)]), None);
    }
    // What a form can send, and what nobody means.
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=application/json",
        "text/plain; application/json",
        "application/jsonp",
        "",
    ] {
        let headers = [HOST, ("Content-Type", kind)];
        assert_eq!(refuse("POST", "/_sim/clock", &headers), Some(415), "{kind}");
        assert_eq!(refuse("GET", "/_sim/state", &headers), None, "{kind}");
    }
    assert_eq!(refuse("POST", "/_sim/clock", &[HOST]), Some(415));
    assert_eq!(refuse("POST", "/_sim/clock", &[HOST, JSON, JSON]), Some(415));
    assert_eq!(refuse("DELETE", "/_sim/state", &[HOST]), Some(415));
}
