//! The time that may have been signed.

use std::collections::BTreeSet;

use super::choice::{Choice, Mistake, Mistakes, add};
use super::codes::Code;
use crate::values::timestamp::Timestamp;

/// The believed moments, and what else may stand in the place of the first one, after its label.
pub(super) fn of_moments(mut believed: Vec<Choice>, moments: &[(&str, &str)]) -> Vec<Choice> {
    if let Some((label, time)) = moments.first() {
        believed.extend(times(time).into_iter().skip(1).map(|choice| {
            let text = choice.text.map(|text| format!("{label}:{text}"));
            Choice { text, ..choice }
        }));
    }
    believed
}

/// What may stand in the string in place of the time that the header has.
fn times(believed: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::believed(believed)];
    if believed.len() > LONGEST {
        return choices;
    }
    let (whole, fraction) = split(believed);
    let Some(moment) = moment(&whole) else { return choices };
    let epoch = Mistake::new(
        Code::TimestampEpoch,
        "seconds or milliseconds since 1970 were signed, as Date.now() and time() give them",
    );
    let seconds = moment.to_string();
    let milliseconds = format!("{:0<3}", fraction.get(..3).unwrap_or(fraction));
    for text in [
        seconds.clone(),
        format!("{seconds}000"),
        format!("{seconds}{milliseconds}"),
        format!("{seconds}.{milliseconds}"),
    ] {
        add(&mut choices, Choice::other(text, epoch, 0));
    }
    let mut seen: BTreeSet<String> =
        choices.iter().filter_map(|choice| choice.text.clone()).collect();
    let clocks = clocks(moment, &whole);
    let fractions = fractions(fraction);
    let believed_zone = whole.get(SECONDS..).unwrap_or_default();
    for (start, clock, of_clock) in &clocks {
        for (zone, of_zone, seldom) in ZONES {
            // The clock of a zone with its offset is one mistake, and a usual one.
            let is_its_zone = of_clock.is_some() && zone.get(..3) == *of_clock;
            let seldom = if is_its_zone { 0 } else { *seldom };
            let of_zone = Some(*of_zone).filter(|_| *zone != believed_zone);
            for (digits, of_fraction, also) in &fractions {
                let mistakes = all([clock.map(|(clock, _)| clock), of_zone, *of_fraction]);
                let of_clock = clock.map_or(0, |(_, seldom)| if is_its_zone { 0 } else { seldom });
                let of_zone = if of_zone.is_some() { seldom } else { 0 };
                let rank = of_clock.saturating_add(of_zone).saturating_add(*also);
                let fits = mistakes.filter(|all| all.count() > 0 && rank <= 2);
                if let Some(mistakes) = fits {
                    let text = format!("{start}{digits}{zone}");
                    if seen.insert(text.clone()) {
                        choices.push(Choice { text: Some(text), mistakes, rank });
                    }
                }
            }
        }
    }
    for (text, rank) in forms(moment, &whole) {
        let what = "the timestamp was signed in another form";
        add(&mut choices, Choice::other(text, Mistake::new(Code::TimestampNotUtc, what), rank));
    }
    if fraction.is_empty() {
        milliseconds_of(&mut choices, &clocks, &whole);
        choices.extend(thousands().skip(1).map(|digits| {
            let text = Some([seconds.as_str(), &digits].concat());
            Choice { text, mistakes: Mistakes::one(epoch), rank: 3 }
        }));
    }
    let zone = believed_zone;
    let others: Vec<Choice> =
        clocks.iter().flat_map(|clock| twice(clock, fraction, zone)).collect();
    choices.extend(others);
    choices
}

/// A clock of another zone that was read twice.
fn twice(clock: &Clock, fraction: &str, zone: &str) -> Vec<Choice> {
    let (start, mistake, offset) = clock;
    let moment = Timestamp::parse(&format!("{start}Z")).map(Timestamp::unix);
    let (Ok(moment), Some((mistake, _)), Some(_)) = (moment, mistake, offset) else {
        return Vec::new();
    };
    let mistakes = Mistakes::one(*mistake).and(SHIFTED).unwrap_or_default();
    let point = if fraction.is_empty() { "" } else { "." };
    let near = [-1, 1, -2, 2, -3, 3, -4, 4, -5, 5_i64].into_iter();
    let texts = near.filter_map(|seconds| shifted(moment, seconds));
    let choice = |start: String| {
        let text = Some(format!("{start}{point}{fraction}{zone}"));
        Choice { text, mistakes, rank: 2 }
    };
    texts.map(choice).collect()
}

