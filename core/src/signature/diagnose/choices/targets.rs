//! The target that may have been signed.

use super::{Choice, Finding};

pub(super) fn targets(believed: &str, hosts: &[&str], candidates: &[String]) -> Vec<Choice> {
    let mut choices = vec![Choice::believed(believed)];
    for (target, mistake) in near(believed, hosts) {
        add(&mut choices, &target, vec![mistake.clone()]);
        // Two mistakes at once, such as a whole URL with a query.
        for (target, second) in near(&target, &[]) {
            if second.code != mistake.code {
                add(&mut choices, &target, vec![mistake.clone(), second]);
            }
        }
    }
    for (index, candidate) in candidates.iter().take(super::MOST).enumerate() {
        let code = relation(believed, candidate);
        let detail = "this other target was signed";
        let mistake = Finding::of_candidate(code, detail, index);
        // What a candidate explains, it explains better than a guess.
        let mut guess = choices.iter_mut().skip(1).find(|known| known.text == *candidate);
        match &mut guess {
            Some(known) => known.mistakes = vec![mistake],
            None => add(&mut choices, candidate, vec![mistake]),
        }
    }
    choices
}

fn add(choices: &mut Vec<Choice>, target: &str, mistakes: Vec<Finding>) {
    if choices.iter().all(|known| known.text != target) {
        choices.push(Choice { text: target.to_owned(), mistakes });
    }
}

/// Targets that are one usual mistake away.
fn near(target: &str, hosts: &[&str]) -> Vec<(String, Finding)> {
    let mut near = Vec::new();
    let mut add = |target: String, code, detail| near.push((target, Finding::new(code, detail)));
    if let Some(path) = path_of(target) {
        let detail = "the path alone was signed, and this target has scheme and host";
        add(path.to_owned(), "host_in_target", detail);
    }
    let detail = "the whole URL was signed, and has to be the path alone";
    for host in hosts.iter().filter(|_| path_of(target).is_none()) {
        for scheme in ["https://", "http://", ""] {
            add(format!("{scheme}{host}{target}"), "host_in_target", detail);
        }
    }
    let (path, query) = target.split_once('?').map_or((target, None), |(p, q)| (p, Some(q)));
    if query.is_some() {
        let detail = "the path was signed without the query that this target has";
        add(path.to_owned(), "query_in_target", detail);
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let slash = match path.strip_suffix('/') {
        Some(bare) if !bare.is_empty() => format!("{bare}{query}"),
        _ => format!("{path}/{query}"),
    };
    add(slash, "trailing_slash", "the signed target differs by the slash at its end");
    if path_of(target).is_some() || !path.starts_with('/') {
        return near;
    }
    let detail = "the signed target lacks the first segments: a router or proxy added them";
    let mut rest = path;
    for _ in 0..4 {
        let Some(next) = rest.get(1..).and_then(|inside| inside.find('/')) else { break };
        rest = rest.get(next.saturating_add(1)..).unwrap_or_default();
        add(format!("{rest}{query}"), "path_prefix", detail);
    }
    let detail = "the signed target has segments before it that a router or proxy removed";
    for prefix in ["/api", "/v1", "/api/v1", "/webhook", "/webhooks"] {
        add(format!("{prefix}{path}{query}"), "path_prefix", detail);
    }
    near
}

/// How a target that the caller names differs from the believed one.
fn relation(believed: &str, candidate: &str) -> &'static str {
    let path = |target: &str| target.split('?').next().unwrap_or_default().to_owned();
    let (one, other) = (path(believed), path(candidate));
    if path_of(believed).is_some() != path_of(candidate).is_some() {
        "host_in_target"
    } else if one == other && candidate.contains('?') {
        "query_missing"
    } else if one == other {
        "query_in_target"
    } else if one.trim_end_matches('/') == other.trim_end_matches('/') {
        "trailing_slash"
    } else if one.ends_with(&other) || other.ends_with(&one) {
        "path_prefix"
    } else {
        "other_target"
    }
}

/// The path of a whole URL; nothing when it is a path already.
fn path_of(target: &str) -> Option<&str> {
    let (_, rest) = target.split_once("://").filter(|_| !target.starts_with('/'))?;
    Some(rest.find('/').map_or("/", |start| rest.get(start..).unwrap_or("/")))
}
