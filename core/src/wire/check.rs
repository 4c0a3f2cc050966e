//! The only code that interprets a rule.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde_json::value::RawValue;

use super::object::{Fields, Object, Slot};
use super::{Field, Format, Kind, Rule, Table};
use crate::error::{Violation, ViolationCode};
use crate::timestamp::is_date;

/// Which side wrote the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The caller: every rule holds, and a key that no row names is a typo.
    Request,
    /// As `Request`, for a record: where a number would do too, the record has text.
    Record,
    /// DOKU: unknown keys are kept, and a number where text is documented is its digits.
    Answer,
}

/// Checks a JSON text against a table, and writes it anew.
///
/// A request comes out canonical: compact, in the table's order, escaped as little as
/// JSON allows. An answer comes out with its ids as text and its unknown keys at the end
/// of their object. All violations come back at once, in the table's order.
pub(crate) fn check(table: &Table, text: &str, mode: Mode) -> Result<String, Vec<Violation>> {
    let mut checker =
        Checker { mode, out: String::with_capacity(text.len()), violations: Vec::new() };
    checker.object(table, text, Path::ROOT);
    if checker.violations.is_empty() { Ok(checker.out) } else { Err(checker.violations) }
}

struct Checker {
    mode: Mode,
    out: String,
    violations: Vec<Violation>,
}

impl Checker {
    fn object(&mut self, table: &Table, token: &str, path: Path<'_>) {
        let Ok(object) = Object::split(token, table.fields) else {
            return self.no_object(path, token);
        };
        let between = (table.rules)(&Fields { rows: table.fields, slots: &object.known });
        let mut separator = '{';
        for (field, slot) in table.fields.iter().zip(&object.known) {
            let before = self.violations.len();
            self.field(&mut separator, field, *slot, path.key(field.name));
            if let Some(broken) = between.iter().find(|violation| violation.path == field.name) {
                self.merge(before, path.key(field.name), broken);
            }
        }
        if self.mode == Mode::Answer {
            for (name, token) in &object.other {
                self.separate(&mut separator);
                write_string(&mut self.out, name);
                self.out.push(':');
                self.out.push_str(token);
            }
        } else {
            self.unknown(&object.other, path);
        }
        if separator == '{' {
            self.out.push('{');
        }
        self.out.push('}');
    }

    /// Says why a text could not be split as an object.
    fn no_object(&mut self, path: Path<'_>, text: &str) {
        let detail = match serde_json::from_str::<&RawValue>(text).map(RawValue::get) {
            Ok(token) if !token.starts_with('{') => {
                return self.wrong_type(path, "an object", token);
            }
            Ok(_) => "expected keys of Unicode text, got an escape that is none".to_owned(),
            Err(error) => format!(
                "expected JSON, got something else at line {} column {}",
                error.line(),
                error.column()
            ),
        };
        self.refuse(path, ViolationCode::BadFormat, detail);
    }

    /// Refuses keys that no row names, each once.
    fn unknown(&mut self, other: &[(Cow<'_, str>, &str)], path: Path<'_>) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, _) in other {
            let count = counts.entry(name).or_default();
            *count = count.saturating_add(1);
        }
        for (name, _) in other {
            let (code, detail) = match counts.remove(name.as_ref()) {
                Some(1) => {
                    (ViolationCode::UnknownField, "expected only documented keys, got another")
                }
                Some(_) => (ViolationCode::NotAllowed, TWICE),
                None => continue,
            };
            self.refuse(path.key(name), code, detail);
        }
    }

    fn field(&mut self, separator: &mut char, field: &Field, slot: Slot<'_>, path: Path<'_>) {
        let token = match slot {
            Slot::Absent => None,
            Slot::Twice(_) if self.mode != Mode::Answer => {
                return self.refuse(path, ViolationCode::NotAllowed, TWICE);
            }
            Slot::Once(token) | Slot::Twice(token) => Some(token).filter(|t| *t != "null"),
        };
        match token {
            Some(token) if !(field.required && is_empty(token)) => {
                self.key(separator, field.name);
                self.value(&field.rule, token, path);
            }
            _ if field.required => {
                self.refuse(path, ViolationCode::Required, "mandatory, got nothing");
            }
            _ => {}
        }
    }

    /// One violation per path: the earlier code of the field's own and of a rule between fields.
    fn merge(&mut self, before: usize, path: Path<'_>, broken: &Violation) {
        let path = path.to_string();
        let own = self.violations.iter_mut().skip(before).find(|own| own.path == path);
        match own {
            Some(own) if own.code <= broken.code => {}
            Some(own) => *own = Violation { path, ..broken.clone() },
            None => self.violations.push(Violation { path, ..broken.clone() }),
        }
    }

    /// Writes the key of a row; a row's name needs no escaping.
    fn key(&mut self, separator: &mut char, name: &str) {
        self.separate(separator);
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
    }

    fn separate(&mut self, separator: &mut char) {
        self.out.push(*separator);
        *separator = ',';
    }

