//! Timestamps, against the crate `time`.

use dokukit::Timestamp;
use proptest::prelude::*;
use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, UtcOffset};

use crate::cases;

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn writes_what_time_writes(unix in 0..=LAST) {
        let timestamp = Timestamp::from_unix(unix).unwrap();
        let text = timestamp.to_string();
        let theirs = OffsetDateTime::from_unix_timestamp(unix).unwrap();
        prop_assert_eq!(&text, &theirs.format(&Rfc3339).unwrap());
        prop_assert_eq!(Timestamp::parse(&text).unwrap(), timestamp);
        prop_assert_eq!(timestamp.unix(), unix);
    }

    #[test]
    fn reads_what_time_writes_with_an_offset(unix in 0..=LAST, minutes in -1439..=1439_i32) {
        let offset = UtcOffset::from_whole_seconds(minutes * 60).unwrap();
        let theirs = OffsetDateTime::from_unix_timestamp(unix).unwrap();
        // The local time may lie in the year 10000, which has no such text.
        if let Some(local) = theirs.checked_to_offset(offset) {
            let text = local.format(&Rfc3339).unwrap();
            prop_assert_eq!(Timestamp::parse(&text).unwrap().unix(), unix, "{}", text);
        }
    }

    #[test]
    fn agrees_with_time_on_what_is_a_time(
        text in "(19[67][0-9]|[0-9]{4})-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-5][0-9](Z|[+-][0-2][0-9]:[0-6][0-9])"
    ) {
        let theirs = OffsetDateTime::parse(&text, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp);
        let theirs = theirs.filter(|unix| (0..=LAST).contains(unix));
        let ours = Timestamp::parse(&text).ok().map(Timestamp::unix);
        prop_assert_eq!(ours, theirs, "{}", text);
    }

    #[test]
    fn agrees_with_time_on_leap_days(year in 1970..=9999, month in 1..=12, day in 28..=31) {
        let text = format!("{year}-{month:02}-{day:02}T00:00:00Z");
        let theirs = OffsetDateTime::parse(&text, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp);
        prop_assert_eq!(Timestamp::parse(&text).ok().map(Timestamp::unix), theirs);
    }

    #[test]
    fn refuses_seconds_outside_the_range(unix in prop_oneof![i64::MIN..0, (LAST + 1)..=i64::MAX]) {
        prop_assert!(Timestamp::from_unix(unix).is_err());
    }

    #[test]
    fn never_panics_on_text(text in "\\PC*|[0-9TZ:+.-]{0,30}") {
        if let Ok(timestamp) = Timestamp::parse(&text) {
            prop_assert!(OffsetDateTime::parse(&text, &Rfc3339).is_ok());
            prop_assert_eq!(Timestamp::parse(&timestamp.to_string()).unwrap(), timestamp);
        }
    }
}

#[test]
fn agrees_with_time_where_years_turn() {
    for year in 1970..=9999 {
        for month in [Month::January, Month::March] {
            let first = Date::from_calendar_date(year, month, 1).unwrap();
            let first = first.midnight().assume_utc().unix_timestamp();
            for unix in [first - 1, first].into_iter().filter(|unix| *unix >= 0) {
                let theirs = OffsetDateTime::from_unix_timestamp(unix).unwrap();
                let text = Timestamp::from_unix(unix).unwrap().to_string();
                assert_eq!(text, theirs.format(&Rfc3339).unwrap());
                assert_eq!(Timestamp::parse(&text).unwrap().unix(), unix);
            }
        }
    }
}

/// 9999-12-31T23:59:59Z.
const LAST: i64 = 253_402_300_799;
