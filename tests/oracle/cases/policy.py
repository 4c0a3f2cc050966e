"""What a signature covers, and how strict the configuration or a call wants it."""

from case import CONFIG, DROP, changed, error, invalid_request, signed, unsigned
from cases.business_data import LEAST, data
from cases.call import PAID, PAY, case, request
from cases.call import STATUS as ORDER
from cases.callback import callback, sent
from cases.callback import read as read_back
from cases.disburse import ANSWER as PAID_OUT
from cases.disburse import rdl
from cases.read import SAMPLE_BODY, answer
from cases.read import case as read_case
from cases.upload import ANSWER as UPLOADED
from cases.upload import uploads
from cases.verify import BODY, STATUS, TARGET, failed, notification, received, response
from family import PARTNER, compact, envelope

REQUIRED = changed(CONFIG, policy="required")
IF_PRESENT = changed(CONFIG, policy="if_present")
STRICT = changed(PARTNER, policy="required")
MISSING = error("signature_missing", http_status=200)
EMPTY_ID = invalid_request(("request_id", "required"))
NO_POLICY = invalid_request(("policy", "not_in_list"))


def status(word):
    return {"answer": {"signature": word}}


def cases():
    yield from of_verify()
    yield from empty_ids()
    yield from headers_alone()
    yield from of_a_call()
    yield from of_rdl()
    yield from of_uploads()
    yield from of_callbacks()


def of_verify():
    """The configuration's policy beside the call's: the stricter one holds."""
    plain, good = unsigned(200, BODY), signed(200, BODY, target=TARGET)
    for name, config, policy, expect in [
        ("config-required-call-if-present", REQUIRED, "if_present", MISSING),
        ("config-if-present-call-required", IF_PRESENT, "required", MISSING),
        ("config-if-present-call-if-present", IF_PRESENT, "if_present", status("absent")),
    ]:
        yield response(f"unsigned-policy-{name}", plain, expect, config=config, policy=policy)
    yield response("unsigned-policy-of-the-config-alone", plain, MISSING, config=IF_PRESENT)
    yield response("signed-policy-of-the-config", good, status("verified"), config=REQUIRED, policy="if_present")
    down = failed("gateway_error", 502)
    yield response("unsigned-status-502-policy-of-the-config", unsigned(502, ""), down, config=REQUIRED)
    for name, word in (("unknown", "optional"), ("upper-case", "REQUIRED"), ("empty", "")):
        yield response(f"policy-{name}", good, NO_POLICY, policy=word)


def empty_ids():
    """Without the Request-Id that was sent, a genuine answer to another request would pass."""
    good, own = signed(200, BODY, target=TARGET), signed(200, BODY, target=TARGET, Request_Id="")
    for policy in ("required", "if_present"):
        ending = policy.replace("_", "-")
        for name, reply in [("signed", good), ("unsigned", unsigned(200, BODY)), ("echoed", own)]:
            yield response(f"request-id-empty-{name}-{ending}", reply, EMPTY_ID, policy=policy, request_id="")
        # Only the code: the documents do not say whether a blank is nothing or a wrong character.
        yield response(f"request-id-blank-{ending}", good, error("invalid_request"), policy=policy, request_id=" ")
    reply = signed(200, BODY, target=STATUS)
    yield response("get-request-id-empty", reply, EMPTY_ID, "GET", STATUS, request_id="")
    yield response("request-id-empty-gateway", unsigned(502, ""), EMPTY_ID, request_id="")


def headers_alone():
    """A GET's answer whose signature has no Digest line covers everything but the body."""
    bare, whole = signed(200, BODY, target=STATUS, digest=False), signed(200, BODY, target=STATUS)
    swapped = changed(bare, body=BODY.replace("17", "18"))
    for name, reply, config, policy, expect in [
        ("without-digest-policy-if-present", bare, CONFIG, "if_present", status("headers_only")),
        ("without-digest-policy-required", bare, CONFIG, "required", MISSING),
        ("without-digest-policy-of-the-config", bare, REQUIRED, "if_present", MISSING),
        ("without-digest-other-body-policy-if-present", swapped, CONFIG, "if_present", status("headers_only")),
        ("without-digest-other-body-policy-required", swapped, CONFIG, "required", MISSING),
        ("with-digest-policy-if-present", whole, CONFIG, "if_present", status("verified")),
        ("with-digest-policy-required", whole, CONFIG, "required", status("verified")),
        ("unsigned-policy-if-present", unsigned(200, BODY), CONFIG, "if_present", status("absent")),
    ]:
        yield response(f"get-{name}", reply, expect, "GET", STATUS, config=config, policy=policy)
    tampered, mismatch = changed(whole, body=BODY + " "), failed("signature_mismatch")
    yield response("get-tampered-policy-if-present", tampered, mismatch, "GET", STATUS, policy="if_present")
    # A method in any case is that method.
    for name, method in (("lower-case", "get"), ("capitalised", "Get"), ("mixed-case", "gEt")):
        expect = status("headers_only")
        yield response(f"get-{name}-without-digest", bare, expect, method, STATUS, policy="if_present")
        yield response(f"get-{name}-with-digest", whole, status("verified"), method, STATUS)
    good, lacking = signed(200, BODY, target=TARGET), signed(200, BODY, target=TARGET, digest=False)
    yield response("post-lower-case", good, status("verified"), "post")
    yield response("post-lower-case-without-digest", lacking, mismatch, "post", policy="if_present")


