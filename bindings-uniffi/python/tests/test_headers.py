"""Headers as hosts hand them over, and what is refused rather than read as unsigned."""

from __future__ import annotations

import io
from collections.abc import Coroutine, Iterator, Mapping, MutableMapping
from typing import Any

import pytest
from conftest import answer_body, signed
from multidict import CIMultiDict, CIMultiDictProxy

from dokukit import Doku, DokuError, PreparedRequest

BODY = b'{"type":"BUSINESS"}'
TARGET = "/doku/kyb"
CGI = {
    "REQUEST_METHOD": "POST",
    "PATH_INFO": TARGET,
    "CONTENT_TYPE": "application/json",
    "wsgi.version": (1, 0),
    "wsgi.input": io.BytesIO(BODY),
    "wsgi.multithread": True,
}


class PairsOnly:
    """As the headers of Flask and Django: no dict, but pairs by iteration, or `items()`."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.pairs = list(headers.items())

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)


class Message(MutableMapping[str, Any]):
    """As the request of aiohttp and Starlette: a mapping, and not of its headers."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.headers = headers
        self.state: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        return self.state[key]

    def __setitem__(self, key: str, value: Any) -> None: ...

    def __delitem__(self, key: str) -> None: ...

    def __iter__(self) -> Iterator[str]:
        return iter(self.state)

    def __len__(self) -> int:
        return 0


