//! The timestamp that may have been signed, with its label before a colon.

use super::Choice;
use crate::values::timestamp::Timestamp;

pub(super) fn times(request: Option<&str>, response: Option<&str>) -> Vec<Choice> {
    let (label, other, time) = match (request, response) {
        (_, Some(time)) => (RESPONSE, REQUEST, time),
        (time, None) => (REQUEST, RESPONSE, time.unwrap_or_default()),
    };
    let mut choices = vec![Choice::believed(format!("{label}:{time}"))];
    let mut add = |text: String, code, detail| {
        if choices.iter().all(|known| known.text != text) {
            choices.push(Choice::other(text, code, detail));
        }
    };
    let swapped = "the label of the timestamp is the one of the other direction";
    add(format!("{other}:{time}"), "timestamp_label", swapped);
    let fraction = "the timestamp was signed with another fraction of a second than it is sent";
    let whole = without_fraction(time);
    add(format!("{label}:{whole}"), "timestamp_fraction", fraction);
    if let Some(start) = whole.strip_suffix('Z') {
        for digits in [".000Z", ".0Z", ".000000Z"] {
            add(format!("{label}:{start}{digits}"), "timestamp_fraction", fraction);
        }
    }
    let Ok(moment) = Timestamp::parse(&whole) else { return choices };
    let local = "the time that was signed is seven hours off the one that is sent: local time \
                 of Jakarta (WIB) labelled as UTC";
    for seconds in [7 * HOUR, -7 * HOUR] {
        if let Ok(shifted) = Timestamp::from_unix(moment.unix().saturating_add(seconds)) {
            add(format!("{label}:{shifted}"), "timestamp_not_utc", local);
        }
    }
    let offset = "the timestamp was signed in another time zone than it is sent";
    add(format!("{label}:{moment}"), "timestamp_not_utc", offset);
    if let Ok(shifted) = Timestamp::from_unix(moment.unix().saturating_add(7 * HOUR)) {
        let zoned = shifted.to_string().replace('Z', "+07:00");
        add(format!("{label}:{zoned}"), "timestamp_not_utc", offset);
    }
    choices
}

/// `2020-08-11T08:45:42.123Z` without `.123`.
fn without_fraction(time: &str) -> String {
    let Some((start, rest)) = time.split_once('.') else { return time.to_owned() };
    let rest = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    format!("{start}{rest}")
}

const REQUEST: &str = "Request-Timestamp";
const RESPONSE: &str = "Response-Timestamp";
const HOUR: i64 = 3600;
