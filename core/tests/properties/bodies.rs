//! Canonical bodies: one text for every way to write the same values.

use dokukit::{Format, Payload, RdlCustomer, RdlRegistration, from_json};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRng;
use serde_json::Value;

use crate::{cases, doku, stamp};

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn is_one_text_for_every_way_to_write_it((customer, written) in written()) {
        let body = canonical(&customer);
        let prepared = doku().prepare_text(OPERATION, &written, &stamp()).unwrap();
        let came = String::from_utf8(prepared.body.unwrap()).unwrap();
        prop_assert_eq!(&came, &body, "from {}", written);

        // A fixed point, of the same JSON value as what was given but for nulls.
        let again = doku().prepare_text(OPERATION, &came, &stamp()).unwrap();
        prop_assert_eq!(again.body.unwrap(), came.as_bytes());
        let mut given: Value = serde_json::from_str(&written).unwrap();
        given["rdl_customer"].as_object_mut().unwrap().retain(|_, value| !value.is_null());
        prop_assert_eq!(serde_json::from_str::<Value>(&came).unwrap(), given);
    }

    #[test]
    fn is_the_same_from_the_typed_form((customer, written) in written()) {
        let by_text = doku().prepare_text(OPERATION, &written, &stamp()).unwrap();
        // A number where the type has text is the one thing that the typed form refuses.
        if let Ok(typed) = from_json::<RdlRegistration>(&written) {
            prop_assert_eq!(doku().prepare(&typed, &stamp()).unwrap(), by_text);
        } else {
            prop_assert!(customer.iter().any(|(_, token)| token.as_deref() == Some("7")));
        }
    }
}

const OPERATION: &str = "register_rdl_customer";

/// A name and the JSON of its value, for each row in the table's order; or null, or nothing.
type Customer = Vec<(&'static str, Option<String>)>;

/// A customer, and one way to write it down.
fn written() -> impl Strategy<Value = (Customer, String)> {
    customer().prop_perturb(|customer, dice| {
        let written = loosely(&customer, dice);
        (customer, written)
    })
}

fn customer() -> impl Strategy<Value = Customer> {
    let rows = RdlCustomer::TABLE.fields.iter().map(|field| {
        let most = field.rule.max.unwrap_or(200);
        let text = match (field.name, field.rule.format) {
            ("monthly_income", _) => "7|[0-9]{1,2}".boxed(),
            (_, Some(Format::Date)) => Just("2024-02-29".to_owned()).boxed(),
            (_, Some(Format::Email)) => "[a-zé+.]{1,30}@[a-z]{1,4}\\.id".boxed(),
            _ => prop::collection::vec(character(), 1..=most)
                .prop_map(|characters| characters.into_iter().collect::<String>())
                .prop_filter("a blank text is absent", |text| !text.trim().is_empty())
                .boxed(),
        };
        let name = field.name;
        let token = text.prop_map(move |text: String| {
            if name == "monthly_income" && text == "7" {
                return text;
            }
            serde_json::to_string(&text).unwrap()
        });
        let required = field.required;
        (any::<bool>(), token)
            .prop_map(move |(present, token)| (name, (required || present).then_some(token)))
    });
    rows.collect::<Vec<_>>()
}

fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        6 => prop::char::range(' ', '~'),
        1 => select(vec!['\t', '\n', '\r']),
        1 => select(vec!['"', '\\', '/', '\u{7f}', '\u{2028}']),
        2 => any::<char>().prop_filter("no rule forbids it", |c| *c >= ' ' && *c != '\u{feff}'),
    ]
}

/// The body as the architecture describes it, made without the library.
fn canonical(customer: &Customer) -> String {
    let rows = customer.iter().filter_map(|(name, token)| Some((name, token.as_ref()?)));
    let rows: Vec<_> = rows.map(|(name, token)| format!("\"{name}\":{token}")).collect();
    format!("{{\"rdl_customer\":{{{}}}}}", rows.join(","))
}

/// The same values with keys in another order, white space, needless escapes and nulls.
fn loosely(customer: &Customer, mut dice: TestRng) -> String {
    let dice = &mut dice;
    let mut rows = Vec::new();
    for (name, token) in customer {
        let token = match token {
            Some(token) => loose_token(token, dice),
            None if dice.random() => "null".to_owned(),
            None => continue,
        };
        let name = loose_token(&format!("\"{name}\""), dice);
        let place = dice.random_range(0..=rows.len());
        rows.insert(place, spaced(&[&name, ":", &token], dice));
    }
    let customer = spaced(&["{", &rows.join(","), "}"], dice);
    spaced(&["{", "\"rdl_customer\"", ":", &customer, "}"], dice)
}

fn spaced(tokens: &[&str], dice: &mut TestRng) -> String {
    let mut text = String::new();
    for token in tokens {
        text.push_str(["", "", " ", "\n\t", "\r\n  "][dice.random_range(0..5)]);
        text.push_str(token);
    }
    text
}

/// A string with some of its characters as escapes; any other token as it is.
fn loose_token(token: &str, dice: &mut TestRng) -> String {
    let Ok(plain) = serde_json::from_str::<String>(token) else { return token.to_owned() };
    let mut text = String::from("\"");
    for character in plain.chars() {
        match character {
            '/' if dice.random() => text.push_str("\\/"),
            '\n' if dice.random() => text.push_str("\\n"),
            '"' | '\\' if dice.random() => text.extend(['\\', character]),
            ' '.. if character != '"' && character != '\\' && dice.random_bool(0.9) => {
                text.push(character);
            }
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let lower = dice.random();
                    let hex = if lower { format!("{unit:04x}") } else { format!("{unit:04X}") };
                    text.push_str("\\u");
                    text.push_str(&hex);
                }
            }
        }
    }
    text.push('"');
    text
}
