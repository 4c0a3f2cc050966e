"""Family read: what comes back after a registration."""

import base64
import json

from case import (
    ACCOUNT_ID,
    ANSWER,
    CALL,
    CONFIG,
    DROP,
    SAMPLE_ANSWER,
    Case,
    changed,
    customer,
    error,
    signed,
    unsigned,
)
from engine import signing
from family import envelope

OPERATION = "register_rdl_customer"


def body(info=None, root=None, **values):
    """DOKU's sample answer with some values changed."""
    answer = changed(
        SAMPLE_ANSWER,
        rdl_customer=changed(SAMPLE_ANSWER["rdl_customer"], **values),
        rdl_customer_info=changed(SAMPLE_ANSWER["rdl_customer_info"], **(info or {})),
    )
    answer = changed(answer, **(root or {}))
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def token(name, literal):
    """DOKU's sample answer with one value written as this JSON token."""
    marked = body(**{name: "@"}) if name in SAMPLE_ANSWER["rdl_customer"] else body({name: "@"})
    return marked.replace('"@"', literal)


IDEMPOTENT = '{"error":{"code":"idempotent_request","message":"Idempotent request","type":"invalid_request_error"}}'
SAMPLE_BODY = body()
ROUNDED = "2340220322154948122202639394433746862080"  # ACCOUNT_ID as a double
PRINTED = json.dumps(SAMPLE_ANSWER, indent=0)
READ = changed(SAMPLE_ANSWER, rdl_customer=changed(SAMPLE_ANSWER["rdl_customer"], account_id=ACCOUNT_ID))


def case(name, response, expect, origin=ANSWER, config=CONFIG, policy=None):
    given = {"config": config, "call": CALL, "request": customer(), "response": response}
    return Case(name, OPERATION, given | ({"policy": policy} if policy else {}), origin, expect)


def answer(status=201, customer=None, info=None, deviations=(), **root):
    parts = root
    if customer:
        parts["rdl_customer"] = customer
    if info:
        parts["rdl_customer_info"] = info
    return envelope("verified", parts or READ, status, deviations)


def failed(code, status=201, violations=None):
    return error(code, violations, http_status=status)


def cases():
    yield from answers()
    yield from unreadable()
    yield from signatures()


def answers():
    yield case("read/sample", signed(201, SAMPLE_BODY), answer())
    yield case("read/sample-as-printed", signed(201, PRINTED), answer())
    yield case("read/status-200", signed(200, SAMPLE_BODY), answer(200))
    yield case("read/status-202", signed(202, SAMPLE_BODY), answer(202))
    yield case("read/replay", signed(409, SAMPLE_BODY), answer(409))
    for name, text, parts in [
        ("account-id-text", token("account_id", f'"{ACCOUNT_ID}"'), {"account_id": ACCOUNT_ID}),
        ("account-id-small-number", token("account_id", "12"), {"account_id": "12"}),
        ("account-id-beyond-a-double", token("account_id", "9007199254740993"), {"account_id": "9007199254740993"}),
        ("account-id-with-leading-zero", token("account_id", '"0012"'), {"account_id": "0012"}),
        ("monthly-income-number", token("monthly_income", "1"), {"monthly_income": 1}),
        ("monthly-income-text", token("monthly_income", '"1"'), {"monthly_income": "1"}),
        ("email-absent", body(), {"customer_id": "INVESTOR-0000100001"}),
        ("email-present", body(email="duadua@doku.com"), {"email": "duadua@doku.com"}),
        ("email-null", body(email=None), {"customer_id": "INVESTOR-0000100001"}),
        ("unknown-key-in-customer", body(tier="GOLD"), {"tier": "GOLD", "account_id": ACCOUNT_ID}),
        ("unknown-object-in-customer", body(tier={"a": [1, None]}), {"tier": {"a": [1, None]}}),
        ("number-for-text", token("zip_code", "40286"), {"zip_code": "40286"}),
        ("fraction-for-text", token("address_rt_rw", "10.50"), {"address_rt_rw": "10.50"}),
        ("long-number-for-text", token("npwp_number", "12345678901234567890"), {"npwp_number": "12345678901234567890"}),
        ("longer-than-a-request-may-be", body(customer_name="x" * 200), {"customer_name": "x" * 200}),
        ("date-of-another-form", body(birth_date="01-09-1989"), {"birth_date": "01-09-1989"}),
        ("empty-text-where-not-needed", body(customer_name=""), {"customer_name": ""}),
        ("non-ascii", body(customer_name="Désirée 王 😀"), {"customer_name": "Désirée 王 😀"}),
        ("escapes", token("customer_name", r'"D\u00e9 \ud83d\ude00 10\/10"'), {"customer_name": "Dé 😀 10/10"}),
    ]:
        yield case(f"read/{name}", signed(201, text), answer(customer=parts))
    for name, text, parts in [
        ("balance-zero", body(), {"account_balance": 0, "RDL_status": "PENDING"}),
        ("balance-of-millions", token("account_balance", "150000000"), {"account_balance": 150000000}),
        ("balance-of-two-to-the-53rd", token("account_balance", str(2**53)), {"account_balance": 2**53}),
        ("balance-beyond-a-double", token("account_balance", str(2**53 + 1)), {"account_balance": str(2**53 + 1)}),
        ("balance-with-half", token("account_balance", "1500000.5"), {"account_balance": 1500000.5}),
        ("balance-text", token("account_balance", '"1500000.00"'), {"account_balance": "1500000.00"}),
        ("status-unknown", body({"RDL_status": "ACTIVE"}), {"RDL_status": "ACTIVE"}),
        ("status-lower-case", body({"RDL_status": "pending"}), {"RDL_status": "pending"}),
        ("unknown-key-in-info", body({"since": "2020"}), {"since": "2020"}),
    ]:
        yield case(f"read/{name}", signed(201, text), answer(info=parts))
    yield case("read/unknown-key-at-root", signed(201, body(root={"trace": "17"})), answer(trace="17"))
    needed = {"customer_id": "I-1", "account_id": "12"}
    minimal = json.dumps(changed(SAMPLE_ANSWER, rdl_customer=needed))
    yield case("read/only-what-is-needed", signed(201, minimal), answer(customer=needed))


