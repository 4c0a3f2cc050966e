"""Requests of the Partner API: rows from DOKU's pages Check Requirements to Get Business Data."""

import re
from urllib.parse import quote

from engine import formats, table, wire
from engine.table import Row, text
from engine.wire import Object

BASE = "/adv-core-api/partner/v1.0"

PERSONAL = ("PERSEORANGAN",)
CORPORATE = (
    "PT", "CV", "UD", "KOPERASI", "FIRMA", "PP", "BUMN", "PTN_BH", "YAYASAN", "PERKUMPULAN_BERBADAN_HUKUM", "BLU",
)
ENTITIES = {"PERSONAL": PERSONAL, "CORPORATE": CORPORATE}


def together(type_name, entity_name):
    """The legal entity against the type, when both are good by themselves."""

    def cross(parent):
        kind = parent.get(type_name)
        listed = ENTITIES.get(kind) if wire.is_text(kind) else None
        return "mismatch" if listed and parent.get(entity_name) not in listed else None

    return cross


def query_rows(needed):
    return (
        text("businessType", needed=needed, among=tuple(ENTITIES)),
        text(
            "businessLegalEntity", needed=needed, among=PERSONAL + CORPORATE,
            cross=together("businessType", "businessLegalEntity"),
        ),
        text("brandBusinessLine", needed=needed),
        text("businessContactNationality", rule=formats.country, needed=needed),
    )


REQUIREMENTS = query_rows(needed=True)
BUSINESS_DATA = (text("client_id", rule=formats.brand_id, needed=True), *query_rows(needed=False))

GRANT = "client_credentials"


def break_of_minutes(value):
    if not re.fullmatch("[0-9]+", value):
        return "bad_format"
    return None if 1 <= int(value) <= table.LIMITS[1] else "out_of_range"


TOKEN = (text("grant_type", among=(GRANT,)), Row("valid_time", kind="text or number", rule=break_of_minutes))

SOCIAL_MEDIA = (text("accounts", rule=formats.url, many=True), text("code"))
ID = (text("id"),)
BRAND = (
    text("name", 255, needed=True),
    text("description", 1023, needed=True),
    text("category", 10, needed=True),
    text("transaction_frequency", 3),
    text("transaction_quantity", 255),
    text("ticket_size"),
    Row("social_media", kind=SOCIAL_MEDIA, many=True),
    Row("photo_proofs", kind=ID, many=True),
)
ADDRESS = (
    text("area", 255, needed=True),
    text("country", rule=formats.country, needed=True),
    text("name", 255, needed=True),
    Row("primary", kind="boolean", needed=True),
)
BANK = (
    text("account_name"),
    text("account_number"),
    text("bank_id"),
    text("bank_name"),
    text("country", rule=formats.country),
    text("currency", rule=formats.currency),
    text("swift_code"),
)
DOCUMENT = (text("code"), text("category"), text("id"), Row("forms", kind=(text("code"), text("value")), many=True))
CONTACT = (
    Row("documents", kind=DOCUMENT, many=True),
    text("email", rule=formats.email),
    text("name", 255, needed=True),
    text("nationality", rule=formats.country),
    text("phone_calling_code", rule=formats.digits),
    text("phone_number", rule=formats.digits),
    text("position"),
    Row("primary", kind="boolean"),
    Row("owner_liveness", kind=ID),
)
BUSINESS = (
    text("type", needed=True, among=tuple(ENTITIES)),
    text("callback_url", rule=formats.url),
    text("legal_entity", needed=True, among=PERSONAL + CORPORATE, cross=together("type", "legal_entity")),
    text("name", needed=True),
    text("description", 1023),
    text("email", rule=formats.email, needed=True),
    text("phone_calling_code", 2, formats.digits, needed=True),
    text("phone_number", 13, formats.digits, needed=True),
    text("website_readiness"),
    text("mobile_app_readiness"),
    Row("brands", kind=BRAND, needed=True, many=True),
    Row("addresses", kind=ADDRESS, needed=True, many=True),
    Row("banks", kind=BANK, many=True),
    Row("contacts", kind=CONTACT, needed=True, many=True),
    # Inferred: a CORPORATE business has documents of its own.
    Row("documents", kind=DOCUMENT, many=True),
)
REGISTRATION = (
    Row("business", kind=BUSINESS, needed=True),
    Row("partner", kind=(text("invited_user", rule=formats.email, many=True),)),
)

LITE_CONTACT = (
    text("name", needed=True),
    text("email", rule=formats.email, needed=True),
    text("phone_calling_code", 3, formats.digits, needed=True),
    text("phone_number", 13, formats.digits, needed=True),
)
LITE_BUSINESS = (
    text("partner_ref_id", needed=True),
    text("name", needed=True),
    Row("contact", kind=LITE_CONTACT, needed=True),
)
LITE = (
    Row("business", kind=LITE_BUSINESS, needed=True),
    Row("referral", kind=(text("code", 6),)),
    # DOKU's sample sends the word "string" as this e-mail.
    Row("invited_user", kind=(text("email", needed=True),), needed=True),
)


def query(root):
    """The parameters that are given, as `?a=b&c=d`, or nothing."""
    given = [(row.name, root.get(row.name)) for row in REQUIREMENTS if root.get(row.name) is not None]
    joined = "&".join(f"{name}={quote(value, safe='-._~')}" for name, value in given)
    return "?" + joined if joined else ""


def check_requirements(given):
    root, violations = table.request(REQUIREMENTS, given)
    return "GET", f"{BASE}/file", "" if violations else query(root), None, table.pairs(violations)


def get_business(given):
    root, violations = table.request(BUSINESS_DATA, given)
    if violations:
        return "GET", None, "", None, table.pairs(violations)
    return "GET", f"{BASE}/business/{root.get('client_id')}", query(root), None, []


def generate_token(given):
    root, violations = table.request(TOKEN, given)
    body = Object([("grant_type", GRANT)])
    if not violations and root.get("valid_time") is not None:
        # Text, also where the minutes came as a number.
        body.append(("valid_time", str(root.get("valid_time"))))
    return "POST", f"{BASE}/token", "", wire.write(body), table.pairs(violations)


def register_business(given):
    return post(REGISTRATION, f"{BASE}/business", given)


def create_business_lite(given):
    return post(LITE, f"{BASE}/business/lite/registration", given)


def post(rows, path, given):
    root, violations = table.request(rows, given)
    body = None if violations else wire.write(table.canonical(rows, root))
    return "POST", path, "", body, table.pairs(violations)
