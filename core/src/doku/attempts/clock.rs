//! DOKU's clock, as its answers tell it.

use crate::values::headers::{Headers, One, name};
use crate::values::timestamp::Timestamp;

/// When an answer was made, in seconds since 1970: by Response-Timestamp, else by Date.
pub(super) fn server_time(headers: &Headers<'_>) -> Option<i64> {
    let one = |name| match headers.one(name) {
        One::Value(text) => Some(text),
        One::Absent | One::Repeated => None,
    };
    let signed = one(name::RESPONSE_TIMESTAMP).and_then(|text| Timestamp::parse(text).ok());
    signed.map(Timestamp::unix).or_else(|| one("Date").and_then(http_date))
}

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, the form that RFC 9110 has servers write.
pub(super) fn http_date(text: &str) -> Option<i64> {
    let mut words = text.split(' ');
    words.next()?.strip_suffix(',')?;
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let (time, zone) = (words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)?.saturating_add(1);
    let is_whole = zone == "GMT" && words.next().is_none();
    let time = Timestamp::parse(&format!("{year}-{month:02}-{day}T{time}Z")).ok();
    time.filter(|_| is_whole).map(Timestamp::unix)
}

/// Whether a request may be sent as it was signed: DOKU's window is an hour.
pub(super) fn is_fresh(timestamp: &str, now: i64) -> bool {
    Timestamp::parse(timestamp).is_ok_and(|time| time.unix().abs_diff(now) <= FRESH)
}

/// Five minutes, which leaves most of the hour to a clock that is off.
const FRESH: u64 = 300;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
