use super::{Header, Headers, One};

#[test]
fn finds_one_value_without_case() {
    let headers = [
        Header::new("SIGNATURE", "s"),
        Header::new("client-id", " c "),
        Header::new("Request-Id", ""),
        Header::new("Set-Cookie", "a"),
        Header::new("set-cookie", "b"),
        Header::new("Client-Id2", "d"),
    ];
    let headers = Headers(&headers);
    for (name, found) in [
        ("Signature", One::Value("s")),
        ("signature", One::Value("s")),
        ("Client-Id", One::Value("c")),
        ("Request-Id", One::Absent),
        ("Response-Timestamp", One::Absent),
        ("Set-Cookie", One::Repeated),
    ] {
        assert_eq!(headers.one(name), found, "{name}");
    }
}

#[test]
fn repeats_even_when_one_of_two_is_empty() {
    let headers = [Header::new("Signature", ""), Header::new("Signature", "s")];
    assert_eq!(Headers(&headers).one("Signature"), One::Repeated);
}

#[test]
fn shows_a_name_on_one_line() {
    let header = Header::new("X\n2026-01-01 INFO \u{1b}[31m", "value");
    assert_eq!(format!("{header:?}"), "X\\n2026-01-01 INFO \\u001b[31m: [5 characters]");
}
