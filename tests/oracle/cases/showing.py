"""Families explain and redacted: what a support ticket and a log may show."""

import base64

from case import ACCOUNT_ID, BY_ORACLE, CALL, CONFIG, DROP, Case, changed, customer, invalid_request, signed, unsigned
from cases.call import ORDER, PAY, STATUS
from cases.diagnose import BODY, HOOK, OTHER_KEY, RESPONSE, text_of
from cases.diagnose import signed as genuine
from cases.disburse import SAMPLE as DISBURSEMENT
from cases.requirements import SAMPLE as REQUIREMENTS
from cases.upload import CALL as UPLOAD_CALL
from cases.upload import SAMPLE as UPLOAD
from cases.upload import jpeg_body
from family import FILE, PARTNER

ORIGIN = f"DOKU, Signature Component from Request and Response Header. {BY_ORACLE}"
LOG = f"Written by hand from what a log may show. {BY_ORACLE}"


def cases():
    yield from explanations()
    yield from refused()
    yield from requests()
    yield from answers()


def explained(name, given, **expect):
    return Case(f"explain/{name}", "explain_signature", given, ORIGIN, {"answer": expect}, whole=True)


def explanations():
    size = len(BODY.encode())
    yield explained("notification", genuine(text_of()), matches=True, body_bytes=size)
    response = genuine(text_of(label=RESPONSE), label=RESPONSE)
    yield explained("response", response, matches=True, string_to_sign=text_of(label=RESPONSE))
    get = text_of(digest=None)
    yield explained("get", genuine(get, method="GET", body=""), matches=True, digest=None, body_bytes=0)
    yield explained("get-lower-case", genuine(get, method="get", body=""), matches=True, digest=None)
    of_get = text_of(label=RESPONSE, digest=None)
    yield explained(
        "get-response-without-digest", genuine(of_get, method="GET", label=RESPONSE), matches=True, digest=None
    )
    covered = genuine(text_of(label=RESPONSE), method="GET", label=RESPONSE)
    yield explained("get-response-with-digest", covered, matches=True, string_to_sign=text_of(label=RESPONSE))
    whole = f"{HOOK}?task=notify"
    yield explained("query-over-the-path", genuine(text_of(), target=whole), matches=True, string_to_sign=text_of())
    over = text_of(target=whole)
    yield explained("query-over-the-whole", genuine(over, target=whole), matches=True, string_to_sign=over)
    answered = genuine(text_of(label=RESPONSE), target=whole, label=RESPONSE)
    yield explained("query-of-a-response", answered, matches=False)
    yield explained("signed-with-another-key", genuine(text_of(), OTHER_KEY), matches=False, string_to_sign=text_of())
    yield explained("body-tampered", changed(genuine(text_of()), body=BODY + "\n"), matches=False, body_bytes=size + 1)
    lines = genuine(text_of())
    without = changed(lines, headers=changed(lines["headers"], Signature=DROP))
    yield explained("unsigned", without, matches=False, received=None)
    own = lines["headers"]["Signature"]
    bare = changed(lines, headers=changed(lines["headers"], Signature=own.removeprefix("HMACSHA256=")))
    yield explained("prefix-missing", bare, matches=False, received=own.removeprefix("HMACSHA256="))
    twice = changed(lines, headers=changed(lines["headers"], Signature=[own, own]))
    yield explained("signature-twice", twice, matches=False, received=None)
    lower = changed(lines, headers={name.lower(): f" {value}\t" for name, value in lines["headers"].items()})
    yield explained("white-space-and-lower-case", lower, matches=True)
    # The configuration's own Client-Id is what is signed; diagnosis says when another one came.
    other = changed(lines, headers=changed(lines["headers"], Client_Id="MCH-17"))
    yield explained("client-id-other", other, matches=True, string_to_sign=text_of())
    raw = '{"name":"Café"}'.encode("latin-1")
    latin1 = genuine(text_of(body=raw), body={"base64": base64.b64encode(raw).decode()})
    yield explained("body-not-utf8", latin1, matches=True, body_bytes=15)
    long = "/" + "é".encode().hex() * 200
    yield explained("target-long", genuine(text_of(target=long), target=long), matches=True)


def refused():
    lines = genuine(text_of())

    def headers(**values):
        renamed = {name.replace("_", "-"): value for name, value in values.items()}
        return changed(lines, headers=changed(lines["headers"], **renamed))

    for name, given, *violations in [
        ("request-id-missing", headers(Request_Id=DROP), ("headers.Request-Id", "required")),
        ("request-id-twice", headers(Request_Id=["1", "2"]), ("headers.Request-Id", "required")),
        ("timestamp-missing", headers(Request_Timestamp=DROP), ("headers.Request-Timestamp", "required")),
        ("target-empty", changed(lines, target=""), ("target", "required")),
        ("target-decoded", changed(lines, target="/my shop"), ("target", "bad_format")),
        (
            "all-at-once",
            changed(headers(Request_Id=DROP, Request_Timestamp=DROP), target=""),
            ("target", "required"),
            ("headers.Request-Id", "required"),
            ("headers.Request-Timestamp", "required"),
        ),
    ]:
        yield Case(f"explain/refused-{name}", "explain_signature", given, ORIGIN, invalid_request(*violations))


def redacted(name, operation, request, shown=None, expect=None, config=CONFIG, call=CALL, **more):
    given = {"config": config, "call": call, "operation": operation, "request": request} | more
    return Case(f"redacted/{name}", "redacted", given, LOG, expect or {"answer": shown}, whole=not expect)


