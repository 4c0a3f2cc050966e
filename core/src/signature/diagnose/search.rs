//! Which mistakes explain a signature: one, then two, within a budget.

use super::choice::{Choice, Mistake, Mistakes};
use super::lines::{Form, Scheme};
use super::mac::{BLOCK, MacKey, Macs, Start, blocks_of};
use super::stage::{Choices, Pick, Stage};
use super::string::Text;

/// Tries picks against signatures.
pub(super) struct Search<'a> {
    choices: &'a Choices,
    macs: Macs,
    /// By their tags.
    tried: Vec<Pick>,
    text: Text,
    singles: Singles,
    budget: Budget,
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

/// The most HMACs of one search, and the most blocks of 64 bytes that it hashes.
const MACS: usize = 50_000;
const BLOCKS: usize = 170_000;

/// The most picks without a mistake from which a search starts, and from which pairs do.
const BASES: usize = 64;
const PAIRED: usize = 4;

/// The stages but the digest, in the order in which their values stand in the string, after those
/// that change all of it.
const OUTER: [Stage; 6] =
    [Stage::Key, Stage::Lines, Stage::ClientId, Stage::RequestId, Stage::Time, Stage::Target];

impl<'a> Search<'a> {
    pub(super) fn of(choices: &'a Choices, signatures: &[[u8; 32]]) -> Self {
        let singles = Singles(choices.lists.each_ref().map(|list| {
            let mut ranks: [Vec<usize>; RANKS] = Default::default();
            for (index, choice) in list.iter().enumerate() {
                if let Some(rank) = ranks.get_mut(usize::from(choice.rank)) {
                    rank.extend((choice.mistakes.count() == 1).then_some(index));
                }
            }
            ranks
        }));
        let macs = Macs::of(signatures);
        // What the bodies took, at more than twice its size: they are written as well as hashed.
        let taken = choices.spent.div_ceil(24);
        let budget = Budget { macs: MACS, blocks: BLOCKS.saturating_sub(taken) };
        Self { choices, macs, tried: Vec::new(), text: Text::default(), singles, budget }
    }

    /// The mistakes under which it matches, if there are any.
    pub(super) fn run(&mut self) -> Option<Vec<Mistake>> {
        let bases = self.bases();
        if let Some(found) = self.singles(&bases) {
            return Some(found);
        }
        let singles = std::mem::take(&mut self.singles);
        // Frequent mistakes first. Pairs within one stage are few and cheap.
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
        for base in self.faultless() {
            self.add_all(base, Stage::Digest, &[base.of(Stage::Digest)]);
        }
        self.found().first().map(|pick| self.mistakes(*pick))
    }

    /// Every pick of which nothing is a mistake, and of what the headers alone are to blame for.
    fn faultless(&self) -> Vec<Pick> {
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
        bases
    }

    /// The first of these, from which a search starts.
    fn bases(&self) -> Vec<Pick> {
        let mut bases = self.faultless();
        bases.truncate(BASES);
        bases
    }

    /// Every single mistake that explains it, each code once.
    fn singles(&mut self, bases: &[Pick]) -> Option<Vec<Mistake>> {
        let mut found: Vec<Mistake> = Vec::new();
        for base in bases {
            for stage in Stage::ALL {
                let indices = self.indices(stage, |choice| choice.mistakes.count() == 1);
                self.add_all(*base, stage, &indices);
            }
            for pick in self.found() {
                let mistakes = self.mistakes(pick).into_iter();
                let is_new =
                    |mistake: &Mistake| found.iter().all(|known| known.code != mistake.code);
                let new: Vec<Mistake> = mistakes.filter(is_new).collect();
                found.extend(new);
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
                self.add_all(*base, stage, &indices);
            }
            if let Some(pick) = self.found().first() {
                return Some(self.mistakes(*pick));
            }
        }
        None
    }