class Stream:
    """As the request of Django and the response of requests: to go through it is to read it."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.headers = headers

    def __iter__(self) -> Iterator[bytes]:
        raise AssertionError("it was read")


class Hostile(dict[str, str]):
    def items(self) -> Any:
        raise LookupError("PRIVATE")


def environ(headers: Mapping[str, str]) -> dict[str, Any]:
    return {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}


async def awaited_by_nobody(headers: Mapping[str, str]) -> Mapping[str, str]:
    return headers


ACCEPTED: dict[str, Any] = {
    "aiohttp": lambda headers: CIMultiDictProxy(CIMultiDict(headers)),
    "raw headers of aiohttp": lambda headers: tuple(
        (name.encode(), value.encode()) for name, value in headers.items()
    ),
    "lists of two": lambda headers: [list(pair) for pair in headers.items()],
    "flask": PairsOnly,
    "bytes in a dict": lambda headers: {
        name.encode(): value.encode() for name, value in headers.items()
    },
    "more than one cookie": lambda headers: headers | {"Set-Cookie": ["a=1", "b=2"]},
}

REFUSED: dict[str, tuple[Any, str]] = {
    "WSGI": (lambda headers: CGI | environ(headers), "request.headers"),
    "META": (lambda headers: {"PATH": "/bin"} | environ(headers) | CGI, "request.headers"),
    "HTTP names alone": (environ, "request.headers"),
    "WSGI without a header": (lambda _: CGI, "request.headers"),
    "META in pairs": (lambda headers: list(environ(headers).items()), "request.headers"),
    "coroutine": (awaited_by_nobody, "coroutine: await it"),
    "method": (lambda headers: headers.items, "builtin_function_or_method: call it"),
    "request of aiohttp": (Message, "Message: hand over its headers"),
    "request of Django": (Stream, "Stream: hand over its headers"),
    "ASGI scope": (lambda headers: {"type": "http", "headers": list(headers.items())}, "tuple"),
    "None": (lambda _: None, "NoneType"),
    "number": (lambda _: 5, "int"),
    "text": (lambda _: "", "str"),
    "bytes": (lambda _: b"", "bytes"),
    "class": (lambda _: dict, "type"),
    "hostile": (Hostile, "Hostile"),
    "names alone": (list, "str"),
    "texts of two characters": (lambda _: ["ab", "cd"], "str"),
    "three in a tuple": (lambda _: [("a", "b", "c")], "tuple"),
    "one in a tuple": (lambda _: [("a",)], "tuple"),
    "tuple as a value": (lambda headers: headers | {"Signature": ("x",)}, "tuple"),
    "None as a value": (lambda headers: headers | {"Server": None}, "NoneType"),
    "number as a value": (lambda headers: headers | {"Content-Length": 2}, "int"),
    "None in a list": (lambda headers: headers | {"Set-Cookie": [None]}, "NoneType"),
    "number as a name": (lambda headers: headers | {5: "x"}, "int"),
}


@pytest.mark.parametrize("form", ACCEPTED)
def test_headers_of_real_hosts_are_read(
    doku: Doku, prepared: PreparedRequest[Any], form: str
) -> None:
    body = answer_body()
    headers = ACCEPTED[form](signed(prepared, body))
    assert doku.read(prepared, status=201, headers=headers, body=body).signature == "verified"
    came = ACCEPTED[form](doku.sign_test_notification(TARGET, BODY))
    assert doku.read_callback(TARGET, came, BODY).signature == "verified"


@pytest.mark.parametrize("form", REFUSED)
def test_what_are_no_headers_is_refused_by_name(doku: Doku, form: str) -> None:
    make, named = REFUSED[form]
    headers = doku.sign_test_notification(TARGET, BODY)
    # An answer that may come unsigned: nothing of this may pass as one.
    sent = doku.prepare("get_business", {"client_id": "BRN-1"})
    unsigned: Any = "if_present"
    attempts: list[Any] = [
        lambda given: doku.read(sent, status=200, headers=given, body=b"{}"),
        lambda given: doku.verify_response(
            "GET", "/x", "1", status=200, headers=given, body=b"{}", policy=unsigned
        ),
        lambda given: doku.verify_notification(TARGET, given, BODY),
        lambda given: doku.read_callback(TARGET, given, BODY, policy=unsigned),
        lambda given: doku.diagnose_signature("POST", TARGET, given, BODY),
        lambda given: doku.explain_signature("POST", TARGET, given, BODY),
    ]
    for attempt in attempts:
        given = make(headers)
        with pytest.raises(DokuError) as refused:
            attempt(given)
        if isinstance(given, Coroutine):
            given.close()
        error = refused.value
        assert error.code == "invalid_request"
        assert [(v.path, v.code) for v in error.violations] == [("headers", "wrong_type")]
        assert named in error.detail
        assert "PRIVATE" not in str(error) and error.__context__ is None


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (lambda: awaited_by_nobody({}), "coroutine: await it"),
        (lambda: io.BytesIO(BODY).read, "call it"),
        (lambda: {"type": "BUSINESS"}, "dict: parsing loses what was signed"),
        (lambda: None, "NoneType"),
    ],
)
def test_what_is_no_body_is_refused_by_name(doku: Doku, body: Any, named: str) -> None:
    headers = doku.sign_test_notification(TARGET, BODY)
    given = body()
    with pytest.raises(DokuError, match=named) as refused:
        doku.read_callback(TARGET, headers, given)
    if isinstance(given, Coroutine):
        given.close()
    assert [(v.path, v.code) for v in refused.value.violations] == [("body", "wrong_type")]


def test_a_status_is_a_number(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    wrong = dict.fromkeys(("200", None, True, 200.0), "wrong_type")
    for status, code in (wrong | {2**16: "out_of_range", -1: "out_of_range"}).items():
        given: Any = status
        for attempt in (
            lambda: doku.read(prepared, status=given, headers={}, body=b""),
            lambda: doku.sign_test_response(prepared, status=given, body=b""),
        ):
            with pytest.raises(DokuError) as refused:
                attempt()
            assert [(v.path, v.code) for v in refused.value.violations] == [("status", code)]


def test_white_space_and_a_mark_are_no_part_of_it(
    doku: Doku, prepared: PreparedRequest[Any]
) -> None:
    body = b"\xef\xbb\xbf" + answer_body()
    headers = {name: f" {value}\t" for name, value in signed(prepared, body).items()}
    answer = doku.read(prepared, status=201, headers=headers, body=body)
    assert (answer.signature, answer.raw) == ("verified", body)
    call = doku.prepare("call", {"method": "POST", "target": "/x", "body": "{}"})
    assert doku.read(call, status=200, headers={}, body=b'\xef\xbb\xbf{"a":1}').body == {"a": 1}
