//! Reading a Signature header as something near what it should be.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::Finding;
use crate::signature::PREFIX;

/// The 32 bytes, and what is wrong with the way they are written.
pub(super) fn leniently(header: &str) -> Result<([u8; 32], Vec<Finding>), Finding> {
    let mut findings = Vec::new();
    let text = header.trim();
    let text = text.strip_prefix(PREFIX).unwrap_or_else(|| {
        let detail = "the header lacks HMACSHA256= before the base64";
        findings.push(Finding::new("prefix_missing", detail));
        text
    });
    if let Some(bytes) = from_hex(text) {
        let detail = "the signature is in hexadecimal, and has to be in base64";
        findings.push(Finding::new("hex_signature", detail));
        return Ok((bytes, findings));
    }
    let is_url_safe = text.contains(['-', '_']);
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let alphabet = if is_url_safe { &URL_SAFE } else { &STANDARD };
    let bytes = GeneralPurpose::new(alphabet, config).decode(text).unwrap_or_default();
    if let Some(bytes) = std::str::from_utf8(&bytes).ok().and_then(from_hex) {
        let detail = "the base64 is of the hexadecimal text, and has to be of the 32 bytes";
        findings.push(Finding::new("hex_signature", detail));
        return Ok((bytes, findings));
    }
    if matches!(bytes.len(), 64 | 256) {
        let detail = "a signature of 64 bytes (HMAC-SHA512) or 256 (RSA) is one of SNAP";
        return Err(Finding::new("snap_scheme", detail));
    }
    let Ok(bytes) = <[u8; 32]>::try_from(bytes) else {
        let detail = "the header is not the base64 of 32 bytes, nor anything near it";
        return Err(Finding::new("not_a_signature", detail));
    };
    if is_url_safe {
        let detail = "the base64 has - and _ of the URL-safe alphabet, and has to have + and /";
        findings.push(Finding::new("url_safe_base64", detail));
    }
    if !text.ends_with('=') {
        findings.push(Finding::new("padding_missing", "the base64 lacks the = at its end"));
    }
    Ok((bytes, findings))
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() == 64)?;
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_chunks().0) {
        let [high, low] = *pair;
        *byte = u8::try_from(high << 4 | low).ok()?;
    }
    Some(bytes)
}
