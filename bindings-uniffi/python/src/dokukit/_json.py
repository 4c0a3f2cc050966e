"""Values as JSON text. A value that JSON has no form for is a violation at its path, reported
together with the violations that the core finds."""

from __future__ import annotations

import builtins
import json
import math
import re
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, Final, NamedTuple, TypeVar

from ._errors import DokuError, Violation, refused_all, sentence

T = TypeVar("T")

# A value that contains itself ends as a recursion error; checking for it would cost every call.
encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def as_json(value: object, call: Callable[[bytes], T], path: str = "") -> T:
    """Calls the core with a value as JSON text; a text is JSON already.

    Where JSON has no form for a part of the value, every violation is raised at once.
    """
    text = json_bytes(value)
    if text is not None:
        return call(text)
    errors: list[DokuError] = []

    def refusals(text: bytes) -> Sequence[Violation]:
        errors.clear()
        try:
            call(text)
        except DokuError as error:
            errors.append(error)
        return [violation for error in errors for violation in error.violations]

    found, replaced, missed = consult(value, refusals, path)
    for error in errors:
        if error.code != "invalid_request":
            # It is not about the value: a secret key is missing, for example.
            raise error
        details = [error.detail]
        for old, new in replaced:
            details[0] = details[0].replace(sentence(old), sentence(new))
        missing = [*details, *map(sentence, missed)]
        raise DokuError(error.code, "; ".join(missing), found)
    raise refused_all(found)


def violations_of(value: object, call: Callable[[bytes], list[Violation]]) -> list[Violation]:
    """As `as_json`, for a call that returns the violations."""
    text = json_bytes(value)
    return consult(value, call, "")[0] if text is None else call(text)


def json_bytes(value: object) -> bytes | None:
    """The value as JSON text; None where JSON has no form for it or for a part of it."""
    try:
        text = value if isinstance(value, str) else encode(value)
        return text.encode()
    except Exception:  # A caller's own class may raise anything; its text is ignored.
        return None


def kind(value: object) -> str:
    """The name of a value's type, with its module where Python has another type of that name."""
    own = type(value)
    if getattr(builtins, own.__name__, own) is own:
        return own.__name__
    return f"{own.__module__}.{own.__name__}"


def got(value: object) -> str:
    """The kind of a value, and what to do with it where that is clear."""
    if isinstance(value, Coroutine):
        return f"{kind(value)}: await it"
    if isinstance(value, (FunctionType, MethodType, BuiltinFunctionType)):
        return f"{kind(value)}: call it"
    return kind(value)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value that was rejected before it became JSON."""

    path: str
    detail: str


class NotJson(NamedTuple):
    """A value that JSON has no form for."""

    path: str
    """Where it is reported."""
    refused: str
    """The code with which the core rejects its placeholder."""
    code: str
    got: str
    detail: str = ""
    """The whole sentence, where that of the core does not fit."""

    def violation(self, core: Violation | None = None) -> Violation:
        """The violation: what the core expected, and what it got in Python's words."""
        expected = core.detail.rpartition(", got ")[0] if core else ""
        detail = f"{expected or 'expected what JSON can say'}, got {self.got}"
        return Violation(self.path, self.code, self.detail or detail)


