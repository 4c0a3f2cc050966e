"""Families verify-response and verify-notification: one signature, nothing sent."""

import base64

from case import BY_ORACLE, CALL, CONFIG, DROP, Case, changed, error, signed, unsigned
from engine import signing
from samples import published

RESPONSE = "DOKU, Signature Component from Response Header. " + BY_ORACLE
NOTIFICATION = "DOKU, Notification: signed like a request, the target is the merchant's path. " + BY_ORACLE
V3 = "DOKU's v3 scheme (values without labels, no Request-Id), from a third party's tests: must not match"

TARGET = "/checkout/v1/payment"
STATUS = "/orders/v1/status/INV-123123-12313"
BODY = '{"order":{"invoice_number":"INV-17","amount":20000.00}}'
HOOK = "/payments/notifications"
OTHER_KEY = changed(CONFIG, secret_key="test-secret-keY")
DAY = 86400
SENT = 1597135542  # 2020-08-11T08:45:42Z
LATIN1 = '{"name":"Café"}'.encode("latin-1")


def response(name, reply, expect, method="POST", target=TARGET, origin=RESPONSE, config=CONFIG, **more):
    given = {"config": config, "request_id": CALL["request_id"], "target": target, "method": method, "response": reply}
    return Case(f"verify-response/{name}", "verify_response", given | more, origin, expect)


def cases():
    yield from responses()
    yield from notifications()
    yield from third_version()
    yield from rotated_bare_and_near()


def responses():
    verified, absent = {"answer": {"signature": "verified"}}, {"answer": {"signature": "absent"}}
    good = signed(200, BODY, target=TARGET)
    raw = {"base64": base64.b64encode(LATIN1).decode()}
    lower = changed(good, headers={name.lower(): value for name, value in good["headers"].items()})
    for name, reply in [
        ("signed", good),
        ("header-names-lower-case", lower),
        ("header-values-in-lists", changed(good, headers={name: [value] for name, value in good["headers"].items()})),
        ("not-utf8", signed(200, raw, raw=LATIN1, target=TARGET)),
        ("not-json", signed(200, "ok", target=TARGET)),
        ("status-400-signed", signed(400, '{"message":["NO"]}', target=TARGET)),
        ("status-500-signed", signed(500, "down", target=TARGET)),
        ("replay-signed", signed(409, BODY, target=TARGET)),
    ]:
        yield response(name, reply, verified)
    yield response("signed-policy-required", good, verified, policy="required")
    yield response("signed-policy-if-present", good, verified, policy="if_present")
    key = changed(CONFIG, secret_key="test-sécret-鍵")
    yield response("secret-key-non-ascii", signed(200, BODY, target=TARGET, config=key), verified, config=key)
    yield response("get-with-digest", signed(200, BODY, target=STATUS), verified, "GET", STATUS)
    reply = signed(200, BODY, target=STATUS, digest=False)
    yield response("get-without-digest", reply, failed("signature_missing"), "GET", STATUS)
    for method in ("PUT", "DELETE"):
        yield response(f"{method.lower()}-signed", good, verified, method)
        reply = signed(200, BODY, target=TARGET, digest=False)
        yield response(f"{method.lower()}-without-digest", reply, failed("signature_mismatch"), method)
    yield response("unsigned-policy-if-present", unsigned(200, BODY), absent, policy="if_present")
    yield response("unsigned-replay-policy-if-present", unsigned(409, BODY), absent, policy="if_present")
    yield response("unsigned-policy-required", unsigned(200, BODY), failed("signature_missing"), policy="required")
    yield response("unsigned-policy-not-given", unsigned(200, BODY), failed("signature_missing"))
    yield response("unsigned-replay", unsigned(409, BODY), failed("signature_missing", 409))
    yield response("unsigned-status-400", unsigned(400, '{"message":["NO"]}'), failed("gateway_error", 400))
    yield response("unsigned-status-502", unsigned(502, "<html></html>"), failed("gateway_error", 502))
    for status in (0, 99, 1000, 65535):
        expect = error("invalid_request", violations=[("status", "out_of_range")])
        yield response(f"status-{status}", changed(good, status=status), expect)
    yield response("status-100", signed(100, BODY, target=TARGET), verified)
    yield response("status-999", signed(999, BODY, target=TARGET), verified)
    no_id = error("invalid_request", violations=[("request_id", "required"), ("status", "out_of_range")])
    yield response("status-and-request-id", changed(good, status=0), no_id, request_id="")
    yield from refused_responses(good)


