//! The shared vectors in every language, and the languages against each other.

mod compare;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::counts::Counts;
use crate::lang::Lang;
use crate::report::Report;
use crate::shell;
use crate::tasks;
use crate::vectors::compare::{canonical, difference};
use crate::workspace::Workspace;

/// What the command line asks for.
pub(crate) struct Options {
    pub(crate) languages: Vec<Lang>,
    /// A folder of vectors, `tests/vectors` when absent.
    pub(crate) dir: Option<PathBuf>,
    /// Whether to write a JSON line for each vector and language to standard output.
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
    let vectors = read(dir)?;
    if vectors.is_empty() {
        bail!("no vectors in {}", dir.display());
    }
    let mut total = Counts::default();
    let mut results: BTreeMap<String, BTreeMap<&str, Value>> = BTreeMap::new();
    for lang in languages {
        let lines = Lines { lang: *lang, print, vectors: &vectors };
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

/// The vectors of a folder by their files' names; one that is no JSON is null, and fails.
fn read(dir: &Path) -> Result<BTreeMap<String, Value>> {
    let vectors = files(dir)?.into_iter().map(|file| {
        let text = fs::read(dir.join(&file)).with_context(|| file.clone())?;
        Ok((file, serde_json::from_slice(&text).unwrap_or_default()))
    });
    vectors.collect()
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

/// How to read what one language's runner wrote: `{"lang", "file", "result"}`, and `differs` where
/// two ways to the same result disagree, one line for each vector.
struct Lines<'a> {
    lang: Lang,
    print: bool,
    vectors: &'a BTreeMap<String, Value>,
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
            self.failed("the exit status says failure, no vector does");
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
                    results.entry(file).or_default().insert(self.lang.name(), of_all);
                }
                Err(error) => {
                    self.failed(&format!("not a line of a vector runner: {error:#}"));
                    counts.add(false);
                }
            }
        }
        let missing = self.vectors.keys().filter(|file| !seen.contains(*file));
        for (index, file) in missing.enumerate() {
            // A runner that died early lacks nearly all of them.
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

    /// Why a line is not what its vector asks for.
    fn wrong(&self, line: &Line, seen: &mut BTreeSet<String>) -> Option<String> {
        let Some(vector) = self.vectors.get(&line.file).filter(|_| seen.insert(line.file.clone()))
        else {
            return Some("is no vector, or came twice".to_owned());
        };
        let differs = line.differs.as_ref().map(|ways| format!("differs: {ways}"));
        differs.or_else(|| difference(vector, &line.result))
    }

    fn failed(&self, why: &str) {
        eprintln!("FAILED {}: {why}", self.lang.name());
    }
}

/// What a runner says of one vector.
struct Line {
    file: String,
    /// Two ways that should have agreed and did not.
    differs: Option<String>,
    result: Value,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Lines, agree};
    use crate::counts::Counts;
    use crate::lang::Lang;

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
