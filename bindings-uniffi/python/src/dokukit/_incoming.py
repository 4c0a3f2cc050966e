"""What DOKU sends: verification, callbacks, replies to it, and fakes of it for tests."""

from __future__ import annotations

from typing import Any, TypedDict

from . import _convert as convert
from ._answers import Callback
from ._border import ask, core
from ._headers import Headers, as_dict, header_lines, pairs
from ._lists import Policy, SignatureStatus
from ._requests import PreparedRequest, Stages, sent


class Fake(TypedDict):
    """A response as DOKU would send it, for tests."""

    status: int
    headers: dict[str, str]
    body: bytes


class Incoming:
    """The part of a `Doku` that reads what DOKU sends."""

    _core: Any

    def verify_response(
        self,
        method: str,
        target: str,
        request_id: str,
        *,
        status: int,
        headers: Headers,
        body: bytes | str,
        policy: Policy | None = None,
        now: int | None = None,
        tolerance: int | None = None,
    ) -> SignatureStatus:
        """Verifies the signature of a response without reading its body.

        The Request-Id binds an answer to its request; with `now`, in seconds since 1970, or with a
        `tolerance` in seconds (a day unless given) around this machine's time, a timestamp that is
        further off is `stale_timestamp`. An answer that is not signed is rejected unless the policy
        is `if_present`.
        """
        convert.texts(method=method, target=target, request_id=request_id)
        asked = core.Sent(method=method, target=target, request_id=request_id)
        came = core.Received(
            status=convert.status(status),
            headers=header_lines(pairs(headers)),
            body=convert.body_bytes(body),
        )
        options = convert.policy(policy), *convert.window(now, tolerance)
        verdict: SignatureStatus = ask(self._core.verify_response, asked, came, *options)
        return verdict

    def verify_notification(
        self,
        target: str,
        headers: Headers,
        body: bytes | str,
        *,
        now: int | None = None,
        tolerance: int | None = None,
    ) -> SignatureStatus:
        """Verifies what DOKU sends of its own accord.

        `target` is the path of your URL as it was on the wire, with its query where there is one.
        With `now`, in seconds since 1970, or with a `tolerance` in seconds (a day unless given)
        around this machine's time, a timestamp that is further off is `stale_timestamp`. Genuine
        retries come up to 12 hours later: keep the Request-Ids that you have handled and handle
        each once.
        """
        lines = header_lines(pairs(headers))
        came = *convert.texts(target=target), lines, convert.body_bytes(body)
        window = convert.window(now, tolerance)
        verdict: SignatureStatus = ask(self._core.verify_notification, *came, *window)
        return verdict

    def read_callback(
        self,
        target: str,
        headers: Headers,
        body: bytes | str,
        *,
        policy: Policy | None = None,
        now: int | None = None,
        tolerance: int | None = None,
    ) -> Callback:
        """Verifies a KYB callback and says what it is about.

        `target` is the path of your `callback_url` as it was on the wire; `now` and `tolerance` are
        as in `verify_notification`. DOKU does not say whether callbacks are signed: one that is not
        is rejected, unless the policy is `if_present`; then `signature` says which.
        """
        raw, lines = convert.body_bytes(body), header_lines(pairs(headers))
        convert.texts(target=target)
        options = convert.policy(policy), *convert.window(now, tolerance)
        read = ask(self._core.read_callback, target, lines, raw, *options)
        return Callback(**vars(read))

    def sign_reply(
        self, target: str, body: bytes | str, *, request_id: str, timestamp: str
    ) -> Stages:
        """The stages of the signature on your own reply to an inquiry of DOKU."""
        stamp = convert.stamp(request_id, timestamp)
        place = convert.texts(target=target)
        made = ask(self._core.sign_reply, *place, convert.body_bytes(body), stamp)
        return Stages(**vars(made))

    def sign_test_response(
        self,
        prepared: PreparedRequest[Any],
        *,
        status: int,
        body: bytes | str,
        timestamp: str | None = None,
    ) -> Fake:
        """For your own tests: a response signed as DOKU signs.

        `doku.read(prepared, **doku.sign_test_response(prepared, status=200, body="{}"))`.
        """
        asked, raw = core.Sent(**sent(prepared)), convert.body_bytes(body)
        (time,) = convert.texts(timestamp=convert.now_unless(timestamp))
        code = convert.within("status", status, 0, convert.U16)
        fake = ask(self._core.sign_test_response, asked, code, raw, time)
        return {"status": fake.status, "headers": as_dict(fake.headers), "body": fake.body}

    def sign_test_notification(
        self,
        target: str,
        body: bytes | str,
        *,
        request_id: str | None = None,
        timestamp: str | None = None,
    ) -> dict[str, str]:
        """For your own tests: the headers of a notification or callback signed as DOKU signs."""
        stamp, raw = convert.stamp(request_id, timestamp), convert.body_bytes(body)
        place = convert.texts(target=target)
        return as_dict(ask(self._core.sign_test_notification, *place, raw, stamp))
