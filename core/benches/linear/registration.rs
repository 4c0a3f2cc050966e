//! A registration and what is asked for.

use dokukit::{
    Placement, Requirements, UploadAnswer, check_against_requirements,
    check_against_requirements_text, place_upload, place_upload_text, upload_plan,
    upload_plan_text,
};

use crate::inputs::{asking, contacts, empty_contacts, keys, list, numbered, object, typed};
use crate::{Case, case};

pub(crate) fn requirements() -> Vec<Case> {
    let check = |(registration, asked): &(String, String)| {
        check_against_requirements_text(registration, asked)
    };
    let documents = |item: &'static str, asked: fn(usize) -> String| {
        move |n| {
            let given = format!(r#"[{{"documents":{}}}]"#, numbered(n, item));
            (contacts(&given), asking(&asked(n)))
        }
    };
    vec![
        case(
            "check_against_requirements_text, empty contacts",
            20_000,
            |n| (empty_contacts(n), asking("[]")),
            check,
        ),
        case(
            "check_against_requirements_text, documents",
            20_000,
            documents(r#"{"code":"#, |n| numbered(n, r#"{"code":"#)),
            check,
        ),
        case(
            "check_against_requirements_text, one code n times",
            20_000,
            documents(r#"{"code":"C","id":"#, |n| numbered(n, r#"{"code":"C","name":"#)),
            check,
        ),
        case(
            "check_against_requirements_text, forms",
            20_000,
            |n| {
                let given = numbered(n, r#"{"code":"#);
                let given = format!(r#"[{{"documents":[{{"code":"C","forms":{given}}}]}}]"#);
                let asked = format!(r#"[{{"code":"C","form":{}}}]"#, numbered(n, r#"{"code":"#));
                (contacts(&given), asking(&asked))
            },
            check,
        ),
        case(
            "check_against_requirements_text, n contacts, n documents",
            20_000,
            |n| (empty_contacts(n), asking(&numbered(n, r#"{"code":"#))),
            check,
        ),
        case(
            "check_against_requirements_text, unknown keys and contacts",
            20_000,
            |n| {
                let known = format!(r#""contacts":{}"#, list(n, "{}"));
                let business = object(&keys(n));
                let business = format!("{},{known}}}", business.strip_suffix('}').unwrap());
                (format!(r#"{{"business":{business}}}"#), asking("[]"))
            },
            check,
        ),
        case(
            "check_against_requirements, contacts",
            20_000,
            |n| (typed(&contacts(&list(n, r#"{"name":""}"#))), asked("[]")),
            |(registration, asked)| check_against_requirements(registration, asked),
        ),
        case("upload_plan, documents", 20_000, |n| asked(&numbered(n, r#"{"code":"#)), upload_plan),
        case("upload_plan_text, documents", 20_000, |n| asking(&numbered(n, r#"{"code":"#)), {
            |asked: &String| upload_plan_text(asked)
        }),
        case(
            "place_upload, many documents",
            20_000,
            |n| typed(&contacts(&format!(r#"[{{"documents":{}}}]"#, numbered(n, r#"{"code":"#)))),
            |registration| {
                let answer =
                    UploadAnswer { category: "DOCUMENT".into(), ..UploadAnswer::default() };
                let code = Some("x".to_owned());
                let placement = Placement { contact: Some(0), code, ..Placement::default() };
                place_upload(&mut registration.clone(), &answer, &placement)
            },
        ),
        case(
            "place_upload_text, many proofs",
            20_000,
            |n| {
                let proofs = format!(r#"[{{"photo_proofs":{}}}]"#, numbered(n, r#"{"id":"#));
                format!(r#"{{"business":{{"brands":{proofs}}}}}"#)
            },
            |registration| {
                let answer = r#"{"id":"I","link":"L","category":"PHOTO_PROOF"}"#;
                place_upload_text(registration, answer, r#"{"brand":0}"#)
            },
        ),
    ]
}

fn asked(documents: &str) -> Requirements {
    serde_json::from_str(&asking(documents)).unwrap()
}