def around(now, tolerance=None):
    return {"now": now} | ({} if tolerance is None else {"tolerance": tolerance})


def rotated_bare_and_near():
    """Keys that are replaced, spellings that an option names, and the window of a response."""
    verified, mismatch = {"answer": {"signature": "verified"}}, failed("signature_mismatch")
    by_old_key = signed(200, BODY, target=TARGET, config=OTHER_KEY)
    rotated = changed(CONFIG, previous_secret_keys=["x", OTHER_KEY["secret_key"]])
    yield response("signed-with-a-previous-key", by_old_key, verified, config=rotated)
    yield response("signed-with-the-key-while-rotating", signed(200, BODY, target=TARGET), verified, config=rotated)
    yield response("signed-with-no-known-key", by_old_key, mismatch, config=changed(CONFIG, previous_secret_keys=["x"]))
    notified = received() | {"config": changed(OTHER_KEY, previous_secret_keys=[CONFIG["secret_key"]])}
    yield notification("signed-with-a-previous-key", notified, verified)
    signature = signed(200, BODY, target=TARGET)["headers"]["Signature"]
    bare, option = signature.removeprefix(signing.PREFIX), changed(CONFIG, accept_bare_signatures=True)
    for name, spelling in (("prefix", bare), ("padding", signature.rstrip("=")), ("both", bare.rstrip("="))):
        reply = signed(200, BODY, target=TARGET, Signature=spelling)
        yield response(f"bare-without-{name}", reply, verified, config=option)
        yield response(f"bare-without-{name}-and-tampered", changed(reply, body="{}"), mismatch, config=option)
        yield response(f"bare-without-{name}-and-no-option", reply, mismatch)
    reply = signed(200, BODY, target=TARGET, Signature=signing.PREFIX + base64.b64decode(bare).hex())
    yield response("bare-hex", reply, mismatch, config=option)
    at, stale = SENT + 1, failed("stale_timestamp")
    for name, now, expect in (
        ("at-once", around(at, 0), verified),
        ("a-day-later", around(at + DAY), verified),
        ("stale-by-a-second", around(at + DAY + 1), stale),
        ("stale-ahead-by-a-second", around(at - DAY - 1), stale),
        ("stale-past-the-tolerance", around(at - 61, 60), stale),
    ):
        yield response(name, signed(200, BODY, target=TARGET), expect, **now)
    tampered = changed(signed(200, BODY, target=TARGET), body="{}")
    yield response("tampered-and-stale", tampered, mismatch, **around(at + 2 * DAY))
    for name, header in (("request-id", "Request_Id"), ("timestamp", "Request_Timestamp")):
        given = received(**{header: "17\nX:1"})
        yield notification(f"{name}-with-a-line-end", given, error("signature_mismatch"))
    for name, target in (("host", "https://shop.example" + HOOK), ("nothing", "")):
        expect = error("invalid_request", [("target", "bad_format" if target else "required")])
        yield notification(f"target-with-{name}", changed(received(), target=target), expect)


def failed(code, status=200):
    return error(code, http_status=status)


