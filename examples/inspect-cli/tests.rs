use super::run;

const ID: &str = "--client-id MCH-1 --target /hook";
const CALL: &str = "--request-id 1 --timestamp 2020-08-11T08:45:42Z";

/// The verdict and what is printed, or what is wrong with the input.
fn inspect(arguments: &str, more: &[&str], stdin: &str) -> Result<(bool, String), String> {
    let words = arguments.split_whitespace().chain(more.iter().copied());
    let mut out = Vec::new();
    let secret = Some("test-secret-key".to_owned());
    let verdict = run(words.map(Into::into), secret, &mut stdin.as_bytes(), &mut out);
    let verdict = verdict.map_err(|failure| failure.to_string())?;
    Ok((verdict, String::from_utf8(out).unwrap()))
}

/// The Signature header by `openssl dgst -sha256 -hmac test-secret-key`.
const SIGNATURE: &str = "Signature: HMACSHA256=sTgXb7d3YwS6XdAfGWyjJfSkgNIEwokSzvaIRkTZ6bY=";

#[test]
fn signs() {
    let (_, printed) = inspect(&format!("sign {ID} {CALL} --body -"), &[], "{}").unwrap();
    let headers = "Client-Id: MCH-1\nRequest-Id: 1\nRequest-Timestamp: 2020-08-11T08:45:42Z\n";
    assert_eq!(printed, format!("{headers}{SIGNATURE}\n"));
}

#[test]
fn verifies_what_openssl_signed() {
    let genuine = format!("verify {ID} {CALL} --header 'Client-Id:MCH-1' --body -");
    let genuine = genuine.replace('\'', "");
    assert_eq!(inspect(&genuine, &["--header", SIGNATURE], "{}"), Ok((true, "verified\n".into())));
    let (is_genuine, printed) = inspect(&genuine, &["--header", SIGNATURE], "{ }").unwrap();
    assert!(!is_genuine);
    assert!(printed.starts_with("signature_mismatch\nbody_reserialised: "), "{printed}");
    let moved = genuine.replace("/hook", "/x") + " --other-target /a --other-target /hook";
    let (_, printed) = inspect(&moved, &["--header", SIGNATURE], "{}").unwrap();
    assert!(printed.contains("other_target") && printed.contains("(candidate 1)"), "{printed}");
    let (is_genuine, printed) = inspect(&genuine, &[], "{}").unwrap();
    assert!(!is_genuine && printed.starts_with("signature_missing"), "{printed}");
}

/// The answer to a GET, by `openssl dgst -sha256 -hmac test-secret-key`, without a Digest line and
/// with one.
#[test]
fn says_when_a_body_is_not_covered() {
    let answer = [
        "--method",
        "GET",
        "--header",
        "Client-Id: MCH-1",
        "--header",
        "Request-Id: 1",
        "--header",
        "Response-Timestamp: 2020-08-11T08:45:42Z",
        "--body",
        "-",
        "--header",
    ];
    let verify = |signature: &str, body| {
        let more: Vec<&str> = answer.iter().copied().chain([signature]).collect();
        inspect(&format!("verify {ID}"), &more, body).unwrap()
    };
    let bare = "Signature: HMACSHA256=SIe4WzZFYyPCh1L3A4YHRIR8bqJzNJtx2kydlEB7jfA=";
    assert_eq!(verify(bare, "{}"), (true, "headers_only\n".into()));
    assert_eq!(verify(bare, "{ }"), (true, "headers_only\n".into()));
    let covering = "Signature: HMACSHA256=DtRKM0U1wcik2hWAzb4L7lhtbwaWI1yN7npl540sRnE=";
    assert_eq!(verify(covering, "{}"), (true, "verified\n".into()));
    let (is_genuine, printed) = verify(covering, "{ }");
    assert!(!is_genuine && printed.starts_with("signature_mismatch\n"), "{printed}");
}

#[test]
fn explains_without_the_secret() {
    let (matches, printed) =
        inspect(&format!("explain {ID} {CALL} --body -"), &["--header", SIGNATURE], "{}").unwrap();
    assert!(matches);
    assert!(printed.contains("\n    Request-Target:/hook\n"), "{printed}");
    assert!(!printed.contains("test-secret-key"));
    // As much as tells it from others, and forges none.
    let (_, forged) = inspect(&format!("explain {ID} {CALL} --body -"), &[], "{}").unwrap();
    assert!(forged.contains("\nexpected        HMACSHA256=sTgXb7…\n"), "{forged}");
    assert!(!forged.contains("sTgXb7d"), "{forged}");
}

#[test]
fn says_what_is_wrong_with_the_input() {
    for (arguments, wrong) in [
        ("judge", "expected sign, verify or explain"),
        ("sign --target /a", "--client-id is lacking"),
        ("sign --client-id a", "--target is lacking"),
        ("sign --target /a --client-id a", "sign needs --request-id"),
        ("verify --target /a --client-id a --colour x", "no option --colour"),
        ("verify --target /a --client-id a --header x", "no colon"),
        ("verify --target /a --client-id a --body /no/such/file", "/no/such/file"),
        ("explain --target a --client-id a", "invalid_request"),
        ("sign --target /a?b --client-id a --request-id 1 --timestamp now", "; target: "),
    ] {
        let refused = inspect(arguments, &[], "").unwrap_err();
        assert!(refused.contains(wrong), "{arguments}: {refused}");
    }
    assert!(inspect("--help", &[], "").unwrap().1.contains("usage: inspect"));
}
