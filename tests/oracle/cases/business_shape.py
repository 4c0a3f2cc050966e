"""Family register-business, the request as a whole: sample, entities, lists, keys, several violations at once."""

import json

from case import CALL, DROP, FULL, changed
from cases.business import ADDRESS, BANK, BRAND, CONTACT, DOCUMENT, B
from family import BUSINESS, HOST, PARTNER, compact, put
from samples.business import LEAST, REGISTRATION, least, registration

SAMPLE = compact(REGISTRATION)
DEED = {
    "code": "AKTA_PENDIRIAN_PERUSAHAAN", "category": "DOCUMENT", "id": "DCM-0133-1234567890123",
    "forms": [{"code": "NO_AKTA", "value": "17"}],
}


def cases():
    yield from canonical()
    yield from entities()
    yield from lists()
    yield from objects()
    yield from keys()
    yield from registration.roots()
    yield from registration.calls()
    yield from together()


def canonical():
    sent = {"prepared": {"method": "POST", "url": f"{HOST}/adv-core-api/partner/v1.0/business"}}
    yield registration.case("sample", expect=sent, prepared=FULL, body=SAMPLE)
    printed = json.dumps(REGISTRATION, indent=2)
    yield registration.case("sample-as-printed", printed, prepared=FULL, body=SAMPLE)
    backwards = json.dumps(reverse(REGISTRATION))
    yield registration.case("keys-backwards", backwards, prepared=("body",), body=SAMPLE)
    yield least.case("only-what-is-needed", prepared=FULL, body=compact(LEAST))
    for name, config, host in [
        ("production", {"environment": "production"}, "https://api.doku.com"),
        ("base-url", {"environment": {"base_url": "http://127.0.0.1:8787"}}, "http://127.0.0.1:8787"),
    ]:
        expect = {"prepared": {"url": host + BUSINESS}}
        yield least.case(name, expect=expect, config=changed(PARTNER, **config))
    # The query mode is about the two GETs.
    yield least.case("query-signed", config=changed(PARTNER, query="signed"), prepared=("url",))
    ticket = SAMPLE.replace('"social_media"', '"ticket_size":"UP_TO_50K","social_media"')
    request = put(REGISTRATION, {f"{BRAND}.ticket_size": "UP_TO_50K"})
    yield registration.case("ticket-size", request, prepared=("body",), body=ticket)
    names = ("callback_url", "description", "website_readiness", "mobile_app_readiness", "banks", "documents")
    nulls = put(LEAST, {f"{B}.{name}": None for name in names} | {"partner": None})
    yield least.case("optional-null", nulls, prepared=("body",), body=compact(LEAST))
    inner = put(LEAST, {f"{CONTACT}.{name}": None for name in ("documents", "primary", "owner_liveness", "email")})
    yield least.case("optional-null-in-an-item", inner, prepared=("body",), body=compact(LEAST))


def reverse(value):
    """Keys backwards, lists as they are."""
    if isinstance(value, dict):
        return {key: reverse(item) for key, item in reversed(value.items())}
    return [reverse(item) for item in value] if isinstance(value, list) else value


def entities():
    for entity in ("PT", "PTN_BH", "PERKUMPULAN_BERBADAN_HUKUM", "BLU"):
        yield least.changed(f"entity-{entity.lower()}", {f"{B}.type": "CORPORATE", f"{B}.legal_entity": entity})
    yield least.refused_text(
        "mismatch-corporate-perseorangan", put(LEAST, {f"{B}.type": "CORPORATE"}), (f"{B}.legal_entity", "mismatch")
    )
    wrong = put(LEAST, {f"{B}.type": "OTHER", f"{B}.legal_entity": "PT"})
    yield least.refused_text("no-mismatch-with-a-type-unknown", wrong, (f"{B}.type", "not_in_list"))
    corporate = {f"{B}.type": "CORPORATE", f"{B}.legal_entity": "PT", f"{B}.documents": [DEED]}
    yield least.changed("corporate-documents", corporate, FULL)


