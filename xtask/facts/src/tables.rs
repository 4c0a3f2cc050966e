//! Questions about rows and tables that several generators ask.

use std::collections::BTreeSet;

use dokukit::{Field, Kind, Operation, Reading, Rule, Table};

/// Whether no page of DOKU's describes the answer.
pub(crate) fn is_undocumented(operation: &Operation) -> bool {
    matches!(operation.reading, Reading::Lenient(_))
}

/// Whether the answer has no model.
pub(crate) fn is_unmodelled(operation: &Operation) -> bool {
    matches!(operation.reading, Reading::Anything)
}

/// The keys under which answers hold secrets.
pub(crate) fn secrets(operations: &[&Operation]) -> BTreeSet<&'static str> {
    operations.iter().flat_map(|operation| in_table(&operation.answer)).collect()
}

fn in_table(table: &Table) -> BTreeSet<&'static str> {
    let inside = |field: &Field| match (field.rule.kind, items(&field.rule)) {
        (Kind::Secret, _) => BTreeSet::from([field.name]),
        (_, Some(table)) => in_table(table),
        _ => BTreeSet::new(),
    };
    table.fields.iter().flat_map(inside).collect()
}

/// The table of an object, or of a list's objects.
pub(crate) fn items(rule: &Rule) -> Option<&'static Table> {
    match rule.kind {
        Kind::Object(table) => Some(table),
        Kind::List(item) => items(item),
        _ => None,
    }
}
