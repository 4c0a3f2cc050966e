"""Between the vectors' JSON and the values of the API, and where the two differ."""

import json
from base64 import b64decode, b64encode

from dokukit import Secret, Violation


def incoming(message):
    lists = {n: v if isinstance(v, list) else [v] for n, v in message["headers"].items()}
    headers = [(name, value) for name, values in lists.items() for value in values]
    status = {"status": message["status"]} if "status" in message else {}
    return {"headers": headers, "body": raw(message["body"]) or b"", **status}


def raw(body):
    return b64decode(body["base64"]) if isinstance(body, dict) else body


def parts(value, *names):
    """The named parts of a value of the API, or all of them."""
    return {name: plain(getattr(value, name)) for name in names or value.__slots__}


def plain(value):
    if isinstance(value, Secret):
        return value.expose()
    if isinstance(value, Violation):
        return parts(value)
    if isinstance(value, dict):
        return {name: plain(inside) for name, inside in value.items()}
    if isinstance(value, list):
        return list(map(plain, value))
    try:
        return value.decode() if isinstance(value, bytes) else value
    except UnicodeDecodeError:
        return {"base64": b64encode(value).decode()}


def uploaded(text):
    """An upload in JSON text as the dict that a program has, with bytes; None if it has none."""
    try:
        upload = json.loads(text, object_pairs_hook=unique)
        upload["file"]["content"] = b64decode(upload["file"].pop("base64"), validate=True)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return upload


def unique(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a dict has no key twice")
    return dict(pairs)


def violations(told):
    return [parts(violation, "path", "code") for violation in told]


def error(failure):
    gateway = failure.gateway and parts(failure.gateway)
    named = parts(failure, "code", "http_status", "retry", "signature")
    return named | {"violations": violations(failure.violations), "gateway": gateway}


def difference(expected, got, at):
    """The first place that differs: objects by the vector's keys, all else exactly."""
    if isinstance(expected, dict) and isinstance(got, dict):
        if at == ".prepared.headers":
            expected, got = lower(expected), lower(got)
        found = (difference(value, got.get(key), f"{at}.{key}") for key, value in expected.items())
        return next(filter(None, found), None)
    if isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        places = (f"{at}[{index}]" for index in range(len(got)))
        return next(filter(None, map(difference, expected, got, places)), None)
    same = json.dumps(expected) == json.dumps(got)
    return None if same else f"{at[1:]}: expected {expected!r}, got {got!r}"


def lower(headers):
    return {name.lower(): value for name, value in headers.items()}
