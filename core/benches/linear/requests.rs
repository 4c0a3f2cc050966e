//! Requests and the texts they are made of.

use dokukit::{
    BusinessRegistration, ClientId, Config, Doku, Environment, QueryMode, RequestId, RequestTarget,
    SecretKey, SignaturePolicy, Timestamp, digest, from_json, serialize_request,
};

use crate::inputs::{
    TIME, config, contacts, deep, doku, empty_contacts, generic, headers, keys, list, named,
    object, prepared, stamp, typed,
};
use crate::{Case, case};

pub(crate) fn small_texts() -> Vec<Case> {
    let ones = |n| "1".repeat(n);
    vec![
        case("ClientId::parse, long", 4 << 20, ones, |text| ClientId::parse(text)),
        case("SecretKey::parse, long", 4 << 20, ones, |text| SecretKey::parse(text)),
        case("RequestId::parse, long", 4 << 20, ones, |text| RequestId::parse(text)),
        case("Timestamp::parse, long", 4 << 20, ones, |text| Timestamp::parse(text)),
        case(
            "Environment::at, long",
            4 << 20,
            |n| format!("https://{}", "a:".repeat(n)),
            |text| Environment::at(text),
        ),
        case("SignaturePolicy::parse, long", 4 << 20, ones, |text| SignaturePolicy::parse(text)),
        case(
            "RequestTarget::parse, dots",
            1 << 20,
            |n| "/.a".repeat(n),
            |text| RequestTarget::parse(text),
        ),
        case(
            "RequestTarget::with_query, escapes",
            1 << 20,
            |n| format!("/?{}", "%2F".repeat(n)),
            |text: &String| RequestTarget::with_query(text, QueryMode::Unsigned),
        ),
        case("digest", 4 << 20, |n| vec![b'a'; n], |body| digest(body)),
        case(
            "Doku::configure, previous keys",
            20_000,
            |n| vec![String::from(" "); n],
            |keys: &Vec<String>| {
                Doku::configure(Config { previous_secret_keys: keys.clone(), ..config() })
            },
        ),
    ]
}

pub(crate) fn requests() -> Vec<Case> {
    let prepare = |operation: &'static str| {
        move |request: &String| doku().prepare_text(operation, request, &stamp())
    };
    let business = prepare("register_business");
    vec![
        case("prepare_text, empty contacts", 20_000, empty_contacts, business),
        case(
            "prepare_text, contacts of another type",
            20_000,
            |n| contacts(&list(n, "7")),
            business,
        ),
        case("prepare_text, unknown keys", 20_000, |n| object(&keys(n)), business),
        case("prepare_text, one key n times", 20_000, |n| object(&["type"].repeat(n)), business),
        case(
            "prepare_text, one unknown key n times",
            20_000,
            |n| object(&["x"].repeat(n)),
            business,
        ),
        case("prepare_text, keys of escapes", 20_000, |n| object(&["\\u0061\\u0062"].repeat(n)), {
            business
        }),
        case("prepare_text, a key of n escapes", 50_000, |n| object(&["\\n".repeat(n)]), business),
        case(
            "prepare_text, a text of n escapes",
            200_000,
            |n| named(&"\\u00e9".repeat(n)),
            business,
        ),
        case(
            "prepare_text, unknown key, nested",
            200_000,
            |n| format!(r#"{{"x":{}}}"#, deep(n)),
            business,
        ),
        case("prepare_text, known key, nested", 200_000, |n| contacts(&deep(n)), business),
        case("prepare_text, nested and unclosed", 200_000, |n| "[".repeat(n), business),
        case(
            "prepare_text, long path of get_business",
            200_000,
            |n| format!(r#"{{"client_id":"{}"}}"#, "a".repeat(n)),
            prepare("get_business"),
        ),
        case(
            "prepare_text, long query",
            200_000,
            |n| {
                format!(
                    r#"{{"businessType":"PERSONAL","businessLegalEntity":"PERSEORANGAN","brandBusinessLine":"{}","businessContactNationality":"ID"}}"#,
                    "é".repeat(n)
                )
            },
            prepare("check_requirements"),
        ),
        case(
            "prepare, contacts",
            20_000,
            |n| typed(&contacts(&list(n, r#"{"name":""}"#))),
            |request| doku().prepare(request, &stamp()),
        ),
        case(
            "prepare_call, a nested body",
            200_000,
            |n| generic("/a".into(), deep(n)),
            |request| doku().prepare(request, &stamp()),
        ),
        case("prepare_call, a long target", 200_000, |n| generic("/a".repeat(n), "{}".into()), {
            |request| doku().prepare(request, &stamp())
        }),
        case(
            "prepare_unsigned, unknown keys",
            20_000,
            |n| object(&keys(n)),
            |request| doku().prepare_unsigned("register_business", request, &stamp()),
        ),
        case("resign and attach_signature, a large body", 1 << 20, prepared, |request| {
            let again = doku().resign(request, TIME).unwrap();
            let signature = again.headers.iter().find(|header| header.name == "Signature");
            doku().attach_signature(again.clone(), &signature.unwrap().value)
        }),
        case(
            "sign_component, a large body",
            1 << 20,
            |n| vec![b'a'; n],
            |body| doku().sign_component("POST", "/a", Some(body), &stamp()),
        ),
        case(
            "sign_reply, a long target",
            1 << 20,
            |n| "/a".repeat(n),
            |target| doku().sign_reply(target, b"", &stamp()),
        ),
        case(
            "from_json, unknown keys",
            20_000,
            |n| object(&keys(n)),
            |request| from_json::<BusinessRegistration>(request),
        ),
    ]
}

pub(crate) fn stored() -> Vec<Case> {
    vec![
        case("serialize_request, a body of quotes", 1 << 20, prepared, serialize_request),
        case("Doku::restore, a body of quotes", 1 << 20, |n| serialize_request(&prepared(n)), {
            |stored: &String| doku().restore(stored)
        }),
        case(
            "Doku::restore, many headers",
            20_000,
            |n| {
                let mut request = prepared(1);
                request.headers.extend(headers(n));
                serialize_request(&request)
            },
            |stored: &String| doku().restore(stored),
        ),
        case(
            "Doku::restore, headers of another type",
            20_000,
            |n| {
                let mut request = prepared(1);
                request.headers.clear();
                let stored = serialize_request(&request);
                stored.replace("\"headers\":{}", &format!("\"headers\":{}", object(&keys(n))))
            },
            |stored: &String| doku().restore(stored),
        ),
    ]
}
