"""Family resign: the retry of a request, with its Request-Id and body under a fresh timestamp."""

from case import BY_ORACLE, CALL, CONFIG, FULL, Case, changed, customer, error, invalid_request
from cases.call import ORDER, PAY, STATUS
from cases.disburse import SAMPLE as DISBURSEMENT
from cases.requirements import QUERY
from cases.requirements import SAMPLE as REQUIREMENTS
from family import FILE, PARTNER
from samples.business import LITE, REGISTRATION

ORIGIN = f"DOKU, Idempotency Request, and Signature Component from Request Header. {BY_ORACLE}"
AGAIN = "2020-08-11T09:45:42Z"


def case(name, operation, request, expect=None, again=AGAIN, config=CONFIG, ids=CALL, **more):
    given = {"config": config, **ids, "again": again, "operation": operation, "request": request}
    return Case(f"resign/{name}", "resign", given, ORIGIN, expect or {}, **more)


def sent(name, operation, request, timestamp=AGAIN, **more):
    headers = {"Request-Id": CALL["request_id"], "Request-Timestamp": timestamp}
    return case(name, operation, request, {"prepared": {"headers": headers}}, prepared=FULL, **more)


def payment(**values):
    return changed({"method": "POST", "target": PAY, "body": ORDER}, **values)


def cases():
    yield sent("register-rdl-customer", "register_rdl_customer", customer())
    yield sent("disburse-rdl", "disburse_rdl", DISBURSEMENT)
    for name, operation, request in [
        ("check-requirements", "check_requirements", REQUIREMENTS),
        ("generate-token", "generate_token", {"valid_time": 5}),
        ("register-business", "register_business", REGISTRATION),
        ("create-business-lite", "create_business_lite", LITE),
        ("get-business", "get_business", {"client_id": "BSN-0104-1678960841263"}),
    ]:
        yield sent(name, operation, request, config=PARTNER)
    yield sent("call", "call", payment(), body=ORDER)
    text = '{ "order" : {"amount":15000.00, "name":"Caf\\u00e9 \\/ é"} }\n'
    yield sent("call-text-as-given", "call", payment(body=text), body=text)
    yield sent("call-get", "call", {"method": "GET", "target": STATUS})
    yield sent("call-without-body", "call", {"method": "DELETE", "target": "/orders/v1/17"})
    yield sent("call-query-signed", "call", {"method": "GET", "target": f"{STATUS}?a=1", "query": "signed"})
    yield sent("call-query-unsigned", "call", {"method": "GET", "target": f"{STATUS}?a=1", "query": "unsigned"})
    signed = changed(PARTNER, query="signed")
    line = {
        "string_to_sign": (
            f"Client-Id:{PARTNER['client_id']}\nRequest-Id:{CALL['request_id']}\n"
            f"Request-Timestamp:{AGAIN}\nRequest-Target:{FILE}{QUERY}"
        )
    }
    yield sent("query-signed", "check_requirements", REQUIREMENTS, config=signed, stages=line)
    yield sent("at-the-same-time", "call", payment(), again=CALL["timestamp"], timestamp=CALL["timestamp"])
    yield sent("earlier", "call", payment(), again="2020-08-11T07:45:42Z", timestamp="2020-08-11T07:45:42Z")
    yield sent("with-an-offset", "call", payment(), again="2020-08-11T16:45:42+07:00")
    base = {"environment": {"base_url": "http://127.0.0.1:8787"}}
    yield sent("base-url", "call", payment(), config=changed(CONFIG, **base))
    for name, again in [("date", "2020-08-11"), ("fraction", "2020-08-11T09:45:42.5Z"), ("words", "now")]:
        yield case(f"again-{name}", "call", payment(), invalid_request(("timestamp", "bad_format")), again=again)
    yield case("again-empty", "call", payment(), invalid_request(("timestamp", "required")), again="")
    yield case(
        "first-timestamp-wrong",
        "call",
        payment(),
        invalid_request(("timestamp", "bad_format")),
        ids=CALL | {"timestamp": "now"},
    )
    yield case(
        "request-id-empty",
        "call",
        payment(),
        invalid_request(("request_id", "required")),
        ids=CALL | {"request_id": ""},
    )
    yield case("request-wrong", "call", payment(target=""), invalid_request(("target", "required")))
    keyless = error("invalid_config", [("secret_key", "required")])
    yield case("secret-key-empty", "call", payment(), keyless, config=changed(CONFIG, secret_key=""))
