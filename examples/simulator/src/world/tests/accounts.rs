use super::*;

#[test]
fn two_customers_get_two_accounts_with_all_digits() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let ids = ["A", "B"].map(|customer| {
        let prepared = tester.prepare("register_rdl_customer", &investor(customer), customer);
        let outgoing = world.handle(&incoming(&prepared), NOW);
        assert_eq!(outgoing.status, 201);
        let answer = read::<dokukit::RdlRegistration>(&tester, &prepared, &outgoing);
        assert_eq!(answer.rdl_customer.customer_id, customer);
        assert_eq!(answer.rdl_customer_info.rdl_status, "PENDING");
        let text = String::from_utf8(outgoing.body).unwrap();
        // A bare number, as in DOKU's sample.
        assert!(text.contains(&format!("\"account_id\":{},", answer.rdl_customer.account_id)));
        assert!(text.contains("\"monthly_income\":1,"));
        assert!(!text.contains("selfie_photo"));
        answer.rdl_customer.account_id
    });
    assert_eq!(ids[0], "2340220322154948265107180133830000142742");
    assert_eq!(ids[1], "2340220322154948265107180133830000142743");
}

#[test]
fn an_optional_field_that_was_left_out_is_not_answered() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let mut body: Value = serde_json::from_str(&investor("A")).unwrap();
    body["rdl_customer"].as_object_mut().unwrap().remove("religion");
    let (_, answer) = tester.call(&mut world, "register_rdl_customer", &body.to_string());
    assert!(answer["rdl_customer"].get("religion").is_none());
}

#[test]
fn a_customer_is_registered_once() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    assert_eq!(tester.call(&mut world, "register_rdl_customer", &investor("A")).0, 201);
    let (status, answer) = tester.call(&mut world, "register_rdl_customer", &investor("A"));
    assert_eq!(status, 400);
    assert_eq!(answer["message"][0], "rdl_customer.customer_id: registered already");
    assert_eq!(world.state.accounts.len(), 1);
}

#[test]
fn an_account_is_activated_once() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    tester.call(&mut world, "register_rdl_customer", &investor("A"));
    let path = "/_sim/rdl/2340220322154948265107180133830000142742";
    assert_eq!(admin(&mut world, path, r#"{"status":"REJECTED"}"#).0, 400);
    assert_eq!(admin(&mut world, path, r#"{"status":"ACTIVE"}"#).0, 200);
    assert_eq!(admin(&mut world, path, r#"{"status":"ACTIVE"}"#).0, 409);
    assert_eq!(admin(&mut world, "/_sim/rdl/1", r#"{"status":"ACTIVE"}"#).0, 404);
    assert_eq!(admin(&mut world, "/_sim/state", "").1["rdl"][0]["status"], "ACTIVE");
}

#[test]
fn pays_out_from_own_accounts_and_once() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    tester.call(&mut world, "register_rdl_customer", &investor("A"));
    let body = |id: &str, account: &str| {
        format!(
            r#"{{"transaction":{{"id":"{id}","amount":10000}},"source_account":{{"account_id":"{account}"}}}}"#
        )
    };
    let own = "2340220322154948265107180133830000142742";
    let (status, answer) = tester.call(&mut world, "disburse_rdl", &body("T-1", own));
    assert_eq!((status, &answer["transaction"]["id"]), (200, &"T-1".into()));
    assert_eq!(tester.call(&mut world, "disburse_rdl", &body("T-1", own)).0, 400);
    assert_eq!(tester.call(&mut world, "disburse_rdl", &body("T-2", "1")).0, 400);
    let other = Tester::new(OTHER);
    assert_eq!(other.call(&mut world, "disburse_rdl", &body("T-1", own)).0, 400);
    assert_eq!(world.state.payouts.len(), 1);
}
