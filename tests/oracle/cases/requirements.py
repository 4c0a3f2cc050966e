"""Family check-requirements, and what configuration says of its query."""

from case import DROP, FULL, changed, error, signed
from family import FILE, HOST, PARTNER, Family, compact, envelope, lines, missing, put

SAMPLE = {
    "businessType": "PERSONAL",
    "businessLegalEntity": "PERSEORANGAN",
    "brandBusinessLine": "RETAIL",
    "businessContactNationality": "ID",
}
QUERY = (
    "?businessType=PERSONAL&businessLegalEntity=PERSEORANGAN&brandBusinessLine=RETAIL&businessContactNationality=ID"
)
CORPORATE = (
    "PT", "CV", "UD", "KOPERASI", "FIRMA", "PP", "BUMN", "PTN_BH", "YAYASAN", "PERKUMPULAN_BERBADAN_HUKUM", "BLU",
)
# DOKU's sample answer, as once pasted on the page Get Business Data.
PHOTO = {"code": "PHOTO_PROOF", "name": "Brand Photo Proof", "extensions": ["PNG", "JPG", "JPEG"], "max_size": 15}
LIVENESS = {"code": "OWNER_LIVENESS", "name": "Owner Liveness", "extensions": ["PNG", "JPG", "JPEG"], "max_size": 15}
NIK = {
    "code": "NO_KTP", "name": "No. KTP (NIK)", "min_size": 16, "max_size": 16,
    "alpha": False, "numeric": True, "alpha_numeric": False, "caption": "Masukkan 16 digit nomor KTP Anda (NIK)",
}
KTP = {
    "code": "KTP", "name": "Kartu Tanda Penduduk", "extensions": ["PDF", "JPG", "JPEG", "PNG"], "max_size": 15,
    "form": [NIK],
}
ANSWER = {"business": {"brand": {"photo_proof": PHOTO}, "contact": {"documents": [KTP], "owner_liveness": LIVENESS}}}
TEXT = compact(ANSWER)

requirements = Family(
    "check-requirements", "check_requirements", "DOKU, Check Requirements API", SAMPLE, FILE, method="GET"
)

# brandBusinessLine, and the same percent-encoded.
ENCODED = {
    "ampersand-and-equals": ("FOOD&DRINK=YES", "FOOD%26DRINK%3DYES"),
    "space": ("ONLINE STORE", "ONLINE%20STORE"),
    "plus": ("A+B", "A%2BB"),
    "percent": ("100%20", "100%2520"),
    "question-mark-and-hash": ("A?B#C", "A%3FB%23C"),
    "unreserved": ("aZ09-._~", "aZ09-._~"),
    "other-reserved": ("!$'()*,;:@[]", "%21%24%27%28%29%2A%2C%3B%3A%40%5B%5D"),
    "e-acute": ("CAFÉ", "CAF%C3%89"),
    "emoji": ("😀", "%F0%9F%98%80"),
    "newline-and-tab": ("A\n\tB", "A%0A%09B"),
}


def cases():
    sent = {"prepared": {"method": "GET", "url": f"https://api-uat.doku.com{FILE}{QUERY}", "body": None}}
    stages = {"digest": None, "string_to_sign": lines("/adv-core-api/partner/v1.0/file")}
    yield requirements.case("sample", expect=sent, stages=stages, prepared=FULL)
    backwards = dict(reversed(SAMPLE.items()))
    yield requirements.case("keys-backwards", backwards, expect=sent)
    without = {"prepared": {"headers": {"Content-Type": None}}}
    yield requirements.case("without-content-type", expect=without)
    for name, config, host in [
        ("production", {"environment": "production"}, "https://api.doku.com"),
        ("base-url", {"environment": {"base_url": "http://127.0.0.1:8787"}}, "http://127.0.0.1:8787"),
    ]:
        expect = {"prepared": {"url": host + FILE + QUERY}}
        yield requirements.case(name, expect=expect, config=changed(PARTNER, **config))
    yield from values()
    yield from requirements.roots()
    yield from requirements.calls()
    yield from queries()
    yield from requirements.answers(TEXT, ANSWER)
    yield from answers()


