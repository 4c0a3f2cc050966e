"""Between Python's values and those of the generated module `_core`."""

from __future__ import annotations

import base64
import json
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from . import _core
from ._errors import DokuError, Gateway, Violation, refused
from ._secret import Secret
from ._values import Headers, PreparedRequest, Stages, Timestamp, UnsignedRequest, UploadFrame
from .payloads import SECRETS

# The generated code has no types worth checking against.
core: Any = _core

# A circle ends as a recursion error; looking out for one would cost every call.
encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def ask(function: Callable[..., Any], *arguments: Any) -> Any:
    """Calls the core. What it raises is raised anew, outside of the handler: the original
    error with the whole answer in it is not even the new one's context."""
    try:
        return function(*arguments)
    except core.CoreError.Failed as failed:
        error = from_failed(failed)
    except TypeError as failure:
        # The generated code names types, never a value.
        error = misfit("wrong_type", str(failure))
    except (ValueError, OverflowError):
        error = misfit("bad_format", "expected Unicode text and numbers of at most 64 bits")
    raise error


def misfit(code: str, detail: str) -> DokuError:
    return DokuError("invalid_request", detail, [Violation("", code, detail)])


def from_failed(failed: Any) -> DokuError:
    gateway = failed.gateway
    return DokuError(
        failed.code,
        failed.detail,
        [Violation(each.path, each.code, each.detail) for each in failed.violations],
        failed.http_status,
        gateway and Gateway(gateway.code, gateway.text, gateway.kind),
        failed.retry,
        failed.signature,
        failed.raw_body,
    )


def configuration(**given: Any) -> Any:
    """The core's object, which is told texts, a list of texts and a boolean."""
    wrong = []
    for path, value in given.items():
        if path == "previous_secret_keys":
            wrong += not_texts(path, value)
        elif path == "accept_bare_signatures":
            if not isinstance(value, bool):
                detail = f"expected True or False, got {type(value).__name__}"
                wrong.append(Violation(path, "wrong_type", detail))
        elif value is not None:
            wrong += not_texts(path, [value], "")
    if wrong:
        detail = f"{wrong[0].path}: {wrong[0].detail}"
        raise DokuError("invalid_config", detail, wrong)
    given["previous_secret_keys"] = list(given["previous_secret_keys"])
    return ask(core.DokuCore, *given.values())


def not_texts(path: str, values: Any, place: str = "[{}]") -> list[Violation]:
    if not isinstance(values, (list, tuple)):
        detail = f"expected a list of texts, got {type(values).__name__}"
        return [Violation(path, "wrong_type", detail)]
    return [
        Violation(path + place.format(index), "wrong_type", f"expected text, got {kind}")
        for index, value in enumerate(values)
        if not isinstance(value, str) and (kind := type(value).__name__)
    ]


def texts(path: str, values: Any) -> list[str]:
    for wrong in not_texts(path, values):
        raise refused(wrong.path, wrong.code, wrong.detail)
    return list(values)


def identity(request_id: str | None = None, timestamp: str | None = None) -> dict[str, str]:
    if request_id is None:
        request_id = str(uuid.uuid4())
    return {"request_id": request_id, "timestamp": now_unless(timestamp)}


def now_unless(timestamp: str | None) -> str:
    if timestamp is None:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return timestamp


def request_bytes(operation: object, request: object) -> bytes:
    """An upload's bytes are no JSON; without them the core says where an upload belongs."""
    return json_bytes({} if operation == UPLOAD else request)


def json_bytes(request: object) -> bytes:
    """A request as JSON text; text is taken to be that already."""
    try:
        if not isinstance(request, str):
            request = encode(request)
        return request.encode()
    except UnicodeEncodeError as failure:
        reason = failure.reason
    except (TypeError, ValueError, RecursionError) as failure:
        # These name types and positions, never a value.
        reason = str(failure)
    raise refused("", "bad_format", f"expected what JSON can say, got something else: {reason}")


def json_text(value: object) -> str:
    """As `json_bytes`, as text."""
    return json_bytes(value).decode()


def line(*texts: str) -> str:
    """A list of texts, each encoded by itself, which is faster than the list as a whole."""
    return f"[{','.join(map(encode, texts))}]"


def upload(given: object) -> tuple[str, bytes | None]:
    """An upload as JSON text with no more of its file than tells the type, and the whole file."""
    file = given.get("file") if isinstance(given, Mapping) else None
    if not isinstance(given, Mapping) or not isinstance(file, Mapping):
        return json_text(given), None
    if "content" not in file or "base64" in file:
        return json_text(given), None
    rest = {name: value for name, value in file.items() if name != "content"}
    content = file["content"]
    if content is None:
        return json_text({**given, "file": rest}), None
    if not isinstance(content, (bytes, bytearray, memoryview)):
        detail = f"expected bytes as content, got {type(content).__name__}"
        raise refused("file.base64", "wrong_type", detail)
    content = bytes(content)
    outline = {**rest, "base64": base64.b64encode(content[:SNIFFED]).decode()}
    return json_text({**given, "file": outline}), content


