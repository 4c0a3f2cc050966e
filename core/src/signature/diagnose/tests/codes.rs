//! Each code with a message that has this mistake. The string is put together and signed here.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::super::codes::DIAGNOSES;
use super::case::{
    BODY, Case, ID, SECRET, TARGET, TIME, component, digest_of, hex, plain, signature, signature_of,
};

#[test]
fn each_code_is_found() {
    let mut missing: Vec<&str> = DIAGNOSES.iter().map(|row| row[0]).collect();
    for case in headers()
        .into_iter()
        .chain(bodies())
        .chain(digests())
        .chain(targets())
        .chain(times())
        .chain(others())
    {
        let found = case.diagnose();
        let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_str()).collect();
        let mut first = codes[..case.codes.len().min(codes.len())].to_vec();
        first.sort_unstable();
        let mut expected = case.codes.to_vec();
        expected.sort_unstable();
        assert_eq!(first, expected, "{codes:?} for {:?}", case.headers);
        for finding in &found {
            let advice = DIAGNOSES.iter().find(|row| row[0] == finding.code).unwrap()[3];
            assert!(finding.detail.ends_with(advice), "{}", finding.detail);
            assert!(!finding.detail.contains(case.secret));
        }
        let is_hint = !found[0].proven;
        assert_eq!(
            is_hint,
            found.iter().any(|finding| finding.code == "wrong_secret") && found.len() > 1
        );
        missing.retain(|code| !codes.contains(code));
    }
    assert_eq!(missing, [""; 0]);
}

#[test]
fn the_page_has_each_row() {
    let page = include_str!("../../../../../docs/diagnosis.md");
    for [code, meaning, example, advice] in DIAGNOSES {
        let row = format!("| `{code}` | {meaning} | {} | {advice} |", example.replace('|', "\\|"));
        assert!(page.contains(&row), "{code}: cargo xtask docs");
    }
}

fn headers() -> Vec<Case> {
    let good = signature(SECRET, plain().as_bytes());
    let (start, end) = good.split_at(30);
    let bare = good.strip_prefix("HMACSHA256=").unwrap().to_owned();
    let bytes = BASE64_STANDARD.decode(&bare).unwrap();
    let case = |code: &'static [&'static str], header: &str| Case::of(code, header.to_owned());
    let mut cases = vec![
        case(&["header_missing"], &good).without("Request-Id"),
        case(&["header_missing"], &good).without("Client-Id"),
        case(&["header_missing"], &good).without("Request-Timestamp"),
        case(&["header_repeated"], &good).with("Request-Timestamp", TIME),
        case(&["header_malformed"], &good).without("Request-Id").with("Request-Id", "a\0b"),
        case(&["prefix_missing"], &bare),
        case(&["padding_missing"], good.trim_end_matches('=')),
        case(&["url_safe_base64"], &format!("HMACSHA256={}", BASE64_URL_SAFE.encode(&bytes))),
        case(&["url_safe_base64"], &good.replace('+', "%2B").replace('/', "%2F")),
        case(&["hex_signature"], &format!("HMACSHA256={}", hex(&bytes))),
        case(&["signature_white_space"], &format!(" {good}")),
        case(&["signature_white_space"], &format!("{good}\n")),
        case(&["signature_white_space"], &format!("{start}\r\n {end}")),
        case(&["signature_white_space"], &format!("{start} {end}")),
        case(&["signature_quoted"], &format!("\"{good}\"")),
        case(&["signature_quoted"], &format!("HMACSHA256=\"{bare}\"")),
        case(&["signature_doubled"], &format!("{good}, {good}")),
        case(&["signature_doubled"], &format!("{good}{good}")),
        case(&["signature_doubled"], &format!("HMACSHA256={}=, {good}", "A".repeat(43))),
        case(&["signature_doubled"], &good).with("Signature", &good),
        case(&["not_a_signature"], "HMACSHA256=AAAA"),
        case(&["snap_scheme"], &format!("HMACSHA256={}==", "A".repeat(86))),
        // Nothing matches: it is what `verify` names.
        case(&["prefix_missing"], signature("SK-nobodys", b"x").trim_start_matches("HMACSHA256=")),
        Case::of(&["header_repeated"], signature("SK-nobodys", b"x")).with("Request-Id", "2"),
        Case::of(&["client_id_mismatch"], signature("SK-nobodys", b"x"))
            .without("Client-Id")
            .with("Client-Id", "MCH-0009"),
    ];
    let prefixes = [
        "HMACHSHA256=",
        "hmacsha256=",
        "HMAC-SHA256=",
        "SHA256=",
        "HMACSHA256=HMACSHA256=",
        "HMACSHA256:",
        "HMACSHA256= ",
        "HMACSHA256 ",
        "v1=",
    ];
    cases.extend(prefixes.map(|prefix| case(&["prefix_spelling"], &format!("{prefix}{bare}"))));
    cases
}

