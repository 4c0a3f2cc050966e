"""The one error, with the same parts in every language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ._lists import Outcome, Retry, SignatureStatus


@dataclass(frozen=True, slots=True)
class Violation:
    """One value that breaks a rule."""

    path: str
    """Where, in wire names: `rdl_customer.email`."""
    code: str
    """Which rule, such as `too_long`."""
    detail: str
    """What was expected and what came, as sizes or kinds, never the value."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """DOKU's own words about a refusal."""

    code: str | None
    """Such as `invalid_signature`; many refusals have none."""
    message: str | None = field(repr=False)
    """DOKU's sentence. It may quote what was sent: keep it out of logs."""
    type: str | None
    """Such as `invalid_request_error`."""


class DokuError(Exception):
    """The one error of this package; its text never holds a value that was given."""

    code: str
    """Stable code, such as `invalid_request`."""
    detail: str
    """One sentence."""
    violations: Sequence[Violation]
    """Every broken rule, in document order."""
    http_status: int | None
    """HTTP status of the answer, when one came."""
    gateway: Gateway | None
    """DOKU's own words, for `gateway_error`."""
    retry: Retry | None
    """What may be tried next, for `gateway_error` and `no_answer`."""
    signature: SignatureStatus | None
    """Whether the refusal was signed, for `gateway_error`."""
    raw_body: bytes | None
    """The bytes that came, so that nothing is lost when they cannot be read. A pickle has none."""
    outcome: Outcome | None
    """Whether DOKU has acted; None where nothing was sent or read."""
    attempts: int
    """How often the request was sent, for an error of `send`."""

    def __init__(
        self,
        code: str,
        detail: str,
        violations: Sequence[Violation] = (),
        http_status: int | None = None,
        gateway: Gateway | None = None,
        retry: Retry | None = None,
        signature: SignatureStatus | None = None,
        raw_body: bytes | None = None,
        outcome: Outcome | None = None,
        attempts: int = 0,
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.violations = violations
        self.http_status = http_status
        self.gateway = gateway
        self.retry = retry
        self.signature = signature
        self.raw_body = raw_body
        self.outcome = outcome
        self.attempts = attempts

    def __reduce__(self) -> tuple[Any, ...]:
        """Lets a process pool hand the error over, without the body: that may be personal."""
        return type(self), (self.code, self.detail), {**self.__dict__, "raw_body": None}

    def __copy__(self) -> DokuError:
        copied = type(self)(self.code, self.detail)
        copied.__dict__.update(self.__dict__)
        return copied

    def __deepcopy__(self, memo: dict[int, Any]) -> DokuError:
        return self.__copy__()


def refused(path: str, code: str, detail: str) -> DokuError:
    """An `invalid_request` with one violation, in the words of the core."""
    return refused_all([Violation(path, code, detail)])


def refused_all(violations: Sequence[Violation]) -> DokuError:
    detail = "; ".join(map(sentence, violations))
    return DokuError("invalid_request", detail, violations)


def sentence(violation: Violation) -> str:
    """A violation as it stands in an error's detail."""
    return f"{violation.path or 'the whole text'}: {violation.detail}"
