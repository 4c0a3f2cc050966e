//! The shared vectors in every language, and the languages against each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::counts::Counts;
use crate::lang::Lang;
use crate::report::Report;
use crate::shell;
use crate::tasks;
use crate::workspace::Workspace;

/// What the command line asks for.
pub(crate) struct Options {
    pub(crate) languages: Vec<Lang>,
    /// A folder of vectors, `tests/vectors` when absent.
    pub(crate) dir: Option<PathBuf>,
    /// Whether to write the runners' JSON lines to standard output.
    pub(crate) print: bool,
}

/// The task `vectors`: sets up, builds, and runs a folder of vectors.
pub(crate) fn command(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let dir = match &options.dir {
        Some(dir) => dir.canonicalize().with_context(|| format!("{}", dir.display()))?,
        None => workspace.existing("tests/vectors")?,
    };
    let mut report = Report::default();
    let ready = tasks::prepare(&mut report, workspace, &options.languages);
    report.tests("vectors", || run(workspace, &ready, &dir, options.print));
    Ok(if options.print { report.finish_quietly() } else { report.finish() })
}

/// Runs the vectors of a folder in these languages and compares what they answer.
///
/// A vector is one test in each language, and one more where there are results to compare.
pub(crate) fn run(
    workspace: &Workspace,
    languages: &[Lang],
    dir: &Path,
    print: bool,
) -> Result<Counts> {
    let expected = files(dir)?;
    if expected.is_empty() {
        bail!("no vectors in {}", dir.display());
    }
    let mut total = Counts::default();
    let mut results: BTreeMap<String, BTreeMap<&str, Value>> = BTreeMap::new();
    for lang in languages {
        let lines = Lines { lang: *lang, print, expected: &expected };
        let counts = lines.run(workspace, dir, &mut results).unwrap_or_else(|error| {
            eprintln!("FAILED {}: {error:#}", lang.name());
            Counts { passed: 0, failed: 1 }
        });
        shell::say(&format!("{}: {} passed, {} failed", lang.name(), counts.passed, counts.failed));
        total = total.plus(counts);
    }
    for (file, answers) in results.iter().filter(|(_, answers)| answers.len() > 1) {
        total.add(agree(file, answers));
    }
    Ok(total)
}

/// Every `.json` file below a folder, as a path relative to it with `/` between its parts.
pub(crate) fn files(dir: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    collect(dir, "", &mut found)?;
    Ok(found)
}

fn collect(dir: &Path, prefix: &str, found: &mut BTreeSet<String>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("{}", dir.display()))? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "json") {
            found.insert(name);
        }
    }
    Ok(())
}

/// How to read what one language's runner wrote.
struct Lines<'a> {
    lang: Lang,
    print: bool,
    expected: &'a BTreeSet<String>,
}

impl Lines<'_> {
    /// Runs the runner and reads its lines.
    fn run(
        &self,
        workspace: &Workspace,
        dir: &Path,
        results: &mut BTreeMap<String, BTreeMap<&'static str, Value>>,
    ) -> Result<Counts> {
        let transcript = shell::output(&mut self.lang.language().vectors(workspace, dir)?)?;
        let mut counts = self.read(&transcript.text, results);
        if !transcript.status.success() && counts.failed == 0 {
            eprintln!("FAILED {}: the exit status says failure, no vector does", self.lang.name());
            counts.add(false);
        }
        Ok(counts)
    }

    fn read(
        &self,
        text: &str,
        results: &mut BTreeMap<String, BTreeMap<&'static str, Value>>,
    ) -> Counts {
        let mut counts = Counts::default();
        let mut seen = BTreeSet::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match self.parse(line) {
                Ok((file, ok, result)) => {
                    if self.print {
                        println!("{line}");
                    }
                    let expected = self.expected.contains(&file) && seen.insert(file.clone());
                    if !expected {
                        eprintln!(
                            "FAILED {}: {file} is no vector, or came twice",
                            self.lang.name()
                        );
                    } else if !ok {
                        eprintln!("FAILED {}: {file}", self.lang.name());
                    }
                    counts.add(ok && expected);
                    results.entry(file).or_default().insert(self.lang.name(), canonical(result));
                }
                Err(error) => {
                    eprintln!(
                        "FAILED {}: not a line of a vector runner: {error:#}",
                        self.lang.name()
                    );
                    counts.add(false);
                }
            }
        }
        let missing = self.expected.difference(&seen);
        for (index, file) in missing.enumerate() {
            // A runner that died early lacks nearly all of them.
            if index < 10 {
                eprintln!("FAILED {}: no result for {file}", self.lang.name());
            } else if index == 10 {
                eprintln!("FAILED {}: and more", self.lang.name());
            }
            counts.add(false);
        }
        counts
    }

    fn parse(&self, line: &str) -> Result<(String, bool, Value)> {
        let mut line: Map<String, Value> = serde_json::from_str(line)?;
        let lang = line.get("lang").and_then(Value::as_str);
        if lang != Some(self.lang.name()) {
            bail!("lang is {lang:?}");
        }
        let file = line.get("file").and_then(Value::as_str).context("no file")?.to_owned();
        let ok = line.get("ok").and_then(Value::as_bool).context("no ok")?;
        let result = line.remove("result").context("no result")?;
        Ok((file, ok, result))
    }
}

