"""Families upload-plan, check-upload, place-upload and is-expired: between the requirements and a registration."""

from case import BY_ORACLE, DROP, Case, invalid_request, listed
from cases.against import DEED, NOTHING, PASPOR
from cases.requirements import ANSWER, KTP, LIVENESS, PHOTO
from cases.upload import LINKED, PDF_FILE
from cases.upload import SAMPLE as UPLOAD
from family import compact, put
from samples.business import LEAST, REGISTRATION

ORIGIN = f"DOKU, Check Requirements API, Upload File API and Business Registration API. {BY_ORACLE}"
TOKEN = f"DOKU, Generate Token API: a JWT with times of its own. {BY_ORACLE}"
B, BRAND, CONTACT = "business", "business.brands[0]", "business.contacts[0]"


def cases():
    yield from plans()
    yield from files()
    yield from places()
    yield from misplaced()
    yield from tokens()


def plan(name, expect, requirements):
    return Case(f"upload-plan/{name}", "upload_plan", {"requirements": requirements}, ORIGIN, expect)


def planned(rule, belongs_to, **named):
    return {"belongs_to": belongs_to} | named | {key: value for key, value in rule.items() if key != "code"}


def plans():
    of_sample = [
        planned(PHOTO, "brand", category="PHOTO_PROOF"),
        planned(KTP, "contact", category="DOCUMENT", code="KTP"),
        planned(LIVENESS, "contact", category="OWNER_LIVENESS"),
    ]
    passport, deed = ({"category": "DOCUMENT", "code": rule["code"]} for rule in (PASPOR, DEED))
    bare = {"code": "PHOTO_PROOF"}
    for name, requirements, uploads in [
        ("sample", ANSWER, of_sample),
        ("sample-as-text", compact(ANSWER), of_sample),
        ("nothing-asked", NOTHING, []),
        ("contact-null", put(ANSWER, {f"{B}.contact": None}), of_sample[:1]),
        ("documents-empty", put(ANSWER, {f"{B}.contact.documents": []}), [of_sample[0], of_sample[2]]),
        (
            "photo-of-a-code-alone",
            put(ANSWER, {f"{B}.brand.photo_proof": bare}),
            [
                {"belongs_to": "brand", "category": "PHOTO_PROOF", "code": None, "name": None},
                *of_sample[1:],
            ],
        ),
        (
            "two-documents",
            put(ANSWER, {f"{B}.contact.documents": [PASPOR, KTP]}),
            [
                of_sample[0],
                planned(PASPOR, "contact", **passport),
                *of_sample[1:],
            ],
        ),
        ("of-the-business", put(ANSWER, {f"{B}.documents": [DEED]}), [*of_sample, planned(DEED, "business", **deed)]),
        ("of-the-business-alone", {B: {"documents": [DEED]}}, [planned(DEED, "business", **deed)]),
        (
            "without-code",
            put(ANSWER, {f"{B}.brand.photo_proof.code": DROP, f"{B}.contact.documents[0].code": None}),
            of_sample[2:],
        ),
        ("unknown-keys", put(ANSWER, {"trace": "1", f"{B}.contact.documents[0].tier": 1}), of_sample),
    ]:
        yield plan(name, {"answer": {"uploads": uploads}}, requirements)
    for name, requirements, path, code in broken():
        yield plan(name, invalid_request((path, code)), requirements)


def broken():
    """What is no answer of Check Requirements; it might ask for something."""
    return [
        ("requirements-empty", {}, "requirements.business", "required"),
        ("requirements-list", "[]", "requirements", "wrong_type"),
        (
            "max-size-text",
            put(ANSWER, {f"{B}.brand.photo_proof.max_size": "15"}),
            f"requirements.{B}.brand.photo_proof.max_size",
            "wrong_type",
        ),
    ]


def upload(name, expect, request=UPLOAD, size=1000, requirements=ANSWER):
    given = {"request": request, "size": size, "requirements": requirements}
    return Case(f"check-upload/{name}", "check_upload", given, ORIGIN, expect)


