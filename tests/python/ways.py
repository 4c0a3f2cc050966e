"""A request in each of the ways to make it, which must come to the same."""

import json

from convert import error, loaded, parts, prepared, with_bytes

from dokukit import DokuError


def signed(doku, operation, given, ids, line):
    """A signed request, from a dict and from text, whole and in two parts, and stored."""
    request = given["request"]
    unsigned = doku.prepare_unsigned(operation, request, **ids)
    made = in_two_parts(doku, unsigned, doku.prepare(operation, request, **ids), line)
    text = request if isinstance(request, str) else json.dumps(request, indent=1)
    if doku.prepare(operation, text, **ids) != made["request"]:
        line["differs"] = "dict and JSON text"
    return made


def resigned(doku, given, ids, line):
    """The retry of a request, whole and in two parts."""
    first, again = doku.prepare(given["operation"], given["request"], **ids), given["again"]
    unsigned = doku.resign_unsigned(first, again)
    made = in_two_parts(doku, unsigned, doku.resign(first, again), line)
    line["result"] |= {"stages": made["stages"], "prepared": prepared(made["request"])}


def in_two_parts(doku, unsigned, request, line):
    signature = request.headers["Signature"]
    if doku.attach_signature(unsigned.request, signature) != request:
        line["differs"] = "attach_signature and what it is a part of"
    stored(doku, request, line)
    stages = parts(unsigned, "digest", "string_to_sign") | {"signature": signature}
    return {"request": request, "stages": stages}


def stored(doku, request, line):
    if doku.restore(request.serialize()) != request:
        line["differs"] = "a request and what was stored of it"


def uploaded(doku, given, line):
    """The upload that a text makes; from bytes and around streamed ones it is the same."""
    call = {name: given["call"].get(name) or "" for name in ("token", "boundary")}
    text = loaded(given["request"])
    typed = with_bytes(text)
    try:
        request = doku.prepare_upload(text, **call)
    except DokuError as failure:
        if typed and told(doku.prepare_upload, typed, call) != error(failure):
            line["differs"] = "what is told of bytes and of JSON text"
        raise
    stored(doku, request, line)
    if typed and doku.prepare_upload(typed, **call) != request:
        line["differs"] = "bytes and JSON text"
    content = typed["file"]["content"] if typed else b""
    for form in filter(None, (text, typed)):
        frame = doku.prepare_upload_frame(form, **call)
        if frame.head + content + frame.tail != request.body:
            line["differs"] = "frame and whole"
    return {"request": request}


def told(prepare, upload, call):
    try:
        return prepare(upload, **call)
    except DokuError as failure:
        return error(failure)
