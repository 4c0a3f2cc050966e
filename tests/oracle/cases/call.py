"""Family call: any other non-SNAP endpoint by method, target and body text."""

import base64
import json

from case import BY_ORACLE, CALL, CONFIG, DROP, FULL, NOBODY, Case, changed, error, invalid_request, signed, unsigned
from family import envelope
from samples import published

ORIGIN = "DOKU, Signature Component from Request Header and Signature from API GET Method. " + BY_ORACLE
PAY = "/checkout/v1/payment"
STATUS = "/orders/v1/status/INV-123123-12313"
ORDER = '{"order":{"amount":15000}}'

# name, method, target, body
PREPARED = [
    ("post", "POST", PAY, ORDER),
    ("post-text-as-given", "POST", PAY, '{ "order" :\n\t{"amount":15000.00,"name":"Caf\\u00e9 \\/ é"} }\n'),
    ("post-long-number-as-given", "POST", PAY, '{"id":2340220322154948265107180133830000142742}'),
    ("post-list", "POST", PAY, "[]"),
    ("post-without-body", "POST", PAY, None),
    ("get", "GET", STATUS, None),
    ("put", "PUT", "/orders/v1/17", ORDER),
    ("patch", "PATCH", "/orders/v1/17", ORDER),
    ("delete", "DELETE", "/orders/v1/17", None),
    ("delete-with-body", "DELETE", "/orders/v1/17", '{"reason":"test"}'),
    ("target-with-trailing-slash", "GET", "/orders/v1/", None),
    ("target-percent-encoded", "GET", "/orders/v1/status/INV%20123%2F17", None),
    ("target-with-punctuation", "GET", "/a-b._~/c!$&'()*+,;=:@d", None),
    ("target-with-dots-in-names", "GET", "/.well-known/v1.1/a..b/...", None),
    ("target-with-needed-escapes", "GET", "/a/%21%2A%3A%40%5B%7C%C3%A9%25%00/b", None),
]

BAD_TARGETS = {
    "without-slash": "orders/v1",
    "full-url": "https://api.doku.com/orders/v1",
    "host": "//api.doku.com/orders/v1",
    "query": STATUS + "?client_id=17",
    "empty-query": STATUS + "?",
    "fragment": STATUS + "#top",
    "space": "/orders/v1/INV 17",
    "space-before": " /orders/v1",
    "newline": "/orders/v1\n",
    "tab": "/orders/v1\t17",
    "double-slash": "/orders//v1",
    "double-slash-at-the-end": "/orders/v1//",
    "dot-segment": "/orders/./v1",
    "dot-dot-segment": "/orders/../v1",
    "dot-at-the-end": "/orders/v1/.",
    "dot-dot-at-the-end": "/orders/v1/..",
    # RFC 3986, 6.2.2: clients write unreserved characters plainly, and the digits of other escapes in capitals.
    "unreserved-letter-escaped": "/orders/%41",
    "unreserved-small-letter-escaped": "/orders/%7A",
    "unreserved-digit-escaped": "/orders/v%31",
    "unreserved-tilde-escaped": "/orders/%7Ev1",
    "unreserved-dash-escaped": "/orders/a%2Db",
    "unreserved-low-line-escaped": "/orders/a%5Fb",
    "unreserved-dot-escaped": "/orders/v1%2E1",
    "unreserved-dash-escaped-lower-case": "/orders/a%2db",
    "three-dots-percent-encoded": "/orders/%2e%2e%2e/v1",
    "lower-case-hex": "/orders/v1/INV%2f17",
    "lower-case-hex-of-a-letter": "/orders/caf%c3%a9",
    "half-lower-case-hex": "/orders/caf%C3%a9",
    "root-with-an-empty-query": "/?",
    "dot-dot-segment-percent-encoded": "/a/%2e%2e/b",
    "dot-dot-segment-percent-encoded-upper-case": "/a/%2E%2E/b",
    "dot-dot-segment-half-percent-encoded": "/a/.%2e/b",
    "dot-segment-percent-encoded": "/a/%2e/b",
    "dot-dot-at-the-end-percent-encoded": "/a/b/%2e%2e",
    "percent-at-the-end": "/orders/v1/10%",
    "percent-one-digit": "/orders/v1/%2",
    "percent-not-hex": "/orders/v1/%zz",
    "non-ascii": "/orders/v1/café",
    "backslash": "/orders\\v1",
    "quote": '/orders/"v1"',
    "brackets": "/orders/v1[0]",
    "braces": "/orders/{id}",
    "bar": "/orders/a|b",
    "delete": "/orders/\u007fv1",
}

