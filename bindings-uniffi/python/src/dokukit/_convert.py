"""Conversions of Python's values into those that the core takes."""

from __future__ import annotations

import base64
import json
import operator
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ._border import ask, core
from ._errors import Violation, refused, refused_all
from ._json import HALF, Wrong, as_json, encode, got, json_bytes
from ._lists import FILE_HEAD_BYTES
from ._secret import Secret

T = TypeVar("T")


def not_texts(path: str, values: Any, place: str = "[{}]") -> list[Violation]:
    """A violation for each value that is not Unicode text."""
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
    """The values, if all of them are texts; otherwise every violation at once."""
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
    """A whole number of any class but `bool`."""
    if not isinstance(value, bool) and hasattr(value, "__index__"):
        return operator.index(value)
    raise refused(path, "wrong_type", f"expected a whole number, got {got(value)}")


def within(path: str, value: Any, least: int, most: int) -> int:
    """A number that fits the integer type of the border."""
    number = index(path, value)
    if least <= number <= most:
        return number
    raise refused(path, "out_of_range", f"expected a number from {least} to {most}, got another")


def i64(path: str, value: Any) -> int:
    """As `within`, but clamped, where the core rejects what is out of range."""
    return max(LEAST, min(index(path, value), MOST))


def status(value: Any) -> int:
    """The status of a response, clamped: the core rejects what is out of range."""
    number = index("status", value)
    return number if 0 <= number <= U16 else U16


def policy(name: object) -> str | None:
    return None if name is None else texts(policy=name)[0]


def window(now: int | None, tolerance: int | None) -> tuple[int | None, int | None]:
    """The moment and the tolerance; a tolerance alone means the current time."""
    if tolerance is not None:
        tolerance = within("tolerance", tolerance, LEAST, MOST)
        now = int(time.time()) if now is None else now
    return None if now is None else within("now", now, LEAST, MOST), tolerance


def identity(request_id: str | None, timestamp: str | None) -> tuple[str, str]:
    """The Request-Id and the timestamp, filled in where they are absent."""
    made: tuple[str, str] = texts(
        request_id=str(uuid.uuid4()) if request_id is None else request_id,
        timestamp=now_unless(timestamp),
    )
    return made


def stamp(request_id: str | None, timestamp: str | None) -> Any:
    request_id, timestamp = identity(request_id, timestamp)
    return core.Stamp(request_id=request_id, timestamp=timestamp)


def now_unless(timestamp: str | None) -> str:
    if timestamp is None:
        # Not gmtime() alone: its coarse clock may be a second behind that of time().
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time()))
    return timestamp


def body_bytes(body: bytes | str) -> bytes:
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    detail = f"expected the bytes that came, got {got(body)}"
    if ":" not in detail:
        detail += ": parsing loses what was signed"
    raise refused("body", "wrong_type", detail)


def secret(token: object) -> Any:
    """A token as the core's own secret."""
    (text,) = texts(token=token.expose() if isinstance(token, Secret) else token)
    return ask(core.Secret, text)


def upload_stamp(token: object, boundary: str | None) -> tuple[Any, str]:
    (drawn,) = texts(boundary=str(uuid.uuid4()) if boundary is None else boundary)
    return secret(token), drawn


def upload(
    given: object,
    call: Callable[[str, bytes | None], T],
    saying: Callable[[object, Callable[[bytes], T]], T] = as_json,
) -> T:
    """Calls with an upload as JSON text and the content of its file.

    With a content, the text holds only the first bytes of it, which tell the file's type.
    """
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


def line(*texts: str) -> bytes:
    """A JSON list of texts, each encoded by itself, which is faster than the list as a whole."""
    return f"[{','.join(map(encode, texts))}]".encode()


def pack(line: bytes, body: bytes) -> bytes:
    """A line of JSON and the body after it: the cheapest thing to hand over."""
    return b"\n".join((line, body))


def unpack(packed: str) -> tuple[dict[str, Any], str | None]:
    """The parts of what `pack` wrote; no body means that it is the one that was handed over."""
    line, other, body = packed.partition("\n")
    return json.loads(line), body if other else None


UPLOAD = "upload_file"
CONTENT = "file.content"

LEAST, MOST = -(2**63), 2**63 - 1
U16 = 2**16 - 1
