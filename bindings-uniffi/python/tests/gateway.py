"""A DOKU on loopback that does what a script says, and every client that sends to it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import aiohttp
import httpx
import requests
import yarl
from conftest import CLIENT_ID, SECRET_KEY, answer_body, response_headers

from dokukit import Answer, AsyncClient, Client, Doku, NotSent

HTML = b"<html>log in</html>"
LATE = b'{"error":{"code":"request_time_out_of_range","message":"Header is not in range"}}'
HOURS = 3600


class Handler(BaseHTTPRequestHandler):
    """Plays the next act of the script, or answers genuinely after the last one."""

    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        gateway = self.server
        gateway.seen.append((self.headers["Request-Id"], self.headers["Request-Timestamp"], body))
        act = gateway.script.pop(0) if gateway.script else "answer"
        self.close_connection = True
        getattr(self, act)()

    def answer(self) -> None:
        self.genuine(self.headers["Request-Id"])

    def another(self) -> None:
        self.genuine("another")

    def half(self) -> None:
        self.genuine(self.headers["Request-Id"], whole=False)

    def genuine(self, request_id: str, whole: bool = True) -> None:
        body = answer_body()
        headers = response_headers(request_id, self.path, body)
        self.reply(201, headers, body, body if whole else body[:40])

    def busy(self) -> None:
        self.reply(503, {}, HTML)

    def html(self) -> None:
        self.reply(200, {"Content-Type": "text/html"}, HTML)

    def redirect(self) -> None:
        self.reply(302, {"Location": self.path}, b"")

    def empty(self) -> None:
        self.reply(204, {}, b"")

    def late(self) -> None:
        self.reply(400, {"Date": formatdate(time.time() + 2 * HOURS, usegmt=True)}, LATE)

    def drop(self) -> None: ...

    def hang(self) -> None:
        self.server.is_over.wait(20)

    def reply(
        self, status: int, headers: dict[str, str], body: bytes, sent: bytes | None = None
    ) -> None:
        self.send_response_only(status)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if sent is None else sent)

    def log_message(self, format: str, *args: object) -> None: ...


class Gateway(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, *script: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = [*script]
        self.seen: list[tuple[str, str, bytes]] = []
        self.is_over = threading.Event()
        self.base_url = f"http://127.0.0.1:{self.server_port}"

    def doku(self, **options: Any) -> Doku:
        given = {"client_id": CLIENT_ID, "secret_key": SECRET_KEY, "base_url": self.base_url}
        return Doku(**(given | options))


@contextmanager
def serving(*script: str) -> Iterator[Gateway]:
    with Gateway(*script) as gateway:
        serve = threading.Thread(target=gateway.serve_forever, args=(0.01,), daemon=True)
        serve.start()
        try:
            yield gateway
        finally:
            gateway.is_over.set()
            gateway.shutdown()
            serve.join()


TIMEOUT = 0.5

Send = Callable[..., Answer[Any]]


def with_urllib(doku: Doku, *request: Any, **options: Any) -> Answer[Any]:
    return Client(doku).send(*request, **options)


def with_httpx(doku: Doku, *request: Any, **options: Any) -> Answer[Any]:
    # A client that would follow a redirect, which nothing may.
    with httpx.Client(timeout=TIMEOUT, follow_redirects=True) as http:
        return Client(doku, http).send(*request, **options)


def with_requests(doku: Doku, *request: Any, **options: Any) -> Answer[Any]:
    with requests.Session() as http:
        return Client(doku, http).send(*request, **options)


def with_function(doku: Doku, *request: Any, **options: Any) -> Answer[Any]:
    def send(
        method: str, url: str, headers: dict[str, str], content: bytes | None
    ) -> tuple[int, httpx.Headers, bytes]:
        try:
            came = httpx.request(method, url, headers=headers, content=content, timeout=TIMEOUT)
        except httpx.ConnectError as failure:
            raise NotSent from failure
        return came.status_code, came.headers, came.content

    return Client(doku, send).send(*request, **options)


def with_async_httpx(doku: Doku, *request: Any, **options: Any) -> Answer[Any]:
    async def send() -> Answer[Any]:
        async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=True) as http:
            answer: Answer[Any] = await AsyncClient(doku, http).send(*request, **options)
            return answer

    return asyncio.run(send())


def with_aiohttp(doku: Doku, *request: Any, **options: Any) -> Answer[Any]:
    async def send() -> Answer[Any]:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        async with aiohttp.ClientSession(timeout=timeout) as session:

            async def one(
                method: str, url: str, headers: dict[str, str], content: bytes | None
            ) -> tuple[int, Any, bytes]:
                asked = session.request(
                    method,
                    yarl.URL(url, encoded=True),
                    headers=headers,
                    data=content,
                    allow_redirects=False,
                )
                try:
                    async with asked as came:
                        return came.status, came.headers, await came.read()
                except aiohttp.ClientConnectorError as failure:
                    raise NotSent from failure

            answer: Answer[Any] = await AsyncClient(doku, one).send(*request, **options)
            return answer

    return asyncio.run(send())


CLIENTS: list[Send] = [
    with_urllib,
    with_httpx,
    with_requests,
    with_function,
    with_async_httpx,
    with_aiohttp,
]
