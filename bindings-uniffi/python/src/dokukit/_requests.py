"""Requests: the objects that callers get, how they are prepared, and how they cross."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypedDict, TypeVar

from . import _convert as convert
from ._border import ask, core
from ._errors import refused
from ._headers import as_dict, header_lines, pairs
from ._json import as_json, got
from ._sealed import Sealed
from .payloads import UploadAnswer

A = TypeVar("A")


class Stamp(TypedDict, total=False):
    """What makes one call different from the next; filled in when absent."""

    request_id: str | None
    """Unique text of at most 128 characters."""
    timestamp: str | None
    """`YYYY-MM-DDTHH:MM:SSZ`, or with an offset."""


class PreparedRequest(Sealed, Generic[A]):
    """A request to send exactly as it is; `A` is what DOKU answers.

    As text, and so in a log, it is redacted; `serialize` writes all of it.
    """

    __slots__ = (
        "operation",
        "method",
        "url",
        "headers",
        "body",
        "target",
        "request_id",
        "timestamp",
    )

    operation: str
    method: str
    url: str
    headers: dict[str, str]
    body: bytes | None
    """The bytes that were signed; None when there is no body."""
    target: str
    request_id: str
    timestamp: str

    def serialize(self) -> str:
        """One line of JSON, to store before sending; `Doku.restore` reads it.

        It holds the personal data of the body and a valid signature, an upload's the bearer
        token: keep it as you keep the data itself. For a log there is `redacted`.
        """
        line: str = ask(lambda: core.serialize_request(record(self)))
        return line

    def __repr__(self) -> str:
        try:
            return f"PreparedRequest({redacted_request(self)})"
        except Exception:  # Somebody has put something else into its headers.
            return "PreparedRequest(...)"


class UnsignedRequest(Sealed, Generic[A]):
    """A request that lacks only its signature."""

    __slots__ = ("request", "digest", "string_to_sign")

    request: PreparedRequest[A]
    digest: str | None
    string_to_sign: str
    """What to sign with HMAC-SHA256."""

    def __repr__(self) -> str:
        return f"UnsignedRequest({self.request!r})"


class UploadFrame(Sealed):
    """An upload without the bytes of its file, for a host that streams them."""

    __slots__ = ("request", "head", "tail")

    request: PreparedRequest[UploadAnswer]
    """The request, with None as its body."""
    head: bytes
    """What to send before the file's bytes."""
    tail: bytes
    """What to send after them."""

    def __repr__(self) -> str:
        return f"UploadFrame({self.request!r})"


@dataclass(frozen=True, slots=True)
class Stages:
    """The digest, the string to sign and the signature of a message."""

    digest: str | None
    string_to_sign: str
    signature: str = field(repr=False)


def prepared(
    core: Any, operation: str, body: object, request_id: str | None, timestamp: str | None
) -> PreparedRequest[Any]:
    """Checks, serialises and signs a request of any operation."""
    identity = convert.identity(request_id, timestamp)
    line = convert.line(*convert.texts(operation=operation), *identity)

    def made(request: bytes) -> PreparedRequest[Any]:
        packed = ask(core.prepare_packed, convert.pack(line, request))
        parts, other = convert.unpack(packed)
        parts.setdefault("body", request if other is None else other.encode())
        return PreparedRequest(**parts)

    return as_json(json_of(operation, body), made)


def unsigned(
    core: Any, operation: str, body: object, request_id: str | None, timestamp: str | None
) -> UnsignedRequest[Any]:
    """As `prepared`, without the signature."""
    stamp = convert.stamp(request_id, timestamp)
    convert.texts(operation=operation)

    def made(request: bytes) -> UnsignedRequest[Any]:
        return to_unsigned(ask(core.prepare_unsigned, operation, request.decode(), stamp))

    return as_json(json_of(operation, body), made)


def json_of(operation: object, body: object) -> object:
    """The body; an empty one for an upload, whose bytes are not JSON: the core says where an
    upload belongs."""
    return {} if operation == convert.UPLOAD else body


def redacted_request(request: PreparedRequest[Any]) -> str:
    """What a log may show of a request: one line of JSON."""
    headers = header_lines(request.headers.items())
    shown: str = ask(core.redacted_request, request.method, request.url, headers, request.body)
    return shown


def checked(request: object) -> PreparedRequest[Any]:
    if isinstance(request, PreparedRequest):
        if isinstance(request.headers, dict):
            return request
        detail = f"expected the headers that prepare returned, got {got(request.headers)}"
        raise refused("prepared.headers", "wrong_type", detail)
    raise refused("prepared", "wrong_type", f"expected what prepare returned, got {got(request)}")


def sent(request: object) -> dict[str, Any]:
    """What reading an answer needs of its request."""
    given = checked(request)
    names = ("operation", "method", "target", "request_id", "url")
    parts: dict[str, Any] = {name: getattr(given, name) for name in names}
    convert.texts(**parts)
    parts["client_id"] = given.headers.get("Client-Id")
    if parts["client_id"] is None:
        values = (value for name, value in pairs(given.headers) if name.lower() == "client-id")
        parts["client_id"] = next(values, None)
    return parts


def record(request: PreparedRequest[Any]) -> Any:
    """A request as the core's own."""
    parts = {name: getattr(request, name) for name in PreparedRequest.__slots__}
    return core.PreparedRequest(**{**parts, "headers": header_lines(request.headers.items())})


def to_core(request: object) -> Any:
    given = checked(request)
    return ask(lambda: record(given))


def from_core(request: Any) -> PreparedRequest[Any]:
    return PreparedRequest(**{**vars(request), "headers": as_dict(request.headers)})


def to_unsigned(made: Any) -> UnsignedRequest[Any]:
    return UnsignedRequest(**{**vars(made), "request": from_core(made.request)})


def to_frame(made: Any) -> UploadFrame:
    return UploadFrame(**{**vars(made), "request": from_core(made.request)})