/// Whether all languages gave the same result; says which did not.
fn agree(file: &str, answers: &BTreeMap<&str, Value>) -> bool {
    let mut languages = answers.iter();
    let Some((first, reference)) = languages.next() else {
        return true;
    };
    let mut same = true;
    for (lang, result) in languages {
        if result != reference {
            same = false;
            eprintln!("FAILED {file}: {lang} differs from {first}");
            eprintln!("    {first}: {reference}");
            eprintln!("    {lang}: {result}");
        }
    }
    same
}

/// The same value whatever way a language writes its numbers: `1.0` and `1e0` are `1`.
fn canonical(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let whole = number.as_f64().and_then(|number| number.to_string().parse::<i64>().ok());
            match whole {
                Some(whole) if number.is_f64() => Value::from(whole),
                _ => Value::Number(number),
            }
        }
        Value::Array(items) => items.into_iter().map(canonical).collect(),
        Value::Object(entries) => {
            entries.into_iter().map(|(key, value)| (key, canonical(value))).collect()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::json;

    use super::{Lines, agree, canonical};
    use crate::counts::Counts;
    use crate::lang::Lang;

    #[test]
    fn numbers_are_equal_in_any_notation() {
        assert_eq!(canonical(json!({"a": [1.0, 2]})), canonical(json!({"a": [1, 2.0]})));
        assert_ne!(canonical(json!(1.5)), canonical(json!(1)));
        assert_ne!(canonical(json!("1")), canonical(json!(1)));
    }

    #[test]
    fn a_runner_reports_every_file_once() {
        let expected = BTreeSet::from(["a.json".to_owned(), "b.json".to_owned()]);
        let lines = Lines { lang: Lang::Rust, print: false, expected: &expected };
        let a = r#"{"lang":"rust","file":"a.json","ok":true,"result":{}}"#;
        let b = r#"{"lang":"rust","file":"b.json","ok":false,"result":{}}"#;
        let cases = [
            (format!("{a}\n{b}\n"), 1, 1),
            (format!("{a}\n"), 1, 1),
            (format!("{a}\n{a}\n{b}\n"), 1, 2),
            (format!("{a}\nnoise\n{b}\n"), 1, 2),
        ];
        for (text, passed, failed) in cases {
            let counts = lines.read(&text, &mut BTreeMap::new());
            assert_eq!(counts, Counts { passed, failed }, "{text}");
        }
    }

    #[test]
    fn a_difference_between_languages_is_found() {
        let same = BTreeMap::from([("rust", json!({"a": 1})), ("node", json!({"a": 1}))]);
        let other = BTreeMap::from([("rust", json!({"a": 1})), ("node", json!({"a": 2}))]);
        assert!(agree("a.json", &same));
        assert!(!agree("a.json", &other));
    }
}
