use super::{LAST, Timestamp, is_date};

#[test]
fn accepts_utc_and_offsets() {
    for (text, unix, utc) in [
        ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
        ("1972-02-29T00:00:00Z", 68_169_600, "1972-02-29T00:00:00Z"),
        ("2000-02-29T12:00:00Z", 951_825_600, "2000-02-29T12:00:00Z"),
        ("2020-08-11T08:45:42Z", 1_597_135_542, "2020-08-11T08:45:42Z"),
        ("2100-02-28T23:59:59Z", 4_107_542_399, "2100-02-28T23:59:59Z"),
        ("9999-12-31T23:59:59Z", LAST, "9999-12-31T23:59:59Z"),
        // DOKU, RDL Registration, request header: 08:51 in WIB is 01:51 in UTC.
        ("2020-09-22T08:51:00+07:00", 1_600_739_460, "2020-09-22T01:51:00Z"),
        ("2023-12-31T18:00:00-07:30", 1_704_072_600, "2024-01-01T01:30:00Z"),
        ("2020-08-11T08:45:42+00:00", 1_597_135_542, "2020-08-11T08:45:42Z"),
        ("2020-08-11T08:45:42-00:00", 1_597_135_542, "2020-08-11T08:45:42Z"),
        // The local date may lie outside 1970 to 9999, the moment may not.
        ("1969-12-31T00:01:00-23:59", 0, "1970-01-01T00:00:00Z"),
        ("1970-01-01T23:59:00+23:59", 0, "1970-01-01T00:00:00Z"),
        ("9999-12-31T00:00:59-23:59", LAST, "9999-12-31T23:59:59Z"),
    ] {
        let timestamp = Timestamp::parse(text).unwrap();
        assert_eq!(timestamp.unix(), unix, "{text}");
        assert_eq!(timestamp.to_string(), utc, "{text}");
        assert_eq!(Timestamp::from_unix(unix).unwrap(), timestamp, "{text}");
    }
}

#[test]
fn rejects_other_text() {
    for (text, code) in [
        ("", "required"),
        (" ", "bad_format"),
        ("2020-08-11", "bad_format"),
        ("2020-08-11T08:45Z", "bad_format"),
        ("2020-08-11T08:45:42", "bad_format"),
        ("2020-08-11 08:45:42Z", "bad_format"),
        ("2020-08-11t08:45:42Z", "bad_format"),
        ("2020-08-11T08:45:42z", "bad_format"),
        ("2020-08-11T08:45:42.000Z", "bad_format"),
        ("2020-08-11T08:45:42,5Z", "bad_format"),
        ("2020-08-11T08:45:42ZZ", "bad_format"),
        ("2020-08-11T08:45:42Z+07:00", "bad_format"),
        ("2020-08-11T08:45:42Z\n", "bad_format"),
        (" 2020-08-11T08:45:42Z", "bad_format"),
        ("20200811T084542Z", "bad_format"),
        ("2020-8-11T08:45:42Z", "bad_format"),
        ("+2020-08-11T08:45:42Z", "bad_format"),
        ("12020-08-11T08:45:42Z", "bad_format"),
        ("2020/08/11T08:45:42Z", "bad_format"),
        ("２０20-08-11T08:45:42Z", "bad_format"),
        ("2020-0\u{663}-11T08:45:42Z", "bad_format"),
    ] {
        assert_eq!(refused(text), code, "{text:?}");
    }
}

#[test]
fn rejects_what_no_clock_shows() {
    for text in [
        "2020-00-11T08:45:42Z",
        "2020-13-11T08:45:42Z",
        "2020-08-00T08:45:42Z",
        "2020-08-32T08:45:42Z",
        "2020-04-31T08:45:42Z",
        "2021-02-29T08:45:42Z",
        "2100-02-29T08:45:42Z",
        "2020-08-11T24:00:00Z",
        "2020-08-11T08:60:42Z",
        "2016-12-31T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
    ] {
        assert_eq!(refused(text), "bad_format", "{text}");
    }
}

#[test]
fn rejects_other_offsets() {
    for text in [
        "2020-08-11T08:45:42+07",
        "2020-08-11T08:45:42+0700",
        "2020-08-11T08:45:42+7:00",
        "2020-08-11T08:45:42+24:00",
        "2020-08-11T08:45:42+07:60",
        "2020-08-11T08:45:42+07:00:00",
        "2020-08-11T08:45:42\u{2212}07:00",
        "2020-08-11T08:45:42 07:00",
        "1970-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    ] {
        assert_eq!(refused(text), "bad_format", "{text}");
    }
}

#[test]
fn rejects_seconds_before_1970_and_after_9999() {
    for seconds in [i64::MIN, -1, LAST + 1, i64::MAX] {
        let error = Timestamp::from_unix(seconds).unwrap_err();
        let violation = &error.violations()[0];
        assert_eq!(error.code().as_str(), "invalid_request");
        assert_eq!(violation.path, "timestamp");
        assert_eq!(violation.code.as_str(), "out_of_range", "{seconds}");
    }
}

#[test]
fn accepts_days_of_the_calendar() {
    for date in ["0001-01-01", "1989-09-01", "2000-02-29", "2024-02-29", "9999-12-31"] {
        assert!(is_date(date), "{date}");
    }
}

#[test]
fn rejects_other_days() {
    for date in [
        "",
        "0000-01-01",
        "1900-02-29",
        "2023-02-29",
        "2023-06-31",
        "2023-13-01",
        "2023-00-01",
        "2023-01-00",
        "2023-1-01",
        "23-01-01",
        "2023-01-01 ",
        "2023-01-01T00:00:00Z",
        "01-01-2023",
        "2023/01/01",
        "20230101",
        "2023-0١-01",
    ] {
        assert!(!is_date(date), "{date}");
    }
}

fn refused(text: &str) -> &'static str {
    let error = Timestamp::parse(text).unwrap_err();
    let violation = &error.violations()[0];
    assert_eq!(error.code().as_str(), "invalid_request", "{text:?}");
    assert_eq!(violation.path, "timestamp", "{text:?}");
    violation.code.as_str()
}
