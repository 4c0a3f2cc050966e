use super::*;

const RDL_PATH: &str = "/sac-rdl/v1/rdl-customers";

fn signed() -> Incoming {
    incoming(&Tester::new(PARTNER).prepare("register_rdl_customer", &investor("A"), "id"))
}

fn refusal(request: &Incoming) -> (u16, String, String) {
    let outgoing = world().handle(request, NOW);
    assert!(outgoing.headers.iter().all(|header| header.name != "Signature"));
    let error = &json(&outgoing)["error"];
    assert_eq!(error["type"], "invalid_request_error");
    let text = |name: &str| error[name].as_str().unwrap().to_owned();
    (outgoing.status, text("code"), text("message"))
}

fn with(name: &str, value: Option<&str>) -> Incoming {
    let mut request = signed();
    request.headers.retain(|header| header.name != name);
    request.headers.extend(value.map(|value| Header::new(name, value)));
    request
}

#[test]
fn names_missing_headers_one_at_a_time() {
    let names = ["Client-Id", "Request-Id", "Request-Timestamp", "Signature"];
    for (index, name) in names.iter().enumerate() {
        let mut request = signed();
        // Those after it are missing too, and are not named yet.
        request.headers.retain(|header| names[..index].contains(&header.name.as_str()));
        let message = format!("Header {name} is required");
        assert_eq!(refusal(&request), (400, "invalid_header_request".into(), message));
        let empty = refusal(&with(name, Some("")));
        assert_eq!(empty.2, format!("Header {name} is required"));
    }
}

#[test]
fn checks_the_timestamp_before_the_client() {
    for text in ["2023-11-14 22:13:20Z", "2023-11-14T22:13:20+00:00", "yesterday"] {
        let mut request = with("Request-Timestamp", Some(text));
        request.headers.retain(|header| header.name != "Client-Id");
        request.headers.push(Header::new("Client-Id", "nobody"));
        let message = "Invalid format Header Request-Timestamp".to_owned();
        assert_eq!(refusal(&request), (400, "invalid_header_request".into(), message));
    }
}

#[test]
fn accepts_an_hour_either_way_and_no_second_more() {
    let tester = Tester::new(PARTNER);
    for (off, is_taken) in [(-3600, true), (3600, true), (-3601, false), (3601, false)] {
        let stamp = stamp("id", NOW + off);
        let prepared = tester.0.prepare_text("register_rdl_customer", &investor("A"), &stamp);
        let request = incoming(&prepared.unwrap());
        if is_taken {
            assert_eq!(world().handle(&request, NOW).status, 201);
        } else {
            let message = "Header Request-Timestamp is not in +- 3600 second of now".to_owned();
            let expected = (400, "request_time_out_of_range".to_owned(), message);
            assert_eq!(refusal(&request), expected);
        }
    }
}

#[test]
fn a_skewed_clock_moves_the_window() {
    let clients = vec![(PARTNER.0.to_owned(), PARTNER.1.to_owned())];
    let settings = Settings { clients, clock_skew: 7 * 3600, ..Settings::default() };
    let outgoing = World::new(&settings).unwrap().handle(&signed(), NOW);
    assert_eq!(json(&outgoing)["error"]["code"], "request_time_out_of_range");
}

#[test]
fn checks_the_client_before_the_signature() {
    let mut request = with("Client-Id", Some("nobody"));
    request.headers.retain(|header| header.name != "Signature");
    request.headers.push(Header::new("Signature", "HMACSHA256=AAAA"));
    let expected = (400, "invalid_client_id".to_owned(), "Invalid Client-Id".to_owned());
    assert_eq!(refusal(&request), expected);
}

#[test]
fn checks_the_signature_before_the_body() {
    let mut request = signed();
    request.body = b"not what was signed, and no JSON".to_vec();
    let message = "Invalid Header Signature".to_owned();
    assert_eq!(refusal(&request), (400, "invalid_signature".into(), message));
    // The key of another client.
    let other = with("Client-Id", Some(OTHER.0));
    assert_eq!(refusal(&other).1, "invalid_signature");
}

#[test]
fn refuses_a_header_that_is_there_twice_or_cannot_be_one() {
    let mut request = signed();
    request.headers.push(Header::new("client-id", OTHER.0));
    assert_eq!(refusal(&request).2, "Invalid format Header Client-Id");
    for id in ["x".repeat(129).as_str(), "r\u{e9}", "a\tb"] {
        let request = with("Request-Id", Some(id));
        assert_eq!(refusal(&request).2, "Invalid format Header Request-Id", "{id}");
    }
}

#[test]
fn unknown_paths_and_methods_come_first() {
    let outgoing = world().handle(&of("POST", "/nowhere?a=b", Vec::new(), b""), NOW);
    assert_eq!(
        (outgoing.status, json(&outgoing)["message"].as_str().unwrap()),
        (404, "No static resource nowhere.")
    );
    let outgoing = world().handle(&of("DELETE", RDL_PATH, Vec::new(), b""), NOW);
    assert_eq!(outgoing.status, 405);
    let outgoing = world().handle(&of("GET", "/sac-rdl/v1/rdl-customers/", Vec::new(), b""), NOW);
    assert_eq!(outgoing.status, 404);
}

#[test]
fn all_broken_rules_of_a_body_come_at_once_and_signed() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let outgoing = tester.send_raw(&mut world, "POST", RDL_PATH, br#"{"rdl_customer":{"a":1}}"#);
    assert_eq!(outgoing.status, 400);
    assert_eq!(json(&outgoing)["message"].as_array().unwrap().len(), 29);
    assert!(outgoing.headers.iter().any(|header| header.name == "Signature"));
    assert!(world.state.accounts.is_empty());
    for body in [&b"\xff\xfe"[..], b"", b"[]", b"{", b"null"] {
        let outgoing = tester.send_raw(&mut world, "POST", RDL_PATH, body);
        assert_eq!(outgoing.status, 400, "{body:?}");
        assert!(json(&outgoing)["message"].is_array());
    }
}

#[test]
fn the_list_explains_a_signature_and_shows_no_content() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let mut request = incoming(&tester.prepare("register_rdl_customer", &investor("A"), "id"));
    request.path_and_query.push_str("?x=1");
    let stages = tester.0.sign_component("POST", RDL_PATH, None, &stamp("id", NOW)).unwrap();
    request.headers.retain(|header| header.name != "Signature");
    request.headers.push(Header::new("Signature", stages.signature));
    assert_eq!(world.handle(&request, NOW).status, 400);
    let hostile = of("GET", "/<script>alert(1)</script>", Vec::new(), b"");
    assert_eq!(world.handle(&hostile, NOW).status, 404);
    let (_, list) = admin(&mut world, "/_sim/requests", "");
    assert_eq!(list["requests"][0]["verdict"], "invalid_signature");
    assert!(!list["requests"][0]["findings"].as_array().unwrap().is_empty());
    let page = world.handle(&of("GET", "/_sim/", Vec::new(), b""), NOW);
    let page = String::from_utf8(page.body).unwrap();
    assert!(page.contains("invalid_signature") && !page.contains("<script>"));
    for secret in ["SEMAR DUADUA", PARTNER.1, "mymom"] {
        assert!(!page.contains(secret) && !list.to_string().contains(secret));
    }
}
