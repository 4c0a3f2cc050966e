//! Base64 (RFC 4648) in its canonical form alone: what is written back is what was read.
//!
//! The crate `base64`, made for speed, and its messages would be 4 KB of the wasm, gzipped.
//! Diagnosis has it, for all that others take for base64.

/// Writes bytes in the standard alphabet, padded.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut out = vec![0; bytes.len().div_ceil(3).saturating_mul(4)];
    let (quads, _) = out.as_chunks_mut();
    for (quad, group) in quads.iter_mut().zip(bytes.chunks(3)) {
        *quad = match *group {
            [first, second, third] => digits([first, second, third]),
            [first, second] => {
                let [a, b, c, _] = digits([first, second, 0]);
                [a, b, c, b'=']
            }
            _ => {
                let [a, b, ..] = digits([group.first().copied().unwrap_or_default(), 0, 0]);
                [a, b, b'=', b'=']
            }
        };
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Reads padded text in the standard alphabet.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let once = text.strip_suffix('=').unwrap_or(text);
    decode_unpadded(once.strip_suffix('=').unwrap_or(once))
}

/// Reads text in the standard alphabet without its padding.
pub(crate) fn decode_unpadded(text: &str) -> Option<Vec<u8>> {
    read(text, *b"+/")
}

/// Reads text in the alphabet for URLs, which has no padding.
pub(crate) fn decode_url(text: &str) -> Option<Vec<u8>> {
    read(text, *b"-_")
}

/// `last` are the digits after letters and numerals, in which the alphabets differ.
fn read(text: &str, last: [u8; 2]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len().div_ceil(4).saturating_mul(3));
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0;
        for index in 0..4 {
            let digit = group.get(index).map_or(Some(0), |digit| value(*digit, last))?;
            bits = bits << 6 | u32::from(digit);
        }
        let [_, bytes @ ..] = bits.to_be_bytes();
        let (own, rest) = bytes.split_at_checked(group.len().saturating_sub(1))?;
        // A digit alone is no byte, and bits that are left over are zero.
        if own.is_empty() || rest.iter().any(|byte| *byte != 0) {
            return None;
        }
        out.extend_from_slice(own);
    }
    Some(out)
}

fn digits([first, second, third]: [u8; 3]) -> [u8; 4] {
    let digit = |bits: u8| DIGITS.get(usize::from(bits & 63)).copied().unwrap_or_default();
    [
        digit(first >> 2),
        digit(first << 4 | second >> 4),
        digit(second << 2 | third >> 6),
        digit(third),
    ]
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn value(digit: u8, [plus, slash]: [u8; 2]) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit.wrapping_sub(b'A')),
        b'a'..=b'z' => Some(digit.wrapping_sub(b'a').wrapping_add(26)),
        b'0'..=b'9' => Some(digit.wrapping_sub(b'0').wrapping_add(52)),
        _ if digit == plus => Some(62),
        _ if digit == slash => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
