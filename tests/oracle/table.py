"""Tables of rows, and how a request or an answer is held against one. A violation is a place and a code."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Callable, NamedTuple

import wire
from wire import Number, Object

LIMITS = (-(2**63), 2**63 - 1)


@dataclass(frozen=True)
class Row:
    name: str
    # text, boolean, integer, text or number, anything; or the rows of an object.
    kind: str | tuple = "text"
    needed: bool = False
    many: bool = False
    longest: int | None = None
    least: int = LIMITS[0]
    among: tuple = ()
    # From the text to the code that it breaks, or None.
    rule: Callable | None = None
    # From the object that holds the row to `required`, `not_allowed` or None.
    condition: Callable | None = None
    # From the object that holds the row to `mismatch` or None; asked when the value is good by itself.
    cross: Callable | None = None


def text(name, longest=None, rule=None, **more):
    return Row(name, longest=longest, rule=rule, **more)


class Place(NamedTuple):
    """A path, and where it stands in the order of the table."""

    path: str = ""
    order: tuple = ()

    def child(self, position, name):
        return Place(f"{self.path}.{name}" if self.path else name, self.order + (position,))

    def item(self, index):
        return Place(f"{self.path}[{index}]", self.order + (index,))


def request(rows, given):
    """The root of a request, given as text or as a value, and its violations."""
    try:
        root = wire.parse(given) if isinstance(given, str) else wire.from_plain(given)
    except wire.NotJson:
        return None, [(Place(), "bad_format")]
    if not isinstance(root, Object):
        return None, [(Place(), "wrong_type")]
    return root, list(breaks_of_object(rows, root, Place()))


def pairs(violations):
    return [(place.path, code) for place, code in violations]


def breaks_of_object(rows, an_object, place, answer=False):
    for position, row in enumerate(rows):
        yield from breaks_of_row(row, an_object, place.child(position, row.name), answer)
    known = [row.name for row in rows]
    strangers = [] if answer else [key for key in an_object.keys_once() if key not in known]
    for number, key in enumerate(strangers, len(rows)):
        twice = len(an_object.values_of(key)) > 1
        yield place.child(number, key), "not_allowed" if twice else "unknown_field"


def breaks_of_row(row, parent, place, answer):
    value = parent.get(row.name)
    condition = row.condition(parent) if row.condition else None
    needed = row.needed or condition == "required"
    twice = len(parent.values_of(row.name)) > 1 and not answer
    if needed and wire.is_empty(value) and not twice:
        yield place, "required"
    elif twice or (condition == "not_allowed" and value is not None):
        yield place, "not_allowed"
    elif value is None:
        return
    elif not row.many:
        yield from breaks_of_value(row, value, parent, place, answer)
    elif type(value) is not list:
        yield place, "wrong_type"
    else:
        for index, item in enumerate(value):
            if item in (None, "") and not answer:
                yield place.item(index), "required"
            else:
                yield from breaks_of_value(row, item, parent, place.item(index), answer)


def breaks_of_value(row, value, parent, place, answer):
    if not isinstance(row.kind, tuple):
        code = break_of_scalar(row, value, answer) or (row.cross and row.cross(parent))
        if code:
            yield place, code
    elif isinstance(value, Object):
        yield from breaks_of_object(row.kind, value, place, answer)
    else:
        yield place, "wrong_type"


def break_of_scalar(row, value, answer):
    if row.kind == "integer":
        return break_of_integer(row, value)
    if row.kind == "boolean":
        return None if isinstance(value, bool) else "wrong_type"
    if row.kind == "anything":
        return None
    if not (wire.is_text(value) or (isinstance(value, Number) and (answer or row.kind == "text or number"))):
        return "wrong_type"
    if row.longest is not None and len(value) > row.longest:
        return "too_long"
    if row.rule and (code := row.rule(value)):
        return code
    return "not_in_list" if row.among and value not in row.among else None


def break_of_integer(row, value):
    if not isinstance(value, Number) or not re.fullmatch("-?[0-9]+", value):
        return "wrong_type"
    return None if max(row.least, LIMITS[0]) <= int(value) <= LIMITS[1] else "out_of_range"


def canonical(rows, an_object):
    """The rows that are there, in the order of the table."""
    given = ((row, an_object.get(row.name)) for row in rows)
    return Object((row.name, written(row, value)) for row, value in given if value is not None)


def written(row, value):
    if not isinstance(row.kind, tuple):
        return value
    return [canonical(row.kind, item) for item in value] if row.many else canonical(row.kind, value)


def answer(rows, root):
    """The body of an answer as a vector prints it, and its violations."""
    if not isinstance(root, Object):
        return None, [("", "wrong_type")]
    violations = pairs(breaks_of_object(rows, root, Place(), answer=True))
    return (None if violations else answer_object(rows, root)), violations


def answer_object(rows, an_object):
    body = wire.plain(an_object)
    for row in rows:
        value = an_object.get(row.name)
        if value is not None:
            body[row.name] = [answer_value(row, item) for item in value] if row.many else answer_value(row, value)
    return body


def answer_value(row, value):
    if isinstance(row.kind, tuple):
        return answer_object(row.kind, value)
    if not isinstance(value, Number) or row.kind in ("integer", "anything"):
        return wire.plain(value)
    exact = row.kind == "text or number" and Decimal(value) == Decimal(float(value))
    return wire.plain(value) if exact else str(value)
