//! Answers, notifications and callbacks.

use dokukit::{Answer, Error, Header, Received, Sent, SignaturePolicy};

use crate::inputs::{TIME, deep, doku, keys, list, object, sent, signed, stamp, with_headers};
use crate::{Case, case};

pub(crate) fn answers() -> Vec<Case> {
    vec![
        case(
            "read_text, unknown keys",
            20_000,
            |n| signed("register_rdl_customer", 200, &object(&keys(n))),
            read,
        ),
        case(
            "read_text, nested",
            200_000,
            |n| signed("register_rdl_customer", 200, &format!(r#"{{"rdl_customer":{}}}"#, deep(n))),
            read,
        ),
        case(
            "read_text, a list of another type",
            20_000,
            |n| {
                signed(
                    "get_business",
                    200,
                    &format!(r#"{{"brands":{0},"contacts":{0}}}"#, list(n, "7")),
                )
            },
            read,
        ),
        case(
            "read_text, brands without anything",
            20_000,
            |n| {
                signed(
                    "get_business",
                    200,
                    &format!(r#"{{"brands":{0},"contacts":{0}}}"#, list(n, "{}")),
                )
            },
            read,
        ),
        case(
            "read_text, undocumented, brands",
            20_000,
            |n| signed("register_business", 200, &format!(r#"{{"brands":{}}}"#, list(n, "{}"))),
            read,
        ),
        case(
            "read_text, undocumented, unknown keys",
            20_000,
            |n| signed("register_business", 409, &object(&keys(n))),
            read,
        ),
        case(
            "read_text, a token of many parts",
            200_000,
            |n| signed("generate_token", 200, &format!(r#"{{"token":"{}"}}"#, "e30.".repeat(n))),
            read,
        ),
        case("read_text, call, nested", 200_000, |n| signed("call", 200, &deep(n)), read),
        case(
            "read_text, a refusal of many keys",
            20_000,
            |n| signed("call", 400, &object(&keys(n))),
            read,
        ),
        case(
            "read_text, a refusal of many messages",
            20_000,
            |n| signed("call", 400, &format!(r#"{{"message":{}}}"#, list(n, r#""no""#))),
            read,
        ),
        case("verify_response, many headers", 20_000, with_headers, |(sent, received)| {
            doku().verify_response(sent, received, Some(SignaturePolicy::Required), None)
        }),
        case(
            "sign_test_response, a large body",
            1 << 20,
            |n| vec![b'a'; n],
            |body| doku().sign_test_response(&sent("call"), 200, body, TIME),
        ),
    ]
}

pub(crate) fn incoming() -> Vec<Case> {
    let notice = |body: String| {
        let headers = doku().sign_test_notification("/hook", body.as_bytes(), &stamp()).unwrap();
        (headers, body)
    };
    let read = |(headers, body): &(Vec<Header>, String)| {
        let policy = SignaturePolicy::Required;
        doku().read_callback("/hook", headers, body.as_bytes(), Some(policy), None)
    };
    vec![
        case("verify_notification, many headers", 20_000, with_headers, |(_, received)| {
            doku().verify_notification("/hook", &received.headers, &received.body, None)
        }),
        case(
            "verify_notification, a long target",
            1 << 20,
            |n| "/a".repeat(n),
            |target| {
                let headers = doku().sign_test_notification(target, b"", &stamp()).unwrap();
                doku().verify_notification(target, &headers, b"", None)
            },
        ),
        case("read_callback, many keys", 20_000, move |n| notice(object(&keys(n))), read),
        case(
            "read_callback, one kind n times",
            20_000,
            move |n| {
                let kinds: Vec<_> = (0..n).map(|n| format!(r#""k{n}":"BRAND""#)).collect();
                notice(format!("{{{}}}", kinds.join(",")))
            },
            read,
        ),
        case(
            "read_callback, nested",
            200_000,
            move |n| notice(format!(r#"{{"type":"BRAND","x":{}}}"#, deep(n))),
            read,
        ),
    ]
}

fn read((sent, received): &(Sent, Received)) -> Result<Answer<String>, Error> {
    doku().read_text(sent, received, None)
}
