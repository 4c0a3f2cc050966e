use super::{
    Field, Format, Kind, Mode, Rule, Table, check, check_all, digits, object, one_of, text,
};
use super::{FieldValue, Fields, Payload, text_or_number};
use crate::error::{Violation, ViolationCode};

#[test]
fn writes_requests_anew_in_the_tables_order() {
    for (request, canonical) in [
        (r#"{"inner":{"a":"x"}}"#, r#"{"inner":{"a":"x"}}"#),
        (" {\n\t\"inner\" : { \"n\" : 5 , \"a\" : \"x\" }\r\n} ", r#"{"inner":{"a":"x","n":5}}"#),
        (r#"{"b":"","inner":{"a":"x","b":null},"l":null}"#, r#"{"b":"","inner":{"a":"x"}}"#),
        (r#"{"\u0062":"\u0041","inner":{"a":"x"}}"#, r#"{"b":"A","inner":{"a":"x"}}"#),
        (
            r#"{"b":"\/\"\\\n\r\t\u007f\u00e9\u2028\ud83d\ude42","inner":{"a":"x"}}"#,
            "{\"b\":\"/\\\"\\\\\\n\\r\\t\u{7f}é\u{2028}🙂\",\"inner\":{\"a\":\"x\"}}",
        ),
        (r#"{"inner":{"a":"x","n":-0}}"#, r#"{"inner":{"a":"x","n":-0}}"#),
        (r#"{"inner":{"a":"x","n":"12"}}"#, r#"{"inner":{"a":"x","n":"12"}}"#),
        (r#"{"inner":{"a":"x"},"l":"one"}"#, r#"{"inner":{"a":"x"},"l":"one"}"#),
        (r#"{"inner":{"a":"x"},"d":123}"#, r#"{"inner":{"a":"x"},"d":"123"}"#),
    ] {
        let checked = check(&OUTER, request, Mode::Request);
        assert_eq!(checked.as_deref(), Ok(canonical), "{request}");
        let again = check(&OUTER, canonical, Mode::Request);
        assert_eq!(again.as_deref(), Ok(canonical), "{request}");
    }
}

#[test]
fn rejects_requests_that_break_a_rule() {
    for (request, expected) in [
        ("", &[" bad_format"][..]),
        ("{", &[" bad_format"]),
        ("{} {}", &[" bad_format"]),
        ("\u{feff}{}", &[" bad_format"]),
        ("null", &[" wrong_type"]),
        ("[]", &[" wrong_type"]),
        ("\"{}\"", &[" wrong_type"]),
        ("17", &[" wrong_type"]),
        ("{}", &["inner required"]),
        (r#"{"inner":null}"#, &["inner required"]),
        (r#"{"inner":""}"#, &["inner required"]),
        (r#"{"inner":[ ]}"#, &["inner required"]),
        (r#"{"inner":[1]}"#, &["inner wrong_type"]),
        (r#"{"inner":"x"}"#, &["inner wrong_type"]),
        (r#"{"inner":{}}"#, &["inner.a required"]),
        (r#"{"inner":{"a":""}}"#, &["inner.a required"]),
        (r#"{"inner":{"a":1}}"#, &["inner.a wrong_type"]),
        (r#"{"inner":{"a":true}}"#, &["inner.a wrong_type"]),
        (r#"{"inner":{"a":{}}}"#, &["inner.a wrong_type"]),
        (r#"{"inner":{"a":"1234"}}"#, &["inner.a too_long"]),
        (r#"{"inner":{"a":"éééé"}}"#, &["inner.a too_long"]),
        (r#"{"inner":{"a":"\u0041\u0041\u0041\u0041"}}"#, &["inner.a too_long"]),
        (r#"{"inner":{"a":"\ud800"}}"#, &["inner.a bad_format"]),
        (r#"{"inner":{"a":"x","n":123}}"#, &["inner.n too_long"]),
        (r#"{"inner":{"a":"x","n":"123"}}"#, &["inner.n too_long"]),
        (r#"{"inner":{"a":"x","n":true}}"#, &["inner.n wrong_type"]),
        (r#"{"inner":{"a":"x"},"l":"three"}"#, &["l not_in_list"]),
        (r#"{"inner":{"a":"x"},"l":1}"#, &["l wrong_type"]),
        (r#"{"inner":{"a":"x"},"d":-1}"#, &["d bad_format"]),
        (r#"{"inner":{"a":"x"},"d":1.0}"#, &["d bad_format"]),
        (r#"{"inner":{"a":"x"},"d":false}"#, &["d wrong_type"]),
        (r#"{"inner":{"a":"x","a":"x"}}"#, &["inner.a not_allowed"]),
        (r#"{"inner":{"a":"x","\u0061":"x"}}"#, &["inner.a not_allowed"]),
        (r#"{"inner":{"a":"x"},"inner":null}"#, &["inner not_allowed"]),
        (r#"{"inner":{"a":"x"},"z":1}"#, &["z unknown_field"]),
        (r#"{"inner":{"a":"x"},"z":null}"#, &["z unknown_field"]),
        (r#"{"inner":{"a":"x"},"z":1,"z":2}"#, &["z not_allowed"]),
        (
            r#"{"z":1,"inner":{"a":"x"},"y":1,"\u007a":2,"x":1}"#,
            &["z not_allowed", "y unknown_field", "x unknown_field"],
        ),
        (" \n[]", &[" wrong_type"]),
        ("\u{c}{}", &[" bad_format"]),
        ("\u{a0}{}", &[" bad_format"]),
        (r#"{"inner":{"a":"x"},"Inner":1}"#, &["Inner unknown_field"]),
        (r#"{"inner":{"a":"x"},"\ud800":1}"#, &[" bad_format"]),
        (
            r#"{"z":1,"d":true,"inner":{"y":1,"n":false,"a":"1234"},"l":""}"#,
            &[
                "inner.a too_long",
                "inner.n wrong_type",
                "inner.y unknown_field",
                "l not_in_list",
                "d wrong_type",
                "z unknown_field",
            ],
        ),
    ] {
        let violations = check(&OUTER, request, Mode::Request).unwrap_err();
        assert_eq!(listed(&violations), expected, "{request}");
    }
}

#[test]
fn keeps_what_an_answer_says() {
    for (answer, expected) in [
        (r#"{"inner":{"a":"x"}}"#, r#"{"inner":{"a":"x"}}"#),
        // Limits of length bind requests; a number where text is documented is its digits.
        (r#"{"inner":{"a":17}}"#, r#"{"inner":{"a":"17"}}"#),
        (r#"{"inner":{"a":-1.50e3}}"#, r#"{"inner":{"a":"-1500"}}"#),
        (
            r#"{"inner":{"a":"x"},"d":1234567890123456789012345678901234567890}"#,
            r#"{"inner":{"a":"x"},"d":"1234567890123456789012345678901234567890"}"#,
        ),
        (r#"{"inner":{"a":"x"},"d":"not digits"}"#, r#"{"inner":{"a":"x"},"d":"not digits"}"#),
        // Unknown keys come last, as they stand.
        (
            r#"{"z":[ 1 ],"inner":{"y":{"a": 1e400},"a":"x"},"w":null}"#,
            r#"{"inner":{"a":"x","y":{"a": 1e400}},"z":[ 1 ],"w":null}"#,
        ),
        (r#"{"\u007a":1,"z":2,"inner":{"a":"x"}}"#, r#"{"inner":{"a":"x"},"z":1,"z":2}"#),
        (r#"{"inner":null,"inner":{"a":"x"}}"#, r#"{"inner":{"a":"x"}}"#),
        (r#"{"inner":{"a":"x","b":null}}"#, r#"{"inner":{"a":"x"}}"#),
    ] {
        let read = check(&OUTER, answer, Mode::Answer);
        assert_eq!(read.as_deref(), Ok(expected), "{answer}");
    }
}

#[test]
fn leaves_out_of_an_answer_what_does_not_fit_and_is_not_needed() {
    for (answer, expected, deviations) in [
        (r#"{"inner":{"a":"x","b":true}}"#, r#"{"inner":{"a":"x"}}"#, &["inner.b wrong_type"][..]),
        (r#"{"b":"\ud83d","inner":{"a":"x"}}"#, r#"{"inner":{"a":"x"}}"#, &["b bad_format"]),
        (r#"{"inner":{"a":"x","n":1e400}}"#, r#"{"inner":{"a":"x"}}"#, &["inner.n out_of_range"]),
        (r#"{"inner":{"a":"x"},"\ud800":1}"#, r#"{"inner":{"a":"x"}}"#, &[" bad_format"]),
        (r#"{"inner":{"a":"x","n":[1]}}"#, r#"{"inner":{"a":"x"}}"#, &["inner.n wrong_type"]),
    ] {
        let checked = check_all(&OUTER, answer, Mode::Answer);
        assert_eq!((checked.text.as_str(), checked.violations.len()), (expected, 0), "{answer}");
        let found = checked.deviations.iter().map(|v| format!("{} {}", v.path, v.code.as_str()));
        assert_eq!(found.collect::<Vec<_>>(), deviations, "{answer}");
        assert!(check(&OUTER, answer, Mode::Given).is_err(), "{answer}");
    }
}

#[test]
fn rejects_characters_that_get_lost_on_the_way() {
    let with = |text: &str| format!(r#"{{"b":"{text}","inner":{{"a":"x"}}}}"#);
    for text in ["\\u0000", "\\u001f", "\\b", "\\ufeff", "\u{feff}a"] {
        let broken = check(&OUTER, &with(text), Mode::Request).unwrap_err();
        assert_eq!(broken[0].code, ViolationCode::BadFormat, "{text}");
        assert!(check(&OUTER, &with(text), Mode::Answer).is_ok(), "{text}");
    }
    for text in ["\\t", "\\n", "\\r", " ", "\\u007f", "\\u00a0"] {
        assert!(check(&OUTER, &with(text), Mode::Request).is_ok(), "{text}");
    }
}

#[test]
fn takes_blanks_for_nothing_where_something_is_mandatory() {
    for blank in [" ", "\\t", "\\n \\r", "\u{a0}\u{3000}", "\\u0020"] {
        let request = format!(r#"{{"b":"{blank}","inner":{{"a":"{blank}"}}}}"#);
        let broken = check(&OUTER, &request, Mode::Request).unwrap_err();
        assert_eq!(broken.len(), 1, "{blank:?}");
        assert_eq!((broken[0].path.as_str(), broken[0].code), ("inner.a", ViolationCode::Required));
        assert!(check(&OUTER, &request, Mode::Answer).is_ok(), "{blank:?}");
    }
}

#[test]
fn shows_a_callers_key_cut_and_without_line_ends() {
    let (long, longest) = ("k".repeat(65), "k".repeat(64));
    for (key, shown) in [
        ("a\\nb", "a\\nb".to_owned()),
        ("\\u001b[2J", "\\u001b[2J".to_owned()),
        ("\u{202e}", "\\u202e".to_owned()),
        (&long, format!("{longest}…")),
        (&longest, longest.clone()),
        ("é \\\"", "é \"".to_owned()),
    ] {
        let request = format!(r#"{{"{key}":1,"inner":{{"a":"x"}}}}"#);
        let broken = check(&OUTER, &request, Mode::Request).unwrap_err();
        assert_eq!(broken[0].path, shown, "{key}");
    }
}

#[test]
fn keeps_numbers_that_a_double_holds_and_quotes_others() {
    for (number, expected) in [
        ("0", "0"),
        ("-0", "-0"),
        ("15", "15"),
        ("-15", "-15"),
        ("150000.75", "150000.75"),
        ("-0.25", "-0.25"),
        ("9007199254740992", "9007199254740992"),
        ("-9007199254740992", "-9007199254740992"),
        ("9007199254740993", "\"9007199254740993\""),
        ("-9007199254740993", "\"-9007199254740993\""),
        ("18446744073709551616", "\"18446744073709551616\""),
        ("1234567890.12345", "\"1234567890.12345\""),
        ("1e2", "100"),
        ("1E-2", "0.01"),
        ("10000000.0", "10000000"),
        ("\"1e2\"", "\"1e2\""),
    ] {
        let rule = Rule { max: None, ..text_or_number() };
        let answer = format!("{{\"n\":{number}}}");
        let read = with_field(rule, |table| check(table, &answer, Mode::Answer));
        assert_eq!(read, Ok(format!("{{\"n\":{expected}}}")), "{number}");
    }
}

#[test]
fn accepts_email_addresses() {
    for email in [
        "duadua@doku.com",
        "a@b.c",
        "first.last+tag@mail.example.co.id",
        "büro@example.com",
        "a@bücher.example",
        "!#$%&'*+/=?^_`{|}~-@example.com",
        "\\\"quoted\\\"@example.com",
        ".a.@example.com",
    ] {
        assert_eq!(checked(Format::Email, email), Ok(()), "{email}");
    }
}

#[test]
fn rejects_other_email_addresses() {
    for email in [
        "",
        "a",
        "@",
        "a@",
        "@b.c",
        "a@b",
        "a@.",
        "a@.c",
        "a@b.",
        "a@b..c",
        "a@b@c.d",
        "a@@b.c",
        "a b@c.d",
        "a@b c.d",
        "a@b.c d",
        " a@b.c",
        "a@b.c ",
        "a@b.c\\n",
        "a\\t@b.c",
        "a@b\\u0000.c",
        "a\u{7f}@b.c",
        "a\u{a0}@b.c",
        "a@b.c\u{2028}",
        "a@b,c",
        "a@b\u{3002}c",
    ] {
        assert_eq!(checked(Format::Email, email), Err(ViolationCode::BadFormat), "{email}");
    }
}

#[test]
fn checks_dates() {
    for (date, expected) in [
        ("1989-09-01", Ok(())),
        ("2024-02-29", Ok(())),
        ("2023-02-29", Err(ViolationCode::BadFormat)),
        ("2023-2-9", Err(ViolationCode::BadFormat)),
        ("", Err(ViolationCode::BadFormat)),
        ("2023-02-28T00:00:00Z", Err(ViolationCode::BadFormat)),
    ] {
        assert_eq!(checked(Format::Date, date), expected, "{date}");
    }
}

#[test]
fn reports_one_violation_per_path_the_first_rule_broken() {
    let rule =
        Rule { max: Some(3), format: Some(Format::Email), one_of: Some(&["a@b.c"]), ..text() };
    for (value, code) in [
        ("1", ViolationCode::WrongType),
        ("\"no email\"", ViolationCode::TooLong),
        ("\"no\"", ViolationCode::BadFormat),
    ] {
        let request = format!("{{\"n\":{value}}}");
        let violations = with_field(rule, |table| check(table, &request, Mode::Request));
        let codes: Vec<_> = violations.unwrap_err().iter().map(|v| v.code).collect();
        assert_eq!(codes, [code], "{value}");
    }
}

#[test]
fn merges_rules_between_fields_into_the_order_of_codes() {
    let between = Table {
        rules: |fields| {
            let text = fields.text("n").unwrap_or_default();
            let broken = |code| vec![Violation::new("n", code, "between")];
            match text.as_str() {
                "earlier" => broken(ViolationCode::NotAllowed),
                "later" => broken(ViolationCode::Mismatch),
                _ => Vec::new(),
            }
        },
        ..table("Between", const { &[field("n", false, text().max(4)), field("m", true, text())] })
    };
    for (request, expected) in [
        (r#"{"n":"earlier","m":"x"}"#, &["n not_allowed"][..]),
        (r#"{"n":"later","m":"x"}"#, &["n too_long"]),
        (r#"{"n":"earlier"}"#, &["n not_allowed", "m required"]),
        (r#"{"n":"other","m":"x"}"#, &["n too_long"]),
    ] {
        let violations = check(&between, request, Mode::Request).unwrap_err();
        assert_eq!(listed(&violations), expected, "{request}");
    }
}

#[test]
fn survives_any_depth() {
    let deep = "[".repeat(100_000);
    let closed = format!("{deep}{}", "]".repeat(100_000));
    for mode in [Mode::Request, Mode::Answer] {
        assert!(check(&OUTER, &deep, mode).is_err());
        assert!(check(&OUTER, &closed, mode).is_err());
        assert!(check(&OUTER, &format!("{{\"inner\":{closed}}}"), mode).is_err());
    }
    let kept = format!("{{\"inner\":{{\"a\":\"x\"}},\"z\":{closed}}}");
    assert_eq!(check(&OUTER, &kept, Mode::Answer), Ok(kept));
}

#[test]
fn numbers_every_row_once_with_a_doc_comment() {
    for operation in crate::OPERATIONS {
        rows_are_sound(&operation.request);
        rows_are_sound(&operation.answer);
    }
    rows_are_sound(&crate::GenericCall::TABLE);
}

fn rows_are_sound(table: &Table) {
    #[cfg(feature = "docs")]
    assert!(!table.doc.is_empty(), "{}", table.name);
    for (index, field) in table.fields.iter().enumerate() {
        let place = format!("{}.{}", table.name, field.name);
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
        assert!(field.name.bytes().all(is_plain), "{place} would need escaping");
        assert!(
            table.fields[..index].iter().all(|other| other.name != field.name),
            "{place} stands twice"
        );
        #[cfg(feature = "docs")]
        {
            assert!(!field.doc.is_empty(), "{place}");
            // A limit is said where a user reads it.
            let is_said = |max| field.doc.iter().any(|l| l.contains(&format!("At most {max} ")));
            assert!(field.rule.max.is_none_or(is_said), "{place}");
        }
        rule_is_sound(&field.rule);
    }
}

fn rule_is_sound(rule: &Rule) {
    match rule.kind {
        Kind::Object(inner) => rows_are_sound(inner),
        Kind::List(item) => rule_is_sound(item),
        _ => {}
    }
}

fn checked(format: Format, text: &str) -> Result<(), ViolationCode> {
    let rule = super::text().format(format);
    let request = format!("{{\"n\":\"{text}\"}}");
    match with_field(rule, |table| check(table, &request, Mode::Request)) {
        Ok(_) => Ok(()),
        Err(violations) => Err(violations[0].code),
    }
}

#[test]
fn loses_no_rule_between_fields_whose_path_is_no_row() {
    let rules = |_: &Fields<'_>| vec![Violation::new("other", ViolationCode::Mismatch, "x")];
    let lost = Table { rules, ..table("One", &[]) };
    let outer = Box::leak(Box::new(Table { ..lost }));
    let rule = Rule { kind: Kind::Object(outer), ..text() };
    let violations = with_field(rule, |table| check(table, r#"{"n":{}}"#, Mode::Request));
    assert_eq!(listed(&violations.unwrap_err()), ["n.other mismatch"]);
}

/// A table with one optional field, `n`.
fn with_field<T>(rule: Rule, run: impl Fn(&Table) -> T) -> T {
    let fields: &'static [Field] = Box::leak(Box::new([field("n", false, rule)]));
    run(&table("One", fields))
}

fn listed(violations: &[Violation]) -> Vec<String> {
    let line = |violation: &Violation| format!("{} {}", violation.path, violation.code.as_str());
    violations.iter().map(line).collect()
}

#[derive(Default)]
struct Inner;

impl FieldValue for Inner {
    fn read(_: &str) -> Option<Self> {
        Some(Self)
    }

    fn write(&self, _: &mut String) {}
}

impl Payload for Inner {
    const TABLE: Table = table(
        "Inner",
        &[
            field("a", true, text().max(3)),
            field("b", false, text()),
            field("n", false, text_or_number().max(2)),
        ],
    );
}

const OUTER: Table = table(
    "Outer",
    &[
        field("b", false, text()),
        field("inner", true, object::<Inner>()),
        field("l", false, one_of(&["one", "two"])),
        field("d", false, digits()),
    ],
);

const fn table(name: &'static str, fields: &'static [Field]) -> Table {
    Table {
        name,
        #[cfg(feature = "docs")]
        doc: &[],
        fields,
        rules: |_| Vec::new(),
    }
}

const fn field(name: &'static str, required: bool, rule: Rule) -> Field {
    Field {
        name,
        required,
        rule,
        #[cfg(feature = "docs")]
        doc: &[],
    }
}