    /// The first two single mistakes of different stages that explain it: those with the digest
    /// first, since what stands before it is hashed once for all of them.
    fn pairs(&mut self, bases: &[Pick], singles: &Singles, seldom: usize) -> Option<Vec<Mistake>> {
        for is_of_digest in [true, false] {
            for base in bases.iter().take(PAIRED) {
                for rank in 0..=seldom {
                    let other = seldom.saturating_sub(rank);
                    for (place, first) in OUTER.iter().enumerate() {
                        let seconds = if is_of_digest {
                            &[Stage::Digest]
                        } else {
                            OUTER.get(place.saturating_add(1)..).unwrap_or_default()
                        };
                        for index in singles.of(*first, rank) {
                            let pick = base.with(*first, *index);
                            for second in seconds {
                                self.add_all(pick, *second, singles.of(*second, other));
                            }
                        }
                    }
                    if let Some(pick) = self.found().first() {
                        return Some(self.mistakes(*pick));
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

    /// Tries the choices of one stage, the rest as picked.
    fn add_all(&mut self, base: Pick, stage: Stage, indices: &[usize]) {
        if self.budget.macs == 0 {
            return;
        }
        let mut begun = None;
        for index in indices {
            if !self.add(base.with(stage, *index), stage, &mut begun) {
                return;
            }
        }
    }

    /// Which of the picks match that were tried since it was last asked.
    fn found(&mut self) -> Vec<Pick> {
        let matched = self.macs.matched().into_iter();
        let found = matched.filter_map(|tag| self.tried.get(tag).copied()).collect();
        self.tried.clear();
        found
    }

    /// Tries a pick; false once the budget is spent. Of picks that differ in one stage alone, what
    /// stands before its value is hashed once.
    fn add(&mut self, pick: Pick, stage: Stage, begun: &mut Option<Begun<'a>>) -> bool {
        let choices = self.choices;
        let Some((key, form)) = choices.key_and_form(&pick) else { return false };
        let tag = self.tried.len();
        self.tried.push(pick);
        if form.scheme.lacks_digest() && pick.of(Stage::Digest) != 0 {
            return true;
        }
        let digest = choices.text(Stage::Digest, pick.of(Stage::Digest));
        if form.scheme == Scheme::Swapped {
            return self.try_swapped(&pick, form, digest, tag);
        }
        let text = choices.text(stage, pick.of(stage)).unwrap_or_default();
        let (label, value) = if stage == Stage::Time {
            text.split_once(':').unwrap_or_default()
        } else {
            ("", text)
        };
        let kind = (label, digest.is_some());
        if begun.as_ref().is_none_or(|begun| begun.kind != kind) {
            self.text.write(choices, &pick, form, digest.is_some());
            let digest = digest.filter(|_| !form.scheme.lacks_digest()).unwrap_or_default();
            let Text { head, tail, values } = &self.text;
            let Some(at) = stage.label().and_then(|label| values.get(label).copied().flatten())
            else {
                // The picks have no beginning in common.
                return self.budget.spend(&[head, digest.as_bytes(), tail], |parts| {
                    self.macs.add(&Start::of(key, b"").0, parts, tag);
                });
            };
            let (before, rest) = head.split_at_checked(at).unwrap_or_default();
            let after = rest.get(value.len()..).unwrap_or_default();
            let (start, before) = Start::of(key, before);
            self.budget.blocks = self.budget.blocks.saturating_sub(head.len() / BLOCK);
            let after = match stage {
                Stage::Digest => tail.clone(),
                _ => [after, digest.as_bytes(), tail].concat(),
            };
            *begun = Some(Begun { kind, start, before: before.to_vec(), after });
        }
        let Some(Begun { start, before, after, .. }) = begun else { return false };
        self.budget
            .spend(&[before, value.as_bytes(), after], |parts| self.macs.add(start, parts, tag))
    }

    /// The string is the key, and the secret key the message.
    fn try_swapped(&mut self, pick: &Pick, form: &Form, digest: Option<&str>, tag: usize) -> bool {
        self.text.write(self.choices, pick, form, digest.is_some());
        let Text { head, tail, .. } = &self.text;
        let string = [head, digest.unwrap_or_default().as_bytes(), tail].concat();
        let secret = self.choices.secret.as_bytes();
        self.budget.spend(&[&string, secret], |_| {
            self.macs.compare(tag, &MacKey::new(&string).mac(secret));
        })
    }
}

/// What picks that differ in one stage alone have in common.
struct Begun<'a> {
    /// The label of the time, and whether there is a Digest line.
    kind: (&'a str, bool),
    start: Start,
    /// What stands before the value, after the last whole block.
    before: Vec<u8>,
    after: Vec<u8>,
}

/// How many HMACs may still be made, and how many blocks hashed.
struct Budget {
    macs: usize,
    blocks: usize,
}

impl Budget {
    /// Makes the HMAC of these parts, or says that the budget is spent.
    fn spend(&mut self, parts: &[&[u8]], make: impl FnOnce(&[&[u8]])) -> bool {
        let size: usize = parts.iter().map(|part| part.len()).sum();
        // One block more for the outer hash.
        let blocks = self.blocks.checked_sub(blocks_of(size).saturating_add(1));
        let Some((macs, blocks)) = self.macs.checked_sub(1).zip(blocks) else {
            self.macs = 0;
            return false;
        };
        (self.macs, self.blocks) = (macs, blocks);
        make(parts);
        true
    }
}
