"""Why a signature does not match: for development and support, not for whoever may post to you.

It tries thousands of signatures, so keep it behind a switch where anybody may send a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from . import _convert as convert
from ._border import ask, core
from ._headers import Headers, header_lines, pairs

__all__ = ["Explanation", "Finding", "diagnose_signature", "explain_signature"]


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


class Diagnosis:
    """The part of a `Doku` that says why a signature does not match."""

    _core: Any

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

        Proven findings come first and alone; without one, hints, and then `wrong_secret`, which
        says what has been ruled out. A signature that verifies gives an empty list.
        `docs/diagnosis.md` lists the codes. The candidates name what else may have been signed
        with, or as: the other environment's key, the public URL in front of a proxy; at most 20 of
        each count. For development and support: it tries thousands of signatures.
        """
        others = core.Candidates(
            secret_keys=convert.text_list("candidates.secret_keys", secret_keys),
            targets=convert.text_list("candidates.targets", targets),
            client_ids=convert.text_list("candidates.client_ids", client_ids),
            request_ids=convert.text_list("candidates.request_ids", request_ids),
        )
        found = ask(self._core.diagnose_signature, message(method, target, headers, body), others)
        return [Finding(**vars(each)) for each in found]

    def explain_signature(
        self, method: str, target: str, headers: Headers, body: bytes | str
    ) -> Explanation:
        """What would be signed for this message, stage by stage: for a support ticket."""
        made = ask(self._core.explain_signature, message(method, target, headers, body))
        return Explanation(**vars(made))


def diagnose_signature(
    doku: Diagnosis,
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
    """As the method of `Doku`."""
    return doku.diagnose_signature(
        method,
        target,
        headers,
        body,
        secret_keys=secret_keys,
        targets=targets,
        client_ids=client_ids,
        request_ids=request_ids,
    )


def explain_signature(
    doku: Diagnosis, method: str, target: str, headers: Headers, body: bytes | str
) -> Explanation:
    """As the method of `Doku`."""
    return doku.explain_signature(method, target, headers, body)


def message(method: str, target: str, headers: Headers, body: bytes | str) -> Any:
    method, target = convert.texts(method=method, target=target)
    lines, raw = header_lines(pairs(headers)), convert.body_bytes(body)
    return core.SignedMessage(method=method, target=target, headers=lines, body=raw)
