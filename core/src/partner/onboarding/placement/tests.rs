use serde_json::{Value, json};

use super::{BusinessRegistration, Placement, UploadAnswer, place_upload, place_upload_text};
use crate::error::Error;
use crate::partner::{RegistrationContact, RegistrationOwnerLiveness};

#[test]
fn puts_each_file_where_it_belongs() {
    let registration = json!({"business": {"brands": [{"name": "A"}, {"name": "B"}],
        "contacts": [{"name": "C"}]}});
    let placed = place(&registration, "PHOTO_PROOF", &json!({"brand": 1})).unwrap();
    let placed = place(&placed, "PHOTO_PROOF", &json!({"brand": 1})).unwrap();
    let placed = place(&placed, "OWNER_LIVENESS", &json!({"contact": 0})).unwrap();
    let forms = json!([{"code": "NO_KTP", "value": "1"}]);
    let ktp = json!({"contact": 0, "code": "KTP", "forms": forms});
    let placed = place(&placed, "DOCUMENT", &ktp).unwrap();
    let placed = place(&placed, "DOCUMENT", &ktp).unwrap();
    let nib = json!({"business": true, "code": "NIB"});
    let placed = place(&placed, "DOCUMENT", &nib).unwrap();
    let business = &placed["business"];
    assert_eq!(business["brands"][0].get("photo_proofs"), None);
    assert_eq!(business["brands"][1]["photo_proofs"], json!([{"id": "ID"}]));
    assert_eq!(business["contacts"][0]["owner_liveness"], json!({"id": "ID"}));
    let document = json!({"code": "KTP", "category": "DOCUMENT", "id": "ID", "forms": forms});
    assert_eq!(business["contacts"][0]["documents"], json!([document]));
    let document = json!({"code": "NIB", "category": "DOCUMENT", "id": "ID"});
    assert_eq!(business["documents"], json!([document]));
}

#[test]
fn refuses_what_does_not_belong_there() {
    let registration = json!({"business": {"brands": [{}], "contacts": [{}]}});
    for (category, placement, expected) in [
        ("PHOTO_PROOF", json!({"brand": 1}), "placement out_of_range"),
        ("OWNER_LIVENESS", json!({"contact": 1}), "placement out_of_range"),
        ("DOCUMENT", json!({"contact": 1, "code": "KTP"}), "placement out_of_range"),
        ("PHOTO_PROOF", json!({"contact": 0}), "placement mismatch"),
        ("OWNER_LIVENESS", json!({"business": true}), "placement mismatch"),
        ("DOCUMENT", json!({"brand": 0, "code": "KTP"}), "placement mismatch"),
        ("LOGO", json!({"brand": 0}), "placement mismatch"),
        ("DOCUMENT", json!({"contact": 0}), "placement.code required"),
        ("DOCUMENT", json!({"business": false, "code": "KTP"}), "placement mismatch"),
        ("DOCUMENT", json!({}), "placement.brand required"),
        ("DOCUMENT", json!({"brand": 0, "contact": 0}), "placement.brand not_allowed"),
        ("PHOTO_PROOF", json!({"brand": -1}), "placement.brand out_of_range"),
        ("PHOTO_PROOF", json!({"brand": "0"}), "placement.brand wrong_type"),
        ("PHOTO_PROOF", json!({"brnd": 0}), "placement.brand required"),
    ] {
        let error = place(&registration, category, &placement).unwrap_err();
        let first = &error.violations()[0];
        assert_eq!(format!("{} {}", first.path, first.code.as_str()), expected, "{placement}");
    }
}

#[test]
fn loses_nothing_of_a_registration() {
    let faulty = json!({"business": {"brands": [{"nmae": "A"}]}});
    let error = place(&faulty, "PHOTO_PROOF", &json!({"brand": 0})).unwrap_err();
    assert_eq!(error.violations()[0].path, "business.brands[0].nmae");
    let error = place_upload_text("{}", "{\"id\":1}", "{\"brand\":0}").unwrap_err();
    assert_eq!(error.violations()[0].path, "upload.link");
}

/// Compared as text: no default, no empty text and no other order of keys is added.
#[test]
fn changes_nothing_but_the_place_of_the_file() {
    let registration = r#"{"business":{"contacts":[{"name":"C","primary":null,"documents":null},{"phone_number":"1","documents":[{"id":"OLD","code":"KTP"},{"code":"NPWP"}]}],"addresses":[{"country":"ID"}],"name":"\u0041"},"partner":{}}"#;
    for (category, placement, from, to) in [
        (
            "DOCUMENT",
            r#"{"contact":0,"code":"KTP"}"#,
            r#""documents":null"#,
            r#""documents":[{"code":"KTP","category":"DOCUMENT","id":"ID"}]"#,
        ),
        (
            "DOCUMENT",
            r#"{"contact":1,"code":"KTP"}"#,
            r#"{"id":"OLD","code":"KTP"}"#,
            r#"{"code":"KTP","category":"DOCUMENT","id":"ID"}"#,
        ),
        (
            "DOCUMENT",
            r#"{"business":true,"code":"NIB"}"#,
            r#""name":"\u0041"}"#,
            r#""name":"\u0041","documents":[{"code":"NIB","category":"DOCUMENT","id":"ID"}]}"#,
        ),
        (
            "OWNER_LIVENESS",
            r#"{"contact":0}"#,
            r#""documents":null}"#,
            r#""documents":null,"owner_liveness":{"id":"ID"}}"#,
        ),
    ] {
        let upload = format!(r#"{{"id":"ID","link":"https://a.id","category":"{category}"}}"#);
        let placed = place_upload_text(registration, &upload, placement).unwrap();
        assert_eq!(placed, registration.replace(from, to), "{placement}");
    }
}

#[test]
fn places_in_a_record_what_it_places_in_a_text() {
    let mut registration = BusinessRegistration::default();
    registration
        .business
        .contacts
        .push(RegistrationContact { name: "C".into(), ..RegistrationContact::default() });
    let before = registration.clone();
    let upload = UploadAnswer {
        id: "ID".into(),
        category: "OWNER_LIVENESS".into(),
        ..UploadAnswer::default()
    };
    let placement = Placement { contact: Some(0), ..Placement::default() };
    place_upload(&mut registration, &upload, &placement).unwrap();
    let mut expected = before;
    expected.business.contacts[0].owner_liveness =
        Some(RegistrationOwnerLiveness { id: Some("ID".into()) });
    assert!(registration == expected);
    let nowhere = Placement { contact: Some(1), ..Placement::default() };
    place_upload(&mut registration, &upload, &nowhere).unwrap_err();
    assert!(registration == expected);
}

fn place(registration: &Value, category: &str, placement: &Value) -> Result<Value, Error> {
    let upload = json!({"id": "ID", "link": "https://a.id", "category": category}).to_string();
    let placed = place_upload_text(&registration.to_string(), &upload, &placement.to_string())?;
    Ok(serde_json::from_str(&placed).unwrap())
}
