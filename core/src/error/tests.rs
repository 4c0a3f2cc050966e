use super::{Error, ErrorCode, Violation, ViolationCode};

#[test]
fn names_every_code_once() {
    let codes = ErrorCode::ALL.iter().map(|code| code.as_str());
    let violations = ViolationCode::ALL.iter().map(|code| code.as_str());
    for names in [codes.collect::<Vec<_>>(), violations.collect()] {
        for (index, name) in names.iter().enumerate() {
            let is_snake = |b: u8| b.is_ascii_lowercase() || b == b'_';
            assert!(name.bytes().all(is_snake), "{name}");
            assert!(!names[..index].contains(name), "{name} stands twice");
        }
    }
    assert!(ViolationCode::ALL.is_sorted(), "in the order of checking");
}

#[test]
fn sums_up_its_violations() {
    let violation = |path| Violation::new(path, ViolationCode::Required, "mandatory, got nothing");
    for (violations, detail) in [
        (vec![], ""),
        (vec![violation("a.b")], "a.b: mandatory, got nothing"),
        (vec![violation("")], "the whole text: mandatory, got nothing"),
        (
            vec![violation("a"), violation("b")],
            "a: mandatory, got nothing; b: mandatory, got nothing",
        ),
        (
            vec![violation("a"); 6],
            &format!("{}and one more violation", "a: mandatory, got nothing; ".repeat(5)),
        ),
        (
            vec![violation("a"); 7],
            &format!("{}and 2 more violations", "a: mandatory, got nothing; ".repeat(5)),
        ),
    ] {
        let error = Error::violated(ErrorCode::InvalidRequest, violations);
        assert_eq!(error.detail(), detail);
        assert_eq!(error.to_string(), format!("invalid_request: {detail}"));
    }
}

/// The names that JavaScript gets are derived, and those of the other languages written.
#[cfg(feature = "js")]
#[test]
fn a_code_has_one_name_in_every_language() {
    use super::{Retry, SignatureStatus};

    fn names<T: serde::Serialize>(codes: &[T]) -> Vec<String> {
        codes.iter().map(|code| serde_json::to_string(code).unwrap_or_default()).collect()
    }
    fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
        names.map(|name| format!("\"{name}\"")).collect()
    }
    let (errors, violations) = (ErrorCode::ALL, ViolationCode::ALL);
    assert_eq!(names(errors), quoted(errors.iter().map(|code| code.as_str())));
    assert_eq!(names(violations), quoted(violations.iter().map(|code| code.as_str())));
    assert_eq!(names(Retry::ALL), quoted(Retry::ALL.iter().map(|retry| retry.as_str())));
    let statuses = SignatureStatus::ALL;
    assert_eq!(names(statuses), quoted(statuses.iter().map(|status| status.as_str())));
}
