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
    SECRET_KEY,
    TIMESTAMP,
    answer_body,
    response_headers,
    signed,
)

from dokukit import Doku, DokuError, Headers, PreparedRequest


class OnlyItems:
    """As little as a client's header object may have."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.lines = headers

    def items(self) -> Iterator[tuple[str, str]]:
        return iter(self.lines.items())


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


@pytest.mark.parametrize(
    "body", [b"[" * 200_000 + b"]" * 200_000, b"9" * 5_000], ids=["deep", "long number"]
)
def test_json_that_python_cannot_hold_is_unreadable(doku: Doku, body: bytes) -> None:
    request = doku.prepare("call", {"method": "POST", "target": "/x", "body": "{}"})
    with pytest.raises(DokuError, match="unreadable_response") as refused:
        doku.read(request, status=200, headers={}, body=body)
    assert (refused.value.http_status, refused.value.raw_body) == (200, body)
    assert refused.value.detail.endswith("DOKU may have acted on the request all the same")


def test_a_policy_is_a_text(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    unsigned: Any = {"status": 200, "headers": {}, "body": b"{}", "policy": 5}
    attempts: list[Any] = [
        lambda: doku.read(prepared, **unsigned),
        lambda: doku.verify_response("GET", "/x", "1", **unsigned),
        lambda: doku.read_callback("/x", {}, b"{}", policy=unsigned["policy"]),
    ]
    for attempt in attempts:
        with pytest.raises(DokuError, match="invalid_request") as refused:
            attempt()
        assert [(v.path, v.code) for v in refused.value.violations] == [("policy", "wrong_type")]


def test_a_request_of_another_configuration_is_refused(
    doku: Doku, registration: Any, prepared: PreparedRequest[Any]
) -> None:
    body = answer_body()
    came: Any = {"status": 201, "headers": signed(prepared, body), "body": body}
    production = Doku(environment="production", client_id=CLIENT_ID, secret_key=SECRET_KEY)
    other = Doku(environment="test", client_id="MCH-OTHER", secret_key=SECRET_KEY)
    for stranger in (production, other):
        theirs: list[Any] = [
            lambda doku: doku.resign(prepared),
            lambda doku: doku.resign_unsigned(prepared),
            lambda doku: doku.attach_signature(prepared, prepared.headers["Signature"]),
            lambda doku: doku.read(prepared, **came),
            lambda doku: doku.restore(prepared.serialize()),
        ]
        for attempt in theirs:
            attempt(doku)
            with pytest.raises(DokuError) as refused:
                attempt(stranger)
            assert refused.value.code == "not_for_this_request"


def test_a_request_that_was_tampered_with_is_not_signed(
    doku: Doku, prepared: PreparedRequest[Any]
) -> None:
    whole = {name: getattr(prepared, name) for name in prepared.__slots__}
    tampered: list[tuple[dict[str, Any], str]] = [
        ({"request_id": "1\nRequest-Target:/x"}, "invalid_request"),
        ({"target": "/x"}, "invalid_request"),
        ({"url": "https://example.com/sac-rdl/v1/rdl-customers"}, "not_for_this_request"),
        ({"headers": {}}, "not_for_this_request"),
        ({"headers": {"Client-Id": "MCH-OTHER"}}, "not_for_this_request"),
        ({"headers": {"Client-Id": 5}}, "invalid_request"),
        ({"headers": [*prepared.headers.items()]}, "invalid_request"),
    ]
    for change, code in tampered:
        request = PreparedRequest[Any](**whole | change)
        attempts: list[Any] = [
            lambda: doku.resign(request),
            lambda: doku.attach_signature(request, prepared.headers["Signature"]),
        ]
        for attempt in attempts:
            with pytest.raises(DokuError) as refused:
                attempt()
            assert refused.value.code == code
    lower = {name.lower(): value for name, value in prepared.headers.items()}
    same = PreparedRequest[Any](**whole | {"headers": lower})
    assert doku.resign(same, TIMESTAMP) == prepared
    body = answer_body()
    came: Any = {"status": 201, "headers": signed(prepared, body), "body": body}
    assert doku.read(same, **came).signature == "verified"
    for headers in ({"Client-Id": "MCH-OTHER"}, {"client-id": "MCH-OTHER"}):
        with pytest.raises(DokuError, match="not_for_this_request"):
            doku.read(PreparedRequest[Any](**whole | {"headers": headers}), **came)


def test_an_empty_request_id_checks_nothing_and_is_refused(
    doku: Doku, prepared: PreparedRequest[Any]
) -> None:
    body = answer_body()
    whole = {name: getattr(prepared, name) for name in prepared.__slots__}
    nameless = PreparedRequest[Any](**whole | {"request_id": ""})
    came: Any = {"status": 201, "headers": signed(prepared, body), "body": body}
    for attempt in (
        lambda: doku.read(nameless, **came),
        lambda: doku.verify_response("POST", prepared.target, "", **came),
    ):
        with pytest.raises(DokuError) as refused:
            attempt()
        assert [(v.path, v.code) for v in refused.value.violations] == [("request_id", "required")]


def test_strange_headers_do_no_harm(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    body = answer_body()
    headers: Any = {**signed(prepared, body), "X-Name": "caf\xe9 \U0001f600\n"}
    assert doku.read(prepared, status=201, headers=headers, body=body).signature == "verified"
    raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    assert doku.read(prepared, status=201, headers=raw, body=body).signature == "verified"
    # As aiohttp hands over bytes that are no UTF-8.
    halves: Any = headers | {"X-Name": "caf\udce9", "\udcff": ""}
    assert doku.read(prepared, status=201, headers=halves, body=body).signature == "verified"


def test_a_moment_is_a_whole_number_of_64_bits(doku: Doku) -> None:
    body = b'{"order":1}'
    headers = doku.sign_test_notification("/x", body, timestamp=TIMESTAMP)
    now = 1597135542
    assert doku.verify_notification("/x", headers, body.decode(), now=now + 86_400) == "verified"
    for moment, code in ((2**64, "out_of_range"), (1.5, "wrong_type"), ("1", "wrong_type")):
        wrong: Any = moment
        with pytest.raises(DokuError, match="invalid_request") as refused:
            doku.verify_notification("/x", headers, body, now=wrong)
        assert [(v.path, v.code) for v in refused.value.violations] == [("now", code)]
    with pytest.raises(DokuError, match="stale_timestamp"):
        doku.verify_response(
            "POST",
            "/x",
            REQUEST_ID,
            status=200,
            headers=response_headers(REQUEST_ID, "/x", body),
            body=body,
            tolerance=60,
        )
