"""Between Python's values and those of the generated module `_core`."""

from __future__ import annotations

import base64
import json
import operator
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ._border import ask, core
from ._errors import DokuError, Violation, refused, refused_all
from ._headers import pairs
from ._json import HALF, Wrong, encode, got, json_bytes, said
from ._lists import FILE_HEAD_BYTES
from ._secret import Secret
from ._values import (
    Headers,
    PreparedRequest,
    Stages,
    Timestamp,
    UnsignedRequest,
    UploadFrame,
    header_lines,
    record,
)
from .payloads import SECRETS

T = TypeVar("T")


def configuration(
    previous_secret_keys: Any, accept_bare_signatures: Any, allow_plain_http: Any, **given: Any
) -> Any:
    """The core's object, which is told texts, a list of texts and booleans."""
    wrong = [
        violation
        for path, value in given.items()
        if value is not None
        for violation in not_texts(path, [value], "")
    ]
    wrong += not_texts("previous_secret_keys", previous_secret_keys)
    switches = {
        "accept_bare_signatures": accept_bare_signatures,
        "allow_plain_http": allow_plain_http,
    }
    for path, value in switches.items():
        if not isinstance(value, bool):
            wrong.append(Violation(path, "wrong_type", f"expected True or False, got {got(value)}"))
    if wrong:
        error = refused_all(wrong)
        raise DokuError("invalid_config", error.detail, wrong)
    keys = list(previous_secret_keys)
    return ask(lambda: core.DokuCore(core.Config(previous_secret_keys=keys, **switches, **given)))


def not_texts(path: str, values: Any, place: str = "[{}]") -> list[Violation]:
    if not isinstance(values, (list, tuple)):
        return [Violation(path, "wrong_type", f"expected a list of texts, got {got(values)}")]
    wrong = []
    for index, value in enumerate(values):
        at = path + place.format(index)
        if not isinstance(value, str):
            wrong.append(Violation(at, "wrong_type", f"expected text, got {got(value)}"))
        elif not value.isascii() and json_bytes(value) is None:
            wrong.append(Violation(at, "bad_format", f"expected Unicode text, got {HALF}"))
    return wrong


def text_list(path: str, values: Any) -> list[str]:
    if wrong := not_texts(path, values):
        raise refused_all(wrong)
    return list(values)


def texts(**named: object) -> tuple[Any, ...]:
    """The values, all of which are texts; what is wrong is told all at once."""
    for value in named.values():
        if not isinstance(value, str) or not value.isascii():
            break
    else:
        return tuple(named.values())
    wrong = [each for path, value in named.items() for each in not_texts(path, [value], "")]
    if wrong:
        raise refused_all(wrong)
    return tuple(named.values())


def index(path: str, value: Any) -> int:
    """A whole number, of whatever class."""
    if not isinstance(value, bool) and hasattr(value, "__index__"):
        return operator.index(value)
    raise refused(path, "wrong_type", f"expected a whole number, got {got(value)}")


def within(path: str, value: Any, least: int, most: int) -> int:
    """A number that fits the core's border."""
    number = index(path, value)
    if least <= number <= most:
        return number
    raise refused(path, "out_of_range", f"expected a number from {least} to {most}, got another")


def i64(path: str, value: Any) -> int:
    """As `within`, where the core says what is out of range."""
    return max(LEAST, min(index(path, value), MOST))


def status(value: Any) -> int:
    """The status of a response, which the core checks."""
    return max(0, min(index("status", value), 2**16 - 1))


def policy(name: object) -> str | None:
    return None if name is None else texts(policy=name)[0]


def window(now: int | None, tolerance: int | None) -> tuple[int | None, int | None]:
    """The moment and the tolerance; who gives only the latter means this moment."""
    if tolerance is not None:
        tolerance = within("tolerance", tolerance, LEAST, MOST)
        now = int(time.time()) if now is None else now
    return None if now is None else within("now", now, LEAST, MOST), tolerance


def identity(request_id: str | None, timestamp: str | None) -> tuple[str, str]:
    made: tuple[str, str] = texts(
        request_id=str(uuid.uuid4()) if request_id is None else request_id,
        timestamp=now_unless(timestamp),
    )
    return made


def call(request_id: str | None, timestamp: str | None) -> Any:
    request_id, timestamp = identity(request_id, timestamp)
    return core.Stamp(request_id=request_id, timestamp=timestamp)


def now_unless(timestamp: str | None) -> str:
    if timestamp is None:
        # Not gmtime() alone: its coarse clock may be a second behind that of time().
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time()))
    return timestamp


def request(operation: object, given: object) -> object:
    """An upload's bytes are no JSON; without them the core says where an upload belongs."""
    return {} if operation == UPLOAD else given


