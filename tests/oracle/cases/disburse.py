"""Family disburse-rdl."""

from case import CONFIG, DROP, FULL, changed, error, signed, unsigned
from family import Family, compact, gateway_error, put

TARGET = "/sac-rdl/v1/rdl-disbursements"
SAMPLE = {
    "transaction": {"id": "transaksi-sandbox-01", "amount": 300000000, "description": "testuat"},
    "source_account": {"account_id": "2340211124151729152107164433893000196019"},
    "account_destination": {
        "code": "BNINIDJA",
        "account_bank_number": "0115471119",
        "account_bank_name": "pk ROBERT NARO ROBERT NARO",
        "address": "JAKARTA",
    },
}
BODY = (
    '{"transaction":{"id":"transaksi-sandbox-01","amount":300000000,"description":"testuat"},'
    '"source_account":{"account_id":"2340211124151729152107164433893000196019"},'
    '"account_destination":{"code":"BNINIDJA","account_bank_number":"0115471119",'
    '"account_bank_name":"pk ROBERT NARO ROBERT NARO","address":"JAKARTA"}}'
)
# Invented: DOKU's page ends before its answer.
ANSWER = {"transaction": {"id": "transaksi-sandbox-01", "status": "SUCCESS"}}
TEXT = compact(ANSWER)
T = "transaction"


class Disbursement(Family):
    """Signed by an RDL merchant, and to the RDL host."""

    def case(self, *parts, config=CONFIG, **more):
        return super().case(*parts, config=config, **more)

    def signed(self, status, body, **more):
        return signed(status, body, target=TARGET, **more)


rdl = Disbursement("disburse-rdl", "disburse_rdl", "DOKU, RDL Disbursement API", SAMPLE, TARGET)


def cases():
    sent = {"prepared": {"method": "POST", "url": "https://api-sandbox.doku.com/sac-rdl/v1/rdl-disbursements"}}
    yield rdl.case("sample", expect=sent, prepared=FULL, body=BODY)
    live = {"prepared": {"url": "https://api.doku.com/sac-rdl/v1/rdl-disbursements"}}
    yield rdl.case("production", expect=live, config=changed(CONFIG, environment="production"))
    backwards = {key: dict(reversed(value.items())) for key, value in reversed(SAMPLE.items())}
    yield rdl.case("keys-backwards", backwards, prepared=("body",), body=BODY)
    yield from amounts()
    yield from fields()
    yield from rdl.roots()
    yield from shapes()
    yield from answers()


def amounts():
    for name, literal in [
        ("least", "10000"), ("beyond-a-double", "9007199254740993"), ("most-of-64-bits", "9223372036854775807"),
    ]:
        body = BODY.replace("300000000", literal)
        yield rdl.case(f"amount-{name}", body, prepared=("body",), body=body)
    for name, literal, code in [
        ("one-less", "9999", "out_of_range"),
        ("negative", "-10000", "out_of_range"),
        ("beyond-64-bits", "18446744073709551616", "out_of_range"),
        ("text", '"300000000"', "wrong_type"),
        ("fraction-of-nothing", "10000.0", "wrong_type"),
        ("exponent", "3e8", "wrong_type"),
        ("null", "null", "required"),
        ("empty", '""', "required"),
    ]:
        yield rdl.refused_text(f"amount-{name}", BODY.replace("300000000", literal), (f"{T}.amount", code))


