"""Between Python's values and those of the generated module `_core`."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from . import _core
from ._errors import DokuError, Gateway, Violation
from ._values import Headers, PreparedRequest, Stages, Timestamp, UnsignedRequest

# The generated code has no types worth checking against.
core: Any = _core

# A circle ends as a recursion error; looking out for one would cost every call.
encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def ask(function: Callable[..., Any], *arguments: Any) -> Any:
    """Calls the core. What it raises is raised anew, outside of the handler: the original
    error with the whole answer in it is not even the new one's context."""
    try:
        return function(*arguments)
    except core.CoreError.Failed as failed:
        error = from_failed(failed)
    except ValueError:
        error = refused("", "bad_format", "expected Unicode text and numbers of at most 64 bits")
    raise error


def from_failed(failed: Any) -> DokuError:
    gateway = failed.gateway
    return DokuError(
        failed.code,
        failed.detail,
        [Violation(each.path, each.code, each.detail) for each in failed.violations],
        failed.http_status,
        gateway and Gateway(gateway.code, gateway.text, gateway.kind),
        failed.retry,
        failed.signature,
        failed.raw_body,
    )


def refused(path: str, code: str, detail: str) -> DokuError:
    place = path or "the whole text"
    return DokuError("invalid_request", f"{place}: {detail}", [Violation(path, code, detail)])


def identity(request_id: str | None = None, timestamp: str | None = None) -> dict[str, str]:
    if request_id is None:
        request_id = str(uuid.uuid4())
    return {"request_id": request_id, "timestamp": now_unless(timestamp)}


def now_unless(timestamp: str | None) -> str:
    if timestamp is None:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return timestamp


def json_bytes(request: object) -> bytes:
    """A request as JSON text; text is taken to be that already."""
    try:
        if not isinstance(request, str):
            request = encode(request)
        return request.encode()
    except UnicodeEncodeError as failure:
        reason = failure.reason
    except (TypeError, ValueError, RecursionError) as failure:
        # These name types and positions, never a value.
        reason = str(failure)
    raise refused("", "bad_format", f"expected what JSON can say, got something else: {reason}")


def parsed(body: str | None, status: int, raw: bytes) -> Any:
    """The core has checked that it is JSON; Python has limits of its own."""
    try:
        return json.loads(raw if body is None else body)
    except (ValueError, RecursionError):
        detail = "the answer is nested too deeply, or has a number with too many digits"
        error = DokuError("unreadable_response", detail, http_status=status, raw_body=raw)
    raise error


def body_bytes(body: bytes | str) -> bytes:
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    detail = (
        f"expected the bytes that came, got {type(body).__name__}: parsing loses what was signed"
    )
    raise refused("body", "wrong_type", detail)


def pairs(headers: Headers) -> list[tuple[str, str]]:
    """Any client's headers: whatever has `items()`, or pairs, of text or of ASGI's bytes."""
    items: Iterable[Any] = headers.items() if hasattr(headers, "items") else headers
    return [(header_text(name), header_text(value)) for name, value in items]


def header_text(text: str | bytes) -> str:
    return text.decode("latin-1") if isinstance(text, bytes) else text


def header_lines(headers: Headers) -> list[Any]:
    return [core.Header(name=name, value=value) for name, value in pairs(headers)]


def pack(parts: dict[str, Any] | str, body: bytes) -> bytes:
    """A line of JSON and the body after it: the cheapest thing to hand over."""
    return b"\n".join((json_bytes(parts), body))


def unpack(packed: str) -> tuple[dict[str, Any], str | None]:
    """The same backwards; no body means that it is the one that was handed over."""
    line, other, body = packed.partition("\n")
    return json.loads(line), body if other else None


def to_core(request: PreparedRequest[Any]) -> Any:
    return core.PreparedRequest(
        operation=request.operation,
        method=request.method,
        url=request.url,
        headers=header_lines(request.headers),
        body=request.body,
        target=request.target,
        request_id=request.request_id,
        timestamp=request.timestamp,
    )


def from_core(request: Any) -> PreparedRequest[Any]:
    headers = {header.name: header.value for header in request.headers}
    return PreparedRequest(**{**vars(request), "headers": headers})


def unsigned(made: Any) -> UnsignedRequest[Any]:
    return UnsignedRequest(from_core(made.request), made.digest, made.string_to_sign)


def stages(made: Any) -> Stages:
    return Stages(made.digest, made.string_to_sign, made.signature)


def timestamp(made: Any) -> Timestamp:
    return Timestamp(made.text, made.unix)


def i64(number: int) -> int:
    """The core says what is out of range; its border has 64 bits."""
    return max(-(2**63), min(number, 2**63 - 1))
