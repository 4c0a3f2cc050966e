"""Family create-business-lite."""

from case import DROP, FULL
from family import HOST, compact, fits, missing, put, too_long
from samples.business import LITE, LITE_ANSWER, lite

BODY = (
    '{"business":{"partner_ref_id":"13aa67f8-c2ac-437c-9eb5-e5b1934fbfcc","name":"John Store",'
    '"contact":{"name":"John Michael","email":"john@gmail.com","phone_calling_code":"62",'
    '"phone_number":"81510229216"}},"referral":{"code":"ABC123"},"invited_user":{"email":"string"}}'
)
B, CONTACT = "business", "business.contact"
MANDATORY = [
    B, f"{B}.partner_ref_id", f"{B}.name", CONTACT, f"{CONTACT}.name", f"{CONTACT}.email",
    f"{CONTACT}.phone_calling_code", f"{CONTACT}.phone_number", "invited_user", "invited_user.email",
]


def short(path):
    return path.replace(".", "-")


def cases():
    sent = {"prepared": {"method": "POST", "url": f"{HOST}/adv-core-api/partner/v1.0/business/lite/registration"}}
    yield lite.case("sample", expect=sent, prepared=FULL, body=BODY)
    backwards = dict(reversed(LITE.items()))
    yield lite.case("keys-backwards", backwards, prepared=("body",), body=BODY)
    for path in MANDATORY:
        yield lite.refused(f"missing-{short(path)}", {path: DROP}, "required", about=missing(path))
    for path, longest, character in [
        (f"{CONTACT}.phone_calling_code", 3, "6"), (f"{CONTACT}.phone_number", 13, "8"), ("referral.code", 6, "É"),
    ]:
        yield lite.changed(f"limit-{short(path)}", {path: character * longest}, about=fits(path, longest))
        said = too_long(path, longest)
        yield lite.refused(f"too-long-{short(path)}", {path: character * (longest + 1)}, "too_long", about=said)
    for name, values in [
        ("referral-missing", {"referral": DROP}),
        ("referral-code-empty", {"referral.code": ""}),
        ("ref-id-with-dots", {f"{B}.partner_ref_id": "PARTNER-TEST-MPE-JSM-171123.1"}),
        ("ref-id-any-text", {f"{B}.partner_ref_id": "é 王/17 #" * 40}),
        ("name-any-length", {f"{B}.name": "x" * 300}),
        ("invited-user-an-email", {"invited_user.email": "invited@example.com"}),
    ]:
        yield lite.changed(name, values)
    null = put(LITE, {"referral": None})
    yield lite.case("referral-null", null, prepared=("body",), body=compact(put(LITE, {"referral": DROP})))
    for name, path, value, code in [
        ("calling-code-plus", f"{CONTACT}.phone_calling_code", "+62", "bad_format"),
        ("calling-code-number", f"{CONTACT}.phone_calling_code", 62, "wrong_type"),
        ("phone-number", f"{CONTACT}.phone_number", 81510229216, "wrong_type"),
        ("referral-text", "referral", "ABC123", "wrong_type"),
        ("invited-user-list", "invited_user", ["invited@example.com"], "wrong_type"),
        ("invited-user-emails", "invited_user.email", ["invited@example.com"], "wrong_type"),
        ("unknown-contacts", f"{B}.contacts", [], "unknown_field"),
        ("unknown-in-contact", f"{CONTACT}.phone", "1", "unknown_field"),
    ]:
        yield lite.refused(name, {path: value}, code)
    yield lite.refused("email-without-at", {f"{CONTACT}.email": "john.example.com"}, "bad_format")
    yield lite.refused("phone-with-letter", {f"{CONTACT}.phone_number": "815O"}, "bad_format")
    yield lite.refused("phone-fullwidth", {f"{CONTACT}.phone_number": "８１５"}, "bad_format")
    twice = BODY.replace('"name":"John Store"', '"name":"John Store","name":"Jane Store"')
    yield lite.refused_text("key-twice", twice, (f"{B}.name", "not_allowed"))
    whole = {path: "" for path in MANDATORY if path not in (B, CONTACT, "invited_user")}
    yield lite.refused("all-empty", whole, *["required"] * len(whole))
    parents = {B: None, "invited_user": []}
    yield lite.refused("parents-empty", parents, "required", "required")
    yield lite.refused("contact-empty-text", {CONTACT: ""}, "required")
    empty = [(path, "required") for path in ("business", "invited_user")]
    yield lite.refused_text("empty-object", {}, *empty)
    wrong = {"x": 1, "invited_user": {}, "referral": {"code": "1234567"}, "business": {"contact": {"email": "x"}}}
    yield lite.refused_text(
        "several-at-once", wrong,
        (f"{B}.partner_ref_id", "required"), (f"{B}.name", "required"), (f"{CONTACT}.name", "required"),
        (f"{CONTACT}.email", "bad_format"), (f"{CONTACT}.phone_calling_code", "required"),
        (f"{CONTACT}.phone_number", "required"), ("referral.code", "too_long"), ("invited_user.email", "required"),
        ("x", "unknown_field"),
    )
    yield from lite.roots()
    yield from lite.calls()
    yield from lite.answers(compact(LITE_ANSWER), LITE_ANSWER)
    yield from answers()


def answers():
    for name, values, body in [
        ("unknown-keys", {"trace": 1, f"{B}.status": "NEW"}, {"trace": 1, "business": {"status": "NEW"}}),
        ("number-for-text", {f"{B}.id": 17}, {"business": {"id": "17"}}),
        ("without-ref-id", {f"{B}.partner_ref_id": DROP}, {"business": {"id": "BSN-0103-1700206906468"}}),
        ("brands-empty", {f"{B}.brands": []}, {"business": {"brands": []}}),
    ]:
        yield lite.answered(f"answer-{name}", compact(put(LITE_ANSWER, values)), body)
    for name, values, path, code in [
        ("business-missing", {B: DROP}, B, "required"),
        ("id-missing", {f"{B}.id": DROP}, f"{B}.id", "required"),
        ("id-true", {f"{B}.id": True}, f"{B}.id", "wrong_type"),
    ]:
        yield lite.unreadable(f"answer-{name}", compact(put(LITE_ANSWER, values)), (path, code))
    for name, path, value, brands in [
        ("brands-object", f"{B}.brands", {"id": "x"}, None),
        ("brand-id-list", f"{B}.brands[0].id", ["x"], [{"id": None}]),
    ]:
        text, body = compact(put(LITE_ANSWER, {path: value})), put(LITE_ANSWER, {f"{B}.brands": brands})
        yield lite.deviating(f"answer-{name}", text, body, (path, "wrong_type"))
