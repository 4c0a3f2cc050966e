"""The text that no output shows."""

from __future__ import annotations

import hmac
from typing import Any, Final, NoReturn, final

from ._errors import refused
from ._json import got


@final
class Secret:
    """A bearer token or a brand's key, as DOKU sent it; only `expose()` returns its text."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            detail = f"expected text, got {got(text)}"
            raise refused("secret", "wrong_type", detail)
        self._text: Final = text

    def expose(self) -> str:
        """The text itself, for the one place that needs it."""
        return self._text

    def __repr__(self) -> str:
        return "[redacted]"

    def __format__(self, specification: str) -> str:
        return format("[redacted]", specification)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        texts = (self._text, other._text)
        return hmac.compare_digest(*(text.encode(errors="surrogatepass") for text in texts))

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret cannot be pickled: the pickle would show it")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self
