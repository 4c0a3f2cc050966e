//! Texts that are looked up, and not searched.

use std::collections::BTreeMap;

/// Texts, each once, in the order in which they first came.
#[derive(Default)]
pub(crate) struct Texts<'a> {
    all: Vec<&'a str>,
    indices: BTreeMap<Text<'a>, usize>,
}

impl<'a> Texts<'a> {
    /// Adds a text that is not there yet, and says where it stands.
    pub(crate) fn add(&mut self, text: &'a str) -> usize {
        let new = self.all.len();
        let index = *self.indices.entry(Text(text)).or_insert(new);
        if index == new {
            self.all.push(text);
        }
        index
    }

    pub(crate) fn index_of(&self, text: &str) -> Option<usize> {
        self.indices.get(&Text(text)).copied()
    }

    pub(crate) fn all(&self) -> &[&'a str] {
        &self.all
    }
}

/// A text of which tests count how often it is compared.
#[derive(PartialEq, Eq)]
struct Text<'a>(&'a str);

impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        #[cfg(test)]
        steps::step();
        self.0.cmp(other.0)
    }
}

impl PartialOrd for Text<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
pub(crate) mod steps {
    use std::cell::Cell;

    thread_local! {
        static STEPS: Cell<u64> = const { Cell::new(0) };
    }

    /// Counts a comparison, so that a test can tell the work without a clock.
    pub(crate) fn step() {
        STEPS.with(|steps| steps.set(steps.get().saturating_add(1)));
    }

    /// The comparisons that it takes.
    pub(crate) fn steps(work: impl FnOnce()) -> u64 {
        STEPS.with(|steps| steps.set(0));
        work();
        STEPS.with(Cell::get)
    }
}

#[cfg(test)]
mod tests;
