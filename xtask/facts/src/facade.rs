//! The generated part of the facades: the functions and types of each operation, and its records.
//!
//! One row of `OPERATIONS` gives Kotlin and Swift a pair of functions, Python a typed `prepare`,
//! TypeScript a line of `Operations`. None of it is committed.

mod kotlin;
mod lists;
mod python;
mod swift;
mod text;
mod typescript;

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use dokukit::{Kind, Operation, Place, Rule, SignaturePolicy, Table};

use self::text::paragraphs;
use crate::schema::{self, Side};
use crate::tables::items;

/// Writes the sources of one language into a folder; an unchanged file is not touched.
pub(crate) fn write(language: &str, operations: &[&Operation], folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, text) in sources(language, operations)? {
        let file = folder.join(name);
        if fs::read_to_string(&file).ok().as_ref() != Some(&text) {
            fs::write(file, text)?;
        }
    }
    Ok(())
}

/// The files of one language: name and text.
fn sources(language: &str, operations: &[&Operation]) -> io::Result<Vec<(&'static str, String)>> {
    match language {
        "kotlin" => Ok(kotlin::sources(operations)),
        "python" => Ok(python::sources(operations)),
        "swift" => Ok(swift::sources(operations)),
        "typescript" => Ok(typescript::sources(operations)),
        _ => Err(io::Error::other("expected kotlin, python, swift or typescript")),
    }
}

/// The names of an operation's functions in languages that write `prepareCheckRequirements`.
struct Names {
    prepare: String,
    read: String,
    /// `CheckRequirementsAnswer`, the record around the answer that the core exports.
    envelope: String,
}

impl Names {
    fn of(operation: &Operation) -> Self {
        let name = pascal(operation.name);
        let prepare = match operation.place {
            Place::Multipart => "prepareUpload".to_owned(),
            Place::Body | Place::Query | Place::Given => format!("prepare{name}"),
        };
        Self { prepare, read: format!("read{name}"), envelope: format!("{name}Answer") }
    }
}

/// `CheckRequirements` from `check_requirements`.
fn pascal(snake: &str) -> String {
    snake.split('_').map(|word| with_first(word, str::to_ascii_uppercase)).collect()
}

/// `checkRequirementsFromJson` from `CheckRequirements`.
fn from_json(record: &str) -> String {
    with_first(record, str::to_ascii_lowercase) + "FromJson"
}

fn with_first(text: &str, case: fn(&str) -> String) -> String {
    let (first, rest) = text.split_at(text.len().min(1));
    case(first) + rest
}

/// Every table of a request or an answer, nested ones included, by name.
fn records(operations: &[&Operation]) -> BTreeMap<&'static str, Table> {
    let mut records = BTreeMap::new();
    let modelled = operations.iter().flat_map(|operation| [operation.request, operation.answer]);
    let mut waiting: Vec<Table> =
        modelled.chain(schema::others().map(|(table, _)| table)).collect();
    while let Some(table) = waiting.pop() {
        if records.insert(table.name, table).is_none() {
            waiting.extend(table.fields.iter().filter_map(|field| items(&field.rule)));
        }
    }
    records
}

/// The requests of operations, then the other records that callers fill.
fn requests(operations: &[&Operation]) -> Vec<Table> {
    let others = schema::others().into_iter().filter(|(_, side)| *side == Side::Request);
    let own = operations.iter().map(|operation| operation.request);
    own.chain(others.map(|(table, _)| table)).collect()
}

/// Whether every field may be left out.
fn is_optional(request: &Table) -> bool {
    request.fields.iter().all(|field| !field.required)
}

/// The paragraphs about the function that prepares.
fn about_prepare(operation: &Operation) -> Vec<String> {
    let mut paragraphs = paragraphs(operation.doc);
    if let Some(first) = paragraphs.first_mut() {
        if operation.place == Place::Query {
            first.push_str(" A GET: it has no body.");
        }
        first.push_str(" Throws `invalid_request`.");
    }
    paragraphs
}

/// The paragraphs about the function that reads, with what DOKU's documents say of the answer.
fn about_read(operation: &Operation, prepare: &str, read: &str) -> Vec<String> {
    let signed = match operation.policy {
        SignaturePolicy::Required => " The answer must be signed.",
        SignaturePolicy::IfPresent => "",
    };
    let first =
        format!("Verifies and reads the answer to {prepare}; throws what {read} throws.{signed}");
    let more = paragraphs(operation.answer.doc).into_iter().skip(1);
    [first].into_iter().chain(more).collect()
}

/// The paragraph about reading a record from JSON.
fn about_json(request: &Table, name: &str) -> String {
    let bytes = if has_bytes(request) { ", its file's bytes as `base64`" } else { "" };
    format!("Reads {name} from JSON text in wire names{bytes}, checked; throws `invalid_request`.")
}

fn has_bytes(table: &Table) -> bool {
    let is_bytes = |rule: &Rule| matches!(rule.kind, Kind::Base64);
    table
        .fields
        .iter()
        .any(|field| is_bytes(&field.rule) || items(&field.rule).is_some_and(has_bytes))
}

/// The first line of every file, after the language's own sign for a comment.
const NOTE: &str = "Written by `cargo xtask build` from the rows of `core/src/operation.rs`.";

/// About `FILE_HEAD_BYTES`.
const HEAD: &str = "How many of a file's first bytes tell its type.";

#[cfg(test)]
mod tests;
