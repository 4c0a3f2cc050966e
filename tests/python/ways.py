"""A request in each of the ways to make it, which must come to the same."""

import json
from base64 import b64decode

from dokukit import DokuError


def prepared(doku, operation, given, line):
    """The request and the stages of its signature; an upload has none."""
    name, request = given.get("operation", operation), given["request"]
    if name == "upload_file":
        return uploaded(doku, request, given["call"], line), None
    stamp = given.get("call") or {each: given[each] for each in ("request_id", "timestamp")}
    unsigned = doku.prepare_unsigned(name, request, **stamp)
    made = doku.prepare(name, request, **stamp)
    text = request if isinstance(request, str) else json.dumps(request, indent=1)
    same(line, "dict and JSON text", made, doku.prepare(name, text, **stamp))
    if "again" in given:
        unsigned, made = (
            doku.resign_unsigned(made, given["again"]),
            doku.resign(made, given["again"]),
        )
    signature = made.headers["Signature"]
    attached = doku.attach_signature(unsigned.request, signature)
    same(line, "attach_signature and what it is a part of", made, attached)
    same(line, "a request and what was stored of it", made, doku.restore(made.serialize()))
    parts = {"digest": unsigned.digest, "string_to_sign": unsigned.string_to_sign}
    return made, parts | {"signature": signature}


def uploaded(doku, upload, call, line):
    """The upload with base64, as a dict and as text, and with bytes; whole and around its file."""
    call = {"token": "", "boundary": ""} | call
    forms = [upload if isinstance(upload, str) else json.dumps(upload), upload]
    content = b""
    try:
        file = dict(upload["file"])
        content = file["content"] = b64decode(file.pop("base64"), validate=True)
        forms.append(upload | {"file": file})
    except (KeyError, TypeError, ValueError):
        pass  # It has no file, or none that bytes can say.
    made = [attempt(doku.prepare_upload, form, call) for form in forms]
    same(line, "bytes and JSON text", *map(told, made))
    if isinstance(made[0], DokuError):
        raise made[0]
    same(line, "a request and what was stored of it", made[0], doku.restore(made[0].serialize()))
    for form in forms:
        frame = doku.prepare_upload_frame(form, **call)
        same(line, "frame and whole", made[0].body, frame.head + content + frame.tail)
    return made[0]


def same(line, which, *made):
    if any(each != made[0] for each in made):
        line["differs"] = which


def attempt(prepare, upload, call):
    try:
        return prepare(upload, **call)
    except DokuError as failure:
        return failure


def told(made):
    return vars(made) if isinstance(made, DokuError) else made
