"""Families fake-response and fake-notification: what DOKU would send, signed for somebody's unit tests."""

import base64

from case import BY_ORACLE, CALL, CONFIG, Case, changed, customer, error, invalid_request
from cases.call import ORDER, PAY, STATUS
from cases.incoming import QUERIES, REFUSED, TARGETS
from cases.read import SAMPLE_BODY
from cases.requirements import SAMPLE as REQUIREMENTS
from cases.requirements import TEXT
from cases.verify import BODY, HOOK, LATIN1
from family import PARTNER

RESPONSE = f"DOKU, Signature Component from Response Header. {BY_ORACLE}"
NOTIFICATION = f"DOKU, Notification: signed like a request, the target is the merchant's path. {BY_ORACLE}"
ANSWERED = "2020-08-11T08:45:43Z"
RAW = {"base64": base64.b64encode(LATIN1).decode()}
PAYMENT = {"method": "POST", "target": PAY, "body": ORDER}


def response(name, operation, request, body, expect=None, status=200, timestamp=ANSWERED, config=CONFIG):
    given = {
        "config": config,
        "call": CALL,
        "operation": operation,
        "request": request,
        "status": status,
        "body": body,
        "timestamp": timestamp,
    }
    fake = {"answer": {"status": status, "headers": {"Response-Timestamp": ANSWERED}, "body": body}}
    case = Case(f"fake-response/{name}", "sign_test_response", given, RESPONSE, expect or fake, whole=not expect)
    return case


def notification(name, expect=None, config=CONFIG, **values):
    given = {"config": config, **CALL, "target": HOOK, "body": BODY} | values
    fake = {"answer": {"headers": {"Client-Id": config["client_id"], "Content-Type": "application/json"}}}
    name = f"fake-notification/{name}"
    return Case(name, "sign_test_notification", given, NOTIFICATION, expect or fake, whole=not expect)


def cases():
    yield from responses()
    yield from notifications()


def responses():
    for status in (0, 99, 1000):
        none = invalid_request(("status", "out_of_range"))
        yield response(f"status-{status}", "call", PAYMENT, "{}", none, status=status)
    yield response("status-999", "call", PAYMENT, "{}", status=999)
    yield response("register-rdl-customer", "register_rdl_customer", customer(), SAMPLE_BODY, status=201)
    yield response("check-requirements", "check_requirements", REQUIREMENTS, TEXT, config=PARTNER)
    yield response("query-signed", "check_requirements", REQUIREMENTS, TEXT, config=changed(PARTNER, query="signed"))
    for name, request, body, status in [
        ("call", PAYMENT, '{"message":["SUCCESS"]}', 200),
        ("call-get", {"method": "GET", "target": STATUS}, "{}", 200),
        ("refusal", PAYMENT, '{"error":{"code":"invalid_signature"}}', 400),
        ("replay", PAYMENT, '{"order":{}}', 409),
        ("body-empty", PAYMENT, "", 204),
        ("body-not-json", PAYMENT, "<html></html>", 502),
        ("body-non-ascii", PAYMENT, '{"name":"Désirée 😀"}', 200),
        ("body-not-utf8", PAYMENT, RAW, 200),
    ]:
        yield response(name, "call", request, body, status=status)
    yield response("with-an-offset", "call", PAYMENT, "{}", timestamp="2020-08-11T15:45:43+07:00")
    wrong = invalid_request(("timestamp", "bad_format"))
    yield response("timestamp-wrong", "call", PAYMENT, "{}", wrong, timestamp="later")
    wrong = invalid_request(("target", "required"))
    yield response("request-wrong", "call", changed(PAYMENT, target=""), "{}", wrong)


def notifications():
    yield notification("json")
    for name, body in [
        ("body-empty", ""),
        ("body-text", "ok"),
        ("body-not-utf8", RAW),
        ("body-with-line-end", BODY + "\n"),
    ]:
        yield notification(name, body=body)
    for name, target in TARGETS.items():
        yield notification(f"target-{name}", target=target)
    for name, (target, _) in QUERIES.items():
        yield notification(f"target-{name}", target=target)
    for name, target in REFUSED.items():
        yield notification(f"target-{name}", invalid_request(("target", "bad_format")), target=target)
    yield notification("with-an-offset", timestamp="2020-08-11T15:45:42+07:00")
    every = invalid_request(("request_id", "required"), ("timestamp", "required"), ("target", "required"))
    yield notification("all-wrong-in-order", every, request_id="", timestamp="", target="")
    keyless = error("invalid_config", [("secret_key", "required")])
    yield notification("secret-key-empty", keyless, config=changed(CONFIG, secret_key=""))
