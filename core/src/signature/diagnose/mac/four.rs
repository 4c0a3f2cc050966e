//! Four SHA-256 side by side.
//!
//! In WebAssembly, which has no instruction for SHA-256, four take little more than two by
//! themselves. Elsewhere they are made one after the other, with what the processor has for it.

pub(super) const LANES: usize = 4;

#[cfg(not(target_arch = "wasm32"))]
pub(super) use single::Lanes;
#[cfg(target_arch = "wasm32")]
pub(super) use vector::Lanes;

#[cfg(not(target_arch = "wasm32"))]
mod single {
    use sha2::block_api::compress256;

    use super::super::{BLOCK, State, bytes, finish};
    use super::LANES;

    pub(in super::super) struct Lanes([State; LANES]);

    impl Lanes {
        /// The states of up to four.
        pub(in super::super) fn of<T>(jobs: &[T], state: fn(&T) -> &State) -> Self {
            let mut lanes = [State::default(); LANES];
            for (lane, job) in lanes.iter_mut().zip(jobs) {
                *lane = *state(job);
            }
            Self(lanes)
        }

        pub(in super::super) fn hash(&mut self, blocks: [&[u8; BLOCK]; LANES]) {
            for (state, block) in self.0.iter_mut().zip(blocks) {
                compress256(state, &[*block]);
            }
        }

        /// Hashes four hashes, which end the outer message of an HMAC.
        pub(in super::super) fn hash_hashes(mut self, hashes: &Self) -> Self {
            for (state, hash) in self.0.iter_mut().zip(hashes.0) {
                finish(state, &bytes(hash), BLOCK);
            }
            self
        }

