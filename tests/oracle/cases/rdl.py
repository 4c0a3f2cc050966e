"""Family rdl-registration, field by field: what each of the 31 rows takes and refuses."""

import json

from case import CALL, CONFIG, DROP, FULL, REGISTRATION, SAMPLE, Case, customer, invalid_request
from family import fits, missing, too_long
from rows import rdl

OPERATION = "register_rdl_customer"

# What a row takes at its limit and what is one character longer, where x's are not enough.
AT_LIMIT = {"email": "duadua-duadua-duadua-duadua@doku.example", "monthly_income": "99"}
TOO_LONG = {"email": "duadua-duadua-duadua-duadua2@doku.example", "monthly_income": "100"}

BAD_DATES = {
    "leap-day-of-a-common-year": "2023-02-29",
    "leap-day-of-1900": "1900-02-29",
    "31-april": "2023-04-31",
    "month-13": "2023-13-01",
    "month-0": "2023-00-10",
    "day-0": "2023-10-00",
    "day-32": "2023-01-32",
    "year-0": "0000-01-01",
    "all-zeros": "0000-00-00",
    "one-digit-month-and-day": "1989-9-1",
    "day-first": "01-09-1989",
    "slashes": "1989/09/01",
    "compact": "19890901",
    "with-time": "1989-09-01T00:00:00Z",
    "space-after": "1989-09-01 ",
    "newline-after": "1989-09-01\n",
    "two-digit-year": "89-09-01",
    "five-digit-year": "11989-09-01",
    "fullwidth-digits": "１９８９-09-01",
    "words": "LIFETIME",
}
GOOD_DATES = {
    "leap-day": "2024-02-29",
    "leap-day-of-2000": "2000-02-29",
    "last-of-december": "1999-12-31",
    "first-of-all": "0001-01-01",
    "last-of-all": "9999-12-31",
}

BAD_EMAILS = {
    "without-at": "duadua.doku.com",
    "two-ats": "dua@dua@doku.com",
    "empty-local-part": "@doku.com",
    "empty-domain": "duadua@",
    "domain-without-dot": "duadua@doku",
    "domain-only-a-dot-before": "duadua@.com",
    "domain-only-a-dot-after": "duadua@doku.",
    "space-inside": "dua dua@doku.com",
    "space-before": " duadua@doku.com",
    "newline-after": "duadua@doku.com\n",
    "control-inside": "dua\u0001dua@doku.com",
    "no-break-space-inside": "dua\u00a0dua@doku.com",
}
GOOD_EMAILS = {
    "shortest": "a@b.c",
    "plus": "dua+dua@doku.com",
    "subdomains": "dua.dua@mail.doku.co.id",
    "non-ascii-local-part": "désirée@doku.com",
}

FAMILY = "👨‍👩‍👧‍👦"  # seven scalar values, one picture

# Limits count Unicode scalar values: name, text, whether it fits into 100.
NAMES = [
    ("100-e-acute", "é" * 100, True),
    ("101-e-acute", "é" * 101, False),
    ("100-decomposed", "e\u0301" * 50, True),
    ("102-decomposed", "e\u0301" * 51, False),
    ("100-cjk", "鍵" * 100, True),
    ("100-emoji", "😀" * 100, True),
    ("101-emoji", "😀" * 101, False),
    ("98-in-joined-emoji", FAMILY * 14, True),
    ("105-in-joined-emoji", FAMILY * 15, False),
    ("accents-and-quotes", "Siti Nur'aini \"Ñoño\" — Désirée \\ 王小明", True),
    ("spaces-around", "  SEMAR DUADUA  ", True),
    ("html", "<b>SEMAR & Co</b>", True),
]

# One field, any value that its row takes.
TAKEN = [
    ("gender-male", "gender", "MALE"),
    ("gender-of-the-sample-longer-than-the-table", "gender", "FEMALE"),
    ("monthly-income-number", "monthly_income", 1),
    ("monthly-income-number-of-two-digits", "monthly_income", 12),
    ("monthly-income-zero", "monthly_income", 0),
    ("monthly-income-text-with-leading-zero", "monthly_income", "01"),
    ("nationality-lower-case", "nationality", "id"),
    ("code-not-in-any-sample", "job_code", "ASTRONAUT"),
    ("npwp-of-15-digits", "npwp_number", "011111111111111"),
    ("selfie-photo-as-data-uri", "selfie_photo", "data:image/jpeg;base64,/9j/4AAQ=="),
    ("customer-id-any-characters", "customer_id", "INVESTOR/17 #é"),
]

