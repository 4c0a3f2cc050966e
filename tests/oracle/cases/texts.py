"""Texts of requests and keys that nobody knows: which characters they may hold."""

import json

from case import FULL, customer, invalid_request
from cases.business_data import data
from cases.call import PAY, case, request
from cases.disburse import SAMPLE as PAYMENT
from cases.disburse import T, rdl
from cases.lite import lite
from cases.rdl import case as rdl_case
from cases.rdl import refused, taken
from cases.rdl_text import ALL_REQUIRED, MANDATORY, replaced, with_members
from cases.requirements import requirements
from cases.upload import links, uploads
from family import put
from samples.business import LEAST, REGISTRATION, least, registration

BLANKS = {
    "space": " ",
    "spaces": "   ",
    "tab": "\t",
    "line-feed": "\n",
    "line-ends": " \r\n ",
    "no-break-space": "\u00a0",
    "ogham-space": "\u1680",
    "em-space": "\u2003",
    "line-separator": "\u2028",
    "ideographic-space": "\u3000",
    "next-line": "\u0085",
}
# Neither is White_Space, so a text of them is not blank.
NOT_BLANK = {"zero-width-space": "\u200b", "zero-width-joiner": "\u200d", "hangul-filler": "\u3164"}


def cases():
    yield from controls()
    yield from blanks()
    yield from incomes()
    yield from keys()


def controls():
    """C0 but tab and the line ends, and the byte order mark."""
    for number in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFEFF):
        yield refused(f"control-{number:04x}", "customer_name", f"SEMAR{chr(number)}DUADUA", "bad_format")
    for number in (0x09, 0x0A, 0x0D, 0x7F, 0x85, 0x200B, 0x200E, 0xFFFE, 0xFFFD):
        yield taken(f"no-control-{number:04x}", "customer_name", f"SEMAR{chr(number)}DUADUA", ("body",))
    text = replaced("customer_name", r'"SEMAR\u0000"')
    yield rdl_case("control-escaped", text, invalid_request(("rdl_customer.customer_name", "bad_format")))
    for name, field, value, code in [
        ("in-an-optional-text", "religion", "ISLAM\u0000", "bad_format"),
        ("before-an-optional-text", "home_phone_number", "\ufeff0810101011", "bad_format"),
        ("alone", "customer_name", "\u0000", "bad_format"),
        ("byte-order-mark-alone", "customer_name", "\ufeff", "bad_format"),
        ("in-a-photo", "selfie_photo", "/9j/\u0000", "bad_format"),
        ("in-a-text-that-is-too-long", "title", "MRS\u0000", "too_long"),
    ]:
        yield refused(f"control-{name}", field, value, code)
    B = "business"
    yield registration.refused("control-in-an-item", {f"{B}.brands[0].name": "Toko\u0001"}, "bad_format")
    form = f"{B}.contacts[0].documents[0].forms[0]"
    yield registration.refused("control-in-a-form", {f"{form}.value": "\u001f1"}, "bad_format")
    users = put(REGISTRATION, {"partner.invited_user": ["a\u0000@example.com"]})
    yield registration.refused_text("control-in-a-list", users, ("partner.invited_user[0]", "bad_format"))
    yield lite.refused("control-in-a-ref-id", {f"{B}.partner_ref_id": "17\ufeff"}, "bad_format")
    yield requirements.refused("control-in-the-line", {"brandBusinessLine": "A\u0000B"}, "bad_format")
    line = data.sample | {"brandBusinessLine": "\ufeffA"}
    yield data.refused_text("control-in-the-line", line, ("brandBusinessLine", "bad_format"))
    yield rdl.refused("control-in-a-description", {f"{T}.description": "a\u000bb"}, "bad_format")
    yield rdl.changed("line-ends-in-a-description", {f"{T}.description": "a\tb\r\nc"})
    yield uploads.refused("name-byte-order-mark", {"file.name": "\ufeffktp.jpg"}, "bad_format")
    # The body of a call is JSON text: its own grammar says what stands in it.
    body = r'{"name":"a\u0000\ufeff\u001fb"}'
    yield case("body-with-escaped-controls", request("POST", PAY, body), {"prepared": {"body": body}}, prepared=FULL)
    body = '{"name":"a\ufeff"}'
    marked = {"prepared": {"body": body}}
    yield case("body-with-a-byte-order-mark-inside", request("POST", PAY, body), marked, prepared=FULL)


