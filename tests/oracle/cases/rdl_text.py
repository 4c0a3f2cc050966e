"""Family rdl-registration, the request as a whole: keys, types, several violations at once, JSON as text."""

import json

from case import CALL, CONFIG, DROP, FULL, REGISTRATION, SAMPLE, Case, changed, customer, error, invalid_request
from cases.rdl import OPERATION, case
from rows import rdl

MANDATORY = [name for name, _, _ in rdl.ROWS if name not in rdl.OPTIONAL]
ALL_REQUIRED = [(f"rdl_customer.{name}", "required") for name in MANDATORY]


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


COMPACT = compact({"rdl_customer": SAMPLE})


def printed():
    """DOKU's sample request as the page prints it, with its one space before a colon."""
    lines = json.dumps({"rdl_customer": SAMPLE}, indent=0, ensure_ascii=False)
    return lines.replace('"npwp_number":', '"npwp_number" :')


def with_members(members, root=""):
    """The sample as text, with JSON members added at the end of rdl_customer and of the root."""
    return COMPACT[:-2] + members + "}" + root + "}"


def replaced(name, token):
    """The sample as text, with one value written as this JSON token."""
    return COMPACT.replace(f'"{name}":{compact(SAMPLE[name])}', f'"{name}":{token}')


def cases():
    yield from canonical()
    yield from empties()
    yield from keys()
    yield from shapes()
    yield from together()
    yield from calls()


def canonical():
    """Whatever the text looks like, the body is the same."""
    backwards = {"rdl_customer": dict(reversed(SAMPLE.items()))}
    spaced = json.dumps({"rdl_customer": SAMPLE}, indent="\t").replace("\n", "\r\n") + "\r\n "
    for name, text in [
        ("sample-as-printed", printed()),
        ("keys-backwards", compact(backwards)),
        ("keys-backwards-with-whitespace", json.dumps(backwards, indent=4)),
        ("whitespace-of-every-kind", spaced),
        ("keys-escaped", COMPACT.replace('"customer_name"', '"customer\\u005fname"').replace('"rdl_', '"\\u0072dl_')),
        ("letters-escaped", COMPACT.replace("SEMAR", "\\u0053EMAR")),
        ("slash-escaped", COMPACT.replace("10/10", "10\\/10")),
    ]:
        yield case(name, text, {}, prepared=FULL, body=COMPACT)
    # name, the value's token as given, the token in the body
    for name, token, wanted in [
        ("escaped-e-acute", r'"D\u00e9sir\u00C9e"', '"DésirÉe"'),
        ("escaped-surrogate-pair", r'"Toko \ud83d\ude00 \uD83D\uDE00"', '"Toko 😀 😀"'),
        ("escaped-line-separators", r'"a\u2028b\u2029c"', '"a\u2028b\u2029c"'),
        ("raw-line-separators", '"a\u2028b\u2029c"', '"a\u2028b\u2029c"'),
        ("escaped-short-controls", r'"a\n\r\tb"', r'"a\n\r\tb"'),
        ("escaped-long-controls-with-short-names", r'"a\u000a\u000D\u0009b"', r'"a\n\r\tb"'),
        ("escaped-delete", r'"a\u007fb"', '"a\x7fb"'),
        ("escaped-quote-and-backslash", r'"\u0022 \" \u005c \\"', r'"\" \" \\ \\"'),
        ("escaped-html", r'"\u003cb\u003e \u0026 \u0027"', "\"<b> & '\""),
        ("escaped-joiner", r'"a\u200d"', '"a\u200d"'),
    ]:
        body = replaced("customer_name", wanted)
        yield case(name, replaced("customer_name", token), {}, prepared=FULL, body=body)
    for name, token in [("true-length-of-escapes", r"\u00e9" * 100), ("true-length-of-pairs", r"\ud83d\ude00" * 100)]:
        body = replaced("customer_name", compact(json.loads(f'"{token}"')))
        yield case(name, replaced("customer_name", f'"{token}"'), {}, prepared=FULL, body=body)
    number = replaced("monthly_income", "1")
    spaced = number.replace(":1,", " : 1\n,")
    yield case("monthly-income-number-with-whitespace", spaced, {}, prepared=FULL, body=number)


