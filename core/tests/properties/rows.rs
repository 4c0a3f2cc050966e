//! The tables as data: every row at its limits, and any rows broken together.

use dokukit::{Field, Format, Kind, OPERATIONS, Rule, Table};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use crate::{call, cases, doku, listed};

#[test]
fn rows_hold_up_to_their_last_character() {
    let mut rows = 0;
    for operation in OPERATIONS {
        for row in leaves(&operation.request, &[]) {
            let Some(max) = row.field.rule.max else { continue };
            rows += 1;
            for length in [max.saturating_sub(1).max(1), max, max + 1] {
                for value in values(&row.field.rule, length) {
                    let request = with(&operation.request, &row.path, &value);
                    for text in [request.to_string(), escaped(&request.to_string())] {
                        let prepared = doku().prepare_text(operation.name, &text, &call());
                        let place = row.path.join(".");
                        if length > max {
                            let refused = prepared.unwrap_err();
                            assert_eq!(listed(&refused), [format!("{place} too_long")], "{text}");
                            continue;
                        }
                        let body = prepared.unwrap().body.unwrap();
                        let sent: Value = serde_json::from_slice(&body).unwrap();
                        assert_eq!(sent, request, "{place} of {length} characters");
                    }
                }
            }
        }
    }
    assert!(rows >= 28, "the tables have fewer limits than DOKU documents");
}

proptest! {
    #![proptest_config(cases(128))]

    /// The tables say which rows are broken, and all of them come back, in order.
    #[test]
    fn rows_broken_together_are_all_reported(
        operation in select(OPERATIONS),
        states in prop::collection::vec(state(), 64),
    ) {
        let mut states = states.into_iter().cycle();
        let mut expected = Vec::new();
        let request = broken(&operation.request, "", &mut states, &mut expected);
        let prepared = doku().prepare_text(operation.name, &request.to_string(), &call());
        match prepared {
            Ok(_) => prop_assert_eq!(&expected, &Vec::<String>::new()),
            Err(error) => prop_assert_eq!(&listed(&error), &expected),
        }
    }
}

/// What a row is given.
#[derive(Debug, Clone, Copy)]
enum State {
    Valid,
    Absent,
    Null,
    Empty,
    EmptyList,
    TooLong,
    Boolean,
    Object,
}

fn state() -> impl Strategy<Value = State> {
    prop_oneof![
        12 => Just(State::Valid),
        1 => Just(State::Absent),
        1 => Just(State::Null),
        1 => Just(State::Empty),
        1 => Just(State::EmptyList),
        1 => Just(State::TooLong),
        1 => Just(State::Boolean),
        1 => Just(State::Object),
    ]
}

/// An object of the table in which each row has the next state, and what is wrong with it.
fn broken(
    table: &Table,
    prefix: &str,
    states: &mut impl Iterator<Item = State>,
    expected: &mut Vec<String>,
) -> Value {
    let mut object = Map::new();
    for field in table.fields {
        let (path, state) = (format!("{prefix}{}", field.name), states.next().unwrap());
        if let (State::Valid | State::Object | State::TooLong, Kind::Object(inner)) =
            (state, field.rule.kind)
        {
            let value = broken(inner, &format!("{path}."), states, expected);
            object.insert(field.name.into(), value);
            continue;
        }
        if let Some(code) = code(field, state) {
            expected.push(format!("{path} {code}"));
        }
        let value = match state {
            State::Valid => values(&field.rule, field.rule.max.unwrap_or(7)).swap_remove(0),
            State::Absent => continue,
            State::Null => Value::Null,
            State::Empty => json!(""),
            State::EmptyList => json!([]),
            State::TooLong => json!("x".repeat(field.rule.max.map_or(7, |max| max + 1))),
            State::Boolean => json!(false),
            State::Object => json!({}),
        };
        object.insert(field.name.into(), value);
    }
    Value::Object(object)
}

/// The code of the first rule that the state breaks.
fn code(field: &Field, state: State) -> Option<&'static str> {
    let rule = &field.rule;
    let of_content = match (rule.format, rule.one_of) {
        (Some(_), _) => Some("bad_format"),
        (None, Some(_)) => Some("not_in_list"),
        (None, None) => None,
    };
    let is_object = matches!(rule.kind, Kind::Object(_));
    match state {
        State::Valid => None,
        State::Absent | State::Null => field.required.then_some("required"),
        State::Empty | State::EmptyList if field.required => Some("required"),
        State::Empty if is_object => Some("wrong_type"),
        State::EmptyList | State::Boolean | State::Object => Some("wrong_type"),
        State::TooLong if rule.max.is_some() => Some("too_long"),
        State::Empty | State::TooLong => of_content,
    }
}

/// A row that is no object, with its path.
struct Leaf {
    path: Vec<&'static str>,
    field: &'static Field,
}

fn leaves(table: &Table, above: &[&'static str]) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for field in table.fields {
        let path = [above, &[field.name]].concat();
        match field.rule.kind {
            Kind::Object(inner) => leaves.extend(self::leaves(inner, &path)),
            _ => leaves.push(Leaf { path, field }),
        }
    }
    leaves
}

/// A request that breaks no rule, but for one value.
fn with(table: &Table, path: &[&str], value: &Value) -> Value {
    let mut object = Map::new();
    for field in table.fields {
        let set = match (field.rule.kind, path) {
            (Kind::Object(inner), [first, rest @ ..]) if *first == field.name => {
                with(inner, rest, value)
            }
            (Kind::Object(inner), _) => with(inner, &[], value),
            (_, [only]) if *only == field.name => value.clone(),
            _ => values(&field.rule, field.rule.max.unwrap_or(7)).swap_remove(0),
        };
        object.insert(field.name.into(), set);
    }
    Value::Object(object)
}

/// Values of so many characters that meet the rule but for their length: of one to four
/// bytes a character, and as a number.
fn values(rule: &Rule, length: usize) -> Vec<Value> {
    let mut values: Vec<_> = ["x", "é", "€", "🙂"]
        .iter()
        .map(|character| match (rule.format, rule.one_of) {
            (Some(Format::Email), _) => format!("{}@b.c", character.repeat(length - 4)),
            (Some(Format::Date), _) => "1989-09-01".into(),
            (None, Some(list)) => list[0].into(),
            (None, None) => character.repeat(length),
        })
        .map(Value::String)
        .collect();
    if let Kind::TextOrNumber = rule.kind {
        values.extend(serde_json::from_str::<Value>(&"7".repeat(length)));
    }
    values
}

/// The same JSON with every character above ASCII as escapes of UTF-16.
fn escaped(text: &str) -> String {
    let escape = |character: char| {
        if character.is_ascii() {
            return character.to_string();
        }
        let mut units = [0; 2];
        let units = character.encode_utf16(&mut units).iter();
        units.fold(String::new(), |escaped, unit| format!("{escaped}\\u{unit:04x}"))
    };
    text.chars().map(escape).collect()
}
