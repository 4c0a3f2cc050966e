//! The Request-Id and the Client-Id that may have been signed.

use super::choice::{Choice, MOST, Mistake, Mistakes, add};
use super::codes::Code;

const JOINED: Mistake = Mistake::new(
    Code::RequestIdRewritten,
    "the Request-Id header holds several values, and one of them alone was signed",
);
const TWICE: Mistake = Mistake::new(
    Code::RequestIdRewritten,
    "the Request-Id header came more than once, and one of its values was signed",
);
const OTHER_HEADER: Mistake = Mistake::new(
    Code::RequestIdRewritten,
    "the id of another header was signed, and the Request-Id header holds a second one",
);

/// What may stand in the string in place of the values that the header has.
pub(super) fn request_ids(values: &[&str], others: &[&str], candidates: &[String]) -> Vec<Choice> {
    let believed = values.first().copied().unwrap_or_default();
    let is_repeated = values.len() > 1;
    let base = if is_repeated { Mistakes::one(TWICE) } else { Mistakes::NONE };
    let mut choices = vec![Choice { mistakes: base, ..Choice::believed(believed) }];
    for value in values.iter().skip(1).take(PARTS) {
        add(&mut choices, Choice::other(*value, TWICE, 0));
    }
    for (index, candidate) in candidates.iter().take(MOST).enumerate() {
        let what = "this other Request-Id, which you name, was signed";
        let mistake = Mistake::of_candidate(Code::RequestIdMismatch, what, index);
        add(&mut choices, Choice::other(candidate, mistake, 0));
    }
    if is_repeated {
        for separator in [", ", ",", "; "] {
            add(&mut choices, Choice::other(values.join(separator), TWICE, 0));
        }
    }
    for part in
        believed.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty()).take(PARTS)
    {
        add(&mut choices, Choice::other(part, JOINED, 0));
    }
    // What tracing tools write: |root.parent.
    let root = believed.trim_start_matches('|').split('.').next().unwrap_or_default();
    add(&mut choices, Choice::other(root, JOINED, 1));
    for other in others.iter().take(PARTS) {
        add(&mut choices, Choice::other(*other, OTHER_HEADER, 0));
    }
    if believed.len() <= LONGEST {
        let singles: Vec<Choice> = choices.clone();
        spellings(&mut choices, believed, Mistakes::NONE);
        for single in singles.iter().filter(|choice| choice.mistakes.count() == 1) {
            spellings(&mut choices, single.text.as_deref().unwrap_or_default(), single.mistakes);
        }
    }
    choices
}

/// The most values of one header that are tried.
const PARTS: usize = 6;
/// The longest id of which variants are tried, in bytes.
const LONGEST: usize = 512;

/// The id in other letters and signs.
fn spellings(choices: &mut Vec<Choice>, id: &str, before: Mistakes) {
    let bare = id.trim_matches(['{', '}', '(', ')', '"', '\'']);
    let plain = bare.replace('-', "");
    let mut forms = vec![
        (
            id.to_ascii_uppercase(),
            "the Request-Id was signed in capitals, as Swift, .NET's ToUpper and Windows write a UUID",
        ),
        (id.to_ascii_lowercase(), "the Request-Id was signed in small letters"),
        (format!("{{{bare}}}"), "the Request-Id was signed in braces, as Windows writes a GUID"),
        (
            format!("{{{}}}", bare.to_ascii_uppercase()),
            "the Request-Id was signed in capitals and braces, as PHP's com_create_guid writes it",
        ),
        (
            plain.clone(),
            "the Request-Id was signed without dashes, as Python's hex and .NET's N format write it",
        ),
        (plain.to_ascii_uppercase(), "the Request-Id was signed in capitals without dashes"),
        (bare.to_owned(), "the Request-Id was signed without the signs around it"),
        (format!("urn:uuid:{bare}"), "the Request-Id was signed with urn:uuid: before it"),
        (format!("\"{bare}\""), "the Request-Id was signed in quotes"),
    ];
    if plain.len() == 32 && plain.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let part = |range: std::ops::Range<usize>| plain.get(range).unwrap_or_default();
        let dashed = [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-");
        forms.push((dashed, "the Request-Id was signed with dashes"));
    }
    for (text, what) in forms {
        if let Some(mistakes) = before.and(Mistake::new(Code::RequestIdCase, what)) {
            let rank = u8::from(before.count() > 0);
            add(choices, Choice { text: Some(text), mistakes, rank });
        }
    }
}

/// The Client-Id of the configuration first.
pub(super) fn client_ids(
    believed: &str,
    header: Option<&str>,
    candidates: &[String],
) -> Vec<Choice> {
    let code = Code::ClientIdMismatch;
    let what = "the Client-Id of this configuration was signed, and the header has another";
    let is_other = header != Some(believed);
    let mistakes = if is_other { Mistakes::one(Mistake::new(code, what)) } else { Mistakes::NONE };
    let mut choices = vec![Choice { mistakes, ..Choice::believed(believed) }];
    if let Some(header) = header.filter(|_| is_other) {
        let what = "the Client-Id of the header was signed, and this configuration has another";
        add(&mut choices, Choice::other(header, Mistake::new(code, what), 0));
    }
    for (index, candidate) in candidates.iter().take(MOST).enumerate() {
        let what = "this other Client-Id, which you name, was signed";
        add(&mut choices, Choice::other(candidate, Mistake::of_candidate(code, what, index), 0));
    }
    choices
}
