use crate::doku::prepare::{PreparedRequest, Stamp};
use crate::doku::{Config, Doku};
use crate::error::{Error, ErrorCode};

#[test]
fn signs_again_what_this_configuration_has_prepared() {
    for request in [post(), get("unsigned"), get("signed")] {
        let again = doku("test", "MCH-1").resign(&request, "2020-08-11T09:45:42Z").unwrap();
        assert_eq!((&again.url, &again.target), (&request.url, &request.target));
        assert_eq!(again.request_id, request.request_id);
        let back = doku("test", "MCH-1").resign(&again, &request.timestamp).unwrap();
        assert_eq!(back, request);
    }
}

#[test]
fn rejects_what_another_configuration_has_prepared() {
    let production = doku("production", "MCH-1");
    let other = doku("test", "MCH-2");
    for doku in [&production, &other] {
        let signature = "HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=";
        let resigned = doku.resign(&post(), "2020-08-11T09:45:42Z").unwrap_err();
        let unsigned = doku.resign_unsigned(&post(), "2020-08-11T09:45:42Z").unwrap_err();
        let attached = doku.attach_signature(post(), signature).unwrap_err();
        for error in [resigned, unsigned, attached] {
            assert_eq!(error.code(), ErrorCode::NotForThisRequest);
        }
    }
    let nobodys = PreparedRequest { headers: Vec::new(), ..post() };
    assert_eq!(again(&nobodys).unwrap_err().code(), ErrorCode::NotForThisRequest);
    let elsewhere = post().url.replace("doku.com", "doku.com.shop.example");
    let elsewhere = PreparedRequest { url: elsewhere, ..post() };
    assert_eq!(again(&elsewhere).unwrap_err().code(), ErrorCode::NotForThisRequest);
}

#[test]
fn signs_nothing_unread() {
    let shifted = "id-1\nRequest-Timestamp:2020-08-11T08:45:42Z";
    for (changed, expected) in [
        (PreparedRequest { request_id: shifted.into(), ..post() }, "request_id bad_format"),
        (PreparedRequest { request_id: String::new(), ..post() }, "request_id required"),
        (PreparedRequest { target: "/a\nDigest:x".into(), ..post() }, "target bad_format"),
        (PreparedRequest { target: "/b".into(), ..post() }, "url mismatch"),
        (PreparedRequest { url: format!("{}/../c", post().url), ..post() }, "url mismatch"),
        (PreparedRequest { method: "GET".into(), ..post() }, "body not_allowed"),
        // Some bindings hand a request over as lines: the second would be its URL.
        (
            PreparedRequest { method: "POST\nhttps://evil.example".into(), ..post() },
            "method not_in_list",
        ),
        (PreparedRequest { method: "post".into(), ..post() }, "method not_in_list"),
        (PreparedRequest { operation: "refund".into(), ..post() }, "operation not_in_list"),
        (
            PreparedRequest { operation: "register_rdl_customer".into(), ..post() },
            "target mismatch",
        ),
        (PreparedRequest { operation: "upload_file".into(), ..post() }, "operation not_allowed"),
    ] {
        let error = again(&changed).unwrap_err();
        assert_eq!(listed(&error), [expected]);
    }
    let edited = PreparedRequest { timestamp: "2020-08-11T15:45:42+07:00".into(), ..post() };
    let signature = "HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=";
    let error = doku("test", "MCH-1").attach_signature(edited, signature).unwrap_err();
    assert_eq!(listed(&error), ["timestamp bad_format"]);
}

#[test]
fn writes_headers_anew() {
    let mut request = post();
    request.headers.retain(|header| header.name == "Client-Id");
    request.headers.push(crate::Header::new("X-Trace", "1"));
    let request = again(&request).unwrap();
    let names: Vec<_> = request.headers.iter().map(|header| header.name.as_str()).collect();
    let expected = ["Client-Id", "Request-Id", "Request-Timestamp", "Signature", "Content-Type"];
    assert_eq!(names, expected);
}

fn again(request: &PreparedRequest) -> Result<PreparedRequest, Error> {
    doku("test", "MCH-1").resign(request, "2020-08-11T08:45:42Z")
}

fn doku(environment: &str, client_id: &str) -> Doku {
    Doku::configure(Config {
        environment: Some(environment.into()),
        client_id: client_id.into(),
        secret_key: Some("secret".into()),
        ..Config::default()
    })
    .unwrap()
}

fn post() -> PreparedRequest {
    prepared(r#"{"method":"POST","target":"/a","body":"{}"}"#)
}

fn get(query: &str) -> PreparedRequest {
    prepared(&format!(r#"{{"method":"GET","target":"/a?b=c","query":"{query}"}}"#))
}

fn prepared(request: &str) -> PreparedRequest {
    let stamp = Stamp { request_id: "id-1".into(), timestamp: "2020-08-11T08:45:42Z".into() };
    doku("test", "MCH-1").prepare_text("call", request, &stamp).unwrap()
}

fn listed(error: &Error) -> Vec<String> {
    let violations = error.violations().iter();
    violations.map(|violation| format!("{} {}", violation.path, violation.code.as_str())).collect()
}