# In test, the Partner API is on a host of its own: name, environment, target, URL.
PARTNER = "/adv-core-api/partner/v1.0/business/BRN-17"
HOSTS = [
    ("partner-test", "test", PARTNER, "https://api-uat.doku.com" + PARTNER),
    ("partner-test-prefix-only", "test", "/adv-core-api/", "https://api-uat.doku.com/adv-core-api/"),
    ("partner-test-without-slash", "test", "/adv-core-api", "https://api-sandbox.doku.com/adv-core-api"),
    ("partner-test-longer-name", "test", "/adv-core-api2/a", "https://api-sandbox.doku.com/adv-core-api2/a"),
    ("partner-test-upper-case", "test", "/ADV-CORE-API/a", "https://api-sandbox.doku.com/ADV-CORE-API/a"),
    ("partner-test-deeper", "test", "/v1/adv-core-api/a", "https://api-sandbox.doku.com/v1/adv-core-api/a"),
    ("partner-production", "production", PARTNER, "https://api.doku.com" + PARTNER),
    ("partner-base-url", {"base_url": "http://127.0.0.1:8787"}, PARTNER, "http://127.0.0.1:8787" + PARTNER),
]

# What is no method, target or body at all: name, request, violations.
SHAPES = [
    ("target-number", {"method": "GET", "target": 17, "body": None}, [("target", "wrong_type")]),
    ("target-null", {"method": "GET", "target": None, "body": None}, [("target", "required")]),
    ("target-missing", {"method": "GET", "body": None}, [("target", "required")]),
    ("target-twice", '{"method":"GET","target":"/a","target":"/b"}', [("target", "not_allowed")]),
    ("method-number", {"method": 1, "target": PAY, "body": ORDER}, [("method", "wrong_type")]),
    ("method-empty", {"method": "", "target": PAY, "body": ORDER}, [("method", "required")]),
    ("body-object", {"method": "POST", "target": PAY, "body": {"order": {}}}, [("body", "wrong_type")]),
    ("key-unknown", {"method": "GET", "target": PAY, "params": "a=b"}, [("params", "unknown_field")]),
    ("request-list", "[]", [("", "wrong_type")]),
    ("request-not-json", "{", [("", "bad_format")]),
]

BAD_METHODS = {
    "lower-case": "post",
    "mixed-case": "Post",
    "head": "HEAD",
    "options": "OPTIONS",
    "unknown": "FETCH",
    "space-after": "POST ",
}

# name, request, violations in order
REFUSED = [
    ("target-empty", ("POST", "", "{}"), [("target", "required")]),
    ("get-with-body", ("GET", STATUS, "{}"), [("body", "not_allowed")]),
    ("get-with-body-that-is-not-json", ("GET", STATUS, "{"), [("body", "not_allowed")]),
    ("body-not-json", ("POST", PAY, "order=17"), [("body", "bad_format")]),
    ("body-cut-off", ("PUT", PAY, '{"a":'), [("body", "bad_format")]),
    ("body-trailing-comma", ("PATCH", PAY, '{"a":1,}'), [("body", "bad_format")]),
    ("body-two-values", ("DELETE", PAY, "{}{}"), [("body", "bad_format")]),
    ("body-empty", ("POST", PAY, ""), [("body", "bad_format")]),
    (
        "everything-wrong-in-order",
        ("post", "orders", "{"),
        [("method", "not_in_list"), ("target", "bad_format"), ("body", "bad_format")],
    ),
]

PAID = '{"message":["SUCCESS"],"response":{"order":{"invoice_number":"INV-17","amount":"15000"}}}'


def request(method="POST", target=PAY, body=ORDER):
    return {"method": method, "target": target, "body": body}


def case(name, parts, expect, call=CALL, response=None, config=CONFIG, policy=None, **more):
    given = {"config": config, "call": call, "request": parts}
    if response is not None:
        given["response"] = response
    if policy is not None:
        given["policy"] = policy
    return Case(f"call/{name}", "call", given, ORIGIN, expect, **more)


def cases():
    for name, method, target, body in PREPARED:
        expect = {"prepared": {"method": method, "body": body}}
        yield case(name, request(method, target, body), expect, prepared=FULL)
    account = published.VIRTUAL_ACCOUNT
    call = {"request_id": account["request_id"], "timestamp": account["timestamp"]}
    for name, (body, signature) in published.SDK_SIGNATURES.items():
        given = {"config": CONFIG, "call": call, "request": request("POST", account["target"], body)}
        origin = published.SDK + "; the rest by tests/oracle"
        yield Case(f"call/{name}", "call", given, origin, {}, stages={"signature": signature}, prepared=FULL, body=body)
    for name, target in BAD_TARGETS.items():
        yield case(f"bad-target-{name}", request("GET", target, None), invalid_request(("target", "bad_format")))
    for name, environment, target, url in HOSTS:
        config = changed(CONFIG, environment=environment)
        given = {"config": config, "call": CALL, "request": request("GET", target, None)}
        yield Case(f"call/{name}", "call", given, ORIGIN, {"prepared": {"url": url}}, prepared=("url",))
    for name, parts, violations in SHAPES:
        yield case(name, parts, invalid_request(*violations))
    without = {"method": "GET", "target": STATUS}
    yield case("body-missing", without, {"prepared": {"body": None}})
    for name, method in BAD_METHODS.items():
        yield case(f"bad-method-{name}", request(method), invalid_request(("method", "not_in_list")))
    for name, parts, violations in REFUSED:
        yield case(name, request(*parts), invalid_request(*violations))
    bad = changed(CALL, request_id="", timestamp="2020-08-11")
    first = [("request_id", "required"), ("timestamp", "bad_format"), ("target", "bad_format"), ("body", "not_allowed")]
    yield case("call-wrong-before-the-request", request("GET", "orders", "{}"), invalid_request(*first), bad)
    yield from answers()