fn bodies() -> Vec<Case> {
    let of = |codes, body: &[u8]| Case::signed(codes, &component(TARGET, TIME, body));
    let base64 = BASE64_STANDARD.encode(BODY);
    let url = BASE64_URL_SAFE_NO_PAD.encode(BODY);
    let buffer = format!("{{\"type\":\"Buffer\",\"data\":{:?}}}", BODY.as_bytes()).replace(' ', "");
    let quoted = "\"{\\\"a\\\":\\\"é</x>&'+\\\",\\\"n\\\":75000}\"";
    let latin: Vec<u8> = BODY.chars().map(|sign| u8::try_from(sign).unwrap()).collect();
    let wide: Vec<u8> = BODY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let twice: String = BODY.bytes().map(char::from).collect();
    let marked = format!("\u{feff}{BODY}");
    // print(BODY.encode())
    let python = r#"b'{"a":"\xc3\xa9</x>&\'+","n":75000}'"#;
    let mut cases = vec![
        of(&["body_empty"], b""),
        of(&["body_encoded"], base64.as_bytes()),
        of(&["body_encoded"], url.as_bytes()),
        of(&["body_encoded"], buffer.as_bytes()),
        of(&["body_encoded"], quoted.as_bytes()),
        of(&["body_encoded"], BODY.as_bytes()).body(base64),
        of(&["body_encoded"], BODY.as_bytes()).body(url),
        of(&["body_encoded"], BODY.as_bytes()).body(buffer),
        of(&["body_encoded"], BODY.as_bytes()).body(quoted),
        of(&["body_encoded"], BODY.as_bytes()).body(python),
        of(&["body_charset"], &latin),
        of(&["body_charset", "trailing_newline"], BODY.as_bytes()).body(format!("{marked}\n")),
        of(&["body_charset"], &wide),
        of(&["body_charset"], BODY.replace('é', "?").as_bytes()),
        of(&["body_charset"], twice.as_bytes()),
        of(&["body_charset"], marked.as_bytes()),
        of(&["body_charset"], BODY.as_bytes()).body(latin),
        of(&["body_charset"], BODY.as_bytes()).body(wide),
        of(&["body_charset"], BODY.as_bytes()).body(twice),
        of(&["body_charset"], BODY.as_bytes()).body(marked),
        of(&["body_charset"], b"x").body("{\"a\":\"\u{fffd}\"}"),
        of(&["body_compressed"], b"x").body(b"\x1f\x8b\x08\0\0".as_slice()),
        of(&["body_compressed"], b"x").with("Content-Encoding", "br"),
        of(&["body_values"], b"{\"a\":\"\",\"b\":1}").body("{\"a\":null,\"b\":1}"),
        of(&["body_values"], b"{\"a\":null,\"b\":1}").body("{\"a\":\"\",\"b\":1}"),
        of(&["body_values", "trailing_newline"], b"{\"a\":\"\",\"b\":1}")
            .body("{\"a\":null,\"b\":1}\n"),
        of(&["body_values"], b"{\"b\":1}").body("{\"a\":null,\"b\":1,\"c\":null}"),
        of(&["body_values"], b"{\"a\":{}}").body("{\"a\":[]}"),
        of(&["body_values"], b"{\"a\": []}").body("{\"a\": {}}"),
        of(&["body_values"], b"{\"a\":null,\"b\":\"\"}").body("{\"a\":null,\"b\":null}"),
        of(&["trailing_newline"], format!("{BODY}\n").as_bytes()),
        of(&["trailing_newline"], BODY.as_bytes()).body(format!("{BODY}\r\n")),
        of(&["crlf"], b"{\r\n}").body("{\n}"),
    ];
    cases.extend(spelt());
    cases
}

