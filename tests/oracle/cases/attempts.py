"""Family attempts: scripts of what happens to one request, and what has to be done after each event."""

from case import ANSWER, BY_ORACLE, CALL, CONFIG, Case, changed, customer, signed, unsigned
from cases.call import ORDER, PAY
from cases.read import SAMPLE_BODY
from cases.upload import SAMPLE as UPLOAD
from family import PARTNER

ORIGIN = f"DOKU, Idempotency Request: no answer, so the same Request-Id and body again. {BY_ORACLE}"
NOW = 1597135542000  # 2020-08-11T08:45:42Z, the time of CALL
HALF = 2**31
PAYMENT = {"method": "POST", "target": PAY, "body": ORDER}
PAID = '{"order":{"status":"OK"}}'
BUSY = unsigned(503, "<html>busy</html>", "text/html")
LATE = '{"error":{"code":"request_time_out_of_range","message":"Header Request-Timestamp is not in range"}}'
WRONG = '{"error":{"code":"invalid_signature","message":"Invalid Header Signature"}}'
HOURS = 3600


def happens(event, now=NOW, random=0, **more):
    return {"event": event, "now": now, "random": random} | more


def start(now=NOW):
    return happens("start", now)


def came(response, now=NOW, random=0):
    return happens("received", now, random, response=response)


def nothing(reason, now=NOW, random=0):
    return happens("no_answer", now, random, reason=reason)


def waited(now=NOW):
    return happens("waited", now)


def sends(timestamp=CALL["timestamp"]):
    return {"send": {"headers": {"Request-Id": CALL["request_id"], "Request-Timestamp": timestamp}}}


def fails(code, outcome, attempts, **more):
    return {"error": {"code": code, "outcome": outcome, "attempts": attempts} | more}


def case(name, script, steps, operation="call", request=PAYMENT, config=CONFIG, shift=0, call=CALL, **more):
    given = {"config": config, "call": call, "operation": operation, "request": request, "script": script} | more
    expect = {"answer": {"steps": steps, "clock_shift": shift}}
    return Case(f"attempts/{name}", "attempts", given, ORIGIN, expect, whole=True)


def answered(status=200, body=PAID, **headers):
    return signed(status, body, target=PAY, **headers)


