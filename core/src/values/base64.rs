//! Base64 (RFC 4648) in its canonical form alone: what is written back is what was read.
//!
//! `base64ct` reads and writes keys and signatures in constant time, and is 4 KB smaller in the
//! gzipped wasm than the crate `base64`. Diagnosis has that one, for all that others take for base64.

use base64ct::{Base64, Base64Unpadded, Base64UrlUnpadded, Encoding};

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
    Base64Unpadded::decode_vec(text).ok()
}

/// Reads text in the alphabet for URLs, which has no padding.
pub(crate) fn decode_url(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

#[cfg(test)]
mod tests;