def unreadable():
    for name, text in [
        ("not-json", "<html><body>Created</body></html>"),
        ("cut-off", SAMPLE_BODY[:-1]),
        ("root-list", f"[{SAMPLE_BODY}]"),
        ("root-null", "null"),
    ]:
        yield case(f"read/{name}", signed(201, text), failed("unreadable_response"))
    latin1 = body(customer_name="Désirée").encode("latin-1")
    response = signed(201, {"base64": base64.b64encode(latin1).decode()}, raw=latin1)
    yield case("read/not-utf8", response, failed("unreadable_response"))
    other = changed(response, body={"base64": base64.b64encode(latin1.replace(b"\xe9", b"\xe8")).decode()})
    yield case("read/not-utf8-and-tampered", other, failed("signature_mismatch"))
    account, status = "rdl_customer.account_id", "rdl_customer_info.RDL_status"
    balance, info = "rdl_customer_info.account_balance", "rdl_customer_info"
    for name, text, violations in [
        ("customer-id-missing", body(customer_id=DROP), [("rdl_customer.customer_id", "required")]),
        ("account-id-missing", body(account_id=DROP), [(account, "required")]),
        ("account-id-null", body(account_id=None), [(account, "required")]),
        ("account-id-empty", body(account_id=""), [(account, "required")]),
        ("account-id-true", body(account_id=True), [(account, "wrong_type")]),
        ("account-id-object", body(account_id={"id": "12"}), [(account, "wrong_type")]),
        ("balance-missing", body({"account_balance": DROP}), [(balance, "required")]),
        ("balance-true", body({"account_balance": True}), [(balance, "wrong_type")]),
        ("status-missing", body({"RDL_status": DROP}), [(status, "required")]),
        ("status-list", body({"RDL_status": ["PENDING"]}), [(status, "wrong_type")]),
        ("status-by-letter-case", body({"RDL_status": DROP, "rdl_status": "PENDING"}), [(status, "required")]),
        ("customer-missing", body(root={"rdl_customer": DROP}), [("rdl_customer", "required")]),
        ("customer-text", body(root={"rdl_customer": "SEMAR"}), [("rdl_customer", "wrong_type")]),
        ("info-missing", body(root={info: DROP}), [(info, "required")]),
        ("info-null", body(root={info: None}), [(info, "required")]),
        ("empty-object", "{}", [("rdl_customer", "required"), (info, "required")]),
        (
            "several-at-once",
            body({"account_balance": False, "RDL_status": None}, customer_id=DROP, gender=True, account_id=DROP),
            [
                ("rdl_customer.customer_id", "required"),
                (account, "required"),
                (balance, "wrong_type"),
                (status, "required"),
            ],
        ),
    ]:
        yield case(f"read/answer-{name}", signed(201, text), failed("unreadable_response", 201, violations))


def other_character(text, at):
    return text[:at] + ("B" if text[at] == "A" else "A") + text[at + 1 :]


