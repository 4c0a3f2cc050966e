use super::{Config, Doku};
use crate::values::environment::Api;

#[test]
fn accepts_an_environment_or_a_base_url() {
    for (environment, base_url, url) in [
        (Some("test"), None, "https://api-sandbox.doku.com"),
        (Some("production"), None, "https://api.doku.com"),
        (None, Some("http://127.0.0.1:8787"), "http://127.0.0.1:8787"),
    ] {
        for key in [Some("secret"), None] {
            let doku = Doku::configure(Config {
                environment: environment.map(str::to_owned),
                base_url: base_url.map(str::to_owned),
                client_id: "MCH-1".into(),
                secret_key: key.map(str::to_owned),
                ..Config::default()
            })
            .unwrap();
            assert_eq!(doku.environment.base_url(Api::Rdl), url);
            assert_eq!(doku.key().is_ok(), key.is_some());
        }
    }
}

#[test]
fn rejects_with_every_violation_in_order() {
    for (environment, base_url, client_id, key, expected) in [
        (None, None, "MCH-1", None, &["environment required"][..]),
        (Some(""), None, "MCH-1", None, &["environment required"]),
        (Some("x"), None, "MCH-1", None, &["environment not_in_list"]),
        (None, Some(""), "MCH-1", None, &["base_url required"]),
        (None, Some("x"), "MCH-1", None, &["base_url bad_format"]),
        (Some("test"), Some("http://localhost"), "MCH-1", None, &["base_url not_allowed"]),
        (Some("test"), None, "MCH-1", Some(""), &["secret_key required"]),
        (
            Some("x"),
            None,
            "",
            Some(" k"),
            &["environment not_in_list", "client_id required", "secret_key bad_format"],
        ),
    ] {
        let error = Doku::configure(Config {
            environment: environment.map(str::to_owned),
            base_url: base_url.map(str::to_owned),
            client_id: client_id.into(),
            secret_key: key.map(str::to_owned),
            ..Config::default()
        })
        .unwrap_err();
        let violations = error.violations().iter();
        let violations: Vec<_> = violations
            .map(|violation| format!("{} {}", violation.path, violation.code.as_str()))
            .collect();
        assert_eq!(error.code().as_str(), "invalid_config");
        assert_eq!(violations, expected);
    }
}

#[test]
fn misses_the_key_only_where_it_is_needed() {
    let doku = Doku::configure(Config {
        environment: Some("test".into()),
        client_id: "MCH-1".into(),
        ..Config::default()
    })
    .unwrap();
    let error = doku.key().unwrap_err();
    assert_eq!(error.code().as_str(), "invalid_config");
    assert_eq!(error.violations()[0].path, "secret_key");
    assert_eq!(error.violations()[0].code.as_str(), "required");
}
