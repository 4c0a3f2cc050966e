use super::{GenericCall, query_mode};
use crate::error::Violation;
use crate::payload::{Mode, Payload, check};
use crate::values::target::QueryMode;

#[test]
fn accepts_calls() {
    for call in [
        r#"{"method":"GET","target":"/orders/v1/status/INV-1"}"#,
        r#"{"method":"GET","target":"/a?b=1","query":"signed"}"#,
        r#"{"method":"GET","target":"/a?b=1","query":"unsigned"}"#,
        r#"{"method":"POST","target":"/a"}"#,
        r#"{"method":"POST","target":"/a","body":"{ \"a\" : 1 }"}"#,
        r#"{"method":"POST","target":"/a","body":"null"}"#,
        r#"{"method":"PUT","target":"/a","body":"[1,2]"}"#,
        r#"{"method":"PATCH","target":"/a","body":" \"text\" "}"#,
        r#"{"method":"DELETE","target":"/a","body":"1e400"}"#,
    ] {
        let checked = check(&GenericCall::TABLE, call, Mode::Request);
        assert_eq!(checked.as_deref(), Ok(call));
    }
}

#[test]
fn rejects_calls_that_break_a_rule() {
    for (call, expected) in [
        ("{}", &["method required", "target required"][..]),
        (r#"{"method":"","target":""}"#, &["method required", "target required"]),
        (r#"{"method":null,"target":null}"#, &["method required", "target required"]),
        (r#"{"method":1,"target":1}"#, &["method wrong_type", "target wrong_type"]),
        (r#"{"method":"get","target":"/a"}"#, &["method not_in_list"]),
        (r#"{"method":"HEAD","target":"/a"}"#, &["method not_in_list"]),
        (r#"{"method":"GET","target":"a"}"#, &["target bad_format"]),
        (r#"{"method":"GET","target":"/a?b"}"#, &["target bad_format"]),
        (r#"{"method":"GET","target":"/a?b","query":null}"#, &["target bad_format"]),
        (
            r#"{"method":"GET","target":"/a?b","query":"both"}"#,
            &["target bad_format", "query not_in_list"],
        ),
        (r#"{"method":"GET","target":"/a?'","query":"signed"}"#, &["target bad_format"]),
        (r#"{"method":"GET","target":"/a","target":1}"#, &["target not_allowed"]),
        (r#"{"method":"GET","target":"/a","target":""}"#, &["target not_allowed"]),
        (r#"{"method":"GET","target":"/a","target":"b"}"#, &["target not_allowed"]),
        (r#"{"method":"GET","target":"/a","body":"{}"}"#, &["body not_allowed"]),
        (r#"{"method":"GET","target":"/a","body":"{"}"#, &["body not_allowed"]),
        (r#"{"method":"GET","target":"/a","body":""}"#, &["body not_allowed"]),
        (r#"{"method":"POST","target":"/a","body":""}"#, &["body bad_format"]),
        (r#"{"method":"POST","target":"/a","body":"{"}"#, &["body bad_format"]),
        (r#"{"method":"POST","target":"/a","body":"{}{}"}"#, &["body bad_format"]),
        (r#"{"method":"POST","target":"/a","body":"a=1"}"#, &["body bad_format"]),
        (r#"{"method":"POST","target":"/a","body":{}}"#, &["body wrong_type"]),
        (r#"{"method":"POST","target":"/a","x":1}"#, &["x unknown_field"]),
    ] {
        let violations = check(&GenericCall::TABLE, call, Mode::Request).unwrap_err();
        let line = |v: &Violation| format!("{} {}", v.path, v.code.as_str());
        let violations: Vec<_> = violations.iter().map(line).collect();
        assert_eq!(violations, expected, "{call}");
    }
}

#[test]
fn names_the_query_modes() {
    for (name, mode) in [
        ("signed", Some(QueryMode::Signed)),
        ("unsigned", Some(QueryMode::Unsigned)),
        ("", None),
        ("Signed", None),
    ] {
        assert_eq!(query_mode(name), mode, "{name}");
    }
}
