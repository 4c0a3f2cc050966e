"""The one way into the core, and how its errors come out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from . import _core
from ._errors import DokuError, Gateway, Violation, refused

# The generated code has no types worth checking against.
core: Any = _core


def ask(function: Callable[..., Any], *arguments: Any) -> Any:
    """Calls the core. What it raises is raised anew, outside of the handler: the original
    error with the whole answer in it is not even the new one's context."""
    try:
        return function(*arguments)
    except core.CoreError.Failed as failed:
        error = from_failed(failed)
    except (TypeError, ValueError, OverflowError):
        # A caller's own class may raise these as well: their text may hold a value.
        detail = "expected Unicode texts, bytes and numbers of at most 64 bits, got something else"
        error = refused("", "wrong_type", detail)
    raise error


def from_failed(failed: Any) -> DokuError:
    gateway = failed.gateway
    return DokuError(
        failed.code,
        failed.detail,
        violations(failed.violations),
        failed.http_status,
        gateway and Gateway(gateway.code, gateway.text, gateway.kind),
        failed.retry,
        failed.signature,
        failed.raw_body,
    )


def violations(told: list[Any]) -> list[Violation]:
    return [Violation(each.path, each.code, each.detail) for each in told]


def not_copied(handle: object) -> NoReturn:
    raise TypeError(f"a {type(handle).__name__} is not copied or pickled: make another")


# A copy of a handle frees the same native object a second time, which ends the process. All ways
# of copying ask this one.
for each in vars(_core).values():
    if isinstance(each, type) and hasattr(each, "_uniffi_clone_handle"):
        each.__reduce__ = not_copied  # type: ignore[method-assign, assignment]
