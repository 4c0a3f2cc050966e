//! Which mistakes explain a signature: one, then two, within a budget.

use hmac::digest::CtOutput;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::choice::{Choice, Mistake, Mistakes};
use super::lines::{Form, Scheme};
use super::string::{Prepared, prepare};
use crate::signature::SigningKey;

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
    const ALL: [Self; 7] = [
        Self::Digest,
        Self::Target,
        Self::Time,
        Self::Lines,
        Self::RequestId,
        Self::ClientId,
        Self::Key,
    ];

    fn place(self) -> usize {
        Self::ALL.iter().position(|known| *known == self).unwrap_or_default()
    }
}

/// What each stage may have given.
pub(super) struct Choices {
    /// One list per stage, in their order.
    pub(super) lists: [Vec<Choice>; 7],
    /// As long as the list of their stage.
    pub(super) forms: Vec<Form>,
    pub(super) keys: Vec<SigningKey>,
    pub(super) secret: Zeroizing<String>,
    pub(super) is_answer: bool,
    /// What SNAP would have in place of digest and method.
    pub(super) snap: Snap,
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

    pub(super) fn count(&self, stage: Stage) -> usize {
        self.list(stage).len()
    }
}

/// One choice per stage.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pick([usize; 7]);

impl Pick {
    fn with(mut self, stage: Stage, index: usize) -> Self {
        if let Some(slot) = self.0.get_mut(stage.place()) {
            *slot = index;
        }
        self
    }

    pub(super) fn of(&self, stage: Stage) -> usize {
        self.0.get(stage.place()).copied().unwrap_or_default()
    }
}

/// Tries picks against signatures.
pub(super) struct Search<'a> {
    choices: &'a Choices,
    signatures: Vec<CtOutput<Hmac<Sha256>>>,
    macs: usize,
    bytes: usize,
    singles: Singles,
}

/// The choices with one mistake, by stage and rank.
#[derive(Default)]
struct Singles([[Vec<usize>; RANKS]; 7]);

impl Singles {
    fn of(&self, stage: Stage, rank: usize) -> &[usize] {
        self.0.get(stage.place()).and_then(|ranks| ranks.get(rank)).map_or(&[], Vec::as_slice)
    }
}

/// Ranks that take part in pairs.
const RANKS: usize = 3;

/// So many HMACs are made at most, and over so many bytes.
const MACS: usize = 20_000;
const BYTES: usize = 6 << 20;

impl<'a> Search<'a> {
    pub(super) fn of(choices: &'a Choices, signatures: &[[u8; 32]]) -> Self {
        let signatures = signatures.iter().map(|bytes| CtOutput::new((*bytes).into())).collect();
        let singles = Singles(choices.lists.each_ref().map(|list| {
            let mut ranks: [Vec<usize>; RANKS] = Default::default();
            for (index, choice) in list.iter().enumerate() {
                if let Some(rank) = ranks.get_mut(usize::from(choice.rank)) {
                    rank.extend((choice.mistakes.count() == 1).then_some(index));
                }
            }
            ranks
        }));
        Self { choices, signatures, macs: MACS, bytes: BYTES, singles }
    }

    /// The mistakes under which it matches, if there are any.
    pub(super) fn run(&mut self) -> Option<Vec<Mistake>> {
        let bases = self.bases();
        if let Some(found) = self.singles(&bases) {
            return Some(found);
        }
        let singles = std::mem::take(&mut self.singles);
        // What is met often, first. Two mistakes of one stage are few, and cost little.
        let often = self.doubles(&bases, 0).or_else(|| self.pairs(&bases, &singles, 0));
        let doubles =
            |search: &mut Self| (1..=RANKS).find_map(|seldom| search.doubles(&bases, seldom));
        let seldom = 1..RANKS.saturating_mul(2);
        often
            .or_else(|| doubles(self))
            .or_else(|| seldom.clone().find_map(|seldom| self.pairs(&bases, &singles, seldom)))
    }

    /// What the headers alone are to blame for; nothing at all when it is genuine.
    pub(super) fn genuine(&mut self) -> Option<Vec<Mistake>> {
        let bases = self.bases();
        let mut bases = bases.iter();
        let base = bases.find(|base| self.try_digests(**base, &[base.of(Stage::Digest)]).is_some());
        base.map(|base| self.mistakes(*base))
    }

    /// Every pick of which nothing is a mistake, and of what the headers alone are to blame for.
    fn bases(&self) -> Vec<Pick> {
        let mut bases = vec![Pick::default()];
        for stage in Stage::ALL {
            let list = self.choices.list(stage).iter().enumerate().skip(1);
            let faultless = list.filter(|(_, choice)| choice.mistakes == Mistakes::NONE);
            let indices: Vec<usize> = faultless.map(|(index, _)| index).collect();
            let others = |base: &Pick| {
                indices.iter().map(|index| base.with(stage, *index)).collect::<Vec<_>>()
            };
            let more: Vec<Pick> = bases.iter().flat_map(others).collect();
            bases.extend(more);
        }
        bases.truncate(BASES);
        bases
    }

    /// Every single mistake that explains it, each code once.
    fn singles(&mut self, bases: &[Pick]) -> Option<Vec<Mistake>> {
        let mut found: Vec<Mistake> = Vec::new();
        for base in bases {
            for stage in Stage::ALL {
                let indices = self.indices(stage, |choice| choice.mistakes.count() == 1);
                for pick in self.matching(*base, stage, &indices, true) {
                    let mistakes = self.mistakes(pick).into_iter();
                    let is_new =
                        |mistake: &Mistake| found.iter().all(|known| known.code != mistake.code);
                    let new: Vec<Mistake> = mistakes.filter(is_new).collect();
                    found.extend(new);
                }
            }
            if !found.is_empty() {
                return Some(found);
            }
        }
        None
    }

