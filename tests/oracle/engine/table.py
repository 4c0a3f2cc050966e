"""Tables of rows, and how a request is held against one. A violation is a place and a code."""

import re
from dataclasses import dataclass
from typing import Callable, NamedTuple

from engine import wire
from engine.wire import Number, Object

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
    # What a path calls it, where that is not the key.
    shown: str | None = None
    # Text of another language, whose own rule says which characters it may hold.
    quoted: bool = False


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


def breaks_of_object(rows, an_object, place):
    for position, row in enumerate(rows):
        yield from breaks_of_row(row, an_object, place.child(position, row.shown or row.name))
    known = [row.name for row in rows]
    strangers = [key for key in an_object.keys_once() if key not in known]
    for number, key in enumerate(strangers, len(rows)):
        twice = len(an_object.values_of(key)) > 1
        yield place.child(number, wire.shown(key)), "not_allowed" if twice else "unknown_field"


def breaks_of_row(row, parent, place):
    value = parent.get(row.name)
    condition = row.condition(parent) if row.condition else None
    needed = row.needed or condition == "required"
    twice = len(parent.values_of(row.name)) > 1
    if needed and not twice and is_missing(row, value):
        yield place, "required"
    elif twice or (condition == "not_allowed" and value is not None):
        yield place, "not_allowed"
    elif value is None:
        return
    elif not row.many:
        yield from breaks_of_value(row, value, parent, place)
    elif type(value) is not list:
        yield place, "wrong_type"
    else:
        for index, item in enumerate(value):
            if item in (None, "") or (row.kind == "text" and wire.is_blank(item)):
                yield place.item(index), "required"
            else:
                yield from breaks_of_value(row, item, parent, place.item(index))


def is_missing(row, value):
    """Nothing, or blanks where a text should be."""
    return wire.is_empty(value) or (row.kind in ("text", "text or number") and wire.is_blank(value))


def breaks_of_value(row, value, parent, place):
    if not isinstance(row.kind, tuple):
        code = break_of_scalar(row, value) or (row.cross and row.cross(parent))
        if code:
            yield place, code
    elif isinstance(value, Object):
        yield from breaks_of_object(row.kind, value, place)
    else:
        yield place, "wrong_type"


def break_of_scalar(row, value):
    if row.kind == "integer":
        return break_of_integer(row, value)
    if row.kind == "boolean":
        return None if isinstance(value, bool) else "wrong_type"
    if not (wire.is_text(value) or (isinstance(value, Number) and row.kind == "text or number")):
        return "wrong_type"
    if row.longest is not None and len(value) > row.longest:
        return "too_long"
    if CONTROLS.search(value) and not row.quoted:
        return "bad_format"
    if row.rule and (code := row.rule(value)):
        return code
    return "not_in_list" if row.among and value not in row.among else None


# All of C0 but tab and the line ends, and the byte order mark.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff]")


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
