"""Families sign and reply: the component string, stage by stage."""

import base64

from case import BY_ORACLE, CALL, CONFIG, Case, changed, invalid_request
from samples import published

COMPONENT = "DOKU, Signature Component from Request Header. " + BY_ORACLE
GET_PAGE = "DOKU, Signature from API GET Method. " + BY_ORACLE
REPLY = "Merchant's reply to DOKU's inquiry: the response's component, Response-Timestamp in third place. " + BY_ORACLE

TARGET = "/doku-virtual-account/v2/payment-code"
STATUS = "/orders/v1/status/INV-123123-12313"
INQUIRY = "/payments/inquiry"
LATIN1 = {"base64": base64.b64encode('{"name":"Café"}'.encode("latin-1")).decode()}
BINARY = {"base64": base64.b64encode(bytes(range(256))).decode()}

# name, method, target, body, whether there is a Digest line
FORMS = [
    ("post-body", "POST", TARGET, '{"order":{"amount":15000}}', True),
    ("post-body-with-whitespace", "POST", TARGET, '{\r\n\t"order": { "amount": 15000 }\r\n}\n', True),
    ("post-body-with-escapes", "POST", TARGET, '{"a":"\\/ \\u00e9 \\u2028"}', True),
    ("post-body-with-an-emoji", "POST", TARGET, '{"name":"Toko 😀"}', True),
    ("post-body-with-a-byte-order-mark", "POST", TARGET, "\ufeff{}", True),
    ("post-body-that-is-not-json", "POST", TARGET, "hello", True),
    ("post-body-not-utf8", "POST", TARGET, LATIN1, True),
    ("post-body-of-every-byte", "POST", TARGET, BINARY, True),
    ("post-without-body", "POST", TARGET, None, False),
    ("put-body", "PUT", "/orders/v1/17", '{"order":{"amount":15000}}', True),
    ("patch-body", "PATCH", "/orders/v1/17", '{"order":{"amount":15000}}', True),
    ("delete-body", "DELETE", "/orders/v1/17", '{"reason":"test"}', True),
    ("delete-without-body", "DELETE", "/orders/v1/17", None, False),
    ("put-without-body", "PUT", "/orders/v1/17", None, False),
    ("put-empty-body", "PUT", "/orders/v1/17", "", True),
    ("get-without-body", "GET", STATUS, None, False),
    ("get-empty-body", "GET", STATUS, "", False),
    ("target-with-trailing-slash", "GET", "/orders/v1/", None, False),
    ("target-percent-encoded", "GET", "/orders/v1/status/INV%20123%2F17", None, False),
    ("target-with-punctuation", "GET", "/a-b._~/c!$&'()*+,;=:@d", None, False),
]

SECRETS = [
    ("secret-key-non-ascii", "test-sécret-鍵"),
    ("secret-key-with-inner-space", "test secret key"),
    ("secret-key-longer-than-a-block", "test-secret-key-" * 6),
]

# name, changes, violations
REFUSED = [
    ("target-empty", {"target": ""}, [("target", "required")]),
    ("target-with-query", {"target": TARGET + "?page=1"}, [("target", "bad_format")]),
    ("target-with-host", {"target": "https://api.doku.com" + TARGET}, [("target", "bad_format")]),
    ("request-id-empty", {"request_id": ""}, [("request_id", "required")]),
    ("request-id-too-long", {"request_id": "r" * 129}, [("request_id", "too_long")]),
    ("request-id-with-a-line", {"request_id": "17\nDigest:x"}, [("request_id", "bad_format")]),
    ("timestamp-with-fraction", {"timestamp": "2020-08-11T08:45:42.123Z"}, [("timestamp", "bad_format")]),
    (
        "all-wrong-in-order",
        {"target": "orders", "timestamp": "now", "request_id": " "},
        [("request_id", "bad_format"), ("timestamp", "bad_format"), ("target", "bad_format")],
    ),
]


def given(target=TARGET, method="POST", body="{}", config=CONFIG, **changes):
    parts = {"config": config, **CALL, "target": target, "method": method, "body": body}
    return changed(parts, **changes)


