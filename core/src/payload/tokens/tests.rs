use proptest::prelude::*;
use serde_json::value::RawValue;

use super::{Inside, fault, is_json, items, text_of};
use crate::payload::write_string;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn splits_a_list_as_serde_json_does(list in prop::collection::vec(json(), 0..5), blank in blank()) {
        let list = format!("{blank}[{blank}{}{blank}]{blank}", list.join(&format!("{blank},{blank}")));
        let expected: Vec<&RawValue> = serde_json::from_str(&list).unwrap();
        let expected: Vec<&str> = expected.into_iter().map(RawValue::get).collect();
        prop_assert_eq!(items(&list), Some(expected));
    }

    #[test]
    fn splits_an_object_into_keys_and_values(
        entries in prop::collection::vec((quoted(), json()), 0..5),
        blank in blank(),
    ) {
        let written: Vec<_> =
            entries.iter().map(|(key, value)| format!("{key}{blank}:{blank}{value}")).collect();
        let object = format!("{{{blank}{}{blank}}}", written.join(&format!("{blank},{blank}")));
        prop_assert!(is_json(&object));
        let expected: Vec<_> =
            entries.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]).collect();
        let inside: Vec<_> = Inside::of(&object, '{', '}').unwrap().collect();
        prop_assert_eq!(inside, expected);
    }

    #[test]
    fn reads_a_text_as_serde_json_does(token in quoted()) {
        prop_assert!(is_json(&token));
        let expected = serde_json::from_str::<String>(&token).ok();
        prop_assert_eq!(text_of(&token).map(String::from), expected);
    }

    #[test]
    fn writes_a_text_as_serde_json_does(text in any::<String>(), control in "[\u{0}-\u{1f}\"\\\\]{0,4}") {
        let text = format!("{control}{text}{control}");
        let mut written = String::new();
        write_string(&mut written, &text);
        prop_assert_eq!(written, serde_json::to_string(&text).unwrap());
    }

    /// What is no JSON is refused before it is split: nothing of it is more than wrong.
    #[test]
    fn survives_any_text(text in "[\\[\\]{},:\"\\\\u0a\u{e9}]{0,40}") {
        let (list, object) = (items(&text), Inside::of(&text, '{', '}').map(Iterator::count));
        prop_assert!(list.map_or(0, |list| list.len()) <= text.len());
        prop_assert!(object.unwrap_or_default() <= text.len());
        text_of(&text);
    }
}

#[test]
fn takes_the_halves_of_a_character_together_alone() {
    for (token, expected) in [
        (r#""\ud83d\ude00""#, Some("😀")),
        (r#""\uD83D\uDE00x""#, Some("😀x")),
        (r#""\ud83d""#, None),
        (r#""\ude00""#, None),
        (r#""\ud83d\u0041""#, None),
        (r#""\ud83dxxxxxx""#, None),
        (r#""\ude00\ud83d""#, None),
        (r#""\\ud83d""#, Some(r"\ud83d")),
    ] {
        assert_eq!(text_of(token).as_deref(), expected, "{token}");
        assert_eq!(serde_json::from_str::<String>(token).ok().as_deref(), expected, "{token}");
    }
}

#[test]
fn takes_nothing_but_a_text_for_one() {
    for token in ["", "\"", "1", "null", "{}", "[\"a\"]", "a\""] {
        assert_eq!(text_of(token), None, "{token}");
    }
}

#[test]
fn says_where_json_ends() {
    let error = fault("{\"a\":1,\n\"b\" 2}").unwrap();
    assert_eq!((error.line(), error.column()), (2, 5));
    assert!(fault(" {\"a\":1e999} \n").is_none());
    for text in ["", "{} x", "{\"a\":01}", "\"\t\"", "\u{feff}{}", "nul"] {
        assert!(!is_json(text), "{text}");
    }
}

/// Any JSON, with blanks between its tokens.
fn json() -> impl Strategy<Value = String> {
    let number = "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?";
    let leaf = prop_oneof![Just("null".to_owned()), Just("true".to_owned()), number, quoted()];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4)
            .prop_map(|items| format!("[{}]", items.join(" ,\n")));
        let object = prop::collection::vec((quoted(), inner), 0..4).prop_map(|entries| {
            let entries: Vec<_> =
                entries.iter().map(|(key, value)| format!("{key}\t: {value}")).collect();
            format!("{{{}}}", entries.join(", "))
        });
        prop_oneof![list, object]
    })
}

/// A text with its quotes: what would close it or open something stands in it, and any escape.
fn quoted() -> impl Strategy<Value = String> {
    let part = r#"[a-z{}\[\],: é\u{1f600}]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}|\\ud83d\\ude00"#;
    prop::collection::vec(part, 0..8).prop_map(|parts| format!("\"{}\"", parts.concat()))
}

fn blank() -> impl Strategy<Value = String> {
    "[ \t\r\n]{0,2}"
}
