"""Headers as hosts hand them over. Whatever is not headers is rejected by name, and never read as
"unsigned"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from ._border import core
from ._errors import DokuError, refused
from ._json import got, kind


class HeaderItems(Protocol):
    """A dict of headers, or what an HTTP client has instead of one."""

    def items(self) -> Iterable[tuple[str, str | list[str]]]: ...


Headers = HeaderItems | Iterable[tuple[str, str]] | Iterable[tuple[bytes, bytes]]
"""Headers as they came, in any case and order; a name may come several times."""


def pairs(headers: Headers) -> list[tuple[str, str]]:
    """Whatever has `items()`, or pairs, of text or of ASGI's bytes; a value may be a list."""
    given = entries(headers)
    if all(map(is_plain, given)):
        return given
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


def is_plain(pair: Any) -> bool:
    """Whether nothing has to be checked or rewritten, as in nearly every message."""
    if not isinstance(pair, tuple) or len(pair) != 2:
        return False
    name, value = pair
    if not isinstance(name, str) or not isinstance(value, str) or "_" in name or "." in name:
        return False
    return name.isascii() and value.isascii()


def entries(headers: Any) -> list[Any]:
    # A request or a response may be iterable too, or a mapping of something else. Iterating over it
    # would read it as unsigned, or consume its body.
    if hasattr(headers, "headers"):
        raise not_headers(EXPECTED, f"{kind(headers)}: hand over its headers")
    items = getattr(headers, "items", None)
    is_iterable = isinstance(headers, Iterable) and not isinstance(headers, (str, bytes))
    try:
        if callable(items):
            return list(items())
        if is_iterable:
            return list(headers)
    except Exception:  # A host's own class may raise anything, with values in its text.
        pass
    raise not_headers(EXPECTED, got(headers))


def header_lines(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """Headers as the core's own."""
    return [core.Header(name=name, value=value) for name, value in pairs]


def as_dict(headers: Iterable[Any]) -> dict[str, str]:
    return {header.name: header.value for header in headers}


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
        # What some clients make of bytes that are not UTF-8; no header of DOKU has any.
        return part.encode("utf-8", "surrogatepass").decode("latin-1")
    return part


def not_headers(expected: str, came: str) -> DokuError:
    return refused("headers", "wrong_type", f"expected {expected}, got {came}")


EXPECTED = "a dict of headers, or pairs of name and value"

# What a WSGI environ has beside its HTTP_ names.
CGI = ("REQUEST_METHOD", "SERVER_PROTOCOL", "PATH_INFO", "CONTENT_TYPE", "CONTENT_LENGTH")
