//! The stages of the pipeline, and a choice of each.

use zeroize::Zeroizing;

use super::choice::Choice;
use super::lines::Form;
use super::mac::MacKey;

/// A stage of the pipeline. The order is that of the findings: what goes wrong most, first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Digest,
    Target,
    Time,
    Lines,
    RequestId,
    ClientId,
    Key,
}

impl Stage {
    pub(super) const ALL: [Self; 7] = [
        Self::Digest,
        Self::Target,
        Self::Time,
        Self::Lines,
        Self::RequestId,
        Self::ClientId,
        Self::Key,
    ];

    pub(super) fn place(self) -> usize {
        Self::ALL.iter().position(|known| *known == self).unwrap_or_default()
    }

    /// The label of its value in the string.
    pub(super) fn label(self) -> Option<usize> {
        match self {
            Self::ClientId => Some(0),
            Self::RequestId => Some(1),
            Self::Time => Some(2),
            Self::Target => Some(3),
            Self::Digest => Some(4),
            Self::Lines | Self::Key => None,
        }
    }
}

/// What each stage may have given.
pub(super) struct Choices {
    /// One list per stage, in their order.
    pub(super) lists: [Vec<Choice>; 7],
    /// As long as the list of their stage.
    pub(super) forms: Vec<Form>,
    pub(super) keys: Vec<MacKey>,
    pub(super) secret: Zeroizing<String>,
    pub(super) is_answer: bool,
    /// What SNAP would have in place of digest and method.
    pub(super) snap: Snap,
    /// Bytes of other bodies that were written or hashed.
    pub(super) spent: usize,
}

/// The parts of SNAP's string that ours lacks.
#[derive(Default)]
pub(super) struct Snap {
    pub(super) method: String,
    pub(super) token: Option<String>,
    pub(super) hash: String,
    pub(super) minified_hash: String,
}

impl Choices {
    pub(super) fn list(&self, stage: Stage) -> &[Choice] {
        self.lists.get(stage.place()).map_or(&[], Vec::as_slice)
    }

    pub(super) fn text(&self, stage: Stage, index: usize) -> Option<&str> {
        self.list(stage).get(index)?.text.as_deref()
    }

    pub(super) fn key_and_form(&self, pick: &Pick) -> Option<(&MacKey, &Form)> {
        Some((self.keys.get(pick.of(Stage::Key))?, self.forms.get(pick.of(Stage::Lines))?))
    }

    pub(super) fn count(&self, stage: Stage) -> usize {
        self.list(stage).len()
    }
}

/// One choice per stage.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pick([usize; 7]);

impl Pick {
    pub(super) fn with(mut self, stage: Stage, index: usize) -> Self {
        if let Some(slot) = self.0.get_mut(stage.place()) {
            *slot = index;
        }
        self
    }

    pub(super) fn of(&self, stage: Stage) -> usize {
        self.0.get(stage.place()).copied().unwrap_or_default()
    }
}
