//! Which module does the work of which language.

use crate::lang::language::Language;
use crate::lang::name::Lang;
use crate::lang::{kotlin, node, python, rust, swift};

/// The module of a language.
pub(crate) fn language(lang: Lang) -> &'static dyn Language {
    match lang {
        Lang::Rust => &rust::Rust,
        Lang::Node => &node::Node,
        Lang::Python => &python::Python,
        Lang::Kotlin => &kotlin::Kotlin,
        Lang::Swift => &swift::Swift,
    }
}
