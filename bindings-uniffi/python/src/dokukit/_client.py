"""The clients that send: each does what the core's steps say, blocking or not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from ._answers import Answer
from ._attempts import START, WAITED, Attempts, Options, Wait, no_answer, received, signed
from ._doku import Doku
from ._errors import Violation, refused, refused_all
from ._json import got
from ._operations import AsyncSends, Sends
from ._requests import PreparedRequest, UnsignedRequest, checked, prepared, unsigned
from ._transport import (
    AsyncSendFunction,
    AsyncSession,
    SendFunction,
    Session,
    Transport,
    blocking,
    without_blocking,
)


class Base:
    """What both clients are made of."""

    clock_shift: int
    """Seconds that are added to this machine's clock, as an answer of DOKU said; it may be set."""

    def __init__(self, doku: Doku, transport: Transport, sign: Any) -> None:
        if not isinstance(doku, Doku):
            raise refused("doku", "wrong_type", f"expected a Doku, got {got(doku)}")
        self._doku = doku
        self._http = transport
        self._sign = sign
        self.clock_shift = 0

    def _begun(
        self, request: Any, body: object, stamp: dict[str, str | None], options: Options
    ) -> Attempts[Any]:
        if not isinstance(request, str):
            request = checked(request)
            parts = {"body": body, **stamp}
            detail = "expected nothing beside a prepared request, got something"
            wrong = [
                Violation(name, "not_allowed", detail)
                for name, value in parts.items()
                if value is not None
            ]
            if wrong:
                raise refused_all(wrong)
        elif self._sign is None:
            request = prepared(self._doku._core, request, body, **stamp)
        else:
            request = unsigned(self._doku._core, request, body, **stamp).request
        return Attempts(self._doku._core, request, self.clock_shift, options)

    def _ended(self, attempts: Attempts[Any], clock_shift: int) -> None:
        """Keeps what was learned of the clock; another request may have learned it meanwhile."""
        if attempts.clock_shift != clock_shift:
            self.clock_shift = attempts.clock_shift

    def _failed(self, failure: Exception) -> Any:
        return no_answer("not_sent" if self._http.not_sent(failure) else "unknown")


class Client(Base, Sends):
    """Sends requests and reads their answers; what is safe to repeat is repeated.

    It sends with the standard library, an `httpx.Client`, a `requests.Session`, or a function of
    method, URL, headers and body that returns status, headers and body. Redirects are not followed:
    a function must not follow any, since the target is signed. The standard library and `requests`
    wait for 30 seconds, `httpx` as long as the client says. A `Doku` without a key needs `sign`: a
    function of the string to sign that returns `HMACSHA256=` and base64.
    """

    def __init__(
        self,
        doku: Doku,
        http: Session | SendFunction | None = None,
        *,
        sign: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(doku, blocking(http), sign)

    def _send(
        self, request: Any, body: object, stamp: dict[str, str | None], options: Options
    ) -> Answer[Any]:
        attempts = self._begun(request, body, stamp, options)
        clock_shift = attempts.clock_shift
        try:
            step = attempts.next(START)
            while not isinstance(step, Answer):
                try:
                    happened = self._do(step)
                except BaseException as stopped:
                    attempts.stop(stopped)
                step = attempts.after(*happened)
            return step
        finally:
            self._ended(attempts, clock_shift)

    def _do(
        self, step: PreparedRequest[Any] | UnsignedRequest[Any] | Wait
    ) -> tuple[Any, Exception | None]:
        """What happened, and why no answer came."""
        if isinstance(step, Wait):
            time.sleep(step.milliseconds / 1000)
            return WAITED, None
        if isinstance(step, UnsignedRequest):
            return signed(self._sign(step.string_to_sign) if self._sign else ""), None
        try:
            came = self._http.send(step)
        except self._http.failures as failure:
            return self._failed(failure), failure
        return received(came), None


class AsyncClient(Base, AsyncSends):
    """As `Client`, without blocking, on `asyncio`.

    It sends with an `httpx.AsyncClient` or an async function. A task that is cancelled raises
    `CancelledError` as always; its `__cause__` is the `DokuError` whose `outcome` says whether DOKU
    may have acted.
    """

    def __init__(
        self,
        doku: Doku,
        http: AsyncSession | AsyncSendFunction,
        *,
        sign: Callable[[str], Awaitable[str]] | None = None,
    ) -> None:
        super().__init__(doku, without_blocking(http), sign)

    async def _send(
        self, request: Any, body: object, stamp: dict[str, str | None], options: Options
    ) -> Answer[Any]:
        attempts = self._begun(request, body, stamp, options)
        clock_shift = attempts.clock_shift
        try:
            step = attempts.next(START)
            while not isinstance(step, Answer):
                try:
                    happened = await self._do(step)
                except BaseException as stopped:
                    attempts.stop(stopped)
                step = attempts.after(*happened)
            return step
        finally:
            self._ended(attempts, clock_shift)

    async def _do(
        self, step: PreparedRequest[Any] | UnsignedRequest[Any] | Wait
    ) -> tuple[Any, Exception | None]:
        if isinstance(step, Wait):
            await asyncio.sleep(step.milliseconds / 1000)
            return WAITED, None
        if isinstance(step, UnsignedRequest):
            return signed(await self._sign(step.string_to_sign) if self._sign else ""), None
        try:
            came = await self._http.send(step)
        except self._http.failures as failure:
            return self._failed(failure), failure
        return received(came), None
