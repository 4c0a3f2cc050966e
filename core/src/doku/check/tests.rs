use super::check;

#[test]
fn tells_what_prepare_would_refuse() {
    let sample = include_str!("../../../tests/data/registration.json");
    assert!(check("register_rdl_customer", sample).is_empty());
    let upload = r#"{"category":"LOGO","file":{"name":"a.jpg","content_type":"image/jpeg","base64":"/9j/"}}"#;
    assert!(check("upload_file", upload).is_empty());
    for (operation, request, expected) in [
        ("refund", "{}", &["operation not_in_list"][..]),
        ("generate_token", "[]", &[" wrong_type"]),
        ("upload_file", r#"{"category":"KTP"}"#, &["category not_in_list", "file required"]),
        ("call", r#"{"method":"GET","target":"/a?b"}"#, &["target bad_format"]),
        ("get_business", r#"{"client_id":".."}"#, &["client_id bad_format"]),
    ] {
        let violations = check(operation, request);
        let told = violations.iter().map(|v| format!("{} {}", v.path, v.code.as_str()));
        assert_eq!(told.collect::<Vec<_>>(), expected, "{operation}");
    }
}
