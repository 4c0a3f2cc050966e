"""JSON text in and out, token by token: numbers keep their digits, objects keep their order and their doubles."""

import json
import unicodedata


class NotJson(Exception):
    pass


class Number(str):
    """A JSON number as it was written."""


class Object(list):
    """Pairs of key and value, in the order of the text."""

    def values_of(self, key):
        return [value for name, value in self if name == key]

    def keys_once(self):
        return list(dict.fromkeys(name for name, _ in self))

    def get(self, key):
        values = self.values_of(key)
        return values[-1] if values else None


def parse(text: str):
    value = parse_received(text)
    try:
        # A lone surrogate is no Unicode text: there are no bytes to sign.
        write(value).encode()
    except ValueError as error:
        raise NotJson from error
    return value


def parse_received(text: str):
    """JSON that came in: a text in it may be half a character."""
    try:
        return json.loads(text, object_pairs_hook=Object, parse_int=Number, parse_float=Number, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise NotJson from error


def refuse(word):
    raise ValueError(word)


def from_plain(value):
    """A value of a vector as if it had come as text."""
    return parse(json.dumps(value))


def is_text(value):
    return isinstance(value, str) and not isinstance(value, Number)


def is_empty(value):
    return value is None or (is_text(value) and value == "") or (type(value) is list and not value)


# Unicode White_Space.
BLANKS = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000").union(map(chr, range(0x2000, 0x200B)))


def is_blank(value):
    return is_text(value) and set(value) <= BLANKS


def is_whole(text):
    """Whether it holds no half of a character."""
    return not any(0xD800 <= ord(char) <= 0xDFFF for char in text)


MOST_DIGITS = 64


def digits(number):
    """A number without exponent and without a fraction of zeros, digit by digit; None where that is too long."""
    mantissa, _, exponent = number.lower().partition("e")
    sign, mantissa = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    whole, _, fraction = mantissa.partition(".")
    if not exponent:
        return str(number) if fraction.strip("0") else sign + whole
    if not (whole + fraction).strip("0"):
        return sign + "0"
    if abs(int(exponent)) > 2 * MOST_DIGITS:
        return None
    point, written = len(whole) + int(exponent), whole + fraction
    written = "0" * -point + written.ljust(point, "0")
    point = max(point, 0)
    whole, fraction = written[:point].lstrip("0") or "0", written[point:].rstrip("0")
    expanded = f"{whole}.{fraction}" if fraction else whole
    return sign + expanded if len(whole + fraction) <= MOST_DIGITS else None


# Marks, embeddings, overrides and isolates: they turn the line around in which they are shown.
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def shown(key):
    """A key that nobody knows, as a path shows it."""
    unseen = (unicodedata.category(char) == "Cc" or char in DIRECTIONS for char in key[:64])
    safe = (SHORT.get(char) or f"\\u{ord(char):04x}" if bad else char for char, bad in zip(key, unseen))
    return "".join(safe) + ("…" if len(key) > 64 else "")


SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quote(text):
    escaped = (SHORT.get(char) or (f"\\u{ord(char):04x}" if char < " " else char) for char in text)
    return '"' + "".join(escaped) + '"'


def write(value) -> str:
    """Compact JSON, strings escaped as little as JSON allows."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, Object):
        return "{" + ",".join(f"{quote(key)}:{write(item)}" for key, item in value) + "}"
    return "[" + ",".join(write(item) for item in value) + "]"


def plain(value):
    """The value as a vector prints it."""
    if isinstance(value, Number):
        return json.loads(value)
    if isinstance(value, Object):
        return {key: plain(item) for key, item in value}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value