def signatures():
    good = signed(201, SAMPLE_BODY)
    headers = good["headers"]
    signature = headers["Signature"]
    raw = base64.b64decode(signature.removeprefix(signing.PREFIX))
    lower = {name.lower(): value for name, value in headers.items()}
    upper = {name.upper(): value for name, value in headers.items()}
    listed = {name: [value] for name, value in headers.items()}
    for name, response in [
        ("header-names-lower-case", changed(good, headers=lower)),
        ("header-names-upper-case", changed(good, headers=upper)),
        ("header-values-in-lists", changed(good, headers=listed)),
        ("other-headers-do-not-count", changed(good, headers={"Date": "Tue, 11 Aug 2020 08:45:43 GMT", **headers})),
        ("response-timestamp-in-milliseconds", signed(201, SAMPLE_BODY, timestamp="2020-08-11T08:45:43.123Z")),
        ("response-timestamp-with-offset", signed(201, SAMPLE_BODY, timestamp="2020-08-11T15:45:43+07:00")),
    ]:
        yield case(f"read/{name}", response, answer())

    def bare(data):
        return base64.b64encode(data).decode()

    for name, response in [
        ("body-tampered", changed(good, body=SAMPLE_BODY.replace("SEMAR", "SEMAS"))),
        ("body-with-a-newline-more", changed(good, body=SAMPLE_BODY + "\n")),
        ("body-written-anew", changed(good, body=PRINTED)),
        ("account-id-rounded", changed(good, body=token("account_id", ROUNDED))),
        ("signature-first-character", signed(201, SAMPLE_BODY, Signature=other_character(signature, 11))),
        ("signature-inner-character", signed(201, SAMPLE_BODY, Signature=other_character(signature, 30))),
        ("signature-without-prefix", signed(201, SAMPLE_BODY, Signature=signature.removeprefix(signing.PREFIX))),
        ("signature-prefix-lower-case", signed(201, SAMPLE_BODY, Signature=signing.PREFIX.lower() + bare(raw))),
        ("signature-of-another-kind", signed(201, SAMPLE_BODY, Signature="HMACSHA512=" + bare(raw))),
        ("signature-without-padding", signed(201, SAMPLE_BODY, Signature=signature.rstrip("="))),
        ("signature-of-31-bytes", signed(201, SAMPLE_BODY, Signature=signing.PREFIX + bare(raw[:31]))),
        ("signature-of-33-bytes", signed(201, SAMPLE_BODY, Signature=signing.PREFIX + bare(raw + b"\0"))),
        ("signature-in-hex", signed(201, SAMPLE_BODY, Signature=signing.PREFIX + raw.hex())),
        ("signature-url-safe", signed(201, SAMPLE_BODY, Signature=signature.replace("/", "_").replace("+", "-"))),
        ("signature-only-prefix", signed(201, SAMPLE_BODY, Signature=signing.PREFIX)),
        ("signature-not-base64", signed(201, SAMPLE_BODY, Signature=signing.PREFIX + "not base64!")),
        ("signed-with-another-key", changed(good, headers=changed(headers, Signature=by_another_key()))),
        ("signed-without-digest", signed(201, SAMPLE_BODY, digest=False)),
        ("signed-for-another-target", signed(201, SAMPLE_BODY, target="/sac-rdl/v1/rdl-disbursements")),
        ("response-timestamp-missing", signed(201, SAMPLE_BODY, Response_Timestamp=DROP)),
        ("response-timestamp-other", signed(201, SAMPLE_BODY, Response_Timestamp="2020-08-11T08:45:44Z")),
        ("tampered-and-not-json", changed(signed(201, "{}"), body="{")),
    ]:
        yield case(f"read/{name}", response, failed("signature_mismatch"))
    for name, changes in [
        ("request-id-other", {"Request_Id": "cc682442-6c22-493e-8121-b9ef6b3fa728"}),
        ("request-id-upper-case", {"Request_Id": CALL["request_id"].upper()}),
        ("request-id-missing", {"Request_Id": DROP}),
        ("client-id-other", {"Client_Id": "MCH-0002-10791114622547"}),
        ("client-id-lower-case", {"Client_Id": CONFIG["client_id"].lower()}),
        ("client-id-missing", {"Client_Id": DROP}),
        ("request-id-other-and-signature-wrong", {"Request_Id": "17", "Signature": "HMACSHA256=AAAA"}),
    ]:
        yield case(f"read/{name}", signed(201, SAMPLE_BODY, **changes), failed("not_for_this_request"))
    # Signed well, but for another request.
    other = changed(CONFIG, client_id="MCH-0002-10791114622547")
    response = signed(201, SAMPLE_BODY, config=other)
    yield case("read/signed-for-another-merchant", response, failed("not_for_this_request"))
    for name, status, text in [
        ("unsigned", 201, SAMPLE_BODY),
        ("unsigned-status-200", 200, SAMPLE_BODY),
        ("unsigned-replay", 409, SAMPLE_BODY),
        ("unsigned-not-json", 201, "<html></html>"),
        ("unsigned-empty", 201, ""),
        ("unsigned-409-error", 409, IDEMPOTENT),
    ]:
        yield case(f"read/{name}", unsigned(status, text), failed("signature_missing", status))
    without = signed(201, SAMPLE_BODY, Signature=DROP)
    yield case("read/signature-removed", without, failed("signature_missing"))


def by_another_key():
    return signed(201, SAMPLE_BODY, config=changed(CONFIG, secret_key="test-secret-key2"))["headers"]["Signature"]
