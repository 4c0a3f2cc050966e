"""RDL registration: the rows of DOKU's request and response tables, checked."""

import re
from datetime import date
from decimal import Decimal

import wire
from wire import Number, Object

TARGET = "/sac-rdl/v1/rdl-customers"

# name, longest in characters (None: no limit stated), kind; the order is the sample request's.
# gender: DOKU's table says 5, DOKU's sample sends FEMALE.
ROWS = [
    ("customer_id", 100, "text"),
    ("customer_name", 100, "text"),
    ("address_city", 50, "text"),
    ("address_kecamatan", 50, "text"),
    ("address_kelurahan", 50, "text"),
    ("address_province", 50, "text"),
    ("address_rt_rw", 50, "text"),
    ("address_street", 100, "text"),
    ("birth_date", None, "date"),
    ("birth_place", 100, "text"),
    ("education", 20, "text"),
    ("email", 40, "email"),
    ("gender", 6, "text"),
    ("home_phone_number", 15, "text"),
    ("id_expiry_date", None, "date"),
    ("id_number", 50, "text"),
    ("npwp_number", 50, "text"),
    ("job_code", 50, "text"),
    ("marital_status", 10, "text"),
    ("mobile_phone_number", 15, "text"),
    ("monthly_income", 2, "text or number"),
    ("mother_maiden_name", 50, "text"),
    ("nationality", 2, "text"),
    ("office_phone_number", 15, "text"),
    ("religion", 15, "text"),
    ("resident_status", 2, "text"),
    ("source_of_fund", 20, "text"),
    ("zip_code", 5, "text"),
    ("title", 3, "text"),
    ("open_account_reason", 15, "text"),
    ("selfie_photo", None, "text"),
]
OPTIONAL = ("home_phone_number", "office_phone_number", "religion")

ANSWER_ROWS = {
    "rdl_customer": [
        "customer_id", "customer_name", "address_city", "address_kecamatan", "address_kelurahan", "address_province",
        "address_rt_rw", "address_street", "birth_date", "birth_place", "education", "email", "gender",
        "home_phone_number", "id_expiry_date", "id_number", "npwp_number", "job_code", "marital_status",
        "mobile_phone_number", "monthly_income", "mother_maiden_name", "nationality", "office_phone_number",
        "religion", "resident_status", "source_of_fund", "zip_code", "title", "open_account_reason", "company_id",
        "account_id",
    ],
    "rdl_customer_info": ["account_balance", "RDL_status"],
}
ANSWER_NUMBERS = ("monthly_income", "account_balance")
ANSWER_MANDATORY = ("customer_id", "account_id", "account_balance", "RDL_status")


def check(text):
    """The canonical body of a request text, and its violations in document order."""
    try:
        root = wire.parse(text)
    except wire.NotJson:
        return None, [("", "bad_format")]
    if not isinstance(root, Object):
        return None, [("", "wrong_type")]
    violations = []
    customer = root.get("rdl_customer")
    if len(root.values_of("rdl_customer")) > 1:
        violations.append(("rdl_customer", "not_allowed"))
    elif wire.is_empty(customer):
        violations.append(("rdl_customer", "required"))
    elif not isinstance(customer, Object):
        violations.append(("rdl_customer", "wrong_type"))
    else:
        for name, longest, kind in ROWS:
            code = break_of(customer.values_of(name), name in OPTIONAL, longest, kind)
            if code:
                violations.append((f"rdl_customer.{name}", code))
        violations += strangers(customer, [name for name, _, _ in ROWS], "rdl_customer.")
    violations += strangers(root, ["rdl_customer"], "")
    if violations:
        return None, violations
    present = Object((name, customer.get(name)) for name, _, _ in ROWS if customer.get(name) is not None)
    return wire.write(Object([("rdl_customer", present)])), []


def break_of(values, optional, longest, kind):
    """The first rule that a row breaks, or None."""
    if len(values) > 1:
        return "not_allowed"
    value = values[0] if values else None
    if value is None:
        return None if optional else "required"
    if not optional and wire.is_empty(value):
        return "required"
    if not (wire.is_text(value) or (kind == "text or number" and isinstance(value, Number))):
        return "wrong_type"
    if longest is not None and len(value) > longest:
        return "too_long"
    if kind == "date" and not is_date(value) or kind == "email" and not is_email(value):
        return "bad_format"
    return None


def strangers(an_object, known, prefix):
    return [
        (prefix + key, "not_allowed" if len(an_object.values_of(key)) > 1 else "unknown_field")
        for key in an_object.keys_once()
        if key not in known
    ]


def is_date(text):
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if not found:
        return False
    try:
        date(*map(int, found.groups()))
    except ValueError:
        return False
    return True


def is_email(text):
    local, at, domain = text.partition("@")
    return bool(
        local and at and "@" not in domain
        and "." in domain[1:-1]
        and not re.search(r"[\s\x00-\x1f\x7f-\x9f]", text)
    )


def read(root):
    """The body of an answer, and its violations."""
    if not isinstance(root, Object):
        return None, [("", "wrong_type")]
    violations, body = [], {}
    for key, value in root:
        body[key] = wire.plain(value)
    for parent, names in ANSWER_ROWS.items():
        value = root.get(parent)
        if wire.is_empty(value):
            violations.append((parent, "required"))
            continue
        if not isinstance(value, Object):
            violations.append((parent, "wrong_type"))
            continue
        for name in names:
            code = answer_break(name, value.get(name))
            if code:
                violations.append((f"{parent}.{name}", code))
            elif value.get(name) is not None:
                body[parent][name] = answer_value(name, value.get(name))
    return body, violations


def answer_break(name, value):
    if name in ANSWER_MANDATORY and wire.is_empty(value):
        return "required"
    if value is not None and not isinstance(value, str):
        return "wrong_type"
    return None


def answer_value(name, value):
    if not isinstance(value, Number):
        return value
    exact = name in ANSWER_NUMBERS and Decimal(value) == Decimal(float(value))
    return wire.plain(value) if exact else str(value)
