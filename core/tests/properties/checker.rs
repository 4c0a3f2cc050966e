//! The checker: whatever it is given, it answers.

use dokukit::{ErrorCode, OPERATIONS};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use crate::{cases, doku, sample, stamp};

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn never_panics_on_text(operation in operation(), text in text()) {
        judge(operation, &text)?;
    }

    #[test]
    fn never_panics_on_json(operation in operation(), value in json()) {
        judge(operation, &value.to_string())?;
    }

    #[test]
    fn never_panics_on_a_request_changed_somewhere(operation in operation(), text in mutated()) {
        judge(operation, &text)?;
    }
}

/// Either every violation, or a body that is canonical.
fn judge(operation: &'static str, text: &str) -> Result<(), TestCaseError> {
    match doku().prepare_unsigned(operation, text, &stamp()) {
        Ok(unsigned) if operation != "call" => {
            let body = String::from_utf8(unsigned.request.body.clone().unwrap()).unwrap();
            let again = doku().prepare_unsigned(operation, &body, &stamp());
            prop_assert_eq!(again, Ok(unsigned));
            prop_assert!(serde_json::from_str::<Value>(&body).is_ok());
        }
        Ok(_) => {}
        Err(error) => {
            prop_assert_eq!(error.code(), ErrorCode::InvalidRequest);
            prop_assert!(!error.violations().is_empty());
            prop_assert!(!error.detail().is_empty());
            let paths = error.violations().iter().map(|violation| &violation.path);
            let mut paths: Vec<_> = paths.collect();
            paths.sort();
            paths.dedup();
            prop_assert_eq!(paths.len(), error.violations().len(), "one violation per path");
        }
    }
    Ok(())
}

fn operation() -> impl Strategy<Value = &'static str> {
    let mut names: Vec<_> = OPERATIONS.iter().map(|operation| operation.name).collect();
    names.push("call");
    select(names)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC*", any::<String>(), "[\\[\\]{}\",:0-9a-fnrtul\\\\.eE+ -]{0,64}"]
}

/// Any JSON, with many of the names that the tables know.
pub(crate) fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let name = prop_oneof![
        4 => select(vec![
            "rdl_customer", "rdl_customer_info", "customer_id", "account_id", "email", "birth_date",
            "monthly_income", "account_balance", "RDL_status", "method", "target", "body", "query",
            "error", "message", "code", "response_code",
        ])
        .prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    leaf.prop_recursive(4, 32, 8, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => prop::collection::vec((name.clone(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// DOKU's sample with some of its characters replaced, and stretches of it cut or doubled.
fn mutated() -> impl Strategy<Value = String> {
    let change = (any::<Index>(), 0..40_usize, select(CHARACTERS.to_vec()), 0..4_u8);
    prop::collection::vec(change, 1..4).prop_map(|changes| {
        let mut text: Vec<char> = sample().chars().collect();
        for (place, length, character, kind) in changes {
            let start = place.index(text.len());
            let end = (start + length).min(text.len());
            match kind {
                0 => text[start] = character,
                1 => text.insert(start, character),
                2 => drop(text.drain(start..end)),
                _ => {
                    let doubled = text[start..end].to_vec();
                    text.splice(end..end, doubled);
                }
            }
        }
        text.into_iter().collect()
    })
}

const CHARACTERS: [char; 16] =
    ['"', '\\', '{', '}', '[', ']', ',', ':', ' ', '0', '-', 'n', 'u', '\n', 'é', '🙂'];
