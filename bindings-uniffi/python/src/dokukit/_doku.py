"""The facade: every method is one call into the core, between two conversions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NoReturn, TypeVar

from . import _convert as convert
from ._border import ask, core, violations
from ._errors import Violation
from ._headers import pairs
from ._incoming import Incoming
from ._json import encode, listed
from ._lists import Policy
from ._operations import Operations
from ._secret import Secret
from ._values import (
    Answer,
    Headers,
    PreparedRequest,
    Stages,
    Timestamp,
    UnsignedRequest,
    UploadFrame,
)
from .payloads import Upload, UploadAnswer

A = TypeVar("A")


class Doku(Operations, Incoming):
    """One Client-Id at one DOKU: prepares its requests and reads what comes back.

    `base_url` stands in for the environment. Without a secret key, which a key vault may
    hold, there is only `prepare_unsigned`. `query` says whether the query of a GET is part of
    what is signed; DOKU's documents leave it open, and by default it is not. What comes in may
    be signed with one of `previous_secret_keys` as well, while a key is replaced; nothing is ever
    signed with them. `accept_bare_signatures` takes a Signature header that lacks its
    `HMACSHA256=` or its padding, as a third party reports of one gateway. The policy `required`
    refuses what is not signed, body and all, also where DOKU documents no signature; it only ever
    tightens. A base URL with `http://` is for loopback, unless `allow_plain_http`. Every failure is
    a `DokuError`.
    """

    def __init__(
        self,
        *,
        client_id: str,
        secret_key: str | None = None,
        environment: Literal["test", "production"] | None = None,
        base_url: str | None = None,
        query: Literal["unsigned", "signed"] | None = None,
        previous_secret_keys: Sequence[str] = (),
        accept_bare_signatures: bool = False,
        policy: Policy | None = None,
        allow_plain_http: bool = False,
    ) -> None:
        self._core = convert.configuration(
            environment=environment,
            base_url=base_url,
            client_id="" if client_id is None else client_id,
            secret_key=secret_key,
            previous_secret_keys=previous_secret_keys,
            accept_bare_signatures=accept_bare_signatures,
            query=query,
            policy=policy,
            allow_plain_http=allow_plain_http,
        )

    def prepare_upload(
        self, upload: Upload | str, token: Secret | str, boundary: str | None = None
    ) -> PreparedRequest[UploadAnswer]:
        """Checks an upload and writes its `multipart/form-data` body; it has no signature.

        A dict with the file's bytes as `content`, or JSON text with them as `base64`. The
        boundary is a random text unless one is given.
        """
        stamp = convert.upload_stamp(token, boundary)

        def prepared(text: str, content: bytes | None) -> PreparedRequest[UploadAnswer]:
            return convert.from_core(ask(self._core.prepare_upload_text, text, content, *stamp))

        return convert.upload(upload, prepared)

    def prepare_upload_frame(
        self, upload: Upload | str, token: Secret | str, boundary: str | None = None
    ) -> UploadFrame:
        """What to send before and after a file's bytes, so that they can be streamed.

        Of the file's `content` the first 12 bytes are enough here. Nobody looks for the
        boundary in what is streamed: leave it out, and it is random.
        """
        stamp = convert.upload_stamp(token, boundary)

        def framed(text: str, _: bytes | None) -> UploadFrame:
            return convert.frame(ask(self._core.prepare_upload_frame_text, text, *stamp))

        return convert.upload(upload, framed)

    def attach_signature(self, request: PreparedRequest[A], signature: str) -> PreparedRequest[A]:
        """Adds a signature that was made elsewhere: `HMACSHA256=` and base64."""
        record = convert.to_core(request)
        (signature,) = convert.texts(signature=signature)
        return convert.from_core(ask(self._core.attach_signature, record, signature))

    def resign(
        self, prepared: PreparedRequest[A], timestamp: str | None = None
    ) -> PreparedRequest[A]:
        """Signs again for a retry: same Request-Id and body, fresh timestamp."""
        record = convert.to_core(prepared)
        when = convert.texts(timestamp=convert.now_unless(timestamp))
        return convert.from_core(ask(self._core.resign, record, *when))

    def resign_unsigned(
        self, prepared: PreparedRequest[A], timestamp: str | None = None
    ) -> UnsignedRequest[A]:
        """As `resign`, for a key that is held elsewhere."""
        record = convert.to_core(prepared)
        when = convert.texts(timestamp=convert.now_unless(timestamp))
        return convert.unsigned(ask(self._core.resign_unsigned, record, *when))

    def restore(self, stored: str) -> PreparedRequest[Any]:
        """Reads what `PreparedRequest.serialize` wrote, to send it or to `resign` it.

        It must be a request of this Client-Id and base URL.
        """
        return convert.from_core(ask(self._core.restore, *convert.texts(stored=stored)))

    def read(
        self,
        prepared: PreparedRequest[A],
        *,
        status: int,
        headers: Headers,
        body: bytes | str,
        policy: Policy | None = None,
    ) -> Answer[A]:
        """Verifies and reads what came back; `body` is the body as it came, not parsed.

        The policy `required` refuses an answer that is not signed, body and all, where the
        operation would take it.
        """
        parts, raw = convert.sent(prepared), convert.body_bytes(body)
        parts["status"] = convert.status(status)
        parts["headers"] = pairs(headers)
        if policy is not None:
            (parts["policy"],) = convert.texts(policy=policy)
        packed = convert.pack(encode(parts).encode(), raw)
        answer, read = convert.unpack(ask(self._core.read_packed, packed))
        answer["deviations"] = [Violation(**each) for each in answer["deviations"]]
        answer["body"] = convert.parsed(read, status, raw, prepared.operation)
        return Answer(**answer, raw=raw)

    def sign_component(
        self, method: str, target: str, body: bytes | str | None, *, request_id: str, timestamp: str
    ) -> Stages:
        """The stages of a request's signature, for any method, target and body."""
        raw = None if body is None else convert.body_bytes(body)
        call = convert.call(request_id, timestamp)
        place = convert.texts(method=method, target=target)
        return convert.stages(ask(self._core.sign_component, *place, raw, call))

    def sign_reply(
        self, target: str, body: bytes | str, *, request_id: str, timestamp: str
    ) -> Stages:
        """The stages of the signature on your own reply to an inquiry of DOKU."""
        call = convert.call(request_id, timestamp)
        place = convert.texts(target=target)
        return convert.stages(ask(self._core.sign_reply, *place, convert.body_bytes(body), call))

    def __reduce__(self) -> NoReturn:
        # A copy would free the same native object a second time.
        raise TypeError("a Doku holds a secret key: it is not copied or pickled, make another")


def check_request(operation: str, body: object) -> list[Violation]:
    """Everything that `prepare` or `prepare_upload` would refuse in a request; it needs no key."""
    (name,) = convert.texts(operation=operation)

    def told(text: str, _: bytes | None = None) -> list[Violation]:
        return violations(ask(core.check_request, name, text))

    if name == convert.UPLOAD:
        return convert.upload(body, told, listed)
    return listed(body, lambda text: told(text.decode()))


def timestamp_from_unix(seconds: int) -> Timestamp:
    """The moment that many seconds after 1970 began."""
    return convert.timestamp(ask(core.timestamp_from_unix, convert.i64("unix", seconds)))


def parse_timestamp(text: str) -> Timestamp:
    """Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`."""
    return convert.timestamp(ask(core.parse_timestamp, *convert.texts(timestamp=text)))


def check_request_id(text: str) -> str:
    """Returns the text when it can be a Request-Id."""
    checked: str = ask(core.check_request_id, *convert.texts(request_id=text))
    return checked
