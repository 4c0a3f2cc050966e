//! Reads and counts the lines that a vector runner writes.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::lang::name::Lang;
use crate::run::counts::Counts;
use crate::run::program;
use crate::tasks::vectors::compare::{canonical, difference};
use crate::tasks::vectors::results::Results;

/// Reads the output of one language's runner: `{"lang", "file", "result"}`, and `differs` where
/// two ways to the same result disagree, one line for each vector.
pub(super) struct Lines<'a> {
    pub(super) lang: Lang,
    pub(super) print: bool,
    pub(super) vectors: &'a BTreeMap<String, Value>,
}

impl Lines<'_> {
    /// Runs the runner and reads its lines.
    pub(super) fn run(&self, runner: &mut Command, results: &mut Results) -> Result<Counts> {
        let transcript = program::output(runner)?;
        let mut counts = self.read(&transcript.text, results);
        if !transcript.status.success() && counts.failed == 0 {
            self.failed("the exit status reports a failure, and no vector failed");
            counts.add(false);
        }
        Ok(counts)
    }

    fn read(&self, text: &str, results: &mut Results) -> Counts {
        let mut counts = Counts::default();
        let mut seen = BTreeSet::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match self.parse(line) {
                Ok(line) => {
                    let wrong = self.wrong(&line, &mut seen);
                    if let Some(wrong) = &wrong {
                        self.failed(&format!("{}: {wrong}", line.file));
                    }
                    counts.add(wrong.is_none());
                    let Line { file, result, .. } = line;
                    let of_all = canonical(&result);
                    if self.print {
                        let (lang, ok) = (self.lang.name(), wrong.is_none());
                        println!(
                            "{}",
                            json!({"lang": lang, "file": file, "ok": ok, "result": result})
                        );
                    }
                    results.add(file, self.lang, of_all);
                }
                Err(error) => {
                    self.failed(&format!("not a line of a vector runner: {error:#}"));
                    counts.add(false);
                }
            }
        }
        let missing = self.vectors.keys().filter(|file| !seen.contains(*file));
        for (index, file) in missing.enumerate() {
            // A runner that crashed early lacks nearly all of them.
            match index {
                0..10 => self.failed(&format!("no result for {file}")),
                10 => self.failed("and more"),
                _ => {}
            }
            counts.add(false);
        }
        counts
    }

    fn parse(&self, line: &str) -> Result<Line> {
        let mut line: Map<String, Value> = serde_json::from_str(line)?;
        let lang = line.get("lang").and_then(Value::as_str);
        if lang != Some(self.lang.name()) {
            bail!("lang is {lang:?}");
        }
        let text = |name: &str| line.get(name).and_then(Value::as_str).map(str::to_owned);
        let (file, differs) = (text("file").context("no file")?, text("differs"));
        let result = line.remove("result").context("no result")?;
        Ok(Line { file, differs, result })
    }

    /// How a line differs from its vector; `None` when it does not.
    fn wrong(&self, line: &Line, seen: &mut BTreeSet<String>) -> Option<String> {
        let Some(vector) = self.vectors.get(&line.file).filter(|_| seen.insert(line.file.clone()))
        else {
            return Some("no vector has this name, or the line is a duplicate".to_owned());
        };
        let differs = line.differs.as_ref().map(|ways| format!("differs: {ways}"));
        differs.or_else(|| difference(vector, &line.result))
    }

    fn failed(&self, why: &str) {
        eprintln!("FAILED {}: {why}", self.lang.name());
    }
}

/// A runner's result for one vector.
struct Line {
    file: String,
    /// Two ways to the same result that disagree.
    differs: Option<String>,
    result: Value,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Lines, Results};
    use crate::lang::name::Lang;
    use crate::run::counts::Counts;

    #[test]
    fn a_runner_reports_every_file_once() {
        let good = json!({"expect": {"answer": {"text": "a"}}});
        let vectors =
            BTreeMap::from([("a.json".to_owned(), good.clone()), ("b.json".to_owned(), good)]);
        let lines = Lines { lang: Lang::Rust, print: false, vectors: &vectors };
        let a = r#"{"lang":"rust","file":"a.json","result":{"answer":{"text":"a"}}}"#;
        let b = r#"{"lang":"rust","file":"b.json","ok":true,"result":{"answer":{"text":"b"}}}"#;
        let differs = a.replace("\"result\"", "\"differs\":\"text and bytes\",\"result\"");
        let cases = [
            (format!("{a}\n{b}\n"), 1, 1),
            (format!("{a}\n"), 1, 1),
            (format!("{a}\n{a}\n{b}\n"), 1, 2),
            (format!("{a}\nnoise\n{b}\n"), 1, 2),
            (format!("{differs}\n{b}\n"), 0, 2),
        ];
        for (text, passed, failed) in cases {
            let counts = lines.read(&text, &mut Results::default());
            assert_eq!(counts, Counts { passed, failed }, "{text}");
        }
    }
}
