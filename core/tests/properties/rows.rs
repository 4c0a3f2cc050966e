//! The tables as data: every row at its limits, and any rows broken together.

use dokukit::{Field, Format, Kind, OPERATIONS, Operation, Place, Rule, Table};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use crate::{cases, doku, listed, stamp};

#[test]
fn rows_hold_up_to_their_last_character() {
    let mut rows = 0;
    for operation in signed() {
        for row in leaves(&operation.request, &[]) {
            let Some(max) = row.field.rule.max else { continue };
            rows += 1;
            for length in [max.saturating_sub(1).max(1), max, max + 1] {
                for value in values(&row.field.rule, length) {
                    let request = with(&operation.request, &row.path, &value);
                    for text in [request.to_string(), escaped(&request.to_string())] {
                        let prepared = doku().prepare_text(operation.name, &text, &stamp());
                        let place = row.path.join(".");
                        if length > max {
                            let refused = prepared.unwrap_err();
                            assert_eq!(listed(&refused), [format!("{place} too_long")], "{text}");
                            continue;
                        }
                        let Some(body) = prepared.unwrap().body else { continue };
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
        operation in select(signed()),
        states in prop::collection::vec(state(), 64),
    ) {
        let mut states = states.into_iter().cycle();
        let mut expected = Vec::new();
        let request = broken(&operation.request, "", &mut states, &mut expected);
        let prepared = doku().prepare_text(operation.name, &request.to_string(), &stamp());
        match prepared {
            Ok(_) => prop_assert_eq!(&expected, &Vec::<String>::new()),
            Err(error) => prop_assert_eq!(&listed(&error), &expected),
        }
    }
}

/// What a signed request can be made for. An upload's rows have vectors of their own, and most rules
/// of a call that names its target are between fields.
fn signed() -> Vec<&'static Operation> {
    let is_modelled =
        |operation: &&Operation| !matches!(operation.place, Place::Multipart | Place::Given);
    OPERATIONS.iter().copied().filter(is_modelled).collect()
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
        match (state, field.rule.kind) {
            (State::Valid | State::Object | State::TooLong, Kind::Object(inner)) => {
                let value = broken(inner, &format!("{path}."), states, expected);
                object.insert(field.name.into(), value);
                continue;
            }
            (State::Valid, Kind::List(Rule { kind: Kind::Object(inner), .. })) => {
                let items =
                    [0, 1].map(|i| broken(inner, &format!("{path}[{i}]."), states, expected));
                object.insert(field.name.into(), json!(items));
                continue;
            }
            _ => {}
        }
        if let Some(code) = code(field, state) {
            expected.push(format!("{path} {code}"));
        }
        let value = match state {
            State::Valid => valid(&field.rule),
            State::Absent => continue,
            State::Null => Value::Null,
            State::Empty => json!(""),
            State::EmptyList => json!([]),
            State::TooLong => json!("é".repeat(field.rule.max.map_or(7, |max| max + 1))),
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
    let is_digits = matches!(rule.kind, Kind::Digits);
    let is_text = matches!(rule.kind, Kind::Text | Kind::TextOrNumber | Kind::WholeDigits);
    match state {
        State::EmptyList if !field.required && matches!(rule.kind, Kind::List(_)) => None,
        State::Boolean if matches!(rule.kind, Kind::Boolean) => None,
        State::Valid => None,
        State::Absent | State::Null => field.required.then_some("required"),
        State::Empty | State::EmptyList if field.required => Some("required"),
        State::Empty | State::TooLong if !is_text && !is_digits => Some("wrong_type"),
        State::EmptyList | State::Boolean | State::Object => Some("wrong_type"),
        State::TooLong if rule.max.is_some() => Some("too_long"),
        State::Empty | State::TooLong => of_content,
    }
}

/// A row that is no object, with its path.
struct Leaf {
    path: Vec<String>,
    field: &'static Field,
}

fn leaves(table: &Table, above: &[String]) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for field in table.fields {
        let path = |index: &str| [above, &[format!("{}{index}", field.name)]].concat();
        match field.rule.kind {
            Kind::Object(inner) => leaves.extend(self::leaves(inner, &path(""))),
            Kind::List(Rule { kind: Kind::Object(inner), .. }) => {
                leaves.extend(self::leaves(inner, &path("[0]")));
            }
            _ => leaves.push(Leaf { path: path(""), field }),
        }
    }
    leaves
}

/// A request that breaks no rule, but for one value.
fn with(table: &Table, path: &[String], value: &Value) -> Value {
    let mut object = Map::new();
    for field in table.fields {
        let inside = |inner: &Table| match path {
            [first, rest @ ..] if first.trim_end_matches("[0]") == field.name => {
                with(inner, rest, value)
            }
            _ => with(inner, &[], value),
        };
        let set = match (field.rule.kind, path) {
            (Kind::Object(inner), _) => inside(inner),
            (Kind::List(Rule { kind: Kind::Object(inner), .. }), _) => json!([inside(inner)]),
            (_, [only]) if only == field.name => value.clone(),
            _ => valid(&field.rule),
        };
        object.insert(field.name.into(), set);
    }
    Value::Object(object)
}

fn valid(rule: &Rule) -> Value {
    values(rule, rule.max.unwrap_or(7)).swap_remove(0)
}

/// Values of so many characters that meet the rule but for their length: of one to four
/// bytes a character, and as a number.
fn values(rule: &Rule, length: usize) -> Vec<Value> {
    match rule.kind {
        Kind::Boolean => return vec![json!(true)],
        Kind::Integer => return vec![json!(rule.least.unwrap_or(1))],
        Kind::List(item) => return vec![json!([valid(item)])],
        _ => {}
    }
    let plain = |text: &str| vec![text.to_owned()];
    let texts = match (rule.format, rule.one_of) {
        (Some(Format::Email), _) => repeated(length - 4).map(|name| name + "@b.c").to_vec(),
        (Some(Format::Date), _) => plain("1989-09-01"),
        (Some(Format::Url), _) => plain("https://a.b/c?d=e"),
        (Some(Format::Country), _) => plain("ID"),
        (Some(Format::Currency), _) => plain("IDR"),
        (Some(Format::Digits), _) => plain(&"7".repeat(length)),
        (Some(Format::TransactionId | Format::PathSegment | Format::FileName), _) => {
            plain(&"x".repeat(length))
        }
        (None, Some(list)) => plain(list[0]),
        (None, None) => repeated(length).to_vec(),
    };
    let mut values: Vec<_> = texts.into_iter().map(Value::String).collect();
    if let Kind::TextOrNumber = rule.kind {
        values.extend(serde_json::from_str::<Value>(&"7".repeat(length)));
    }
    values
}

fn repeated(length: usize) -> [String; 4] {
    ["x", "é", "€", "🙂"].map(|character| character.repeat(length))
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
