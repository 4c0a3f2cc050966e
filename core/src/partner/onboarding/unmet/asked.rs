//! What the requirements ask for, by code: looked up, and not searched, for each contact.

use crate::error::ViolationCode;
use crate::payload::Node;
use crate::payload::texts::Texts;
use crate::values::shown::shown;

/// What is asked for under each code, as codes are written in JSON.
///
/// What DOKU's list names twice counts once, with the rules of both.
pub(super) struct Asked<'a, T> {
    /// In the order of DOKU's list.
    codes: Texts<'a>,
    /// One for each code.
    needs: Vec<T>,
}

impl<'a, T: Default> Asked<'a, T> {
    pub(super) fn of(&self, one: Node<'_>) -> Option<&T> {
        self.needs.get(self.codes.index_of(one.get("code").json())?)
    }

    /// Names what is asked for and has no code among these.
    pub(super) fn lacking(&self, given: &[Node<'_>]) -> Option<String> {
        let mut found = Texts::default();
        for code in given.iter().map(|one| one.get("code").json()) {
            if self.codes.index_of(code).is_some() {
                found.add(code);
            }
        }
        let all = self.codes.all();
        let lacking = all.len().saturating_sub(found.all().len());
        if lacking == 0 {
            return None;
        }
        let codes = all.iter().filter(|code| found.index_of(code).is_none());
        let codes = codes.take(TOLD).filter_map(|code| Node::of(code).text());
        let told: Vec<String> = codes.map(|code| shown(&code)).collect();
        let more = match lacking.saturating_sub(TOLD) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(format!("the requirements ask for {}{more}, got none", told.join(", ")))
    }

    /// What is asked for under the code of a requirement; nobody can give what has no code.
    fn add(&mut self, requirement: Node<'a>) -> Option<&mut T> {
        let code = requirement.get("code");
        if code.text().is_none_or(|code| code.is_empty()) {
            return None;
        }
        let index = self.codes.add(code.json());
        if index == self.needs.len() {
            self.needs.push(T::default());
        }
        self.needs.get_mut(index)
    }
}

impl<T> Default for Asked<'_, T> {
    fn default() -> Self {
        Self { codes: Texts::default(), needs: Vec::new() }
    }
}

/// So many codes stand in a sentence, as it is told again for each contact: more than the
/// 36 that DOKU documents.
const TOLD: usize = 40;

impl<'a> Asked<'a, Asked<'a, Limits>> {
    pub(super) fn documents(wanted: Node<'a>) -> Self {
        let mut asked = Self::default();
        for document in wanted.items() {
            let Some(forms) = asked.add(document) else { continue };
            for rule in document.get("form").items() {
                if let Some(limits) = forms.add(rule) {
                    limits.tighten(rule);
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
    pub(super) fn tighten(&mut self, rule: Node<'_>) {
        let size = |name| rule.get(name).number().and_then(|size| usize::try_from(size).ok());
        self.least = self.least.max(size("min_size"));
        self.most = [self.most, size("max_size")].into_iter().flatten().min();
        let both = rule.get("alpha_numeric").is_true();
        let letters = both || rule.get("alpha").is_true();
        let digits = both || rule.get("numeric").is_true();
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
