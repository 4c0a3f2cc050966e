//! HMAC-SHA-256 of many strings: what they begin with is hashed once, and four are made at a time.

mod four;

use sha2::block_api::compress256;
use zeroize::Zeroize;

/// The eight words of SHA-256 between two blocks.
pub(super) type State = [u32; 8];

/// Bytes of one block.
pub(super) const BLOCK: usize = 64;

/// A key, ready to make HMACs with. It is wiped when dropped.
#[derive(Clone)]
pub(super) struct MacKey {
    inner: State,
    outer: State,
}

impl MacKey {
    pub(super) fn new(key: &[u8]) -> Self {
        let mut block = [0; BLOCK];
        let mut hash = if key.len() > BLOCK { hash(key) } else { [0; 32] };
        let short = if key.len() > BLOCK { hash.as_slice() } else { key };
        for (to, from) in block.iter_mut().zip(short) {
            *to = *from;
        }
        let mut made = Self { inner: START, outer: START };
        for byte in &mut block {
            *byte ^= 0x36;
        }
        compress256(&mut made.inner, &[block]);
        for byte in &mut block {
            *byte ^= 0x36 ^ 0x5c;
        }
        compress256(&mut made.outer, &[block]);
        block.zeroize();
        hash.zeroize();
        made
    }

    /// The HMAC of one message.
    pub(super) fn mac(&self, message: &[u8]) -> State {
        let mut state = self.inner;
        finish(&mut state, message, BLOCK);
        let mut outer = self.outer;
        finish(&mut outer, &bytes(state), BLOCK);
        outer
    }
}

impl Drop for MacKey {
    fn drop(&mut self) {
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

/// Makes HMACs and compares them with signatures.
pub(super) struct Macs {
    signatures: Vec<State>,
    /// By how many blocks are left to hash.
    queues: [Queue; LONGEST],
    /// The tags of what matched.
    matched: Vec<usize>,
}

/// HMACs that have as many blocks left.
#[derive(Default)]
struct Queue {
    jobs: Vec<Job>,
    blocks: Vec<[u8; BLOCK]>,
}

/// One HMAC: where its hashes stand, and what it is called.
#[derive(Clone, Copy)]
struct Job {
    tag: usize,
    inner: State,
    outer: State,
}

/// The most blocks with which an HMAC waits for three others.
const LONGEST: usize = 8;

impl Macs {
    pub(super) fn of(signatures: &[[u8; 32]]) -> Self {
        let signatures = signatures.iter().map(words).collect();
        Self { signatures, queues: Default::default(), matched: Vec::new() }
    }

    /// Takes the HMAC of what `start` has hashed and of a rest, under a tag.
    pub(super) fn add(&mut self, start: &Start, rest: &[&[u8]], tag: usize) {
        let size: usize = rest.iter().map(|part| part.len()).sum();
        let count = blocks_of(size);
        let Some(queue) = count.checked_sub(1).and_then(|place| self.queues.get_mut(place)) else {
            let mut job = Job { tag, inner: start.inner, outer: start.outer };
            finish(&mut job.inner, &rest.concat(), start.hashed);
            finish(&mut job.outer, &bytes(job.inner), BLOCK);
            return self.compare(tag, &job.outer);
        };
        let from = queue.blocks.len();
        queue.blocks.resize(from.saturating_add(count), [0; BLOCK]);
        let blocks = queue.blocks.get_mut(from..).unwrap_or_default().as_flattened_mut();
        let mut at = 0_usize;
        for part in rest.iter().chain([&[0x80].as_slice()]) {
            let end = at.saturating_add(part.len());
            if let Some(to) = blocks.get_mut(at..end) {
                to.copy_from_slice(part);
            }
            at = end;
        }
        if let Some(length) = blocks.last_chunk_mut() {
            *length = bits(start.hashed.saturating_add(size));
        }
        queue.jobs.push(Job { tag, inner: start.inner, outer: start.outer });
        if queue.jobs.len() == four::LANES {
            self.make(count);
        }
    }

    /// The tags of those that matched so far, in order.
    pub(super) fn matched(&mut self) -> Vec<usize> {
        for count in 1..=LONGEST {
            self.make(count);
        }
        let mut matched = std::mem::take(&mut self.matched);
        matched.sort_unstable();
        matched
    }

    pub(super) fn is_any(&self, mac: &State) -> bool {
        // Without a branch on secret words.
        let differs = |known: &State| known.iter().zip(mac).fold(0, |all, (a, b)| all | a ^ b);
        self.signatures.iter().any(|known| differs(known) == 0)
    }

    fn make(&mut self, count: usize) {
        let Some(queue) = count.checked_sub(1).and_then(|place| self.queues.get_mut(place)) else {
            return;
        };
        let Queue { jobs, blocks } = std::mem::take(queue);
        let mut states = four::Lanes::of(&jobs, |job| &job.inner);
        for place in 0..count {
            let of_lane = |lane: usize| {
                blocks.get(lane.saturating_mul(count).saturating_add(place)).unwrap_or(&[0; BLOCK])
            };
            states.hash([of_lane(0), of_lane(1), of_lane(2), of_lane(3)]);
        }
        let outer = four::Lanes::of(&jobs, |job| &job.outer).hash_hashes(&states);
        for (job, mac) in jobs.iter().zip(outer.states()) {
            self.compare(job.tag, &mac);
        }
        if let Some(queue) = count.checked_sub(1).and_then(|place| self.queues.get_mut(place)) {
            // The room is kept for the next four.
            *queue = Queue { jobs, blocks };
            queue.jobs.clear();
            queue.blocks.clear();
        }
    }

    /// Compares an HMAC that was made elsewhere.
    pub(super) fn compare(&mut self, tag: usize, mac: &State) {
        if self.is_any(mac) {
            self.matched.push(tag);
        }
    }
}

/// Where the hashes stand once a key and the beginning of a message are in them.
pub(super) struct Start {
    inner: State,
    outer: State,
    /// Bytes hashed so far, the block of the key included.
    hashed: usize,
}

impl Start {
    /// After the whole blocks of a beginning, with what is left of that.
    pub(super) fn of<'b>(key: &MacKey, beginning: &'b [u8]) -> (Self, &'b [u8]) {
        let mut inner = key.inner;
        let (blocks, rest) = beginning.as_chunks();
        compress256(&mut inner, blocks);
        let hashed = BLOCK.saturating_add(blocks.as_flattened().len());
        (Self { inner, outer: key.outer, hashed }, rest)
    }
}

/// SHA-256, of which what stands before an end is hashed once.
#[derive(Clone)]
pub(super) struct Hash<'b> {
    state: State,
    rest: &'b [u8],
    hashed: usize,
}

