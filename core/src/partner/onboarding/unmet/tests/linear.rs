//! That the work grows as the input does, and the results are those of the plain search.

use std::fmt::Write;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::super::{merged, read_requirements};
use super::{before, requirements};
use crate::error::Violation;
use crate::partner::{BusinessRegistration, Requirements};
use crate::payload::texts::steps::steps;
use crate::payload::{Checked, FieldValue as _, Mode, Payload, check_all};

/// What a merge makes of both texts.
fn run(
    merge: impl FnOnce(&Checked, &str) -> Vec<Violation>,
    registration: &str,
    requirements: &str,
) -> Vec<Violation> {
    let table = &BusinessRegistration::TABLE;
    merge(&check_all(table, registration, Mode::Request), &read_requirements(requirements).unwrap())
}

/// The plain search, which reads both as records.
fn plain(registration: &Checked, requirements: &str) -> Vec<Violation> {
    let requirements: Requirements = serde_json::from_str(requirements).unwrap();
    let record = BusinessRegistration::read(&registration.text).unwrap_or_default();
    before::merged(registration.violations.clone(), &record, &requirements)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_results_are_those_of_the_plain_search(
        registration in registration(),
        asked in asked(each_once(documents())),
    ) {
        let (registration, asked) = (registration.to_string(), asked.to_string());
        let expected = run(plain, &registration, &asked);
        prop_assert_eq!(run(merged, &registration, &asked), expected);
    }

    /// What the requirements name twice is asked for once: a path has one violation, of the
    /// code that is checked first.
    #[test]
    fn the_results_are_those_of_the_plain_search_once_a_path(
        registration in registration(),
        asked in asked(documents()),
    ) {
        let (registration, asked) = (registration.to_string(), asked.to_string());
        let codes = |all: &[Violation]| -> Vec<_> {
            all.iter().map(|one| (one.path.clone(), one.code)).collect()
        };
        let mut expected = codes(&run(plain, &registration, &asked));
        // A stable sort by code alone would lose the order of the paths: they come together.
        for group in expected.chunk_by_mut(|(one, _), (other, _)| one == other) {
            group.sort();
        }
        expected.dedup_by(|(later, _), (kept, _)| later == kept);
        prop_assert_eq!(codes(&run(merged, &registration, &asked)), expected);
    }
}

/// Four times the input is about four times the work, where it was sixteen times.
#[test]
fn the_work_grows_as_the_input_does() {
    for Worst { name, input } in WORST {
        let [n, four_n] = [input(100), input(400)];
        let [before, before_4] = [&n, &four_n]
            .map(|(registration, asked)| steps(|| drop(run(plain, registration, asked))));
        assert!(before_4 > 10 * before, "{name}: was not quadratic, {before} and {before_4}");
        let [now, now_4] = [&n, &four_n]
            .map(|(registration, asked)| steps(|| drop(run(merged, registration, asked))));
        // A look-up in a map of four times the size takes two comparisons more.
        assert!(now > 0 && now_4 < 6 * now, "{name}: {now} and {now_4} comparisons");
        // Forty codes, looked up, make a sentence.
        assert!(now_4 < 200 * 400, "{name}: {now_4} comparisons for 400");
    }
}

/// What is told again for each contact does not grow with the requirements.
#[test]
fn a_sentence_names_so_many_codes_at_most() {
    let codes: Vec<_> = (0..45).map(|n| json!({"code": format!("{n:0>80}")})).collect();
    let asked = json!({"business": {"documents": codes}}).to_string();
    let registration = json!({"business": {"documents": [{"code": format!("{:0>80}", 0)}]}});
    let unmet = run(merged, &registration.to_string(), &asked);
    let unmet = unmet.iter().find(|one| one.path == "business.documents").unwrap();
    let names = vec![format!("{}…", "0".repeat(64)); 40].join(", ");
    assert_eq!(unmet.detail, format!("the requirements ask for {names} and 4 more, got none"));
}

