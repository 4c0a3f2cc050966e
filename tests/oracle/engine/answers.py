"""Answers against rows: what fits is the body, and what does not is a fault."""

from decimal import Decimal
from typing import NamedTuple

from engine import table, wire
from engine.table import Row
from engine.wire import Number, Object

LEFT_OUT = object()


class Fault(NamedTuple):
    path: str
    code: str
    # Without it nobody can use the answer.
    needed: bool


def read(rows, root):
    """The body as a vector prints it, or None where something needed is at fault; the faults in document order."""
    if not isinstance(root, Object):
        return None, [Fault("", "wrong_type", True)]
    faults = []
    body = object_of(rows, root, "", faults)
    return (None if any(fault.needed for fault in faults) else body), faults


def object_of(rows, an_object, path, faults):
    body = wire.plain(an_object)
    for row in rows:
        value, at = an_object.get(row.name), f"{path}.{row.name}" if path else row.name
        if row.needed and wire.is_empty(value):
            faults.append(Fault(at, "required", True))
        elif value is not None:
            body[row.name] = list_of(row, value, at, faults) if row.many else value_of(row, value, at, faults)
    return {key: value for key, value in body.items() if value is not LEFT_OUT}


def list_of(row, value, path, faults):
    if type(value) is not list:
        faults.append(Fault(path, "wrong_type", row.needed))
        return LEFT_OUT
    read = [value_of(row, item, f"{path}[{index}]", faults) for index, item in enumerate(value)]
    return [item for item in read if item is not LEFT_OUT]


def value_of(row, value, path, faults):
    if isinstance(row.kind, tuple) and isinstance(value, Object):
        return object_of(row.kind, value, path, faults)
    read, code = (None, "wrong_type") if isinstance(row.kind, tuple) else scalar_of(row, value)
    if code is None:
        return read
    faults.append(Fault(path, code, row.needed))
    return LEFT_OUT


def scalar_of(row, value):
    """The value as a vector prints it, or None and the code of what is wrong with it."""
    if row.kind == "anything":
        return wire.plain(value), None
    if row.kind == "boolean":
        return (value, None) if isinstance(value, bool) else (None, "wrong_type")
    if isinstance(value, Number):
        return number_of(row, value)
    if row.kind == "integer" or not wire.is_text(value):
        return None, "wrong_type"
    return (value, None) if wire.is_whole(value) else (None, "bad_format")


def number_of(row, value):
    digits = wire.digits(value)
    if digits is None:
        return None, "out_of_range"
    if row.kind == "integer":
        code = table.break_of_integer(Row(row.name), Number(digits))
        return (None, code) if code else (int(digits), None)
    # A double that loses nothing is a number where the page has one.
    exact = row.kind == "text or number" and Decimal(digits) == Decimal(float(digits))
    return (wire.plain(Number(digits)) if exact else digits), None
