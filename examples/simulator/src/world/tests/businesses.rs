use super::*;

#[test]
fn the_requirements_are_those_of_the_sample() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let question = |kind: &str, entity: &str| {
        format!(
            r#"{{"businessType":"{kind}","businessLegalEntity":"{entity}","brandBusinessLine":"RETAIL","businessContactNationality":"ID"}}"#
        )
    };
    let personal = question("PERSONAL", "PERSEORANGAN");
    let (status, answer) = tester.call(&mut world, "check_requirements", &personal);
    assert_eq!(status, 200);
    assert_eq!(
        answer,
        serde_json::from_str::<Value>(super::super::requirements::PERSONAL).unwrap()
    );
    let corporate = question("CORPORATE", "PT");
    let (_, answer) = tester.call(&mut world, "check_requirements", &corporate);
    assert_eq!(answer["business"]["documents"][0]["code"], "NIB");
    let path = "/adv-core-api/partner/v1.0/file";
    for query in ["", "?businessType=PERSONAL", "?businessType=PERSONAL&businessType=PERSONAL"] {
        let outgoing = tester.send_raw(&mut world, "GET", &format!("{path}{query}"), b"");
        assert_eq!(outgoing.status, 400);
    }
}

#[test]
fn a_business_is_registered_and_read_back() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let registration = tester.registration(&mut world).to_string();
    let (status, answer) = tester.call(&mut world, "register_business", &registration);
    assert_eq!(status, 200);
    assert_eq!(answer["business"]["id"], "BSN-0104-1678960841263");
    let brand = answer["business"]["brands"][0]["id"].as_str().unwrap();
    let question = format!(r#"{{"client_id":"{brand}"}}"#);
    let (status, data) = tester.call(&mut world, "get_business", &question);
    assert_eq!(status, 200);
    assert_eq!(data["name"], "Merchant 26 May");
    assert_eq!(data["website_readiness"]["code"], "DONT_HAVE");
    assert_eq!(data["brands"][0]["social_media"].as_array().unwrap().len(), 2);
    assert_eq!(data["documents"][0]["forms"][0]["value"], "1234567890123456");
    assert_eq!(data["documents"][0]["relation"], data["contacts"][0]["id"]);
    assert_eq!(data["status"], "UPDATING");
    assert!(!data.to_string().contains("jasmine"));
    let key = data["brands"][0]["shared_key"].as_str().unwrap();
    assert!(!admin(&mut world, "/_sim/state", "").1.to_string().contains(key));

    let (_, second) = tester.call(&mut world, "register_business", &registration);
    assert_ne!(second["business"]["id"], answer["business"]["id"]);
    assert_ne!(second["business"]["brands"], answer["business"]["brands"]);
}

#[test]
fn the_data_fit_the_types_of_dokukit() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let registration = tester.registration(&mut world).to_string();
    tester.call(&mut world, "register_business", &registration);
    let question = r#"{"client_id":"BRN-0104-1678960841263"}"#;
    let prepared = tester.prepare("get_business", question, "id");
    let outgoing = world.handle(&incoming(&prepared), NOW);
    let data = read::<dokukit::GetBusiness>(&tester, &prepared, &outgoing);
    assert_eq!(data.brands.unwrap()[0].products.as_ref().unwrap().len(), 6);
}

#[test]
fn files_have_to_be_there_of_this_client_and_kind() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let (status, answer) = tester.call(&mut world, "register_business", BUSINESS);
    assert_eq!((status, answer["message"].as_array().unwrap().len()), (400, 3));
    let registration = tester.registration(&mut world);
    let other = Tester::new(OTHER);
    let (status, _) = other.call(&mut world, "register_business", &registration.to_string());
    assert_eq!(status, 400);
    let mut swapped = registration.clone();
    let liveness = registration["business"]["contacts"][0]["owner_liveness"]["id"].clone();
    swapped["business"]["brands"][0]["photo_proofs"][0]["id"] = liveness;
    let (_, answer) = tester.call(&mut world, "register_business", &swapped.to_string());
    let text = answer["message"][0].as_str().unwrap();
    assert!(text.starts_with("business.brands[0].photo_proofs[0].id: "), "{text}");
    assert!(world.state.businesses.is_empty());
}

#[test]
fn known_files_count_as_uploaded() {
    let clients = vec![(PARTNER.0.to_owned(), PARTNER.1.to_owned())];
    let known = [
        ("PHOTO_PROOF", "DCM-0131-1234567890123"),
        ("OWNER_LIVENESS", "CNT-0114-1234567890123"),
        ("DOCUMENT", "DCM-0132-1234567890123"),
    ];
    let known_files = known.map(|(category, id)| (category.to_owned(), id.to_owned())).into();
    let settings = Settings { clients, known_files, ..Settings::default() };
    let mut world = World::new(&settings).unwrap();
    let (status, _) = Tester::new(PARTNER).call(&mut world, "register_business", BUSINESS);
    assert_eq!(status, 200);
}

#[test]
fn another_partner_does_not_see_it() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let registration = tester.registration(&mut world).to_string();
    tester.call(&mut world, "register_business", &registration);
    let question = r#"{"client_id":"BRN-0104-1678960841263"}"#;
    assert_eq!(Tester::new(OTHER).call(&mut world, "get_business", question).0, 404);
    assert_eq!(tester.call(&mut world, "get_business", r#"{"client_id":"BRN-1"}"#).0, 404);
}

#[test]
fn a_lite_business_has_a_reference_of_its_own() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let body = |reference: &str| {
        format!(
            r#"{{"business":{{"partner_ref_id":"{reference}","name":"John Store","contact":{{"name":"John","email":"john@gmail.com","phone_calling_code":"62","phone_number":"81510229216"}}}},"invited_user":{{"email":"string"}}}}"#
        )
    };
    let (status, first) = tester.call(&mut world, "create_business_lite", &body("R-1"));
    assert_eq!((status, &first["business"]["id"]), (200, &"BSN-0103-1700206906468".into()));
    let (status, again) = tester.call(&mut world, "create_business_lite", &body("R-1"));
    assert_eq!(status, 400);
    assert_eq!(again["message"][0], "business.partner_ref_id: registered already");
    let (_, second) = tester.call(&mut world, "create_business_lite", &body("R-2"));
    assert_ne!(first["business"]["brands"], second["business"]["brands"]);
    let brand = first["business"]["brands"][0]["id"].as_str().unwrap();
    let question = format!(r#"{{"client_id":"{brand}"}}"#);
    let (_, data) = tester.call(&mut world, "get_business", &question);
    assert_eq!((&data["name"], &data["contacts"]), (&"John Store".into(), &Value::Array(vec![])));
}