def refused_responses(good):
    signature = good["headers"]["Signature"]
    bare = signature.removeprefix(signing.PREFIX)
    wrong = [
        ("body-tampered", changed(good, body=BODY.replace("20000.00", "20000.0"))),
        ("signed-without-digest", signed(200, BODY, target=TARGET, digest=False)),
        ("signed-for-another-target", signed(200, BODY, target=TARGET + "/")),
        ("signed-with-another-key", signed(200, BODY, target=TARGET, config=OTHER_KEY)),
        ("response-timestamp-missing", signed(200, BODY, target=TARGET, Response_Timestamp=DROP)),
        ("signature-without-prefix", signed(200, BODY, target=TARGET, Signature=bare)),
        ("signature-without-padding", signed(200, BODY, target=TARGET, Signature=signature.rstrip("="))),
        ("signature-in-hex", signed(200, BODY, target=TARGET, Signature=signing.PREFIX + base64.b64decode(bare).hex())),
        ("signed-as-a-request", as_a_request()),
    ]
    for name, reply in wrong:
        yield response(name, reply, failed("signature_mismatch"))
    tampered = changed(good, body=BODY + " ")
    yield response("tampered-policy-if-present", tampered, failed("signature_mismatch"), policy="if_present")
    mismatch = failed("signature_mismatch")
    tampered = changed(signed(200, BODY, target=STATUS), body="{}")
    yield response("get-tampered-with-digest", tampered, mismatch, "GET", STATUS)
    reply = signed(200, BODY, target=STATUS, digest=False)
    yield response("get-signed-for-another-target", reply, mismatch, "GET", "/orders/v1/status/INV-17")
    for name, changes in [
        ("request-id-other", {"Request_Id": "17"}),
        ("request-id-missing", {"Request_Id": DROP}),
        ("client-id-other", {"Client_Id": "17"}),
        ("client-id-missing", {"Client_Id": DROP}),
    ]:
        yield response(name, signed(200, BODY, target=TARGET, **changes), failed("not_for_this_request"))
        reply = signed(200, BODY, target=TARGET, **changes)
        yield response(f"{name}-policy-if-present", reply, failed("not_for_this_request"), policy="if_present")


def as_a_request():
    """The labels of a request on the values of a response."""
    good = signed(200, BODY, target=TARGET)
    timestamp, digest = good["headers"]["Response-Timestamp"], signing.digest(BODY.encode())
    text = signing.component(CONFIG["client_id"], CALL["request_id"], timestamp, TARGET, digest)
    return changed(good, headers=changed(good["headers"], Signature=signing.sign(CONFIG["secret_key"], text)))


def received(body=BODY, target=HOOK, raw=None, label="Request-Timestamp", timestamp=CALL["timestamp"], **headers):
    """Headers and body as DOKU sends a notification."""
    raw = body.encode() if raw is None else raw
    digest = signing.digest(raw)
    text = signing.component(CONFIG["client_id"], CALL["request_id"], timestamp, target, digest, label)
    all_headers = {
        "Client-Id": CONFIG["client_id"],
        "Request-Id": CALL["request_id"],
        label: timestamp,
        "Signature": signing.sign(CONFIG["secret_key"], text),
        "Content-Type": "application/json",
    }
    renamed = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"config": CONFIG, "target": target, "headers": changed(all_headers, **renamed), "body": body}


def notification(name, given, expect, origin=NOTIFICATION):
    return Case(f"verify-notification/{name}", "verify_notification", given, origin, expect)


