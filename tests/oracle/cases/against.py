"""Family check-against-requirements: what a registration lacks, before anything is sent."""

from case import BY_ORACLE, DROP, Case, invalid_request
from cases.requirements import ANSWER, KTP, LIVENESS, NIK, PHOTO
from family import PARTNER, put
from samples.business import LEAST, REGISTRATION

ORIGIN = f"DOKU, Check Requirements API and Business Registration API, samples. {BY_ORACLE}"
BRAND, CONTACT = "business.brands[0]", "business.contacts[0]"
DOCUMENT = f"{CONTACT}.documents[0]"
VALUE = f"{DOCUMENT}.forms[0].value"
NOTHING = {"business": {}}
PASPOR = {"code": "PASPOR", "name": "Paspor", "extensions": ["JPG"], "max_size": 15, "form": []}
DEED_RULE = {
    "code": "NO_AKTA", "name": "No. Akta", "min_size": 2, "max_size": 5,
    "alpha": False, "numeric": False, "alpha_numeric": True, "caption": "Nomor akta",
}
DEED = {"code": "AKTA_PENDIRIAN_PERUSAHAAN", "name": "Akta", "extensions": ["PDF"], "max_size": 15, "form": [DEED_RULE]}


def case(name, expect, request=REGISTRATION, requirements=ANSWER):
    given = {"config": PARTNER, "request": request, "requirements": requirements}
    return Case(f"check-against-requirements/{name}", "check_against_requirements", given, ORIGIN, expect)


def found(name, *violations, request=REGISTRATION, requirements=ANSWER):
    listed = [{"path": path, "code": code} for path, code in violations]
    return case(name, {"answer": {"violations": listed}}, request, requirements)


def cases():
    yield found("sample")
    yield found("nothing-asked", request=LEAST, requirements=NOTHING)
    yield found(
        "least-against-the-sample",
        (f"{BRAND}.photo_proofs", "required"),
        (f"{CONTACT}.documents", "required"),
        (f"{CONTACT}.owner_liveness", "required"),
        request=LEAST,
    )
    yield from lacking()
    yield from forms()
    yield from classes()
    yield from corporate()
    yield from requirements()
    yield from together()
    yield from refused()


def lacking():
    proofs, liveness = f"{BRAND}.photo_proofs", f"{CONTACT}.owner_liveness"
    documents = f"{CONTACT}.documents"
    for name, values, *violations in [
        ("proofs-missing", {proofs: DROP}, (proofs, "required")),
        ("proofs-empty", {proofs: []}, (proofs, "required")),
        ("proof-without-id", {proofs: [{"id": "DCM-17"}, {}]}, (f"{proofs}[1].id", "required")),
        ("proof-id-empty", {f"{proofs}[0].id": ""}, (f"{proofs}[0].id", "required")),
        ("liveness-missing", {liveness: DROP}, (liveness, "required")),
        ("liveness-without-id", {liveness: {}}, (f"{liveness}.id", "required")),
        ("liveness-id-empty", {f"{liveness}.id": ""}, (f"{liveness}.id", "required")),
        ("documents-missing", {documents: DROP}, (documents, "required")),
        ("documents-empty", {documents: []}, (documents, "required")),
        ("document-of-another-code", {f"{DOCUMENT}.code": "PASPOR"}, (documents, "required")),
        ("document-of-lower-case-code", {f"{DOCUMENT}.code": "ktp"}, (documents, "required")),
        ("document-without-code", {f"{DOCUMENT}.code": DROP}, (documents, "required")),
        ("document-without-id", {f"{DOCUMENT}.id": DROP}, (f"{DOCUMENT}.id", "required")),
        ("document-without-category", {f"{DOCUMENT}.category": DROP}),
        ("document-not-asked-for", {documents: [*REGISTRATION["business"]["contacts"][0]["documents"], {}]}),
    ]:
        yield found(name, *violations, request=put(REGISTRATION, values))
    second = REGISTRATION["business"]["contacts"] + [{"name": "Jane Doe"}]
    yield found(
        "second-contact",
        ("business.contacts[1].documents", "required"), ("business.contacts[1].owner_liveness", "required"),
        request=put(REGISTRATION, {"business.contacts": second}),
    )
    brands = REGISTRATION["business"]["brands"] + LEAST["business"]["brands"]
    request = put(REGISTRATION, {"business.brands": brands})
    yield found("second-brand", ("business.brands[1].photo_proofs", "required"), request=request)
    two = put(ANSWER, {"business.contact.documents": [KTP, PASPOR]})
    yield found("two-documents-asked-one-given", (documents, "required"), requirements=two)
    yield found(
        "two-documents-asked-none-given", (documents, "required"),
        request=put(REGISTRATION, {documents: []}), requirements=two,
    )
    both = REGISTRATION["business"]["contacts"][0]["documents"]
    request = put(REGISTRATION, {documents: [*both, {"code": "PASPOR"}]})
    yield found(
        "two-documents-asked-the-second-without-id", (f"{documents}[1].id", "required"),
        request=request, requirements=two,
    )
    twice = put(REGISTRATION, {documents: [*both, {"code": "KTP", "id": "DCM-17", "forms": []}]})
    yield found("document-twice-the-second-wrong", (f"{documents}[1].forms", "required"), request=twice)


