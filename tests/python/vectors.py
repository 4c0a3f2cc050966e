"""Runs a folder of vectors through the installed package: `python vectors.py DIR`."""

import json
import sys
from base64 import b64encode
from collections import ChainMap
from pathlib import Path

from convert import difference, error, incoming, parts, raw, uploaded, violations

from dokukit import (
    Doku,
    DokuError,
    check_against_requirements,
    check_request_id,
    parse_timestamp,
    timestamp_from_unix,
)


def main(folder):
    failed = False
    for file in sorted(folder.rglob("*.json")):
        name, vector, result = (
            file.relative_to(folder).as_posix(),
            json.loads(file.read_bytes()),
            {},
        )
        try:
            run(vector["operation"], vector["given"], result)
        except DokuError as failure:
            result["error"] = error(failure)
        stages = {"stages": vector["stages"]} if "stages" in vector else {}
        wrong = result.get("differs") or difference(stages | vector.get("expect", {}), result, "")
        print(json.dumps({"lang": "python", "file": name, "ok": not wrong, "result": result}))
        if wrong:
            print(f"python {name}: {wrong}", file=sys.stderr)
            failed = True
    return int(failed)


def run(operation, given, result):
    places = given.get("request"), given, given.get("call")
    field = ChainMap(*(place for place in places if isinstance(place, dict)))
    if operation == "timestamp":
        unix = field.get("unix")
        moment = parse_timestamp(field["text"]) if unix is None else timestamp_from_unix(unix)
        return result.update(answer=moment._asdict())
    if operation == "request_id":
        return result.update(answer={"text": check_request_id(field["text"])})
    if operation == "check_against_requirements":
        unmet = check_against_requirements(given["request"], given["requirements"])
        return result.update(answer={"violations": violations(unmet)})
    config = {"client_id": ""} | given["config"]
    if isinstance(config["environment"], dict):
        config.update(config.pop("environment"))
    doku, ids = Doku(**config), {name: field.get(name) for name in ("request_id", "timestamp")}
    policy = {"policy": given["policy"]} if "policy" in given else {}
    response = "response" in field and incoming(field["response"]) | policy
    window = {name: field.get(name) for name in ("now", "tolerance")}
    match operation:
        case "sign_component":
            made = doku.sign_component(field["method"], field["target"], raw(field["body"]), **ids)
            result["stages"] = parts(made)
        case "sign_reply":
            result["stages"] = parts(doku.sign_reply(field["target"], raw(field["body"]), **ids))
        case "verify_response":
            sent = {name: field[name] for name in ("method", "target", "request_id")}
            signature = doku.verify_response(**sent, **response, **window)
            result["answer"] = {"signature": signature}
        case "verify_notification":
            signature = doku.verify_notification(field["target"], **incoming(given), **window)
            result["answer"] = {"signature": signature}
        case "read_callback":
            read = doku.read_callback(field["target"], **incoming(given), **policy, **window)
            result["answer"] = parts(read)
        case "diagnose_signature":
            message = {"method": field["method"], "target": field["target"]} | incoming(given)
            found = doku.diagnose_signature(**message, **field.get("candidates", {}))
            result["answer"] = {"findings": [finding.code for finding in found]}
        case "upload_file":
            upload(doku, given["request"], given["call"], response, result)
        case _:
            send(doku, operation, given["request"], ids, response, result)


def send(doku, operation, request, ids, response, result):
    unsigned = doku.prepare_unsigned(operation, request, **ids)
    prepared = doku.prepare(operation, request, **ids)
    signature = prepared.headers["Signature"]
    result["stages"] = parts(unsigned, "digest", "string_to_sign") | {"signature": signature}
    if doku.attach_signature(unsigned.request, signature) != prepared:
        result["differs"] = "attach_signature and prepare differ"
    text = request if isinstance(request, str) else json.dumps(request, indent=1)
    if doku.prepare(operation, text, **ids) != prepared:
        result["differs"] = "dict and JSON text differ"
    if doku.restore(prepared.serialize()) != prepared:
        result["differs"] = "stored and restored it differs"
    if response:
        result["answer"] = parts(doku.read(prepared, **response))
    else:
        result["prepared"] = parts(prepared, "method", "url", "headers", "body")


def upload(doku, request, call, response, result):
    call = {"token": call.get("token") or "", "boundary": call.get("boundary") or ""}
    text = request if isinstance(request, str) else json.dumps(request)
    typed = uploaded(text)
    try:
        prepared = doku.prepare_upload(text, **call)
    except DokuError as failure:
        if typed and told(doku.prepare_upload, typed, call) != error(failure):
            result["differs"] = "what is told of bytes and of JSON text differs"
        raise
    if typed and doku.prepare_upload(typed, **call) != prepared:
        result["differs"] = "bytes and JSON text differ"
    if doku.restore(prepared.serialize()) != prepared:
        result["differs"] = "stored and restored it differs"
    content = typed["file"]["content"] if typed else b""
    for form in filter(None, (text, typed)):
        frame = doku.prepare_upload_frame(form, **call)
        if frame.head + content + frame.tail != prepared.body:
            result["differs"] = "frame and whole differ"
    if response:
        result["answer"] = parts(doku.read(prepared, **response))
    else:
        made = parts(prepared, "method", "url", "headers")
        result["prepared"] = made | {"body": {"base64": b64encode(prepared.body).decode()}}


def told(prepare, upload, call):
    try:
        return prepare(upload, **call)
    except DokuError as failure:
        return error(failure)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
