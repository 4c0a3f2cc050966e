//! The only code that interprets a rule.

use std::borrow::Cow;

use super::number::fits_a_double;
use super::object::{Fields, Object, Slot};
use super::path::Path;
use super::text::{ODD, base64_expected, has_odd, is_blank, is_empty};
use super::texts::Texts;
use super::tokens::{fault, text_of};
use super::{Field, Kind, Rule, Table, is_json, items, plain, write_string};
use crate::error::{Violation, ViolationCode};
use crate::values::base64;
use crate::values::shown::shown;

/// Which side wrote the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The caller: every rule holds, and a key that no row names is a typo.
    Request,
    /// As `Request`, for a record: where a number would do too, the record has text.
    Record,
    /// DOKU: unknown keys are kept, and a number where text is documented is its digits. What
    /// does not fit its row and is not needed is left out.
    Answer,
    /// As `Answer`, for an answer's body that the caller hands back: nothing is left out.
    Given,
    /// DOKU, where no page shows the answer: what fits no row is kept as it came.
    Lenient,
}

impl Mode {
    fn is_answer(self) -> bool {
        matches!(self, Self::Answer | Self::Given | Self::Lenient)
    }
}

/// What a check found, whether or not something is wrong.
pub(crate) struct Checked {
    /// The rewritten text, without the rejected values.
    pub(crate) text: String,
    /// What is wrong, in the table's order.
    pub(crate) violations: Vec<Violation>,
    /// What was left out of an answer, since it does not fit its row and nothing needs it.
    pub(crate) deviations: Vec<Violation>,
}

/// Checks a JSON text against a table, and rewrites it.
///
/// A request comes out canonical: compact, in the table's order, escaped as little as
/// JSON allows. An answer comes out with its ids as text and its unknown keys at the end
/// of their object. All violations come back at once, in the table's order.
pub(crate) fn check(table: &Table, text: &str, mode: Mode) -> Result<String, Vec<Violation>> {
    let Checked { text, violations, .. } = check_all(table, text, mode);
    if violations.is_empty() { Ok(text) } else { Err(violations) }
}

/// As `check`, with what was sound in a text that has faults.
pub(crate) fn check_all(table: &Table, text: &str, mode: Mode) -> Checked {
    let out = String::with_capacity(text.len());
    let (violations, deviations) = (Vec::new(), Vec::new());
    let mut checker = Checker { mode, out, violations, deviations };
    checker.text_of_object(table, text);
    let Checker { out: text, violations, deviations, .. } = checker;
    Checked { text, violations, deviations }
}

/// Whether an object has something under a key of its table: a value, or an object that is
/// not empty.
pub(crate) fn has_a_value(table: &Table, text: &str) -> bool {
    let holds = |_: &Table, token: &str| {
        let object = Object::split(token, &[]);
        object.is_some_and(|object| object.other.iter().any(|(_, token)| *token != "null"))
    };
    is_json(text) && has(table, text, holds)
}

/// As `has_a_value`, where an object counts only by what its own table knows.
pub(crate) fn has_a_known_value(table: &Table, text: &str) -> bool {
    is_json(text) && has_known(table, text)
}

fn has_known(table: &Table, json: &str) -> bool {
    has(table, json, has_known)
}

fn has(table: &Table, json: &str, holds: fn(&Table, &str) -> bool) -> bool {
    let Some(object) = Object::split(json, table.fields) else { return false };
    table.fields.iter().zip(&object.known).any(|(field, slot)| match (slot, field.rule.kind) {
        (Slot::Absent, _) => false,
        (Slot::Once(token) | Slot::Twice(token), Kind::Object(inner)) => holds(inner, token),
        (Slot::Once(token) | Slot::Twice(token), _) => *token != "null" && !is_empty(token),
    })
}

struct Checker {
    mode: Mode,
    out: String,
    violations: Vec<Violation>,
    deviations: Vec<Violation>,
}

impl Checker {
    fn text_of_object(&mut self, table: &Table, text: &str) {
        if let Some(error) = fault(text) {
            let (line, column) = (error.line(), error.column());
            let detail =
                format!("expected JSON, got something else at line {line} column {column}");
            return self.refuse(Path::Root, ViolationCode::BadFormat, detail);
        }
        self.object(table, text.trim_ascii(), Path::Root);
    }

