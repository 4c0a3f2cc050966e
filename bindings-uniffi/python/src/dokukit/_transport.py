"""The HTTP clients of hosts: how each sends, and when it says that nothing was sent."""

from __future__ import annotations

import http.client
import ssl
import sys
import urllib.request
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from ._errors import refused
from ._headers import HeaderItems, Headers
from ._json import got
from ._requests import PreparedRequest

Came = tuple[int, Headers, bytes]
"""Status, headers, and the body as it came."""

SendFunction = Callable[[str, str, dict[str, str], bytes | None], Came]
"""Sends method, URL, headers and body exactly as they are, without following a redirect."""

AsyncSendFunction = Callable[[str, str, dict[str, str], bytes | None], Awaitable[Came]]
"""As `SendFunction`, without blocking."""


class NotSent(Exception):
    """Raise it in a function that sends, where no connection was made: nothing reached DOKU."""


class Response(Protocol):
    """What `httpx` and `requests` answer."""

    status_code: int

    @property
    def headers(self) -> HeaderItems: ...

    @property
    def content(self) -> bytes: ...


class Session(Protocol):
    """An `httpx.Client` or a `requests.Session`."""

    def request(self, method: str, url: str, *args: Any, **named: Any) -> Response: ...


class AsyncSession(Protocol):
    """An `httpx.AsyncClient`."""

    def request(self, method: str, url: str, *args: Any, **named: Any) -> Awaitable[Response]: ...


@dataclass(frozen=True, slots=True)
class Transport:
    """How a request is sent."""

    send: Callable[[PreparedRequest[Any]], Any]
    """Returns status, headers and body, or what they are awaited from."""
    failures: tuple[type[Exception], ...]
    """What it raises where no answer comes; all else is raised again as it is."""
    not_sent: Callable[[Exception], bool]
    """Whether a failure says that no connection was made."""


def blocking(client: Any) -> Transport:
    """The standard library unless a client is given."""
    if client is None:
        return with_urllib()
    if is_a(client, "httpx", "Client"):
        return with_httpx(lambda request: came(client.request(*line(request), **exactly(request))))
    if is_a(client, "requests", "Session"):
        return with_requests(client)
    return with_function(client, "an httpx.Client, a requests.Session or a function")


def without_blocking(client: Any) -> Transport:
    if is_a(client, "httpx", "AsyncClient"):

        async def send(request: PreparedRequest[Any]) -> Came:
            return came(await client.request(*line(request), **exactly(request)))

        return with_httpx(send)
    return with_function(client, "an httpx.AsyncClient or an async function")


def is_a(client: object, module: str, name: str) -> bool:
    """Whether it is of a package's class; who has such a client has imported its package."""
    of = getattr(sys.modules.get(module), name, None)
    return isinstance(of, type) and isinstance(client, of)


def line(request: PreparedRequest[Any]) -> tuple[str, str]:
    return request.method, request.url


def exactly(request: PreparedRequest[Any]) -> dict[str, Any]:
    return {"headers": request.headers, "content": request.body, "follow_redirects": False}


def came(response: Response) -> Came:
    return response.status_code, response.headers, response.content


def with_httpx(send: Callable[[PreparedRequest[Any]], Any]) -> Transport:
    package: Any = sys.modules["httpx"]
    unconnected = (package.ConnectError, package.ConnectTimeout, package.PoolTimeout, NotSent)
    return Transport(
        send,
        (package.HTTPError, OSError, NotSent),
        lambda failure: isinstance(failure, unconnected),
    )


def with_requests(session: Any) -> Transport:
    package: Any = sys.modules["requests"]

    def send(request: PreparedRequest[Any]) -> Came:
        options: dict[str, Any] = {
            "data": request.body,
            "allow_redirects": False,
            "timeout": SECONDS,
            # Without any, it would look for one in a .netrc, in place of an upload's token.
            "auth": session.auth or (lambda prepared: prepared),
        }
        return came(session.request(*line(request), headers=request.headers, **options))

    def not_sent(failure: Exception) -> bool:
        if isinstance(failure, NotSent):
            return True
        asked = getattr(failure, "request", None)
        retries = getattr(session.get_adapter(asked.url), "max_retries", None) if asked else None
        if getattr(retries, "total", None) != 0:
            # The adapter repeats by itself: what failed last does not tell what was sent before.
            return False
        if isinstance(failure, package.exceptions.ConnectTimeout):
            return True
        reason = getattr(failure.args[0] if failure.args else None, "reason", None)
        # An SSLError may come later too; the certificate is looked at before anything is sent.
        certificate = reason.args[0] if isinstance(reason, Exception) and reason.args else None
        return type(reason).__name__ in UNCONNECTED or isinstance(
            certificate, ssl.SSLCertVerificationError
        )

    return Transport(send, (OSError, NotSent), not_sent)


def with_function(function: Any, expected: str) -> Transport:
    if not callable(function):
        raise refused("http", "wrong_type", f"expected {expected}, got {got(function)}")

    def send(request: PreparedRequest[Any]) -> Any:
        return function(*line(request), request.headers, request.body)

    # It may do anything before it fails, such as following a redirect: only its word counts.
    return Transport(send, (Exception,), lambda failure: isinstance(failure, NotSent))


def with_urllib() -> Transport:
    """Without the handlers that follow redirects, or raise an answer as an error."""
    opener = urllib.request.OpenerDirector()
    opener.addheaders = [("User-Agent", "dokukit")]
    for handler in (urllib.request.ProxyHandler(), Plain(), Encrypted()):
        opener.add_handler(handler)

    def send(request: PreparedRequest[Any]) -> Came:
        method, url = line(request)
        asked = urllib.request.Request(url, request.body, request.headers, method=method)
        with opener.open(asked, timeout=SECONDS) as response:
            return response.status, response.headers, response.read()

    failures = (OSError, http.client.HTTPException, NotSent)
    return Transport(send, failures, lambda failure: isinstance(failure, NotSent))


class Connects(http.client.HTTPConnection):
    """Tells a failure to connect, of TLS too, from all that comes later."""

    def connect(self) -> None:
        try:
            super().connect()
        except OSError as failure:
            raise NotSent("no connection was made") from failure


class ConnectsWithTls(Connects, http.client.HTTPSConnection): ...


class Plain(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(Connects, req)


class Encrypted(urllib.request.HTTPSHandler):
    def __init__(self) -> None:
        self._trusted = ssl.create_default_context()
        super().__init__(context=self._trusted)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(ConnectsWithTls, req, context=self._trusted)


SECONDS = 30
"""For which an attempt waits for a connection, and for each next bytes of the answer."""

UNCONNECTED = ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")
"""Why urllib3, beneath `requests`, made no connection."""
