use super::*;

fn body(json: &str) -> String {
    redacted_body(json.as_bytes())
}

#[test]
fn keys_stay_and_values_go() {
    let json =
        r#"{"rdl_customer": {"email": "a@b.example", "n": [1, -2.5e3], "ok": true, "x": null}}"#;
    let shown = r#"{"rdl_customer":{"email":"[11 characters]","n":["[number]","[number]"],"ok":true,"x":null}}"#;
    assert_eq!(body(json), shown);
}

#[test]
fn what_is_data_in_a_keys_place_goes_as_well() {
    assert_eq!(body(r#"{"3201234567890123":"a"}"#), r#"{"[16 characters]":"[1 characters]"}"#);
    assert_eq!(body(r#"{"a@b.example":1}"#), r#"{"[11 characters]":"[number]"}"#);
    assert_eq!(body(r#"{"a\"b":1}"#), r#"{"[3 characters]":"[number]"}"#);
}

#[test]
fn what_is_no_json_shows_its_size() {
    assert_eq!(body("name=a"), "\"[6 bytes]\"");
    assert_eq!(redacted_body(b"\xff"), "\"[1 bytes]\"");
    assert_eq!(body("\"\\ud800\""), "\"[text]\"");
}

#[test]
fn any_depth_is_one_pass() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert_eq!(body(&deep), deep);
}

#[test]
fn headers_show_no_signature_and_no_token() {
    let headers = [
        Header::new("client-id", "MCH-1"),
        Header::new("Signature", "HMACSHA256=abc"),
        Header::new("Authorization", "Bearer x"),
    ];
    assert_eq!(
        redacted_request("POST", "https://api.doku.com/a", &headers, None),
        "{\"method\":\"POST\",\"url\":\"https://api.doku.com/a\",\"headers\":{\"client-id\":\"MCH-1\",\
         \"Signature\":\"[14 characters]\",\"Authorization\":\"[8 characters]\"},\"body\":null}"
    );
}

#[test]
fn an_answer_shows_what_it_is() {
    assert_eq!(
        redacted_answer(201, "verified", false, br#"{"a":"b"}"#),
        r#"{"http_status":201,"signature":"verified","replayed":false,"body":{"a":"[1 characters]"}}"#
    );
}

#[test]
fn ids_in_a_url_go_as_well() {
    for (url, shown) in [
        (
            "https://x.example/adv-core-api/partner/v1.0/business/BRN-PRIVATE",
            "https://x.example/adv-core-api/partner/v1.0/business/[11 characters]",
        ),
        (
            "https://api.doku.com/sac-rdl/v1/rdl-customers",
            "https://api.doku.com/sac-rdl/v1/rdl-customers",
        ),
        (
            "https://api.doku.com/adv-core-api/partner/v1.0/business/BRN-0104-1678960841263",
            "https://api.doku.com/adv-core-api/partner/v1.0/business/[22 characters]",
        ),
        (
            "https://api.doku.com/orders/v1/status/INV-1?name=budi&4111=x&y",
            "https://api.doku.com/orders/v1/status/[5 characters]?name=[4 characters]&[6 characters]&[1 characters]",
        ),
        ("https://api.doku.com", "https://api.doku.com"),
        (
            "https://api.doku.com/adv-core-api/partner/v1.0/business/ABCDEF/brands",
            "https://api.doku.com/adv-core-api/partner/v1.0/business/[6 characters]/brands",
        ),
        ("https://api.doku.com/orders/v1234567890", "https://api.doku.com/orders/[11 characters]"),
        (
            "https://user:pw@h.example?client=1234",
            "https://[redacted]@h.example?client=[4 characters]",
        ),
        (
            "/orders/v1/status/INV-1?u=http://a/b",
            "/orders/v1/status/[5 characters]?u=[10 characters]",
        ),
    ] {
        let log = redacted_request("GET", url, &[], None);
        assert!(log.contains(&format!("\"url\":\"{shown}\"")), "{log}");
    }
}