    fn value(&mut self, rule: &Rule, token: &str, path: Path<'_>) {
        let is_number = token.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        match rule.kind {
            Kind::Object(table) => self.object(table, token, path),
            _ if token.starts_with('"') => self.text(rule, token, path),
            Kind::TextOrNumber if is_number && self.mode == Mode::Record => {
                self.wrong_type(path, "text, as the record has it", token);
            }
            Kind::TextOrNumber if is_number => self.number(rule, token, path),
            Kind::Text if is_number && self.mode == Mode::Answer => self.quote(token),
            Kind::Digits if is_number && token.bytes().all(|b| b.is_ascii_digit()) => {
                self.quote(token);
            }
            Kind::Digits if is_number => {
                let detail = "expected digits, got a number with a sign, fraction or exponent";
                self.refuse(path, ViolationCode::BadFormat, detail);
            }
            Kind::Text | Kind::Digits => self.wrong_type(path, "text", token),
            Kind::TextOrNumber => self.wrong_type(path, "text or a number", token),
        }
    }

    fn text(&mut self, rule: &Rule, token: &str, path: Path<'_>) {
        // Without a backslash the token is canonical: JSON allows no control character
        // and no quote inside it.
        let text = if token.contains('\\') {
            let Ok(text) = serde_json::from_str::<String>(token) else {
                let detail = "expected Unicode text, got an escape that is none";
                return self.refuse(path, ViolationCode::BadFormat, detail);
            };
            Cow::Owned(text)
        } else {
            let inside = token.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            Cow::Borrowed(inside.unwrap_or_default())
        };
        if let Some(detail) = too_long(rule, &text) {
            return self.refuse(path, ViolationCode::TooLong, detail);
        }
        if let Some(format) = rule.format.filter(|format| !format.is_met(&text)) {
            return self.refuse(path, ViolationCode::BadFormat, format.expected());
        }
        if let Some(list) = rule.one_of.filter(|list| !list.contains(&text.as_ref())) {
            let detail = format!("expected one of {}", list.join(", "));
            return self.refuse(path, ViolationCode::NotInList, detail);
        }
        match text {
            Cow::Borrowed(_) => self.out.push_str(token),
            Cow::Owned(text) => write_string(&mut self.out, &text),
        }
    }

    fn number(&mut self, rule: &Rule, token: &str, path: Path<'_>) {
        if let Some(detail) = too_long(rule, token) {
            return self.refuse(path, ViolationCode::TooLong, detail);
        }
        if self.mode == Mode::Answer && !fits_a_double(token) {
            return self.quote(token);
        }
        self.out.push_str(token);
    }

    fn quote(&mut self, number: &str) {
        self.out.push('"');
        self.out.push_str(number);
        self.out.push('"');
    }

    fn wrong_type(&mut self, path: Path<'_>, expected: &str, token: &str) {
        let got = match token.bytes().next() {
            Some(b'"') => "text",
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            _ => "a number",
        };
        self.refuse(path, ViolationCode::WrongType, format!("expected {expected}, got {got}"));
    }

    fn refuse(&mut self, path: Path<'_>, code: ViolationCode, detail: impl Into<String>) {
        self.violations.push(Violation::new(path.to_string(), code, detail));
    }
}

impl Format {
    fn is_met(self, text: &str) -> bool {
        match self {
            Self::Date => is_date(text),
            Self::Email => is_email(text),
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Date => "expected a day of the calendar as YYYY-MM-DD",
            Self::Email => "expected an email address: a name, one @, and a domain with a dot",
        }
    }
}

fn is_email(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c == '@' || c.is_whitespace() || c.is_control())
    };
    text.split_once('@').is_some_and(|(name, domain)| {
        is_part(name) && is_part(domain) && domain.contains('.') && domain.split('.').all(is_part)
    })
}

fn too_long(rule: &Rule, text: &str) -> Option<String> {
    let max = rule.max?;
    // A text has no more characters than bytes: most need no counting.
    let length = if text.len() > max { text.chars().count() } else { 0 };
    (length > max).then(|| format!("expected at most {max} characters, got {length}"))
}

const TWICE: &str = "expected the key once, got it more than once";

/// The empty values that count as absent where a value is mandatory.
fn is_empty(token: &str) -> bool {
    let inside = token.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    token == "\"\"" || inside.is_some_and(|inside| inside.trim().is_empty())
}

/// Whether a double, the only number of JavaScript, gives back every digit.
fn fits_a_double(number: &str) -> bool {
    const LARGEST: u64 = 1 << 53;
    match number.trim_start_matches('-').parse::<u64>() {
        Ok(integer) => integer <= LARGEST,
        Err(_) => {
            number.len() <= 15 && number.bytes().all(|b| b.is_ascii_digit() || b"-.".contains(&b))
        }
    }
}

/// Writes a JSON string with the fewest escapes that JSON allows.
fn write_string(out: &mut String, text: &str) {
    // Serialising text has no way to fail.
    if let Ok(token) = serde_json::to_string(text) {
        out.push_str(&token);
    }
}

/// Where a value stands, made into text only when something is wrong with it.
#[derive(Clone, Copy)]
struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    key: &'a str,
}

impl<'a> Path<'a> {
    const ROOT: Path<'static> = Path { parent: None, key: "" };

    fn key(&'a self, key: &'a str) -> Self {
        Path { parent: Some(self), key }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parent {
            Some(parent) if parent.parent.is_some() => write!(f, "{parent}.{}", self.key),
            _ => f.write_str(self.key),
        }
    }
}
