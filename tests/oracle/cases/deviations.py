"""What does not fit in an answer: left out and told where nobody needs it, refused where somebody does."""

from case import DROP, changed, signed, unsigned
from cases.business_data import LEAST as FOUND
from cases.business_data import data
from cases.call import PAY, case, request
from cases.disburse import rdl
from cases.lite import LITE_ANSWER, lite
from cases.read import SAMPLE_BODY, answer, body, failed, token
from cases.read import case as read_case
from cases.requirements import ANSWER as NEEDS
from cases.requirements import requirements
from cases.token import jwt, tokens
from cases.upload import ANSWER as UPLOADED
from cases.upload import uploads
from family import compact, envelope, gateway_error, put
from samples.business import least

NAME, INCOME = "rdl_customer.customer_name", "rdl_customer.monthly_income"
ACCOUNT = "rdl_customer.account_id"
BALANCE, STATUS = "rdl_customer_info.account_balance", "rdl_customer_info.RDL_status"
MARK = "\ufeff"
# JSON text that is no Unicode text: half of a pair of escapes.
HALVES = {
    "first-half": r'"\ud83d"',
    "second-half": r'"\ude00"',
    "half-inside": r'"Toko \ud83d SEMAR"',
    "halves-turned-around": r'"\ude00\ud83d"',
    "half-before-a-pair": r'"\ud83d\ud83d\ude00"',
}


def cases():
    yield from of_a_customer()
    yield from together()
    yield from of_partners()
    yield from of_undocumented()
    yield from byte_order_marks()


def of_a_customer():
    for name, literal in [
        ("true", "true"), ("false", "false"), ("list", '["SEMAR"]'), ("object", '{"first":"SEMAR"}'),
        ("empty-list", "[]"),
    ]:
        expect = answer(customer={"customer_name": None}, deviations=[(NAME, "wrong_type")])
        yield read_case(f"read/deviation-name-{name}", signed(201, token("customer_name", literal)), expect)
    for name, literal in HALVES.items():
        expect = answer(customer={"customer_name": None}, deviations=[(NAME, "bad_format")])
        yield read_case(f"read/deviation-name-{name}", signed(201, token("customer_name", literal)), expect)
    for name, values, parts, found in [
        ("gender-true", {"gender": True}, {"gender": None}, ("rdl_customer.gender", "wrong_type")),
        ("income-true", {"monthly_income": True}, {"monthly_income": None}, (INCOME, "wrong_type")),
        ("income-object", {"monthly_income": {"code": 1}}, {"monthly_income": None}, (INCOME, "wrong_type")),
    ]:
        expect = answer(customer=parts, deviations=[found])
        yield read_case(f"read/deviation-{name}", signed(201, body(**values)), expect)
    expect = answer(409, {"customer_name": None}, deviations=[(NAME, "wrong_type")])
    yield read_case("read/deviation-in-a-replay", signed(409, body(customer_name=True)), expect)


def together():
    """In the order of the table, whatever the order of the keys; with a mandatory one, that one alone."""
    many = body(title=[], customer_name=False, gender={}, monthly_income=True, religion=None, email="")
    found = [
        (NAME, "wrong_type"), ("rdl_customer.gender", "wrong_type"), (INCOME, "wrong_type"),
        ("rdl_customer.title", "wrong_type"),
    ]
    gone = {"customer_id": "INVESTOR-0000100001", "title": None, "customer_name": None, "gender": None}
    yield read_case("read/deviations-several", signed(201, many), answer(customer=gone, deviations=found))
    for name, text, violations in [
        ("account-missing", body(customer_name=True, account_id=DROP), [(ACCOUNT, "required")]),
        ("account-true", body(customer_name=True, account_id=True), [(ACCOUNT, "wrong_type")]),
        ("status-true", body({"RDL_status": True}, title=[]), [(STATUS, "wrong_type")]),
        ("balance-list", body({"account_balance": [0]}, gender=True), [(BALANCE, "wrong_type")]),
    ]:
        expect = failed("unreadable_response", 201, violations)
        yield read_case(f"read/deviation-beside-{name}", signed(201, text), expect)
    for name, field in (("account", "account_id"), ("customer-id", "customer_id"), ("status", "RDL_status")):
        path = STATUS if field == "RDL_status" else f"rdl_customer.{field}"
        expect = failed("unreadable_response", 201, [(path, "bad_format")])
        yield read_case(f"read/half-an-emoji-{name}", signed(201, token(field, r'"\ud83d"')), expect)