class Outline:
    """A value with a placeholder for each part that JSON has no form for.

    The placeholder is `True`, which only a row for booleans or for any JSON accepts. So the core
    rejects it where it would reject the value, and says what it expects there.
    """

    def __init__(self, value: object, path: str, others: dict[str, object]) -> None:
        self.others = others
        # By the path at which the core reports the placeholder.
        self.not_json: dict[str, NotJson] = {}
        outline = value if isinstance(value, str) else encode(self.part(value, path, ()))
        # A lone surrogate becomes an invalid escape, which the core rejects at its path. All become
        # the same one: two different ones might be a pair.
        self.text: Final = re.sub("[\ud800-\udfff]", r"\\ud800", outline).encode()

    def part(self, value: object, path: str, inside: tuple[object, ...]) -> object:
        if isinstance(value, (dict, list, tuple)):
            if any(outer is value for outer in inside):
                return self.stand_in(path, "a value that contains itself")
            if len(inside) == DEEPEST:
                return self.stand_in(path, f"more than {DEEPEST} levels")
            within = members(value)
            if within is None:
                return self.stand_in(path, kind(value))
            inside = (*inside, value)
            if isinstance(value, dict):
                return self.fields(within, path, inside)
            return [self.part(item, f"{path}[{at}]", inside) for at, item in enumerate(within)]
        if isinstance(value, Wrong):
            self.not_json[value.path] = NotJson(
                value.path, "wrong_type", "wrong_type", "", value.detail
            )
            return True
        if isinstance(value, str):
            if json_bytes(value) is None:
                self.not_json[path] = NotJson(path, "bad_format", "bad_format", HALF)
            return value
        if json_bytes(value) is not None:
            return value
        if isinstance(value, float):
            return self.stand_in(path, not_finite(value))
        if isinstance(value, int):
            return self.stand_in(path, "a number with too many digits")
        return self.stand_in(path, got(value))

    def fields(
        self, given: list[tuple[object, object]], path: str, inside: tuple[object, ...]
    ) -> dict[str, Any]:
        made: dict[str, Any] = {}
        odd: tuple[str, str] | None = None
        for key, value in given:
            name = key_text(key)
            if name is None:
                odd = HALF_KEY if isinstance(key, str) else ("wrong_type", kind(key))
            else:
                made[name] = self.part(value, f"{path}.{name}" if path else name, inside)
        if odd:
            name = "?"
            while name in made:
                name += "?"
            made[name] = None
            detail = f"expected Unicode text as every key, got {odd[1]}"
            at = f"{path}.{name}" if path else name
            self.not_json[at] = NotJson(path, "unknown_field", *odd, detail)
        return made

    def stand_in(self, path: str, got: str) -> object:
        self.not_json[path] = NotJson(path, "wrong_type", "wrong_type", got)
        return self.others.get(path, True)


def consult(
    value: object, refusals: Callable[[bytes], Sequence[Violation]], path: str
) -> tuple[list[Violation], list[tuple[Violation, Violation]], list[Violation]]:
    """Checks an outline of the value.

    Returns all violations; those of the core with those that replace them; and those that the
    core, which accepts their placeholders, does not report.
    """
    others: dict[str, object] = {}
    for other in (0, None):
        outline = Outline(value, path, others)
        violations = refusals(outline.text)
        codes = {violation.path: violation.code for violation in violations}
        missed = [at for at in outline.not_json if not is_reported(at, codes)]
        if not missed or other is None:
            break
        # A row for booleans accepts `True`.
        others = dict.fromkeys(missed, other)
    found, replaced = [], []
    for violation in violations:
        not_json = outline.not_json.get(violation.path)
        if not_json and not_json.refused == violation.code:
            replaced.append((violation, not_json.violation(violation)))
            found.append(replaced[-1][1])
        else:
            found.append(violation)
    more = [outline.not_json[at].violation() for at in missed]
    if not found and not more:
        # JSON has a form for it now: another thread has changed the value.
        more = [NotJson(path, "", "wrong_type", "something else").violation()]
    return found + more, replaced, more


def is_reported(path: str, found: dict[str, str]) -> bool:
    """Whether the core rejects this value, or a value around it as a whole."""
    if not re.fullmatch(r"[\w.\[\]?]*", path, re.ASCII):
        # An unknown key; the core reports it under another name.
        return bool(found)
    outer = ["", *(path[: cut.start()] for cut in re.finditer(r"[.\[]", path))]
    return path in found or any(found.get(at) in AS_A_WHOLE for at in outer)


def members(value: dict[Any, Any] | list[Any] | tuple[Any, ...]) -> list[Any] | None:
    """The entries or items of a value; None where its own class raises."""
    try:
        return list(value.items() if isinstance(value, dict) else value)
    except Exception:  # As in `json_bytes`.
        return None


def key_text(key: object) -> str | None:
    """A key as JSON writes it, also of a number; None where it cannot."""
    text = json_bytes({key: None})
    return None if text is None else next(iter(json.loads(text)))


def not_finite(number: float) -> str:
    """The name of a number that JSON has no form for."""
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"


# The codes of a value that is rejected as a whole, with all that is inside.
AS_A_WHOLE = ("unknown_field", "not_allowed", "wrong_type", "bad_format")

HALF = "half a character, a lone surrogate"
HALF_KEY = ("bad_format", HALF)

# More than any request has, and less than Python's stack.
DEEPEST = 100