        pub(in super::super) fn states(&self) -> [State; LANES] {
            self.0
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod vector {
    use core::arch::wasm32::{
        i8x16_shuffle, u32x4, u32x4_add, u32x4_extract_lane, u32x4_shl, u32x4_shr, u32x4_splat,
        v128, v128_and, v128_or, v128_xor,
    };

    use super::super::{BLOCK, State};
    use super::LANES;

    macro_rules! word {
        ($block:expr, $at:literal) => {
            u32::from_le_bytes([
                $block[4 * $at],
                $block[4 * $at + 1],
                $block[4 * $at + 2],
                $block[4 * $at + 3],
            ])
        };
    }

    /// The words of four blocks, which have their first byte first.
    macro_rules! gather {
        ($words:ident, $blocks:ident, $($at:literal)*) => {
            $(
                let turned = u32x4(
                    word!($blocks[0], $at),
                    word!($blocks[1], $at),
                    word!($blocks[2], $at),
                    word!($blocks[3], $at),
                );
                $words[$at] = i8x16_shuffle::<3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12>(
                    turned, turned,
                );
            )*
        };
    }

    /// One round. The names of the eight words move, so that no word has to.
    macro_rules! round {
        ($words:ident, $constants:ident, $at:literal, $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident) => {
            let chosen = v128_xor($g, v128_and($e, v128_xor($f, $g)));
            let of_e = xor(turn::<6>($e), turn::<11>($e), turn::<25>($e));
            let fixed = u32x4_add($words[$at], u32x4_splat($constants[$at]));
            let first = u32x4_add(u32x4_add($h, of_e), u32x4_add(chosen, fixed));
            let majority = v128_xor(v128_and($a, $b), v128_and($c, v128_xor($a, $b)));
            let of_a = xor(turn::<2>($a), turn::<13>($a), turn::<22>($a));
            $d = u32x4_add($d, first);
            $h = u32x4_add(first, u32x4_add(of_a, majority));
        };
    }

    /// The words of the next sixteen rounds.
    macro_rules! extend {
        ($words:ident, $($at:literal)*) => {
            $(
                let (far, near) = ($words[($at + 1) % 16], $words[($at + 14) % 16]);
                let of_far = xor(turn::<7>(far), turn::<18>(far), u32x4_shr(far, 3));
                let of_near = xor(turn::<17>(near), turn::<19>(near), u32x4_shr(near, 10));
                let kept = u32x4_add($words[$at], $words[($at + 9) % 16]);
                $words[$at] = u32x4_add(kept, u32x4_add(of_far, of_near));
            )*
        };
    }

    /// Each word of the four states.
    pub(in super::super) struct Lanes([v128; 8]);

    impl Lanes {
        /// The states of up to four.
        #[target_feature(enable = "simd128")]
        pub(in super::super) fn of<T>(jobs: &[T], state: fn(&T) -> &State) -> Self {
            let none = State::default();
            let of_lane = |lane: usize| jobs.get(lane).map_or(&none, state);
            let [a, b, c, d] = [of_lane(0), of_lane(1), of_lane(2), of_lane(3)];
            let mut words = [u32x4_splat(0); 8];
            for ((((word, a), b), c), d) in words.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                *word = u32x4(*a, *b, *c, *d);
            }
            Self(words)
        }

        #[target_feature(enable = "simd128")]
        pub(in super::super) fn hash(&mut self, blocks: [&[u8; BLOCK]; LANES]) {
            let mut words = [u32x4_splat(0); 16];
            gather!(words, blocks, 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
            compress(&mut self.0, &mut words);
        }

        /// Hashes four hashes, which end the outer message of an HMAC.
        #[target_feature(enable = "simd128")]
        pub(in super::super) fn hash_hashes(mut self, hashes: &Self) -> Self {
            let mut block = [u32x4_splat(0); 16];
            for (word, of_hash) in block.iter_mut().zip(hashes.0) {
                *word = of_hash;
            }
            block[8] = u32x4_splat(1 << 31);
            // The bits of a block and of a hash.
            block[15] = u32x4_splat(768);
            compress(&mut self.0, &mut block);
            self
        }

        #[target_feature(enable = "simd128")]
        pub(in super::super) fn states(&self) -> [State; LANES] {
            let mut states = [State::default(); LANES];
            let [a, b, c, d] = &mut states;
            for ((((word, a), b), c), d) in self.0.iter().zip(a).zip(b).zip(c).zip(d) {
                *a = u32x4_extract_lane::<0>(*word);
                *b = u32x4_extract_lane::<1>(*word);
                *c = u32x4_extract_lane::<2>(*word);
                *d = u32x4_extract_lane::<3>(*word);
            }
            states
        }
    }

    /// FIPS 180-4, section 6.2.2, on four blocks.
    #[target_feature(enable = "simd128")]
    #[expect(clippy::many_single_char_names, reason = "the standard names them so")]
    fn compress(state: &mut [v128; 8], words: &mut [v128; 16]) {
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
        let (rounds, _) = CONSTANTS.as_chunks::<16>();
        for (index, constants) in rounds.iter().enumerate() {
            if index > 0 {
                extend!(words, 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
            }
            round!(words, constants, 0, a b c d e f g h);
            round!(words, constants, 1, h a b c d e f g);
            round!(words, constants, 2, g h a b c d e f);
            round!(words, constants, 3, f g h a b c d e);
            round!(words, constants, 4, e f g h a b c d);
            round!(words, constants, 5, d e f g h a b c);
            round!(words, constants, 6, c d e f g h a b);
            round!(words, constants, 7, b c d e f g h a);
            round!(words, constants, 8, a b c d e f g h);
            round!(words, constants, 9, h a b c d e f g);
            round!(words, constants, 10, g h a b c d e f);
            round!(words, constants, 11, f g h a b c d e);
            round!(words, constants, 12, e f g h a b c d);
            round!(words, constants, 13, d e f g h a b c);
            round!(words, constants, 14, c d e f g h a b);
            round!(words, constants, 15, b c d e f g h a);
        }
        for (word, more) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *word = u32x4_add(*word, more);
        }
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    fn xor(a: v128, b: v128, c: v128) -> v128 {
        v128_xor(v128_xor(a, b), c)
    }

    /// Each word, its bits moved around to the right.
    #[inline]
    #[target_feature(enable = "simd128")]
    fn turn<const BITS: u32>(words: v128) -> v128 {
        v128_or(u32x4_shr(words, BITS), u32x4_shl(words, 32_u32.wrapping_sub(BITS)))
    }

    /// FIPS 180-4, section 4.2.2.
    const CONSTANTS: [u32; 64] = [
        0x428a_2f98,
        0x7137_4491,
        0xb5c0_fbcf,
        0xe9b5_dba5,
        0x3956_c25b,
        0x59f1_11f1,
        0x923f_82a4,
        0xab1c_5ed5,
        0xd807_aa98,
        0x1283_5b01,
        0x2431_85be,
        0x550c_7dc3,
        0x72be_5d74,
        0x80de_b1fe,
        0x9bdc_06a7,
        0xc19b_f174,
        0xe49b_69c1,
        0xefbe_4786,
        0x0fc1_9dc6,
        0x240c_a1cc,
        0x2de9_2c6f,
        0x4a74_84aa,
        0x5cb0_a9dc,
        0x76f9_88da,
        0x983e_5152,
        0xa831_c66d,
        0xb003_27c8,
        0xbf59_7fc7,
        0xc6e0_0bf3,
        0xd5a7_9147,
        0x06ca_6351,
        0x1429_2967,
        0x27b7_0a85,
        0x2e1b_2138,
        0x4d2c_6dfc,
        0x5338_0d13,
        0x650a_7354,
        0x766a_0abb,
        0x81c2_c92e,
        0x9272_2c85,
        0xa2bf_e8a1,
        0xa81a_664b,
        0xc24b_8b70,
        0xc76c_51a3,
        0xd192_e819,
        0xd699_0624,
        0xf40e_3585,
        0x106a_a070,
        0x19a4_c116,
        0x1e37_6c08,
        0x2748_774c,
        0x34b0_bcb5,
        0x391c_0cb3,
        0x4ed8_aa4a,
        0x5b9c_ca4f,
        0x682e_6ff3,
        0x748f_82ee,
        0x78a5_636f,
        0x84c8_7814,
        0x8cc7_0208,
        0x90be_fffa,
        0xa450_6ceb,
        0xbef9_a3f7,
        0xc671_78f2,
    ];
}
