//! Base64 (RFC 4648) in its canonical form alone: what is written back is what was read.
//!
//! `base64ct` reads and writes keys and signatures in constant time, and is smaller in the wasm than
//! the crate `base64` (decision 0009). Diagnosis has that one, for all that others take for base64.

use base64ct::{Base64, Encoding};
use zeroize::Zeroizing;

/// Writes bytes in the standard alphabet, padded.
pub(crate) fn encode(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Reads padded text in the standard alphabet.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok()
}

/// Reads text in the standard alphabet without its padding.
pub(crate) fn decode_unpadded(text: &str) -> Option<Vec<u8>> {
    let mut padded = Zeroizing::new(text.to_owned());
    while !padded.len().is_multiple_of(4) {
        padded.push('=');
    }
    decode(&padded).filter(|_| !text.ends_with('='))
}

/// Reads text in the alphabet for URLs, which has no padding.
pub(crate) fn decode_url(text: &str) -> Option<Vec<u8>> {
    let in_standard = |letter| match letter {
        '-' => '+',
        '_' => '/',
        '+' | '/' => '=',
        other => other,
    };
    decode_unpadded(&Zeroizing::new(text.chars().map(in_standard).collect::<String>()))
}

#[cfg(test)]
mod tests;
