//! JSON Schemas from the core's field tables.

use std::path::Path;
use std::{fs, io};

use dokukit::{Format, GenericCall, Kind, OPERATIONS, Rule, Table, Wire};
use serde_json::{Map, Value, json};

/// Writes one schema file per request and answer into a folder.
pub(crate) fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let generic = (GenericCall::TABLE, Side::Request);
    let modelled = OPERATIONS.iter().flat_map(|operation| {
        [(operation.request, Side::Request), (operation.answer, Side::Answer)]
    });
    for (table, side) in modelled.chain([generic]) {
        let file = folder.join(format!("{}.schema.json", table.name));
        let mut text = serde_json::to_string_pretty(&schema(&table, side))?;
        text.push('\n');
        fs::write(&file, text)?;
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    /// Unknown keys are refused.
    Request,
    /// Unknown keys are kept.
    Answer,
}

fn schema(table: &Table, side: Side) -> Value {
    let mut definitions = Map::new();
    let mut root = Map::new();
    root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.extend(object(table, side, &mut definitions));
    if !definitions.is_empty() {
        root.insert("$defs".into(), Value::Object(definitions));
    }
    Value::Object(root)
}

fn object(table: &Table, side: Side, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let mut properties = Map::new();
    for field in table.fields {
        let mut property = value(&field.rule, side, definitions);
        property.insert("description".into(), prose(field.doc));
        properties.insert(field.name.into(), Value::Object(property));
    }
    let required: Vec<_> = table.fields.iter().filter(|f| f.required).map(|f| f.name).collect();
    let mut schema = Map::new();
    schema.insert("title".into(), json!(table.name));
    schema.insert("description".into(), prose(table.doc));
    schema.insert("type".into(), json!("object"));
    schema.insert("properties".into(), Value::Object(properties));
    schema.insert("required".into(), json!(required));
    if side == Side::Request {
        schema.insert("additionalProperties".into(), json!(false));
    }
    schema
}

fn value(rule: &Rule, side: Side, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let mut schema = Map::new();
    match rule.kind {
        Kind::Object(table) => {
            let definition = Value::Object(object(table, side, definitions));
            definitions.insert(table.name.into(), definition);
            schema.insert("$ref".into(), json!(format!("#/$defs/{}", table.name)));
        }
        Kind::Text | Kind::Digits => {
            schema.insert("type".into(), json!("string"));
        }
        Kind::TextOrNumber => {
            schema.insert("type".into(), json!(["string", "number"]));
        }
    }
    if let Some(max) = rule.max {
        schema.insert("maxLength".into(), json!(max));
    }
    if let Some(list) = rule.one_of {
        schema.insert("enum".into(), json!(list));
    }
    if let Some(format) = rule.format {
        let name = match format {
            Format::Date => "date",
            Format::Email => "email",
        };
        schema.insert("format".into(), json!(name));
    }
    schema
}

/// Doc comment lines as paragraphs.
fn prose(lines: &[&str]) -> Value {
    let text: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    let paragraphs: Vec<String> =
        text.split(|line| line.is_empty()).map(|paragraph| paragraph.join(" ")).collect();
    json!(paragraphs.join("\n\n"))
}
