"""How a request is prepared, whatever its operation."""

from __future__ import annotations

from typing import Any

from . import _convert as convert
from ._border import ask
from ._json import said
from ._values import PreparedRequest, UnsignedRequest


def prepared(
    core: Any, operation: str, body: object, request_id: str | None, timestamp: str | None
) -> PreparedRequest[Any]:
    """The request, signed."""
    identity = convert.identity(request_id, timestamp)
    line = convert.line(*convert.texts(operation=operation), *identity)

    def made(request: bytes) -> PreparedRequest[Any]:
        packed = ask(core.prepare_packed, convert.pack(line, request))
        parts, other = convert.unpack(packed)
        parts.setdefault("body", request if other is None else other.encode())
        return PreparedRequest(**parts)

    return said(convert.request(operation, body), made)


def unsigned(
    core: Any, operation: str, body: object, request_id: str | None, timestamp: str | None
) -> UnsignedRequest[Any]:
    """The request without its signature."""
    call = convert.call(request_id, timestamp)
    convert.texts(operation=operation)

    def made(request: bytes) -> UnsignedRequest[Any]:
        return convert.unsigned(ask(core.prepare_unsigned, operation, request.decode(), call))

    return said(convert.request(operation, body), made)
