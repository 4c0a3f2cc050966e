"""DOKU's side of the wire, written from its documents with Python's own hmac."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest

from dokukit import Doku, PreparedRequest
from dokukit.payloads import RdlRegistration

CLIENT_ID = "MCH-0001-10791114622547"
SECRET_KEY = "a-secret-key-of-tests"
REQUEST_ID = "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e"
TIMESTAMP = "2020-08-11T08:45:42Z"
ACCOUNT_ID = "1234567890123456789012345678901234567890"


def data(name: str) -> bytes:
    """A file of samples that all languages share."""
    return (Path(__file__).parents[3] / "examples" / "data" / name).read_bytes()


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
    """DOKU's sample, with a stand-in for the photo that it shortens too."""
    sample: RdlRegistration = json.loads(data("rdl-registration.json"))
    return sample


@pytest.fixture
def prepared(doku: Doku, registration: RdlRegistration) -> PreparedRequest[Any]:
    return doku.prepare(
        "register_rdl_customer", registration, request_id=REQUEST_ID, timestamp=TIMESTAMP
    )