def lists():
    for name in ("brands", "addresses", "contacts"):
        for kind, value in (("null", None), ("empty", [])):
            yield least.refused(f"{name}-{kind}", {f"{B}.{name}": value}, "required")
    yield least.refused("brands-empty-text", {f"{B}.brands": ""}, "required")
    yield least.refused("contacts-object", {f"{B}.contacts": LEAST["business"]["contacts"][0]}, "wrong_type")
    for name, path in [
        ("banks", f"{B}.banks"), ("documents", f"{B}.documents"), ("photo-proofs", f"{BRAND}.photo_proofs"),
        ("social-media", f"{BRAND}.social_media"), ("contact-documents", f"{CONTACT}.documents"),
    ]:
        yield registration.changed(f"{name}-empty", {path: []})
    yield least.refused("documents-text", {f"{B}.documents": "x"}, "wrong_type")
    yield registration.changed("forms-empty", {f"{DOCUMENT}.forms": []})
    yield registration.changed("accounts-empty", {f"{BRAND}.social_media[0].accounts": []})
    yield registration.changed("invited-user-empty", {"partner.invited_user": []})
    yield registration.changed("invited-users", {"partner.invited_user": ["a@example.com", "b@example.com"]})
    accounts = f"{BRAND}.social_media[0].accounts"
    urls = ["https://www.instagram.com/a", "https://www.instagram.com/b"]
    yield registration.changed("two-accounts", {accounts: urls})
    for kind, item in (("null", None), ("empty", "")):
        expect = (f"{accounts}[1]", "required")
        request = put(REGISTRATION, {accounts: [urls[0], item]})
        yield registration.refused_text(f"account-item-{kind}", request, expect)
        request = put(LEAST, {f"{B}.contacts": [{"name": "N"}, item]})
        yield least.refused_text(f"contact-item-{kind}", request, (f"{B}.contacts[1]", "required"))
        request = put(REGISTRATION, {"partner.invited_user": ["a@example.com", item]})
        yield registration.refused_text(f"invited-user-item-{kind}", request, ("partner.invited_user[1]", "required"))
    request = put(LEAST, {f"{B}.contacts": ["John Doe", {"name": "N"}, 17]})
    wrong = [(f"{B}.contacts[{index}]", "wrong_type") for index in (0, 2)]
    yield least.refused_text("contacts-of-other-types", request, *wrong)
    crowd = put(LEAST, {f"{B}.contacts": [{"name": f"C{number}"} for number in range(200)]})
    yield least.case("contacts-200", crowd, prepared=("body",), body=compact(crowd))
    crowd = put(crowd, {f"{B}.contacts[199].name": "x" * 256})
    yield least.refused_text("contacts-200-the-last-wrong", crowd, (f"{B}.contacts[199].name", "too_long"))
    one = LEAST["business"]["brands"][0]
    yield least.changed("brands-two", {f"{B}.brands": [one, dict(one)]})
    second = put(LEAST, {f"{B}.brands": [one, dict(one)], f"{B}.brands[1]": {"name": "N", "category": "RETAIL"}})
    yield least.refused_text("second-brand-wrong", second, (f"{B}.brands[1].description", "required"))


def objects():
    brand = [(f"{BRAND}.{name}", "required") for name in ("name", "description", "category")]
    yield least.refused_text("brand-an-empty-object", put(LEAST, {f"{B}.brands": [{}]}), *brand)
    address = [(f"{ADDRESS}.{name}", "required") for name in ("area", "country", "name", "primary")]
    yield least.refused_text("address-an-empty-object", put(LEAST, {f"{B}.addresses": [{}]}), *address)
    contact = (f"{CONTACT}.name", "required")
    yield least.refused_text("contact-an-empty-object", put(LEAST, {f"{B}.contacts": [{}]}), contact)
    whole = [(f"{B}.{name}", "required") for name in LEAST["business"]]
    yield least.refused_text("business-an-empty-object", {"business": {}}, *whole)
    for kind, request in [("missing", {}), ("null", {"business": None}), ("empty-text", {"business": ""})]:
        yield least.refused_text(f"business-{kind}", request, ("business", "required"))
    for kind, value in (("text", "Merchant"), ("list", [LEAST["business"]])):
        yield least.refused_text(f"business-{kind}", {"business": value}, ("business", "wrong_type"))
    for kind, values in [
        ("liveness-an-empty-object", {f"{CONTACT}.owner_liveness": {}}),
        ("bank-an-empty-object", {f"{B}.banks": [{}]}),
        ("photo-proof-an-empty-object", {f"{BRAND}.photo_proofs": [{}]}),
        ("social-media-an-empty-object", {f"{BRAND}.social_media": [{}]}),
        ("document-an-empty-object", {f"{CONTACT}.documents": [{}]}),
        ("form-an-empty-object", {f"{DOCUMENT}.forms": [{}]}),
        ("partner-an-empty-object", {"partner": {}}),
    ]:
        yield registration.changed(kind, values)


