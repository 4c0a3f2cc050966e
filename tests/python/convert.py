"""Between the vectors' JSON and the values of the API, and where the two differ."""

import json
from base64 import b64decode, b64encode


def incoming(message):
    lists = {n: v if isinstance(v, list) else [v] for n, v in message["headers"].items()}
    headers = [(name, value) for name, values in lists.items() for value in values]
    status = {"status": message["status"]} if "status" in message else {}
    return {"headers": headers, "body": raw(message["body"]), **status}


def raw(body):
    return b64decode(body["base64"]) if isinstance(body, dict) else body


def parts(value, *names):
    """The named parts of a value of the API, or all of them."""
    return {name: plain(getattr(value, name)) for name in names or value.__slots__}


def plain(value):
    try:
        return value.decode() if isinstance(value, bytes) else value
    except UnicodeDecodeError:
        return {"base64": b64encode(value).decode()}


def error(failure):
    violations = [parts(violation, "path", "code") for violation in failure.violations]
    gateway = failure.gateway and parts(failure.gateway)
    named = parts(failure, "code", "http_status", "retry", "signature")
    return named | {"violations": violations, "gateway": gateway}


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
