use dokukit::{
    Field, GenericCall, Kind, OPERATIONS, Payload, Placement, RdlRegistrationAnswer, Rule, Table,
    Upload,
};

use super::{class, field, types};

const NAMES: &[&str] = &["A", "B"];
const MANY: &[&str] = &[
    "A_NAME_OF_THIRTY_CHARACTERS_01",
    "A_NAME_OF_THIRTY_CHARACTERS_02",
    "C_NAME_OF_THIRTY_CHARACTERS_03",
];
const TEXT: Rule = Rule { kind: Kind::Text, one_of: None, ..Placement::RULE };
const CODE: Rule = Rule { one_of: Some(NAMES), ..TEXT };

fn kind(kind: Kind) -> Rule {
    Rule { kind, ..TEXT }
}

fn row(required: bool, rule: Rule) -> String {
    field(&Field { name: "key", required, rule, doc: &[" What it is."] })
}

#[test]
fn a_kind_gives_a_type() {
    let texts: &'static Rule = &TEXT;
    let codes: &'static Rule = &CODE;
    for (rule, of) in [
        (TEXT, "str"),
        (kind(Kind::Digits), "str"),
        (kind(Kind::Secret), "Secret"),
        (kind(Kind::TextOrNumber), "str | float"),
        (kind(Kind::WholeDigits), "str | int"),
        (kind(Kind::Boolean), "bool"),
        (kind(Kind::Integer), "int"),
        (kind(Kind::Json), "Any"),
        (kind(Kind::Object(&Upload::TABLE)), "Upload"),
        (kind(Kind::List(texts)), "list[str]"),
        (CODE, "Literal[\"A\", \"B\"]"),
        (kind(Kind::List(codes)), "list[Literal[\"A\", \"B\"]]"),
    ] {
        let doc = "    \"\"\"What it is.\"\"\"\n";
        assert_eq!(row(true, rule), format!("    key: {of}\n{doc}"));
        assert_eq!(row(false, rule), format!("    key: NotRequired[{of}]\n{doc}"));
    }
}

#[test]
fn the_bytes_of_a_file_have_another_name_than_in_json() {
    assert!(row(true, kind(Kind::Base64)).starts_with("    content: bytes\n"));
}

#[test]
fn a_long_list_has_a_line_for_each_name() {
    let long = Rule { one_of: Some(MANY), ..TEXT };
    let names = |indent: &str| {
        let lines: Vec<String> =
            MANY.iter().map(|name| format!("{indent}    \"{name}\",\n")).collect();
        lines.concat()
    };
    let required = format!("    key: Literal[\n{}    ]\n", names("    "));
    assert!(row(true, long).starts_with(&required), "{}", row(true, long));
    let optional =
        format!("    key: NotRequired[\n        Literal[\n{}        ]\n    ]\n", names("        "));
    assert!(row(false, long).starts_with(&optional), "{}", row(false, long));
}

#[test]
fn a_record_is_a_class_with_its_doc() {
    let mut table: Table = GenericCall::TABLE;
    table.name = "Made";
    table.doc = &[" One \"thing\".", "", " DOKU, a \\ page."];
    table.fields = &[Field { name: "key", required: true, rule: TEXT, doc: &[" What", " it is."] }];
    let expected = r#"
class Made(TypedDict):
    """One \"thing\".

    DOKU, a \\ page.
    """

    key: str
    """What it is."""
"#;
    assert_eq!(class(&table), expected);
}

/// Every record once, with the keys that hold secrets.
#[test]
fn the_file_has_every_record_and_its_lists() {
    let text = types(OPERATIONS);
    for name in ["Upload", "RegistrationOwnerLiveness", "FormRule", "PlannedUpload", "GenericCall"]
    {
        assert_eq!(text.matches(&format!("\nclass {name}(TypedDict):\n")).count(), 1, "{name}");
    }
    assert!(text.contains("SECRETS = frozenset([\n    \"shared_key\",\n    \"token\",\n])\n"));
    assert!(text.contains("CallbackKind = Literal[\n    \"BRAND.OPERATIONAL_STATUS\",\n"));
    let answer = RdlRegistrationAnswer::TABLE.fields.first().map_or("", |field| field.name);
    assert!(text.contains(&format!("\n    {answer}: ")), "{answer}");
}
