"""Family register-business: answers, which DOKU does not show. Whatever comes is handed on."""

import base64

from case import unsigned
from family import compact, envelope
from samples.business import least

# Invented: the nearest documented relative is the answer of Create Business Lite.
WRAPPED = {"business": {"id": "BSN-0103-17", "status": "UPDATING", "brands": [{"id": "BRN-0103-17"}]}}
BARE = WRAPPED["business"]


def cases():
    yield from least.answers(compact(WRAPPED), WRAPPED, unreadable=False)
    yield least.answered("answer-bare", compact(BARE), BARE | {"business": BARE})
    bare = BARE | {"business": BARE}
    yield least.answered("answer-bare-replay", compact(BARE), bare, 409)
    for name, text, body in [
        ("empty-object", "{}", {"business": {}}),
        ("business-null", '{"business":null,"id":"BSN-0103-17"}', {"id": "BSN-0103-17", "business": {"id": "BSN-0103-17"}}),
        ("types-of-any-kind", '{"id":17,"brands":true}', {"id": 17, "business": {"id": "17", "brands": True}}),
        ("wrapped-id-as-number", '{"business":{"id":17}}', {"business": {"id": "17"}}),
        ("bare-id-of-40-digits", '{"id":2340220322154948265107180133830000142742}', {"business": {"id": "2340220322154948265107180133830000142742"}}),
        ("non-ascii", '{"business":{"name":"Toko \\u00d1o\\u00f1o 王"}}', {"business": {"name": "Toko Ñoño 王"}}),
        ("not-json", "<html>Created</html>", None),
        ("list", "[{}]", None),
        ("null", "null", None),
        ("empty", "", None),
    ]:
        yield least.answered(f"answer-{name}", text, body, 201)
    latin1 = {"base64": base64.b64encode(b'{"name":"caf\xe9"}').decode()}
    expect = envelope("absent", None, raw=latin1)
    yield least.case("answer-not-utf8", expect=expect, response=unsigned(200, latin1))
    raw = compact(BARE)
    yield least.case("answer-raw", expect=envelope("absent", bare, raw=raw), response=unsigned(200, raw))