def files():
    liveness = put(UPLOAD, {"category": "OWNER_LIVENESS", "code": DROP})
    pdf = put(liveness, {"file": PDF_FILE})
    kind, content = ("file.content_type", "not_in_list"), ("file.content", "too_long")
    photos = f"{B}.contact.owner_liveness"
    for name, request, size, requirements, *told in [
        ("good", UPLOAD, 1000, ANSWER),
        ("good-as-text", compact(UPLOAD), 1000, ANSWER),
        ("pdf", put(UPLOAD, {"file": PDF_FILE}), 1000, ANSWER),
        ("empty-size", UPLOAD, 0, ANSWER),
        ("as-large-as-fits", UPLOAD, 15_000_000, ANSWER),
        ("one-byte-too-large", UPLOAD, 15_000_001, ANSWER, content),
        ("beyond-32-bits", UPLOAD, 2**32 + 1, ANSWER, content),
        ("type-not-asked-for", pdf, 1000, ANSWER, kind),
        ("type-and-size", pdf, 15_000_001, ANSWER, kind, content),
        ("any-size", liveness, 2**40, put(ANSWER, {f"{photos}.max_size": None})),
        ("any-type", pdf, 1000, put(ANSWER, {f"{photos}.extensions": None})),
        ("no-type", pdf, 1000, put(ANSWER, {f"{photos}.extensions": []})),
        ("extensions-lower-case", liveness, 1000, put(ANSWER, {f"{photos}.extensions": ["jpeg"]})),
        ("extensions-of-one-spelling", liveness, 1000, put(ANSWER, {f"{photos}.extensions": ["JPG"]})),
        ("size-zero-fits", liveness, 0, put(ANSWER, {f"{photos}.max_size": 0})),
        ("size-above-zero", liveness, 1, put(ANSWER, {f"{photos}.max_size": 0}), content),
        ("document-of-another-code", put(UPLOAD, {"code": "PASPOR"}), 1000, ANSWER, ("code", "not_allowed")),
        ("category-not-asked-for", LINKED, 1000, ANSWER, ("category", "not_allowed")),
        ("nothing-asked", UPLOAD, 1000, NOTHING, ("category", "not_allowed")),
        ("url", put(LINKED, {"category": "PHOTO_PROOF"}), 10**9, ANSWER),
        ("of-the-business", put(UPLOAD, {"code": DEED["code"]}), 1000, {B: {"documents": [DEED]}}, kind),
    ]:
        yield upload(name, {"answer": {"violations": listed(told)}}, request, size, requirements)
    yield upload("upload-wrong", invalid_request(("code", "required")), put(UPLOAD, {"code": DROP}))
    yield upload("upload-not-json", invalid_request(("", "bad_format")), "{")
    for name, requirements, path, code in broken():
        yield upload(name, invalid_request((path, code)), requirements=requirements)


def place(name, expect, placement, request=REGISTRATION, **uploaded):
    upload = {"id": "DCM-0142-17", "link": "https://doku.com/17", "category": "DOCUMENT"} | uploaded
    upload = {key: value for key, value in upload.items() if value is not DROP}
    given = {"request": request, "upload": upload, "placement": placement}
    return Case(f"place-upload/{name}", "place_upload", given, ORIGIN, expect)