REFUSED = [
    ("gender-of-7-characters", "gender", "FEMALES", "too_long"),
    ("monthly-income-number-of-three-digits", "monthly_income", 100, "too_long"),
    ("monthly-income-true", "monthly_income", True, "wrong_type"),
    ("monthly-income-object", "monthly_income", {"code": 1}, "wrong_type"),
    ("nationality-by-name", "nationality", "Indonesia", "too_long"),
    ("zip-code-number", "zip_code", 40286, "wrong_type"),
    ("id-number-number", "id_number", 1000000000000000, "wrong_type"),
    ("birth-date-number", "birth_date", 19890901, "wrong_type"),
    ("customer-name-true", "customer_name", True, "wrong_type"),
    ("customer-name-false", "customer_name", False, "wrong_type"),
    ("customer-name-list", "customer_name", ["SEMAR", "DUADUA"], "wrong_type"),
    ("customer-name-empty-object", "customer_name", {}, "wrong_type"),
    ("religion-number", "religion", 1, "wrong_type"),
    ("religion-empty-list", "religion", [], "wrong_type"),
    ("email-too-long-and-no-email", "email", "x" * 41, "too_long"),
    ("customer-name-null", "customer_name", None, "required"),
    ("customer-name-empty", "customer_name", "", "required"),
    ("customer-name-empty-list", "customer_name", [], "required"),
    ("monthly-income-null", "monthly_income", None, "required"),
    ("monthly-income-empty", "monthly_income", "", "required"),
    ("birth-date-empty", "birth_date", "", "required"),
    ("email-empty", "email", "", "required"),
]


def case(name, request, expect, **more):
    given = {"config": CONFIG, "call": CALL, "request": request}
    return Case(f"rdl-registration/{name}", OPERATION, given, REGISTRATION, expect, **more)


def taken(name, field, value, parts=FULL, **more):
    """The sample with one field changed, as compact text: the canonical body, written without the oracle."""
    request = customer(**{field: value})
    body = json.dumps(request, ensure_ascii=False, separators=(",", ":"))
    return case(name, request, {}, prepared=parts, body=body, **more)


def refused(name, field, value, code, **more):
    return case(name, customer(**{field: value}), invalid_request((f"rdl_customer.{field}", code)), **more)


def cases():
    yield taken("sample", "customer_id", SAMPLE["customer_id"])
    for name, longest, _ in rdl.ROWS:
        yield from limits(name, longest)
    for kind, text in BAD_DATES.items():
        yield refused(f"wrong-date-{kind}", "birth_date", text, "bad_format")
    for name in ("birth_date", "id_expiry_date"):
        yield refused(f"wrong-format-{name}", name, "10-10-2099", "bad_format")
    yield refused("wrong-date-expiry-leap-day-of-2100", "id_expiry_date", "2100-02-29", "bad_format")
    for kind, text in GOOD_DATES.items():
        yield taken(f"date-{kind}", "birth_date", text, ("body",))
    yield taken("date-expired-long-ago", "id_expiry_date", "1999-12-31", ("body",))
    for kind, text in BAD_EMAILS.items():
        yield refused(f"wrong-email-{kind}", "email", text, "bad_format")
    for kind, text in GOOD_EMAILS.items():
        yield taken(f"email-{kind}", "email", text, ("body",))
    for kind, text, is_good in NAMES:
        name = f"customer-name-{kind}"
        yield taken(name, "customer_name", text) if is_good else refused(name, "customer_name", text, "too_long")
    for name, field, value in TAKEN:
        yield taken(name, field, value)
    for name, field, value, code in REFUSED:
        yield refused(name, field, value, code)
    yield taken("photo-of-10-kb", "selfie_photo", "/9j/4AAQSkZJRgAB" * 640)


def limits(name, longest):
    """Missing, at the limit, one too long."""
    if name in rdl.OPTIONAL:
        request = customer(**{name: DROP})
        body = json.dumps(request, separators=(",", ":"))
        said = f"{name} is left out, and optional"
        yield case(f"missing-{name}", request, {}, prepared=("body",), body=body, about=said)
    else:
        yield refused(f"missing-{name}", name, DROP, "required", about=missing(name))
    if longest:
        at_limit, longer = AT_LIMIT.get(name, "x" * longest), TOO_LONG.get(name, "x" * (longest + 1))
        assert (len(at_limit), len(longer)) == (longest, longest + 1), name
        yield taken(f"limit-{name}", name, at_limit, ("body",), about=fits(name, longest))
        yield refused(f"too-long-{name}", name, longer, "too_long", about=too_long(name, longest))