fn digests() -> Vec<Case> {
    let hash = Sha256::digest(BODY);
    let base64 = digest_of(BODY.as_bytes());
    let mut cases = vec![
        Case::signed(&["digest_missing"], plain().split("\nDigest").next().unwrap()),
        with_digest(&["hex_digest"], &hex(&hash)),
        with_digest(&["hex_digest"], &BASE64_STANDARD.encode(hex(&hash))),
        with_digest(&["digest_prefix"], &format!("SHA-256={base64}")),
        with_digest(&["padding_missing"], base64.trim_end_matches('=')),
        Case::of(&["body_signed_alone"], signature(SECRET, BODY.as_bytes())),
        Case::of(&["digest_signed_alone"], signature(SECRET, base64.as_bytes())),
        Case::of(&["digest_signed_alone"], signature(SECRET, hex(&hash).as_bytes())),
        Case::of(&["digest_signed_alone"], signature(SECRET, &hash)),
    ];
    for content in ["", "[]", "{}", "\"\"", "null"] {
        let string = component(TARGET, TIME, content.as_bytes());
        let case = Case::signed(&["digest_on_get"], &string).body("");
        cases.push(Case { method: "get", ..case });
    }
    cases
}

/// As Go, System.Text.Json, PHP, Laravel, Gson, Python, Jackson and others write it.
fn spelt() -> Vec<Case> {
    let of = |codes, body: &[u8]| Case::signed(codes, &component(TARGET, TIME, body));
    let mut cases = Vec::new();
    for spelt in [
        r#"{"a":"é\u003c/x\u003e\u0026'+","n":75000}"#,
        r#"{"a":"\u00E9\u003C/x\u003E\u0026\u0027\u002B","n":75000}"#,
        r#"{"a":"\u00e9<\/x>&'+","n":75000}"#,
        r#"{"a":"\u00e9\u003C\/x\u003E\u0026\u0027+","n":75000}"#,
        r#"{"a":"é\u003c/x\u003e\u0026\u0027+","n":75000}"#,
        r#"{"a": "\u00e9</x>&'+", "n": 75000}"#,
        "{\n  \"a\" : \"é</x>&'+\",\n  \"n\" : 75000\n}",
        "{\n\t\"a\": \"é</x>&'+\",\n\t\"n\": 75000\n}",
        "{\n       \"a\": \"é</x>&'+\",\n       \"n\": 75000\n}",
        "{\n   \"a\" : \"é</x>&'+\",\n   \"n\" : 75000\n}",
        r#"{"a":"é</x>&'+","n":75000.00}"#,
        r#"{"a":"é</x>&'+","n":75000.0}"#,
        r#"{"a":"é</x>&'+","n":7.5E4}"#,
        r#"{"a":"é</x>&'+","n":7.5E+4}"#,
    ] {
        cases.push(of(&["body_reserialised"], spelt.as_bytes()));
        cases.push(of(&["body_reserialised"], BODY.as_bytes()).body(spelt));
        cases.push(of(&["body_reserialised", "trailing_newline"], format!("{spelt}\n").as_bytes()));
        let digest = hex(&Sha256::digest(spelt));
        cases.push(with_digest(&["body_reserialised", "hex_digest"], &digest));
        if spelt.contains('\n') {
            let windows = spelt.replace('\n', "\r\n");
            cases.push(of(&["body_reserialised", "crlf"], windows.as_bytes()));
        }
    }
    cases
}

