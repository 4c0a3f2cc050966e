"""Family get-business: the path, the optional query, and the longest answer that DOKU shows."""

import json
from pathlib import Path

from case import DROP, FULL, changed, signed, unsigned
from cases.requirements import QUERY
from cases.requirements import SAMPLE as PARAMETERS
from family import BUSINESS, HOST, PARTNER, Family, compact, envelope, lines

BRAND_ID = "BRN-0104-1678960841263"
TARGET = f"{BUSINESS}/{BRAND_ID}"
SAMPLE = {"client_id": BRAND_ID}
# As DOKU prints it, save the query of its three signed URLs.
PRINTED = (Path(__file__).parent.parent / "samples" / "get-business-data.json").read_text(encoding="utf-8")
ANSWER = json.loads(PRINTED)
LEAST = {"id": "BSN-0104-1678960841263"}

origin = "DOKU, Get Business Data API, response sample without the keys of its signed URLs"
data = Family("get-business", "get_business", origin, SAMPLE, TARGET, method="GET")


def cases():
    component = lines("/adv-core-api/partner/v1.0/business/BRN-0104-1678960841263")
    sent = {"prepared": {"method": "GET", "url": HOST + TARGET, "body": None}}
    stages = {"digest": None, "string_to_sign": component}
    yield data.case("sample", expect=sent, prepared=FULL, stages=stages)
    for name, config, host in [
        ("production", {"environment": "production"}, "https://api.doku.com"),
        ("base-url", {"environment": {"base_url": "http://127.0.0.1:8787"}}, "http://127.0.0.1:8787"),
    ]:
        yield data.case(name, expect={"prepared": {"url": host + TARGET}}, config=changed(PARTNER, **config))
    yield from paths()
    yield from queries()
    yield from data.roots()
    yield from data.calls()
    yield from data.answers(compact(ANSWER), ANSWER)
    yield from answers()
    yield from unreadable()


def paths():
    for name, text in [
        ("one-character", "B"), ("punctuation", "a.b_c-9"), ("three-dots", "..."), ("lower-case", "brn-1"),
        ("longer-than-any", "BRN-" + "1" * 200),
    ]:
        expect = {"prepared": {"url": f"{HOST}/adv-core-api/partner/v1.0/business/{text}"}}
        yield data.case(f"client-id-{name}", {"client_id": text}, expect)
    for name, value, code in [
        ("missing", DROP, "required"), ("null", None, "required"), ("empty", "", "required"),
        ("number", 17, "wrong_type"),
        ("slash", "BRN/17", "bad_format"), ("parent", "../token", "bad_format"), ("dot", ".", "bad_format"),
        ("dot-dot", "..", "bad_format"), ("query", "BRN?a=b", "bad_format"), ("hash", "BRN#17", "bad_format"),
        ("percent", "BRN%2F17", "bad_format"), ("space", "BRN 17", "bad_format"),
        ("non-ascii", "BRN-é", "bad_format"), ("newline-after", BRAND_ID + "\n", "bad_format"),
        ("placeholder", "{client-id}", "bad_format"),
    ]:
        yield data.refused(f"client-id-{name}", {"client_id": value}, code)


