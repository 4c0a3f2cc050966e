"""What goes into the facade and comes out of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypedDict, TypeVar

from ._errors import SignatureStatus
from .payloads import CallbackKind, UploadAnswer

A = TypeVar("A")


class HeaderItems(Protocol):
    """A dict of headers, or what an HTTP client has instead of one."""

    def items(self) -> Iterable[tuple[str, str | list[str]]]: ...


Headers = HeaderItems | Iterable[tuple[str, str]] | Iterable[tuple[bytes, bytes]]
"""Headers as they came, in any case and order, perhaps twice."""


class Identity(TypedDict, total=False):
    """What makes one call different from the next; filled in when absent."""

    request_id: str | None
    """Unique text of at most 128 characters."""
    timestamp: str | None
    """`YYYY-MM-DDTHH:MM:SSZ`, or with an offset."""


@dataclass(frozen=True, slots=True)
class PreparedRequest(Generic[A]):
    """A request to send exactly as it is; `A` is what DOKU answers."""

    operation: str
    method: str
    url: str
    headers: dict[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)
    """The bytes that were signed; None when there is no body."""
    target: str
    request_id: str
    timestamp: str


@dataclass(frozen=True, slots=True)
class UnsignedRequest(Generic[A]):
    """A request that lacks only its signature."""

    request: PreparedRequest[A]
    digest: str | None
    string_to_sign: str
    """What to sign with HMAC-SHA256."""


@dataclass(frozen=True, slots=True)
class UploadFrame:
    """An upload without the bytes of its file, for a host that streams them."""

    request: PreparedRequest[UploadAnswer]
    """The request, with None as its body."""
    head: bytes = field(repr=False)
    """What to send before the file's bytes."""
    tail: bytes = field(repr=False)
    """What to send after them."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[A]):
    """A genuine answer."""

    signature: SignatureStatus
    replayed: bool
    """Whether it is the first answer to this Request-Id, sent again."""
    http_status: int
    body: A = field(repr=False)
    """What DOKU answered, in wire names; ids are text with all their digits."""
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stages:
    """What each stage of a signature gave."""

    digest: str | None
    string_to_sign: str
    signature: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Callback:
    """A genuine KYB callback.

    DOKU documents its kinds and nothing of its payload: for the state that it announces, read
    `get_business`.
    """

    kind: CallbackKind | str | None
    """The body's `type`, which is an assumption; without one, the one text at its top that is a
    documented kind; None when there is none."""
    signature: SignatureStatus
    request_id: str | None
    """The Request-Id header: handle each once."""
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake that explains a signature, alone or together with the other findings."""

    code: str
    """Stable, such as `body_reserialised`."""
    detail: str
    """What was signed, in a sentence without any secret."""
    candidate: int | None
    """Index of the candidate that matched, in its own list."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every stage of the signature that a message should have; no secret is in it."""

    string_to_sign: str
    string_to_sign_bytes: int
    digest: str | None
    body_bytes: int
    signature: str = field(repr=False)
    """The signature that these parts and this secret key give."""
    received: str | None = field(repr=False)
    """The Signature header as it came."""
    matches: bool
    """Whether they are the same 32 bytes, both properly written."""


class Fake(TypedDict):
    """A response as DOKU would send it, for tests."""

    status: int
    headers: dict[str, str]
    body: bytes


class Timestamp(NamedTuple):
    """A moment, as text in UTC and as seconds since 1970."""

    text: str
    unix: int