def line(*texts: str) -> bytes:
    """A list of texts, each encoded by itself, which is faster than the list as a whole."""
    return f"[{','.join(map(encode, texts))}]".encode()


def upload(
    given: object,
    call: Callable[[str, bytes | None], T],
    saying: Callable[[object, Callable[[bytes], T]], T] = said,
) -> T:
    """Calls with an upload as JSON text, in which no more of its file stands than tells the
    type, and with the whole file."""
    content = None
    file = given.get("file") if isinstance(given, Mapping) else None
    if isinstance(given, Mapping) and isinstance(file, Mapping) and is_of_bytes(file):
        file, content = outline(file)
        given = {**given, "file": file}
    return saying(given, lambda text: call(text.decode(), content))


def is_of_bytes(file: Mapping[Any, Any]) -> bool:
    return "content" in file and "base64" not in file


def outline(file: Mapping[Any, Any]) -> tuple[dict[Any, Any], bytes | None]:
    rest = {name: value for name, value in file.items() if name != "content"}
    content = file["content"]
    if content is None:
        return rest, None
    if not isinstance(content, (bytes, bytearray, memoryview)):
        return {**rest, "base64": Wrong(CONTENT, f"expected bytes, got {got(content)}")}, None
    content = bytes(content)
    return {**rest, "base64": base64.b64encode(content[:FILE_HEAD_BYTES]).decode()}, content


def secret(token: object) -> Any:
    """A token as the core's own secret."""
    (text,) = texts(token=token.expose() if isinstance(token, Secret) else token)
    return ask(core.Secret, text)


def upload_stamp(token: object, boundary: str | None) -> tuple[Any, str]:
    (drawn,) = texts(boundary=str(uuid.uuid4()) if boundary is None else boundary)
    return secret(token), drawn


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
        detail = (
            "the answer is nested too deeply, or has a number with too many digits; DOKU may have "
            "acted on the request all the same"
        )
        error = DokuError("unreadable_response", detail, http_status=status, raw_body=raw)
    raise error


def body_bytes(body: bytes | str) -> bytes:
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    detail = f"expected the bytes that came, got {got(body)}"
    if ":" not in detail:
        detail += ": parsing loses what was signed"
    raise refused("body", "wrong_type", detail)


def lines(headers: Headers) -> list[Any]:
    return header_lines(pairs(headers))


def pack(line: bytes, body: bytes) -> bytes:
    """A line of JSON and the body after it: the cheapest thing to hand over."""
    return b"\n".join((line, body))


def unpack(packed: str) -> tuple[dict[str, Any], str | None]:
    """The same backwards; no body means that it is the one that was handed over."""
    line, other, body = packed.partition("\n")
    return json.loads(line), body if other else None


def prepared(request: object) -> PreparedRequest[Any]:
    if isinstance(request, PreparedRequest):
        if isinstance(request.headers, dict):
            return request
        detail = f"expected the headers that prepare returned, got {got(request.headers)}"
        raise refused("prepared.headers", "wrong_type", detail)
    raise refused("prepared", "wrong_type", f"expected what prepare returned, got {got(request)}")


def to_core(request: object) -> Any:
    given = prepared(request)
    return ask(lambda: record(given))


def sent(request: object) -> dict[str, Any]:
    """What has to be remembered of a request to read its answer."""
    given = prepared(request)
    names = ("operation", "method", "target", "request_id", "url")
    parts: dict[str, Any] = {name: getattr(given, name) for name in names}
    texts(**parts)
    parts["client_id"] = given.headers.get("Client-Id")
    if parts["client_id"] is None:
        values = (value for name, value in pairs(given.headers) if name.lower() == "client-id")
        parts["client_id"] = next(values, None)
    return parts


def as_dict(headers: Iterable[Any]) -> dict[str, str]:
    return {header.name: header.value for header in headers}


def from_core(request: Any) -> PreparedRequest[Any]:
    return PreparedRequest(**{**vars(request), "headers": as_dict(request.headers)})


def unsigned(made: Any) -> UnsignedRequest[Any]:
    return UnsignedRequest(
        request=from_core(made.request), digest=made.digest, string_to_sign=made.string_to_sign
    )


def frame(made: Any) -> UploadFrame:
    return UploadFrame(request=from_core(made.request), head=made.head, tail=made.tail)


def stages(made: Any) -> Stages:
    return Stages(made.digest, made.string_to_sign, made.signature)


def timestamp(made: Any) -> Timestamp:
    return Timestamp(made.text, made.unix)


as_it_came = json.JSONDecoder().decode
with_secrets = json.JSONDecoder(object_hook=conceal).decode

LEAST, MOST = -(2**63), 2**63 - 1

UPLOAD = "upload_file"
CONTENT = "file.content"