def places():
    new, forms = {"id": "DCM-0142-17"}, [{"code": "NO_KTP", "value": "1" * 16}]
    document = {"code": "KTP", "category": "DOCUMENT", "id": "DCM-0142-17"}
    known = REGISTRATION[B]["brands"][0]["photo_proofs"]
    two = put(LEAST, {f"{B}.contacts": [{"name": "N"}, {"name": "M"}]})
    for name, category, placement, request, values in [
        ("photo-to-a-brand", "PHOTO_PROOF", {"brand": 0}, LEAST, {f"{BRAND}.photo_proofs": [new]}),
        ("photo-beside-another", "PHOTO_PROOF", {"brand": 0}, REGISTRATION, {f"{BRAND}.photo_proofs": [*known, new]}),
        (
            "photo-null-before",
            "PHOTO_PROOF",
            {"brand": 0},
            put(LEAST, {f"{BRAND}.photo_proofs": None}),
            {f"{BRAND}.photo_proofs": [new]},
        ),
        ("photo-a-second-time", "PHOTO_PROOF", {"brand": 0}, put(LEAST, {f"{BRAND}.photo_proofs": [new]}), {}),
        ("liveness-to-a-contact", "OWNER_LIVENESS", {"contact": 0}, LEAST, {f"{CONTACT}.owner_liveness": new}),
        (
            "liveness-in-place-of-another",
            "OWNER_LIVENESS",
            {"contact": 0},
            REGISTRATION,
            {f"{CONTACT}.owner_liveness": new},
        ),
        (
            "liveness-to-the-second-contact",
            "OWNER_LIVENESS",
            {"contact": 1},
            two,
            {f"{B}.contacts[1].owner_liveness": new},
        ),
        (
            "document-to-a-contact",
            "DOCUMENT",
            {"contact": 0, "code": "KTP"},
            LEAST,
            {f"{CONTACT}.documents": [document]},
        ),
        (
            "document-in-place-of-another",
            "DOCUMENT",
            {"contact": 0, "code": "KTP", "forms": forms},
            REGISTRATION,
            {f"{CONTACT}.documents": [document | {"forms": forms}]},
        ),
        (
            "document-beside-another",
            "DOCUMENT",
            {"contact": 0, "code": "PASPOR"},
            REGISTRATION,
            {
                f"{CONTACT}.documents": [*REGISTRATION[B]["contacts"][0]["documents"], document | {"code": "PASPOR"}],
            },
        ),
        (
            "document-to-the-business",
            "DOCUMENT",
            {"business": True, "code": "NIB"},
            LEAST,
            {f"{B}.documents": [document | {"code": "NIB"}]},
        ),
        (
            "incomplete-registration",
            "OWNER_LIVENESS",
            {"contact": 0},
            {B: {"contacts": [{}]}},
            {f"{CONTACT}.owner_liveness": new},
        ),
    ]:
        yield place(name, {"answer": {"request": put(request, values)}}, placement, request, category=category)
    text = '{"business":{"contacts":[{"name":"Caf\\u00e9"}]}}'
    expect = {"answer": {"request": {B: {"contacts": [{"name": "Café", "owner_liveness": new}]}}}}
    yield place("registration-as-text", expect, {"contact": 0}, text, category="OWNER_LIVENESS")


def misplaced():
    where = ("placement", "mismatch")
    for name, category, placement, *told in [
        ("photo-to-a-contact", "PHOTO_PROOF", {"contact": 0}, where),
        ("liveness-to-a-brand", "OWNER_LIVENESS", {"brand": 0}, where),
        ("document-to-a-brand", "DOCUMENT", {"brand": 0, "code": "KTP"}, where),
        ("logo-to-a-brand", "LOGO", {"brand": 0}, where),
        ("category-of-tomorrow", "SELFIE", {"contact": 0}, where),
        ("brand-beyond-the-end", "PHOTO_PROOF", {"brand": 1}, ("placement", "out_of_range")),
        ("contact-beyond-the-end", "OWNER_LIVENESS", {"contact": 9}, ("placement", "out_of_range")),
        ("brand-below-zero", "PHOTO_PROOF", {"brand": -1}, ("placement.brand", "out_of_range")),
        ("no-place", "PHOTO_PROOF", {}, ("placement.brand", "required")),
        ("two-places", "PHOTO_PROOF", {"brand": 0, "contact": 0}, ("placement.brand", "not_allowed")),
        ("document-without-code", "DOCUMENT", {"contact": 0}, ("placement.code", "required")),
    ]:
        yield place(f"refused-{name}", invalid_request(*told), placement, category=category)
    beyond = invalid_request(("placement", "out_of_range"))
    yield place("refused-no-brands", beyond, {"brand": 0}, {B: {}}, category="PHOTO_PROOF")
    wrong = put(REGISTRATION, {f"{B}.email": "n"})
    expect = invalid_request((f"{B}.email", "bad_format"))
    yield place("refused-registration-wrong", expect, {"contact": 0, "code": "KTP"}, wrong)
    expect = invalid_request(("upload.id", "required"))
    yield place("refused-upload-without-id", expect, {"contact": 0, "code": "KTP"}, id=DROP)


def token(name, expired, **given):
    return Case(f"is-expired/{name}", "is_expired", given, TOKEN, {"answer": {"expired": expired}})


def tokens():
    end = 1_700_000_000
    for name, expired, now, leeway in [
        ("a-second-before", False, end - 1, None),
        ("at-the-time", True, end, None),
        ("after", True, end + 1, None),
        ("leeway-not-reached", False, end - 31, 30),
        ("leeway-reached", True, end - 30, 30),
        ("leeway-below-zero", False, end, -1),
        ("long-before", False, 0, 0),
    ]:
        yield token(name, expired, expires_at=end, now=now, **({} if leeway is None else {"leeway": leeway}))
    yield token("time-not-said", False, now=end)
    yield token("time-null", False, expires_at=None, now=end, leeway=10**9)
