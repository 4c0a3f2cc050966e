//! How long to wait before the next attempt.

use super::clock::http_date;
use crate::values::headers::{Headers, One};

/// Full jitter: anything from nothing to half a second, a second, two, and so on to eight seconds.
///
/// Many clients that failed together then do not come back together.
pub(super) fn backoff(made: u32, random: u32) -> u64 {
    let doublings = made.saturating_sub(1).min(4);
    let most = 500_u64 << doublings;
    most.saturating_mul(u64::from(random)) >> 32
}

/// The milliseconds that `Retry-After` asks for: a number of seconds, or a date (RFC 9110).
pub(super) fn retry_after(headers: &Headers<'_>, now: i64) -> Option<u64> {
    let One::Value(text) = headers.one("Retry-After") else { return None };
    let seconds = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse::<i64>().unwrap_or(i64::MAX)
    } else {
        http_date(text)?.saturating_sub(now)
    };
    Some(u64::try_from(seconds).unwrap_or(0).saturating_mul(1000))
}
