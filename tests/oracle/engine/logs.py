"""What a log may show: a message's shape and none of its values; and a signature stage by stage."""

import re

from engine import reading, signing, values, wire
from engine.values import Refused
from engine.wire import Number, Object

SHOWN = ("client-id", "request-id", "request-timestamp", "response-timestamp", "content-type")
# A field of the operation stands in this path.
BUSINESS = re.compile("/adv-core-api/partner/v1.0/business/[^/]+")


def size(text):
    return f"[{len(text)} characters]"


def request(prepared):
    headers = {name: value if name.lower() in SHOWN else size(value) for name, value in prepared["headers"].items()}
    body = None if prepared["body"] is None else reading.raw_bytes(prepared["body"])
    parts = [
        ("method", wire.quote(prepared["method"])),
        ("url", wire.quote(url(prepared["url"]))),
        ("headers", "{" + ",".join(f"{wire.quote(name)}:{wire.quote(value)}" for name, value in headers.items()) + "}"),
        ("body", "null" if body is None else shape(body)),
    ]
    return line(parts)


def answer(read, body):
    return line(
        [
            ("http_status", str(read["http_status"])),
            ("signature", wire.quote(read["signature"])),
            ("replayed", wire.write(read["replayed"])),
            ("body", shape(body)),
        ]
    )


def line(parts):
    return "{" + ",".join(f'"{name}":{value}' for name, value in parts) + "}"


def url(whole):
    host, target = re.fullmatch("(https?://[^/]*)(.*)", whole).groups()
    path, mark, query = target.partition("?")
    segments = path.split("/")
    is_id = BUSINESS.fullmatch(path) is not None
    shown = [
        size(segment) if not is_word(segment) or (is_id and at == len(segments) - 1) else segment
        for at, segment in enumerate(segments)
    ]
    pairs = [pair.partition("=") for pair in query.split("&")] if mark else []
    hidden = [
        f"{name}={size(value)}" if equals and is_word(name) else size(name + equals + value)
        for name, equals, value in pairs
    ]
    return host + "/".join(shown) + mark + "&".join(hidden)


def is_word(segment):
    return bool(re.fullmatch(r"v[0-9.]+|[A-Za-z._-]{0,40}", segment))


def shape(body):
    """A body with the kind and size of each value in its place."""
    try:
        root = wire.parse(body.removeprefix(reading.BYTE_ORDER_MARK).decode())
    except (UnicodeDecodeError, wire.NotJson):
        return f'"[{len(body)} bytes]"'
    return wire.write(shaped(root))


def shaped(value):
    if isinstance(value, Number):
        return "[number]"
    if wire.is_text(value):
        return size(value)
    if isinstance(value, Object):
        return Object((key if is_name(key) else size(key), shaped(item)) for key, item in value)
    return [shaped(item) for item in value] if isinstance(value, list) else value


def is_name(key):
    """A key, and not data that somebody uses as one."""
    return bool(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,63}", key))


def explanation(config, given):
    """Each stage of the signature that a message should have."""
    headers, body, target = given["headers"], reading.raw_bytes(given["body"]), given["target"]
    is_response = reading.header(headers, "Response-Timestamp") is not None
    label = "Response-Timestamp" if is_response else "Request-Timestamp"
    violations = values.received_target(target)
    violations += [(f"headers.{name}", "required") for name in ("Request-Id", label) if not one(headers, name)]
    if violations:
        raise Refused("invalid_request", violations)
    received, is_get = one(headers, "Signature"), given["method"].upper() == "GET"
    digest = signing.digest(body)
    documented = None if is_get else digest
    # A response belongs to the target of its request; whatever comes in may be signed over the path alone.
    targets = [target] if is_response else list(dict.fromkeys((target, target.partition("?")[0])))
    forms = [(form, documented) for form in targets] + ([(target, digest)] if is_response and is_get else [])

    def text_of(form):
        ids = config["client_id"], one(headers, "Request-Id"), one(headers, label)
        return signing.component(*ids, *form, label)

    key = config["secret_key"]
    genuine = [form for form in forms if received and signing.matches(key, text_of(form), received)]
    form = (genuine or forms)[0]
    text = text_of(form)
    return {
        "string_to_sign": text,
        "string_to_sign_bytes": len(text.encode()),
        "digest": form[1],
        "body_bytes": len(body),
        "signature": signing.sign(key, text)[: len(signing.PREFIX) + 6] + "…",
        "received": received,
        "matches": bool(genuine),
    }


def one(headers, name):
    """The value of a header that came once."""
    found = [value for key, value in headers.items() if key.lower() == name.lower()]
    lines = [line for value in found for line in (value if isinstance(value, list) else [value])]
    return lines[0].strip(" \t") if len(lines) == 1 else None
