"""Why a signature does not match: for development and support, not for whoever may post to you.

It tries thousands of signatures, so keep it behind a switch where anybody may send a message.
"""

from __future__ import annotations

from collections.abc import Sequence

from ._doku import Doku
from ._values import Explanation, Finding, Headers

__all__ = ["diagnose_signature", "explain_signature"]


def diagnose_signature(
    doku: Doku,
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

    Proven findings come first and alone; without one, hints, and then `wrong_secret`.
    """
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
    doku: Doku, method: str, target: str, headers: Headers, body: bytes | str
) -> Explanation:
    """What would be signed for this message, stage by stage: for a support ticket."""
    return doku.explain_signature(method, target, headers, body)
