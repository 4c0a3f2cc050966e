"""Family callback: a KYB callback, which nobody documents beyond its ten kinds."""

import base64
import json

from case import BY_ORACLE, CALL, CONFIG, DROP, Case, changed, error
from cases.verify import DAY, OTHER_KEY, SENT, received
from engine.reading import KINDS

ORIGIN = (
    "DOKU, Partner API, Overview: ten kinds of callback. Payload and signature are undocumented: the body is made "
    "up, the signature is that of a notification. " + BY_ORACLE
)
BODY = '{"type":"BUSINESS","business":{"id":"BSN-0104-1678960841263","status":"ACTIVE"}}'
HOOK = "/doku/kyb"


def callback(name, given, expect, **more):
    return Case(f"callback/{name}", "read_callback", given | more, ORIGIN, expect)


def sent(body=BODY, **more):
    return received(body, target=HOOK, **more)


def read(kind, body=BODY, signature="verified", request_id=CALL["request_id"]):
    return {"answer": {"kind": kind, "signature": signature, "request_id": request_id, "raw": body}}


def cases():
    yield from kinds()
    yield from bodies()
    yield from signatures()


def kinds():
    for kind in KINDS:
        body = json.dumps({"type": kind, "id": "1"})
        yield callback(f"kind-{kind.lower().replace('.', '-').replace('_', '-')}", sent(body), read(kind, body))
    for name, body, kind in [
        ("added-later", '{"type":"BRAND_LOGO"}', "BRAND_LOGO"),
        ("lower-case", '{"type":"business"}', "business"),
        ("empty", '{"type":""}', ""),
        ("after-the-others", '{"a":{"type":"BRAND"},"type":"BUSINESS"}', "BUSINESS"),
        ("escaped", '{"type":"BUSINESS\\u005fBANK"}', "BUSINESS_BANK"),
        ("under-another-key", '{"event":"BUSINESS_CONTACT","id":"1"}', "BUSINESS_CONTACT"),
        ("under-two-keys-the-same", '{"event":"BRAND","entity":"BRAND"}', "BRAND"),
        ("under-two-keys", '{"event":"BRAND","entity":"BUSINESS"}', None),
        ("not-at-the-top", '{"data":{"type":"BRAND"}}', None),
        ("absent", '{"status":"ACTIVE"}', None),
        ("empty-object", "{}", None),
        ("null", '{"type":null}', None),
        ("number", '{"type":1}', None),
        ("object", '{"type":{"code":"BRAND"}}', None),
    ]:
        yield callback(f"kind-{name}", sent(body), read(kind, body))


def bodies():
    for name, body in [
        ("whitespace", '{\n  "type" : "BRAND"\n}\n'),
        ("non-ascii", '{"type":"BRAND","name":"Café 😀"}'),
        ("another-key-twice", '{"type":"BRAND","a":1,"a":2}'),
        ("large-number", '{"type":"BRAND","account_id":2340220322154948265107180133830000142742}'),
        ("deeply-nested", '{"type":"BRAND","a":' + "[" * 200 + "]" * 200 + "}"),
    ]:
        yield callback(f"body-{name}", sent(body), read("BRAND", body))
    latin = b'{"type":"BRAND","name":"Caf\xe9"}'
    unreadable = [
        ("empty", "", "bad_format"),
        ("form", "type=BUSINESS", "bad_format"),
        ("cut", '{"type":"BRAND"', "bad_format"),
        ("two-values", "{}{}", "bad_format"),
        ("list", '[{"type":"BRAND"}]', "wrong_type"),
        ("text", '"BRAND"', "wrong_type"),
        ("null", "null", "wrong_type"),
    ]
    for name, body, code in unreadable:
        yield callback(f"body-{name}", sent(body), error("unreadable_response", [("", code)]))
    given = sent({"base64": base64.b64encode(latin).decode()}, raw=latin)
    yield callback("body-not-utf8", given, error("unreadable_response", [("", "bad_format")]))
    twice = '{"type":"BRAND","type":"BUSINESS"}'
    yield callback("body-type-twice", sent(twice), error("unreadable_response", [("type", "not_allowed")]))


def signatures():
    unsigned, absent = sent(Signature=DROP), read("BUSINESS", signature="absent")
    missing, mismatch, other = error("signature_missing"), error("signature_mismatch"), error("not_for_this_request")
    tampered = changed(sent(), body=BODY.replace("ACTIVE", "REJECT"))
    bare = changed(sent(), headers={})
    yield callback("unsigned", unsigned, missing)
    yield callback("unsigned-policy-required", unsigned, missing, policy="required")
    yield callback("unsigned-policy-if-present", unsigned, absent, policy="if_present")
    yield callback("without-any-header", bare, missing)
    expect = read("BUSINESS", signature="absent", request_id=None)
    yield callback("without-any-header-policy-if-present", bare, expect, policy="if_present")
    unreadable = error("unreadable_response", [("", "bad_format")])
    yield callback("unsigned-and-unreadable", changed(unsigned, body="{"), unreadable, policy="if_present")
    yield callback("signed-policy-if-present", sent(), read("BUSINESS"), policy="if_present")
    yield callback("policy-unknown", sent(), error("invalid_request", [("policy", "not_in_list")]), policy="optional")
    for policy in ("required", "if_present"):
        for name, given, expect in [
            ("tampered", tampered, mismatch),
            ("of-another-key", sent() | {"config": OTHER_KEY}, mismatch),
            ("of-another-target", changed(sent(), target="/doku"), mismatch),
            ("request-id-missing", sent(Request_Id=DROP), mismatch),
            ("timestamp-missing", sent(Request_Timestamp=DROP), mismatch),
            ("client-id-other", sent(Client_Id="BRN-1"), other),
            ("tampered-and-unreadable", changed(sent(), body="{"), mismatch),
        ]:
            yield callback(f"{name}-policy-{policy.replace('_', '-')}", given, expect, policy=policy)
    stale = error("stale_timestamp")
    yield callback("in-time", sent(), read("BUSINESS"), now=SENT + DAY)
    yield callback("stale", sent(), stale, now=SENT + DAY + 1)
    yield callback("stale-past-the-tolerance", sent(), stale, now=SENT - 61, tolerance=60)
    yield callback("stale-unsigned", unsigned, absent, now=SENT + 2 * DAY, policy="if_present")
    rotated = changed(OTHER_KEY, previous_secret_keys=[CONFIG["secret_key"]])
    yield callback("signed-with-a-previous-key", sent() | {"config": rotated}, read("BUSINESS"))
    yield callback("target-with-query", changed(sent(), target=HOOK + "?a=1"), read("BUSINESS"))
