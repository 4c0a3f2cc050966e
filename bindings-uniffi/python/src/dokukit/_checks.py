"""What needs no client: the check of a request, timestamps and Request-Ids."""

from __future__ import annotations

from typing import NamedTuple

from . import _convert as convert
from ._border import ask, core, violations
from ._errors import Violation
from ._json import violations_of


class Timestamp(NamedTuple):
    """A moment, as text in UTC and as seconds since 1970."""

    text: str
    unix: int


def check(operation: str, request: object) -> list[Violation]:
    """Everything that `prepare` or `prepare_upload` would reject in a request; it needs no key."""
    (name,) = convert.texts(operation=operation)

    def found(text: str, _: bytes | None = None) -> list[Violation]:
        return violations(ask(core.check_request, name, text))

    if name == convert.UPLOAD:
        return convert.upload(request, found, violations_of)
    return violations_of(request, lambda text: found(text.decode()))


def timestamp_from_unix(seconds: int) -> Timestamp:
    """The moment that many seconds after 1970 began."""
    return Timestamp(**vars(ask(core.timestamp_from_unix, convert.i64("unix", seconds))))


def parse_timestamp(text: str) -> Timestamp:
    """Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`."""
    return Timestamp(**vars(ask(core.parse_timestamp, *convert.texts(timestamp=text))))


def check_request_id(text: str) -> str:
    """Returns the text when it can be a Request-Id."""
    checked: str = ask(core.check_request_id, *convert.texts(request_id=text))
    return checked
