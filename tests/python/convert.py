"""Between the vectors' JSON and the values of the package."""

import json
from base64 import b64decode, b64encode

from dokukit import Secret, Violation


def incoming(message):
    lists = {n: v if isinstance(v, list) else [v] for n, v in message.get("headers", {}).items()}
    headers = [(name, value) for name, values in lists.items() for value in values]
    status = {"status": message["status"]} if "status" in message else {}
    return {"headers": headers, "body": raw(message.get("body")) or b"", **status}


def raw(body):
    return b64decode(body["base64"]) if isinstance(body, dict) else body


def parts(value, *names):
    """The named parts of a value of the package, or all of them."""
    return {name: plain(getattr(value, name)) for name in names or value.__slots__}


def plain(value):
    if isinstance(value, Secret):
        return value.expose()
    if isinstance(value, Violation):
        return parts(value, "path", "code")
    if isinstance(value, dict):
        return {name: plain(inside) for name, inside in value.items()}
    if isinstance(value, list):
        return list(map(plain, value))
    try:
        return value.decode() if isinstance(value, bytes) else value
    except UnicodeDecodeError:
        return base64(value)


def base64(content):
    return {"base64": b64encode(content).decode()}


def prepared(request):
    """A request; an upload's body is always `{"base64"}`."""
    body = {"body": base64(request.body)} if request.operation == "upload_file" else {}
    return parts(request, "method", "url", "headers", "body") | body


def told(violations):
    return {"violations": plain(violations)}


def error(failure):
    gateway = failure.gateway and parts(failure.gateway)
    named = parts(failure, "code", "http_status", "retry", "signature")
    return named | told(failure.violations) | {"gateway": gateway}


def loaded(upload):
    """An upload's JSON text; base64 is no part of the dict that a program has."""
    return upload if isinstance(upload, str) else json.dumps(upload)


def with_bytes(text):
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
