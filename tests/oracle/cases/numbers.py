"""Numbers in answers, digit by digit: an exponent or a fraction of zeros becomes plain digits."""

from case import ACCOUNT_ID, signed
from cases.business_data import data
from cases.lite import lite
from cases.read import answer, failed, token
from cases.read import case as read_case
from cases.requirements import ANSWER as NEEDS
from cases.requirements import requirements
from family import envelope, put, with_token

# name, JSON token, what a row reads that is documented as a number
NUMBERS = [
    ("exponent", "1.0E7", 10000000),
    ("exponent-lower-case", "1.0e7", 10000000),
    ("exponent-plus", "1E+3", 1000),
    ("exponent-without-fraction", "1e1", 10),
    ("exponent-zero", "15E0", 15),
    ("exponent-with-a-fraction-left", "1.05E1", 10.5),
    ("exponent-negative", "5E-1", 0.5),
    ("exponent-negative-of-a-whole", "15000E-3", 15),
    ("exponent-of-zero", "0E5", 0),
    ("negative-with-exponent", "-1.5E3", -1500),
    ("fraction-of-zeros", "10000000.0", 10000000),
    ("fraction-of-two-zeros", "150000000.00", 150000000),
    ("fraction-of-many-zeros", "1." + "0" * 80, 1),
    ("fraction", "1500000.50", 1500000.5),
    ("zero-with-fraction", "0.00", 0),
    ("two-to-the-53rd-with-exponent", "9.007199254740992E15", 2**53),
    ("beyond-a-double-with-exponent", "9.007199254740993E15", "9007199254740993"),
    ("beyond-a-double-with-fraction", "9007199254740993.0", "9007199254740993"),
    ("of-21-digits", "1.23456789E20", "123456789000000000000"),
    ("of-64-digits", "1E63", "1" + "0" * 63),
]
# What takes more than 64 digits fits nowhere. The documents name no code for that.
ENDLESS = {
    "of-65-digits": "1E64",
    "endless": "1e400",
    "endless-negative": "-1E400",
    "endless-small": "1e-400",
    "of-a-billion-digits": "1E1000000000",
    "of-more-digits-than-a-counter": "1E99999999999999999999",
}
# name, JSON token, what a row reads that is documented as text
TEXTS = [
    ("exponent", "1.0E4", "10000"),
    ("exponent-with-a-fraction-left", "1.05E1", "10.5"),
    ("fraction-of-zeros", "40286.0", "40286"),
    ("fraction-of-two-zeros", "10.00", "10"),
    ("of-64-digits", "1E63", "1" + "0" * 63),
]
IDS = [
    ("exponent", ACCOUNT_ID[0] + "." + ACCOUNT_ID[1:] + "E39", ACCOUNT_ID),
    ("exponent-lower-case", ACCOUNT_ID + "e0", ACCOUNT_ID),
    ("exponent-of-a-short-one", "1.2E1", "12"),
    ("exponent-with-zeros", "2.34E39", "234" + "0" * 37),
    ("fraction-of-zeros", ACCOUNT_ID + ".0", ACCOUNT_ID),
]
BALANCE, ACCOUNT, ZIP = "rdl_customer_info.account_balance", "rdl_customer.account_id", "rdl_customer.zip_code"


def somewhere(*paths):
    """Violations or deviations of which only the paths are known."""
    return [{"path": path} for path in paths]


def cases():
    for name, literal, value in NUMBERS:
        text = signed(201, token("account_balance", literal))
        yield read_case(f"read/number-{name}", text, answer(info={"account_balance": value}))
    # Only that it is read: no document says whether the sign of nothing stays.
    reply = signed(201, token("account_balance", "-0.0"))
    yield read_case("read/number-minus-zero", reply, answer(info={"RDL_status": "PENDING"}))
    for name, literal, value in TEXTS:
        text = signed(201, token("zip_code", literal))
        yield read_case(f"read/number-for-text-{name}", text, answer(customer={"zip_code": value}))
    for name, literal, value in IDS:
        text = signed(201, token("account_id", literal))
        yield read_case(f"read/number-for-an-id-{name}", text, answer(customer={"account_id": value}))
    yield from endless()
    yield from of_partners()


def endless():
    for name, literal in ENDLESS.items():
        for kind, path, field in (("number", BALANCE, "account_balance"), ("number-for-an-id", ACCOUNT, "account_id")):
            expect = failed("unreadable_response")
            expect["error"]["violations"] = somewhere(path)
            yield read_case(f"read/{kind}-{name}", signed(201, token(field, literal)), expect)
        expect = answer(customer={"zip_code": None})
        expect["answer"]["deviations"] = somewhere(ZIP)
        yield read_case(f"read/number-for-text-{name}", signed(201, token("zip_code", literal)), expect)


def of_partners():
    path = "business.brand.photo_proof.max_size"
    for name, literal, value in [
        ("fraction-of-zeros", "15.0", 15), ("exponent", "1.5E1", 15), ("exponent-of-millions", "2.5E6", 2500000),
        ("largest-exact-in-a-double", "9007199254740991.0", 9007199254740991),
    ]:
        text = with_token(NEEDS, path, literal)
        yield requirements.answered(f"number-{name}", text, put(NEEDS, {path: value}))
    for name, literal, code in [
        ("fraction", "1.55E1", "wrong_type"), ("small", "1E-1", "wrong_type"),
        ("beyond-64-bits", "1E30", "out_of_range"), ("one-beyond-64-bits", "9223372036854775808.0", "out_of_range"),
    ]:
        text = with_token(NEEDS, path, literal)
        yield requirements.deviating(f"deviation-number-{name}", text, put(NEEDS, {path: None}), (path, code))
    expect = envelope("headers_only", put(NEEDS, {path: None}))
    expect["answer"]["deviations"] = somewhere(path)
    text = with_token(NEEDS, path, "1e400")
    yield requirements.case("deviation-number-endless", expect=expect, response=requirements.signed(200, text))
    brand = '{"minimum_transaction":1.0E4,"maximum_transaction":100000000.00}'
    text = f'{{"id":1.7E1,"step_number":1.0E1,"brands":[{brand}]}}'
    brands = [{"minimum_transaction": 10000, "maximum_transaction": 100000000}]
    yield data.answered("numbers", text, {"id": "17", "step_number": 10, "brands": brands})
    text = '{"business":{"id":1.700206906468E12,"partner_ref_id":17.0}}'
    yield lite.answered("numbers", text, {"business": {"id": "1700206906468", "partner_ref_id": "17"}})