def notifications():
    verified = {"answer": {"signature": "verified"}}
    good = received()
    headers = good["headers"]
    raw = {"base64": base64.b64encode(LATIN1).decode()}
    for name, given in [
        ("signed", good),
        ("header-names-lower-case", changed(good, headers={name.lower(): value for name, value in headers.items()})),
        ("header-names-upper-case", changed(good, headers={name.upper(): value for name, value in headers.items()})),
        ("header-values-in-lists", changed(good, headers={name: [value] for name, value in headers.items()})),
        ("not-utf8", received(raw, raw=LATIN1)),
        ("whitespace", received('{\n  "order" : { }\n}\n')),
        ("non-ascii", received('{"name":"Café 😀"}')),
        ("target-with-trailing-slash", received(target=HOOK + "/")),
        ("years-ago-without-now", received(timestamp="2016-01-01T00:00:00Z")),
        ("at-once", good | {"now": SENT}),
        ("a-day-later", good | {"now": SENT + DAY}),
        ("a-day-ahead", good | {"now": SENT - DAY}),
        ("tolerance-reached", good | {"now": SENT + 300, "tolerance": 300}),
        ("tolerance-of-zero", good | {"now": SENT, "tolerance": 0}),
        ("tolerance-of-a-year", good | {"now": SENT + 365 * DAY, "tolerance": 365 * DAY}),
        ("tolerance-of-a-century-without-now", good | {"tolerance": 36525 * DAY}),
    ]:
        yield notification(name, given, verified)
    stale = error("stale_timestamp")
    for name, more in [
        ("stale-by-a-second", {"now": SENT + DAY + 1}),
        ("stale-ahead-by-a-second", {"now": SENT - DAY - 1}),
        ("stale-past-the-tolerance", {"now": SENT + 301, "tolerance": 300}),
        ("stale-with-tolerance-zero", {"now": SENT + 1, "tolerance": 0}),
        # The facade's clock stands in for `now`.
        ("tolerance-without-now", {"tolerance": DAY}),
    ]:
        yield notification(name, good | more, stale)
    mismatch, missing, other = error("signature_mismatch"), error("signature_missing"), error("not_for_this_request")
    bare = headers["Signature"].removeprefix(signing.PREFIX)
    for name, given, expect in [
        ("body-tampered", changed(good, body=BODY.replace("17", "18")), mismatch),
        ("body-written-anew", changed(good, body=BODY.replace(":", ": ")), mismatch),
        ("target-other", changed(good, target="/payments/other"), mismatch),
        ("target-under-a-prefix", changed(good, target="/shop" + HOOK), mismatch),
        ("request-id-other", received(Request_Id="17"), mismatch),
        ("request-id-missing", received(Request_Id=DROP), mismatch),
        ("timestamp-other", received(Request_Timestamp="2020-08-11T08:45:43Z"), mismatch),
        ("timestamp-missing", received(Request_Timestamp=DROP), mismatch),
        ("signed-as-a-response", received(label="Response-Timestamp"), mismatch),
        ("signature-without-prefix", received(Signature=bare), mismatch),
        ("signature-without-padding", received(Signature=headers["Signature"].rstrip("=")), mismatch),
        ("signature-in-hex", received(Signature=signing.PREFIX + base64.b64decode(bare).hex()), mismatch),
        ("signed-with-another-key", good | {"config": OTHER_KEY}, mismatch),
        ("tampered-and-stale", changed(good, body="{}") | {"now": SENT + 2 * DAY}, mismatch),
        ("unsigned", received(Signature=DROP), missing),
        ("without-any-header", changed(good, headers={}), missing),
        ("client-id-other", received(Client_Id="MCH-0002-10791114622547"), other),
        ("client-id-missing", received(Client_Id=DROP), other),
        ("client-id-other-and-tampered", received(Client_Id="17") | {"body": "{}"}, other),
    ]:
        yield notification(name, given, expect)


def third_version():
    """The v3 scheme has the same header names and the same prefix, but another component."""
    v3 = published.V3
    client_id, timestamp, target, _ = v3["lines"]
    config = {"environment": "test", "client_id": client_id, "secret_key": v3["secret_key"]}
    headers = {"Client-Id": client_id, "Request-Id": "17", "Request-Timestamp": timestamp, "Signature": v3["signature"]}
    given = {"config": config, "target": target, "headers": headers, "body": "{}"}
    yield notification("v3-published", given, error("signature_mismatch"), V3)
    values = "\n".join([client_id, timestamp, target, signing.digest(BODY.encode())])
    headers = headers | {"Signature": signing.sign(v3["secret_key"], values)}
    given = {"config": config, "target": target, "headers": headers, "body": BODY}
    yield notification("v3-of-this-body", given, error("signature_mismatch"), V3)
    values = "\n".join([client_id, timestamp, signing.digest(BODY.encode())])
    headers = {
        "Client-Id": client_id,
        "Request-Id": CALL["request_id"],
        "Response-Timestamp": timestamp,
        "Signature": signing.sign(v3["secret_key"], values),
    }
    reply = {"status": 200, "headers": headers, "body": BODY}
    yield response("v3-of-this-body", reply, error("signature_mismatch", http_status=200), "POST", target, V3, config)
