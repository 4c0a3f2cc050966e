//! What the requirements ask for, by code: looked up, and not searched, for each contact.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::ViolationCode;
use crate::partner::{DocumentRequirement, FormRule};
use crate::values::shown::shown;

/// What is asked for under each code.
///
/// What DOKU's list names twice counts once, with the rules of both.
pub(super) struct Asked<'a, T> {
    /// In the order of DOKU's list.
    codes: Vec<&'a str>,
    by_code: BTreeMap<Text<'a>, T>,
}

impl<'a, T: Default> Asked<'a, T> {
    pub(super) fn of<'s>(&'s self, code: Option<&'s str>) -> Option<&'s T> {
        self.by_code.get(&Text(code?))
    }

    /// Names what is asked for and not among these codes.
    pub(super) fn lacking<'g>(&self, given: impl Iterator<Item = &'g str>) -> Option<String> {
        let given: BTreeSet<Text<'_>> =
            given.map(Text).filter(|code| self.by_code.contains_key(code)).collect();
        let lacking = self.codes.len().saturating_sub(given.len());
        if lacking == 0 {
            return None;
        }
        let codes = self.codes.iter().filter(|code| !given.contains(&Text(code)));
        let told: Vec<String> = codes.take(TOLD).map(|code| shown(code)).collect();
        let more = match lacking.saturating_sub(TOLD) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(format!("the requirements ask for {}{more}, got none", told.join(", ")))
    }

    fn add(&mut self, code: &'a str) -> &mut T {
        let codes = &mut self.codes;
        self.by_code.entry(Text(code)).or_insert_with(|| {
            codes.push(code);
            T::default()
        })
    }
}

impl<T> Default for Asked<'_, T> {
    fn default() -> Self {
        Self { codes: Vec::new(), by_code: BTreeMap::new() }
    }
}

/// So many codes stand in a sentence, as it is told again for each contact: more than the
/// 36 that DOKU documents.
const TOLD: usize = 40;

impl<'a> Asked<'a, Asked<'a, Limits>> {
    pub(super) fn documents(wanted: Option<&'a [DocumentRequirement]>) -> Self {
        let mut asked = Self::default();
        for document in wanted.unwrap_or_default() {
            // Nobody can upload what has no code.
            let code = document.code.as_deref().filter(|code| !code.is_empty());
            let Some(code) = code else { continue };
            let forms = asked.add(code);
            for rule in document.form.as_deref().unwrap_or_default() {
                if let Some(code) = rule.code.as_deref().filter(|code| !code.is_empty()) {
                    forms.add(code).tighten(rule);
                }
            }
        }
        asked
    }
}

/// What is asked of a value.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limits {
    least: Option<usize>,
    most: Option<usize>,
    classes: Option<Classes>,
}

/// Which characters may stand in a value.
#[derive(Debug, Clone, Copy)]
struct Classes {
    letters: bool,
    digits: bool,
}

impl Limits {
    pub(super) fn tighten(&mut self, rule: &FormRule) {
        let size = |size: Option<i64>| size.and_then(|size| usize::try_from(size).ok());
        self.least = self.least.max(size(rule.min_size));
        self.most = [self.most, size(rule.max_size)].into_iter().flatten().min();
        let both = rule.alpha_numeric == Some(true);
        let letters = both || rule.alpha == Some(true);
        let digits = both || rule.numeric == Some(true);
        if letters || digits {
            let so_far = self.classes.unwrap_or(Classes { letters: true, digits: true });
            self.classes = Some(Classes {
                letters: letters && so_far.letters,
                digits: digits && so_far.digits,
            });
        }
    }

    pub(super) fn broken_by(&self, text: &str) -> Option<(ViolationCode, String)> {
        if text.is_empty() {
            return Some((ViolationCode::Required, "mandatory, got nothing".to_owned()));
        }
        let length = text.chars().count();
        if let Some(least) = self.least.filter(|least| length < *least) {
            let detail = format!("expected at least {least} characters, got {length}");
            return Some((ViolationCode::TooShort, detail));
        }
        if let Some(most) = self.most.filter(|most| length > *most) {
            let detail = format!("expected at most {most} characters, got {length}");
            return Some((ViolationCode::TooLong, detail));
        }
        let Classes { letters, digits } = self.classes?;
        let fits = |c: char| (letters && c.is_alphabetic()) || (digits && c.is_ascii_digit());
        let detail = match (letters, digits) {
            _ if text.chars().all(fits) => return None,
            (true, true) => "expected letters and digits only",
            (true, false) => "expected letters only",
            (false, true) => "expected digits only",
            (false, false) => "expected letters only and digits only, as the requirements say both",
        };
        Some((ViolationCode::BadFormat, detail.to_owned()))
    }
}

/// A text that is looked up; tests count how often it is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Text<'a>(pub(super) &'a str);

impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        #[cfg(test)]
        super::tests::step();
        self.0.cmp(other.0)
    }
}

impl PartialOrd for Text<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
