//! Whether the vectors are well-formed and cover what the library can do.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};

use crate::counts::Counts;
use crate::shell::{self, cargo};
use crate::vectors;
use crate::workspace::Workspace;

/// One test per file, and one per operation, error code and violation code.
pub(crate) fn check(workspace: &Workspace) -> Result<Counts> {
    let dir = workspace.existing("tests/vectors")?;
    let mut counts = Counts::default();
    let known = Names::of_the_core(workspace)?;
    let mut seen = Names::default();
    for file in vectors::files(&dir)? {
        let text = fs::read_to_string(dir.join(&file))?;
        let checked = file_is_well_formed(&text, &known).map(|vector| seen.note(&vector));
        if let Err(error) = &checked {
            eprintln!("FAILED {file}: {error:#}");
        }
        counts.add(checked.is_ok());
    }
    for (kind, names, found) in [
        ("operation", &known.operations, &seen.operations),
        ("error code", &known.errors, &seen.errors),
        ("violation code", &known.violations, &seen.violations),
    ] {
        for name in names {
            let covered = found.contains(name);
            if !covered {
                eprintln!("FAILED no vector has the {kind} {name}");
            }
            counts.add(covered);
        }
    }
    Ok(counts)
}

/// Names that the core knows, or that the vectors mention.
#[derive(Default)]
struct Names {
    operations: BTreeSet<String>,
    errors: BTreeSet<String>,
    violations: BTreeSet<String>,
}

impl Names {
    fn of_the_core(workspace: &Workspace) -> Result<Self> {
        let facts = shell::text(&mut cargo(workspace, "run -q -p xtask-facts -- names"))?;
        let facts: Value = serde_json::from_str(&facts)?;
        let list = |key: &str, other: &[&str]| -> Result<BTreeSet<String>> {
            let names = facts.get(key).and_then(Value::as_array).context("a list is missing")?;
            let names = names.iter().filter_map(Value::as_str).chain(other.iter().copied());
            Ok(names.map(str::to_owned).collect())
        };
        Ok(Self {
            operations: list("operations", OTHER_OPERATIONS)?,
            errors: list("error_codes", &[])?,
            violations: list("violation_codes", &[])?,
        })
    }

    fn note(&mut self, vector: &Map<String, Value>) {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        self.operations.extend(text(vector.get("operation")));
        for told in ["error", "answer"] {
            let told = vector.get("expect").and_then(|expect| expect.get(told));
            let Some(told) = told else { continue };
            self.errors.extend(text(told.get("code")));
            let violations = told.get("violations").and_then(Value::as_array);
            for violation in violations.into_iter().flatten() {
                self.violations.extend(text(violation.get("code")));
            }
        }
    }
}

fn file_is_well_formed(text: &str, known: &Names) -> Result<Map<String, Value>> {
    let vector: Map<String, Value> = serde_json::from_str(text)?;
    only(&vector, "", &["about", "origin", "operation", "given", "stages", "expect", "cause"])?;
    for mandatory in ["about", "origin", "operation"] {
        let value = vector.get(mandatory).and_then(Value::as_str).unwrap_or_default();
        ensure!(!value.is_empty(), "no {mandatory}");
    }
    let operation = vector.get("operation").and_then(Value::as_str).unwrap_or_default();
    ensure!(known.operations.contains(operation), "no operation is called {operation}");
    let given = vector.get("given").and_then(Value::as_object).context("no given")?;
    only(given, "given.", GIVEN)?;
    for (parent, name, keys) in NESTED {
        let object = vector.get(*parent).and_then(|parent| parent.get(name));
        if let Some(object) = object.and_then(Value::as_object) {
            only(object, &format!("{parent}.{name}."), keys)?;
        }
    }
    if let Some(stages) = vector.get("stages").and_then(Value::as_object) {
        only(stages, "stages.", &["digest", "string_to_sign", "signature"])?;
    }
    let expect = vector.get("expect").and_then(Value::as_object);
    if let Some(expect) = expect {
        only(expect, "expect.", &["prepared", "answer", "error"])?;
        ensure!(!expect.is_empty(), "expect is empty");
    }
    let is_told = ["expect", "stages", "cause"].iter().any(|key| vector.contains_key(*key));
    ensure!(is_told, "nothing is expected");
    Ok(vector)
}

