"""Headers as hosts hand them over. What are none is refused by name, and never "unsigned"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ._errors import DokuError, refused
from ._json import got
from ._values import Headers


def pairs(headers: Headers) -> list[tuple[str, str]]:
    """Whatever has `items()`, or pairs, of text or of ASGI's bytes; a value may be a list."""
    given = entries(headers)
    for pair in given:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise not_headers("pairs of name and value", got(pair))
    for name, _ in given:
        if isinstance(name, str) and (name in CGI or name.startswith(("HTTP_", "wsgi."))):
            detail = "names of WSGI such as HTTP_SIGNATURE: hand over request.headers"
            raise not_headers("headers as they came", detail)
    lines = []
    for name, value in given:
        for each in value if isinstance(value, list) else (value,):
            lines.append((text(name, "name"), text(each, "value")))
    return lines


def entries(headers: Any) -> list[Any]:
    items = getattr(headers, "items", None)
    if not callable(items):
        # To go through a request or a response would take its body away.
        is_other = hasattr(headers, "headers") or callable(headers)
        if is_other or isinstance(headers, (str, bytes)) or not isinstance(headers, Iterable):
            raise not_headers(EXPECTED, described(headers))
    try:
        return list(items() if callable(items) else headers)
    except Exception:  # A host's own class may raise anything, with values in its text.
        pass
    raise not_headers(EXPECTED, described(headers))


def text(part: object, which: str) -> str:
    if isinstance(part, bytes):
        return part.decode("latin-1")
    if not isinstance(part, str):
        raise not_headers(f"text as every header's {which}", got(part))
    if part.isascii():
        return part
    try:
        part.encode()
    except UnicodeEncodeError:
        # What some clients make of bytes that are no UTF-8; no header of DOKU has any.
        return part.encode("utf-8", "surrogatepass").decode("latin-1")
    return part


def not_headers(expected: str, came: str) -> DokuError:
    return refused("headers", "wrong_type", f"expected {expected}, got {came}")


def described(value: object) -> str:
    name = got(value)
    return f"{name}: hand over its headers" if hasattr(value, "headers") else name


EXPECTED = "a dict of headers, or pairs of name and value"

# What a WSGI environ has beside its HTTP_ names.
CGI = ("REQUEST_METHOD", "SERVER_PROTOCOL", "PATH_INFO", "CONTENT_TYPE", "CONTENT_LENGTH")
