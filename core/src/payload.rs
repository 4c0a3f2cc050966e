//! The field tables: one row per field, and the macro that reads it.
//!
//! A row states a field's name, type, rule and documentation once. From it come the
//! struct, its JSON, the checker's data, the record of the other languages and the JSON
//! Schema. `payload::check` is the only code that interprets a rule.

mod check;
mod format;
mod node;
mod number;
mod object;
mod path;
mod text;
pub(crate) mod texts;
mod tokens;
mod value;

use crate::error::{Error, ErrorCode, Violation, ViolationCode};

pub(crate) use check::{Checked, Mode, check, check_all, has_a_known_value, has_a_value};
pub(crate) use node::Node;
pub(crate) use number::plain;
pub(crate) use object::{Fields, Object, Slot};
pub(crate) use tokens::{is_json, items, text_of, token_length, without_mark};
pub(crate) use value::{
    FieldValue, deserialize, read_slot, serialize, to_json, write_field, write_string,
};

/// A request or answer payload that a field table describes.
pub trait Payload: FieldValue {
    /// The table, as plain data.
    const TABLE: Table;
    /// The rule of a value that is this payload.
    const RULE: Rule = Rule { kind: Kind::Object(&Self::TABLE), ..text() };
}

/// Reads a request from JSON text, checked.
///
/// # Errors
/// `invalid_request` with every violation at once; `wrong_type` for a number where the
/// typed form has text, which would be sent as something else than was written.
pub fn from_json<R: Payload>(text: &str) -> Result<R, Error> {
    let violated = |violations| Error::violated(ErrorCode::InvalidRequest, violations);
    let canonical = check(&R::TABLE, text, Mode::Record).map_err(violated)?;
    R::read(&canonical).ok_or_else(|| {
        let detail = "the request does not fit its type";
        violated(vec![Violation::new("", ViolationCode::WrongType, detail)])
    })
}

/// The fields of one JSON object, in the order of DOKU's documents.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The type's name, the same in every language.
    pub name: &'static str,
    /// What the object is, a line each.
    #[cfg(feature = "docs")]
    pub doc: &'static [&'static str],
    /// One row per field.
    pub fields: &'static [Field],
    /// The rules between fields.
    pub(crate) rules: Between,
}

/// Checks what no single row can say.
pub(crate) type Between = fn(&Fields<'_>) -> Vec<Violation>;

/// One row: a field's name, whether it must be there, its rule and its documentation.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key in JSON, exactly as DOKU spells it.
    pub name: &'static str,
    /// Whether an absent, null or empty value is a violation.
    pub required: bool,
    /// The type and the limits.
    pub rule: Rule,
    /// What the field is and where that is documented, a line each.
    #[cfg(feature = "docs")]
    pub doc: &'static [&'static str],
}

impl Field {
    /// The field's name in the path of a violation.
    pub(crate) fn shown(&self) -> &'static str {
        self.rule.shown_as.unwrap_or(self.name)
    }
}

/// The type of a value and its limits.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The JSON type.
    pub kind: Kind,
    /// The most characters, as Unicode scalar values.
    pub max: Option<usize>,
    /// The least number.
    pub least: Option<i64>,
    /// The form of the text.
    pub format: Option<Format>,
    /// The only texts allowed, where the list is known to be complete.
    pub one_of: Option<&'static [&'static str]>,
    /// Texts that DOKU's documents name, where the list is not known to be complete.
    pub known: Option<&'static [&'static str]>,
    /// What is sent where the caller gives nothing.
    pub always: Option<&'static str>,
    /// Whether the value is added when reading, and never crosses the wire.
    pub computed: bool,
    /// The name in the paths of violations, where that is not the key in JSON.
    pub shown_as: Option<&'static str>,
    /// Whether the text is sent as given, whatever its characters.
    pub verbatim: bool,
}

/// A JSON type, or the two that DOKU mixes up.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A string.
    Text,
    /// A string or a number: DOKU documents one and sends the other.
    TextOrNumber,
    /// Digits as a string, which DOKU also sends as a number too long for any number type.
    Digits,
    /// As `Digits`, and a whole number for the caller.
    WholeDigits,
    /// `true` or `false`.
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// A string that no log may show.
    Secret,
    /// Bytes, in JSON as base64.
    Base64,
    /// Any JSON, kept as it is.
    Json,
    /// An object with a table of its own.
    Object(&'static Table),
    /// A list of values under one rule.
    List(&'static Rule),
}

/// The form of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A day of the calendar, `YYYY-MM-DD`.
    Date,
    /// One `@`, something before it, a dot inside what follows, no space.
    Email,
    /// Digits of ASCII.
    Digits,
    /// `http://` or `https://`, a host, and what may follow it.
    Url,
    /// Two capital letters, as ISO 3166-1 alpha-2.
    Country,
    /// Three capital letters, as ISO 4217.
    Currency,
    /// Letters, digits, `:`, `.`, `_` and `-`.
    TransactionId,
    /// Letters, digits, `.`, `_` and `-`: what stands in a path unchanged.
    PathSegment,
    /// A file's name without a path and without control characters.
    FileName,
}

pub(crate) const fn text() -> Rule {
    Rule {
        kind: Kind::Text,
        max: None,
        least: None,
        format: None,
        one_of: None,
        known: None,
        always: None,
        computed: false,
        shown_as: None,
        verbatim: false,
    }
}

pub(crate) const fn text_or_number() -> Rule {
    Rule { kind: Kind::TextOrNumber, ..text() }
}

pub(crate) const fn one_of(texts: &'static [&'static str]) -> Rule {
    Rule { one_of: Some(texts), ..text() }
}