/// The same moment in other forms, each with its rank.
fn forms(moment: i64, whole: &str) -> Vec<(String, u8)> {
    let blank = whole.replace('T', " ");
    let bare = blank.replace('Z', "");
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    let (date, time) = digits.split_at_checked(8).unwrap_or_default();
    let mut forms = vec![
        (blank, 1),
        (bare.clone(), 1),
        (whole.to_ascii_lowercase(), 1),
        (format!("{date}T{time}Z"), 2),
        (digits.clone(), 2),
        (format!("{}Z", whole.get(..16).unwrap_or_default()), 2),
        (whole.get(..10).unwrap_or_default().to_owned(), 2),
        (bare.replace('-', "/"), 2),
    ];
    let parts = [bare.get(..4), bare.get(5..7), bare.get(8..10), bare.get(11..)];
    if let [Some(year), Some(month), Some(day), Some(clock)] = parts {
        // 1970 began on a Thursday.
        let weekday = moment.div_euclid(86_400).rem_euclid(7);
        let name = |names: &[&'static str], place: Option<usize>| {
            place.and_then(|place| names.get(place)).copied().unwrap_or_default()
        };
        let weekday = name(WEEKDAYS, usize::try_from(weekday).ok());
        let month_name =
            name(MONTHS, month.parse().ok().and_then(|month: usize| month.checked_sub(1)));
        forms.extend([
            (format!("{weekday}, {day} {month_name} {year} {clock} GMT"), 2),
            (format!("{weekday}, {day} {month_name} {year} {clock} +0000"), 2),
            (format!("{weekday} {month_name} {day} {clock} UTC {year}"), 2),
            (format!("{day}/{month}/{year} {clock}"), 2),
            (format!("{day}-{month}-{year} {clock}"), 2),
        ]);
    }
    forms
}

