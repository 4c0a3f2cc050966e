//! The languages: one file for each, all of them with the same steps.

mod kotlin;
pub(crate) mod language;
pub(crate) mod map;
pub(crate) mod name;
mod node;
mod python;
mod rust;
mod swift;