def of_partners():
    photo, extensions = "business.brand.photo_proof", "business.brand.photo_proof.extensions"
    text = compact(put(NEEDS, {extensions: ["PNG", True, 17, "JPG", {}]}))
    read = put(NEEDS, {extensions: ["PNG", "17", "JPG"]})
    found = (f"{extensions}[1]", "wrong_type"), (f"{extensions}[4]", "wrong_type")
    yield requirements.deviating("deviations-in-a-list", text, read, *found)
    text = compact(put(NEEDS, {"business.contact.documents": ["KTP", {"code": "NIB"}, {"code": True}]}))
    read = put(NEEDS, {"business.contact.documents": [{"code": "NIB"}, {"code": None}]})
    path = "business.contact.documents"
    found = (f"{path}[0]", "wrong_type"), (f"{path}[2].code", "wrong_type")
    yield requirements.deviating("deviations-in-a-list-of-objects", text, read, *found)
    text = compact(put(NEEDS, {photo: "PHOTO", "business.contact.owner_liveness": True}))
    read = put(NEEDS, {photo: None, "business.contact.owner_liveness": None})
    found = (photo, "wrong_type"), ("business.contact.owner_liveness", "wrong_type")
    yield requirements.deviating("deviations-of-objects", text, read, *found)
    text = compact(put(LITE_ANSWER, {"business.brands": [{"id": True}, "BRN-2", {"id": "BRN-3"}]}))
    read = {"business": {"id": "BSN-0103-1700206906468", "brands": [{"id": None}, {"id": "BRN-3"}]}}
    found = ("business.brands[0].id", "wrong_type"), ("business.brands[1]", "wrong_type")
    yield lite.deviating("deviations-in-brands", text, read, *found)
    text = compact(put(LITE_ANSWER, {"business.partner_ref_id": [], "business.id": {}}))
    yield lite.unreadable("deviation-beside-an-id", text, ("business.id", "wrong_type"))
    half = compact(FOUND)[:-1] + r',"name":"\ud83d","brands":[{"id":"BRN-1","name":"a\ude00"}]}'
    read = FOUND | {"name": None, "brands": [{"id": "BRN-1", "name": None}]}
    found = ("name", "bad_format"), ("brands[0].name", "bad_format")
    yield data.deviating("deviations-half-an-emoji", half, read, *found)
    yield data.unreadable("half-an-emoji-id", r'{"id":"\ud83d"}', ("id", "bad_format"))
    link = compact(UPLOADED).replace("https://doku.com", r"\udc00")
    yield uploads.unreadable("half-an-emoji-link", link, ("link", "bad_format"))
    yield tokens.unreadable("half-an-emoji", r'{"token":"\ud83d"}', ("token", "bad_format"))
    # A key that no page names may hold anything.
    more = FOUND | {"tier": [True, 1]}
    yield data.answered("no-deviation-of-unknown-keys", compact(more), more)


def of_undocumented():
    """Nothing deviates from a page that nobody has."""
    odd = {"business": {"id": True, "brands": "none", "status": ["x"]}}
    yield least.answered("no-deviations", compact(odd), odd)
    odd = {"transaction": {"id": ["x"], "amount": {}}}
    yield rdl.answered("no-deviations", compact(odd), odd)
    odd = {"order": True}
    yield case("answer-no-deviations", request(), envelope("absent", odd), response=unsigned(200, compact(odd)))


def byte_order_marks():
    """Skipped before the JSON; the signature covers it, and so does `raw`."""
    marked = MARK + SAMPLE_BODY
    yield read_case("read/byte-order-mark", signed(201, marked), {"answer": answer()["answer"] | {"raw": marked}})
    lost = changed(signed(201, marked), body=SAMPLE_BODY)
    added = changed(signed(201, SAMPLE_BODY), body=marked)
    for name, reply in (("lost", lost), ("added", added)):
        yield read_case(f"read/byte-order-mark-{name}", reply, failed("signature_mismatch"))
    for name, text in (("alone", MARK), ("before-html", MARK + "<html></html>")):
        yield read_case(f"read/byte-order-mark-{name}", signed(201, text), failed("unreadable_response"))
    made = {"token": jwt(), "issued_at": 1704844591, "expires_at": 1704866191}
    yield tokens.answered("byte-order-mark", MARK + compact({"token": jwt()}), made)
    yield data.answered("byte-order-mark", MARK + compact(FOUND), FOUND)
    yield uploads.answered("byte-order-mark", MARK + compact(UPLOADED), UPLOADED)
    wrapped = {"business": {"id": "BSN-0103-17"}}
    yield least.answered("byte-order-mark", MARK + compact(wrapped), wrapped)
    paid = {"order": {"amount": 15000}}
    reply = signed(200, MARK + compact(paid), target=PAY)
    yield case("answer-byte-order-mark", request(), envelope("verified", paid), response=reply)
    wrong = {"code": "invalid_signature", "message": "Invalid Header Signature", "type": "invalid_request_error"}
    expect = gateway_error(400, wrong, "never", "absent")
    reply = unsigned(400, MARK + compact({"error": wrong}))
    yield case("answer-refused-after-a-byte-order-mark", request(), expect, response=reply)