def keys():
    for name, values, path in [
        ("at-root", {"invited_user": []}, "invited_user"),
        ("in-business", {f"{B}.calling_code": "62"}, f"{B}.calling_code"),
        ("in-a-brand", {f"{BRAND}.shared_key": "x"}, f"{BRAND}.shared_key"),
        ("in-a-document", {f"{DOCUMENT}.form": []}, f"{DOCUMENT}.form"),
        ("in-a-bank", {f"{BANK}.bank_account": "1"}, f"{BANK}.bank_account"),
        ("null", {f"{CONTACT}.use_primary": None}, f"{CONTACT}.use_primary"),
        ("non-ascii", {f"{B}.naïve": 1}, f"{B}.naïve"),
    ]:
        yield registration.refused_text(f"unknown-{name}", put(REGISTRATION, values), (path, "unknown_field"))
    text = compact(LEAST)
    for name, old, new, path in [
        ("in-business", '"name":"N","email"', '"name":"N","name":"M","email"', f"{B}.name"),
        ("in-an-item", '"category":"RETAIL"', '"category":"RETAIL","category":"RETAIL"', f"{BRAND}.category"),
        ("a-list", '"contacts":', '"contacts":[],"contacts":', f"{B}.contacts"),
        ("the-root", '{"business":', '{"business":{},"business":', "business"),
    ]:
        yield least.refused_text(f"key-twice-{name}", text.replace(old, new, 1), (path, "not_allowed"))


def together():
    """All at once, in the order of the table, whatever the order of the keys."""
    wrong = put(
        REGISTRATION,
        {
            "partner.invited_user": ["x", None],
            f"{CONTACT}.owner_liveness": 5,
            f"{CONTACT}.name": "",
            f"{DOCUMENT}.forms": [{"code": 1, "value": "1", "b": 1}, 7],
            f"{BANK}.currency": "Rp",
            f"{ADDRESS}.primary": "true",
            f"{BRAND}.photo_proofs": {},
            f"{BRAND}.social_media[1].accounts": ["https://a.example", "a"],
            f"{B}.phone_number": "1" * 14,
            f"{B}.email": DROP,
            f"{B}.callback_url": "x",
            f"{B}.extra": 1,
            "extra": 1,
        },
    )
    violations = [
        (f"{B}.callback_url", "bad_format"),
        (f"{B}.email", "required"),
        (f"{B}.phone_number", "too_long"),
        (f"{BRAND}.social_media[1].accounts[1]", "bad_format"),
        (f"{BRAND}.photo_proofs", "wrong_type"),
        (f"{ADDRESS}.primary", "wrong_type"),
        (f"{BANK}.currency", "bad_format"),
        (f"{DOCUMENT}.forms[0].code", "wrong_type"),
        (f"{DOCUMENT}.forms[0].b", "unknown_field"),
        (f"{DOCUMENT}.forms[1]", "wrong_type"),
        (f"{CONTACT}.name", "required"),
        (f"{CONTACT}.owner_liveness", "wrong_type"),
        (f"{B}.extra", "unknown_field"),
        ("partner.invited_user[0]", "bad_format"),
        ("partner.invited_user[1]", "required"),
        ("extra", "unknown_field"),
    ]
    yield registration.refused_text("several-at-once", wrong, *violations)
    yield registration.refused_text("several-at-once-keys-backwards", json.dumps(reverse(wrong)), *violations)
    bad = changed(CALL, request_id="r" * 129)
    order = (("request_id", "too_long"), (f"{B}.name", "required"))
    yield least.refused_text("call-before-the-request", put(LEAST, {f"{B}.name": DROP}), *order, call=bad)