fn targets() -> Vec<Case> {
    let of = |codes, signed: &str| Case::signed(codes, &component(signed, TIME, BODY.as_bytes()));
    vec![
        of(&["query_missing"], "/doku/notify?a=1").with("X-Original-URI", "/doku/notify?a=1"),
        of(&["query_in_target", "trailing_slash"], "/doku/notify/").at("/doku/notify?a=1"),
        of(&["host_in_target"], "https://shop.example/doku/notify").with("Host", "shop.example"),
        of(&["host_in_target"], "shop.example:8443/doku/notify").with("Host", "shop.example:8443"),
        of(&["host_in_target"], "http://shop.example/doku/notify")
            .with("Host", "127.0.0.1:3000")
            .with("X-Forwarded-Host", "shop.example:443"),
        of(&["host_in_target"], TARGET).at("https://shop.example/doku/notify"),
        of(&["host_in_target"], "https://shop.example/x").at("https://shop.example/x"),
        of(&["trailing_slash"], "/doku/notify/"),
        of(&["leading_slash"], "doku/notify"),
        of(&["leading_slash"], "/hook").at("hook"),
        of(&["double_slash"], "//doku/notify"),
        of(&["double_slash"], TARGET).at("//doku//notify"),
        of(&["path_prefix"], "/prod/doku/notify"),
        of(&["path_prefix"], "/index.php/doku/notify"),
        of(&["path_prefix"], "/callbacks/doku/notify"),
        of(&["path_prefix"], "/api/callbacks/doku/notify"),
        of(&["path_prefix"], "/v1/hooks/doku/notify"),
        of(&["path_prefix"], "/hook/notify"),
        of(&["path_prefix"], TARGET).at("/shop/doku/notify"),
        of(&["path_prefix"], "/notify"),
        of(&["path_prefix"], "/shop/doku/notify").with("X-Forwarded-Prefix", "/shop/"),
        of(&["path_prefix"], "/shop/doku/notify").with("X-Rewrite-URL", "/shop/doku/notify"),
        of(&["target_case"], "/Doku/Notify"),
        of(&["target_case"], TARGET).at("/DOKU/Notify"),
        of(&["target_case"], "/doku/kybCallback").at("/doku/kybcallback"),
        of(&["target_case"], "/Doku/PaymentNotification").at("/doku/paymentnotification"),
        of(&["target_encoding"], "/a%20b").at("/a b"),
        of(&["target_encoding"], "/a b").at("/a%20b"),
        of(&["target_encoding"], "/a%2520b").at("/a%20b"),
        of(&["target_encoding"], "/a%2fb").at("/a%2Fb"),
        of(&["target_encoding"], "/caf%C3%A9").at("/café"),
        of(&["method_in_target"], "post /doku/notify"),
        of(&["method_in_target"], TARGET).at("POST /doku/notify"),
        of(&["other_target"], "/other"),
    ]
}

fn times() -> Vec<Case> {
    let of = |codes, time: &str| Case::signed(codes, &component(TARGET, time, BODY.as_bytes()));
    vec![
        of(&["timestamp_not_utc"], "2020-08-11T15:45:42Z"),
        of(&["timestamp_not_utc"], "2020-08-11T16:45:42Z"),
        of(&["timestamp_not_utc"], "2020-08-11T17:45:42+09:00"),
        of(&["timestamp_not_utc"], "2020-08-11T08:45:42+00:00"),
        of(&["timestamp_not_utc"], "2020-08-11T15:45:42"),
        of(&["timestamp_fraction"], "2020-08-11T08:45:42.000Z"),
        of(&["timestamp_fraction"], "2020-08-11T08:45:42.617Z"),
        of(&["timestamp_fraction"], "2020-08-11T08:45:42.000000000Z"),
        of(&["timestamp_fraction", "timestamp_not_utc"], "2020-08-11T15:45:42.000Z"),
        of(&["timestamp_fraction", "timestamp_not_utc"], "2020-08-11T15:45:42.617Z"),
        of(&["timestamp_shifted"], "2020-08-11T08:45:41Z"),
        of(&["timestamp_shifted"], "2020-08-11T08:45:47Z"),
        // date -u -d 2020-08-11T08:45:42Z +%s
        of(&["timestamp_epoch"], "1597135542"),
        of(&["timestamp_epoch"], "1597135542000"),
        of(&["timestamp_epoch"], "1597135542617"),
        of(&["timestamp_not_utc"], "Tue, 11 Aug 2020 08:45:42 GMT"),
        of(&["timestamp_not_utc"], "20200811T084542Z"),
        of(&["timestamp_not_utc", "timestamp_shifted"], "2020-08-11T15:45:41Z"),
        Case::signed(&["timestamp_label"], &plain().replace("Request-Time", "Response-Time")),
    ]
}

