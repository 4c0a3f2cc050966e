use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::{TokenAnswer, with_times};
use crate::error::ViolationCode;

#[test]
fn reads_the_times_of_a_token() {
    let token = jwt(r#"{"alg":"RS256"}"#, r#"{"exp":1700000300,"iat":1700000000}"#);
    let body = with_times(&format!("{{\"token\":\"{token}\",\"other\":[1]}}")).unwrap();
    let expected = format!(
        "{{\"token\":\"{token}\",\"other\":[1],\"issued_at\":1700000000,\"expires_at\":1700000300}}"
    );
    assert_eq!(body, expected);
    let answer: TokenAnswer = serde_json::from_str(&body).unwrap();
    assert_eq!(answer.token.expose(), token);
    assert_eq!((answer.issued_at, answer.expires_at), (1_700_000_000, 1_700_000_300));
}

#[test]
fn refuses_what_is_no_token() {
    let good = jwt("{}", r#"{"exp":2,"iat":1}"#);
    let (header, payload) = (encoded("{}"), encoded(r#"{"exp":2,"iat":1}"#));
    for token in [
        "",
        "a.b",
        &format!("{header}.{payload}"),
        &format!("{header}.{payload}."),
        &format!("{good}.c2ln"),
        &format!("{header}=.{payload}.c2ln"),
        &format!("{header}.{payload}.c2ln=="),
        &format!("{header}.{payload}.c2l+"),
        &jwt("[]", r#"{"exp":2,"iat":1}"#),
        &jwt("{}", "[2,1]"),
        &jwt("{}", r#"{"exp":2}"#),
        &jwt("{}", r#"{"iat":1}"#),
        &jwt("{}", r#"{"exp":"2","iat":1}"#),
        &jwt("{}", r#"{"exp":2.5,"iat":1}"#),
        &jwt("{}", r#"{"exp":null,"iat":1}"#),
        &jwt("{}", r#"{"exp":9223372036854775808,"iat":1}"#),
    ] {
        let violations = with_times(&format!("{{\"token\":\"{token}\"}}")).unwrap_err();
        assert_eq!((violations[0].path.as_str(), violations.len()), ("token", 1));
        assert_eq!(violations[0].code, ViolationCode::BadFormat, "{token}");
    }
}

#[test]
fn knows_when_a_token_has_expired() {
    let answer = TokenAnswer { expires_at: 1000, ..TokenAnswer::default() };
    assert!(!answer.is_expired(999, 0));
    assert!(answer.is_expired(1000, 0));
    assert!(!answer.is_expired(900, 99));
    assert!(answer.is_expired(900, 100));
    assert!(answer.is_expired(i64::MAX, i64::MAX));
}

fn jwt(header: &str, payload: &str) -> String {
    format!("{}.{}.c2ln", encoded(header), encoded(payload))
}

fn encoded(text: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(text)
}
