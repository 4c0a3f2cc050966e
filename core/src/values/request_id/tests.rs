use super::RequestId;

#[test]
fn accepts_text_of_1_to_128_characters() {
    let longest = "x".repeat(128);
    for text in
        ["b6a465ea-bb65-48b2-a22b-3e8fb51cf22e", "1", "INV 17 / retry", "{\"id\":1}", &longest]
    {
        let id = RequestId::parse(text).unwrap();
        assert_eq!(id.as_str(), text);
        assert_eq!(id.to_string(), text);
    }
}

#[test]
fn rejects_other_text() {
    let too_long = "x".repeat(129);
    let too_long_of_four_bytes = "🙂".repeat(129);
    let too_long_and_spaces = " ".repeat(129);
    for (text, code) in [
        ("", "required"),
        (&too_long, "too_long"),
        (&too_long_of_four_bytes, "too_long"),
        (&too_long_and_spaces, "too_long"),
        (" ", "bad_format"),
        (" a", "bad_format"),
        ("a ", "bad_format"),
        ("\u{a0}a", "bad_format"),
        ("a\u{3000}", "bad_format"),
        ("a\n", "bad_format"),
        ("a\r\nSignature: x", "bad_format"),
        ("a\tb", "bad_format"),
        ("a\0b", "bad_format"),
        ("a\u{7f}b", "bad_format"),
        ("a\u{85}b", "bad_format"),
        ("ré", "bad_format"),
        ("a\u{a0}b", "bad_format"),
    ] {
        let error = RequestId::parse(text).unwrap_err();
        let violation = &error.violations()[0];
        assert_eq!(error.code().as_str(), "invalid_request", "{text:?}");
        assert_eq!(violation.path, "request_id", "{text:?}");
        assert_eq!(violation.code.as_str(), code, "{text:?}");
    }
}