fn others() -> Vec<Case> {
    let of = |codes, from: &str, to: &str| Case::signed(codes, &plain().replace(from, to));
    let id = |codes, id: &str| of(codes, ID, id);
    let lines = |order: [usize; 5]| {
        let text = plain();
        let lines: Vec<&str> = text.lines().collect();
        order.map(|index| lines[index]).join("\n")
    };
    let key = |codes, key: &[u8]| Case::of(codes, signature_of(key, plain().as_bytes()));
    let rewritten = |value: &str| {
        let case = Case::signed(&["request_id_rewritten"], &plain());
        case.without("Request-Id").with("Request-Id", value)
    };
    let values = ["MCH-0001", ID, TIME, TARGET, &digest_of(BODY.as_bytes())].join("\n");
    let mut cases = vec![
        of(&["space_after_colon"], ":MCH", ": MCH"),
        Case::signed(&["labels_missing"], &values),
        of(&["label_spelling"], "Client-Id", "Client-ID"),
        of(&["label_spelling"], "Client-Id", "ClientId"),
        of(&["label_spelling"], "Request-Target", "Request-Path"),
        Case::signed(&["line_order"], &lines([0, 4, 1, 3, 2])),
        Case::signed(&["line_order"], &lines([4, 0, 1, 2, 3])),
        Case::signed(&["line_order"], &lines([0, 1, 2, 4, 3])),
        id(&["request_id_mismatch"], "another-id"),
        rewritten(&format!("|8da1737a.1., {ID}")),
        rewritten("|8da1737a.1.").with("Request-Id", ID),
        Case::of(&["request_id_rewritten"], signature("SK-nobodys", b"x"))
            .without("Request-Id")
            .with("Request-Id", "|8da1737a.1."),
        id(&["request_id_case"], &ID.to_uppercase()),
        id(&["request_id_case"], &ID.replace('-', "")),
        id(&["request_id_case"], &format!("{{{ID}}}")),
        of(&["client_id_mismatch"], "MCH-0001", "MCH-0002"),
        Case::signed(&["snap_scheme"], &format!("MCH-0001|{TIME}")),
        Case::of(&["key_and_message_swapped"], signature(&plain(), SECRET.as_bytes())),
        key(&["secret_is_client_id"], b"MCH-0001"),
        key(&["secret_whitespace"], format!("{SECRET}\n").as_bytes()),
        key(&["secret_whitespace"], format!("{SECRET}\u{a0}").as_bytes()),
        key(&["secret_quoted"], format!("{SECRET}\"").as_bytes()),
        key(&["secret_html_escaped"], SECRET.replace('&', "&amp;").as_bytes()),
        key(&["secret_quoted"], format!("\"{SECRET}\"").as_bytes()),
        key(&["secret_prefix"], SECRET.trim_start_matches("SK-").as_bytes()),
        key(&["other_secret"], b"SK-candidate"),
        key(&["wrong_secret"], b"SK-nobodys"),
    ];
    for separator in ["\\n", "", ",", " ", "\n    ", "\n\t\t"] {
        cases.push(of(&["line_separator"], "\n", separator));
    }
    cases[0] = Case::signed(&["space_after_colon"], &spaced());
    cases.push(Case::signed(&["lower_case_labels"], &lower_case()));
    cases.push(of(&["crlf"], "\n", "\r\n"));
    for (secret, bytes) in [("c2VjcmV0IGtleSE=", &b"secret key!"[..]), ("73656372", b"secr")] {
        let case = Case::of(&["secret_decoded"], signature_of(bytes, plain().as_bytes()));
        cases.push(Case { secret, ..case });
    }
    let bare = Case::of(&["secret_prefix"], signature("SK-bare", plain().as_bytes()));
    cases.push(Case { secret: "bare", ..bare });
    cases
}

fn spaced() -> String {
    let lines = plain();
    let spaced = lines.lines().map(|line| line.replacen(':', ": ", 1));
    spaced.collect::<Vec<_>>().join("\n")
}

fn lower_case() -> String {
    let lines = plain();
    let lower = lines.lines().map(|line| {
        let (label, value) = line.split_once(':').unwrap();
        format!("{}:{value}", label.to_lowercase())
    });
    lower.collect::<Vec<_>>().join("\n")
}

fn with_digest(codes: &'static [&'static str], digest: &str) -> Case {
    Case::signed(codes, &plain().replace(&digest_of(BODY.as_bytes()), digest))
}