    /// The first two mistakes of one stage that explain it.
    fn doubles(&mut self, bases: &[Pick], seldom: usize) -> Option<Vec<Mistake>> {
        for base in bases.iter().take(PAIRED) {
            for stage in Stage::ALL {
                let fits = |choice: &Choice| {
                    choice.mistakes.count() == 2 && usize::from(choice.rank) == seldom
                };
                let indices = self.indices(stage, fits);
                if let Some(pick) = self.matching(*base, stage, &indices, false).first() {
                    return Some(self.mistakes(*pick));
                }
            }
        }
        None
    }

    /// The choices of one stage that match: all of them, or the first.
    fn matching(&mut self, base: Pick, stage: Stage, indices: &[usize], all: bool) -> Vec<Pick> {
        let mut found = Vec::new();
        if stage == Stage::Digest {
            let mut rest = indices;
            while let Some(at) = self.try_digests(base, rest) {
                found.extend(rest.get(at).map(|index| base.with(stage, *index)));
                rest = rest.get(at.saturating_add(1)..).unwrap_or_default();
                if !all {
                    break;
                }
            }
            return found;
        }
        for index in indices {
            let pick = base.with(stage, *index);
            if self.try_digests(pick, &[pick.of(Stage::Digest)]).is_some() {
                found.push(pick);
                if !all {
                    break;
                }
            }
        }
        found
    }

    /// The first two single mistakes of different stages that explain it: those with the digest
    /// first, since what stands before it is hashed once for all of them.
    fn pairs(&mut self, bases: &[Pick], singles: &Singles, seldom: usize) -> Option<Vec<Mistake>> {
        for is_of_digest in [true, false] {
            for base in bases.iter().take(PAIRED) {
                for rank in 0..=seldom {
                    for (place, first) in Stage::ALL.iter().enumerate().skip(1) {
                        let seconds = if is_of_digest {
                            Stage::ALL.get(..1)
                        } else {
                            Stage::ALL.get(place.saturating_add(1)..)
                        };
                        let seconds = seconds.unwrap_or_default();
                        for index in singles.of(*first, rank) {
                            let pick = base.with(*first, *index);
                            for second in seconds {
                                let indices = singles.of(*second, seldom.saturating_sub(rank));
                                let found = self.matching(pick, *second, indices, false);
                                if let Some(pick) = found.first() {
                                    return Some(self.mistakes(*pick));
                                }
                            }
                            if self.macs == 0 {
                                return None;
                            }
                        }
                    }
                }
            }
        }
        None
    }

    fn indices(&self, stage: Stage, fits: impl Fn(&Choice) -> bool) -> Vec<usize> {
        let list = self.choices.list(stage).iter().enumerate();
        list.filter(|(_, choice)| fits(choice)).map(|(index, _)| index).collect()
    }

    fn mistakes(&self, pick: Pick) -> Vec<Mistake> {
        let mut all: Vec<Mistake> = Vec::new();
        for stage in Stage::ALL {
            let choice = self.choices.list(stage).get(pick.of(stage));
            for mistake in choice.into_iter().flat_map(|choice| choice.mistakes.iter()) {
                if all.iter().all(|known| known.code != mistake.code) {
                    all.push(mistake);
                }
            }
        }
        all
    }

    /// Which of these digests gives the signature, the rest as picked. What stands before the
    /// digest is hashed once.
    fn try_digests(&mut self, pick: Pick, digests: &[usize]) -> Option<usize> {
        let choices = self.choices;
        let key = choices.keys.get(pick.of(Stage::Key))?;
        let form = choices.forms.get(pick.of(Stage::Lines))?;
        let mut prepared: [Option<Prepared>; 2] = [None, None];
        for (at, index) in digests.iter().enumerate() {
            let text = choices.list(Stage::Digest).get(*index)?.text.as_deref();
            if form.scheme.lacks_digest() && *index != 0 {
                return None;
            }
            let slot = prepared.get_mut(usize::from(text.is_some()))?;
            let Prepared { mac, head, tail } =
                slot.get_or_insert_with(|| prepare(choices, &pick, form, key, text.is_some()));
            let text = text.filter(|_| !form.scheme.lacks_digest()).unwrap_or_default().as_bytes();
            let size = if at == 0 { head.len() } else { 0 };
            let size = size.saturating_add(text.len()).saturating_add(tail.len());
            if self.macs == 0 || self.bytes < size {
                self.macs = 0;
                return None;
            }
            self.macs = self.macs.saturating_sub(1);
            self.bytes = self.bytes.saturating_sub(size);
            let mac = if form.scheme == Scheme::Swapped {
                let message = [head.as_slice(), text, tail].concat();
                SigningKey::new(&message).0.chain_update(choices.secret.as_bytes())
            } else {
                mac.clone().chain_update(text).chain_update(tail)
            };
            let mac = mac.finalize();
            if self.signatures.contains(&mac) {
                return Some(at);
            }
        }
        None
    }
}

/// So many picks without a mistake are starting points of the search, and of pairs.
const BASES: usize = 64;
const PAIRED: usize = 4;