def forms():
    entries = f"{DOCUMENT}.forms"
    for name, values, *violations in [
        ("forms-missing", {entries: DROP}, (entries, "required")),
        ("forms-empty", {entries: []}, (entries, "required")),
        ("form-of-another-code", {f"{entries}[0].code": "NO_PASPOR"}, (entries, "required")),
        ("form-without-value", {VALUE: DROP}, (VALUE, "required")),
        ("form-value-empty", {VALUE: ""}, (VALUE, "required")),
        ("form-value-of-15", {VALUE: "1" * 15}, (VALUE, "too_short")),
        ("form-value-of-17", {VALUE: "1" * 17}, (VALUE, "too_long")),
        ("form-value-letter", {VALUE: "123456789012345O"}, (VALUE, "bad_format")),
        ("form-value-space", {VALUE: "12345678 0123456"}, (VALUE, "bad_format")),
        ("form-value-fullwidth", {VALUE: "１" * 16}, (VALUE, "bad_format")),
        ("form-value-short-and-no-number", {VALUE: "abc"}, (VALUE, "too_short")),
        (
            "form-twice-the-second-wrong",
            {entries: [{"code": "NO_KTP", "value": "1" * 16}, {"code": "NO_KTP", "value": "1"}]},
            (f"{entries}[1].value", "too_short"),
        ),
        (
            "form-beside-one-not-asked-for",
            {entries: [{"code": "OTHER"}, {"code": "NO_KTP", "value": "1" * 16}]},
        ),
    ]:
        yield found(name, *violations, request=put(REGISTRATION, values))
    rules = "business.contact.documents[0].form"
    name_rule = NIK | {"code": "NAMA", "min_size": 1, "max_size": 100, "alpha": True, "numeric": False}
    two = put(ANSWER, {rules: [NIK, name_rule]})
    yield found("two-forms-asked-one-given", (entries, "required"), requirements=two)
    yield found("no-form-asked", request=put(REGISTRATION, {VALUE: ""}), requirements=put(ANSWER, {rules: []}))
    formless = put(ANSWER, {rules: DROP})
    yield found("form-missing-in-the-rule", request=put(REGISTRATION, {VALUE: ""}), requirements=formless)
    uncoded = put(ANSWER, {f"{rules}[0].code": DROP})
    yield found("form-rule-without-code", request=put(REGISTRATION, {VALUE: "x"}), requirements=uncoded)
    for name, values, value, *codes in [
        ("without-min-size", {"min_size": DROP}, "1"),
        ("without-max-size", {"max_size": DROP}, "1" * 400),
        ("max-size-counts-characters", {"max_size": 2, "min_size": 2, "numeric": False}, "é😀"),
        ("max-size-exceeded-in-characters", {"max_size": 2, "min_size": 2, "numeric": False}, "é😀é", "too_long"),
        ("min-size-not-reached-in-characters", {"max_size": 9, "min_size": 3, "numeric": False}, "é😀", "too_short"),
    ]:
        rule = put(ANSWER, {f"{rules}[0].{key}": changed for key, changed in values.items()})
        request = put(REGISTRATION, {VALUE: value})
        yield found(f"rule-{name}", *((VALUE, code) for code in codes), request=request, requirements=rule)


def classes():
    """Character classes: the union of the flags that are true."""
    rule = "business.contact.documents[0].form[0]"
    sizes = {f"{rule}.min_size": 1, f"{rule}.max_size": 20}
    for name, true, value, good in [
        ("alpha-letters", ["alpha"], "abcXYZ", True),
        ("alpha-non-ascii-letters", ["alpha"], "éÑ王ш", True),
        ("alpha-digit", ["alpha"], "abc1", False),
        ("alpha-space", ["alpha"], "John Doe", False),
        ("numeric-digits", ["numeric"], "0123456789", True),
        ("numeric-arabic-digits", ["numeric"], "١٢٣", False),
        ("numeric-dash", ["numeric"], "12-3", False),
        ("alpha-numeric-both", ["alpha_numeric"], "Ab12é", True),
        ("alpha-numeric-dash", ["alpha_numeric"], "AB-12", False),
        ("alpha-and-numeric", ["alpha", "numeric"], "Ab12", True),
        ("all-three-underscore", ["alpha", "numeric", "alpha_numeric"], "A_1", False),
        ("none-true", [], "a-1 😀/", True),
    ]:
        flags = {f"{rule}.{flag}": flag in true for flag in ("alpha", "numeric", "alpha_numeric")}
        request, violations = put(REGISTRATION, {VALUE: value}), [] if good else [(VALUE, "bad_format")]
        yield found(f"class-{name}", *violations, request=request, requirements=put(ANSWER, sizes | flags))
    absent = put(ANSWER, sizes | {f"{rule}.{flag}": DROP for flag in ("alpha", "numeric", "alpha_numeric")})
    yield found("class-flags-missing", request=put(REGISTRATION, {VALUE: "a-1"}), requirements=absent)


