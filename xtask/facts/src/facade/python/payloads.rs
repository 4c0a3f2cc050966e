//! `payloads.py`: a `TypedDict` for each record, and which keys hold secrets.

use dokukit::{CALLBACK_KINDS, Field, Kind, Operation, Rule, Table};

use super::docstring;
use crate::facade::text::paragraphs;
use crate::facade::{NOTE, records};
use crate::tables::{self, is_unmodelled};

pub(super) fn types(operations: &[&Operation]) -> String {
    let mut records = records(operations);
    // Such an answer may be any JSON.
    for operation in operations.iter().filter(|operation| is_unmodelled(operation)) {
        records.remove(operation.answer.name);
    }
    let classes: Vec<String> = records.values().map(class).collect();
    let secrets: Vec<&str> = tables::secrets(operations).into_iter().collect();
    format!(
        r#"# {NOTE}
"""Requests and answers in DOKU's own names."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from ._secret import Secret

{}

SECRETS = frozenset({})

CallbackKind = {}
"#,
        classes.join("\n"),
        list("[", &secrets, ""),
        list("Literal[", CALLBACK_KINDS, ""),
    )
}

fn class(table: &Table) -> String {
    let fields: String = table.fields.iter().map(field).collect();
    let doc = docstring(&paragraphs(table.doc), INDENT);
    format!("\nclass {}(TypedDict):\n{doc}\n{fields}", table.name)
}

/// The key, and what it means. A file's content is bytes here, and named accordingly.
fn field(field: &Field) -> String {
    let name = if matches!(field.rule.kind, Kind::Base64) { "content" } else { field.name };
    let doc = docstring(&paragraphs(field.doc), INDENT);
    let line =
        |optional: &str, of: &str, end: &str| format!("{INDENT}{name}: {optional}{of}{end}\n");
    let (optional, end) = if field.required { ("", "") } else { ("NotRequired[", "]") };
    let short = line(optional, &of(&field.rule, None), end);
    if short.chars().count() <= WIDTH {
        return short + &doc;
    }
    let inside = if field.required { INDENT.to_owned() } else { INDENT.repeat(2) };
    let long = of(&field.rule, Some(&inside));
    let wrapped = if field.required { long } else { format!("\n{inside}{long}\n{INDENT}") };
    line(optional, &wrapped, end) + &doc
}

/// The type of a value; closed lists with a line for each name where `indent` is given.
fn of(rule: &Rule, indent: Option<&str>) -> String {
    if let Some(names) = rule.one_of {
        return match indent {
            Some(indent) => list("Literal[", names, indent),
            None => format!("Literal[{}]", quoted(names).join(", ")),
        };
    }
    match rule.kind {
        Kind::Text | Kind::Digits => "str".to_owned(),
        Kind::Secret => "Secret".to_owned(),
        Kind::Base64 => "bytes".to_owned(),
        Kind::TextOrNumber => "str | float".to_owned(),
        Kind::WholeDigits => "str | int".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Integer => "int".to_owned(),
        Kind::Json => "Any".to_owned(),
        Kind::Object(table) => table.name.to_owned(),
        Kind::List(item) => format!("list[{}]", of(item, indent)),
    }
}

/// Names in brackets, one a line.
fn list(before: &str, names: &[&str], indent: &str) -> String {
    let lines: Vec<String> =
        quoted(names).iter().map(|name| format!("{indent}{INDENT}{name},\n")).collect();
    format!("{before}\n{}{indent}]", lines.concat())
}

fn quoted(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("\"{name}\"")).collect()
}

const INDENT: &str = "    ";
const WIDTH: usize = 100;

#[cfg(test)]
mod tests;
