//! The results of all languages, and their comparison.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::lang::name::Lang;
use crate::run::counts::Counts;

/// The results of each vector by language.
#[derive(Default)]
pub(super) struct Results {
    by_file: BTreeMap<String, BTreeMap<&'static str, Value>>,
}

impl Results {
    pub(super) fn add(&mut self, file: String, lang: Lang, result: Value) {
        self.by_file.entry(file).or_default().insert(lang.name(), result);
    }

    /// One test for each vector that several languages answered: whether they agree.
    pub(super) fn compare(&self) -> Counts {
        let mut counts = Counts::default();
        for (file, answers) in self.by_file.iter().filter(|(_, answers)| answers.len() > 1) {
            counts.add(agree(file, answers));
        }
        counts
    }
}

/// Whether all languages gave the same result; reports which did not.
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
    use serde_json::json;

    use super::Results;
    use crate::lang::name::Lang;
    use crate::run::counts::Counts;

    #[test]
    fn a_difference_between_languages_is_found() {
        let mut results = Results::default();
        results.add("a.json".to_owned(), Lang::Rust, json!({"a": 1}));
        assert_eq!(results.compare(), Counts::default());
        results.add("a.json".to_owned(), Lang::Node, json!({"a": 1}));
        assert_eq!(results.compare(), Counts { passed: 1, failed: 0 });
        results.add("b.json".to_owned(), Lang::Rust, json!({"a": 1}));
        results.add("b.json".to_owned(), Lang::Swift, json!({"a": 2}));
        assert_eq!(results.compare(), Counts { passed: 1, failed: 1 });
    }
}
