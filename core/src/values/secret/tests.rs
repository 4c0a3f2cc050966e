use super::Secret;

#[test]
fn shows_nothing_and_gives_its_text() {
    let secret = Secret::new("SK-1");
    assert_eq!(format!("{secret:?} {secret:#?}"), "[redacted] [redacted]");
    assert_eq!(serde_json::to_string(&secret).unwrap(), "\"[redacted]\"");
    assert_eq!(secret.expose(), "SK-1");
}

#[test]
fn is_equal_by_its_text() {
    let secret = Secret::new("SK-1");
    assert_eq!(secret, secret.clone());
    assert_eq!(serde_json::from_str::<Secret>("\"SK-1\"").unwrap(), secret);
    for other in ["", "SK-2", "SK-", "SK-11", "sk-1"] {
        assert_ne!(secret, Secret::new(other), "{other}");
    }
}