def secret(token: object) -> Any:
    """A token as the core's own secret."""
    if isinstance(token, Secret):
        token = token.expose()
    if not isinstance(token, str):
        raise refused("token", "wrong_type", f"expected text, got {type(token).__name__}")
    return ask(core.Secret, token)


def upload_call(token: object, boundary: str | None) -> tuple[Any, str]:
    return secret(token), str(uuid.uuid4()) if boundary is None else boundary


def conceal(read: dict[str, Any]) -> dict[str, Any]:
    """Makes a `Secret` of every text that is one."""
    for name in SECRETS:
        if isinstance(read.get(name), str):
            read[name] = Secret(read[name])
    return read


def parsed(body: str | None, status: int, raw: bytes, operation: str) -> Any:
    """The core has checked that it is JSON; Python has limits of its own."""
    decode = as_it_came if operation == "call" else with_secrets
    try:
        return decode(raw.decode() if body is None else body)
    except (ValueError, RecursionError):
        detail = "the answer is nested too deeply, or has a number with too many digits"
        error = DokuError("unreadable_response", detail, http_status=status, raw_body=raw)
    raise error


def body_bytes(body: bytes | str) -> bytes:
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    detail = (
        f"expected the bytes that came, got {type(body).__name__}: parsing loses what was signed"
    )
    raise refused("body", "wrong_type", detail)


def pairs(headers: Headers) -> list[tuple[str, str]]:
    """Any client's headers: whatever has `items()`, or pairs, of text or of ASGI's bytes."""
    try:
        items: Iterable[Any] = headers.items() if hasattr(headers, "items") else headers
        lists = ((name, value if isinstance(value, list) else [value]) for name, value in items)
        return [
            (header_text(name), header_text(value)) for name, values in lists for value in values
        ]
    except (TypeError, ValueError):
        pass
    raise refused("headers", "wrong_type", "expected a dict, or pairs of name and value")


def header_text(text: str | bytes) -> str:
    return text.decode("latin-1") if isinstance(text, bytes) else text


def header_lines(headers: Headers) -> list[Any]:
    return [core.Header(name=name, value=value) for name, value in pairs(headers)]


def pack(parts: dict[str, Any] | str, body: bytes) -> bytes:
    """A line of JSON and the body after it: the cheapest thing to hand over."""
    return b"\n".join((json_bytes(parts), body))


def unpack(packed: str) -> tuple[dict[str, Any], str | None]:
    """The same backwards; no body means that it is the one that was handed over."""
    line, other, body = packed.partition("\n")
    return json.loads(line), body if other else None


def prepared(request: object) -> PreparedRequest[Any]:
    if isinstance(request, PreparedRequest):
        return request
    detail = f"expected what prepare returned, got {type(request).__name__}"
    raise refused("prepared", "wrong_type", detail)


def sent(request: PreparedRequest[Any]) -> Any:
    request = prepared(request)
    return core.Sent(
        operation=request.operation,
        method=request.method,
        target=request.target,
        request_id=request.request_id,
    )


def as_dict(headers: Iterable[Any]) -> dict[str, str]:
    return {header.name: header.value for header in headers}


def to_core(request: PreparedRequest[Any]) -> Any:
    request = prepared(request)
    return core.PreparedRequest(
        operation=request.operation,
        method=request.method,
        url=request.url,
        headers=header_lines(request.headers),
        body=request.body,
        target=request.target,
        request_id=request.request_id,
        timestamp=request.timestamp,
    )


def from_core(request: Any) -> PreparedRequest[Any]:
    return PreparedRequest(**{**vars(request), "headers": as_dict(request.headers)})


def unsigned(made: Any) -> UnsignedRequest[Any]:
    return UnsignedRequest(from_core(made.request), made.digest, made.string_to_sign)


def frame(made: Any) -> UploadFrame:
    return UploadFrame(from_core(made.request), made.head, made.tail)


def stages(made: Any) -> Stages:
    return Stages(made.digest, made.string_to_sign, made.signature)


def timestamp(made: Any) -> Timestamp:
    return Timestamp(made.text, made.unix)


def i64(number: int) -> int:
    """The core says what is out of range; its border has 64 bits."""
    return max(-(2**63), min(number, 2**63 - 1)) if isinstance(number, int) else number


as_it_came = json.JSONDecoder().decode
with_secrets = json.JSONDecoder(object_hook=conceal).decode

UPLOAD = "upload_file"

# As many bytes as tell the type of a file.
SNIFFED = 12
