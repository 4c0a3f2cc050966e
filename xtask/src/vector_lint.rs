//! Whether the vectors are well-formed and cover what the library can do.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, anyhow};
use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use crate::counts::Counts;
use crate::shell::{self, cargo};
use crate::vectors;
use crate::workspace::Workspace;

/// One test per file, and one per operation, error code and violation code.
pub(crate) fn check(workspace: &Workspace) -> Result<Counts> {
    let dir = workspace.existing("tests/vectors")?;
    let mut counts = Counts::default();
    let shape = Shape::read(workspace)?;
    let known = Names::of_the_core(workspace, &shape)?;
    let mut seen = Names::default();
    for file in vectors::files(&dir)? {
        let text = fs::read_to_string(dir.join(&file))?;
        let checked = shape.fits(&text).map(|vector| seen.note(&vector));
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
    fn of_the_core(workspace: &Workspace, shape: &Shape) -> Result<Self> {
        let facts = shell::text(&mut cargo(workspace, "run -q -p xtask-facts -- names"))?;
        let facts: Value = serde_json::from_str(&facts)?;
        let list = |facts: &Value, key: &str| -> Result<BTreeSet<String>> {
            let names =
                facts.pointer(key).and_then(Value::as_array).context("a list is missing")?;
            Ok(names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        };
        let mut operations = list(&facts, "/operations")?;
        operations.extend(list(&shape.schema, "/properties/operation/enum")?);
        let errors = list(&facts, "/error_codes")?;
        Ok(Self { operations, errors, violations: list(&facts, "/violation_codes")? })
    }

    fn note(&mut self, vector: &Value) {
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

/// The JSON Schema of a vector.
struct Shape {
    schema: Value,
    schemas: Schemas,
    index: SchemaIndex,
}

impl Shape {
    fn read(workspace: &Workspace) -> Result<Self> {
        let file = workspace.existing("tests/vectors.schema.json")?;
        Self::of(serde_json::from_slice(&fs::read(file)?)?)
    }

    fn of(schema: Value) -> Result<Self> {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let name = "vectors.schema.json";
        let broken = |error| anyhow!("{name}: {error}");
        compiler.add_resource(name, schema.clone()).map_err(broken)?;
        let index = compiler.compile(name, &mut schemas).map_err(broken)?;
        Ok(Self { schema, schemas, index })
    }

    /// The vector, if the text is one.
    fn fits(&self, text: &str) -> Result<Value> {
        let vector: Value = serde_json::from_str(text)?;
        let checked = self.schemas.validate(&vector, self.index);
        checked.map_err(|error| anyhow!("{error:#}"))?;
        Ok(vector)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use serde_json::{Value, json};

    use super::Shape;

    fn shape() -> Shape {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let schema = fs::read(root.join("tests/vectors.schema.json")).unwrap();
        Shape::of(serde_json::from_slice(&schema).unwrap()).unwrap()
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
            for told in ["/expect/answer/findings", "/cause"] {
                let codes = vector.pointer(told).and_then(Value::as_array).into_iter().flatten();
                found.extend(codes.filter_map(Value::as_str).map(str::to_owned));
            }
        }
        assert_eq!(documented, found);
    }

    #[test]
    fn accepts_vectors_and_rejects_what_is_none() {
        let shape = shape();
        let config = json!({"environment": "test", "client_id": "c", "secret_key": "s"});
        let good = json!({
            "about": "a case", "origin": "a document", "operation": "sign_reply",
            "given": {
                "config": config, "request_id": "1", "timestamp": "2020-08-11T08:45:42Z",
                "target": "/", "body": "{}",
            },
            "expect": {"error": {"code": "invalid_request"}},
        });
        let with = |pointer: &str, value: Value| {
            let mut vector = good.clone();
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let parent = vector.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            if value == json!("drop") {
                parent.remove(key);
            } else {
                parent.insert(key.to_owned(), value);
            }
            shape.fits(&vector.to_string())
        };
        for (pointer, value) in [
            ("/about", json!("another case")),
            ("/given/body", json!({"base64": "AA=="})),
            ("/given/body", json!(null)),
            ("/given/config/environment", json!({"base_url": "http://127.0.0.1"})),
            ("/stages", json!({"digest": null})),
        ] {
            let told = with(pointer, value.clone());
            assert!(told.is_ok(), "{pointer} {value}: {told:?}");
        }
        for (pointer, value) in [
            ("/about", json!("drop")),
            ("/about", json!("")),
            ("/about", json!("two\nlines")),
            ("/origin", json!("drop")),
            ("/operation", json!("unheard_of")),
            ("/operation", json!("sign_component")),
            ("/given", json!("drop")),
            ("/given/request_id", json!("drop")),
            ("/given/call", json!({"request_id": "1", "timestamp": "t"})),
            ("/given/body", json!(1)),
            ("/given/config/clientId", json!("c")),
            ("/expect", json!("drop")),
            ("/expect", json!({})),
            ("/expect/error", json!({"violations": []})),
            ("/expect/error/status", json!(200)),
            ("/expect/body", json!("")),
            ("/stages", json!({})),
            ("/stray", json!(1)),
        ] {
            assert!(with(pointer, value.clone()).is_err(), "{pointer} {value}");
        }
        assert!(shape.fits("[]").is_err());
        assert!(shape.fits("{").is_err());
    }
}