def answers():
    paid = {"message": ["SUCCESS"], "response": {"order": {"invoice_number": "INV-17", "amount": "15000"}}}
    good = signed(200, PAID, target=PAY)
    yield case("answer-signed", request(), envelope("verified", paid, 200, raw=PAID), response=good)
    yield case("answer-unsigned", request(), envelope("absent", paid, 200, raw=PAID), response=unsigned(200, PAID))
    replay = '{"order":{"invoice_number":"INV-17"}}'
    parts = {"order": {"invoice_number": "INV-17"}}
    again = signed(409, replay, target=PAY)
    yield case("answer-replay-signed", request(), envelope("verified", parts, 409), response=again)
    get = request("GET", STATUS, None)
    found = '{"transaction":{"status":"SUCCESS"},"order":{"amount":15000}}'
    parts = {"transaction": {"status": "SUCCESS"}, "order": {"amount": 15000}}
    for name, digest, signature in (("without-digest", False, "headers_only"), ("with-digest", True, "verified")):
        response = signed(200, found, target=STATUS, digest=digest)
        yield case(f"answer-get-signed-{name}", get, envelope(signature, parts), response=response)
    latin1 = {"base64": base64.b64encode(b"caf\xe9").decode()}
    long = '{"account_id":2340220322154948265107180133830000142742,"amount":20000.00}'
    for name, response, expect in [
        ("list", unsigned(200, "[1]"), envelope("absent", [1], 200)),
        ("text", unsigned(200, '"ok"'), envelope("absent", "ok", 200)),
        ("not-json", unsigned(200, "ok", "text/plain"), envelope("absent", None, 200, raw="ok")),
        ("empty", unsigned(200, ""), envelope("absent", None, 200, raw="")),
        ("status-204", unsigned(204, ""), envelope("absent", None, 204)),
        ("not-utf8", unsigned(200, latin1), {"answer": {"signature": "absent", "body": None}}),
        # A 40-digit number is compared as text only: no two languages read it alike.
        ("ids-untouched", unsigned(200, long), {"answer": {"signature": "absent", "raw": long}}),
    ]:
        yield case(f"answer-{name}", request(), expect, response=response)

    yield from refused_answers(good, get, found)


def refused_answers(good, get, found):
    mismatch = error("signature_mismatch", http_status=200)
    other = error("not_for_this_request", http_status=200)
    elsewhere = signed(200, found, target=PAY, digest=False)
    without_timestamp = signed(200, found, target=STATUS, digest=False, Response_Timestamp=DROP)
    for name, parts, response, expect in [
        ("tampered", request(), changed(good, body=PAID.replace("15000", "15001")), mismatch),
        ("signed-without-digest", request(), signed(200, PAID, target=PAY, digest=False), mismatch),
        ("get-signed-for-another-target", get, elsewhere, mismatch),
        ("get-without-response-timestamp", get, without_timestamp, mismatch),
        ("for-another-request", request(), signed(200, PAID, target=PAY, Request_Id="17"), other),
        ("for-another-merchant", request(), signed(200, PAID, target=PAY, Client_Id="17"), other),
    ]:
        yield case(f"answer-{name}", parts, expect, response=response)
    lost = "No static resource orders/v1."
    again = {"code": "idempotent_request", "message": "Idempotent request", "type": "invalid_request_error"}
    for name, parts, response, gateway, retry in [
        ("not-found", get, unsigned(404, f'{{"message":"{lost}"}}'), NOBODY | {"message": lost}, "never"),
        ("unavailable", request(), unsigned(503, "<html></html>", "text/html"), NOBODY, "same_request_id"),
        ("conflict-unsigned", request(), unsigned(409, json.dumps({"error": again})), again, "never"),
    ]:
        more = {"http_status": response["status"], "gateway": gateway, "retry": retry, "signature": "absent"}
        yield case(f"answer-{name}", parts, error("gateway_error", **more), response=response)
