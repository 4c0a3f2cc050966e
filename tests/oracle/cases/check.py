"""Family check: what a form may ask before anything is signed; the same rules, without a key or a client."""

import json

from case import BY_ORACLE, DROP, Case, changed, customer, listed
from cases.disburse import SAMPLE as DISBURSEMENT
from cases.requirements import SAMPLE as REQUIREMENTS
from cases.upload import LINKED
from cases.upload import SAMPLE as UPLOAD
from family import compact, put
from samples.business import LEAST, LITE, REGISTRATION

ORIGIN = f"The field tables of DOKU's pages. {BY_ORACLE}"
PAYMENT = {"method": "POST", "target": "/checkout/v1/payment", "body": '{"order":{"amount":15000}}'}
BUSINESS_DATA = {"client_id": "BSN-0104-1678960841263"}
GOOD = {
    "register_rdl_customer": customer(),
    "disburse_rdl": DISBURSEMENT,
    "check_requirements": REQUIREMENTS,
    "generate_token": {},
    "upload_file": UPLOAD,
    "register_business": REGISTRATION,
    "create_business_lite": LITE,
    "get_business": BUSINESS_DATA,
    "call": PAYMENT,
}


def case(name, operation, request, *violations, about=None):
    given = {"operation": operation, "request": request}
    expect = {"answer": {"violations": listed(violations)}}
    return Case(f"check/{name}", "check", given, ORIGIN, expect, about=about)


def cases():
    for operation, request in GOOD.items():
        name = operation.replace("_", "-")
        yield case(f"{name}-good", operation, request)
        yield case(f"{name}-good-as-text", operation, json.dumps(request, indent=1))
        yield case(f"{name}-unknown-key", operation, request | {"stray": 1}, ("stray", "unknown_field"))
        yield case(f"{name}-not-json", operation, "{", ("", "bad_format"))
        yield case(f"{name}-list", operation, "[]", ("", "wrong_type"))
        yield case(f"{name}-null", operation, "null", ("", "wrong_type"))
    yield from operations()
    yield from rules()


def operations():
    for name, operation in [("unknown", "register_customer"), ("empty", ""), ("upper-case", "CALL")]:
        yield case(f"operation-{name}", operation, {}, ("operation", "not_in_list"))
    # Whatever the request is: nobody knows its rules.
    yield case("operation-unknown-and-not-json", "resign", "{", ("operation", "not_in_list"))


def rules():
    text, path = "x" * 101, "rdl_customer"
    said = f"{path}.customer_name is one character longer than 100"
    yield case(
        "too-long",
        "register_rdl_customer",
        customer(customer_name=text),
        (f"{path}.customer_name", "too_long"),
        about=said,
    )
    wrong = customer(customer_id=DROP, birth_date="2023-02-29", email="@", nationality=1, age=35)
    yield case(
        "all-at-once",
        "register_rdl_customer",
        wrong,
        (f"{path}.customer_id", "required"),
        (f"{path}.birth_date", "bad_format"),
        (f"{path}.email", "bad_format"),
        (f"{path}.nationality", "wrong_type"),
        (f"{path}.age", "unknown_field"),
        about="Every violation at once, in the order of the field table",
    )
    twice = compact(customer())[:-2] + ',"zip_code":"40286"}}'
    yield case("key-twice", "register_rdl_customer", twice, (f"{path}.zip_code", "not_allowed"))
    yield case("empty-object", "register_rdl_customer", {}, (path, "required"))
    yield case(
        "amount-below-the-least",
        "disburse_rdl",
        put(DISBURSEMENT, {"transaction.amount": 9999}),
        ("transaction.amount", "out_of_range"),
    )
    other = changed(REQUIREMENTS, businessLegalEntity="PT")
    yield case("mismatch", "check_requirements", other, ("businessLegalEntity", "mismatch"))
    yield case("minutes-zero", "generate_token", {"valid_time": "0"}, ("valid_time", "out_of_range"))
    yield case("code-missing", "upload_file", changed(UPLOAD, code=DROP), ("code", "required"))
    yield case(
        "content-of-another-type",
        "upload_file",
        put(UPLOAD, {"file.base64": "R0lGODlh"}),
        ("file.content", "bad_format"),
    )
    yield case("upload-of-a-url", "upload_file", LINKED)
    yield case(
        "file-and-url", "upload_file", UPLOAD | {"file_url": "https://example.com/a.png"}, ("file_url", "not_allowed")
    )
    request = put(LEAST, {"business.contacts": [{"name": "N"}, {"email": "n"}]})
    yield case(
        "in-an-item",
        "register_business",
        request,
        ("business.contacts[1].email", "bad_format"),
        ("business.contacts[1].name", "required"),
    )
    yield case(
        "item-of-a-list",
        "register_business",
        put(REGISTRATION, {"partner.invited_user": ["a"]}),
        ("partner.invited_user[0]", "bad_format"),
    )
    yield case("id-with-slash", "get_business", {"client_id": "BSN/17"}, ("client_id", "bad_format"))
    yield case("target-missing", "call", changed(PAYMENT, target=DROP), ("target", "required"))
    yield case("target-without-slash", "call", changed(PAYMENT, target="orders/v1"), ("target", "bad_format"))
    query = changed(PAYMENT, method="GET", target="/orders/v1?a=1", body=DROP)
    yield case("target-with-query", "call", query, ("target", "bad_format"))
    yield case("target-with-query-that-is-signed", "call", query | {"query": "signed"})
    yield case("body-of-a-get", "call", changed(PAYMENT, method="GET"), ("body", "not_allowed"))
    yield case("body-not-json", "call", changed(PAYMENT, body="{"), ("body", "bad_format"))