def queries():
    all_four = SAMPLE | PARAMETERS
    url = {"prepared": {"url": HOST + TARGET + QUERY}}
    line = lines(TARGET)
    yield data.case("query", all_four, url, stages={"string_to_sign": line})
    config = changed(PARTNER, query="signed")
    yield data.case("query-signed", all_four, url, config=config, stages={"string_to_sign": line + QUERY})
    yield data.case("query-signed-without-parameters", config=config, stages={"string_to_sign": line})
    backwards = dict(reversed(all_four.items()))
    yield data.case("query-keys-backwards", backwards, url)
    for name, values, query in [
        ("type-only", {"businessType": "CORPORATE"}, "?businessType=CORPORATE"),
        ("line-only", {"brandBusinessLine": "A&B é"}, "?brandBusinessLine=A%26B%20%C3%A9"),
        ("line-empty", {"brandBusinessLine": ""}, "?brandBusinessLine="),
        ("nationality-only", {"businessContactNationality": "SG"}, "?businessContactNationality=SG"),
        (
            "first-and-last",
            {"businessContactNationality": "ID", "businessType": "PERSONAL"},
            "?businessType=PERSONAL&businessContactNationality=ID",
        ),
        ("all-null", dict.fromkeys(PARAMETERS), ""),
    ]:
        yield data.case(f"query-{name}", SAMPLE | values, {"prepared": {"url": HOST + TARGET + query}})
    for name, values, path, code in [
        ("type-empty", {"businessType": ""}, "businessType", "not_in_list"),
        ("type-lower-case", {"businessType": "personal"}, "businessType", "not_in_list"),
        ("entity-unknown", {"businessLegalEntity": "LLC"}, "businessLegalEntity", "not_in_list"),
        ("nationality-empty", {"businessContactNationality": ""}, "businessContactNationality", "bad_format"),
        ("nationality-lower-case", {"businessContactNationality": "id"}, "businessContactNationality", "bad_format"),
        ("line-number", {"brandBusinessLine": 1}, "brandBusinessLine", "wrong_type"),
        (
            "mismatch", {"businessType": "PERSONAL", "businessLegalEntity": "CV"}, "businessLegalEntity", "mismatch",
        ),
        ("unknown-key", {"Client-Id": BRAND_ID}, "Client-Id", "unknown_field"),
    ]:
        yield data.refused_text(f"query-{name}", SAMPLE | values, (path, code))
    twice = compact(SAMPLE)[:-1] + ',"client_id":"BRN-1"}'
    yield data.refused_text("key-twice", twice, ("client_id", "not_allowed"))
    wrong = {"x": 1, "businessContactNationality": "Id", "businessType": 1, "client_id": "a/b"}
    yield data.refused_text(
        "several-at-once", wrong, ("client_id", "bad_format"), ("businessType", "wrong_type"),
        ("businessContactNationality", "bad_format"), ("x", "unknown_field"),
    )


def answers():
    yield data.answered("answer-as-printed", PRINTED, ANSWER)
    yield data.answered("answer-only-an-id", compact(LEAST), LEAST)
    raw = compact(LEAST)
    yield data.case("answer-raw", expect=envelope("absent", LEAST, raw=raw), response=unsigned(200, raw))
    config = changed(PARTNER, query="signed")
    whole = signed(200, raw, target=TARGET + QUERY, config=PARTNER, digest=False)
    good = envelope("headers_only", LEAST)
    yield data.case("answer-query-signed", SAMPLE | PARAMETERS, good, whole, config=config)
    for name, more in [
        ("unknown-keys", {"tier": {"a": [1, None]}, "documents": [{"note": "x"}]}),
        ("statuses-unknown", {"status": "SUSPENDED", "brands": [{"finance_status": "X", "status": "rejected"}]}),
        ("nulls", {"brands": None, "name": None, "step_number": None, "legal_entity": None}),
        ("audit-logs-of-any-kind", {"brands": [{"audit_logs": [1, "x", {"a": None}, []]}]}),
        ("empty-lists", {"brands": [], "contacts": [], "addresses": [], "documents": [], "banks": []}),
        ("maximum-text", {"brands": [{"minimum_transaction": "0", "maximum_transaction": "100.00"}]}),
        ("longer-than-the-table", {"name": "x" * 300, "email": "x" * 400}),
    ]:
        yield data.answered(f"answer-{name}", compact(LEAST | more), LEAST | more)
    for name, token, wanted in [
        (
            "maximum-beyond-a-double",
            '{"maximum_transaction":9007199254740993}',
            {"maximum_transaction": "9007199254740993"},
        ),
        ("number-for-text", '{"category":17,"shared_key":1.50}', {"category": "17", "shared_key": "1.50"}),
    ]:
        text = f'{{"id":"BSN-1","brands":[{token}]}}'
        yield data.answered(f"answer-{name}", text, {"id": "BSN-1", "brands": [wanted]})
    number = "2340220322154948265107180133830000142742"
    yield data.answered("answer-id-number", f'{{"id":{number}}}', {"id": number})


