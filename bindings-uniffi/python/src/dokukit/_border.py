"""The one way into the core: calls, and the translation of its errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from . import _core
from ._errors import DokuError, Gateway, Violation, refused

# The generated code has no types worth checking against.
core: Any = _core


def ask(function: Callable[..., Any], *arguments: Any) -> Any:
    """Calls the core and raises its errors as `DokuError`.

    The new error is raised outside of the handler: the original one, which holds the whole
    answer, is not even its context.
    """
    try:
        return function(*arguments)
    except core.CoreError.Failed as failed:
        error = from_failed(failed)
    except core.InternalError:
        # A panic. Its text may hold a value.
        error = DokuError("internal_error", "the library failed, which is a bug in it")
    except (TypeError, ValueError, OverflowError):
        # A caller's own class may raise these as well, with a value in their text.
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
        failed.outcome,
        failed.attempts,
    )


def violations(found: list[Any]) -> list[Violation]:
    return [Violation(each.path, each.code, each.detail) for each in found]


def not_copied(handle: object) -> NoReturn:
    raise TypeError(f"a {type(handle).__name__} cannot be copied or pickled: make another")


# A copy of a handle would free the same native object a second time, which ends the process. Every
# way of copying asks this method.
for each in vars(_core).values():
    if isinstance(each, type) and hasattr(each, "_uniffi_clone_handle"):
        each.__reduce__ = not_copied  # type: ignore[method-assign, assignment]
