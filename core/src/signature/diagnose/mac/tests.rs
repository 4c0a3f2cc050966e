use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::{Hash, MacKey, Macs, Start, bytes, hash};

/// RFC 4231, test cases 1, 2 and 6.
#[test]
fn makes_the_hmacs_of_the_rfc() {
    for (key, message, start) in [
        (vec![0x0b; 20], "Hi There", [0xb0, 0x34, 0x4c, 0x61]),
        (b"Jefe".to_vec(), "what do ya want for nothing?", [0x5b, 0xdc, 0xc1, 0x46]),
        (
            vec![0xaa; 131],
            "Test Using Larger Than Block-Size Key - Hash Key First",
            [0x60, 0xe4, 0x31, 0x59],
        ),
    ] {
        assert_eq!(bytes(MacKey::new(&key).mac(message.as_bytes()))[..4], start);
    }
}

/// In any number, and of any length, and cut anywhere.
#[test]
fn finds_each_hmac_under_its_tag() {
    let text: Vec<u8> = (0..=255).cycle().take(700).collect();
    for (size, key) in [(0, &b"k"[..]), (55, b"key"), (56, &[7; 64]), (64, &[7; 65]), (119, b"SK-")]
    {
        for count in [1, 2, 3, 4, 5, 9] {
            let message = |tag: usize| &text[..size + tag * 61 % 600];
            let expected = |tag: usize| -> [u8; 32] {
                let mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
                mac.chain_update(message(tag)).finalize().into_bytes().into()
            };
            for wanted in 0..count {
                let mut macs = Macs::of(&[[0; 32], expected(wanted)]);
                for tag in 0..count {
                    let (before, after) = message(tag).split_at(message(tag).len() / 2);
                    let (start, rest) = Start::of(&MacKey::new(key), before);
                    macs.add(&start, &[rest, after], tag);
                }
                assert_eq!(macs.matched(), [wanted]);
                assert_eq!(macs.matched(), [0; 0]);
            }
        }
    }
}

#[test]
fn hashes_as_sha_256_does() {
    let text: Vec<u8> = (0..=255).cycle().take(300).collect();
    for size in 0..300 {
        let (before, end) = text[..size].split_at(size - size / 3);
        let expected: [u8; 32] = Sha256::digest(&text[..size]).into();
        assert_eq!(hash(&text[..size]), expected);
        assert_eq!(Hash::of(before).with(end), expected);
    }
}
