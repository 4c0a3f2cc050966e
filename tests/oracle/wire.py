"""JSON text in and out, token by token: numbers keep their digits, objects keep their order and their doubles."""

import json


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
    try:
        value = json.loads(text, object_pairs_hook=Object, parse_int=Number, parse_float=Number, parse_constant=refuse)
        # A lone surrogate is no Unicode text: there are no bytes to sign.
        write(value).encode()
    except (ValueError, RecursionError) as error:
        raise NotJson from error
    return value


def refuse(word):
    raise ValueError(word)


def from_plain(value):
    """A value of a vector as if it had come as text."""
    return parse(json.dumps(value))


def is_text(value):
    return isinstance(value, str) and not isinstance(value, Number)


def is_empty(value):
    return value is None or (is_text(value) and value == "") or (type(value) is list and not value)


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
