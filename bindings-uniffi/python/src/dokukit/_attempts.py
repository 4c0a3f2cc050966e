"""One request on its way to one answer: what happened to it, and the core's next step."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Any, Generic, NoReturn, TypedDict, TypeVar

from . import _convert as convert
from ._answers import Answer, body_of
from ._border import ask, core, violations
from ._errors import DokuError, refused
from ._headers import header_lines, pairs
from ._json import got
from ._lists import Policy
from ._requests import PreparedRequest, Stamp, UnsignedRequest, from_core, to_core, to_unsigned

A = TypeVar("A")


class Options(TypedDict, total=False):
    """How often and how long a request is tried, and what has to be signed."""

    attempts: int | None
    """How many times it is sent at most: 3 unless given."""
    seconds: int | None
    """Seconds from the first attempt after which none is begun: 60 unless given."""
    policy: Policy | None
    """`required` rejects an answer that is not signed, body and all."""


class StampedOptions(Options, Stamp, total=False):
    """As `Options`, and what makes one call different from the next."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A step: let this time pass."""

    milliseconds: int


Step = PreparedRequest[A] | UnsignedRequest[A] | Wait | Answer[A]
"""A request to send, one to sign, a wait, or the answer, with which it is over."""


class Attempts(Generic[A]):
    """Says what to do next with a request, from what has happened to it."""

    def __init__(
        self, doku: Any, prepared: PreparedRequest[A], clock_shift: int, options: Options
    ) -> None:
        shift = convert.within("clock_shift", clock_shift, convert.LEAST, convert.MOST)
        limits = {}
        for name in ("attempts", "seconds"):
            if (value := options.get(name)) is not None:
                limits[name] = convert.within(name, value, 0, U32)
        rules = core.Limits(**limits), convert.policy(options.get("policy")), shift
        self._core = ask(core.AttemptsCore, doku, to_core(prepared), *rules)
        self._operation = prepared.operation
        self._sent = 0

    @property
    def clock_shift(self) -> int:
        """Seconds that are added to this machine's clock, since DOKU's differs."""
        shift: int = ask(self._core.clock_shift)
        return shift

    def next(self, event: Any, now: int | None = None, bits: int | None = None) -> Step[A]:
        """The next step; what is over without an answer is raised.

        `now` is in milliseconds since 1970, `bits` are any 32 random ones.
        """
        now = time.time_ns() // 1_000_000 if now is None else now
        bits = random.getrandbits(32) if bits is None else bits
        step = ask(self._core.next, event, now, bits)
        if step.is_send():
            self._sent += 1
            return from_core(step.request)
        if step.is_sign():
            return to_unsigned(step.unsigned)
        if step.is_wait():
            return Wait(step.milliseconds)
        return self._read(step.answer)

    def after(self, event: Any, failure: Exception | None) -> Step[A]:
        """As `next`; the error that no answer came has the host's own as its cause."""
        try:
            return self.next(event)
        except DokuError as error:
            if failure is not None:
                raise error from failure
            raise

    def stop(self, reason: BaseException) -> NoReturn:
        """Raises what stopped the host; its cause says whether DOKU may have acted."""
        try:
            self.next(no_answer("cancelled"))
        except DokuError as error:
            error.__cause__ = reason.__cause__
            raise reason from error
        raise reason

    def _read(self, answer: Any) -> Answer[A]:
        try:
            body = body_of(answer.body, answer.http_status, answer.raw, self._operation)
        except DokuError as unreadable:
            unreadable.attempts = self._sent
            raise
        parts = {**vars(answer), "body": body, "deviations": violations(answer.deviations)}
        return Answer(**parts)


START = core.AttemptEvent.START()
WAITED = core.AttemptEvent.WAITED()


def no_answer(reason: str) -> Any:
    """`not_sent` only where nothing can have reached DOKU, `unknown` where in doubt."""
    return core.AttemptEvent.NO_ANSWER(reason)


def signed(signature: object) -> Any:
    return core.AttemptEvent.SIGNED(*convert.texts(signature=signature))


def received(came: Any) -> Any:
    """What a host hands over: status, headers, body."""
    if not isinstance(came, (tuple, list)) or len(came) != 3:
        detail = f"expected status, headers and body of the answer, got {got(came)}"
        raise refused("http", "wrong_type", detail)
    status, headers, body = came
    lines = header_lines(pairs(headers))
    status, body = convert.status(status), convert.body_bytes(body)
    return core.AttemptEvent.RECEIVED(core.Received(status=status, headers=lines, body=body))


U32 = 2**32 - 1