def line(method, url, body, config=CONFIG):
    content = '"Content-Type":"application/json",' if body != "null" else ""
    return (
        f'{{"method":"{method}","url":"{url}","headers":{{"Client-Id":"{config["client_id"]}",'
        f'"Request-Id":"{CALL["request_id"]}","Request-Timestamp":"{CALL["timestamp"]}",'
        f'"Signature":"[55 characters]"{"," + content.rstrip(",") if content else ""}}},"body":{body}}}'
    )


SANDBOX, UAT = "https://api-sandbox.doku.com", "https://api-uat.doku.com"


def requests():
    yield redacted("register-rdl-customer", "register_rdl_customer", customer(), {"answer": None})
    body = (
        '{"transaction":{"id":"[20 characters]","amount":"[number]","description":"[7 characters]"},'
        '"source_account":{"account_id":"[40 characters]"},"account_destination":{"code":"[8 characters]",'
        '"account_bank_number":"[10 characters]","account_bank_name":"[26 characters]","address":"[7 characters]"}}'
    )
    url = f"{SANDBOX}/sac-rdl/v1/rdl-disbursements"
    yield redacted("disburse-rdl", "disburse_rdl", DISBURSEMENT, {"request": line("POST", url, body), "answer": None})
    url = (
        f"{UAT}{FILE}?businessType=[8 characters]&businessLegalEntity=[12 characters]"
        "&brandBusinessLine=[6 characters]&businessContactNationality=[2 characters]"
    )
    shown = {"request": line("GET", url, "null", PARTNER)}
    yield redacted("check-requirements", "check_requirements", REQUIREMENTS, shown, config=PARTNER)
    url = f"{UAT}/adv-core-api/partner/v1.0/business/[22 characters]"
    shown = {"request": line("GET", url, "null", PARTNER)}
    yield redacted("get-business", "get_business", {"client_id": "BSN-0104-1678960841263"}, shown, config=PARTNER)
    shown = {"request": line("GET", url.replace("22", "5"), "null", PARTNER)}
    yield redacted("get-business-of-letters", "get_business", {"client_id": "Brand"}, shown, config=PARTNER)
    for name, target, masked in [
        ("order", STATUS, "/orders/v1/status/[16 characters]"),
        ("words", PAY, PAY),
        ("root", "/", "/"),
        ("slash-at-the-end", "/orders/v1/", "/orders/v1/"),
        ("escapes", "/a%20b/c", "/[5 characters]/c"),
        ("long-word", "/" + "a" * 41, "/[41 characters]"),
        ("longest-word", "/" + "a" * 40, "/" + "a" * 40),
    ]:
        shown = {"request": line("GET", SANDBOX + masked, "null")}
        yield redacted(f"target-{name}", "call", {"method": "GET", "target": target}, shown)
    query = {"method": "GET", "target": "/orders?id=17&flag&name1=x&empty=", "query": "unsigned"}
    shown = {
        "request": line(
            "GET", f"{SANDBOX}/orders?id=[2 characters]&[4 characters]&[7 characters]&empty=[0 characters]", "null"
        )
    }
    yield redacted("query", "call", query, shown)
    text = '{ "a" : [1, -2.5e3, true, false, null, "Désirée 😀"], "1":"x", "a b":{"_":"y"}, "c":{} }'
    body = '{"a":["[number]","[number]",true,false,null,"[9 characters]"],"[1 characters]":"[1 characters]","[3 characters]":{"[1 characters]":"[1 characters]"},"c":{}}'
    shown = {"request": line("POST", SANDBOX + PAY, body)}
    yield redacted("body-of-any-kind", "call", {"method": "POST", "target": PAY, "body": text}, shown)
    size = len(base64.b64decode(jpeg_body()["base64"]))
    upload = '"Content-Type":"multipart/form-data; boundary=test-boundary-17"'
    shown = {
        "request": (
            f'{{"method":"POST","url":"{UAT}{FILE}","headers":{{"Authorization":"[{len("Bearer " + UPLOAD_CALL["token"])} '
            f'characters]",{upload}}},"body":"[{size} bytes]"}}'
        )
    }
    yield redacted("upload-file", "upload_file", UPLOAD, shown, config=PARTNER, call=UPLOAD_CALL)
    wrong = invalid_request(("client_id", "required"))
    yield redacted("request-wrong", "get_business", {}, expect=wrong, config=PARTNER)


def answers():
    request = {"method": "POST", "target": PAY, "body": ORDER}

    def answered(name, text, shape, status=200, signature="verified", **more):
        reply = signed(status, text, target=PAY) if signature == "verified" else unsigned(status, text)
        replayed = "true" if status == 409 else "false"
        shown = f'{{"http_status":{status},"signature":"{signature}","replayed":{replayed},"body":{shape}}}'
        return redacted(f"answer-{name}", "call", request, {"answer": shown}, response=reply, **more)

    yield answered("json", '{"id":17,"name":"Ani"}', '{"id":"[number]","name":"[3 characters]"}')
    yield answered("unsigned", "{}", "{}", signature="absent")
    yield answered("replay", '{"order":{}}', '{"order":{}}', 409)
    yield answered("empty", "", '"[0 bytes]"')
    yield answered("not-json", "ok", '"[2 bytes]"')
    yield answered("text", '"ok"', '"[2 characters]"')
    yield answered("long-number", f'{{"account_id":{ACCOUNT_ID}}}', '{"account_id":"[number]"}')
    reply = signed(200, "{}", target=PAY)
    mismatch = {"error": {"code": "signature_mismatch", "http_status": 200}}
    yield redacted("answer-tampered", "call", request, expect=mismatch, response=changed(reply, body="[]"))
