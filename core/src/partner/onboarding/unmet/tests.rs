mod before;
mod linear;

use serde_json::{Value, json};

use super::{Limits, check_against_requirements_text, check_upload, place};
use crate::partner::BusinessRegistration;
use crate::partner::{Requirements, Upload, UploadFile, upload_plan};
use crate::payload::{Node, Payload};

#[test]
fn tells_what_a_registration_lacks() {
    let registration = json!({"business": {
        "brands": [{"photo_proofs": []}, {"photo_proofs": [{}, {"id": "P"}]}, {}],
        "contacts": [
            {"documents": [{"code": "KTP", "forms": [{"code": "NO_KTP", "value": "12345é78"}]}],
                "owner_liveness": {}},
            {"documents": [{"code": "KTP", "id": "D", "forms": [{"code": "NO_KTP"}]}]},
            {"documents": [{"code": "NIB", "id": "D"}], "owner_liveness": {"id": "L"}},
            {"documents": [{"code": "KTP", "id": "D", "forms": []}], "owner_liveness": {"id": "L"}},
        ],
    }});
    let unmet = unmet(&registration);
    let unmet: Vec<_> = unmet.iter().map(String::as_str).filter(|v| is_of_files(v)).collect();
    assert_eq!(
        unmet,
        [
            "business.brands[0].photo_proofs required",
            "business.brands[1].photo_proofs[0].id required",
            "business.brands[2].photo_proofs required",
            "business.contacts[0].documents[0].id required",
            "business.contacts[0].documents[0].forms[0].value too_short",
            "business.contacts[0].owner_liveness.id required",
            "business.contacts[1].documents[0].forms[0].value required",
            "business.contacts[1].owner_liveness required",
            "business.contacts[2].documents required",
            "business.contacts[3].documents[0].forms required",
        ]
    );
}

#[test]
fn tells_the_faults_of_the_registration_too() {
    let registration = json!({"business": {"brands": [7, {"photo_proofs": []}], "x": 1}});
    let unmet = unmet(&registration);
    let at = |path: &str| unmet.iter().position(|violation| violation.starts_with(path));
    assert!(at("business.brands[0] wrong_type") < at("business.brands[1].photo_proofs required"));
    assert!(at("business.contacts required") < at("business.x unknown_field"));
    assert!(at("business.brands[0] wrong_type").is_some());
}

#[test]
fn knows_the_classes_of_characters() {
    for (alpha, numeric, both, text, fits) in [
        (false, true, false, "12345678", true),
        (false, true, false, "1234567a", false),
        (false, true, false, "1234567٣", false),
        (true, false, false, "Bücherei", true),
        (true, false, false, "Bücher 1", false),
        (false, false, true, "Bücher12", true),
        (true, true, false, "Bücher12", true),
        (false, false, true, "Bücher-1", false),
        (false, false, false, "Bücher-1", true),
    ] {
        let limits = limits(&[(alpha, numeric, both)]);
        assert_eq!(limits.broken_by(text).is_none(), fits, "{text}");
    }
}

#[test]
fn asks_for_what_both_rules_of_a_code_allow() {
    let (letters, digits, both, any) =
        ((true, false, false), (false, true, false), (false, false, true), (false, false, false));
    for (rules, text, expected) in [
        ([letters, both], "Bücherei", None),
        ([both, letters], "Bücher12", Some("expected letters only")),
        ([any, digits], "12a", Some("expected digits only")),
        ([digits, any], "12a", Some("expected digits only")),
        ([any, any], "12-a", None),
        (
            [letters, digits],
            "12",
            Some("expected letters only and digits only, as the requirements say both"),
        ),
    ] {
        let broken = limits(&rules).broken_by(text);
        assert_eq!(broken.as_ref().map(|(_, detail)| detail.as_str()), expected, "{text}");
    }
}

fn limits(rules: &[(bool, bool, bool)]) -> Limits {
    let mut limits = Limits::default();
    for (alpha, numeric, alpha_numeric) in rules {
        let rule = json!({"alpha": alpha, "numeric": numeric, "alpha_numeric": alpha_numeric});
        limits.tighten(Node::of(&rule.to_string()));
    }
    limits
}