def empties():
    """null, "" and [] where a row is optional, and everywhere at once."""
    without = compact(customer(**{name: DROP for name in rdl.OPTIONAL}))
    nulls = customer(**{name: None for name in rdl.OPTIONAL})
    yield case("optional-all-missing", json.loads(without), {}, prepared=FULL, body=without)
    yield case("optional-all-null", nulls, {}, prepared=FULL, body=without)
    empty = customer(**{name: "" for name in rdl.OPTIONAL})
    yield case("optional-all-empty", empty, {}, prepared=FULL, body=compact(empty))
    lists = [(f"rdl_customer.{name}", "wrong_type") for name in rdl.OPTIONAL]
    yield case("optional-all-empty-lists", customer(**{name: [] for name in rdl.OPTIONAL}), invalid_request(*lists))
    for kind, value in (("null", None), ("empty", ""), ("empty-lists", [])):
        request = customer(**{name: value for name in MANDATORY})
        yield case(f"mandatory-all-{kind}", request, invalid_request(*ALL_REQUIRED))
    yield case("customer-an-empty-object", {"rdl_customer": {}}, invalid_request(*ALL_REQUIRED))
    only = {"rdl_customer": {name: SAMPLE[name] for name in rdl.OPTIONAL}}
    yield case("customer-only-optional", only, invalid_request(*ALL_REQUIRED))
    for kind, value in (("null", None), ("empty-text", ""), ("empty-list", [])):
        yield case(f"customer-{kind}", {"rdl_customer": value}, invalid_request(("rdl_customer", "required")))
    yield case("customer-missing", {}, invalid_request(("rdl_customer", "required")))
    for kind, value in (("text", "SEMAR"), ("number", 1), ("true", True), ("list", [SAMPLE])):
        yield case(f"customer-{kind}", {"rdl_customer": value}, invalid_request(("rdl_customer", "wrong_type")))


def keys():
    """Keys that no row names, and keys that stand twice."""
    for name, text, violations in [
        ("unknown-in-customer", with_members(',"company_id":"DOKU"'), ["rdl_customer.company_id"]),
        ("unknown-at-root", with_members("", ',"company_id":"DOKU"'), ["company_id"]),
        ("unknown-before-the-known", '{"a":1,' + COMPACT[1:], ["a"]),
        ("unknown-null", with_members(',"company_id":null'), ["rdl_customer.company_id"]),
        ("unknown-object", with_members(',"extra":{"a":[1,{"b":null}]}'), ["rdl_customer.extra"]),
        ("unknown-non-ascii", with_members(',"prénom":"SEMAR"'), ["rdl_customer.prénom"]),
        (
            "unknown-at-both-levels-as-they-stand",
            '{"z":1,' + COMPACT[1:-2] + ',"y":2,"b":3},"a":4}',
            ["rdl_customer.y", "rdl_customer.b", "z", "a"],
        ),
    ]:
        expect = invalid_request(*((path, "unknown_field") for path in violations))
        yield case(name, text, expect)
    upper = COMPACT.replace('"customer_name"', '"Customer_Name"')
    expect = invalid_request(
        ("rdl_customer.customer_name", "required"), ("rdl_customer.Customer_Name", "unknown_field")
    )
    yield case("unknown-by-letter-case", upper, expect)
    camel = '{"rdlCustomer":' + compact(SAMPLE) + "}"
    expect = invalid_request(("rdl_customer", "required"), ("rdlCustomer", "unknown_field"))
    yield case("unknown-for-the-root", camel, expect)
    flat = '{"customer_name":"SEMAR DUADUA","customer_id":"INVESTOR-0000100001"}'
    expect = invalid_request(
        ("rdl_customer", "required"), ("customer_name", "unknown_field"), ("customer_id", "unknown_field")
    )
    yield case("fields-without-their-parent", flat, expect)
    for name, text, path in [
        ("twice-same-value", with_members(',"customer_id":"INVESTOR-0000100001"'), "rdl_customer.customer_id"),
        ("twice-other-value", with_members(',"customer_id":"INVESTOR-2"'), "rdl_customer.customer_id"),
        ("twice-by-escape", with_members(',"customer\\u005fid":"INVESTOR-2"'), "rdl_customer.customer_id"),
        ("three-times", with_members(',"zip_code":"40286","zip_code":"40287"'), "rdl_customer.zip_code"),
        ("twice-optional", with_members(',"religion":"ISLAM"'), "rdl_customer.religion"),
        ("twice-the-root", COMPACT[:-1] + "," + COMPACT[1:], "rdl_customer"),
        ("twice-unknown", with_members(',"a":1,"a":2'), "rdl_customer.a"),
    ]:
        yield case(f"key-{name}", text, invalid_request((path, "not_allowed")))
    both = with_members(',"zip_code":"1","title":"2","foo":3')
    expect = invalid_request(
        ("rdl_customer.zip_code", "not_allowed"),
        ("rdl_customer.title", "not_allowed"),
        ("rdl_customer.foo", "unknown_field"),
    )
    yield case("key-two-twice-and-an-unknown", both, expect)


