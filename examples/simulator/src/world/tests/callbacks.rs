use dokukit::Window;

use super::*;

fn registered(world: &mut World, url: &str) {
    let tester = Tester::new(PARTNER);
    let mut registration = tester.registration(world);
    registration["business"]["callback_url"] = url.into();
    assert_eq!(tester.call(world, "register_business", &registration.to_string()).0, 200);
}

fn decide(world: &mut World, status: &str) -> u16 {
    let body = format!(r#"{{"status":"{status}"}}"#);
    admin(world, "/_sim/business/BSN-0104-1678960841263", &body).0
}

#[test]
fn a_decision_shows_and_is_called_back_signed() {
    let mut world = world();
    registered(&mut world, "http://127.0.0.1:9/hooks/doku");
    assert!(world.advance(NOW).is_empty());
    assert_eq!(decide(&mut world, "SUSPENDED"), 400);
    assert_eq!(decide(&mut world, "ACTIVE"), 200);
    assert_eq!(decide(&mut world, "REJECTED"), 409);
    let tester = Tester::new(PARTNER);
    let question = r#"{"client_id":"BRN-0104-1678960841263"}"#;
    assert_eq!(tester.call(&mut world, "get_business", question).1["status"], "ACTIVE");
    let sent = world.advance(NOW);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].url, "http://127.0.0.1:9/hooks/doku");
    let window = Some(Window::new(NOW, Some(60)));
    let (headers, body) = (&sent[0].headers, &sent[0].body);
    let verified = tester.0.verify_notification("/hooks/doku", headers, body, window);
    assert_eq!(verified.unwrap(), SignatureStatus::Verified);
    let body: Value = serde_json::from_slice(body).unwrap();
    assert_eq!((&body["type"], &body["status"]), (&"BUSINESS".into(), &"ACTIVE".into()));
}

#[test]
fn repeats_after_30_minutes_6_hours_and_12_hours() {
    let mut world = world();
    registered(&mut world, "http://localhost:9/hook");
    decide(&mut world, "REJECTED");
    let mut tried_at = Vec::new();
    for at in (0..16 * 3600).step_by(60) {
        for delivery in world.advance(NOW + at) {
            tried_at.push(at);
            world.delivered(delivery.number, if at == 0 { None } else { Some(500) });
        }
    }
    assert_eq!(tried_at, [0, 1800, 21_600, 43_200]);
}

#[test]
fn the_clock_can_be_advanced_and_headers_stay_on_time() {
    let mut world = world();
    registered(&mut world, "http://[::1]:9/hook");
    decide(&mut world, "ACTIVE");
    assert_eq!(world.advance(NOW).len(), 1);
    assert!(world.advance(NOW).is_empty());
    admin(&mut world, "/_sim/clock", r#"{"advance":1800}"#);
    let again = world.advance(NOW);
    assert_eq!(again.len(), 1);
    let timestamp = again[0].headers.iter().find(|one| one.name == "Request-Timestamp").unwrap();
    assert_eq!(timestamp.value, Timestamp::from_unix(NOW).unwrap().to_string());
    world.delivered(again[0].number, Some(204));
    admin(&mut world, "/_sim/clock", r#"{"advance":86400}"#);
    assert!(world.advance(NOW).is_empty());
    assert_eq!(admin(&mut world, "/_sim/state", "").1["callbacks"][0]["outcome"], "delivered");
    assert_eq!(admin(&mut world, "/_sim/clock", r#"{"advance":-1}"#).0, 400);
}

#[test]
fn calls_nobody_but_this_machine() {
    for url in [
        "https://webhook.site/example-url",
        "http://doku.com/a",
        "http://127.0.0.1.example.com/a",
        "http://localhost.example.com/",
        "http://192.168.0.1/a",
        "https://127.0.0.1/a",
    ] {
        let mut world = world();
        registered(&mut world, url);
        assert_eq!(decide(&mut world, "ACTIVE"), 200);
        assert!(world.advance(NOW).is_empty(), "{url}");
        let (_, state) = admin(&mut world, "/_sim/state", "");
        assert_eq!(state["callbacks"][0]["outcome"], "not_loopback");
    }
}

#[test]
fn a_user_name_is_no_host() {
    use super::super::callback::target;
    assert_eq!(target("http://127.0.0.1@example.com/a"), None);
    assert_eq!(target("http://127.0.0.1:9/a?b=c").unwrap(), "/a");
}