def cases():
    yield from by_others()
    for name, method, target, body, digest in FORMS:
        origin = GET_PAGE if method == "GET" else COMPONENT
        parts = given(target, method, body)
        known = {} if digest else {"digest": None}
        yield Case(f"sign/{name}", "sign_component", parts, origin, {}, stages=known)
    for name, secret_key in SECRETS:
        parts = given(config=changed(CONFIG, secret_key=secret_key))
        yield Case(f"sign/{name}", "sign_component", parts, COMPONENT, {}, stages={"digest": EMPTY_OBJECT})
    parts = given(request_id="r" * 128)
    yield Case("sign/request-id-of-128-characters", "sign_component", parts, COMPONENT, {})
    parts = given(timestamp="2020-08-11T15:45:42+07:00")
    yield Case("sign/timestamp-in-wib", "sign_component", parts, COMPONENT, {}, stages=WIB)
    for name, changes, violations in REFUSED:
        yield Case(f"sign/{name}", "sign_component", given(**changes), COMPONENT, invalid_request(*violations))
    yield from replies()


EMPTY_OBJECT = published.DIGESTS["digest-of-an-empty-object"][1]
WIB = {
    "string_to_sign": f"Client-Id:{CONFIG['client_id']}\nRequest-Id:{CALL['request_id']}\n"
    f"Request-Timestamp:2020-08-11T08:45:42Z\nRequest-Target:{TARGET}\nDigest:{EMPTY_OBJECT}"
}


def by_others():
    """Stages that another program computed, or that DOKU printed."""
    account = published.VIRTUAL_ACCOUNT
    config = changed(CONFIG, client_id=account["client_id"], secret_key=account["secret_key"])
    for name, (body, signature) in published.SDK_SIGNATURES.items():
        call = {"request_id": account["request_id"], "timestamp": account["timestamp"]}
        parts = given(account["target"], "POST", body, config, **call)
        origin = published.SDK + "; the stages before it by tests/oracle"
        yield Case(f"sign/{name}", "sign_component", parts, origin, {}, stages={"signature": signature})
    for name, (body, digest) in published.DIGESTS.items():
        origin = "Digest published in a third party's tests; the stages after it by tests/oracle"
        yield Case(f"sign/{name}", "sign_component", given(body=body), origin, {}, stages={"digest": digest})
    page = published.GET_COMPONENT
    parts = given(page["target"], "GET", None, request_id=page["request_id"], timestamp=page["timestamp"])
    origin = "DOKU, Signature from API GET Method: the component as printed; the signature by tests/oracle"
    known = {"digest": None, "string_to_sign": page["component"]}
    yield Case("sign/get-as-dokus-page-prints", "sign_component", parts, origin, {}, stages=known)


def replies():
    bodies = {
        "inquiry": '{"order":{"invoice_number":"INV-20210124-0001","amount":15000}}',
        "non-ascii": '{"virtual_account_info":{"info1":"Toko Ñandú 鍵"}}',
        "whitespace": '{\n  "order": { "amount": 15000 }\n}\n',
        "empty-body": "",
    }
    for name, body in bodies.items():
        parts = {"config": CONFIG, **CALL, "target": INQUIRY, "body": body}
        yield Case(f"reply/{name}", "sign_reply", parts, REPLY, {})
    first = (
        f"Client-Id:{CONFIG['client_id']}\nRequest-Id:{CALL['request_id']}\n"
        f"Response-Timestamp:2020-08-11T08:45:42Z\nRequest-Target:{INQUIRY}\nDigest:{EMPTY_OBJECT}"
    )
    parts = {"config": CONFIG, **CALL, "target": INQUIRY, "body": "{}"}
    known = {"digest": EMPTY_OBJECT, "string_to_sign": first}
    yield Case("reply/component-as-written-out", "sign_reply", parts, REPLY, {}, stages=known)
    wib = changed(parts, timestamp="2020-08-11T15:45:42+07:00")
    yield Case("reply/timestamp-in-wib", "sign_reply", wib, REPLY, {}, stages=known)
    for name, changes, violations in [
        ("target-empty", {"target": ""}, [("target", "required")]),
        ("target-with-fragment", {"target": INQUIRY + "#top"}, [("target", "bad_format")]),
        (
            "call-wrong-in-order",
            {"timestamp": "2023-02-29T00:00:00Z", "request_id": ""},
            [("request_id", "required"), ("timestamp", "bad_format")],
        ),
    ]:
        yield Case(f"reply/{name}", "sign_reply", changed(parts, **changes), REPLY, invalid_request(*violations))