def fields():
    for name, path, value in [
        ("id-of-one-character", f"{T}.id", "1"),
        ("id-of-64-characters", f"{T}.id", "a" * 64),
        ("id-with-every-symbol", f"{T}.id", "aZ09-:._"),
        ("description-empty", f"{T}.description", ""),
        ("description-any-text", f"{T}.description", 'é "王" 😀\n' * 30),
        ("source-missing", "source_account", DROP),
        ("source-an-empty-object", "source_account", {}),
        ("destination-missing", "account_destination", DROP),
        ("destination-code-unknown", "account_destination.code", "014"),
    ]:
        yield rdl.changed(name, {path: value})
    for name, path, value, code in [
        ("id-missing", f"{T}.id", DROP, "required"),
        ("id-empty", f"{T}.id", "", "required"),
        ("id-of-65-characters", f"{T}.id", "a" * 65, "too_long"),
        ("id-space", f"{T}.id", "INV 17", "bad_format"),
        ("id-non-ascii", f"{T}.id", "é" * 64, "bad_format"),
        ("id-newline-after", f"{T}.id", "INV-17\n", "bad_format"),
        ("id-number", f"{T}.id", 17, "wrong_type"),
        ("amount-missing", f"{T}.amount", DROP, "required"),
        ("source-account-number", "source_account.account_id", 17, "wrong_type"),
        ("source-text", "source_account", "2340211124151729152107164433893000196019", "wrong_type"),
        ("destination-list", "account_destination", [], "wrong_type"),
        ("transaction-missing", T, DROP, "required"),
        ("unknown-in-transaction", f"{T}.currency", "IDR", "unknown_field"),
        ("unknown-at-root", "callback_url", "https://example.com", "unknown_field"),
    ]:
        yield rdl.refused(name, {path: value}, code)
    long = BODY.replace('"2340211124151729152107164433893000196019"', "2340211124151729152107164433893000196019")
    yield rdl.refused_text("source-account-long-number", long, ("source_account.account_id", "wrong_type"))


def shapes():
    whole = put(SAMPLE, {T: {}})
    yield rdl.refused_text("transaction-an-empty-object", whole, (f"{T}.id", "required"), (f"{T}.amount", "required"))
    twice = BODY.replace('"amount":300000000', '"amount":300000000,"amount":10000')
    yield rdl.refused_text("key-twice", twice, (f"{T}.amount", "not_allowed"))
    wrong = {
        "x": 1, "account_destination": {"y": 1, "address": 1, "code": []}, "source_account": [],
        "transaction": {"amount": 1, "id": "a b"},
    }
    yield rdl.refused_text(
        "several-at-once", wrong, (f"{T}.id", "bad_format"), (f"{T}.amount", "out_of_range"),
        ("source_account", "wrong_type"), ("account_destination.code", "wrong_type"),
        ("account_destination.address", "wrong_type"), ("account_destination.y", "unknown_field"),
        ("x", "unknown_field"),
    )


def answers():
    for name, status, text, body in [
        ("answer", 200, TEXT, ANSWER),
        ("answer-replay", 409, TEXT, ANSWER),
        ("answer-empty-object", 200, "{}", {}),
        ("answer-types-of-any-kind", 200, '{"transaction":[1,null],"x":true}', {"transaction": [1, None], "x": True}),
        ("answer-not-wrapped", 200, '{"id":"17"}', {"id": "17", "business": None}),
        ("answer-not-json", 200, "OK", None),
        ("answer-empty", 200, "", None),
    ]:
        yield rdl.answered(name, text, body, status)
    raw = '{"account_id":2340211124151729152107164433893000196019}'
    expect = {"answer": {"signature": "verified", "raw": raw}}
    yield rdl.case("answer-long-number", expect=expect, response=rdl.signed(200, raw))
    for status in (200, 409):
        missing = error("signature_missing", http_status=status)
        yield rdl.case(f"answer-unsigned-{status}", expect=missing, response=unsigned(status, TEXT))
    other = error("not_for_this_request", http_status=200)
    yield rdl.case("answer-for-another-request", expect=other, response=rdl.signed(200, TEXT, Request_Id="17"))
    conflict = {"code": "idempotent_request", "message": "Idempotent request", "type": "invalid_request_error"}
    for failure in rdl.failures(TEXT):
        # An unsigned 409 is no answer here, whatever it says.
        if failure.name == "disburse-rdl/gateway-conflict":
            failure.expect = error("signature_missing", http_status=409)
        yield failure
    expect = gateway_error(409, conflict, "never", "verified")
    yield rdl.case("gateway-conflict-signed", expect=expect, response=rdl.signed(409, compact({"error": conflict})))
