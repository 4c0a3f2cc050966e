"""A user's program, for type checkers only: `test_typing.py` runs them over it.

Every line that must be refused says so, once for mypy and once for pyright; both fail on
a comment that suppresses nothing.
"""

from http.client import HTTPResponse
from typing import Any, assert_type

import aiohttp
import httpx
import requests

from dokukit import (
    Answer,
    AsyncClient,
    Client,
    Doku,
    DokuError,
    NotSent,
    Outcome,
    PreparedRequest,
    Secret,
    SignatureStatus,
    UnsignedRequest,
    Violation,
    check_against_requirements,
    is_expired,
    place_upload,
    upload_plan,
)
from dokukit.payloads import (
    BusinessData,
    BusinessRegistration,
    BusinessRegistrationAnswer,
    LiteAnswer,
    PlannedUpload,
    RdlCustomer,
    RdlDisbursementAnswer,
    RdlRegistration,
    RdlRegistrationAnswer,
    Requirements,
    TokenAnswer,
    UploadAnswer,
)

doku = Doku(environment="test", client_id="MCH-0001", secret_key="key")
Doku(base_url="http://127.0.0.1:8787", client_id="MCH-0001")
Doku(environment="staging", client_id="MCH-0001")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
Doku(environment="test", client_id="MCH-0001", query="signed")
Doku(environment="test", client_id="MCH-0001", query="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
Doku(environment="test", client_id="MCH-0001", policy="required", allow_plain_http=False)
Doku(environment="test", client_id="MCH-0001", policy="strict")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
Doku(environment="test")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def registers(customer: RdlCustomer, response: httpx.Response) -> str:
    body: RdlRegistration = {"rdl_customer": customer}
    request = doku.prepare("register_rdl_customer", body)
    assert_type(request, PreparedRequest[RdlRegistrationAnswer])
    assert_type(request.headers, dict[str, str])
    assert_type(request.body, bytes | None)
    answer = doku.read(
        request, status=response.status_code, headers=response.headers, body=response.content
    )
    assert_type(answer, Answer[RdlRegistrationAnswer])
    assert_type(answer.signature, SignatureStatus)
    assert_type(answer.body["rdl_customer_info"]["account_balance"], str | float)
    answer.body["rdl_customer"]["acount_id"]  # type: ignore[typeddict-item]  # pyright: ignore[reportGeneralTypeIssues, reportUnusedExpression]
    request.url = ""  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    return answer.body["rdl_customer"]["account_id"]


def calls(response: HTTPResponse, other: requests.Response) -> None:
    request = doku.prepare("call", {"method": "GET", "target": "/x"}, request_id="1")
    assert_type(request, PreparedRequest[Any])
    answer = doku.read(
        request, status=response.status, headers=response.headers, body=response.read()
    )
    assert_type(answer, Answer[Any])
    doku.read(request, status=other.status_code, headers=other.headers, body=other.text)
    doku.read(request, status=200, headers=[(b"Server", b"nginx")], body=b"")
    doku.read(request, status=200, headers={}, body=other.json())
    doku.read(request, status=200, headers={}, body={"a": 1})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    doku.read(request, status="200", headers={}, body=b"")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    doku.read(request, status=200, headers={"Server": 1}, body=b"")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def function(
    method: str, url: str, headers: dict[str, str], content: bytes | None
) -> tuple[int, httpx.Headers, bytes]:
    try:
        came = httpx.request(method, url, headers=headers, content=content)
    except httpx.ConnectError as failure:
        raise NotSent from failure
    return came.status_code, came.headers, came.content


async def async_function(
    method: str, url: str, headers: dict[str, str], content: bytes | None
) -> tuple[int, httpx.Headers, bytes]:
    return function(method, url, headers, content)


def sign(text: str) -> str:
    return text


def sends(body: RdlRegistration, http: httpx.Client, session: requests.Session, text: str) -> None:
    client = Client(doku)
    Client(doku, http, sign=sign)
    Client(doku, session)
    Client(doku, function)
    Client(doku, httpx.AsyncClient())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Client(doku, async_function)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Client(doku, "http")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    answer = client.send("register_rdl_customer", body)
    assert_type(answer, Answer[RdlRegistrationAnswer])
    assert_type(client.clock_shift, int)
    request = doku.prepare("register_rdl_customer", body)
    assert_type(client.send(request, attempts=5, seconds=10), Answer[RdlRegistrationAnswer])
    client.send("get_business", {"client_id": "1"}, request_id="1", policy="required", attempts=1)
    assert_type(client.send("disburse_rdl", text), Answer[RdlDisbursementAnswer | None])
    assert_type(client.send("call", text), Answer[Any])
    client.send(request, request_id="1")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    client.send(request, atempts=1)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    client.send("register_rdl_customer")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    client.send("register_rdl_customer", {})  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    client.send("upload_file", text)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]


async def sends_without_blocking(http: httpx.AsyncClient, text: str) -> None:
    client = AsyncClient(doku, http)
    AsyncClient(doku, async_function)
    AsyncClient(doku)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    AsyncClient(doku, httpx.Client())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    AsyncClient(doku, function)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    AsyncClient(doku, http, sign=sign)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert_type(await client.send("register_rdl_customer", text), Answer[RdlRegistrationAnswer])
    request = doku.prepare("check_requirements", text)
    assert_type(await client.send(request, seconds=5), Answer[Requirements])


