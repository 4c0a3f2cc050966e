"""Values as JSON text. What JSON cannot say is told by its path, beside what the core tells."""

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

# A circle ends as a recursion error; looking out for one would cost every call.
encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def said(value: object, call: Callable[[bytes], T], path: str = "") -> T:
    """What the core says to a value as JSON; text is taken to be JSON already.

    Where JSON cannot say all of it, everything that is wrong comes back at once.
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

    told, replaced, missed = consult(value, refusals, path)
    for error in errors:
        if error.code != "invalid_request":
            # It is not about the value: a key is missing, say.
            raise error
        details = [error.detail]
        for old, new in replaced:
            details[0] = details[0].replace(sentence(old), sentence(new))
        missing = [*details, *map(sentence, missed)]
        raise DokuError(error.code, "; ".join(missing), told)
    raise refused_all(told)


def listed(value: object, call: Callable[[bytes], list[Violation]]) -> list[Violation]:
    """As `said`, of a call that returns what is wrong."""
    text = json_bytes(value)
    return consult(value, call, "")[0] if text is None else call(text)


def json_bytes(value: object) -> bytes | None:
    """The value as JSON text; None where JSON cannot say it, or not all of it."""
    try:
        text = value if isinstance(value, str) else encode(value)
        return text.encode()
    except Exception:  # A caller's own class may raise anything; its text is not looked at.
        return None


def kind(value: object) -> str:
    """The name of a value's type, and whose it is where Python has another of that name."""
    own = type(value)
    if getattr(builtins, own.__name__, own) is own:
        return own.__name__
    return f"{own.__module__}.{own.__name__}"


def got(value: object) -> str:
    """What a value is, and what to do with it where that is plain."""
    if isinstance(value, Coroutine):
        return f"{kind(value)}: await it"
    if isinstance(value, (FunctionType, MethodType, BuiltinFunctionType)):
        return f"{kind(value)}: call it"
    return kind(value)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Stands for a value that JSON may be able to say, and that is wrong all the same."""

    path: str
    detail: str


class Unsaid(NamedTuple):
    """A value that JSON cannot say."""

    path: str
    """Where it is told."""
    refused: str
    """The code with which the core refuses what stands in for it."""
    code: str
    got: str
    detail: str = ""
    """Instead of what the core expects there."""

    def violation(self, core: Violation | None = None) -> Violation:
        """What the core expected, and what Python's value is."""
        expected = core.detail.rpartition(", got ")[0] if core else ""
        detail = f"{expected or 'expected what JSON can say'}, got {self.got}"
        return Violation(self.path, self.code, self.detail or detail)


class Outline:
    """A value in which JSON can say everything, since something stands in for the rest.

    `True` does: no row takes it but one for booleans and one for any JSON. So the core refuses
    it where it would refuse the value, and says what it expects there.
    """

    def __init__(self, value: object, path: str, others: dict[str, object]) -> None:
        self.others = others
        # By the path in which the core would tell it.
        self.unsaid: dict[str, Unsaid] = {}
        outline = value if isinstance(value, str) else encode(self.part(value, path, ()))
        # Half a character becomes an escape that is none, which the core refuses by its path. All
        # become the same: two different ones would be a whole.
        self.text: Final = re.sub("[\ud800-\udfff]", r"\\ud800", outline).encode()

    def part(self, value: object, path: str, inside: tuple[object, ...]) -> object:
        if isinstance(value, (dict, list, tuple)):
            if any(outer is value for outer in inside):
                return self.stand_in(path, "what it stands in itself")
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
            self.unsaid[value.path] = Unsaid(
                value.path, "wrong_type", "wrong_type", "", value.detail
            )
            return True
        if isinstance(value, str):
            if json_bytes(value) is None:
                self.unsaid[path] = Unsaid(path, "bad_format", "bad_format", HALF)
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
            self.unsaid[at] = Unsaid(path, "unknown_field", *odd, detail)
        return made

    def stand_in(self, path: str, got: str) -> object:
        self.unsaid[path] = Unsaid(path, "wrong_type", "wrong_type", got)
        return self.others.get(path, True)


def consult(
    value: object, refusals: Callable[[bytes], Sequence[Violation]], path: str
) -> tuple[list[Violation], list[tuple[Violation, Violation]], list[Violation]]:
    """Asks what is wrong with an outline of the value.

    Returns all violations; those of the core that others replace; and those that the core, which
    takes what stands in for them, does not have.
    """
    others: dict[str, object] = {}
    for other in (0, None):
        outline = Outline(value, path, others)
        violations = refusals(outline.text)
        codes = {violation.path: violation.code for violation in violations}
        missed = [at for at in outline.unsaid if not is_told(at, codes)]
        if not missed or other is None:
            break
        # A row for booleans takes a boolean.
        others = dict.fromkeys(missed, other)
    told, replaced = [], []
    for violation in violations:
        unsaid = outline.unsaid.get(violation.path)
        if unsaid and unsaid.refused == violation.code:
            replaced.append((violation, unsaid.violation(violation)))
            told.append(replaced[-1][1])
        else:
            told.append(violation)
    more = [outline.unsaid[at].violation() for at in missed]
    if not told and not more:
        # It is only now that JSON can say it, as of a value that another thread changes.
        more = [Unsaid(path, "", "wrong_type", "something else").violation()]
    return told + more, replaced, more


def is_told(path: str, told: dict[str, str]) -> bool:
    """Whether the core refuses this value, or all of one that it stands in."""
    if not re.fullmatch(r"[\w.\[\]?]*", path, re.ASCII):
        # A key that no row has; the core writes it in another way.
        return bool(told)
    outer = ["", *(path[: found.start()] for found in re.finditer(r"[.\[]", path))]
    return path in told or any(told.get(at) in AS_A_WHOLE for at in outer)


def members(value: dict[Any, Any] | list[Any] | tuple[Any, ...]) -> list[Any] | None:
    """What stands in a value; None where its own class does not say."""
    try:
        return list(value.items() if isinstance(value, dict) else value)
    except Exception:  # As in `json_bytes`.
        return None


def key_text(key: object) -> str | None:
    """A key as JSON has it, which takes numbers too."""
    text = json_bytes({key: None})
    return None if text is None else next(iter(json.loads(text)))


def not_finite(number: float) -> str:
    """As JSON would say it, if it could."""
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"


# The codes after which nothing is looked for inside.
AS_A_WHOLE = ("unknown_field", "not_allowed", "wrong_type", "bad_format")

HALF = "half a character, a lone surrogate"
HALF_KEY = ("bad_format", HALF)

# More than any request has, and less than Python's stack.
DEEPEST = 100
