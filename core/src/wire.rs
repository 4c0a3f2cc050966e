//! The field tables: one row per field, and the macro that reads it.
//!
//! A row states a field's name, type, rule and documentation once. From it come the
//! struct, its JSON, the checker's data, the record of the other languages and the JSON
//! Schema. `wire::check` is the only code that interprets a rule.

mod check;
mod object;
mod value;

use crate::error::Violation;

pub(crate) use check::{Mode, check};
pub(crate) use object::Fields;
pub(crate) use value::{Value, is_absent, read};

/// A request or answer payload that a field table describes.
pub trait Wire {
    /// The table, as plain data.
    const TABLE: Table;
}

/// The fields of one JSON object, in the order of DOKU's documents.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The type's name, the same in every language.
    pub name: &'static str,
    /// What the object is, a line each.
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
    pub doc: &'static [&'static str],
}

/// The type of a value and its limits.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The JSON type.
    pub kind: Kind,
    /// The most characters, as Unicode scalar values.
    pub max: Option<usize>,
    /// The form of the text.
    pub format: Option<Format>,
    /// The only texts allowed, where the list is known to be complete.
    pub one_of: Option<&'static [&'static str]>,
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
    /// An object with a table of its own.
    Object(&'static Table),
}

/// The form of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A day of the calendar, `YYYY-MM-DD`.
    Date,
    /// One `@`, something before it, a dot inside what follows, no space.
    Email,
}

pub(crate) const fn text() -> Rule {
    Rule { kind: Kind::Text, max: None, format: None, one_of: None }
}

pub(crate) const fn text_or_number() -> Rule {
    Rule { kind: Kind::TextOrNumber, ..text() }
}

pub(crate) const fn one_of(texts: &'static [&'static str]) -> Rule {
    Rule { one_of: Some(texts), ..text() }
}

pub(crate) const fn digits() -> Rule {
    Rule { kind: Kind::Digits, ..text() }
}

pub(crate) const fn object<T: Wire + 'static>() -> Rule {
    Rule { kind: Kind::Object(&T::TABLE), ..text() }
}

impl Rule {
    pub(crate) const fn max(self, characters: usize) -> Self {
        Self { max: Some(characters), ..self }
    }

    pub(crate) const fn format(self, format: Format) -> Self {
        Self { format: Some(format), ..self }
    }
}

/// Makes a struct and its table of rows `name: Type = rule,`.
///
/// An `Option` is an optional field, anything else a mandatory one. `name as "Name"`
/// sets a wire name that is no Rust name; `where function` adds rules between fields.
macro_rules! wire {
    ($(#[doc = $doc:literal])* pub struct $name:ident $(where $rules:ident)? { $($rows:tt)* }) => {
        $crate::wire::wire!(@row $name [{$($rules)?} $($doc)*] {} {} $($rows)*);
    };

    (@row $name:ident $of:tt { $($fields:tt)* } { $($table:tt)* }
        $(#[doc = $doc:literal])*
        $field:ident $(as $wire:literal)? : Option<$type:ty> = $rule:expr, $($rest:tt)*
    ) => {
        $crate::wire::wire!(@row $name $of {
            $($fields)*
            $(#[doc = $doc])*
            #[serde($(rename = $wire,)? default, skip_serializing_if = "crate::wire::is_absent",
                deserialize_with = "crate::wire::read")]
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
        $crate::wire::wire!(@row $name $of {
            $($fields)*
            $(#[doc = $doc])*
            #[serde($(rename = $wire,)? default, deserialize_with = "crate::wire::read")]
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
        #[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
        #[cfg_attr(feature = "uniffi", uniffi::export(Debug))]
        pub struct $name { $($fields)* }

        impl $crate::wire::Wire for $name {
            const TABLE: $crate::wire::Table = $crate::wire::Table {
                name: stringify!($name),
                doc: &[$($doc),*],
                fields: &[$($crate::wire::Field {
                    name: $crate::wire::wire!(@name $field $($wire)?),
                    required: $required,
                    rule: $rule,
                    doc: &[$($field_doc),*],
                }),*],
                rules: $crate::wire::wire!(@rules $($rules)?),
            };
        }

        impl $crate::wire::Value for $name {}

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
pub(crate) use wire;

#[cfg(test)]
mod tests;
