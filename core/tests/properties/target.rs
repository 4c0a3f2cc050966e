//! Request-Targets, against the URL parser of the crate `url`.

use dokukit::{Api, Environment, QueryMode, RequestTarget};
use proptest::prelude::*;
use url::Url;

use crate::cases;

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn is_what_an_http_client_sends(target in target()) {
        let accepted = [
            RequestTarget::parse(&target),
            RequestTarget::with_query(&target, QueryMode::Unsigned),
            RequestTarget::with_query(&target, QueryMode::Signed),
        ];
        for accepted in accepted.into_iter().flatten() {
            let written = format!("https://api.doku.com{}", accepted.called());
            let parsed = Url::parse(&written).unwrap();
            prop_assert_eq!(parsed.as_str(), &written);
            prop_assert_eq!(accepted.called(), &target);
            let whole = accepted.signed() == target;
            prop_assert!(whole || accepted.signed() == parsed.path());
            prop_assert_eq!(parsed.fragment(), None);
            prop_assert_eq!(parsed.host_str(), Some("api.doku.com"));
        }
    }

    #[test]
    fn is_accepted_whenever_made_of_plain_segments(
        segments in prop::collection::vec("[A-Za-z0-9_~!$&'()*+,;=:@-]{1,8}|%(2[0-9A-CF]|3[A-F]|[89A-F][0-9A-F])[a-z]", 1..5),
        query in prop::option::of("([A-Za-z0-9_.~!$&()*+,;=:@/?-]|%(2[0-9A-CF]|[89A-F][0-9A-F])){1,12}"),
    ) {
        let path = format!("/{}", segments.join("/"));
        prop_assert!(RequestTarget::parse(&path).is_ok());
        if let Some(query) = query {
            let target = format!("{path}?{query}");
            prop_assert!(RequestTarget::parse(&target).is_err());
            let signed = RequestTarget::with_query(&target, QueryMode::Signed).unwrap();
            let unsigned = RequestTarget::with_query(&target, QueryMode::Unsigned).unwrap();
            prop_assert_eq!((signed.signed(), unsigned.signed()), (target.as_str(), path.as_str()));
        }
    }

    #[test]
    fn base_url_has_nothing_but_scheme_host_and_port(
        text in "(http|https|ftp|HTTP)?(://|:|//)?[a-z0-9.:@/?#%_\\[\\]-]{0,12}(:[0-9+]{0,6})?/?"
    ) {
        let Ok(environment) = Environment::at(&text) else { return Ok(()) };
        let base_url = environment.base_url(Api::Rdl);
        prop_assert_eq!(base_url, text.strip_suffix('/').unwrap_or(&text));
        // Some host names that look like addresses are none, which the HTTP client reports.
        if let Ok(parsed) = Url::parse(base_url) {
            prop_assert!(["http", "https"].contains(&parsed.scheme()));
            prop_assert_eq!((parsed.username(), parsed.password()), ("", None));
            prop_assert_eq!((parsed.path(), parsed.query(), parsed.fragment()), ("/", None, None));
            prop_assert_ne!(parsed.host_str(), None);
            prop_assert_ne!(parsed.port(), Some(0));
        }
    }
}

/// Mostly what is refused for one character, or for how characters come together.
fn target() -> impl Strategy<Value = String> {
    prop_oneof![
        "(/|\\.|%2e|%2E|%2f|a|B){0,8}(\\?(/|\\.|a|'|%27|=|&){0,4})?",
        "/[!-~]{0,6}(/[!-~]{0,4})?(\\?[!-~]{0,6})?",
        "/[a-z./%0-9A-F]{0,12}",
        "(/\\PC{0,4}){0,3}(\\?\\PC{0,4})?",
        "/(@|:|//|\\\\|;|,|[a-c]){0,6}",
    ]
}