def values():
    for entity in CORPORATE:
        request = changed(SAMPLE, businessType="CORPORATE", businessLegalEntity=entity, brandBusinessLine="MINING")
        url = f"{HOST}{FILE}?businessType=CORPORATE&businessLegalEntity={entity}&brandBusinessLine=MINING"
        expect = {"prepared": {"url": url + "&businessContactNationality=ID"}}
        yield requirements.case(f"entity-{entity.lower()}", request, expect)
    for name, (text, encoded) in ENCODED.items():
        expect = {"prepared": {"url": HOST + FILE + QUERY.replace("RETAIL", encoded)}}
        yield requirements.case(f"encoded-{name}", changed(SAMPLE, brandBusinessLine=text), expect)
    for name, values, code in [
        ("mismatch-personal-pt", {"businessLegalEntity": "PT"}, "mismatch"),
        ("entity-unknown", {"businessLegalEntity": "LLC"}, "not_in_list"),
        ("entity-lower-case", {"businessLegalEntity": "perseorangan"}, "not_in_list"),
        ("entity-with-dash", {"businessLegalEntity": "PTN-BH"}, "not_in_list"),
        ("type-unknown", {"businessType": "INTERNATIONAL"}, "not_in_list"),
        ("type-lower-case", {"businessType": "personal"}, "not_in_list"),
        ("type-number", {"businessType": 1}, "wrong_type"),
        ("line-list", {"brandBusinessLine": ["RETAIL"]}, "wrong_type"),
        ("nationality-lower-case", {"businessContactNationality": "id"}, "bad_format"),
        ("nationality-of-three-letters", {"businessContactNationality": "IDN"}, "bad_format"),
        ("nationality-non-ascii", {"businessContactNationality": "ÏD"}, "bad_format"),
        ("nationality-true", {"businessContactNationality": True}, "wrong_type"),
        ("unknown-key", {"business_type": "PERSONAL"}, "unknown_field"),
    ]:
        yield requirements.refused(name, values, code)
    other = changed(SAMPLE, businessType="CORPORATE")
    yield requirements.refused_text("mismatch-corporate-perseorangan", other, ("businessLegalEntity", "mismatch"))
    for name in SAMPLE:
        yield requirements.refused(f"missing-{name}", {name: DROP}, "required", about=missing(name))
    for kind, value in (("null", None), ("empty", ""), ("empty-list", [])):
        yield requirements.refused(f"all-{kind}", dict.fromkeys(SAMPLE, value), *["required"] * 4)
    twice = compact(SAMPLE)[:-1] + ',"businessType":"PERSONAL"}'
    yield requirements.refused_text("key-twice", twice, ("businessType", "not_allowed"))
    wrong = {"c": 1, "businessContactNationality": "", "brandBusinessLine": 7, "businessType": "X", "b": 2}
    yield requirements.refused_text(
        "several-at-once", wrong,
        ("businessType", "not_in_list"), ("businessLegalEntity", "required"), ("brandBusinessLine", "wrong_type"),
        ("businessContactNationality", "required"), ("c", "unknown_field"), ("b", "unknown_field"),
    )


def queries():
    """Whether the query is part of what is signed: DOKU's pages do not say."""
    config = changed(PARTNER, query="signed")
    with_query = {"prepared": {"url": HOST + FILE + QUERY}}
    line = {"string_to_sign": lines(FILE + QUERY)}
    yield requirements.case("query-signed", expect=with_query, config=config, stages=line, prepared=FULL)
    said = changed(PARTNER, query="unsigned")
    line = {"string_to_sign": lines(FILE)}
    yield requirements.case("query-unsigned", expect=with_query, config=said, stages=line)
    encoded = changed(SAMPLE, brandBusinessLine="CAFÉ & CO")
    target = FILE + QUERY.replace("RETAIL", "CAF%C3%89%20%26%20CO")
    line = {"string_to_sign": lines(target)}
    yield requirements.case("query-signed-as-encoded", encoded, config=config, stages=line)
    path = requirements.signed(200, TEXT)
    whole = signed(200, TEXT, target=FILE + QUERY, config=PARTNER, digest=False)
    mismatch = error("signature_mismatch", http_status=200)
    good = envelope("headers_only", ANSWER)
    yield requirements.case("query-signed-answer", expect=good, response=whole, config=config)
    yield requirements.case("query-signed-answer-to-the-path", expect=mismatch, response=path, config=config)
    yield requirements.case("query-unsigned-answer-to-the-query", expect=mismatch, response=whole)
    digested = signed(200, TEXT, target=FILE, config=PARTNER)
    yield requirements.case("answer-signed-with-digest", expect=envelope("verified", ANSWER), response=digested)
    for name, mode in [("upper-case", "SIGNED"), ("word", "yes"), ("empty", "")]:
        expect = error("invalid_config", [("query", "not_in_list")])
        yield requirements.case(f"query-mode-{name}", expect=expect, config=changed(PARTNER, query=mode))
    bad = changed(PARTNER, query="both", environment="uat", client_id="", secret_key="")
    order = [("environment", "not_in_list"), ("client_id", "required"), ("secret_key", "required")]
    yield requirements.case(
        "query-mode-last-of-all", expect=error("invalid_config", [*order, ("query", "not_in_list")]), config=bad
    )