impl<'b> Hash<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let mut state = START;
        compress256(&mut state, blocks);
        Self { state, rest, hashed: blocks.as_flattened().len() }
    }

    /// The hash of the bytes and of an end.
    pub(super) fn with(&self, end: &[u8]) -> [u8; 32] {
        let mut state = self.state;
        if end.is_empty() {
            finish(&mut state, self.rest, self.hashed);
        } else {
            finish(&mut state, &[self.rest, end].concat(), self.hashed);
        }
        bytes(state)
    }
}

/// SHA-256 of these bytes.
pub(super) fn hash(message: &[u8]) -> [u8; 32] {
    Hash::of(message).with(b"")
}

/// Hashes the rest of a message after `hashed` bytes, and the padding of SHA-256.
fn finish(state: &mut State, rest: &[u8], hashed: usize) {
    let (blocks, rest_of_block) = rest.as_chunks::<BLOCK>();
    compress256(state, blocks);
    let mut last = [[0; BLOCK]; 2];
    let (text, end) = last.as_flattened_mut().split_at_mut(rest_of_block.len());
    text.copy_from_slice(rest_of_block);
    if let Some(mark) = end.first_mut() {
        *mark = 0x80;
    }
    let needed = blocks_of(rest_of_block.len());
    let Some(last) = last.get_mut(..needed) else { return };
    if let Some(length) = last.as_flattened_mut().last_chunk_mut() {
        *length = bits(hashed.saturating_add(rest.len()));
    }
    compress256(state, last);
}

/// Blocks that hold this many bytes and the padding of SHA-256.
pub(super) fn blocks_of(bytes: usize) -> usize {
    bytes.saturating_add(9).div_ceil(BLOCK)
}

fn bits(bytes: usize) -> [u8; 8] {
    u64::try_from(bytes).unwrap_or_default().saturating_mul(8).to_be_bytes()
}

fn bytes(state: State) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (to, word) in bytes.as_chunks_mut().0.iter_mut().zip(state) {
        *to = word.to_be_bytes();
    }
    bytes
}

/// The words of 32 bytes.
fn words(bytes: &[u8; 32]) -> State {
    let mut state = [0; 8];
    for (word, four) in state.iter_mut().zip(bytes.as_chunks().0) {
        *word = u32::from_be_bytes(*four);
    }
    state
}

/// FIPS 180-4, section 5.3.3.
const START: State = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

#[cfg(test)]
mod tests;