def of_a_call():
    get = request("GET", ORDER, None)
    body = {"message": ["SUCCESS"]}
    found, order = '{"order":{"amount":15000}}', {"order": {"amount": 15000}}
    bare, whole = signed(200, found, target=ORDER, digest=False), signed(200, found, target=ORDER)
    signed_call, plain = signed(200, PAID, target=PAY), unsigned(200, PAID)
    for name, parts, reply, expect, more in [
        ("unsigned-policy-required", request(), plain, MISSING, {"policy": "required"}),
        ("unsigned-policy-if-present", request(), plain, envelope("absent", body), {"policy": "if_present"}),
        ("unsigned-policy-of-the-config", request(), plain, MISSING, {"config": REQUIRED}),
        ("unsigned-policy-loosened", request(), plain, MISSING, {"config": REQUIRED, "policy": "if_present"}),
        ("unsigned-policy-tightened", request(), plain, MISSING, {"config": IF_PRESENT, "policy": "required"}),
        ("signed-policy-required", request(), signed_call, envelope("verified", body), {"policy": "required"}),
        ("policy-unknown", request(), signed_call, NO_POLICY, {"policy": "strict"}),
        ("get-policy-required-without-digest", get, bare, MISSING, {"policy": "required"}),
        ("get-policy-of-the-config-without-digest", get, bare, MISSING, {"config": REQUIRED}),
        ("get-policy-if-present-without-digest", get, bare, envelope("headers_only", order), {"policy": "if_present"}),
        ("get-policy-required-with-digest", get, whole, envelope("verified", order), {"policy": "required"}),
    ]:
        yield case(f"answer-{name}", parts, expect, response=reply, **more)
    # Gateways answer before they sign.
    refused = error("gateway_error", http_status=503, retry="same_request_id", signature="absent")
    yield case("answer-unavailable-policy-required", request(), refused, response=unsigned(503, ""), policy="required")
    # A shared key in a body that nothing covers could be anyone's.
    text = compact(LEAST)
    bare = data.signed(200, text)
    yield data.case("answer-policy-required-without-digest", expect=MISSING, response=bare, policy="required")
    whole = signed(200, text, target=data.target, config=PARTNER)
    expect = envelope("verified", LEAST)
    yield data.case("answer-policy-required-with-digest", expect=expect, response=whole, policy="required")
    yield data.case("answer-policy-of-the-config", expect=MISSING, response=bare, config=STRICT)


def of_rdl():
    """Required where DOKU documents signed answers; nothing loosens that."""
    missing = error("signature_missing", http_status=201)
    plain, good = unsigned(201, SAMPLE_BODY), signed(201, SAMPLE_BODY)
    yield read_case("read/unsigned-policy-if-present", plain, missing, policy="if_present")
    yield read_case("read/signed-policy-if-present", good, answer(), policy="if_present")
    yield read_case("read/signed-policy-required", good, answer(), policy="required")
    yield read_case("read/policy-unknown", good, NO_POLICY, policy="none")
    yield read_case("read/unsigned-policy-if-present-in-the-config", plain, missing, config=IF_PRESENT)
    text = compact(PAID_OUT)
    plain = unsigned(200, text)
    yield rdl.case("answer-unsigned-policy-if-present", expect=MISSING, response=plain, policy="if_present")
    expect = envelope("verified", PAID_OUT)
    yield rdl.case("answer-signed-policy-required", expect=expect, response=rdl.signed(200, text), policy="required")


def of_uploads():
    """Genuine, but no Request-Id of ours ties the answer to this upload."""
    text = compact(UPLOADED)
    good, plain = uploads.signed(200, text), unsigned(200, text)
    for name, reply, expect, more in [
        ("signed-policy-required", good, envelope("unbound", UPLOADED), {"policy": "required"}),
        ("signed-policy-if-present", good, envelope("unbound", UPLOADED), {"policy": "if_present"}),
        ("signed-policy-of-the-config", good, envelope("unbound", UPLOADED), {"config": STRICT}),
        ("unsigned-policy-required", plain, MISSING, {"policy": "required"}),
        ("unsigned-policy-of-the-config", plain, MISSING, {"config": STRICT}),
        ("unsigned-policy-if-present", plain, envelope("absent", UPLOADED), {"policy": "if_present"}),
        (
            "tampered-policy-if-present", changed(good, body=text + " "), failed("signature_mismatch"),
            {"policy": "if_present"},
        ),
        (
            "for-another-merchant", uploads.signed(200, text, Client_Id="BRN-17"),
            error("not_for_this_request", http_status=200), {},
        ),
    ]:
        yield uploads.case(f"answer-{name}", expect=expect, response=reply, **more)


def of_callbacks():
    bare, missing = sent(Signature=DROP), error("signature_missing")
    yield callback("unsigned-policy-of-the-config", bare | {"config": REQUIRED}, missing, policy="if_present")
    loose = read_back("BUSINESS", signature="absent")
    yield callback("unsigned-policy-if-present-in-both", bare | {"config": IF_PRESENT}, loose, policy="if_present")
    yield callback("unsigned-policy-if-present-in-the-config", bare | {"config": IF_PRESENT}, missing)
    given = received(Signature=DROP) | {"config": IF_PRESENT}
    yield notification("unsigned-policy-if-present-in-the-config", given, missing)
