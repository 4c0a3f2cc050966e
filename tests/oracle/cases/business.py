"""Family register-business, field by field: limits, lists, formats and types."""

from case import DROP
from family import BAD_DIGITS, BAD_EMAILS, fits, missing, too_long
from samples.business import least, registration

B, BRAND, ADDRESS = "business", "business.brands[0]", "business.addresses[0]"
BANK, CONTACT = "business.banks[0]", "business.contacts[0]"
DOCUMENT = f"{CONTACT}.documents[0]"

# path, longest in characters, the character that fills it
LIMITS = [
    (f"{B}.description", 1023, "x"),
    (f"{B}.phone_calling_code", 2, "6"),
    (f"{B}.phone_number", 13, "8"),
    (f"{BRAND}.name", 255, "é"),
    (f"{BRAND}.description", 1023, "😀"),
    (f"{BRAND}.category", 10, "X"),
    (f"{BRAND}.transaction_frequency", 3, "鍵"),
    (f"{BRAND}.transaction_quantity", 255, "X"),
    (f"{ADDRESS}.area", 255, "x"),
    (f"{ADDRESS}.name", 255, "é"),
    (f"{CONTACT}.name", 255, "王"),
]

MANDATORY = [
    f"{B}.type", f"{B}.legal_entity", f"{B}.name", f"{B}.email", f"{B}.phone_calling_code", f"{B}.phone_number",
    f"{B}.brands", f"{B}.addresses", f"{B}.contacts",
    f"{BRAND}.name", f"{BRAND}.description", f"{BRAND}.category",
    f"{ADDRESS}.area", f"{ADDRESS}.country", f"{ADDRESS}.name", f"{ADDRESS}.primary",
    f"{CONTACT}.name",
]

REFUSED = [
    ("type-unknown", f"{B}.type", "INTERNATIONAL", "not_in_list"),
    ("type-lower-case", f"{B}.type", "personal", "not_in_list"),
    ("entity-unknown", f"{B}.legal_entity", "LLC", "not_in_list"),
    ("entity-lower-case", f"{B}.legal_entity", "perseorangan", "not_in_list"),
    ("mismatch-personal-pt", f"{B}.legal_entity", "PT", "mismatch"),
    ("callback-url-without-scheme", f"{B}.callback_url", "webhook.site/example-url", "bad_format"),
    ("callback-url-space", f"{B}.callback_url", "https://webhook.site/example url", "bad_format"),
    ("callback-url-empty", f"{B}.callback_url", "", "bad_format"),
    ("callback-url-true", f"{B}.callback_url", True, "wrong_type"),
    ("email-empty", f"{B}.email", "", "required"),
    ("contact-email-without-at", f"{CONTACT}.email", "owner.example.com", "bad_format"),
    ("calling-code-plus-62", f"{B}.phone_calling_code", "+62", "too_long"),
    ("calling-code-number", f"{B}.phone_calling_code", 62, "wrong_type"),
    ("phone-number", f"{B}.phone_number", 81234567890, "wrong_type"),
    ("contact-calling-code-plus", f"{CONTACT}.phone_calling_code", "+62", "bad_format"),
    ("contact-phone-empty", f"{CONTACT}.phone_number", "", "bad_format"),
    ("address-country-lower-case", f"{ADDRESS}.country", "id", "bad_format"),
    ("address-country-of-three-letters", f"{ADDRESS}.country", "IDN", "bad_format"),
    ("bank-country-by-name", f"{BANK}.country", "Indonesia", "bad_format"),
    ("bank-currency-lower-case", f"{BANK}.currency", "idr", "bad_format"),
    ("bank-currency-of-two-letters", f"{BANK}.currency", "RP", "bad_format"),
    ("bank-id-number", f"{BANK}.bank_id", 4, "wrong_type"),
    ("nationality-lower-case", f"{CONTACT}.nationality", "id", "bad_format"),
    ("address-primary-text", f"{ADDRESS}.primary", "true", "wrong_type"),
    ("address-primary-number", f"{ADDRESS}.primary", 1, "wrong_type"),
    ("address-primary-null", f"{ADDRESS}.primary", None, "required"),
    ("contact-primary-text", f"{CONTACT}.primary", "yes", "wrong_type"),
    ("contact-primary-empty", f"{CONTACT}.primary", "", "wrong_type"),
    ("liveness-text", f"{CONTACT}.owner_liveness", "CNT-0114-1234567890123", "wrong_type"),
    ("form-value-number", f"{DOCUMENT}.forms[0].value", 1234567890123456, "wrong_type"),
    ("business-name-list", f"{B}.name", ["Merchant"], "wrong_type"),
    ("brand-name-null", f"{BRAND}.name", None, "required"),
    ("social-media-account-no-url", f"{BRAND}.social_media[1].accounts[0]", "@merchant", "bad_format"),
    ("social-media-accounts-text", f"{BRAND}.social_media[0].accounts", "https://www.instagram.com/m", "wrong_type"),
    ("invited-user-text", "partner.invited_user", "invited@example.com", "wrong_type"),
    ("invited-user-no-email", "partner.invited_user[0]", "invited", "bad_format"),
    ("partner-list", "partner", ["invited@example.com"], "wrong_type"),
]

TAKEN = [
    ("business-name-of-any-length", f"{B}.name", "é" * 1024),
    ("business-name-with-quotes", f"{B}.name", 'Toko "Ñoño" \\ 王小明 — 😀'),
    ("names-need-not-be-equal", f"{BRAND}.name", "Another Name"),
    ("description-empty", f"{B}.description", ""),
    ("readiness-unknown", f"{B}.website_readiness", "SOMETIMES"),
    ("callback-url-with-port-and-query", f"{B}.callback_url", "http://127.0.0.1:8787/kyb?a=b%20c&d=[e]#f"),
    ("phone-with-leading-zero", f"{B}.phone_number", "0812345678901"),
    ("contact-phone-of-any-length", f"{CONTACT}.phone_number", "8" * 40),
    ("contact-calling-code-of-any-length", f"{CONTACT}.phone_calling_code", "1684"),
    ("address-primary-false", f"{ADDRESS}.primary", False),
    ("bank-swift-code-empty", f"{BANK}.swift_code", ""),
    ("document-code-unknown", f"{DOCUMENT}.code", "SIM"),
]


def short(path):
    """A path as a file name: business.brands[0].name is brands-name."""
    return path.removeprefix("business.").replace("[0]", "").replace(".", "-")


def cases():
    for path, longest, character in LIMITS:
        family = least if path in MANDATORY else registration
        yield family.changed(f"limit-{short(path)}", {path: character * longest}, about=fits(path, longest))
        said = too_long(path, longest)
        yield family.refused(f"too-long-{short(path)}", {path: character * (longest + 1)}, "too_long", about=said)
    for path in MANDATORY:
        yield least.refused(f"missing-{short(path)}", {path: DROP}, "required", about=missing(path))
    for name, path, value, code in REFUSED:
        yield registration.refused(name, {path: value}, code)
    for name, path, value in TAKEN:
        yield registration.changed(name, {path: value})
    for kind, text in BAD_EMAILS.items():
        yield registration.refused(f"email-{kind}", {f"{B}.email": text}, "bad_format")
    for kind, text in BAD_DIGITS.items():
        yield registration.refused(f"calling-code-{kind}", {f"{B}.phone_calling_code": text}, "bad_format")
