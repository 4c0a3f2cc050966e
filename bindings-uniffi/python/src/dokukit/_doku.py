"""The client: each method is one call into the core, between two conversions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NoReturn, TypeVar

from . import _convert as convert
from ._answers import Answer, body_of
from ._border import ask, core
from ._errors import DokuError, Violation, refused_all
from ._headers import Headers, pairs
from ._incoming import Incoming
from ._json import encode, got
from ._lists import Policy
from ._operations import Operations
from ._requests import (
    PreparedRequest,
    Stages,
    UnsignedRequest,
    UploadFrame,
    from_core,
    sent,
    to_core,
    to_frame,
    to_unsigned,
)
from ._secret import Secret
from .diagnose import Diagnosis
from .payloads import Upload, UploadAnswer

A = TypeVar("A")


class Doku(Operations, Incoming, Diagnosis):
    """One Client-Id at one DOKU: prepares its requests and reads what comes back.

    `base_url` replaces the environment. Without a secret key, which a key vault may hold, there
    is only `prepare_unsigned`. `query` says whether the query of a GET is part of what is signed;
    DOKU's documents leave it open, and by default it is not. While a key is replaced, what comes
    in is also verified with `previous_secret_keys`; nothing is ever signed with them.
    `accept_bare_signatures` accepts a Signature header that lacks its `HMACSHA256=` or its padding,
    as a third party reports of one gateway. The policy `required` rejects what is not signed, body
    and all, also where DOKU documents no signature; a policy only tightens. A base URL with
    `http://` is for loopback, unless `allow_plain_http`. Every failure is a `DokuError`.
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
        texts = {
            "environment": environment,
            "base_url": base_url,
            "client_id": "" if client_id is None else client_id,
            "secret_key": secret_key,
            "query": query,
            "policy": policy,
        }
        switches = {
            "accept_bare_signatures": accept_bare_signatures,
            "allow_plain_http": allow_plain_http,
        }
        self._core = configured(texts, switches, previous_secret_keys)

    def prepare_upload(
        self, upload: Upload | str, token: Secret | str, boundary: str | None = None
    ) -> PreparedRequest[UploadAnswer]:
        """Checks an upload and writes its `multipart/form-data` body; it has no signature.

        The upload is a dict with the file's bytes as `content`, or JSON text with them as
        `base64`. The boundary is a random text unless given.
        """
        stamp = convert.upload_stamp(token, boundary)

        def made(text: str, content: bytes | None) -> PreparedRequest[UploadAnswer]:
            return from_core(ask(self._core.prepare_upload_text, text, content, *stamp))

        return convert.upload(upload, made)

    def prepare_upload_frame(
        self, upload: Upload | str, token: Secret | str, boundary: str | None = None
    ) -> UploadFrame:
        """What to send before and after a file's bytes, so that they can be streamed.

        The first `FILE_HEAD_BYTES` of the file are enough as `content`: they tell its type. The
        boundary is not searched for in what is streamed: leave it out, and it is random.
        """
        stamp = convert.upload_stamp(token, boundary)

        def made(text: str, _: bytes | None) -> UploadFrame:
            return to_frame(ask(self._core.prepare_upload_frame_text, text, *stamp))

        return convert.upload(upload, made)

    def attach_signature(self, request: PreparedRequest[A], signature: str) -> PreparedRequest[A]:
        """Adds a signature that was made elsewhere: `HMACSHA256=` and base64."""
        record = to_core(request)
        (signature,) = convert.texts(signature=signature)
        return from_core(ask(self._core.attach_signature, record, signature))

    def resign(
        self, prepared: PreparedRequest[A], timestamp: str | None = None
    ) -> PreparedRequest[A]:
        """Signs again for a retry: same Request-Id and body, fresh timestamp."""
        record = to_core(prepared)
        when = convert.texts(timestamp=convert.now_unless(timestamp))
        return from_core(ask(self._core.resign, record, *when))

    def resign_unsigned(
        self, prepared: PreparedRequest[A], timestamp: str | None = None
    ) -> UnsignedRequest[A]:
        """As `resign`, for a key that is held elsewhere."""
        record = to_core(prepared)
        when = convert.texts(timestamp=convert.now_unless(timestamp))
        return to_unsigned(ask(self._core.resign_unsigned, record, *when))

    def restore(self, stored: str) -> PreparedRequest[Any]:
        """Reads what `PreparedRequest.serialize` wrote, to send it or to `resign` it.

        It must be a request of this Client-Id and base URL.
        """
        return from_core(ask(self._core.restore, *convert.texts(stored=stored)))

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

        The policy `required` rejects an answer that is not signed, body and all, where the
        operation would accept it.
        """
        parts, raw = sent(prepared), convert.body_bytes(body)
        parts["status"] = convert.status(status)
        parts["headers"] = pairs(headers)
        if policy is not None:
            (parts["policy"],) = convert.texts(policy=policy)
        packed = convert.pack(encode(parts).encode(), raw)
        answer, read = convert.unpack(ask(self._core.read_packed, packed))
        answer["deviations"] = [Violation(**each) for each in answer["deviations"]]
        answer["body"] = body_of(read, status, raw, prepared.operation)
        return Answer(**answer, raw=raw)

    def sign_component(
        self, method: str, target: str, body: bytes | str | None, *, request_id: str, timestamp: str
    ) -> Stages:
        """The stages of a request's signature, for any method, target and body."""
        raw = None if body is None else convert.body_bytes(body)
        stamp = convert.stamp(request_id, timestamp)
        place = convert.texts(method=method, target=target)
        return Stages(**vars(ask(self._core.sign_component, *place, raw, stamp)))

    def __reduce__(self) -> NoReturn:
        # A copy would free the same native object a second time.
        raise TypeError("a Doku holds a secret key and cannot be copied or pickled: make another")


def configured(texts: dict[str, Any], switches: dict[str, Any], previous_secret_keys: Any) -> Any:
    """The core's own client; what is not of the type that the core takes is rejected here."""
    given = {path: value for path, value in texts.items() if value is not None}
    wrong = [each for path in given for each in convert.not_texts(path, [given[path]], "")]
    wrong += convert.not_texts("previous_secret_keys", previous_secret_keys)
    for path, value in switches.items():
        if not isinstance(value, bool):
            wrong.append(Violation(path, "wrong_type", f"expected True or False, got {got(value)}"))
    if wrong:
        raise DokuError("invalid_config", refused_all(wrong).detail, wrong)
    keys = list(previous_secret_keys)
    return ask(lambda: core.DokuCore(core.Config(previous_secret_keys=keys, **switches, **given)))
