//! The target that may have been signed.

mod near;
mod prefixes;

use std::collections::BTreeSet;

use super::choice::{Choice, MOST, Mistake, Mistakes};
use super::codes::Code;
use near::{host_of, near, path_of};

/// What the headers say about where the message was sent to.
#[derive(Default)]
pub(super) struct Place<'a> {
    pub(super) hosts: Vec<String>,
    /// Whole targets: X-Original-URI and the like.
    pub(super) targets: Vec<&'a str>,
    /// X-Forwarded-Prefix.
    pub(super) prefixes: Vec<&'a str>,
    pub(super) method: &'a str,
}

/// The believed target; after it, if there is no mistake in that, the path alone.
pub(super) fn believed(target: &str, path_is_genuine: bool) -> Vec<Choice> {
    let mistakes = unsendable(target).map(Mistakes::one).unwrap_or_default();
    let mut choices = vec![Choice { mistakes, ..Choice::believed(target) }];
    if let Some((path, _)) = target.split_once('?').filter(|_| path_is_genuine) {
        choices.push(Choice { mistakes, ..Choice::believed(path) });
    }
    choices
}

/// The believed targets, and after them what else may have been signed.
pub(super) fn targets(
    believed: Vec<Choice>,
    target: &str,
    place: &Place<'_>,
    candidates: &[String],
) -> Vec<Choice> {
    let mut targets = Targets { seen: BTreeSet::new(), choices: Vec::new() };
    for choice in believed {
        targets.add(choice);
    }
    for (index, candidate) in candidates.iter().take(MOST).enumerate() {
        // What a candidate explains, it explains better than a guess.
        let what = "this other target, which you name, was signed";
        let mistake = Mistake::of_candidate(relation(target, candidate), what, index);
        targets.add(Choice::other(candidate, mistake, 0));
    }
    if target.len() > LONGEST {
        return targets.choices;
    }
    for named in place.targets.iter().filter(|named| named.len() <= LONGEST) {
        let what = "a proxy's header says which target was called, and that one was signed";
        let named = path_of(named).unwrap_or(named);
        let path = named.split_once('?').map_or(named, |(path, _)| path);
        for named in [named, path] {
            let mistake = Mistake::new(relation(target, named), what);
            targets.add(Choice::other(named, mistake, 0));
        }
    }
    let firsts = near(target, place, u8::MAX);
    for (text, mistake, rank) in &firsts {
        targets.add(Choice::other(text, *mistake, *rank));
    }
    let none = Place { method: place.method, ..Place::default() };
    for (text, first, rank) in firsts.iter().filter(|(_, _, rank)| *rank < 1).take(DOUBLED) {
        for (text, second, _) in near(text, &none, 0) {
            let both = Mistakes::one(*first).and(second).filter(|both| both.count() == 2);
            if let Some(mistakes) = both {
                targets.add(Choice { text: Some(text), mistakes, rank: (*rank).max(1) });
            }
        }
    }
    targets.choices
}

/// Targets, each once.
struct Targets {
    seen: BTreeSet<String>,
    choices: Vec<Choice>,
}

impl Targets {
    fn add(&mut self, choice: Choice) {
        if choice.text.as_ref().is_some_and(|text| self.seen.insert(text.clone())) {
            self.choices.push(choice);
        }
    }
}

/// The longest target of which variants are tried, in bytes.
const LONGEST: usize = 2 << 10;
/// The most targets with one mistake to which a second one is added.
const DOUBLED: usize = 48;

/// What is wrong with a target that no request line can hold.
pub(super) fn unsendable(target: &str) -> Option<Mistake> {
    let stands_after = target.split_once(' ').is_some_and(|(method, rest)| {
        rest.starts_with('/') && method.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    if stands_after {
        let what = "the target here has the method before it, and was signed so";
        return Some(Mistake::new(Code::MethodInTarget, what));
    }
    if host_of(target).is_some() {
        let what = "the target here is a whole URL, and was signed so";
        return Some(Mistake::new(Code::HostInTarget, what));
    }
    if !target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
        let what = "the target here holds a character that no request line has, and was signed so";
        return Some(Mistake::new(Code::TargetEncoding, what));
    }
    let what = "the target here does not begin with a slash, and was signed so";
    (!target.starts_with('/')).then(|| Mistake::new(Code::LeadingSlash, what))
}

/// How another target differs from the believed one.
fn relation(believed: &str, other: &str) -> Code {
    let path = |target: &str| target.split('?').next().unwrap_or_default().to_owned();
    let (one, two) = (path(believed), path(other));
    if host_of(believed).is_some() != host_of(other).is_some() {
        Code::HostInTarget
    } else if one == two && other.contains('?') {
        Code::QueryMissing
    } else if one == two {
        Code::QueryInTarget
    } else if one.trim_end_matches('/') == two.trim_end_matches('/') {
        Code::TrailingSlash
    } else if one.eq_ignore_ascii_case(&two) {
        Code::TargetCase
    } else if one.ends_with(&two) || two.ends_with(&one) {
        Code::PathPrefix
    } else {
        Code::OtherTarget
    }
}
