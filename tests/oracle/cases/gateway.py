"""Family gateway: errors of DOKU's gateway after a registration, in every shape that is known."""

import base64
import json

from case import BY_ORACLE, NOBODY, changed, error, signed, unsigned
from cases.read import IDEMPOTENT, case, failed

GATEWAY = "Error shapes of DOKU's non-SNAP gateway, as its pages and published clients show them. " + BY_ORACLE
SNAP = "DOKU, HTTP Status and Case Code (SNAP). " + BY_ORACLE


def cases():
    yield from gateway_shapes()
    yield from retries()


def gateway_error(status, retry, signature="absent", **gateway):
    return error("gateway_error", http_status=status, gateway=NOBODY | gateway, retry=retry, signature=signature)


def gateway_shapes():
    """Every shape that is known, unsigned: name, status, body, what is read from it."""
    invalid = {"code": "invalid_signature", "message": "Invalid Header Signature", "type": "invalid_request_error"}
    closed, taken, lost = "PAYMENT CHANNEL IS INACTIVE", "email already registered", "No static resource sac-rdl/v1/x."
    for name, status, text, gateway in [
        ("error-object", 400, json.dumps({"error": invalid}), invalid),
        ("error-object-with-more-keys", 400, json.dumps({"error": invalid | {"param": "x"}, "trace": 1}), invalid),
        ("error-object-only-message", 400, f'{{"error":{{"message":"{taken}"}}}}', {"message": taken}),
        ("error-text", 401, '{"error":"unauthorized"}', {"message": "unauthorized"}),
        ("message-list", 400, f'{{"message":["{closed}"]}}', {"message": closed}),
        ("message-list-of-two", 400, f'{{"message":["{closed}","NO"]}}', {"message": f"{closed}; NO"}),
        ("error-messages", 400, '{"error_messages":["A IS WRONG","NO"]}', {"message": "A IS WRONG; NO"}),
        ("message-text-beside-an-object", 422, '{"message":"FAILED","payment":{"url":null}}', {"message": "FAILED"}),
        ("message-text", 404, f'{{"message":"{lost}"}}', {"message": lost}),
        (
            "response-code",
            400,
            '{"status":"FAILED","response_code":"INVALID_PARAMETER","message":"zip_code is wrong"}',
            {"code": "INVALID_PARAMETER", "message": "zip_code is wrong"},
        ),
        (
            "response-code-without-message",
            403,
            '{"status":"FAILED","response_code":"MERCHANT_NOT_ACTIVE"}',
            {"code": "MERCHANT_NOT_ACTIVE"},
        ),
        ("other-object", 400, '{"status":"FAILED"}', {}),
        ("empty-object", 400, "{}", {}),
        ("list", 400, '["FAILED"]', {}),
        ("text", 400, '"FAILED"', {}),
        ("html", 403, "<html><body>Forbidden</body></html>", {}),
        ("empty-body", 400, "", {}),
        ("redirect", 302, "", {}),
        ("non-ascii", 400, '{"message":"Nama tidak sah — ñ"}', {"message": "Nama tidak sah — ñ"}),
    ]:
        yield case(f"gateway/{name}", unsigned(status, text), gateway_error(status, "never", **gateway), GATEWAY)
    pair = {"code": "4012700", "message": "Unauthorized"}
    text = '{"responseCode":"4012700","responseMessage":"Unauthorized"}'
    yield case("gateway/snap-pair", unsigned(401, text), gateway_error(401, "never", **pair), SNAP)
    latin1 = unsigned(400, {"base64": base64.b64encode(b'{"message":"caf\xe9"}').decode()})
    yield case("gateway/not-utf8", latin1, gateway_error(400, "never"), GATEWAY)
    text = json.dumps({"error": invalid})
    verified = gateway_error(400, "never", "verified", **invalid)
    good = signed(400, text)
    yield case("gateway/signed", good, verified, GATEWAY)
    tampered = changed(good, body=text + " ")
    yield case("gateway/signed-and-tampered", tampered, failed("signature_mismatch", 400), GATEWAY)
    other = signed(400, text, Request_Id="17")
    yield case("gateway/signed-for-another-request", other, failed("not_for_this_request", 400), GATEWAY)
    busy = gateway_error(503, "same_request_id", "verified")
    yield case("gateway/signed-not-json", signed(503, "down"), busy, GATEWAY)


def retries():
    clock = {
        "code": "request_time_out_of_range",
        "message": "Header Request-Timestamp is not in +- 3600 second of now",
        "type": "invalid_request_error",
    }
    again = {"code": "idempotent_request", "message": "Idempotent request", "type": "invalid_request_error"}
    expect = gateway_error(400, "new_timestamp", **clock)
    yield case("gateway/retry-clock", unsigned(400, json.dumps({"error": clock})), expect, GATEWAY)
    expect = gateway_error(400, "never", **again)
    yield case("gateway/retry-idempotent-request", unsigned(400, IDEMPOTENT), expect, GATEWAY)
    expect = gateway_error(409, "never", "verified", **again)
    yield case("gateway/retry-signed-idempotent-request", signed(409, IDEMPOTENT), expect, GATEWAY)
    twice = '{"status":"FAILED","response_code":"DUPLICATE_TRANSACTION","message":"DUPLICATE"}'
    expect = gateway_error(409, "never", "verified", code="DUPLICATE_TRANSACTION", message="DUPLICATE")
    yield case("gateway/signed-409-response-code", signed(409, twice), expect, GATEWAY)
    expect = gateway_error(409, "never", "verified", message="INVOICE ALREADY USED")
    yield case("gateway/signed-409-message-list", signed(409, '{"message":["INVOICE ALREADY USED"]}'), expect, GATEWAY)
    for status in (400, 401, 403, 404, 422):
        expect = gateway_error(status, "never", message="NO")
        yield case(f"gateway/retry-{status}", unsigned(status, '{"message":["NO"]}'), expect, GATEWAY)
    for status in (408, 425, 429, 500, 503, 504):
        expect = gateway_error(status, "same_request_id", message="INTERNAL SERVER ERROR")
        reply = unsigned(status, '{"message":["INTERNAL SERVER ERROR"]}')
        yield case(f"gateway/retry-{status}", reply, expect, GATEWAY)
    page = unsigned(502, "<html><h1>502 Bad Gateway</h1></html>", "text/html")
    yield case("gateway/retry-502-html", page, gateway_error(502, "same_request_id"), GATEWAY)
    yield case("gateway/retry-500-empty", unsigned(500, ""), gateway_error(500, "same_request_id"), GATEWAY)
