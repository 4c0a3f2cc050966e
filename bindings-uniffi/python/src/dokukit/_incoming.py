"""What comes in: verdicts, callbacks, why a signature does not match; and fakes for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import _convert as convert
from ._border import ask, core
from ._errors import refused
from ._json import got
from ._lists import Policy, SignatureStatus
from ._values import (
    Answer,
    Callback,
    Explanation,
    Fake,
    Finding,
    Headers,
    PreparedRequest,
    redacted_request,
)


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
        `tolerance` in seconds (a day unless given) around this machine's time, one whose timestamp
        is further off is refused all the same.
        """
        convert.texts(method=method, target=target, request_id=request_id)
        sent = core.Sent(method=method, target=target, request_id=request_id)
        received = core.Received(
            status=convert.status(status),
            headers=convert.lines(headers),
            body=convert.body_bytes(body),
        )
        given = convert.policy(policy), *convert.window(now, tolerance)
        verdict: SignatureStatus = ask(self._core.verify_response, sent, received, *given)
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
        came = *convert.texts(target=target), convert.lines(headers), convert.body_bytes(body)
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
        is refused, unless the policy is `if_present`; then `signature` says which.
        """
        raw, lines = convert.body_bytes(body), convert.lines(headers)
        convert.texts(target=target)
        given = convert.policy(policy), *convert.window(now, tolerance)
        read = ask(self._core.read_callback, target, lines, raw, *given)
        return Callback(
            kind=read.kind, signature=read.signature, request_id=read.request_id, raw=raw
        )

    def diagnose_signature(
        self,
        method: str,
        target: str,
        headers: Headers,
        body: bytes | str,
        *,
        secret_keys: Sequence[str] = (),
        targets: Sequence[str] = (),
        client_ids: Sequence[str] = (),
        request_ids: Sequence[str] = (),
    ) -> list[Finding]:
        """Finds the one or two mistakes that explain why a signature does not match.

        The likeliest comes first. A signature that verifies gives an empty list; when nothing
        explains it, `wrong_secret` says what has been ruled out; `docs/diagnosis.md` lists the
        codes. The lists name what else may have been signed with, or as: the other
        environment's key, the public URL in front of a proxy; at most 20 of each count. For
        development and support: it tries thousands of signatures.
        """
        others = core.Candidates(
            secret_keys=convert.text_list("candidates.secret_keys", secret_keys),
            targets=convert.text_list("candidates.targets", targets),
            client_ids=convert.text_list("candidates.client_ids", client_ids),
            request_ids=convert.text_list("candidates.request_ids", request_ids),
        )
        found = ask(self._core.diagnose_signature, message(method, target, headers, body), others)
        return [Finding(each.code, each.detail, each.candidate, each.proven) for each in found]

    def explain_signature(
        self, method: str, target: str, headers: Headers, body: bytes | str
    ) -> Explanation:
        """What would be signed for this message, stage by stage: for a support ticket."""
        made = ask(self._core.explain_signature, message(method, target, headers, body))
        return Explanation(**vars(made))

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
        sent, raw = core.Sent(**convert.sent(prepared)), convert.body_bytes(body)
        (time,) = convert.texts(timestamp=convert.now_unless(timestamp))
        code = convert.within("status", status, 0, 2**16 - 1)
        fake = ask(self._core.sign_test_response, sent, code, raw, time)
        return {"status": fake.status, "headers": convert.as_dict(fake.headers), "body": fake.body}

    def sign_test_notification(
        self,
        target: str,
        body: bytes | str,
        *,
        request_id: str | None = None,
        timestamp: str | None = None,
    ) -> dict[str, str]:
        """For your own tests: the headers of a notification or callback signed as DOKU signs."""
        call, raw = convert.call(request_id, timestamp), convert.body_bytes(body)
        place = convert.texts(target=target)
        return convert.as_dict(ask(self._core.sign_test_notification, *place, raw, call))


def redacted(message: PreparedRequest[Any] | Answer[Any] | Callback) -> str:
    """What a log may show of a request, an answer or a callback: one line of JSON.

    The body's keys stay, and in place of each value stand its kind and size. No signature, no
    token and no personal data is in it.
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


def message(method: str, target: str, headers: Headers, body: bytes | str) -> Any:
    method, target = convert.texts(method=method, target=target)
    lines, raw = convert.lines(headers), convert.body_bytes(body)
    return core.SignedMessage(method=method, target=target, headers=lines, body=raw)