def corporate():
    """Documents of the business itself; inferred, DOKU shows no such sample."""
    needs = {"business": {"documents": [DEED]}}
    path = "business.documents"
    yield found("business-documents-missing", (path, "required"), request=LEAST, requirements=needs)
    good = {"code": "AKTA_PENDIRIAN_PERUSAHAAN", "id": "DCM-17", "forms": [{"code": "NO_AKTA", "value": "A17"}]}
    for name, document, *violations in [
        ("good", good),
        ("without-id", put(good, {"id": DROP}), (f"{path}[0].id", "required")),
        ("value-dash", put(good, {"forms[0].value": "A-1"}), (f"{path}[0].forms[0].value", "bad_format")),
        ("of-another-code", put(good, {"code": "NIB"}), (path, "required")),
    ]:
        request = put(LEAST, {path: [document]})
        yield found(f"business-document-{name}", *violations, request=request, requirements=needs)
    # A document of a contact is none of the business.
    elsewhere = put(LEAST, {f"{CONTACT}.documents": [good]})
    yield found("business-document-in-a-contact", (path, "required"), request=elsewhere, requirements=needs)


def requirements():
    """Parts of the answer, and answers that nobody can read."""
    for name, business, *violations in [
        ("only-photo", {"brand": {"photo_proof": PHOTO}}, (f"{BRAND}.photo_proofs", "required")),
        ("only-liveness", {"contact": {"owner_liveness": LIVENESS}}, (f"{CONTACT}.owner_liveness", "required")),
        ("photo-null", {"brand": {"photo_proof": None}}),
        ("brand-null", {"brand": None, "contact": None, "documents": None}),
        ("documents-empty", {"contact": {"documents": []}, "documents": []}),
        ("document-without-code", {"contact": {"documents": [{"name": "KTP"}]}}),
        ("unknown-keys", {"contact": {"selfie": {"code": "X"}}, "tier": 1}),
    ]:
        yield found(f"asked-{name}", *violations, request=LEAST, requirements={"business": business})
    photo = "business.brand.photo_proof"
    for name, needs, path, code in [
        ("list", [], "requirements", "wrong_type"),
        ("empty-object", {}, "requirements.business", "required"),
        ("business-list", {"business": [1]}, "requirements.business", "wrong_type"),
        ("photo-text", put(ANSWER, {photo: "PHOTO"}), f"requirements.{photo}", "wrong_type"),
        (
            "form-size-text",
            put(ANSWER, {"business.contact.documents[0].form[0].min_size": "16"}),
            "requirements.business.contact.documents[0].form[0].min_size",
            "wrong_type",
        ),
    ]:
        yield case(f"unreadable-{name}", invalid_request((path, code)), requirements=needs)


def together():
    """The registration's own violations and the requirements', in the order of the registration."""
    request = put(
        REGISTRATION,
        {
            "business.email": "x",
            "business.extra": 1,
            f"{BRAND}.description": "",
            f"{BRAND}.photo_proofs": [{"id": ""}, None, {"id": 5}],
            f"{DOCUMENT}.id": None,
            VALUE: "x",
            f"{CONTACT}.name": DROP,
            f"{CONTACT}.owner_liveness": DROP,
            "partner.invited_user[0]": "x",
        },
    )
    yield found(
        "several-at-once",
        ("business.email", "bad_format"),
        (f"{BRAND}.description", "required"),
        (f"{BRAND}.photo_proofs[0].id", "required"),
        (f"{BRAND}.photo_proofs[1]", "required"),
        (f"{BRAND}.photo_proofs[2].id", "wrong_type"),
        (f"{DOCUMENT}.id", "required"),
        (VALUE, "too_short"),
        (f"{CONTACT}.name", "required"),
        (f"{CONTACT}.owner_liveness", "required"),
        ("business.extra", "unknown_field"),
        ("partner.invited_user[0]", "bad_format"),
        request=request,
    )
    for name, path, value, code in [
        ("own-mismatch", "business.legal_entity", "PT", "mismatch"),
        ("contacts-missing", "business.contacts", DROP, "required"),
        ("business-missing", "business", DROP, "required"),
        ("contact-of-another-type", CONTACT, "John Doe", "wrong_type"),
        ("value-of-another-type", VALUE, 1234567890123456, "wrong_type"),
        ("unknown-key", f"{CONTACT}.selfie", "DCM-17", "unknown_field"),
    ]:
        yield found(name, (path, code), request=put(REGISTRATION, {path: value}))
    crowd = [{"name": f"C{number}"} for number in range(11)]
    lacks = [(f"business.contacts[{number}].owner_liveness", "required") for number in range(11)]
    yield found(
        "eleven-contacts-in-number-order", *lacks,
        request=put(LEAST, {"business.contacts": crowd}),
        requirements={"business": {"contact": {"owner_liveness": LIVENESS}}},
    )


def refused():
    for name, request, code in [
        ("not-json", "{", "bad_format"), ("list", "[]", "wrong_type"), ("null", "null", "wrong_type"),
    ]:
        yield case(f"registration-{name}", invalid_request(("", code)), request=request)
