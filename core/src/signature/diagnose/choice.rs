//! What a stage of the pipeline may have given, and the mistakes behind it.

use super::Finding;
use super::codes::Code;

/// One deviation from what is documented or believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) code: Code,
    /// What happened, and who writes so where that is known.
    pub(super) what: &'static str,
    /// The candidate that matched, in its own list.
    pub(super) candidate: Option<u32>,
}

impl Mistake {
    pub(super) const fn new(code: Code, what: &'static str) -> Self {
        Self { code, what, candidate: None }
    }

    pub(super) fn of_candidate(code: Code, what: &'static str, index: usize) -> Self {
        Self { code, what, candidate: u32::try_from(index).ok() }
    }

    pub(super) fn finding(self, proven: bool) -> Finding {
        let Self { code, what, candidate } = self;
        let detail = format!("{what}: {}", code.advice());
        Finding { code: code.name().to_owned(), detail, candidate, proven }
    }
}

/// At most two mistakes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mistakes([Option<Mistake>; 2]);

impl Mistakes {
    pub(super) const NONE: Self = Self([None, None]);

    pub(super) const fn one(mistake: Mistake) -> Self {
        Self([Some(mistake), None])
    }

    /// With a further one; nothing when that would be the third. The same code twice is one.
    pub(super) fn and(self, mistake: Mistake) -> Option<Self> {
        match self.0 {
            [None, _] => Some(Self::one(mistake)),
            [Some(first), None] if first.code == mistake.code => Some(self),
            [Some(first), None] => Some(Self([Some(first), Some(mistake)])),
            _ => None,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.iter().count()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Mistake> + '_ {
        self.0.iter().copied().flatten()
    }
}

/// One alternative of a stage; the first of each is what is believed.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// The value; of the digest, nothing stands for no Digest line.
    pub(super) text: Option<String>,
    pub(super) mistakes: Mistakes,
    /// From 0 for a frequent choice to 2 for a rare one; 3 takes part in no pair.
    pub(super) rank: u8,
}

impl Choice {
    pub(super) fn believed(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), mistakes: Mistakes::NONE, rank: 0 }
    }

    pub(super) fn other(text: impl Into<String>, mistake: Mistake, rank: u8) -> Self {
        Self { text: Some(text.into()), mistakes: Mistakes::one(mistake), rank }
    }
}

/// Adds a choice unless its text is there already.
pub(super) fn add(choices: &mut Vec<Choice>, choice: Choice) {
    if choices.iter().all(|known| known.text != choice.text) {
        choices.push(choice);
    }
}

/// The most candidates of each kind that are tried.
pub(super) const MOST: usize = 20;
