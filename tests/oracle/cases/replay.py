"""HTTP 409 and 2xx: the first answer again, or a refusal. Families read, call and those of the two lenient answers."""

from case import CONFIG, NOBODY, error, signed, unsigned
from cases.business_answer import WRAPPED
from cases.business_data import LEAST as FOUND
from cases.business_data import data
from cases.call import PAY, case, request
from cases.call import STATUS as ORDER
from cases.disburse import ANSWER as PAID_OUT
from cases.disburse import rdl
from cases.lite import LITE_ANSWER, lite
from cases.read import SAMPLE_BODY, answer, failed
from cases.read import case as read_case
from cases.requirements import ANSWER as NEEDS
from cases.requirements import requirements
from cases.token import tokens
from cases.upload import ANSWER as UPLOADED
from cases.upload import uploads
from family import compact, envelope, gateway_error
from samples.business import least

# What shows nothing of a first answer. The objects may be refusals in a shape that nobody knows.
NOT_OBJECTS = {
    "html": "<html><h1>409 Conflict</h1></html>",
    "empty": "",
    "text": '"x"',
    "list": "[]",
    "null": "null",
    "number": "17",
    "cut-off": '{"business":{',
}
OBJECTS = {
    "empty-object": "{}",
    "code": '{"code":"CONFLICT"}',
    "status": '{"state":"FAILED","reason":"duplicate"}',
    "errors": '{"errors":[{"detail":"duplicate"}]}',
}
IDEMPOTENT = {"code": "idempotent_request", "message": "Idempotent request", "type": "invalid_request_error"}
WRONG = {"code": "invalid_signature", "message": "Invalid Header Signature", "type": "invalid_request_error"}
CLOCK = {"code": "request_time_out_of_range", "message": "Header Request-Timestamp is old", "type": "invalid_request_error"}
# name, body, what is read of it, whether to send it again
REFUSALS = [
    ("idempotent", compact({"error": IDEMPOTENT}), IDEMPOTENT, "never"),
    ("error", compact({"error": WRONG}), WRONG, "never"),
    ("clock", compact({"error": CLOCK}), CLOCK, "new_timestamp"),
    ("error-text", '{"error":"unauthorized"}', {"message": "unauthorized"}, "never"),
    ("message-list", '{"message":["INVOICE ALREADY USED"]}', {"message": "INVOICE ALREADY USED"}, "never"),
    ("message-text", '{"message":"INVOICE ALREADY USED"}', {"message": "INVOICE ALREADY USED"}, "never"),
    ("error-messages", '{"error_messages":["A IS WRONG","NO"]}', {"message": "A IS WRONG; NO"}, "never"),
    (
        "response-code", '{"status":"FAILED","response_code":"DUPLICATE_TRANSACTION","message":"DUPLICATE"}',
        {"code": "DUPLICATE_TRANSACTION", "message": "DUPLICATE"}, "never",
    ),
]


def unknown(signature, status=409):
    return error("gateway_error", http_status=status, retry="same_request_id", signature=signature)


def refusal(status, signature, gateway, retry):
    return gateway_error(status, NOBODY | gateway, retry, signature)


def cases():
    yield from calls()
    yield from refused_calls()
    yield from lenient()
    yield from documented()
    yield from of_rdl()


def by_merchant(status, body, target=PAY, **more):
    return signed(status, body, target=target, **more)


def calls():
    """A call's answer has no model: only a signature shows whose it is."""
    for name, text in (NOT_OBJECTS | OBJECTS).items():
        yield case(f"conflict-{name}-unsigned", request(), unknown("absent"), response=unsigned(409, text))
    for name, text in NOT_OBJECTS.items():
        yield case(f"conflict-{name}-signed", request(), unknown("verified"), response=by_merchant(409, text))
    yield case("conflict-code-signed", request(), unknown("verified"), response=by_merchant(409, OBJECTS["code"]))
    paid = '{"order":{"invoice_number":"INV-17"}}'
    yield case("conflict-object-unsigned", request(), unknown("absent"), response=unsigned(409, paid))
    get = request("GET", ORDER, None)
    bare, whole = (by_merchant(409, paid, ORDER, digest=digest) for digest in (False, True))
    yield case("conflict-get-headers-only", get, unknown("headers_only"), response=bare)
    expect = envelope("verified", {"order": {"invoice_number": "INV-17"}}, 409)
    yield case("conflict-get-with-digest", get, expect, response=whole)
    success = '{"message":["SUCCESS"],"response":{"order":{"amount":"15000"}}}'
    expect = envelope("verified", {"message": ["SUCCESS"]}, 409)
    yield case("conflict-message-success-signed", request(), expect, response=by_merchant(409, success))


