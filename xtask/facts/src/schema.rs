//! JSON Schemas from the core's field tables.

use std::path::Path;
use std::{fs, io};

use dokukit::{Format, Kind, OPERATIONS, Payload, Placement, PlannedUpload, Rule, Table};
use serde_json::{Map, Value, json};

use crate::tables::is_unmodelled;

/// Writes one schema file per request and answer into a folder.
pub(crate) fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let requests = OPERATIONS.iter().map(|operation| (operation.request, Side::Request));
    let modelled = OPERATIONS.iter().filter(|operation| !is_unmodelled(operation));
    let answers = modelled.map(|operation| (operation.answer, Side::Answer));
    for (table, side) in requests.chain(answers).chain(others()) {
        let file = folder.join(format!("{}.schema.json", table.name));
        let mut text = serde_json::to_string_pretty(&schema(&table, side))?;
        text.push('\n');
        fs::write(&file, text)?;
    }
    Ok(())
}

/// The records that belong to no operation.
pub(crate) fn others() -> [(Table, Side); 2] {
    [(Placement::TABLE, Side::Request), (PlannedUpload::TABLE, Side::Answer)]
}

/// Which side writes a record.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Side {
    /// Unknown keys are rejected.
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
        property.insert("description".into(), json!(prose(field.doc)));
        properties.insert(field.name.into(), Value::Object(property));
    }
    let required: Vec<_> = table.fields.iter().filter(|f| f.required).map(|f| f.name).collect();
    let mut schema = Map::new();
    schema.insert("title".into(), json!(table.name));
    schema.insert("description".into(), json!(prose(table.doc)));
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
        Kind::List(item) => {
            schema.insert("type".into(), json!("array"));
            schema.insert("items".into(), Value::Object(value(item, side, definitions)));
        }
        Kind::Text | Kind::Digits => {
            schema.insert("type".into(), json!("string"));
        }
        Kind::Secret => {
            schema.insert("type".into(), json!("string"));
            schema.insert("writeOnly".into(), json!(true));
        }
        Kind::Base64 => {
            schema.insert("type".into(), json!("string"));
            schema.insert("contentEncoding".into(), json!("base64"));
        }
        Kind::TextOrNumber => {
            schema.insert("type".into(), json!(["string", "number"]));
        }
        Kind::WholeDigits => {
            schema.insert("type".into(), json!(["string", "integer"]));
        }
        Kind::Boolean => {
            schema.insert("type".into(), json!("boolean"));
        }
        Kind::Integer => {
            schema.insert("type".into(), json!("integer"));
        }
        Kind::Json => {}
    }
    if let Some(least) = rule.least {
        schema.insert("minimum".into(), json!(least));
    }
    if let Some(known) = rule.known {
        schema.insert("examples".into(), json!(known));
    }
    if let Some(max) = rule.max {
        schema.insert("maxLength".into(), json!(max));
    }
    if let Some(list) = rule.one_of {
        schema.insert("enum".into(), json!(list));
    }
    if let Some(format) = rule.format {
        let (key, form) = match format {
            Format::Date => ("format", "date"),
            Format::Email => ("format", "email"),
            Format::Url => ("format", "uri"),
            Format::Digits => ("pattern", "^[0-9]+$"),
            Format::Country => ("pattern", "^[A-Z]{2}$"),
            Format::Currency => ("pattern", "^[A-Z]{3}$"),
            Format::TransactionId => ("pattern", "^[A-Za-z0-9:._-]+$"),
            Format::PathSegment => ("pattern", "^[A-Za-z0-9._-]+$"),
            Format::FileName => ("pattern", "^[^/\\\\\\p{Cc}]+$"),
        };
        schema.insert(key.into(), json!(form));
    }
    schema
}

/// Doc comment lines as paragraphs.
pub(crate) fn prose(lines: &[&str]) -> String {
    let text: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    let paragraphs: Vec<String> =
        text.split(|line| line.is_empty()).map(|paragraph| paragraph.join(" ")).collect();
    paragraphs.join("\n\n")
}