def keeps(request: PreparedRequest[RdlRegistrationAnswer]) -> PreparedRequest[Any]:
    assert_type(request.serialize(), str)
    request.url = "https://a.id"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    answer = doku.read(request, status=200, headers={}, body=b"", policy="required")
    assert_type(answer.deviations, list[Violation])
    doku.read(request, status=200, headers={}, body=b"", policy="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    doku.read(request, status=200, headers={}, body=b"", polcy="required")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    if answer.signature == "signed":  # type: ignore[comparison-overlap]  # pyright: ignore[reportUnnecessaryComparison]
        print(answer.signature)
    return doku.restore(request.serialize())


async def takes_headers_of_hosts(
    came: aiohttp.ClientResponse, raw: list[tuple[bytes, bytes]]
) -> None:
    request = doku.prepare("call", {"method": "GET", "target": "/x"})
    body = await came.read()
    doku.read(request, status=came.status, headers=came.headers, body=body)
    doku.read(request, status=came.status, headers=came.raw_headers, body=body)
    doku.read(request, status=came.status, headers=raw, body=body)
    doku.read(request, status=came.status, headers=None, body=body)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    doku.read(request, status=came.status, headers=came, body=body)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    doku.read(request, status=came.status, headers=came.headers, body=came.read())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def onboards(token: TokenAnswer, needs: Requirements, mine: BusinessRegistration) -> None:
    assert_type(token["token"], Secret)
    assert_type(is_expired(token, leeway=60), bool)
    request = doku.prepare_upload(
        {
            "category": "DOCUMENT",
            "code": "KTP",
            "file": {"name": "ktp.jpg", "content_type": "image/jpeg", "content": b""},
        },
        token["token"],
    )
    assert_type(request, PreparedRequest[UploadAnswer])
    doku.prepare_upload({"category": "LOGO", "file_url": "https://a.id"}, "text", "boundary")
    doku.prepare_upload({"category": "SELFIE"}, "text")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    doku.prepare_upload({"category": "LOGO"}, b"bytes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    frame = doku.prepare_upload_frame("{}", token["token"])
    assert_type(doku.read(frame.request, status=200, headers={}, body=b""), Answer[UploadAnswer])
    assert_type(upload_plan(needs), list[PlannedUpload])
    answer = doku.read(request, status=200, headers={}, body=b"")
    placed = place_upload(
        mine, answer.body, contact=0, code="KTP", forms=[{"code": "NO_KTP", "value": "1"}]
    )
    assert_type(placed, BusinessRegistration)
    place_upload(mine, answer.body, place=0)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    assert_type(check_against_requirements(placed, needs), list[Violation])
    made = doku.prepare("register_business", placed)
    assert_type(made, PreparedRequest[BusinessRegistrationAnswer | None])
    unsigned = doku.prepare_unsigned("register_business", placed)
    assert_type(unsigned, UnsignedRequest[BusinessRegistrationAnswer | None])


def asks(text: str) -> None:
    assert_type(doku.prepare("check_requirements", text), PreparedRequest[Requirements])
    assert_type(doku.prepare("generate_token", {"valid_time": 360}), PreparedRequest[TokenAnswer])
    assert_type(doku.prepare("create_business_lite", text), PreparedRequest[LiteAnswer])
    assert_type(doku.prepare("get_business", {"client_id": "1"}), PreparedRequest[BusinessData])
    assert_type(doku.prepare("disburse_rdl", text), PreparedRequest[RdlDisbursementAnswer | None])
    doku.prepare("upload_file", text)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    doku.prepare("get_business", {})  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]


def refused(text: str) -> None:
    doku.prepare("register_rdl_customer", text)
    doku.prepare("regster_rdl_customer", text)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    doku.prepare("register_rdl_customer", {})  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    doku.prepare("call", {"method": "HEAD", "target": "/x"})  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    doku.prepare("call", {"method": "GET", "target": "/x", "querry": "signed"})  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    doku.prepare("call", text, reqest_id="1")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]


def two_parts(text: str) -> PreparedRequest[RdlRegistrationAnswer]:
    made = doku.prepare_unsigned("register_rdl_customer", text, timestamp="2020-08-11T08:45:42Z")
    assert_type(made, UnsignedRequest[RdlRegistrationAnswer])
    assert_type(doku.resign(made.request), PreparedRequest[RdlRegistrationAnswer])
    return doku.attach_signature(made.request, "HMACSHA256=")


def fails(error: DokuError) -> str | None:
    assert_type(error.outcome, Outcome | None)
    assert_type(error.attempts, int)
    if error.outcome == "maybe":  # type: ignore[comparison-overlap]  # pyright: ignore[reportUnnecessaryComparison]
        return None
    if error.retry == "later":  # type: ignore[comparison-overlap]  # pyright: ignore[reportUnnecessaryComparison]
        return None
    return error.gateway.message  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]