#[test]
fn refuses_what_is_neither() {
    let text = requirements().to_string();
    for (registration, requirements, expected) in [
        ("[]", text.as_str(), " wrong_type"),
        ("{", &text, " bad_format"),
        ("{}", "[]", "requirements wrong_type"),
        ("{}", "{}", "requirements.business required"),
        ("{}", "{\"business\":{\"brand\":1}}", "requirements.business.brand wrong_type"),
    ] {
        let error = check_against_requirements_text(registration, requirements).unwrap_err();
        let first = &error.violations()[0];
        assert_eq!(format!("{} {}", first.path, first.code.as_str()), expected);
    }
}

#[test]
fn plans_the_uploads() {
    let plan = upload_plan(&serde_json::from_value(requirements()).unwrap());
    let plan: Vec<_> = plan
        .iter()
        .map(|p| (&*p.belongs_to, &*p.category, p.code.as_deref(), p.max_size))
        .collect();
    assert_eq!(
        plan,
        [
            ("brand", "PHOTO_PROOF", None, Some(15)),
            ("contact", "DOCUMENT", Some("KTP"), Some(15)),
            ("contact", "OWNER_LIVENESS", None, None),
            ("business", "DOCUMENT", Some("NIB"), None),
        ]
    );
}

#[test]
fn checks_a_file_before_it_is_uploaded() {
    let requirements: Requirements = serde_json::from_value(requirements()).unwrap();
    let check = |category: &str, code: Option<&str>, content: &[u8], size| {
        let file = UploadFile { content: content.into(), ..UploadFile::default() };
        let (category, code) = (category.to_owned(), code.map(str::to_owned));
        let upload = Upload { category, code, file: Some(file), file_url: None };
        let unmet = check_upload(&upload, Some(size), &requirements);
        unmet.iter().map(|v| format!("{} {}", v.path, v.code.as_str())).collect::<Vec<_>>()
    };
    let (jpeg, pdf) = (b"\xff\xd8\xff".as_slice(), b"%PDF-".as_slice());
    assert_eq!(check("PHOTO_PROOF", None, jpeg, 15_000_000), Vec::<String>::new());
    assert_eq!(check("PHOTO_PROOF", None, jpeg, 15_000_001), ["file.content too_long"]);
    assert_eq!(check("PHOTO_PROOF", None, pdf, 1), ["file.content_type not_in_list"]);
    assert_eq!(check("DOCUMENT", Some("KTP"), pdf, 1), Vec::<String>::new());
    assert_eq!(check("DOCUMENT", Some("PASPOR"), pdf, 1), ["code not_allowed"]);
    assert_eq!(check("LOGO", None, jpeg, 1), ["category not_allowed"]);
}

#[test]
fn sorts_paths_as_the_table_has_them() {
    let paths = [
        "business",
        "business.type",
        "business.brands",
        "business.brands[0].name",
        "business.brands[0].photo_proofs[1].id",
        "business.brands[2].name",
        "business.brands[10].name",
        "business.contacts[0].documents",
        "business.contacts[0].documents[0].code",
        "business.contacts[0].owner_liveness",
        "business.unknown",
        "partner.invited_user[0]",
        "unknown.type",
    ];
    let places = paths.map(|path| place(&BusinessRegistration::TABLE, path));
    assert!(places.is_sorted(), "{places:?}");
}

fn is_of_files(violation: &str) -> bool {
    ["photo_proofs", "documents", "owner_liveness"].iter().any(|name| violation.contains(name))
        && !violation.starts_with("business.documents ")
}

fn unmet(registration: &Value) -> Vec<String> {
    let requirements = requirements().to_string();
    let unmet = check_against_requirements_text(&registration.to_string(), &requirements).unwrap();
    unmet.iter().map(|v| format!("{} {}", v.path, v.code.as_str())).collect()
}

fn requirements() -> Value {
    json!({"business": {
        "brand": {"photo_proof":
            {"code": "PHOTO_PROOF", "extensions": ["PNG", "JPG", "JPEG"], "max_size": 15}},
        "contact": {
            "documents": [{"code": "KTP", "extensions": ["PDF", "JPG"], "max_size": 15, "form": [
                {"code": "NO_KTP", "min_size": 16, "max_size": 16, "numeric": true}]}],
            "owner_liveness": {"code": "OWNER_LIVENESS"},
        },
        "documents": [{"code": "NIB"}],
    }})
}
