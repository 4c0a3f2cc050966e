"""Answers: the forms in which clients hand them over, and what is refused."""

from __future__ import annotations

import http.client
import io
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import httpx
import pytest
import requests.structures
from conftest import (
    ACCOUNT_ID,
    CLIENT_ID,
    REQUEST_ID,
    TIMESTAMP,
    answer_body,
    component,
    signature,
    signed,
)

from dokukit import Doku, DokuError, Headers, PreparedRequest


class OnlyItems:
    """As little as a client's header object may have."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.headers = headers

    def items(self) -> Iterator[tuple[str, str]]:
        return iter(self.headers.items())


def from_the_wire(headers: dict[str, str]) -> http.client.HTTPMessage:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return http.client.parse_headers(io.BytesIO(f"{lines}\r\n".encode()))


HEADER_FORMS: dict[str, Any] = {
    "dict": dict,
    "lower case": lambda headers: {name.lower(): value for name, value in headers.items()},
    "lists of values": lambda headers: {name: [value] for name, value in headers.items()},
    "pairs": lambda headers: list(headers.items()),
    "generator of pairs": lambda headers: (pair for pair in headers.items()),
    "bytes of ASGI": lambda headers: [
        (name.lower().encode(), value.encode()) for name, value in headers.items()
    ],
    "only items()": OnlyItems,
    "http.client": from_the_wire,
    "httpx": httpx.Headers,
    "requests": requests.structures.CaseInsensitiveDict,
}


@pytest.mark.parametrize("form", HEADER_FORMS)
def test_headers_of_any_client_are_read(
    doku: Doku, prepared: PreparedRequest[Any], form: str
) -> None:
    body = answer_body()
    headers: Headers = HEADER_FORMS[form](signed(prepared, body) | {"Server": "nginx"})
    answer = doku.read(prepared, status=201, headers=headers, body=body)
    assert answer.signature == "verified"


@pytest.mark.parametrize("form", [bytes, bytearray, memoryview, bytes.decode])
def test_body_is_bytes_or_the_same_text(
    doku: Doku, prepared: PreparedRequest[Any], form: Any
) -> None:
    body = answer_body()
    headers = signed(prepared, body)
    answer = doku.read(prepared, status=HTTPStatus.CREATED, headers=headers, body=form(body))
    assert (answer.http_status, answer.replayed, answer.raw) == (201, False, body)
    assert answer.body["rdl_customer"]["account_id"] == ACCOUNT_ID
    assert answer.body["rdl_customer"]["new_key"] == [1]
    assert answer.body["rdl_customer_info"] == {"account_balance": 0, "RDL_status": "PENDING"}


@pytest.mark.parametrize("body", [{"rdl_customer": {}}, None, 5, [b"{}"], io.BytesIO(b"{}")])
def test_a_parsed_body_is_refused_and_told_why(
    doku: Doku, prepared: PreparedRequest[Any], body: Any
) -> None:
    with pytest.raises(DokuError, match="expected the bytes that came") as refused:
        doku.read(prepared, status=200, headers={}, body=body)
    assert refused.value.code == "invalid_request"
    assert [(v.path, v.code) for v in refused.value.violations] == [("body", "wrong_type")]


def test_one_changed_byte_is_a_mismatch(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    body = answer_body()
    headers = signed(prepared, body)
    with pytest.raises(DokuError, match="signature_mismatch") as refused:
        doku.read(prepared, status=201, headers=headers, body=body.replace(b"PENDING", b"pENDING"))
    assert refused.value.http_status == 201
    with pytest.raises(DokuError, match="signature_mismatch"):
        doku.read(prepared, status=201, headers=[*headers.items()] * 2, body=body)
    with pytest.raises(DokuError, match="signature_missing"):
        doku.read(prepared, status=201, headers={}, body=body)


def test_replay_of_the_first_answer(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    body = answer_body('"' + ACCOUNT_ID + '"')
    answer = doku.read(prepared, status=409, headers=signed(prepared, body), body=body)
    assert answer.replayed
    assert answer.body["rdl_customer"]["account_id"] == ACCOUNT_ID


def test_a_refusal_has_all_its_parts(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    body = b'{"error":{"code":"idempotent_request","message":"wait","type":"t"}}'
    with pytest.raises(DokuError) as refused:
        doku.read(prepared, status=400, headers={}, body=body)
    error = refused.value
    assert (error.code, error.http_status, error.retry) == ("gateway_error", 400, "same_request_id")
    assert (error.signature, error.raw_body, list(error.violations)) == ("absent", body, [])
    assert error.gateway is not None
    assert (error.gateway.code, error.gateway.message, error.gateway.type) == (
        "idempotent_request",
        "wait",
        "t",
    )


def test_an_answer_that_lacks_what_is_needed(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    body = b'{"rdl_customer":{}}'
    with pytest.raises(DokuError, match="unreadable_response") as refused:
        doku.read(prepared, status=201, headers=signed(prepared, body), body=body)
    assert [v.path for v in refused.value.violations] == [
        "rdl_customer.customer_id",
        "rdl_customer.account_id",
        "rdl_customer_info",
    ]


@pytest.mark.parametrize(
    "body", [b"[" * 200_000 + b"]" * 200_000, b"9" * 5_000], ids=["deep", "long number"]
)
def test_json_that_python_cannot_hold_is_unreadable(doku: Doku, body: bytes) -> None:
    request = doku.prepare("call", {"method": "POST", "target": "/x", "body": "{}"})
    with pytest.raises(DokuError, match="unreadable_response") as refused:
        doku.read(request, status=200, headers={}, body=body)
    assert (refused.value.http_status, refused.value.raw_body) == (200, body)


def test_answer_of_a_call_is_json_or_nothing(doku: Doku) -> None:
    request = doku.prepare("call", {"method": "GET", "target": "/x"})
    for body, value in ((b"", None), (b"<html>", None), (b"\xff", None), (b"[1]", [1])):
        answer = doku.read(request, status=200, headers={}, body=body)
        assert (answer.signature, answer.body, answer.raw) == ("absent", value, body)


def test_strange_headers_do_no_harm(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    body = answer_body()
    headers: Any = {**signed(prepared, body), "X-Name": "caf\xe9 \U0001f600\n"}
    assert doku.read(prepared, status=201, headers=headers, body=body).signature == "verified"
    raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    assert doku.read(prepared, status=201, headers=raw, body=body).signature == "verified"
    with pytest.raises(DokuError, match="invalid_request"):
        doku.read(prepared, status=201, headers=headers | {"X-Name": "\udcff"}, body=body)


def test_responses_and_notifications_are_verified_alone(doku: Doku) -> None:
    body = b'{"order":1}'
    text = component(REQUEST_ID, "Response-Timestamp", TIMESTAMP, "/x", body)
    headers = {
        "Client-Id": CLIENT_ID,
        "Request-Id": REQUEST_ID,
        "Response-Timestamp": TIMESTAMP,
        "Signature": signature(text),
    }
    response: Any = {"status": 200, "headers": headers, "body": body}
    assert doku.verify_response("POST", "/x", REQUEST_ID, **response) == "verified"
    with pytest.raises(DokuError, match="not_for_this_request"):
        doku.verify_response("POST", "/x", "another", **response)
    unsigned: Any = response | {"headers": {}}
    with pytest.raises(DokuError, match="signature_missing"):
        doku.verify_response("POST", "/x", REQUEST_ID, **unsigned)
    policy: Any = "if_present"
    assert doku.verify_response("POST", "/x", "1", **unsigned, policy=policy) == "absent"

    del headers["Response-Timestamp"]
    headers["Request-Timestamp"] = TIMESTAMP
    headers["Signature"] = signature(text.replace("Response-T", "Request-T"))
    assert doku.verify_notification("/x", headers, body) == "verified"
    now = 1597135542
    assert doku.verify_notification("/x", headers, body.decode(), now=now + 86_400) == "verified"
    with pytest.raises(DokuError, match="stale_timestamp"):
        doku.verify_notification("/x", headers, body, now=now + 61, tolerance=60)
    with pytest.raises(DokuError, match="invalid_request"):
        doku.verify_notification("/x", headers, body, now=2**64)
    with pytest.raises(DokuError, match="expected the bytes that came"):
        doku.verify_notification("/x", headers, {"order": 1})  # type: ignore[arg-type]