def blanks():
    """A mandatory text of blanks says nothing; where it is optional, nobody minds."""
    for name, text in BLANKS.items():
        yield refused(f"blank-name-{name}", "customer_name", text, "required")
    for name, text in NOT_BLANK.items():
        yield taken(f"not-blank-name-{name}", "customer_name", text, ("body",))
    yield taken("blank-religion", "religion", "  ", ("body",))
    yield taken("blank-office-phone-number", "office_phone_number", "\t", ("body",))
    for field in ("birth_date", "email", "monthly_income", "selfie_photo"):
        yield refused(f"blank-{field}", field, "  ", "required")
    yield refused("blank-and-too-long", "title", "    ", "required")
    yield rdl_case("mandatory-all-blank", customer(**dict.fromkeys(MANDATORY, " ")), invalid_request(*ALL_REQUIRED))
    B = "business"
    for name, path in [
        ("name", f"{B}.name"), ("email", f"{B}.email"), ("type", f"{B}.type"), ("phone", f"{B}.phone_number"),
        ("brand-category", f"{B}.brands[0].category"), ("area", f"{B}.addresses[0].area"),
        ("contact-name", f"{B}.contacts[0].name"),
    ]:
        yield least.refused(f"blank-{name}", {path: " \t"}, "required")
    accounts = f"{B}.brands[0].social_media[0].accounts"
    for name, path, value in [
        ("account-item", f"{accounts}[0]", " "), ("invited-user-item", "partner.invited_user[0]", "\u00a0"),
    ]:
        yield registration.refused(f"blank-{name}", {path: value}, "required")
    for name, path in [("description", f"{B}.description"), ("readiness", f"{B}.website_readiness")]:
        yield registration.changed(f"blank-{name}", {path: "  "})
    yield registration.refused("blank-callback-url", {f"{B}.callback_url": " "}, "bad_format")
    yield lite.refused("blank-ref-id", {f"{B}.partner_ref_id": "  "}, "required")
    yield lite.changed("blank-referral-code", {"referral.code": "  "})
    yield rdl.refused("blank-id", {f"{T}.id": " "}, "required")
    yield rdl.changed("blank-description", {f"{T}.description": " "})
    yield requirements.refused("blank-line", {"brandBusinessLine": " "}, "required")
    yield data.refused("blank-client-id", {"client_id": " "}, "required")
    yield uploads.refused("blank-name", {"file.name": "  "}, "required")
    yield links.refused("blank-category", {"category": " "}, "required")
    yield case("blank-target", request("GET", " ", None), invalid_request(("target", "required")))
    yield case("blank-method", request(" "), invalid_request(("method", "required")))


def incomes():
    """Digits, as text or as a number."""
    for name, literal, code in [
        ("minus-one", "-1", "bad_format"), ("minus-zero", "-0", "bad_format"), ("fraction", "1.5", "too_long"),
        ("text-minus-one", '"-1"', "bad_format"), ("text-minus-zero", '"-0"', "bad_format"),
        ("text-plus", '"+1"', "bad_format"), ("text-blank-after", '"1 "', "bad_format"),
        ("text-blank-before", '" 1"', "bad_format"), ("text-letter", '"1A"', "bad_format"),
        ("text-dot", '"1."', "bad_format"), ("text-fullwidth", '"１"', "bad_format"), ("text-arabic-digits", '"١٢"', "bad_format"),
        ("text-line-feed", r'"1\n"', "bad_format"), ("text-fraction", '"1.5"', "too_long"),
    ]:
        text = replaced("monthly_income", literal)
        yield rdl_case(f"monthly-income-{name}", text, invalid_request(("rdl_customer.monthly_income", code)))
    for name, value in (("digits", "10"), ("zeros", "00"), ("zero-text", "0"), ("number", 99)):
        yield taken(f"monthly-income-as-{name}", "monthly_income", value, ("body",))


def keys():
    """Keys that no row names stand in paths: in one line, in one direction, and not without end."""
    path = "rdl_customer."
    for name, key, shown in [
        ("line-feed", "a\nb", r"a\nb"),
        ("every-short-escape", "\b\f\n\r\t", r"\b\f\n\r\t"),
        ("nul", "\u0000", r"\u0000"),
        ("escape", "a\u001b[31m", r"a\u001b[31m"),
        ("override", "a\u202eb", r"a\u202eb"),
        ("isolate", "\u2066a\u2069", r"\u2066a\u2069"),
        ("mark", "a\u200fb", r"a\u200fb"),
        ("delete", "a\u007fb", r"a\u007fb"),
        ("next-line", "a\u0085b", r"a\u0085b"),
        ("of-64-characters", "k" * 64, "k" * 64),
        ("of-65-characters", "k" * 65, "k" * 64 + "…"),
        ("of-64-non-ascii", "é" * 64, "é" * 64),
        ("of-65-emoji", "😀" * 65, "😀" * 64 + "…"),
        ("of-10000-characters", "k" * 10000, "k" * 64 + "…"),
    ]:
        text = with_members(f",{json.dumps(key)}:1")
        yield rdl_case(f"unknown-key-{name}", text, invalid_request((path + shown, "unknown_field")))
    twice = with_members(',"a\\n":1,"a\\n":2')
    yield rdl_case("unknown-key-twice", twice, invalid_request((path + r"a\n", "not_allowed")))
    root = with_members("", "," + json.dumps("x" * 70) + ":1")
    yield rdl_case("unknown-key-long-at-root", root, invalid_request(("x" * 64 + "…", "unknown_field")))
    brand = put(LEAST, {"business.brands[0].description": "D"})
    brand["business"]["brands"][0]["line\nfeed"] = 1
    yield least.refused_text("unknown-line-feed-in-a-brand", brand, (r"business.brands[0].line\nfeed", "unknown_field"))
    payment = PAYMENT | {"a\u202e": 1}
    yield rdl.refused_text("unknown-override-at-root", payment, (r"a\u202e", "unknown_field"))
    given = {"method": "GET", "target": PAY, "a\tb": 1}
    yield case("key-unknown-with-a-tab", given, invalid_request((r"a\tb", "unknown_field")))
