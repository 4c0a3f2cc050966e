use super::QueryMode::{Signed, Unsigned};
use super::RequestTarget;

#[test]
fn accepts_paths_as_they_are() {
    for path in [
        "/",
        "/sac-rdl/v1/rdl-customers",
        "/orders/v1/status/INV-123123-12313",
        "/payments/notifications/",
        "/a-b._~/c!$&'()*+,;=:@d",
        "/INV%20123%2F17%C3%A9",
        "/v1.0/debit/notify",
        "/.well-known/...",
        "/a./.b/..c/d..",
    ] {
        let target = RequestTarget::parse(path).unwrap();
        assert_eq!((target.signed(), target.called()), (path, path));
        assert_eq!(target.to_string(), path);
        for mode in [Signed, Unsigned] {
            assert_eq!(RequestTarget::with_query(path, mode).unwrap(), target, "{path}");
        }
    }
}

#[test]
fn signs_a_query_only_when_told_to() {
    for (target, path) in [
        ("/status?client_id=MCH-1", "/status"),
        ("/?a=1&b=2", "/"),
        ("/a/b?next=/c//d/../e?f", "/a/b"),
        ("/a?q=%7B%22x%22%7D&r=!$()*+,;:@-._~", "/a"),
    ] {
        let unsigned = RequestTarget::with_query(target, Unsigned).unwrap();
        assert_eq!((unsigned.signed(), unsigned.called()), (path, target));
        let signed = RequestTarget::with_query(target, Signed).unwrap();
        assert_eq!((signed.signed(), signed.called()), (target, target));
        assert_eq!(refused(target, None), "bad_format", "{target}");
    }
}

#[test]
fn rejects_paths_that_would_not_arrive_as_signed() {
    for (path, code) in [
        ("", "required"),
        (" ", "bad_format"),
        ("orders", "bad_format"),
        ("./orders", "bad_format"),
        ("https://api.doku.com/orders", "bad_format"),
        ("//api.doku.com/orders", "bad_format"),
        ("api.doku.com/orders", "bad_format"),
        (" /orders", "bad_format"),
        ("/orders ", "bad_format"),
        ("/orders/a b", "bad_format"),
        ("/orders\n", "bad_format"),
        ("/orders\t", "bad_format"),
        ("/orders\0", "bad_format"),
        ("/orders\u{7f}", "bad_format"),
        ("//", "bad_format"),
        ("/orders//1", "bad_format"),
        ("/orders//", "bad_format"),
        ("/.", "bad_format"),
        ("/..", "bad_format"),
        ("/orders/.", "bad_format"),
        ("/orders/..", "bad_format"),
        ("/./orders", "bad_format"),
        ("/../orders", "bad_format"),
        ("/a/./b", "bad_format"),
        ("/a/../b", "bad_format"),
        // HTTP clients resolve encoded dot segments as well (WHATWG URL, path state).
        ("/a/%2e/b", "bad_format"),
        ("/a/%2E", "bad_format"),
        ("/a/.%2e/b", "bad_format"),
        ("/a/%2E./b", "bad_format"),
        ("/a/%2e%2E", "bad_format"),
        // Escapes that HTTP clients rewrite.
        ("/orders/%41", "bad_format"),
        ("/orders/%7E", "bad_format"),
        ("/orders/%2d", "bad_format"),
        ("/orders/%2f", "bad_format"),
        ("/orders/%c3%A9", "bad_format"),
        ("/orders%é", "bad_format"),
        ("/orders#top", "bad_format"),
        ("/orders%", "bad_format"),
        ("/orders%2", "bad_format"),
        ("/orders%2g", "bad_format"),
        ("/orders%zz", "bad_format"),
        ("/orders%%20", "bad_format"),
        ("/orders%+7", "bad_format"),
        ("/orders/é", "bad_format"),
        ("/orders/e\u{301}", "bad_format"),
        ("/orders/\u{ff0f}", "bad_format"),
        ("/orders\\1", "bad_format"),
        ("/orders|1", "bad_format"),
        ("/orders/{id}", "bad_format"),
        ("/orders/[1]", "bad_format"),
        ("/orders/<1>", "bad_format"),
        ("/orders/\"1\"", "bad_format"),
        ("/orders/^1", "bad_format"),
        ("/orders/`1`", "bad_format"),
    ] {
        assert_eq!(refused(path, None), code, "{path:?}");
        assert_eq!(refused(path, Some(Signed)), code, "{path:?}");
        assert_eq!(refused(path, Some(Unsigned)), code, "{path:?}");
    }
}

#[test]
fn rejects_queries_that_would_not_arrive_as_signed() {
    for target in [
        // Legal, and yet encoded by HTTP clients (WHATWG URL, special-query percent-encode set).
        "/orders?name=O'Brien",
        "/orders?name=a b",
        "/orders?name=é",
        "/orders?name=\"a\"",
        "/orders?name=<a>",
        "/orders?name=a#b",
        "/orders?name=%",
        "/orders?name=%2",
        "/orders?name=%g0",
        "/orders?name=a\\b",
        "/orders?",
        "/orders?name=%41",
        "/orders?name=%2f",
        "/orders?a[]=1",
        "/orders?a=1|2",
        "/orders?a=1\n",
        "?a=1",
        "/a//b?c",
        "/a/../b?c",
        "/a/é?c",
    ] {
        assert_eq!(refused(target, None), "bad_format", "{target}");
        assert_eq!(refused(target, Some(Signed)), "bad_format", "{target}");
        assert_eq!(refused(target, Some(Unsigned)), "bad_format", "{target}");
    }
}

fn refused(target: &str, mode: Option<super::QueryMode>) -> &'static str {
    let result = match mode {
        Some(mode) => RequestTarget::with_query(target, mode),
        None => RequestTarget::parse(target),
    };
    let error = result.unwrap_err();
    assert_eq!(error.code().as_str(), "invalid_request", "{target:?}");
    assert_eq!(error.violations()[0].path, "target", "{target:?}");
    error.violations()[0].code.as_str()
}