def shapes():
    """Text that is no JSON, and JSON that is no object."""
    for name, text in [
        ("cut-off", COMPACT[:-1]),
        ("trailing-comma", COMPACT[:-1] + ",}"),
        ("comma-for-colon", '{"rdl_customer",{}}'),
        ("single-quotes", "{'rdl_customer':{}}"),
        ("unquoted-key", "{rdl_customer:{}}"),
        ("comment", "/* RDL */" + COMPACT),
        ("two-values", COMPACT + COMPACT),
        ("word-after", COMPACT + " x"),
        ("nan", replaced("monthly_income", "NaN")),
        ("number-with-leading-zero", replaced("monthly_income", "01")),
        ("number-with-plus", replaced("monthly_income", "+1")),
        ("true-upper-case", replaced("monthly_income", "True")),
        ("raw-newline-in-text", COMPACT.replace("SEMAR ", "SEMAR\n")),
        ("raw-tab-in-text", COMPACT.replace("SEMAR ", "SEMAR\t")),
        ("unknown-escape", COMPACT.replace("SEMAR ", "SEMAR\\x20")),
        ("escape-of-two-digits", COMPACT.replace("SEMAR ", "SEMAR\\u20 ")),
        ("form-encoded", "customer_id=INVESTOR-0000100001"),
        ("xml", "<rdl_customer/>"),
        ("only-whitespace", " \n"),
        ("byte-order-mark", "\ufeff" + COMPACT),
    ]:
        yield case(f"not-json-{name}", text, invalid_request(("", "bad_format")))
    # Only the code: a lone surrogate fits the grammar, but no UTF-8 text holds it; an empty text is `required` as well.
    yield case("not-json-lone-surrogate", COMPACT.replace("SEMAR ", "SEMAR\\ud83d"), error("invalid_request"))
    yield case("not-json-empty", "", error("invalid_request"))
    for name, text in [
        ("null", "null"), ("true", "true"), ("number", "12"), ("text", '"rdl_customer"'), ("empty-list", "[]"),
        ("list", f"[{COMPACT}]"),
    ]:
        yield case(f"root-{name}", text, invalid_request(("", "wrong_type")))
    fraction = replaced("monthly_income", "1.0")
    yield case("monthly-income-with-fraction", fraction, invalid_request(("rdl_customer.monthly_income", "too_long")))


