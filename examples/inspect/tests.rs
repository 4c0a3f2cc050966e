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

#[test]
fn explains_without_the_secret() {
    let (matches, printed) =
        inspect(&format!("explain {ID} {CALL} --body -"), &["--header", SIGNATURE], "{}").unwrap();
    assert!(matches);
    assert!(printed.contains("\n    Request-Target:/hook\n"), "{printed}");
    assert!(!printed.contains("test-secret-key"));
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