def refused_calls():
    """The status line is not signed: the shape of a refusal counts under every status."""
    for name, text, gateway, retry in REFUSALS:
        for status in (409, 200):
            word = "conflict" if status == 409 else "refused"
            expect = refusal(status, "verified", gateway, retry)
            yield case(f"{word}-{name}-signed", request(), expect, response=by_merchant(status, text))
            expect = refusal(status, "absent", gateway, retry)
            yield case(f"{word}-{name}-unsigned", request(), expect, response=unsigned(status, text))
    text = compact({"error": WRONG})
    get, expect = request("GET", ORDER, None), refusal(200, "headers_only", WRONG, "never")
    yield case("refused-get-headers-only", get, expect, response=by_merchant(200, text, ORDER, digest=False))
    missing = error("signature_missing", http_status=200)
    yield case("refused-unsigned-policy-required", request(), missing, response=unsigned(200, text), policy="required")
    yield case("refused-status-202", request(), refusal(202, "absent", WRONG, "never"), response=unsigned(202, text))
    for name, text, body in [
        ("message-success-alone", '{"message":["SUCCESS"]}', {"message": ["SUCCESS"]}),
        ("message-success-text-alone", '{"message":"SUCCESS"}', {"message": "SUCCESS"}),
        ("snap-success", '{"responseCode":"2007300","responseMessage":"Successful"}', {"responseCode": "2007300"}),
        ("error-null", '{"error":null,"order":{"amount":1}}', {"order": {"amount": 1}}),
    ]:
        yield case(f"answer-{name}", request(), envelope("verified", body), response=by_merchant(200, text))


def lenient():
    """Undocumented answers: a replay has a field with a known name."""
    for family, own, others in (
        (least, WRAPPED, {"field-null": '{"business":null}', "id-null": '{"id":null,"status":null}'}),
        (rdl, PAID_OUT, {"field-null": '{"transaction":null}', "other-field": '{"id":"17"}'}),
    ):
        for name, text in (NOT_OBJECTS | OBJECTS | others).items():
            yield family.case(f"conflict-{name}-signed", expect=unknown("verified"), response=family.signed(409, text))
        for name, text, gateway, retry in REFUSALS:
            for status in (409, 201):
                word = "conflict" if status == 409 else "refused"
                expect = refusal(status, "verified", gateway, retry)
                yield family.case(f"{word}-{name}-signed", expect=expect, response=family.signed(status, text))
        both = compact(own | {"error": WRONG})
        expect = refusal(409, "verified", WRONG, "never")
        yield family.case("conflict-field-and-refusal", expect=expect, response=family.signed(409, both))
        success, null = own | {"message": ["SUCCESS"]}, own | {"error": None}
        yield family.answered("conflict-field-and-success", compact(success), success, 409)
        yield family.answered("answer-error-null", compact(null), own)
    # Of the two, only a registration's answer may come unsigned.
    for name, text in (NOT_OBJECTS | OBJECTS).items():
        yield least.case(f"conflict-{name}-unsigned", expect=unknown("absent"), response=unsigned(409, text))
    for name, text, gateway, retry in REFUSALS:
        expect = refusal(200, "absent", gateway, retry)
        yield least.case(f"refused-{name}-unsigned", expect=expect, response=unsigned(200, text))
    expect = envelope("absent", WRAPPED, 409)
    yield least.case("conflict-answer-unsigned", expect=expect, response=unsigned(409, compact(WRAPPED)))


def documented():
    for family, sample, null in (
        (tokens, {"token": "opaque"}, '{"token":null}'),
        (uploads, UPLOADED, '{"id":null,"link":null,"category":null}'),
        (lite, LITE_ANSWER, '{"business":null}'),
        (data, FOUND, '{"id":null}'),
        (requirements, NEEDS, '{"business":null}'),
    ):
        for name, text in (NOT_OBJECTS | OBJECTS | {"field-null": null}).items():
            yield family.case(f"conflict-{name}-unsigned", expect=unknown("absent"), response=unsigned(409, text))
        expect = unknown(family.signature)
        yield family.case("conflict-html-signed", expect=expect, response=family.signed(409, NOT_OBJECTS["html"]))
        yield family.case("conflict-code-signed", expect=expect, response=family.signed(409, OBJECTS["code"]))
        expect = envelope("absent", sample, 409)
        yield family.case("conflict-answer-unsigned", expect=expect, response=unsigned(409, compact(sample)))
        for name, text, gateway, retry in REFUSALS:
            expect = refusal(200, family.signature, gateway, retry)
            yield family.case(f"refused-{name}-signed", expect=expect, response=family.signed(200, text))


def of_rdl():
    for name, text in (NOT_OBJECTS | OBJECTS | {"field-null": '{"rdl_customer":null}'}).items():
        yield read_case(f"read/conflict-{name}", signed(409, text), unknown("verified"))
    for name, text, gateway, retry in REFUSALS:
        yield read_case(f"read/conflict-{name}", signed(409, text), refusal(409, "verified", gateway, retry))
    # A field of the answer is there, and what must be there is not.
    half = signed(409, '{"rdl_customer":{"customer_id":"INVESTOR-17"}}')
    lacking = [("rdl_customer.account_id", "required"), ("rdl_customer_info", "required")]
    yield read_case("read/conflict-half-an-answer", half, failed("unreadable_response", 409, lacking))
    for name, text, gateway, retry in REFUSALS:
        yield read_case(f"read/refused-{name}", signed(201, text), refusal(201, "verified", gateway, retry))
    marked = "\ufeff" + SAMPLE_BODY
    yield read_case("read/conflict-answer-after-a-byte-order-mark", signed(409, marked), answer(409))
    tampered = signed(409, SAMPLE_BODY) | {"body": '{"code":"CONFLICT"}'}
    yield read_case("read/conflict-tampered", tampered, failed("signature_mismatch", 409))
    other = signed(409, OBJECTS["code"], config=CONFIG | {"client_id": "MCH-17"})
    yield read_case("read/conflict-for-another-merchant", other, failed("not_for_this_request", 409))