const WEEKDAYS: &[&str] = &["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: &[&str] =
    &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Text, mistake with its rank, and offset.
type Clock = (String, Option<(Mistake, u8)>, Option<&'static str>);

/// Every number of milliseconds: the header was cut, and the string was not.
fn milliseconds_of(choices: &mut Vec<Choice>, clocks: &[Clock], whole: &str) {
    let what = "the timestamp was signed with milliseconds that the header lacks, as JavaScript's toISOString gives them";
    let of_fraction = Mistake::new(Code::TimestampFraction, what);
    let start = whole.get(..SECONDS).unwrap_or_default();
    let wib = clocks.iter().find(|(_, _, offset)| *offset == Some("+07"));
    let wib = wib.map(|(start, clock, _)| (start.as_str(), clock.map(|(clock, _)| clock)));
    for (start, clock) in [Some((start, None)), wib].into_iter().flatten() {
        let mistakes = all([clock, Some(of_fraction), None]).unwrap_or_default();
        choices.extend(thousands().skip(1).map(|digits| {
            let text = Some([start, ".", &digits, "Z"].concat());
            Choice { text, mistakes, rank: 3 }
        }));
    }
}

/// `000` to `999`.
fn thousands() -> impl Iterator<Item = String> {
    let digits = || '0'..='9';
    digits().flat_map(move |first| {
        digits().flat_map(move |second| {
            digits().map(move |third| String::from_iter([first, second, third]))
        })
    })
}

/// The longest text that is read as a time, in bytes.
const LONGEST: usize = 48;

/// What may follow the seconds, and what that is where the header has another zone.
const ZONES: &[(&str, Mistake, u8)] = &[
    ("Z", ZONE, 0),
    (
        "+00:00",
        Mistake::new(
            Code::TimestampNotUtc,
            "the timestamp was signed with +00:00 in place of Z, as Python's isoformat() and PHP's date('c') write it",
        ),
        0,
    ),
    ("+07:00", ZONE, 0),
    ("+08:00", ZONE, 1),
    ("+09:00", ZONE, 1),
    (
        "",
        Mistake::new(
            Code::TimestampNotUtc,
            "the timestamp was signed without a zone, as Java's LocalDateTime and Python's naive times write it",
        ),
        0,
    ),
    ("+0000", ZONE, 1),
    ("+0700", ZONE, 1),
    ("+00", ZONE, 1),
    ("+07", ZONE, 2),
    ("-00:00", ZONE, 1),
    (" UTC", ZONE, 1),
    ("z", ZONE, 1),
];

const ZONE: Mistake = Mistake::new(
    Code::TimestampNotUtc,
    "the timestamp was signed in another time zone than it is sent",
);

const SHIFTED: Mistake = Mistake::new(
    Code::TimestampShifted,
    "the time that was signed is up to five seconds off the one that is sent",
);

/// The beginning of the text up to the seconds with another clock: the mistake, how seldom it is
/// met, and the offset that belongs to it.
fn clocks(moment: i64, whole: &str) -> Vec<Clock> {
    let start = whole.get(..SECONDS).unwrap_or_default();
    let mut clocks = vec![(start.to_owned(), None, None)];
    let utc = shifted(moment, 0);
    if let Some(utc) = utc.filter(|utc| utc != start) {
        clocks.push((utc, Some((ZONE, 0)), None));
    }
    let hours = [
        (
            7 * 3600,
            "+07",
            "the time that was signed is seven hours off the one that is sent: local time of Jakarta (WIB) labelled as UTC",
        ),
        (
            8 * 3600,
            "+08",
            "the time that was signed is eight hours off the one that is sent: local time of Makassar (WITA) labelled as UTC",
        ),
        (
            9 * 3600,
            "+09",
            "the time that was signed is nine hours off the one that is sent: local time of Jayapura (WIT) labelled as UTC",
        ),
    ];
    for (ahead, offset, what) in hours {
        for seconds in [ahead, i64::saturating_neg(ahead)] {
            let seldom = u8::from(seconds != hours[0].0);
            let mistake = Mistake::new(Code::TimestampNotUtc, what);
            let clock = shifted(moment, seconds);
            clocks.extend(clock.map(|clock| (clock, Some((mistake, seldom)), Some(offset))));
        }
    }
    for seconds in [-1, 1, -2, 2, -3, 3, -4, 4, -5, 5_i64] {
        let seldom = u8::from(seconds.abs() > 1);
        let clock = shifted(moment, seconds);
        clocks.extend(clock.map(|clock| (clock, Some((SHIFTED, seldom)), None)));
    }
    clocks
}

fn shifted(moment: i64, seconds: i64) -> Option<String> {
    let text = Timestamp::from_unix(moment.saturating_add(seconds)).ok()?.to_string();
    Some(text.trim_end_matches('Z').to_owned())
}

/// Fractions of a second other than that of the header, each with its rank.
fn fractions(believed: &str) -> Vec<(String, Option<Mistake>, u8)> {
    let point = |digits: &str| if digits.is_empty() { String::new() } else { format!(".{digits}") };
    let mut fractions = vec![(point(believed), None, 0)];
    let what = "the timestamp was signed with another fraction of a second than it is sent, as JavaScript's toISOString and Java's Instant give one";
    let other = Mistake::new(Code::TimestampFraction, what);
    for width in [3, 0, 1, 2, 4, 5, 6, 7, 8, 9] {
        let cut = believed.get(..width).unwrap_or(believed);
        for digits in [format!("{cut:0<width$}"), "0".repeat(width)] {
            let text = point(&digits);
            if fractions.iter().all(|(known, _, _)| *known != text) {
                let seldom = u8::from(!matches!(width, 0 | 3 | 6));
                fractions.push((text, Some(other), seldom));
            }
        }
    }
    fractions
}

fn all(mistakes: [Option<Mistake>; 3]) -> Option<Mistakes> {
    mistakes.into_iter().flatten().try_fold(Mistakes::NONE, Mistakes::and)
}

/// The text without its fraction, and the digits of that.
fn split(time: &str) -> (String, &str) {
    let Some((start, rest)) = time.split_once('.') else { return (time.to_owned(), "") };
    let zone = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digits = rest.strip_suffix(zone).unwrap_or_default();
    (format!("{start}{zone}"), digits)
}

/// Seconds since 1970 of a text with or without a zone.
fn moment(whole: &str) -> Option<i64> {
    let zoned = format!("{}Z", whole.replace(' ', "T").trim_end_matches(['Z', 'z']));
    let moment = Timestamp::parse(whole).or_else(|_| Timestamp::parse(&zoned));
    moment.ok().map(Timestamp::unix)
}

/// `2020-08-11T08:45:42`.
const SECONDS: usize = 19;