pub(crate) const fn open(known: &'static [&'static str]) -> Rule {
    Rule { known: Some(known), ..text() }
}

pub(crate) const fn digits() -> Rule {
    Rule { kind: Kind::Digits, ..text() }
}

pub(crate) const fn whole_digits() -> Rule {
    Rule { kind: Kind::WholeDigits, format: Some(Format::Digits), ..text() }
}

pub(crate) const fn boolean() -> Rule {
    Rule { kind: Kind::Boolean, ..text() }
}

pub(crate) const fn integer() -> Rule {
    Rule { kind: Kind::Integer, ..text() }
}

pub(crate) const fn secret() -> Rule {
    Rule { kind: Kind::Secret, ..text() }
}

pub(crate) const fn base64() -> Rule {
    Rule { kind: Kind::Base64, ..text() }
}

pub(crate) const fn json() -> Rule {
    Rule { kind: Kind::Json, ..text() }
}

pub(crate) const fn object<T: Payload + 'static>() -> Rule {
    T::RULE
}

pub(crate) const fn list<T: Payload + 'static>() -> Rule {
    list_of(&T::RULE)
}

pub(crate) const fn list_of(item: &'static Rule) -> Rule {
    Rule { kind: Kind::List(item), ..text() }
}

impl Rule {
    pub(crate) const fn max(self, characters: usize) -> Self {
        Self { max: Some(characters), ..self }
    }

    pub(crate) const fn least(self, number: i64) -> Self {
        Self { least: Some(number), ..self }
    }

    pub(crate) const fn format(self, format: Format) -> Self {
        Self { format: Some(format), ..self }
    }

    pub(crate) const fn always(self, text: &'static str) -> Self {
        Self { always: Some(text), ..self }
    }

    pub(crate) const fn shown_as(self, name: &'static str) -> Self {
        Self { shown_as: Some(name), ..self }
    }

    pub(crate) const fn verbatim(self) -> Self {
        Self { verbatim: true, ..self }
    }

    pub(crate) const fn computed(self) -> Self {
        Self { computed: true, ..self }
    }
}

/// Makes a struct and its table of rows `name: Type = rule,`.
///
/// An `Option` is an optional field, anything else a mandatory one. `name as "Name"`
/// sets a wire name that is no Rust name; `where function` adds rules between fields.
macro_rules! payload {
    ($(#[doc = $doc:literal])* pub struct $name:ident $(where $rules:ident)? { $($rows:tt)* }) => {
        $crate::payload::payload!(@row $name [{$($rules)?} $($doc)*] {} {} $($rows)*);
    };

    (@row $name:ident $of:tt { $($fields:tt)* } { $($table:tt)* }
        $(#[doc = $doc:literal])*
        $field:ident $(as $wire:literal)? : Option<$type:ty> = $rule:expr, $($rest:tt)*
    ) => {
        $crate::payload::payload!(@row $name $of {
            $($fields)*
            $(#[doc = $doc])*
            #[cfg_attr(feature = "uniffi", uniffi(default = None))]
            pub $field: Option<$type>,
        } {
            $($table)*
            { $field $($wire)?, false, $rule, $($doc)* }
        } $($rest)*);
    };

    (@row $name:ident $of:tt { $($fields:tt)* } { $($table:tt)* }
        $(#[doc = $doc:literal])*
        $field:ident $(as $wire:literal)? : $type:ty = $rule:expr, $($rest:tt)*
    ) => {
        $crate::payload::payload!(@row $name $of {
            $($fields)*
            $(#[doc = $doc])*
            pub $field: $type,
        } {
            $($table)*
            { $field $($wire)?, true, $rule, $($doc)* }
        } $($rest)*);
    };

    (@row $name:ident [{$($rules:ident)?} $($doc:literal)*] { $($fields:tt)* } {
        $({ $field:ident $($wire:literal)?, $required:literal, $rule:expr, $($field_doc:literal)* })*
    }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
        #[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
        pub struct $name { $($fields)* }

        impl $crate::payload::Payload for $name {
            const TABLE: $crate::payload::Table = $crate::payload::Table {
                name: stringify!($name),
                #[cfg(feature = "docs")]
                doc: &[$($doc),*],
                fields: &[$($crate::payload::Field {
                    name: $crate::payload::payload!(@name $field $($wire)?),
                    required: $required,
                    rule: $rule,
                    #[cfg(feature = "docs")]
                    doc: &[$($field_doc),*],
                }),*],
                rules: $crate::payload::payload!(@rules $($rules)?),
            };
        }

        impl $crate::payload::FieldValue for $name {
            #[inline(never)]
            fn read(token: &str) -> Option<Self> {
                let rows = <Self as $crate::payload::Payload>::TABLE.fields;
                let known = $crate::payload::Object::split(token, rows)?.known;
                let mut slots = known.iter();
                Some(Self { $($field: $crate::payload::read_slot(slots.next())?),* })
            }

            #[inline(never)]
            fn write(&self, out: &mut String) {
                let mut separator = '{';
                $($crate::payload::write_field(
                    out,
                    &mut separator,
                    $crate::payload::payload!(@name $field $($wire)?),
                    &self.$field,
                );)*
                if separator == '{' {
                    out.push('{');
                }
                out.push('}');
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::payload::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
                $crate::payload::deserialize(reader)
            }
        }

        impl std::fmt::Debug for $name {
            /// Personal data stay out of logs: only the type's name is shown.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };

    (@rules) => { |_| Vec::new() };
    (@rules $rules:ident) => { $rules };

    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $wire:literal) => { $wire };
}
pub(crate) use payload;

#[cfg(test)]
mod tests;
