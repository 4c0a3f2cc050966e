use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::{TokenAnswer, with_times};

#[test]
fn reads_the_times_of_a_token() {
    let token = jwt(r#"{"alg":"RS256"}"#, r#"{"exp":1700000300,"iat":1700000000}"#);
    let body = with_times(&format!("{{\"token\":\"{token}\",\"other\":[1]}}"));
    let expected = format!(
        "{{\"token\":\"{token}\",\"other\":[1],\"issued_at\":1700000000,\"expires_at\":1700000300}}"
    );
    assert_eq!(body, expected);
    let answer: TokenAnswer = serde_json::from_str(&body).unwrap();
    assert_eq!(answer.token.expose(), token);
    assert_eq!((answer.issued_at, answer.expires_at), (Some(1_700_000_000), Some(1_700_000_300)));
}

#[test]
fn adds_no_time_to_what_is_no_jwt() {
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
        &jwt("{}", r#"{"exp":"2"}"#),
        &jwt("{}", r#"{"exp":2.5}"#),
        &jwt("{}", r#"{"exp":null}"#),
        &jwt("{}", r#"{"exp":9223372036854775808}"#),
    ] {
        let body = format!("{{\"token\":\"{token}\"}}");
        assert_eq!(with_times(&body), body, "{token}");
    }
}

#[test]
fn adds_the_times_that_there_are() {
    for (claims, added) in [
        (r#"{"exp":2}"#, r#","expires_at":2"#),
        (r#"{"iat":1,"exp":true}"#, r#","issued_at":1"#),
        (r#"{"exp":1.7E3}"#, r#","expires_at":1700"#),
    ] {
        let token = jwt("{}", claims);
        let expected = format!("{{\"token\":\"{token}\"{added}}}");
        assert_eq!(with_times(&format!("{{\"token\":\"{token}\"}}")), expected);
    }
}

#[test]
fn knows_when_a_token_has_expired() {
    let answer = TokenAnswer { expires_at: Some(1000), ..TokenAnswer::default() };
    assert!(!answer.is_expired(999, 0));
    assert!(answer.is_expired(1000, 0));
    assert!(!answer.is_expired(900, 99));
    assert!(answer.is_expired(900, 100));
    assert!(answer.is_expired(i64::MAX, i64::MAX));
    assert!(!TokenAnswer::default().is_expired(i64::MAX, i64::MAX), "nobody knows");
}

fn jwt(header: &str, payload: &str) -> String {
    format!("{}.{}.c2ln", encoded(header), encoded(payload))
}

fn encoded(text: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(text)
}
