"""The whole way over real HTTP, against a small DOKU on the loopback."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import threading
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import httpx
import pytest
import requests
import yarl
from conftest import (
    ACCOUNT_ID,
    CLIENT_ID,
    SECRET_KEY,
    answer_body,
    component,
    response_headers,
    signature,
)

from dokukit import Doku, DokuError, PreparedRequest
from dokukit.payloads import RdlRegistration


class Gateway(BaseHTTPRequestHandler):
    """Refuses what is not signed; answers a Request-Id that it has seen with 409."""

    protocol_version = "HTTP/1.1"
    seen: set[str] = set()

    def do_GET(self) -> None:
        self.do(None)

    def do_POST(self) -> None:
        self.do(self.rfile.read(int(self.headers["Content-Length"])))

    def do(self, signed: bytes | None) -> None:
        request_id = self.headers["Request-Id"]
        moment = self.headers["Request-Timestamp"]
        text = component(request_id, "Request-Timestamp", moment, self.path, signed)
        if self.headers["Signature"] != signature(text):
            return self.answer(401, {}, b'{"error":{"code":"invalid_signature"}}')
        status = 409 if request_id in self.seen else 201
        self.seen.add(request_id)
        body = answer_body()
        self.answer(status, response_headers(request_id, self.path, body), body)

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Gateway) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def with_http_client(request: PreparedRequest[Any]) -> dict[str, Any]:
    url = urlsplit(request.url)
    connection = http.client.HTTPConnection(url.hostname or "", url.port)
    path = url._replace(scheme="", netloc="").geturl()
    connection.request(request.method, path, request.body, request.headers)
    response = connection.getresponse()
    received = {"status": response.status, "headers": response.headers, "body": response.read()}
    connection.close()
    return received


def with_httpx(request: PreparedRequest[Any]) -> dict[str, Any]:
    response = httpx.request(
        request.method, request.url, headers=request.headers, content=request.body
    )
    return {"status": response.status_code, "headers": response.headers, "body": response.content}


def with_requests(request: PreparedRequest[Any]) -> dict[str, Any]:
    response = requests.request(
        request.method, request.url, headers=request.headers, data=request.body, timeout=10
    )
    return {"status": response.status_code, "headers": response.headers, "body": response.content}


def with_urllib(request: PreparedRequest[Any]) -> dict[str, Any]:
    sent = urllib.request.Request(request.url, request.body, request.headers, method=request.method)
    try:
        response = urllib.request.urlopen(sent)
    except urllib.request.HTTPError as refusal:
        response = refusal
    with response:
        return {"status": response.status, "headers": response.headers, "body": response.read()}


def with_aiohttp(request: PreparedRequest[Any]) -> dict[str, Any]:
    return asyncio.run(send_with_aiohttp(request, yarl.URL(request.url, encoded=True)))


async def send_with_aiohttp(
    request: PreparedRequest[Any], url: yarl.URL | str, raw: bool = False
) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.request(request.method, url, headers=request.headers, data=request.body) as came,
    ):
        headers = came.raw_headers if raw else came.headers
        return {"status": came.status, "headers": headers, "body": await came.read()}


CLIENTS = [with_http_client, with_httpx, with_requests, with_urllib, with_aiohttp]


@pytest.mark.parametrize("send", CLIENTS)
def test_register_replay_and_refusal(
    base_url: str, registration: RdlRegistration, send: Any
) -> None:
    doku = Doku(base_url=base_url, client_id=CLIENT_ID, secret_key=SECRET_KEY)
    request = doku.prepare("register_rdl_customer", registration)
    answer = doku.read(request, **send(request))
    assert (answer.signature, answer.http_status, answer.replayed) == ("verified", 201, False)
    assert answer.body["rdl_customer"]["account_id"] == ACCOUNT_ID

    again = doku.resign(request)
    assert doku.read(again, **send(again)).replayed

    stranger = Doku(base_url=base_url, client_id=CLIENT_ID, secret_key="another-key")
    refused_request = stranger.prepare("register_rdl_customer", registration)
    with pytest.raises(DokuError, match="gateway_error") as refused:
        stranger.read(refused_request, **send(refused_request))
    assert refused.value.gateway is not None
    assert refused.value.gateway.code == "invalid_signature"


# Of every byte that a target may escape.
ESCAPES = "".join(
    f"%{byte:02X}" for byte in range(256) if not re.match(rb"[\w.~-]", bytes([byte]), re.ASCII)
)
TARGETS = [
    "/orders/v1/status/INV%3A1%2C2%402",
    f"/orders/v1/{ESCAPES}",
    "/orders/v1/a-._~!$&'()*+,;=:@/b",
    f"/orders/v1?since=2020-08-11T08%3A45%3A42%2B07%3A00&all={ESCAPES}",
    "/orders/v1?q=a-._~!$&()*+,;=:@/?b",
]


@pytest.mark.parametrize("send", CLIENTS)
@pytest.mark.parametrize("target", TARGETS)
def test_what_is_signed_is_what_is_sent(base_url: str, target: str, send: Any) -> None:
    doku = Doku(base_url=base_url, client_id=CLIENT_ID, secret_key=SECRET_KEY)
    given = {"method": "GET", "target": target} | ({"query": "signed"} if "?" in target else {})
    request = doku.prepare("call", json.dumps(given))
    assert request.target == target
    # The gateway refuses a request whose target is not, byte for byte, the one that was signed.
    assert doku.read(request, **send(request)).signature == "verified"


def test_aiohttp_rewrites_a_url_that_is_text(base_url: str) -> None:
    doku = Doku(base_url=base_url, client_id=CLIENT_ID, secret_key=SECRET_KEY)
    request = doku.prepare("call", {"method": "GET", "target": TARGETS[0]})
    refusal = asyncio.run(send_with_aiohttp(request, request.url))
    with pytest.raises(DokuError, match="gateway_error") as refused:
        doku.read(request, **refusal)
    assert refused.value.gateway and refused.value.gateway.code == "invalid_signature"


def test_raw_headers_of_aiohttp_are_read(base_url: str) -> None:
    doku = Doku(base_url=base_url, client_id=CLIENT_ID, secret_key=SECRET_KEY)
    request = doku.prepare("call", {"method": "GET", "target": "/x"})
    url = yarl.URL(request.url, encoded=True)
    came = asyncio.run(send_with_aiohttp(request, url, raw=True))
    assert doku.read(request, **came).signature == "verified"


def test_one_doku_serves_many_threads(base_url: str, registration: RdlRegistration) -> None:
    doku = Doku(base_url=base_url, client_id=CLIENT_ID, secret_key=SECRET_KEY)

    def register(_: int) -> bool:
        request = doku.prepare("register_rdl_customer", registration)
        answer = doku.read(request, **with_http_client(request))
        return answer.signature == "verified" and not answer.replayed

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(register, range(64)))
