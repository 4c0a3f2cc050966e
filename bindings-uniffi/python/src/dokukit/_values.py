"""What goes into the facade and comes out of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import FrozenInstanceError, dataclass, field
from typing import (
    Any,
    ClassVar,
    Generic,
    NamedTuple,
    NoReturn,
    Protocol,
    TypedDict,
    TypeVar,
    dataclass_transform,
)

from ._border import ask, core
from ._errors import Violation
from ._lists import SignatureStatus
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


@dataclass_transform(frozen_default=True)
class Sealed:
    """A value with personal data in it, which cannot be changed.

    It is no dataclass and has no `__dict__`: loggers and JSON encoders take those apart and write
    every part. This one they can only show, as `repr` does.
    """

    __slots__: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *values: Any, **named: Any) -> None:
        names = self.__slots__
        named.update(zip(names, values, strict=False))
        if len(values) > len(names) or named.keys() != {*names}:
            raise TypeError(f"{type(self).__name__} has exactly {', '.join(names)}")
        for name in names:
            object.__setattr__(self, name, named[name])

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


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


@dataclass(frozen=True, slots=True)
class Stages:
    """What each stage of a signature gave."""

    digest: str | None
    string_to_sign: str
    signature: str = field(repr=False)


class Callback(Sealed):
    """A genuine KYB callback.

    DOKU documents its kinds and nothing of its payload: for the state that it announces, read
    `get_business`.
    """

    __slots__ = ("kind", "signature", "request_id", "raw")

    kind: CallbackKind | str | None
    """The body's `type`, which is an assumption; without one, the one text at its top that is a
    documented kind; None when there is none."""
    signature: SignatureStatus
    request_id: str | None
    """The Request-Id header: handle each once."""
    raw: bytes

    def __repr__(self) -> str:
        return f"Callback(kind={self.kind!r}, signature={self.signature!r})"


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake that explains a signature, alone or together with the other findings."""

    code: str
    """Stable, such as `body_reserialised`."""
    detail: str
    """What was signed, in a sentence without any secret."""
    candidate: int | None
    """Index of the candidate that matched, in its own list."""
    proven: bool
    """Whether the signature matches under it; a hint, which is not proven, is a suspicious fact."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every stage of the signature that a message should have; no secret is in it."""

    string_to_sign: str
    string_to_sign_bytes: int
    digest: str | None
    body_bytes: int
    signature: str = field(repr=False)
    """The beginning of the signature that these parts and this secret key give: enough to
    compare, and too little to forge with."""
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


def record(request: PreparedRequest[Any]) -> Any:
    """A request as the core's own."""
    return core.PreparedRequest(
        operation=request.operation,
        method=request.method,
        url=request.url,
        headers=header_lines(request.headers.items()),
        body=request.body,
        target=request.target,
        request_id=request.request_id,
        timestamp=request.timestamp,
    )


def header_lines(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    return [core.Header(name=name, value=value) for name, value in pairs]


def redacted_request(request: PreparedRequest[Any]) -> str:
    """What a log may show of a request: one line of JSON."""
    headers = header_lines(request.headers.items())
    shown: str = ask(core.redacted_request, request.method, request.url, headers, request.body)
    return shown
