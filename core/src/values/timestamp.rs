//! Seconds in UTC, in the one form that DOKU accepts.

mod calendar;

use std::fmt;

use self::calendar::{date_of, days_of, seconds_of, time_of, two};
use crate::error::{Error, ErrorCode, Violation, ViolationCode};

pub(crate) use self::calendar::is_date;

/// A moment between 1970 and 9999, in whole seconds.
///
/// DOKU wants `YYYY-MM-DDTHH:MM:SSZ` in UTC (RDL Registration, request header) and
/// refuses a request that is more than an hour off.
///
/// ```
/// use dokukit::Timestamp;
/// let wib = Timestamp::parse("2020-09-22T08:51:00+07:00")?;
/// assert_eq!(wib.to_string(), "2020-09-22T01:51:00Z");
/// # Ok::<(), dokukit::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment that many seconds after 1970 began.
    ///
    /// # Errors
    /// `invalid_request` with `out_of_range` before 1970 or after 9999.
    pub fn from_unix(seconds: i64) -> Result<Self, Error> {
        if (0..=LAST).contains(&seconds) {
            return Ok(Self(seconds));
        }
        let detail = "expected seconds between 1970 and 9999";
        Err(refuse(Violation::new("timestamp", ViolationCode::OutOfRange, detail)))
    }

    /// Reads `2020-09-22T01:51:00Z`, or with an offset such as `+07:00`.
    ///
    /// # Errors
    /// `invalid_request` with `bad_format` for any other form, fractions of a second,
    /// days that the calendar does not have, and a 60th second.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::check(text).map_err(refuse)
    }

    /// Seconds since 1970.
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0
    }

    pub(crate) fn check(text: &str) -> Result<Self, Violation> {
        if text.is_empty() {
            let detail = "expected YYYY-MM-DDTHH:MM:SSZ, got nothing";
            return Err(Violation::new("timestamp", ViolationCode::Required, detail));
        }
        read(text.as_bytes()).map(Self).ok_or_else(|| {
            let detail = "expected YYYY-MM-DDTHH:MM:SSZ or an offset such as +07:00, \
                          a real date between 1970 and 9999, whole seconds";
            Violation::new("timestamp", ViolationCode::BadFormat, detail)
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, seconds) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let (year, month, day) = date_of(days);
        let (hour, minute, second) = time_of(seconds);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

const DAY: i64 = 86_400;
/// 9999-12-31T23:59:59Z.
const LAST: i64 = 253_402_300_799;

fn refuse(violation: Violation) -> Error {
    Error::violated(ErrorCode::InvalidRequest, vec![violation])
}

fn read(text: &[u8]) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let (time, zone) = rest.split_at_checked(9)?;
    let [b'T', h1, h2, b':', m1, m2, b':', s1, s2] = *time else {
        return None;
    };
    let seconds = seconds_of(two(h1, h2, 23)?, two(m1, m2, 59)?, two(s1, s2, 59)?);
    let offset = match *zone {
        [b'Z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let ahead = seconds_of(two(h1, h2, 23)?, two(m1, m2, 59)?, 0);
            if sign == b'+' { ahead } else { ahead.checked_neg()? }
        }
        _ => return None,
    };
    let unix = days_of(date)?.checked_mul(DAY)?.checked_add(seconds)?.checked_sub(offset)?;
    (0..=LAST).contains(&unix).then_some(unix)
}

#[cfg(test)]
mod tests;