def headed(response, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return changed(response, headers=response["headers"] | named)


def cases():
    yield from answers()
    yield from repeats()
    yield from limits()
    yield from clocks()
    yield from stops()
    yield from others()


def answers():
    paid = {"answer": {"signature": "verified", "replayed": False, "http_status": 200}}
    yield case("first-answer", [start(), came(answered())], [sends(), paid])
    replay = {"answer": {"signature": "verified", "replayed": True, "http_status": 409}}
    script = [start(), nothing("unknown"), waited(NOW + 1000), came(answered(409), NOW + 1000)]
    yield case("replay-after-no-answer", script, [sends(), {"wait": 0}, sends("2020-08-11T08:45:43Z"), replay])
    script = [start(), came(signed(201, SAMPLE_BODY))]
    registered = {"answer": {"signature": "verified", "http_status": 201}}
    yield case("registration", script, [sends(), registered], "register_rdl_customer", customer())


def repeats():
    paid = {"answer": {"http_status": 200}}
    again = "2020-08-11T08:45:44Z"
    for name, response in [
        ("429", unsigned(429, "")),
        ("500", unsigned(500, "")),
        ("502", unsigned(502, "<html></html>", "text/html")),
        ("503", BUSY),
        ("504", unsigned(504, "")),
        ("408", unsigned(408, "")),
        ("signed-503", answered(503, "")),
    ]:
        script = [start(), came(response, random=HALF), waited(NOW + 2000), came(answered(), NOW + 2000)]
        yield case(f"repeats-{name}", script, [sends(), {"wait": 250}, sends(again), paid])
    for reason in ("not_sent", "unknown"):
        script = [start(), nothing(reason, random=HALF), waited(NOW + 2000), came(answered(), NOW + 2000)]
        yield case(f"repeats-{reason.replace('_', '-')}", script, [sends(), {"wait": 250}, sends(again), paid])
    script = [start()]
    steps = [sends()]
    for wait in (250, 500, 1000, 2000, 4000, 4000):
        script += [came(BUSY, random=HALF), waited()]
        steps += [{"wait": wait}, sends()]
    yield case("waits-twice-as-long-up-to-eight-seconds", script, steps, limits={"attempts": 20})
    last = {"wait": 499}
    yield case("waits-at-most-half-a-second", [start(), came(BUSY, random=2**32 - 1)], [sends(), last])
    replay = unsigned(409, '{"message":["ORDER IS IN PROCESS"]}')
    yield case("conflict-of-a-known-refusal", [start(), came(replay)], [sends(), fails("gateway_error", "unknown", 1)])
    nobody = unsigned(409, "{}")
    yield case("conflict-that-says-nothing", [start(), came(nobody)], [sends(), {"wait": 0}])


def limits():
    script = [start(), nothing("unknown"), waited(), nothing("not_sent"), waited(), nothing("not_sent")]
    gave_up = fails("no_answer", "unknown", 3, retry="same_request_id")
    yield case("three-attempts", script, [sends(), {"wait": 0}, sends(), {"wait": 0}, sends(), gave_up])
    script = [start(), nothing("not_sent")]
    yield case("one-attempt", script, [sends(), fails("no_answer", "not_sent", 1)], limits={"attempts": 1})
    yield case("no-attempt-is-one", script, [sends(), fails("no_answer", "not_sent", 1)], limits={"attempts": 0})
    late = NOW + 60_000
    script = [start(), nothing("unknown", late)]
    yield case("sixty-seconds", script, [sends(), {"wait": 0}])
    script = [start(), nothing("unknown", late + 1)]
    yield case("more-than-sixty-seconds", script, [sends(), fails("no_answer", "unknown", 1)])
    for name, value, step in [
        ("seconds", "7", {"wait": 7000}),
        ("zero", "0", {"wait": 0}),
        ("a-minute", "60", {"wait": 60_000}),
        ("more-than-the-limit", "61", fails("gateway_error", "unknown", 1, http_status=503)),
        ("a-number-without-end", "9" * 40, fails("gateway_error", "unknown", 1)),
        ("a-date", "Tue, 11 Aug 2020 08:45:52 GMT", {"wait": 10_000}),
        ("a-date-that-is-over", "Tue, 11 Aug 2020 08:45:02 GMT", {"wait": 0}),
        ("words", "soon", {"wait": 0}),
        ("a-negative-number", "-5", {"wait": 0}),
    ]:
        yield case(f"retry-after-{name}", [start(), came(headed(BUSY, Retry_After=value))], [sends(), step])
    script = [start(), came(headed(BUSY, Retry_After="7"), random=HALF)]
    yield case("retry-after-is-spread", script, [sends(), {"wait": 7250}])


def clocks():
    late = unsigned(400, LATE)
    three = "2020-08-11T11:45:42Z"
    for name, headers in [
        ("date", {"Date": "Tue, 11 Aug 2020 11:45:42 GMT"}),
        ("response-timestamp", {"Response_Timestamp": three}),
        ("response-timestamp-before-date", {"Response_Timestamp": three, "Date": "Tue, 11 Aug 2020 09:45:42 GMT"}),
    ]:
        script = [start(), came(headed(late, **headers)), came(answered())]
        steps = [sends(), sends(three), {"answer": {"http_status": 200}}]
        yield case(f"clock-behind-by-{name}", script, steps, shift=3 * HOURS)
    behind = headed(late, Date="Tue, 11 Aug 2020 05:45:42 GMT")
    script = [start(), came(behind), came(behind)]
    twice = fails("gateway_error", "refused", 2, retry="new_timestamp")
    yield case("clock-ahead-and-refused-twice", script, [sends(), sends("2020-08-11T05:45:42Z"), twice], shift=-3 * HOURS)
    for name, date in [
        ("no-date", None),
        ("a-date-in-words", "yesterday"),
        ("a-date-of-another-zone", "Tue, 11 Aug 2020 11:45:42 WIB"),
        ("a-day-that-is-none", "Tue, 31 Feb 2020 11:45:42 GMT"),
    ]:
        response = late if date is None else headed(late, Date=date)
        yield case(f"clock-with-{name}", [start(), came(response)], [sends(), sends()])
    far = headed(late, Date="Wed, 12 Aug 2020 08:45:43 GMT")
    yield case("clock-off-by-more-than-a-day", [start(), came(far)], [sends(), fails("gateway_error", "refused", 1)])
    day = headed(late, Date="Wed, 12 Aug 2020 08:45:42 GMT")
    script = [start(), came(day)]
    yield case("clock-off-by-a-day", script, [sends(), sends("2020-08-12T08:45:42Z")], shift=24 * HOURS)
    script = [start(NOW + 301_000), came(answered(), NOW + 301_000)]
    fresh = [sends("2020-08-11T08:50:43Z"), {"answer": {}}]
    yield case("a-restored-request-is-signed-anew", script, fresh)
    script = [start(NOW + 300_000), came(answered(), NOW + 300_000)]
    yield case("a-fresh-request-is-sent-as-it-is", script, [sends(), {"answer": {}}])
    script = [start()]
    yield case("a-known-shift", script, [sends("2020-08-11T10:45:42Z")], shift=2 * HOURS, clock_shift=2 * HOURS)


def stops():
    forged = changed(answered(), body=PAID.replace("OK", "KO"))
    another = answered(Request_Id="another")
    html = unsigned(200, "<html>log in</html>", "text/html")
    for name, response, end in [
        ("invalid-signature", unsigned(401, WRONG), fails("gateway_error", "refused", 1, retry="never")),
        ("bad-request", unsigned(400, '{"message":["NO"]}'), fails("gateway_error", "refused", 1)),
        ("a-redirect", unsigned(302, ""), fails("gateway_error", "unknown", 1)),
        ("a-forged-answer", forged, fails("signature_mismatch", "unknown", 1)),
        ("the-answer-to-another-request", another, fails("not_for_this_request", "unknown", 1)),
        ("a-used-request-id", unsigned(400, '{"error":{"code":"idempotent_request"}}'), fails("gateway_error", "unknown", 1)),
    ]:
        yield case(f"stops-at-{name}", [start(), came(response)], [sends(), end])
    script, unread = [start(), came(signed(201, SAMPLE_BODY[:-40]))], fails("unreadable_response", "unknown", 1)
    yield case("stops-at-half-an-answer", script, [sends(), unread], "register_rdl_customer", customer())
    script, lacks = [start(), came(html)], fails("signature_missing", "unknown", 1)
    yield case("stops-at-a-page-of-html", script, [sends(), lacks], "register_rdl_customer", customer())
    script = [start(), came(unsigned(400, "{}"))]
    unproven = fails("gateway_error", "unknown", 1, retry="never")
    yield case("stops-at-an-unsigned-refusal", script, [sends(), unproven], "register_rdl_customer", customer())
    script = [start(), nothing("unknown"), waited(), came(unsigned(401, WRONG))]
    yield case("unknown-is-never-lost", script, [sends(), {"wait": 0}, sends(), fails("gateway_error", "unknown", 2)])
    gave_up = nothing("cancelled")
    yield case("cancelled-before", [gave_up], [fails("no_answer", "not_sent", 0)])
    yield case("cancelled-on-the-way", [start(), gave_up], [sends(), fails("no_answer", "unknown", 1)])
    script = [start(), nothing("not_sent"), gave_up]
    yield case("cancelled-while-waiting", script, [sends(), {"wait": 0}, fails("no_answer", "not_sent", 1)])


def others():
    upload = {"token": "token", "boundary": "boundary"}
    came_up = unsigned(200, '{"id":"FIL-1","link":"https://doku.example/1","category":"DOCUMENT"}')
    head = {"send": {"method": "POST", "headers": {"Authorization": "Bearer token"}}}
    script = [start(), came(BUSY), waited(), came(came_up)]
    steps = [head, {"wait": 0}, head, {"answer": {"signature": "absent", "http_status": 200}}]
    yield case("upload-as-it-is", script, steps, "upload_file", UPLOAD, PARTNER, call=upload)
    misplaced = {"error": {"code": "invalid_request", "violations": [{"path": "event", "code": "not_allowed"}]}}
    yield case("an-event-out-of-turn", [waited(), start()], [misplaced, sends()])
    script = [start(), came(answered()), nothing("cancelled")]
    yield case("cancelled-after-the-answer", script, [sends(), {"answer": {}}, misplaced])
    yield case("an-answer-to-nothing", [came(answered())], [misplaced])
    yield case("nothing-after-the-end", [start(), came(answered()), waited()], [sends(), {"answer": {}}, misplaced])
