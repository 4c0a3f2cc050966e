"""Families timestamp, request-id and config: values that are made by parsing."""

from case import BY_ORACLE, CALL, CONFIG, DROP, FULL, Case, changed, error, invalid_request

TIMESTAMP = "DOKU, RDL Registration, request header: Request-Timestamp in UTC. Computed by tests/oracle"
REQUEST_ID = "DOKU, RDL Registration, request header: Request-Id, at most 128 characters"
CONFIGURATION = "Configuration of a merchant account. " + BY_ORACLE

# name, text, the text in UTC, unix seconds
GOOD_TIMES = [
    ("utc", "2020-08-11T08:45:42Z", "2020-08-11T08:45:42Z", 1597135542),
    ("wib-to-utc", "2020-09-22T08:51:00+07:00", "2020-09-22T01:51:00Z", 1600739460),
    ("wib-crosses-the-day", "2020-09-22T06:59:59+07:00", "2020-09-21T23:59:59Z", 1600732799),
    ("wib-crosses-the-year", "2021-01-01T03:00:00+07:00", "2020-12-31T20:00:00Z", 1609444800),
    ("west-crosses-the-year", "2020-12-31T22:00:00-05:00", "2021-01-01T03:00:00Z", 1609470000),
    ("wib-crosses-into-the-leap-day", "2024-03-01T01:00:00+07:00", "2024-02-29T18:00:00Z", 1709229600),
    ("west-crosses-out-of-february", "2023-02-28T20:30:00-08:00", "2023-03-01T04:30:00Z", 1677645000),
    ("offset-of-half-an-hour", "2024-01-05T10:15:00+05:30", "2024-01-05T04:45:00Z", 1704429900),
    ("offset-of-three-quarters", "2024-01-05T10:15:00+05:45", "2024-01-05T04:30:00Z", 1704429000),
    ("offset-zero", "2024-01-05T10:15:00+00:00", "2024-01-05T10:15:00Z", 1704449700),
    ("offset-minus-zero", "2024-01-05T10:15:00-00:00", "2024-01-05T10:15:00Z", 1704449700),
    ("largest-offset-east", "2024-01-05T23:59:00+23:59", "2024-01-05T00:00:00Z", 1704412800),
    ("largest-offset-west", "2024-01-05T00:01:00-23:59", "2024-01-06T00:00:00Z", 1704499200),
    ("leap-day", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", 1709164800),
    ("leap-day-of-2000", "2000-02-29T12:00:00Z", "2000-02-29T12:00:00Z", 951825600),
    ("last-second-of-a-day", "2023-12-31T23:59:59Z", "2023-12-31T23:59:59Z", 1704067199),
    ("first-second", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", 0),
    ("last-second", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", 253402300799),
    ("written-in-1969-but-1970-in-utc", "1969-12-31T23:59:59-07:00", "1970-01-01T06:59:59Z", 25199),
]

BAD_TIMES = [
    ("leap-day-of-a-common-year", "2023-02-29T00:00:00Z"),
    ("leap-day-of-2100", "2100-02-29T00:00:00Z"),
    ("leap-second", "2016-12-31T23:59:60Z"),
    ("hour-24", "2020-08-11T24:00:00Z"),
    ("minute-60", "2020-08-11T08:60:00Z"),
    ("month-13", "2020-13-11T08:45:42Z"),
    ("month-0", "2020-00-11T08:45:42Z"),
    ("day-0", "2020-08-00T08:45:42Z"),
    ("31-april", "2020-04-31T08:45:42Z"),
    ("fraction", "2020-08-11T08:45:42.000Z"),
    ("no-seconds", "2020-08-11T08:45Z"),
    ("lower-case-t", "2020-08-11t08:45:42Z"),
    ("lower-case-z", "2020-08-11T08:45:42z"),
    ("space-for-t", "2020-08-11 08:45:42Z"),
    ("no-zone", "2020-08-11T08:45:42"),
    ("date-only", "2020-08-11"),
    ("compact", "20200811T084542Z"),
    ("offset-without-colon", "2020-08-11T15:45:42+0700"),
    ("offset-of-hours-only", "2020-08-11T15:45:42+07"),
    ("offset-of-one-digit", "2020-08-11T15:45:42+7:00"),
    ("offset-of-24-hours", "2020-08-11T15:45:42+24:00"),
    ("offset-of-60-minutes", "2020-08-11T15:45:42+06:60"),
    ("offset-after-z", "2020-08-11T08:45:42Z+07:00"),
    ("offset-with-a-minus-sign", "2020-08-11T08:45:42\u221207:00"),
    ("zone-by-name", "2020-08-11T15:45:42 WIB"),
    ("one-digit-month", "2020-8-11T08:45:42Z"),
    ("two-digit-year", "20-08-11T08:45:42Z"),
    ("five-digit-year", "10000-01-01T00:00:00Z"),
    ("signed-year", "+2020-08-11T08:45:42Z"),
    ("year-zero", "0000-01-01T00:00:00Z"),
    ("before-1970", "1969-12-31T23:59:59Z"),
    ("before-1970-in-utc", "1970-01-01T00:00:00+07:00"),
    ("after-9999-in-utc", "9999-12-31T23:59:59-00:01"),
    ("space-before", " 2020-08-11T08:45:42Z"),
    ("newline-after", "2020-08-11T08:45:42Z\n"),
    ("fullwidth-digits", "２０２０-08-11T08:45:42Z"),
    ("unix-seconds-as-text", "1597135542"),
    ("words", "yesterday"),
]

GOOD_UNIX = [
    ("unix-zero", 0, "1970-01-01T00:00:00Z"),
    ("unix-of-the-sample", 1597135542, "2020-08-11T08:45:42Z"),
    ("unix-leap-day", 1709251199, "2024-02-29T23:59:59Z"),
    ("unix-after-a-leap-day", 1709251200, "2024-03-01T00:00:00Z"),
    ("unix-new-year", 1704067200, "2024-01-01T00:00:00Z"),
    ("unix-after-february-2100", 4107542400, "2100-03-01T00:00:00Z"),
    ("unix-beyond-32-bits", 4294967296, "2106-02-07T06:28:16Z"),
    ("unix-last", 253402300799, "9999-12-31T23:59:59Z"),
]

BAD_UNIX = [("unix-after-the-last", 253402300800), ("unix-negative", -1), ("unix-in-milliseconds", 1597135542000)]

GOOD_IDS = [
    ("uuid", CALL["request_id"]),
    ("one-character", "1"),
    ("128-characters", "r" * 128),
    ("inner-space", "order 17"),
    ("punctuation", "INV/2024.01-05_#17:1"),
]

BAD_IDS = [
    ("empty", "", "required"),
    ("129-characters", "r" * 129, "too_long"),
    ("129-characters-the-last-a-space", "r" * 128 + " ", "too_long"),
    ("space-before", " order-17", "bad_format"),
    ("space-after", "order-17 ", "bad_format"),
    ("only-a-space", " ", "bad_format"),
    ("newline-after", "order-17\n", "bad_format"),
    ("newline-inside", "order-17\nRequest-Timestamp:2020-08-11T08:45:42Z", "bad_format"),
    ("tab-inside", "order\t17", "bad_format"),
    ("nul-inside", "order\u000017", "bad_format"),
    ("delete-inside", "order\u007f17", "bad_format"),
    ("c1-control-inside", "order\u008517", "bad_format"),
]

# name, changes of the configuration, the base URL that comes of it
GOOD_CONFIGS = [
    ("environment-test", {}, "https://api-sandbox.doku.com"),
    ("environment-production", {"environment": "production"}, "https://api.doku.com"),
    ("base-url", {"environment": {"base_url": "http://127.0.0.1:8787"}}, "http://127.0.0.1:8787"),
    ("base-url-of-a-name", {"environment": {"base_url": "https://doku.example.test"}}, "https://doku.example.test"),
    ("query-signed-of-a-call", {"query": "signed"}, "https://api-sandbox.doku.com"),
    ("query-unsigned-of-a-call", {"query": "unsigned"}, "https://api-sandbox.doku.com"),
    ("secret-key-with-inner-space", {"secret_key": "test secret key"}, "https://api-sandbox.doku.com"),
    ("secret-key-html-escaped", {"secret_key": "test&amp;secret"}, "https://api-sandbox.doku.com"),
    ("secret-key-non-ascii", {"secret_key": "test-sécret-key"}, "https://api-sandbox.doku.com"),
    ("secret-key-longer-than-a-block", {"secret_key": "test-secret-key-" * 6}, "https://api-sandbox.doku.com"),
]

BAD_CONFIGS = [
    ("environment-unknown", {"environment": "staging"}, [("environment", "not_in_list")]),
    ("environment-sandbox", {"environment": "sandbox"}, [("environment", "not_in_list")]),
    ("environment-upper-case", {"environment": "Production"}, [("environment", "not_in_list")]),
    ("environment-empty", {"environment": ""}, [("environment", "required")]),
    ("base-url-empty", {"environment": {"base_url": ""}}, [("base_url", "required")]),
    ("base-url-without-scheme", {"environment": {"base_url": "127.0.0.1:8787"}}, [("base_url", "bad_format")]),
    ("base-url-of-another-scheme", {"environment": {"base_url": "ftp://127.0.0.1"}}, [("base_url", "bad_format")]),
    ("base-url-with-a-query", {"environment": {"base_url": "http://127.0.0.1?a=b"}}, [("base_url", "bad_format")]),
    ("base-url-with-a-space", {"environment": {"base_url": "http://127.0.0.1 "}}, [("base_url", "bad_format")]),
    ("base-url-with-a-port-of-plus-80", {"environment": {"base_url": "http://h:+80"}}, [("base_url", "bad_format")]),
    ("base-url-with-brackets", {"environment": {"base_url": "http://[localhost]"}}, [("base_url", "bad_format")]),
    ("client-id-missing", {"client_id": DROP}, [("client_id", "required")]),
    ("client-id-empty", {"client_id": ""}, [("client_id", "required")]),
    ("client-id-space-before", {"client_id": " MCH-0001-10791114622547"}, [("client_id", "bad_format")]),
    ("client-id-newline-after", {"client_id": "MCH-0001-10791114622547\n"}, [("client_id", "bad_format")]),
    ("client-id-control-inside", {"client_id": "MCH-0001\u000010791114622547"}, [("client_id", "bad_format")]),
    ("secret-key-missing", {"secret_key": DROP}, [("secret_key", "required")]),
    ("secret-key-empty", {"secret_key": ""}, [("secret_key", "required")]),
    ("secret-key-only-spaces", {"secret_key": "   "}, [("secret_key", "bad_format")]),
    ("secret-key-space-before", {"secret_key": " test-secret-key"}, [("secret_key", "bad_format")]),
    ("secret-key-space-after", {"secret_key": "test-secret-key "}, [("secret_key", "bad_format")]),
    ("secret-key-newline-after", {"secret_key": "test-secret-key\n"}, [("secret_key", "bad_format")]),
    ("secret-key-carriage-return-after", {"secret_key": "test-secret-key\r"}, [("secret_key", "bad_format")]),
    ("secret-key-no-break-space-after", {"secret_key": "test-secret-key\u00a0"}, [("secret_key", "bad_format")]),
    ("secret-key-tab-inside", {"secret_key": "test\tsecret-key"}, [("secret_key", "bad_format")]),
    ("query-unknown", {"query": "both"}, [("query", "not_in_list")]),
    (
        "query-after-the-others",
        {"query": "Signed", "secret_key": "", "client_id": ""},
        [("client_id", "required"), ("secret_key", "required"), ("query", "not_in_list")],
    ),
    ("previous-key-empty", {"previous_secret_keys": ["x", ""]}, [("previous_secret_keys[1]", "required")]),
    ("previous-key-space-after", {"previous_secret_keys": ["x "]}, [("previous_secret_keys[0]", "bad_format")]),
    (
        "previous-key-between-the-others",
        {"query": "x", "secret_key": "", "previous_secret_keys": ["\t"]},
        [("secret_key", "required"), ("previous_secret_keys[0]", "bad_format"), ("query", "not_in_list")],
    ),
    (
        "everything-wrong-in-order",
        {"secret_key": " ", "client_id": "", "environment": "live"},
        [("environment", "not_in_list"), ("client_id", "required"), ("secret_key", "bad_format")],
    ),
]

STATUS = {"method": "GET", "target": "/orders/v1/status/INV-123123-12313", "body": None}


def cases():
    yield from times()
    for name, text in GOOD_IDS:
        yield Case(f"request-id/{name}", "request_id", {"text": text}, REQUEST_ID, {"answer": {"text": text}})
    for name, text, code in BAD_IDS:
        expect = invalid_request(("request_id", code))
        yield Case(f"request-id/{name}", "request_id", {"text": text}, REQUEST_ID, expect)
    yield from configs()


def times():
    for name, text, utc, unix in GOOD_TIMES:
        expect = {"answer": {"text": utc, "unix": unix}}
        yield Case(f"timestamp/{name}", "timestamp", {"text": text}, TIMESTAMP, expect)
    for name, text in BAD_TIMES:
        expect = invalid_request(("timestamp", "bad_format"))
        yield Case(f"timestamp/{name}", "timestamp", {"text": text}, TIMESTAMP, expect)
    # Only the code: "" is `required` by the table of violations, `bad_format` as a text that is no timestamp.
    yield Case("timestamp/empty", "timestamp", {"text": ""}, TIMESTAMP, error("invalid_request"))
    for name, unix, text in GOOD_UNIX:
        expect = {"answer": {"text": text, "unix": unix}}
        yield Case(f"timestamp/{name}", "timestamp", {"unix": unix}, TIMESTAMP, expect)
    for name, unix in BAD_UNIX:
        expect = invalid_request(("timestamp", "out_of_range"))
        yield Case(f"timestamp/{name}", "timestamp", {"unix": unix}, TIMESTAMP, expect)


def configs():
    for name, changes, base_url in GOOD_CONFIGS:
        given = {"config": changed(CONFIG, **changes), "call": CALL, "request": STATUS}
        expect = {"prepared": {"url": base_url + STATUS["target"]}}
        yield Case(f"config/{name}", "call", given, CONFIGURATION, expect, prepared=FULL)
    for name, changes, violations in BAD_CONFIGS:
        given = {"config": changed(CONFIG, **changes), "call": CALL, "request": STATUS}
        yield Case(f"config/{name}", "call", given, CONFIGURATION, error("invalid_config", violations))
    given = {"config": changed(CONFIG, client_id=""), "call": changed(CALL, request_id=""), "request": STATUS}
    expect = error("invalid_config", [("client_id", "required")])
    yield Case("config/before-the-call", "call", given, CONFIGURATION, expect)
