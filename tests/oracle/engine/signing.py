"""Digest, component string and signature of DOKU's non-SNAP scheme."""

import base64
import hashlib
import hmac

PREFIX = "HMACSHA256="


def digest(body: bytes) -> str:
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


def component(client_id, request_id, timestamp, target, digest_value, timestamp_label="Request-Timestamp") -> str:
    lines = [
        f"Client-Id:{client_id}",
        f"Request-Id:{request_id}",
        f"{timestamp_label}:{timestamp}",
        f"Request-Target:{target}",
    ]
    if digest_value is not None:
        lines.append(f"Digest:{digest_value}")
    return "\n".join(lines)


def sign(secret_key: str, text: str) -> str:
    mac = hmac.new(secret_key.encode(), text.encode(), hashlib.sha256).digest()
    return PREFIX + base64.b64encode(mac).decode()


def stages(config, method, request_id, timestamp, target, body, timestamp_label="Request-Timestamp"):
    """`body` is bytes or None. A GET has no Digest line, whatever its body."""
    value = None if body is None or method.upper() == "GET" else digest(body)
    text = component(config["client_id"], request_id, timestamp, target, value, timestamp_label)
    return {"digest": value, "string_to_sign": text, "signature": sign(config["secret_key"], text)}


def matches(secret_key: str, text: str, signature: str) -> bool:
    # The text form is compared whole: a lost prefix or padding, hex, or 31 bytes never equal it.
    return hmac.compare_digest(sign(secret_key, text).encode(), signature.encode())