    fn object(&mut self, table: &Table, token: &str, path: Path<'_>) {
        let Some(object) = Object::split(token, table.fields) else {
            return self.wrong_type(path, "an object", token);
        };
        if object.has_odd_key {
            let violation = Violation::new(path.to_string(), ViolationCode::BadFormat, ODD_KEY);
            if self.mode != Mode::Answer && self.mode != Mode::Lenient {
                return self.violations.push(violation);
            }
            self.deviations.push(violation);
        }
        let between = (table.rules)(&Fields { rows: table.fields, slots: &object.known });
        let mut separator = '{';
        for (field, slot) in table.fields.iter().zip(&object.known) {
            let before = self.violations.len();
            self.field(&mut separator, field, *slot, path.key(field.shown()));
            if let Some(broken) = between.iter().find(|violation| violation.path == field.shown()) {
                self.merge(before, path.key(field.shown()), broken);
            }
        }
        let has_no_row =
            |broken: &&Violation| table.fields.iter().all(|f| f.shown() != broken.path);
        for broken in between.iter().filter(has_no_row) {
            // No table has one; it would be a rule that is never told.
            let path = path.key(&broken.path).to_string();
            self.violations.push(Violation { path, ..broken.clone() });
        }
        if self.mode.is_answer() {
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

    /// Refuses keys that no row names, each once.
    fn unknown(&mut self, other: &[(Cow<'_, str>, &str)], path: Path<'_>) {
        let (mut names, mut twice) = (Texts::default(), Vec::new());
        for (name, _) in other {
            let index = names.add(name);
            match twice.get_mut(index) {
                Some(twice) => *twice = true,
                None => twice.push(false),
            }
        }
        for (name, twice) in names.all().iter().zip(twice) {
            let (code, detail) = if twice {
                (ViolationCode::NotAllowed, TWICE)
            } else {
                (ViolationCode::UnknownField, "expected only documented keys, got another")
            };
            self.refuse(path.key(&shown(name)), code, detail);
        }
    }

    fn field(&mut self, separator: &mut char, field: &Field, slot: Slot<'_>, path: Path<'_>) {
        let token = match slot {
            _ if field.rule.computed => return,
            Slot::Absent => None,
            Slot::Twice(_) if !self.mode.is_answer() => {
                return self.refuse(path, ViolationCode::NotAllowed, TWICE);
            }
            Slot::Once(token) | Slot::Twice(token) => Some(token).filter(|t| *t != "null"),
        };
        match (token, field.rule.always) {
            (Some(token), _) if !(field.required && self.is_nothing(token)) => {
                let (before, separated, found) =
                    (self.out.len(), *separator, self.violations.len());
                self.key(separator, field.name);
                let key = self.out.len();
                self.value(&field.rule, token, path);
                if self.violations.len() > found && self.mode == Mode::Lenient {
                    self.violations.truncate(found);
                    self.out.truncate(key);
                    self.out.push_str(token);
                } else if self.violations.len() > found && self.leaves_out(field) {
                    self.deviations.extend(self.violations.drain(found..));
                    self.out.truncate(before);
                    *separator = separated;
                } else if self.out.len() == key {
                    // The value was rejected: remove its key, so that the output stays valid JSON.
                    self.out.truncate(before);
                    *separator = separated;
                }
            }
            (None, Some(text)) if !self.mode.is_answer() => {
                self.key(separator, field.name);
                write_string(&mut self.out, text);
            }
            _ if field.required && self.mode != Mode::Lenient => {
                self.refuse(path, ViolationCode::Required, NOTHING);
            }
            _ => {}
        }
    }

    fn list(&mut self, rule: &Rule, token: &str, path: Path<'_>) {
        let Some(items) = items(token) else {
            return self.wrong_type(path, "a list", token);
        };
        let mut separator = '[';
        for (index, item) in items.into_iter().enumerate() {
            let (start, separated, found) = (self.out.len(), separator, self.violations.len());
            self.separate(&mut separator);
            let (before, path) = (self.out.len(), path.item(index));
            if !self.mode.is_answer() && (item == "null" || self.is_nothing(item)) {
                self.refuse(path, ViolationCode::Required, NOTHING);
            } else {
                self.value(rule, item, path);
            }
            if self.mode == Mode::Answer && self.violations.len() > found {
                self.deviations.extend(self.violations.drain(found..));
                self.out.truncate(start);
                separator = separated;
            } else if self.out.len() == before {
                // The item was rejected: the items after it keep their index.
                self.out.push_str(if matches!(rule.kind, Kind::Object(_)) { "{}" } else { "\"\"" });
            }
        }
        if separator == '[' {
            self.out.push('[');
        }
        self.out.push(']');
    }

    /// Whether an answer can be used without this field.
    fn leaves_out(&self, field: &Field) -> bool {
        self.mode == Mode::Answer && !field.required
    }

    /// Whether a value counts as absent where one is mandatory. DOKU's own texts are not
    /// judged by what they say.
    fn is_nothing(&self, token: &str) -> bool {
        is_empty(token) || (!self.mode.is_answer() && is_blank(token))
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
        // DOKU's gateway may write a whole number with an exponent or a fraction of zeros.
        let exact = if is_number && self.mode.is_answer() {
            let Some(exact) = plain(token) else {
                return self.refuse(path, ViolationCode::OutOfRange, TOO_LARGE);
            };
            exact
        } else {
            Cow::Borrowed(token)
        };
        let token = exact.as_ref();
        let is_digits = is_number && token.bytes().all(|b| b.is_ascii_digit());
        match rule.kind {
            Kind::Object(table) => self.object(table, token, path),
            Kind::List(item) => self.list(item, token, path),
            Kind::Json => self.out.push_str(token),
            Kind::Boolean if matches!(token, "true" | "false") => self.out.push_str(token),
            Kind::Boolean => self.wrong_type(path, "true or false", token),
            Kind::Integer => self.integer(rule, token, path),
            _ if token.starts_with('"') => self.text(rule, token, path),
            Kind::TextOrNumber if is_number && self.mode == Mode::Record => {
                self.wrong_type(path, "text, as the record has it", token);
            }
            Kind::TextOrNumber if is_number => self.number(rule, token, path),
            Kind::Text | Kind::Secret if is_number && self.mode.is_answer() => self.quote(token),
            Kind::Digits if is_digits => self.quote(token),
            Kind::WholeDigits if is_digits => match whole(rule, token) {
                Ok(_) => self.quote(token),
                Err(detail) => self.refuse(path, ViolationCode::OutOfRange, detail),
            },
            Kind::Digits | Kind::WholeDigits if is_number => {
                let detail = "expected digits, got a number with a sign, fraction or exponent";
                self.refuse(path, ViolationCode::BadFormat, detail);
            }
            Kind::WholeDigits => self.wrong_type(path, "digits as text, or a number", token),
            Kind::Base64 => self.wrong_type(path, "base64 as text", token),
            Kind::Text | Kind::Secret | Kind::Digits => self.wrong_type(path, "text", token),
            Kind::TextOrNumber => self.wrong_type(path, "text or a number", token),
        }
    }

    fn integer(&mut self, rule: &Rule, token: &str, path: Path<'_>) {
        let digits = token.strip_prefix('-').unwrap_or(token);
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            let is_number = digits.starts_with(|c: char| c.is_ascii_digit());
            if !is_number {
                return self.wrong_type(path, "a number without fraction and exponent", token);
            }
            let detail = "expected a number without fraction and exponent, got one that has them";
            return self.refuse(path, ViolationCode::WrongType, detail);
        }
        match whole(rule, token) {
            Ok(_) => self.out.push_str(token),
            Err(detail) => self.refuse(path, ViolationCode::OutOfRange, detail),
        }
    }

    fn text(&mut self, rule: &Rule, token: &str, path: Path<'_>) {
        // Without a backslash the token is canonical: JSON allows no control character
        // and no quote inside it.
        let Some(text) = text_of(token) else {
            let detail = "expected Unicode text, got an invalid \\u escape";
            return self.refuse(path, ViolationCode::BadFormat, detail);
        };
        if let Some(detail) = too_long(rule, &text) {
            return self.refuse(path, ViolationCode::TooLong, detail);
        }
        let had_escapes = matches!(text, Cow::Owned(_));
        if !self.mode.is_answer() && !rule.verbatim && has_odd(&text, had_escapes) {
            return self.refuse(path, ViolationCode::BadFormat, ODD);
        }
        if let Some(format) = rule.format.filter(|format| !format.is_met(&text)) {
            return self.refuse(path, ViolationCode::BadFormat, format.expected(&text));
        }
        if let (Kind::WholeDigits, Err(detail)) = (rule.kind, whole(rule, &text)) {
            return self.refuse(path, ViolationCode::OutOfRange, detail);
        }
        if matches!(rule.kind, Kind::Base64) && base64::decode(&text).is_none() {
            return self.refuse(path, ViolationCode::BadFormat, base64_expected(&text));
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
        if let Some(format) = rule.format.filter(|format| !format.is_met(token)) {
            return self.refuse(path, ViolationCode::BadFormat, format.expected(token));
        }
        if self.mode.is_answer() && !fits_a_double(token) {
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

fn too_long(rule: &Rule, text: &str) -> Option<String> {
    let max = rule.max?;
    // A text has no more characters than bytes: most need no counting.
    let length = if text.len() > max { text.chars().count() } else { 0 };
    (length > max).then(|| format!("expected at most {max} characters, got {length}"))
}

/// The number, within its limits.
fn whole(rule: &Rule, digits: &str) -> Result<i64, String> {
    let least = rule.least.unwrap_or(i64::MIN);
    let number = digits.parse().ok().filter(|number| *number >= least);
    number.ok_or_else(|| match rule.least {
        Some(least) => format!("expected a number from {least} that fits 64 bits"),
        None => "expected a number that fits 64 bits".into(),
    })
}

const TOO_LARGE: &str = "expected a number of at most 64 digits, got a larger or longer one";

const NOTHING: &str = "mandatory, got nothing";

const ODD_KEY: &str = "expected keys of Unicode text, got an invalid escape";

const TWICE: &str = "expected the key once, got it more than once";
