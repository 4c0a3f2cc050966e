"""Answers and callbacks: the objects that callers get, and what a log may show of them."""

from __future__ import annotations

import json
from typing import Any, Generic, TypeVar

from ._border import ask, core
from ._errors import DokuError, Violation, refused
from ._json import got
from ._lists import SignatureStatus
from ._requests import PreparedRequest, redacted_request
from ._sealed import Sealed
from ._secret import Secret
from .payloads import SECRETS, CallbackKind

A = TypeVar("A")


class Answer(Sealed, Generic[A]):
    """A genuine answer."""

    __slots__ = ("signature", "replayed", "http_status", "body", "deviations", "raw")

    signature: SignatureStatus
    """Whether it was signed, and what the signature covers."""
    replayed: bool
    """Whether it is the first answer to this Request-Id, sent again."""
    http_status: int
    body: A
    """What DOKU answered, in wire names; ids are text with all their digits."""
    deviations: list[Violation]
    """What differs from DOKU's documents and was left out of `body`; usually nothing."""
    raw: bytes

    def __repr__(self) -> str:
        return (
            f"Answer(signature={self.signature!r}, replayed={self.replayed!r}, "
            f"http_status={self.http_status!r}, deviations={self.deviations!r})"
        )


class Callback(Sealed):
    """A genuine KYB callback.

    DOKU documents its kinds and nothing of its payload: for the state that it announces, read
    `get_business`.
    """

    __slots__ = ("kind", "signature", "request_id", "raw")

    kind: CallbackKind | str | None
    """The body's `type`, which is an assumption; without one, the one text at its top that is a
    documented kind; otherwise None."""
    signature: SignatureStatus
    request_id: str | None
    """The Request-Id header: handle each once."""
    raw: bytes

    def __repr__(self) -> str:
        return f"Callback(kind={self.kind!r}, signature={self.signature!r})"


def redacted(message: PreparedRequest[Any] | Answer[Any] | Callback) -> str:
    """What a log may show of a request, an answer or a callback: one line of JSON.

    The body's keys stay, and each value is replaced by its kind and size. The line has no
    signature, no token and no personal data.
    """
    if isinstance(message, PreparedRequest):
        return redacted_request(message)
    if isinstance(message, Answer):
        parts = message.http_status, message.signature, message.replayed, message.raw
    elif isinstance(message, Callback):
        parts = 0, message.signature, False, message.raw
    else:
        detail = f"expected a request, an answer or a callback, got {got(message)}"
        raise refused("message", "wrong_type", detail)
    shown: str = ask(core.redacted_answer, *parts)
    return shown


def body_of(read: str | None, status: int, raw: bytes, operation: str) -> Any:
    """The body of an answer; the core has checked that it is JSON, but Python has limits of its
    own."""
    decode = as_it_came if operation == "call" else with_secrets
    try:
        return decode(raw.decode() if read is None else read)
    except (ValueError, RecursionError):
        detail = (
            "the answer is nested too deeply, or has a number with too many digits; DOKU may have "
            "acted on the request all the same"
        )
        error = DokuError("unreadable_response", detail, http_status=status, raw_body=raw)
        error.outcome = "unknown"
    raise error


def conceal(read: dict[str, Any]) -> dict[str, Any]:
    """Replaces each text that is a secret by a `Secret`."""
    for name in SECRETS:
        if isinstance(read.get(name), str):
            read[name] = Secret(read[name])
    return read


as_it_came = json.JSONDecoder().decode
with_secrets = json.JSONDecoder(object_hook=conceal).decode
