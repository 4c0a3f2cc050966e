//! Checks the vectors against their JSON Schema, and that they cover every operation and code.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, anyhow};
use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use crate::facts;
use crate::run::counts::Counts;
use crate::run::workspace::Workspace;
use crate::tasks::vectors;

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
        let facts = facts::names(workspace)?;
        let list = |facts: &Value, key: &str| -> Result<BTreeSet<String>> {
            let names =
                facts.pointer(key).and_then(Value::as_array).context("a list is missing")?;
            Ok(names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        };
        let mut operations = list(&facts, "/operations")?;
        operations.extend(list(&shape.schema, "/properties/operation/enum")?);
        let mut errors = list(&facts, "/error_codes")?;
        // No vector can bring about a bug; each language has a test of its own for it.
        errors.remove("internal_error");
        Ok(Self { operations, errors, violations: list(&facts, "/violation_codes")? })
    }

    fn note(&mut self, vector: &Value) {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        self.operations.extend(text(vector.get("operation")));
        let steps = vector.pointer("/expect/answer/steps").and_then(Value::as_array);
        let of_steps = steps.into_iter().flatten().filter_map(|step| step.get("error"));
        let expected = ["/expect/error", "/expect/answer"].map(|place| vector.pointer(place));
        for told in expected.into_iter().flatten().chain(of_steps) {
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

    /// Parses a vector and checks it against the schema.
    fn fits(&self, text: &str) -> Result<Value> {
        let vector: Value = serde_json::from_str(text)?;
        let checked = self.schemas.validate(&vector, self.index);
        checked.map_err(|error| anyhow!("{error:#}"))?;
        Ok(vector)
    }
}

#[cfg(test)]
mod tests;
