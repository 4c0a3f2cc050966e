"""The whole way over real HTTP, against a small DOKU on the loopback."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import requests
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

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request_id = self.headers["Request-Id"]
        moment = self.headers["Request-Timestamp"]
        text = component(request_id, "Request-Timestamp", moment, self.path, body)
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
    connection.request(request.method, url.path, request.body, request.headers)
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


@pytest.mark.parametrize("send", [with_http_client, with_httpx, with_requests])
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


def test_one_doku_serves_many_threads(base_url: str, registration: RdlRegistration) -> None:
    doku = Doku(base_url=base_url, client_id=CLIENT_ID, secret_key=SECRET_KEY)

    def register(_: int) -> bool:
        request = doku.prepare("register_rdl_customer", registration)
        answer = doku.read(request, **with_http_client(request))
        return answer.signature == "verified" and not answer.replayed

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(register, range(64)))