def together():
    """All violations at once, in the order of the rows, whatever the order of the keys."""
    mixed = customer(
        selfie_photo=DROP, zip_code=40286, title="MISS", email="duadua", customer_id="", birth_date="1989-9-1",
        address_city="x" * 51, monthly_income=[1], religion=False, gender=None,
    )
    expect = invalid_request(
        *(
            (f"rdl_customer.{name}", code)
            for name, code in [
                ("customer_id", "required"),
                ("address_city", "too_long"),
                ("birth_date", "bad_format"),
                ("email", "bad_format"),
                ("gender", "required"),
                ("monthly_income", "wrong_type"),
                ("religion", "wrong_type"),
                ("zip_code", "wrong_type"),
                ("title", "too_long"),
                ("selfie_photo", "required"),
            ]
        )
    )
    yield case("several-at-once", mixed, expect)
    backwards = {"rdl_customer": dict(reversed(mixed["rdl_customer"].items()))}
    yield case("several-at-once-keys-backwards", compact(backwards), expect)
    extra = compact(mixed)[:-2] + ',"foo":1},"bar":2}'
    more = invalid_request(
        *((violation["path"], violation["code"]) for violation in expect["error"]["violations"]),
        ("rdl_customer.foo", "unknown_field"),
        ("bar", "unknown_field"),
    )
    yield case("several-at-once-and-unknown", extra, more)
    numbers = {"rdl_customer": {name: 1 for name in SAMPLE}}
    every = [(f"rdl_customer.{name}", "wrong_type") for name in SAMPLE if name != "monthly_income"]
    yield case("wrong-type-in-every-row", numbers, invalid_request(*every))
    long = {"rdl_customer": {name: "x" * 101 for name in SAMPLE}}
    every = [(f"rdl_customer.{name}", "too_long" if longest else "bad_format") for name, longest, _ in rdl.ROWS[:-1]]
    yield case("too-long-in-every-row", long, invalid_request(*every))


def calls():
    """Request-Id and timestamp, before and with the body."""
    for name, call, request, violations in [
        ("request-id-empty", {"request_id": ""}, customer(), [("request_id", "required")]),
        ("request-id-of-129-characters", {"request_id": "r" * 129}, customer(), [("request_id", "too_long")]),
        ("request-id-with-newline", {"request_id": "17\n"}, customer(), [("request_id", "bad_format")]),
        ("timestamp-without-zone", {"timestamp": "2020-08-11T08:45:42"}, customer(), [("timestamp", "bad_format")]),
        (
            "call-and-body-wrong",
            {"timestamp": "2023-02-29T08:45:42Z", "request_id": " 17"},
            customer(customer_id=DROP, zip_code="402860"),
            [
                ("request_id", "bad_format"),
                ("timestamp", "bad_format"),
                ("rdl_customer.customer_id", "required"),
                ("rdl_customer.zip_code", "too_long"),
            ],
        ),
        ("call-wrong-and-body-not-json", {"request_id": ""}, "{", [("request_id", "required"), ("", "bad_format")]),
    ]:
        given = {"config": CONFIG, "call": changed(CALL, **call), "request": request}
        yield Case(f"rdl-registration/{name}", OPERATION, given, REGISTRATION, invalid_request(*violations))
    for name, config, call in [
        ("production", {"environment": "production"}, {}),
        ("base-url", {"environment": {"base_url": "http://127.0.0.1:8787"}}, {}),
        ("request-id-of-128-characters", {}, {"request_id": "r" * 128}),
        ("timestamp-in-wib", {}, {"timestamp": "2020-08-11T15:45:42+07:00"}),
        ("other-merchant", {"client_id": "BRN-0001-17", "secret_key": "test-sécret key"}, {}),
    ]:
        given = {"config": changed(CONFIG, **config), "call": changed(CALL, **call), "request": customer()}
        yield Case(f"rdl-registration/{name}", OPERATION, given, REGISTRATION, {}, prepared=FULL, body=COMPACT)
