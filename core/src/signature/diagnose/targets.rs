//! The target that may have been signed.

mod near;

use super::choice::{Choice, MOST, Mistake, Mistakes, add};
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
    mut choices: Vec<Choice>,
    believed: &str,
    place: &Place<'_>,
    candidates: &[String],
) -> Vec<Choice> {
    for (index, candidate) in candidates.iter().take(MOST).enumerate() {
        // What a candidate explains, it explains better than a guess.
        let what = "this other target, which you name, was signed";
        let mistake = Mistake::of_candidate(relation(believed, candidate), what, index);
        add(&mut choices, Choice::other(candidate, mistake, 0));
    }
    if believed.len() > LONGEST {
        return choices;
    }
    for target in place.targets.iter().filter(|target| target.len() <= LONGEST) {
        let what = "a proxy's header says which target was called, and that one was signed";
        let target = path_of(target).unwrap_or(target);
        add(&mut choices, Choice::other(target, Mistake::new(relation(believed, target), what), 0));
        let path = target.split_once('?').map_or(target, |(path, _)| path);
        add(&mut choices, Choice::other(path, Mistake::new(relation(believed, path), what), 0));
    }
    let firsts = near(believed, place, true);
    for (target, mistake, rank) in &firsts {
        add(&mut choices, Choice::other(target, *mistake, *rank));
    }
    let none = Place { method: place.method, ..Place::default() };
    for (target, first, rank) in firsts.iter().filter(|(_, _, rank)| *rank < 1).take(DOUBLED) {
        for (target, second, also) in near(target, &none, false) {
            let both = Mistakes::one(*first).and(second).filter(|both| both.count() == 2);
            if let Some(mistakes) = both.filter(|_| also < 1) {
                let rank = (*rank).max(also).max(1);
                choices.push(Choice { text: Some(target), mistakes, rank });
            }
        }
    }
    choices
}

/// Beyond so many bytes only candidates are tried.
const LONGEST: usize = 2 << 10;
/// So many targets with one mistake are tried with a second one.
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
