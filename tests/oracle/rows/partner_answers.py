"""Answers of the Partner API and of the RDL disbursement. Each takes the JSON root and gives body and faults."""

import base64
import re

from engine import answers, wire
from engine.table import Row, text
from engine.wire import Object
from rows import rdl


def flag(name):
    return Row(name, kind="boolean")


def integer(name):
    return Row(name, kind="integer")


def coded(name, *keys):
    """An object of texts, `{code, name}` unless said."""
    return Row(name, kind=tuple(text(key) for key in keys or ("code", "name")))


RULE = (text("code"), text("name"), text("extensions", many=True), integer("max_size"))
FORM = (
    text("code"), text("name"), integer("min_size"), integer("max_size"),
    flag("alpha"), flag("numeric"), flag("alpha_numeric"), text("caption"),
)
DOCUMENTS = Row("documents", kind=(*RULE, Row("form", kind=FORM, many=True)), many=True)
REQUIREMENTS = (
    Row(
        "business",
        kind=(
            Row("brand", kind=(Row("photo_proof", kind=RULE),)),
            Row("contact", kind=(DOCUMENTS, Row("owner_liveness", kind=RULE))),
            # Inferred: a CORPORATE business has documents of its own.
            DOCUMENTS,
        ),
        needed=True,
    ),
)

UPLOADED = (text("id", needed=True), text("link", needed=True), text("category", needed=True))
TOKEN = (text("token", needed=True),)
LITE = (
    Row(
        "business",
        kind=(text("id", needed=True), text("partner_ref_id"), Row("brands", kind=(text("id"),), many=True)),
        needed=True,
    ),
)

TAIL = (flag("rejected"), flag("notified"), text("approval_uuid"), text("status"))
BRAND = (
    text("id"), text("name"), text("shared_key"), text("category"),
    Row("minimum_transaction", kind="text or number"), Row("maximum_transaction", kind="text or number"),
    coded("transaction_frequency"), coded("transaction_quantity"), coded("ticket_size"),
    text("finance_status"), text("risk_engine_status"),
    Row("photo_proofs", kind=(text("id"), text("photo"), *TAIL), many=True),
    Row("social_media", kind=(text("id"), text("code"), text("name"), text("account"), *TAIL), many=True),
    Row("products", kind=(text("id"), text("code"), text("name"), text("description"), *TAIL), many=True),
    Row("audit_logs", kind="anything", many=True), flag("authorized"), *TAIL, text("description"), text("created_date"),
)
CONTACT = (
    text("id"), text("name"), text("email"), text("phone_calling_code"), text("phone_number"), text("liveness_image"),
    coded("position"), coded("nationality"), coded("liveness_factor"), flag("use_primary"), *TAIL,
)
ADDRESS = (text("id"), text("name"), coded("area", "code"), coded("country"), flag("use_primary"), *TAIL)
DOCUMENT = (
    text("id"), text("relation"), text("link"), coded("document"),
    Row("forms", kind=(text("code"), text("name"), text("value")), many=True), *TAIL,
)
BANK = (
    text("id"), text("bank_id"), text("bank_name"), text("swift_code"), text("account_name"), text("account_number"),
    Row("documents", kind="anything", many=True), coded("country"), coded("currency"), *TAIL,
)
BUSINESS = (
    text("id", needed=True), text("name"), text("description"), text("email"), text("phone_calling_code"),
    text("phone_number"), text("partner"), text("platform"), text("type"), coded("website_readiness"),
    coded("mobile_app_readiness"), coded("legal_entity"), Row("brands", kind=BRAND, many=True),
    Row("contacts", kind=CONTACT, many=True), Row("addresses", kind=ADDRESS, many=True),
    Row("documents", kind=DOCUMENT, many=True), Row("banks", kind=BANK, many=True), integer("step_number"), *TAIL,
)


def generate_token(root):
    body, faults = answers.read(TOKEN, root)
    return body if body is None else body | times_of(body["token"]), faults


def times_of(token):
    """Issued at and expires at, as far as the claims of a JWT say them; nobody here can check its signature."""
    parts = token.split(".")
    if len(parts) != 3 or not all(re.fullmatch("[A-Za-z0-9_-]+", part) for part in parts):
        return {}
    try:
        decoded = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in parts]
        header, claims = (wire.parse(part.decode()) for part in decoded[:2])
    except (ValueError, wire.NotJson):
        return {}
    if not isinstance(header, Object) or not isinstance(claims, Object):
        return {}
    times = {"issued_at": claims.get("iat"), "expires_at": claims.get("exp")}
    given = {name: answers.scalar_of(integer(name), time) for name, time in times.items()}
    return {name: time for name, (time, code) in given.items() if code is None}


def undocumented(root):
    """DOKU shows no such answer: whatever is an object is taken as it comes."""
    return wire.plain(root) if isinstance(root, Object) else None, []


def register_business(root):
    body, _ = undocumented(root)
    # As everywhere, null is absence.
    if body is not None and body.get("business") is None:
        body = {key: value for key, value in body.items() if key != "business"}
        body = body | {"business": body}
    if body is not None and isinstance(body["business"], dict):
        body["business"] = as_text(body["business"], REGISTERED)
        if isinstance(body["business"].get("brands"), list):
            body["business"]["brands"] = [as_text(brand, BRAND) for brand in body["business"]["brands"]]
    return body, []


# Every id is text, in whatever form it came.
REGISTERED, BRAND = ("id", "partner_ref_id", "status"), ("id", "status", "shared_key")


def as_text(value, names):
    is_number = lambda found: isinstance(found, int) and not isinstance(found, bool)
    if not isinstance(value, dict):
        return value
    return {key: str(found) if key in names and is_number(found) else found for key, found in value.items()}


def by(rows):
    return lambda root: answers.read(rows, root)


READERS = {
    "register_rdl_customer": by(rdl.ANSWER),
    "check_requirements": by(REQUIREMENTS),
    "generate_token": generate_token,
    "upload_file": by(UPLOADED),
    "create_business_lite": by(LITE),
    "get_business": by(BUSINESS),
}
# No answer of these is unreadable.
LENIENT = {"register_business": register_business, "disburse_rdl": undocumented}

# What an answer has at its top; those of an undocumented one are as the reference guesses them.
TOPS = {
    "register_rdl_customer": rdl.ANSWER,
    "check_requirements": REQUIREMENTS,
    "generate_token": TOKEN,
    "upload_file": UPLOADED,
    "create_business_lite": LITE,
    "get_business": BUSINESS,
    "register_business": (text("business"), text("id"), text("partner_ref_id"), text("status"), text("brands")),
    "disburse_rdl": (text("transaction"),),
}


def has_any(operation, root):
    """Whether a field of the modelled answer is there."""
    return any(root.get(row.name) is not None for row in TOPS[operation])
