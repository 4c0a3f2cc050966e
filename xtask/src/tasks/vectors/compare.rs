//! Compares a result with its vector: the one comparison, for every language.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The first part of a result that differs from its vector.
///
/// Objects are compared by the keys that the vector names, at every depth and inside lists; null
/// means that the key is absent. Lists must have the same length, and other values must be equal.
pub(crate) fn difference(vector: &Value, result: &Value) -> Option<String> {
    let Some(vector) = vector.as_object() else {
        return Some("the vector is not a JSON object".to_owned());
    };
    if !result.is_object() {
        return Some("the result is not a JSON object".to_owned());
    }
    let (vector, result) = (canonical_entries(vector), canonical(result));
    let stages = vector.get("stages").map(|stages| ("stages", stages));
    let expect = vector.get("expect").and_then(Value::as_object);
    let parts = expect.into_iter().flatten().map(|(part, expected)| (part.as_str(), expected));
    let told = stages.into_iter().chain(parts).find_map(|(part, expected)| {
        find(expected, result.get(part).unwrap_or(&Value::Null), part)
    });
    told.or_else(|| vector.get("cause").and_then(|cause| not_the_cause(cause, &result)))
}

fn find(expected: &Value, got: &Value, at: &str) -> Option<String> {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            expected.iter().find_map(|(key, expected)| {
                let got = if is_headers(at) { header(got, key) } else { got.get(key) };
                find(expected, got.unwrap_or(&Value::Null), &format!("{at}.{key}"))
            })
        }
        (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => {
            let mut pairs = expected.iter().zip(got).enumerate();
            pairs
                .find_map(|(index, (expected, got))| find(expected, got, &format!("{at}[{index}]")))
        }
        _ => (expected != got).then(|| format!("{at}: expected {expected}, got {got}")),
    }
}

/// Whether an object holds HTTP headers, whose names are case-insensitive.
fn is_headers(at: &str) -> bool {
    matches!(at, "prepared.headers" | "answer.headers")
}

fn header<'a>(headers: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The codes of a cause must be the first findings, in any order; no code means no finding.
fn not_the_cause(cause: &Value, result: &Value) -> Option<String> {
    let expected: BTreeSet<&str> = texts(cause).collect();
    let findings = result.pointer("/answer/findings").unwrap_or(&Value::Null);
    let shown = if expected.is_empty() { usize::MAX } else { expected.len() };
    let first: BTreeSet<&str> = texts(findings).take(shown).collect();
    let same = findings.is_array() && first == expected;
    (!same).then(|| format!("cause: expected {cause} first, got {findings}"))
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The same value with numbers in one notation: `1.0` and `1e0` become `1`.
pub(crate) fn canonical(value: &Value) -> Value {
    match value {
        Value::Number(number) => {
            let whole = number.as_f64().and_then(|number| number.to_string().parse::<i64>().ok());
            match whole {
                Some(whole) if number.is_f64() => Value::from(whole),
                _ => Value::Number(number.clone()),
            }
        }
        Value::Array(items) => items.iter().map(canonical).collect(),
        Value::Object(entries) => Value::Object(canonical_entries(entries)),
        other => other.clone(),
    }
}

fn canonical_entries(entries: &Map<String, Value>) -> Map<String, Value> {
    entries.iter().map(|(key, value)| (key.clone(), canonical(value))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{canonical, difference};

    fn expecting(expect: &Value) -> Value {
        json!({"operation": "call", "given": {}, "expect": expect})
    }

    #[test]
    fn numbers_are_equal_in_any_notation() {
        assert_eq!(canonical(&json!({"a": [1.0, 2]})), canonical(&json!({"a": [1, 2.0]})));
        assert_ne!(canonical(&json!(1.5)), canonical(&json!(1)));
        assert_ne!(canonical(&json!("1")), canonical(&json!(1)));
        let vector = expecting(&json!({"answer": {"unix": 1}}));
        assert_eq!(difference(&vector, &json!({"answer": {"unix": 1.0}})), None);
    }

    #[test]
    fn accepts_keys_that_the_vector_does_not_name() {
        let result = json!({
            "stages": {"digest": null, "signature": "s"},
            "prepared": {"method": "POST", "headers": {"Client-Id": "c", "Other": "o"}},
            "answer": {"deviations": [{"path": "a", "code": "b", "detail": "d"}], "raw": "{}"},
        });
        for expect in [
            json!({"prepared": {"headers": {"client-id": "c", "Digest": null}}}),
            json!({"answer": {"deviations": [{"path": "a"}], "body": null}}),
            json!({"answer": {"deviations": [{}]}, "prepared": {}}),
        ] {
            assert_eq!(difference(&expecting(&expect), &result), None, "{expect}");
        }
        assert_eq!(difference(&json!({"stages": {"digest": null}}), &result), None);
    }

    #[test]
    fn tells_the_first_place_that_differs() {
        let result = json!({
            "stages": {"signature": "s"},
            "answer": {"list": [{"path": "a"}, {"path": "b"}], "body": {"Client-Id": "c"}, "n": 1},
        });
        for (expect, told) in [
            (json!({"answer": {"list": [{"path": "a"}]}}), "answer.list: "),
            (json!({"answer": {"list": [{"path": "a"}, {"path": "c"}]}}), "answer.list[1].path: "),
            (json!({"answer": {"list": {}}}), "answer.list: "),
            (json!({"answer": {"body": {"client-id": "c"}}}), "answer.body.client-id: "),
            (json!({"answer": {"n": "1"}}), "answer.n: "),
            (json!({"answer": {"n": {}}}), "answer.n: "),
            (json!({"prepared": {}}), "prepared: expected {}, got null"),
            (json!({"error": {"code": "x"}}), "error: "),
        ] {
            let found = difference(&expecting(&expect), &result).unwrap_or_default();
            assert!(found.starts_with(told), "{expect}: {found}");
        }
        let stages = json!({"stages": {"signature": "t"}, "expect": {"prepared": {}}});
        let found = difference(&stages, &result).unwrap_or_default();
        assert_eq!(found, "stages.signature: expected \"t\", got \"s\"");
        assert!(difference(&json!([]), &result).is_some());
        assert!(difference(&json!({}), &Value::Null).is_some());
    }

    #[test]
    fn a_cause_stands_first_in_any_order() {
        let found = |codes: &[&str]| json!({"answer": {"findings": codes}});
        for (cause, findings, is_good) in [
            (json!(["a"]), &["a", "b"][..], true),
            (json!(["b", "a"]), &["a", "b", "c"], true),
            (json!(["b"]), &["a", "b"], false),
            (json!(["a", "c"]), &["a", "b", "c"], false),
            (json!(["a"]), &[], false),
            (json!([]), &[], true),
            (json!([]), &["a"], false),
        ] {
            let vector = json!({"cause": cause, "given": {}});
            let difference = difference(&vector, &found(findings));
            assert_eq!(difference.is_none(), is_good, "{cause} {findings:?}");
        }
        let refused = json!({"error": {"code": "invalid_config"}});
        assert!(difference(&json!({"cause": []}), &refused).is_some());
    }
}