def answers():
    rule = "business.brand.photo_proof"
    form = "business.contact.documents[0].form[0]"
    for name, values, body in [
        ("corporate-documents", {"business.documents": [KTP]}, {"business": {"documents": [KTP]}}),
        ("unknown-keys", {"trace": "1", "business.tier": {"a": [None]}}, {"trace": "1", "business": {"tier": {}}}),
        ("number-for-text", {f"{rule}.code": 17}, {"business": {"brand": {"photo_proof": {"code": "17"}}}}),
        ("max-size-zero", {f"{rule}.max_size": 0}, {"business": {"brand": {"photo_proof": {"max_size": 0}}}}),
        ("documents-empty", {"business.contact.documents": []}, {"business": {"contact": {"documents": []}}}),
        ("brand-null", {"business.brand": None}, {"business": {"brand": None}}),
    ]:
        yield requirements.answered(f"answer-{name}", compact(put(ANSWER, values)), body)
    yield requirements.answered("answer-business-empty-object", '{"business":{}}', {"business": {}})
    for name, values, *violations in [
        ("business-missing", {"business": DROP}, ("business", "required")),
        ("business-text", {"business": "PERSONAL"}, ("business", "wrong_type")),
    ]:
        yield requirements.unreadable(f"answer-{name}", compact(put(ANSWER, values)), *violations)
    for name, values, without, *deviations in [
        ("brand-list", {"business.brand": []}, {"business.brand": DROP}, ("business.brand", "wrong_type")),
        ("max-size-text", {f"{rule}.max_size": "15"}, {f"{rule}.max_size": None}, (f"{rule}.max_size", "wrong_type")),
        (
            "max-size-fraction", {f"{rule}.max_size": 1.5}, {f"{rule}.max_size": None},
            (f"{rule}.max_size", "wrong_type"),
        ),
        (
            "max-size-beyond-64-bits", {f"{rule}.max_size": 2**64}, {f"{rule}.max_size": None},
            (f"{rule}.max_size", "out_of_range"),
        ),
        (
            "extensions-text", {f"{rule}.extensions": "PNG"}, {f"{rule}.extensions": None},
            (f"{rule}.extensions", "wrong_type"),
        ),
        (
            "extension-object", {f"{rule}.extensions": ["PNG", {}, "JPG"]}, {f"{rule}.extensions": ["PNG", "JPG"]},
            (f"{rule}.extensions[1]", "wrong_type"),
        ),
        ("numeric-text", {f"{form}.numeric": "true"}, {f"{form}.numeric": None}, (f"{form}.numeric", "wrong_type")),
        (
            "several-at-once",
            {f"{form}.min_size": True, f"{form}.alpha": 1, f"{rule}.name": []},
            {f"{form}.min_size": None, f"{form}.alpha": None, f"{rule}.name": None},
            (f"{rule}.name", "wrong_type"), (f"{form}.min_size", "wrong_type"), (f"{form}.alpha", "wrong_type"),
        ),
    ]:
        text = compact(put(ANSWER, values))
        yield requirements.deviating(f"answer-{name}", text, put(ANSWER, without), *deviations)
