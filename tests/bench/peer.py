"""What one would write by hand with pydantic: the same checks, bytes and verdicts."""

import hmac
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

TARGET = "/sac-rdl/v1/rdl-customers"

Text2 = Annotated[str, StringConstraints(min_length=1, max_length=2)]
Text3 = Annotated[str, StringConstraints(min_length=1, max_length=3)]
Text5 = Annotated[str, StringConstraints(min_length=1, max_length=5)]
Text6 = Annotated[str, StringConstraints(min_length=1, max_length=6)]
Text10 = Annotated[str, StringConstraints(min_length=1, max_length=10)]
Text15 = Annotated[str, StringConstraints(min_length=1, max_length=15)]
Text20 = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Text50 = Annotated[str, StringConstraints(min_length=1, max_length=50)]
Text100 = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Optional15 = Annotated[str, StringConstraints(max_length=15)] | None
Email = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")]


class Customer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    customer_id: Text100
    customer_name: Text100
    address_city: Text50
    address_kecamatan: Text50
    address_kelurahan: Text50
    address_province: Text50
    address_rt_rw: Text50
    address_street: Text100
    birth_date: date
    birth_place: Text100
    education: Text20
    email: Email
    gender: Text6
    home_phone_number: Optional15 = None
    id_expiry_date: date
    id_number: Text50
    npwp_number: Text50
    job_code: Text50
    marital_status: Text10
    mobile_phone_number: Text15
    monthly_income: Text2 | Annotated[int, Field(ge=0, le=99)]
    mother_maiden_name: Text50
    nationality: Text2
    office_phone_number: Optional15 = None
    religion: Optional15 = None
    resident_status: Text2
    source_of_fund: Text20
    zip_code: Text5
    title: Text3
    open_account_reason: Text15
    selfie_photo: Annotated[str, StringConstraints(min_length=1)]


class Registration(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rdl_customer: Customer


class Account(BaseModel):
    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True)

    customer_id: str
    account_id: str


class AccountInfo(BaseModel):
    model_config = ConfigDict(extra="allow")

    account_balance: str | float
    RDL_status: str


class RegistrationAnswer(BaseModel):
    model_config = ConfigDict(extra="allow")

    rdl_customer: Account
    rdl_customer_info: AccountInfo


@dataclass(frozen=True, slots=True)
class Prepared:
    operation: str
    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    target: str
    request_id: str
    timestamp: str


class Client:
    def __init__(self, client_id: str, secret_key: str) -> None:
        self.client_id, self.secret_key = client_id, secret_key.encode()

    def prepare(self, request: Any, request_id: str, timestamp: str) -> Prepared:
        checked = Registration.model_validate(request)
        body = checked.model_dump_json(exclude_none=True).encode()
        headers = {
            "Client-Id": self.client_id,
            "Request-Id": request_id,
            "Request-Timestamp": timestamp,
            "Signature": self.sign(request_id, f"Request-Timestamp:{timestamp}", body),
            "Content-Type": "application/json",
        }
        url = f"https://api-sandbox.doku.com{TARGET}"
        name = "register_rdl_customer"
        return Prepared(name, "POST", url, headers, body, TARGET, request_id, timestamp)

    def read(
        self, request_id: str, status: int, headers: dict[str, str], body: bytes
    ) -> RegistrationAnswer:
        came = {name.lower(): value for name, value in headers.items()}
        if came["client-id"] != self.client_id or came["request-id"] != request_id:
            raise ValueError("not for this request")
        signature = self.sign(request_id, f"Response-Timestamp:{came['response-timestamp']}", body)
        if not hmac.compare_digest(b64decode(signature[11:]), b64decode(came["signature"][11:])):
            raise ValueError("signature mismatch")
        if status not in (200, 201, 409):
            raise ValueError("refused")
        return RegistrationAnswer.model_validate_json(body)

    def sign(self, request_id: str, moment: str, body: bytes) -> str:
        digest = b64encode(sha256(body).digest()).decode()
        component = (
            f"Client-Id:{self.client_id}\nRequest-Id:{request_id}\n{moment}\n"
            f"Request-Target:{TARGET}\nDigest:{digest}"
        )
        mac = hmac.digest(self.secret_key, component.encode(), "sha256")
        return "HMACSHA256=" + b64encode(mac).decode()
