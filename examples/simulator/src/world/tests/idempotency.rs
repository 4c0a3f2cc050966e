use super::*;

#[test]
fn the_same_request_gets_the_first_answer_with_409() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let prepared = tester.prepare("register_rdl_customer", &investor("A"), "id");
    let (status, first) = tester.send(&mut world, &prepared);
    assert_eq!(status, 201);
    let later = Timestamp::from_unix(NOW + 600).unwrap().to_string();
    let again = tester.0.resign(&prepared, &later).unwrap();
    assert_eq!(tester.send(&mut world, &again), (409, first));
    assert_eq!(world.state.accounts.len(), 1);
    let outgoing = world.handle(&incoming(&again), NOW);
    let answer = tester.0.read::<dokukit::RdlRegistration>(&again, &received(&outgoing)).unwrap();
    assert!(answer.replayed);
}

#[test]
fn another_request_under_the_same_id_is_refused() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    tester.send(&mut world, &tester.prepare("register_rdl_customer", &investor("A"), "id"));
    let other = tester.prepare("register_rdl_customer", &investor("B"), "id");
    let (status, answer) = tester.send(&mut world, &other);
    assert_eq!((status, &answer["error"]["code"]), (400, &"idempotent_request".into()));
    let other = tester.prepare("generate_token", "{}", "id");
    assert_eq!(tester.send(&mut world, &other).0, 400);
    assert_eq!(world.state.accounts.len(), 1);
    assert_eq!(world.state.tokens, 0);
}

#[test]
fn an_id_belongs_to_its_client() {
    let mut world = world();
    for tester in [PARTNER, OTHER].map(Tester::new) {
        let prepared = tester.prepare("register_rdl_customer", &investor("A"), "id");
        assert_eq!(tester.send(&mut world, &prepared).0, 201);
    }
}

#[test]
fn a_refused_request_leaves_its_id_free() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    tester.call(&mut world, "register_rdl_customer", &investor("A"));
    let twice = tester.prepare("register_rdl_customer", &investor("A"), "id");
    assert_eq!(tester.send(&mut world, &twice).0, 400);
    let once = tester.prepare("register_rdl_customer", &investor("B"), "id");
    assert_eq!(tester.send(&mut world, &once).0, 201);
}

#[test]
fn the_changes_alone_make_the_same_world() {
    let (tester, mut first) = (Tester::new(PARTNER), world());
    let registration = tester.registration(&mut first).to_string();
    tester.call(&mut first, "register_business", &registration);
    let prepared = tester.prepare("register_rdl_customer", &investor("A"), "id");
    tester.send(&mut first, &prepared);
    let kept = serde_json::to_string(&first.take_changes()).unwrap();
    assert!(first.take_changes().is_empty());
    let mut second = world();
    for change in serde_json::from_str::<Vec<super::super::Change>>(&kept).unwrap() {
        second.replay(change);
    }
    assert_eq!(format!("{:?}", second.state), format!("{:?}", first.state));
    assert_eq!(tester.send(&mut second, &prepared).0, 409);
}

#[test]
fn dropped_connections_come_evenly_and_after_the_work() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    assert_eq!(admin(&mut world, "/_sim/faults", r#"{"drop_percent":5}"#).0, 200);
    let dropped = (0..100).filter(|number| {
        let body = investor(&format!("I-{number}"));
        let prepared = tester.prepare("register_rdl_customer", &body, &format!("id-{number}"));
        world.handle(&incoming(&prepared), NOW).dropped
    });
    assert_eq!(dropped.collect::<Vec<_>>(), [19, 39, 59, 79, 99]);
    assert_eq!(world.state.accounts.len(), 100);
    assert_eq!(admin(&mut world, "/_sim/faults", r#"{"drop_percent":101}"#).0, 400);
    assert_eq!(admin(&mut world, "/_sim/faults", r#"{"drop_percent":0}"#).0, 200);
}
