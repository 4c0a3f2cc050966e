//! The generated code and the library of the Swift package, and the records' conformances.

use std::env::consts::DLL_PREFIX;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};

use crate::run::workspace::Workspace;
use crate::tools::uniffi;

/// Copies the generated code and the library to where Package.swift looks for them.
///
/// `SwiftPM` does not notice a changed library. The Swift code is written together with it, so that
/// all that links the library is linked again.
pub(super) fn place(workspace: &Workspace, placed: &Path) -> Result<()> {
    let code = uniffi::generate(workspace, "swift")?;
    let library = format!("{DLL_PREFIX}dokukit_uniffi.a");
    let records = fs::read_to_string(code.join("DokuKitCore.swift"))?;
    let built = workspace.target.join("release").join(&library);
    let files = [
        (placed.join("DokuKitFFI.h"), fs::read(code.join("DokuKitFFI.h"))?),
        (placed.join(&library), fs::read(&built).with_context(|| format!("{}", built.display()))?),
        (
            placed.join("DokuKitCore.swift"),
            (conformances(&uniffi::records(workspace)?)? + &records).into_bytes(),
        ),
    ];
    fs::create_dir_all(placed)?;
    if files.iter().any(|(to, bytes)| fs::read(to).ok().as_ref() != Some(bytes)) {
        for (to, bytes) in files {
            fs::write(to, bytes)?;
        }
    }
    Ok(())
}

/// What uniffi leaves out of the records that have a debug text: `dump` shows no field of theirs
/// either, and those that hold a `Secret` are `Hashable` like all others.
///
/// Swift derives `Hashable` in the record's own file only, so this is written into it.
fn conformances(records: &Map<String, Value>) -> Result<String> {
    let mut lines = String::new();
    for (name, is_hashable) in records {
        let is_hashable = is_hashable.as_bool().context("expected true or false")?;
        let hashable = if is_hashable { "" } else { ", Hashable" };
        lines.extend(["extension ", name, ": Redacted", hashable, " {}\n"]);
    }
    ensure!(!lines.is_empty(), "the library has no record with a debug text");
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::conformances;

    #[test]
    fn a_record_with_an_object_becomes_hashable() {
        let records = Map::from_iter([
            ("Bank".to_owned(), Value::Bool(true)),
            ("TokenAnswer".to_owned(), Value::Bool(false)),
        ]);
        let lines = "extension Bank: Redacted {}\nextension TokenAnswer: Redacted, Hashable {}\n";
        assert_eq!(conformances(&records).ok().as_deref(), Some(lines));
    }

    #[test]
    fn a_list_without_records_or_in_another_form_is_an_error() {
        assert!(conformances(&Map::new()).is_err());
        assert!(conformances(&Map::from_iter([("Bank".to_owned(), json!("yes"))])).is_err());
    }
}