def unreadable():
    for name, text in [
        ("missing", "{}"), ("null", '{"id":null}'), ("empty", '{"id":""}'), ("wrapped", '{"business":{"id":"x"}}'),
    ]:
        yield data.unreadable(f"answer-id-{name}", text, ("id", "required"))
    yield data.unreadable("answer-wrong-id", '{"id":true}', ("id", "wrong_type"))
    # name, what came, what is read of it, the path of the rest
    for name, more, body, path in [
        ("readiness", {"website_readiness": "HAVE"}, {"website_readiness": None}, "website_readiness"),
        (
            "entity-code", {"legal_entity": {"code": False, "name": "CV"}},
            {"legal_entity": {"code": None, "name": "CV"}}, "legal_entity.code",
        ),
        ("brands", {"brands": {}}, {"brands": None}, "brands"),
        ("brand", {"brands": [{"id": "A"}, "BRN", {"id": "B"}]}, {"brands": [{"id": "A"}, {"id": "B"}]}, "brands[1]"),
        ("shared-key", {"brands": [{"shared_key": {}}]}, {"brands": [{"shared_key": None}]}, "brands[0].shared_key"),
        (
            "minimum", {"brands": [{"minimum_transaction": True}]}, {"brands": [{"minimum_transaction": None}]},
            "brands[0].minimum_transaction",
        ),
        (
            "authorized", {"brands": [{"authorized": "true"}]}, {"brands": [{"authorized": None}]},
            "brands[0].authorized",
        ),
        ("audit-logs", {"brands": [{"audit_logs": {}}]}, {"brands": [{"audit_logs": None}]}, "brands[0].audit_logs"),
        (
            "rejected", {"brands": [{"products": [{}, {"rejected": 0}]}]},
            {"brands": [{"products": [{}, {"rejected": None}]}]}, "brands[0].products[1].rejected",
        ),
        ("area", {"addresses": [{"area": "17133"}]}, {"addresses": [{"area": None}]}, "addresses[0].area"),
        (
            "form-value", {"documents": [{"forms": [{"value": []}]}]}, {"documents": [{"forms": [{"value": None}]}]},
            "documents[0].forms[0].value",
        ),
        ("bank-documents", {"banks": [{"documents": "x"}]}, {"banks": [{"documents": None}]}, "banks[0].documents"),
        ("step", {"step_number": "10"}, {"step_number": None}, "step_number"),
    ]:
        yield data.deviating(f"answer-wrong-{name}", compact(LEAST | more), LEAST | body, (path, "wrong_type"))
    text = '{"id":"BSN-1","step_number":%s}'
    body = {"id": "BSN-1", "step_number": None}
    yield data.deviating("answer-step-fraction", text % "10.5", body, ("step_number", "wrong_type"))
    yield data.answered("answer-step-exponent", text % "1e1", body | {"step_number": 10})
    wrong = {
        "notified": 1, "banks": [{"country": "ID"}], "contacts": "x", "brands": [{"id": {}}], "name": True, "id": "",
    }
    yield data.unreadable("answer-several-at-once", compact(wrong), ("id", "required"))
    gone = {"notified": None, "banks": [{"country": None}], "contacts": None, "brands": [{"id": None}], "name": None}
    yield data.deviating(
        "answer-several-deviations", compact(wrong | LEAST), LEAST | gone,
        ("name", "wrong_type"), ("brands[0].id", "wrong_type"), ("contacts", "wrong_type"),
        ("banks[0].country", "wrong_type"), ("notified", "wrong_type"),
    )