/// The input that once took 42 seconds.
#[test]
fn contacts_without_end_are_told_each() {
    let contacts = vec!["{}"; 16_000].join(",");
    let registration = format!("{{\"business\":{{\"contacts\":[{contacts}]}}}}");
    let unmet = run(merged, &registration, &requirements().to_string());
    let of_contacts = unmet.iter().filter(|one| one.path.starts_with("business.contacts["));
    assert_eq!(of_contacts.count(), 3 * 16_000);
}

/// What makes a plain search quadratic.
struct Worst {
    name: &'static str,
    /// A registration and requirements of so many parts.
    input: fn(usize) -> (String, String),
}

const WORST: &[Worst] = &[
    Worst {
        name: "faults of its own",
        input: |n| (with_contacts(&repeated(n, |_| "{}".into())), asks("[]")),
    },
    Worst {
        name: "documents",
        input: |n| {
            let document = |n| format!(r#"{{"code":"C{n}","id":"D"}}"#);
            let contact = format!(r#"{{"documents":{}}}"#, repeated(n, document));
            (with_contacts(&format!("[{contact}]")), asks(&repeated(n, document)))
        },
    },
    Worst {
        name: "documents that were not asked for",
        input: |n| {
            let given = repeated(n, |n| format!(r#"{{"code":"C{n}"}}"#));
            let asked = repeated(n, |n| format!(r#"{{"code":"D{n}"}}"#));
            (with_contacts(&format!(r#"[{{"documents":{given}}}]"#)), asks(&asked))
        },
    },
    Worst {
        name: "one code",
        input: |n| {
            let document = |_| r#"{"code":"C"}"#.to_owned();
            let contact = format!(r#"{{"documents":{}}}"#, repeated(n, document));
            (with_contacts(&format!("[{contact}]")), asks(&repeated(n, document)))
        },
    },
    Worst {
        name: "contacts without the documents",
        input: |n| {
            let contacts = repeated(n, |_| r#"{"documents":[{"code":"X"}]}"#.into());
            (with_contacts(&contacts), asks(&repeated(n, |n| format!(r#"{{"code":"C{n}"}}"#))))
        },
    },
    Worst {
        name: "forms",
        input: |n| {
            let form = |n| format!(r#"{{"code":"F{n}"}}"#);
            let given = format!(r#"[{{"code":"C","forms":{}}}]"#, repeated(n, form));
            let asked = format!(r#"[{{"code":"C","form":{}}}]"#, repeated(n, form));
            (with_contacts(&format!(r#"[{{"documents":{given}}}]"#)), asks(&asked))
        },
    },
    Worst {
        name: "one form",
        input: |n| {
            let form = |_| r#"{"code":"F"}"#.to_owned();
            let given = format!(r#"[{{"code":"C","forms":{}}}]"#, repeated(n, form));
            let asked = format!(r#"[{{"code":"C","form":{}}}]"#, repeated(n, form));
            (with_contacts(&format!(r#"[{{"documents":{given}}}]"#)), asks(&asked))
        },
    },
    Worst {
        name: "keys that nobody knows",
        input: |n| {
            let mut keys = String::new();
            for n in 0..n {
                write!(keys, r#""k{n}":1,"#).unwrap();
            }
            let contacts = repeated(n, |_| r#"{"name":"N"}"#.into());
            (format!(r#"{{"business":{{{keys}"contacts":{contacts}}}}}"#), asks("[]"))
        },
    },
];

fn repeated(n: usize, part: impl Fn(usize) -> String) -> String {
    let parts: Vec<String> = (0..n).map(part).collect();
    format!("[{}]", parts.join(","))
}

fn with_contacts(contacts: &str) -> String {
    format!(r#"{{"business":{{"contacts":{contacts}}}}}"#)
}

fn asks(documents: &str) -> String {
    format!(r#"{{"business":{{"contact":{{"owner_liveness":{{}},"documents":{documents}}}}}}}"#)
}

/// A registration in which anything may be absent, doubled or of another type.
fn registration() -> impl Strategy<Value = Value> {
    let form = broken(vec![
        ("code", code()),
        (
            "value",
            select(vec!["", "12", "1234", "ab", "abcd", "ab12", "-"]).prop_map_into().boxed(),
        ),
    ]);
    let document = broken(vec![("code", code()), ("id", id()), ("forms", list(form))]);
    let proofs = list(broken(vec![("id", id())]));
    let brand = broken(vec![("name", id()), ("photo_proofs", proofs)]);
    let contact = broken(vec![
        ("name", id()),
        ("documents", list(document.clone())),
        ("owner_liveness", broken(vec![("id", id())])),
    ]);
    let business = broken(vec![
        ("type", select(vec!["PERSONAL", "CORPORATE", "OTHER"]).prop_map_into().boxed()),
        ("legal_entity", select(vec!["PERSEORANGAN", "PT"]).prop_map_into().boxed()),
        ("brands", list(brand)),
        ("contacts", list(contact)),
        ("documents", list(document)),
        ("contacts[0]", Just(json!(1)).boxed()),
        ("documents.x", Just(json!(1)).boxed()),
    ]);
    business.prop_map(|business| json!({ "business": business }))
}

/// An answer that asks for these documents of contacts and of the business.
fn asked(documents: impl Strategy<Value = Value> + Clone) -> impl Strategy<Value = Value> {
    (any::<bool>(), any::<bool>(), documents.clone(), documents).prop_map(
        |(photo, liveness, of_contact, of_business)| {
            let file = |is_asked| if is_asked { json!({}) } else { Value::Null };
            json!({"business": {
                "brand": {"photo_proof": file(photo)},
                "contact": {"documents": of_contact, "owner_liveness": file(liveness)},
                "documents": of_business,
            }})
        },
    )
}

fn documents() -> BoxedStrategy<Value> {
    let flag = || any::<bool>().prop_map_into().boxed();
    let size = || (-1..5_i64).prop_map_into().boxed();
    let rule = object(vec![
        ("code", code()),
        ("min_size", size()),
        ("max_size", size()),
        ("alpha", flag()),
        ("numeric", flag()),
        ("alpha_numeric", flag()),
    ]);
    let rules = prop::collection::vec(rule, 0..4).prop_map_into().boxed();
    let document = object(vec![("code", code()), ("form", rules)]);
    prop::collection::vec(document, 0..5).prop_map_into().boxed()
}

/// The same with the first of each code.
fn each_once(lists: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    fn once(list: &mut Value) {
        let mut seen = Vec::new();
        for item in list.as_array_mut().into_iter().flatten() {
            if let Some(form) = item.get_mut("form") {
                once(form);
            }
            let code = item.get("code").cloned();
            if seen.contains(&code) {
                *item = json!({});
            } else {
                seen.push(code);
            }
        }
    }
    let first = |mut list| {
        once(&mut list);
        list
    };
    lists.prop_map(first).boxed()
}

fn code() -> BoxedStrategy<Value> {
    select(vec!["A", "A", "B", "C", ""]).prop_map_into().boxed()
}

fn id() -> BoxedStrategy<Value> {
    select(vec!["", "I"]).prop_map_into().boxed()
}

fn list(item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    prop::collection::vec(item, 0..4).prop_map_into().boxed()
}

/// An object with some of these fields, now and then of another type.
fn broken(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let other = |value| prop_oneof![16 => value, 1 => Just(json!(7))].boxed();
    object(fields.into_iter().map(|(name, value)| (name, other(value))).collect())
}

/// An object with some of these fields.
fn object(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| {
            prop::option::weighted(0.8, value).prop_map(move |value| (name, value))
        })
        .collect();
    let object = fields.prop_map(|fields| {
        let given = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Value::Object(given.collect())
    });
    object.boxed()
}
