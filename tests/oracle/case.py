"""What a case is, and the fictitious merchant, request and answers that the cases share."""

import copy
from dataclasses import dataclass, field

from engine import signing
from rows import rdl

CONFIG = {"environment": "test", "client_id": "MCH-0001-10791114622547", "secret_key": "test-secret-key"}
CALL = {"request_id": "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e", "timestamp": "2020-08-11T08:45:42Z"}
ANSWERED_AT = "2020-08-11T08:45:43Z"
DROP = object()

BY_ORACLE = "Expected values computed by tests/oracle (Python hmac and hashlib)"
REGISTRATION = "DOKU, RDL Registration, request body. " + BY_ORACLE
ANSWER = "DOKU, RDL Registration, API response; signed as in Signature Component from Response Header. " + BY_ORACLE

SAMPLE = {
    "customer_id": "INVESTOR-0000100001",
    "customer_name": "SEMAR DUADUA",
    "address_city": "Kota Bandung",
    "address_kecamatan": "Buah Batu",
    "address_kelurahan": "Margasari",
    "address_province": "Jawa Barat",
    "address_rt_rw": "10/10",
    "address_street": "Jl. Jalan",
    "birth_date": "1989-09-01",
    "birth_place": "Jakarta",
    "education": "STRATA_SATU",
    "email": "duadua@doku.com",
    "gender": "FEMALE",
    "home_phone_number": "0810101011",
    "id_expiry_date": "2099-10-10",
    "id_number": "1000000000000000",
    "npwp_number": "0111111111111111",
    "job_code": "ENTREPRENEUR",
    "marital_status": "MARRIED",
    "mobile_phone_number": "0851231231",
    "monthly_income": "1",
    "mother_maiden_name": "mymom",
    "nationality": "ID",
    "office_phone_number": "02112311",
    "religion": "ISLAM",
    "resident_status": "R",
    "source_of_fund": "SALARY",
    "zip_code": "40286",
    "title": "MS",
    "open_account_reason": "INVESTMENT",
    "selfie_photo": "(Base64)",
}

# DOKU's sample answer prints this id as a bare number, which no double holds.
ACCOUNT_ID = "2340220322154948265107180133830000142742"
SAMPLE_ANSWER = {
    "rdl_customer": {
        **{
            name: SAMPLE[name]
            for name in (
                "customer_id", "birth_place", "birth_date", "gender", "marital_status", "nationality",
                "resident_status", "religion", "education", "mother_maiden_name", "address_street", "address_rt_rw",
                "address_kelurahan", "address_kecamatan", "address_city", "address_province", "zip_code",
                "mobile_phone_number", "office_phone_number", "home_phone_number", "id_number", "id_expiry_date",
                "job_code",
            )
        },
        "monthly_income": 1,
        **{name: SAMPLE[name] for name in ("source_of_fund", "title", "open_account_reason", "npwp_number")},
        "company_id": "DOKU",
        "account_id": int(ACCOUNT_ID),
        "customer_name": SAMPLE["customer_name"],
    },
    "rdl_customer_info": {"account_balance": 0, "RDL_status": "PENDING"},
}

FULL = ("method", "url", "headers", "body")
NOBODY = {"code": None, "message": None, "type": None}


@dataclass
class Case:
    name: str
    operation: str
    given: dict
    origin: str
    # By hand: what must come out, compared by the keys named. `prepared` is computed, save a body stated here.
    expect: dict
    stages: dict = field(default_factory=dict)
    prepared: tuple = ()
    body: str | None = None
    # Of a diagnosis: the codes that stand first, from how the message was made; the oracle does not search for them.
    cause: list | None = None
    # Whether the vector has the whole answer as it is computed, of which the case states some keys.
    whole: bool = False
    # What the case shows, where its name and its outcome do not say it.
    about: str | None = None


def changed(sample, **values):
    """A copy with some keys replaced, or left out where the value is DROP."""
    copied = copy.deepcopy(sample)
    for key, value in values.items():
        copied[key] = value
        if value is DROP:
            del copied[key]
    return copied


def customer(**values):
    return {"rdl_customer": changed(SAMPLE, **values)}


def listed(found):
    """Violations or deviations, from pairs of path and code."""
    return [{"path": path, "code": rule} for path, rule in found]


def error(code, violations=None, **more):
    out = {"code": code}
    if violations is not None:
        out["violations"] = listed(violations)
    return {"error": out | more}


def invalid_request(*violations):
    return error("invalid_request", violations)


def signed(status, body, raw=None, target=rdl.TARGET, timestamp=ANSWERED_AT, config=CONFIG, digest=True, **headers):
    """A response as DOKU signs it; a header given as DROP is left out, any other replaces."""
    raw = body.encode() if raw is None else raw
    value = signing.digest(raw) if digest else None
    text = signing.component(
        config["client_id"], CALL["request_id"], timestamp, target, value, "Response-Timestamp"
    )
    all_headers = {
        "Client-Id": config["client_id"],
        "Request-Id": CALL["request_id"],
        "Response-Timestamp": timestamp,
        "Signature": signing.sign(config["secret_key"], text),
        "Content-Type": "application/json",
    }
    renamed = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"status": status, "headers": changed(all_headers, **renamed), "body": body}


def unsigned(status, body, content_type="application/json"):
    return {"status": status, "headers": {"Content-Type": content_type}, "body": body}