fn only(object: &Map<String, Value>, path: &str, known: &[&str]) -> Result<()> {
    for key in object.keys() {
        ensure!(known.contains(&key.as_str()), "the key {path}{key} is unknown");
    }
    Ok(())
}

const GIVEN: &[&str] = &[
    "config",
    "call",
    "request",
    "response",
    "request_id",
    "timestamp",
    "target",
    "method",
    "headers",
    "body",
    "policy",
    "now",
    "tolerance",
    "text",
    "unix",
    "requirements",
    "candidates",
    "operation",
    "again",
    "status",
    "upload",
    "placement",
    "size",
    "expires_at",
    "leeway",
];

/// Objects with a closed set of keys, as parent, name and keys. `request` and `answer` are free.
const NESTED: &[(&str, &str, &[&str])] = &[
    (
        "given",
        "config",
        &[
            "environment",
            "client_id",
            "secret_key",
            "previous_secret_keys",
            "accept_bare_signatures",
            "query",
            "policy",
            "allow_plain_http",
        ],
    ),
    ("given", "candidates", &["secret_keys", "targets", "client_ids", "request_ids"]),
    ("given", "call", &["request_id", "timestamp", "token", "boundary"]),
    ("given", "response", &["status", "headers", "body"]),
    (
        "expect",
        "prepared",
        &["operation", "method", "url", "target", "headers", "body", "request_id", "timestamp"],
    ),
    (
        "expect",
        "error",
        &["code", "detail", "violations", "http_status", "gateway", "retry", "signature"],
    ),
];

/// Operations of the vectors that are no endpoint, so that the core has no row for them.
const OTHER_OPERATIONS: &[&str] = &[
    "call",
    "sign_component",
    "verify_response",
    "verify_notification",
    "sign_reply",
    "read_callback",
    "diagnose_signature",
    "timestamp",
    "request_id",
    "check_against_requirements",
    "check",
    "resign",
    "redacted",
    "explain_signature",
    "sign_test_response",
    "sign_test_notification",
    "upload_plan",
    "check_upload",
    "place_upload",
    "is_expired",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use serde_json::{Value, json};

    use super::{Names, file_is_well_formed};

    fn known() -> Names {
        Names { operations: ["request_id".to_owned()].into(), ..Names::default() }
    }

    #[test]
    fn accepts_a_vector() {
        let vector = json!({
            "about": "a case", "origin": "a document", "operation": "request_id",
            "given": {"text": "a"}, "expect": {"answer": {"text": "a"}},
        });
        assert!(file_is_well_formed(&vector.to_string(), &known()).is_ok());
    }

    /// Every code of `docs/diagnosis.md` has a vector, and every one of a vector is documented.
    #[test]
    fn every_finding_is_documented_and_has_a_vector() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let page = fs::read_to_string(root.join("docs/diagnosis.md")).unwrap();
        let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let documented: BTreeSet<String> = rows.map(str::to_owned).collect();
        let mut found = BTreeSet::new();
        for file in fs::read_dir(root.join("tests/vectors/diagnose")).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let vector: Value = serde_json::from_str(&text).unwrap();
            let codes = vector.pointer("/expect/answer/findings").and_then(Value::as_array);
            found.extend(codes.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
        }
        assert_eq!(documented, found);
    }

    #[test]
    fn rejects_what_is_no_vector() {
        let expect = json!({"answer": {"text": "a"}});
        let good = json!({
            "about": "a case", "origin": "a document", "operation": "request_id", "given": {},
            "expect": expect,
        });
        assert!(file_is_well_formed(&good.to_string(), &known()).is_ok());
        for (key, value) in [
            ("about", json!(null)),
            ("about", json!("")),
            ("origin", json!(null)),
            ("operation", json!("unheard_of")),
            ("given", json!(null)),
            ("given", json!({"txt": "a"})),
            ("expect", json!(null)),
            ("expect", json!({})),
            ("expect", json!({"body": 1})),
            ("stray", json!(1)),
        ] {
            let mut vector = good.clone();
            vector[key] = value.clone();
            if value.is_null() {
                vector.as_object_mut().unwrap().remove(key);
            }
            assert!(file_is_well_formed(&vector.to_string(), &known()).is_err(), "{vector}");
        }
        assert!(file_is_well_formed("[]", &known()).is_err());
    }
}
