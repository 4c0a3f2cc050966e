"""DOKU's side of the wire, written from its documents with Python's own hmac."""

from __future__ import annotations

import base64
import hashlib
import hmac
from copy import deepcopy
from typing import Any

import pytest

from dokukit import Doku, PreparedRequest
from dokukit.payloads import RdlRegistration

CLIENT_ID = "MCH-0001-10791114622547"
SECRET_KEY = "a-secret-key-of-tests"
REQUEST_ID = "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e"
TIMESTAMP = "2020-08-11T08:45:42Z"
ACCOUNT_ID = "1234567890123456789012345678901234567890"


def signature(component: str) -> str:
    mac = hmac.digest(SECRET_KEY.encode(), component.encode(), "sha256")
    return "HMACSHA256=" + base64.b64encode(mac).decode()


def component(request_id: str, label: str, moment: str, target: str, body: bytes | None) -> str:
    lines = [
        f"Client-Id:{CLIENT_ID}",
        f"Request-Id:{request_id}",
        f"{label}:{moment}",
        f"Request-Target:{target}",
    ]
    if body is not None:
        lines.append("Digest:" + base64.b64encode(hashlib.sha256(body).digest()).decode())
    return "\n".join(lines)


def response_headers(request_id: str, target: str, body: bytes) -> dict[str, str]:
    moment = "2020-08-11T08:45:43Z"
    text = component(request_id, "Response-Timestamp", moment, target, body)
    return {
        "Client-Id": CLIENT_ID,
        "Request-Id": request_id,
        "Response-Timestamp": moment,
        "Signature": signature(text),
    }


def signed(request: PreparedRequest[Any], body: bytes) -> dict[str, str]:
    return response_headers(request.request_id, request.target, body)


def answer_body(account_id: str = ACCOUNT_ID) -> bytes:
    """As in DOKU's sample: the account id is a bare number."""
    text = (
        '{"rdl_customer":{"customer_id":"INVESTOR-1","account_id":%s,"new_key":[1]},'
        '"rdl_customer_info":{"account_balance":0,"RDL_status":"PENDING"}}'
    )
    return (text % account_id).encode()


@pytest.fixture
def doku() -> Doku:
    return Doku(environment="test", client_id=CLIENT_ID, secret_key=SECRET_KEY)


@pytest.fixture
def registration() -> RdlRegistration:
    return deepcopy(REGISTRATION)


@pytest.fixture
def prepared(doku: Doku, registration: RdlRegistration) -> PreparedRequest[Any]:
    return doku.prepare(
        "register_rdl_customer", registration, request_id=REQUEST_ID, timestamp=TIMESTAMP
    )


# DOKU, RDL Registration, request body sample.
REGISTRATION: RdlRegistration = {
    "rdl_customer": {
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
}
