"""Runs a folder of vectors through the package, and prints: `python vectors.py DIR`."""

import json
import sys
import traceback
from base64 import b64decode, b64encode
from pathlib import Path

from attempts import steps
from ways import prepared

import dokukit
from dokukit import Doku, DokuError, PreparedRequest, Secret, Violation

SHOWN = {
    DokuError: (
        "code",
        "violations",
        "http_status",
        "retry",
        "signature",
        "gateway",
        "outcome",
        "attempts",
    ),
    PreparedRequest: ("method", "url", "headers", "body"),
    Violation: ("path", "code"),
}

# By the vector's operation: functions of what is given, and what a method's value becomes.
FUNCTIONS = {
    "check": lambda **given: {"violations": dokukit.check(**given)},
    "check_against_requirements": lambda request, requirements: {
        "violations": dokukit.check_against_requirements(request, requirements)
    },
    "check_upload": lambda request, **given: {"violations": dokukit.check_upload(request, **given)},
    "is_expired": lambda expires_at=None, **given: {
        "expired": dokukit.is_expired({"expires_at": expires_at}, **given)
    },
    "place_upload": lambda request, upload, placement: {
        "request": dokukit.place_upload(request, upload, **placement)
    },
    "request_id": lambda text: {"text": dokukit.check_request_id(text)},
    "timestamp": lambda text=None, unix=0: (
        dokukit.parse_timestamp(text) if text is not None else dokukit.timestamp_from_unix(unix)
    )._asdict(),
    "upload_plan": lambda requirements: {"uploads": dokukit.upload_plan(requirements)},
}
METHODS = {
    "diagnose_signature": lambda found: {"answer": {"findings": [each.code for each in found]}},
    "explain_signature": lambda explanation: {"answer": explanation},
    "read_callback": lambda callback: {"answer": callback},
    "sign_component": lambda stages: {"stages": stages},
    "sign_reply": lambda stages: {"stages": stages},
    "sign_test_notification": lambda headers: {"answer": {"headers": headers}},
    "verify_notification": lambda status: {"answer": {"signature": status}},
    "verify_response": lambda status: {"answer": {"signature": status}},
}


def main(folder):
    for file in sorted(folder.rglob("*.json")):
        line = {"lang": "python", "file": file.relative_to(folder).as_posix(), "result": {}}
        try:
            vector = json.loads(file.read_bytes(), object_hook=with_bytes)
            run(vector["operation"], vector["given"], line)
        except DokuError as failure:
            line["result"]["error"] = failure
        except Exception as failure:
            traceback.print_exc()
            line["differs"] = f"an unexpected {type(failure).__name__}"
        print(json.dumps(line, default=plain))


def run(operation, given, line):
    result, config = line["result"], {"client_id": ""} | given.pop("config", {})
    if operation in FUNCTIONS:
        result["answer"] = FUNCTIONS[operation](**given)
        return
    if isinstance(config["environment"], dict):
        config |= config.pop("environment")
    doku, response = Doku(**config), given.pop("response", {})
    if operation in METHODS:
        if operation == "diagnose_signature":
            given["body"] = given["body"] or b""
        arguments = given.pop("candidates", {}) | given | response
        result |= METHODS[operation](getattr(doku, operation)(**arguments))
        return
    request, stages = prepared(doku, operation, given, line)
    if operation == "attempts":
        result["answer"] = steps(doku, request, given)
        return
    policy = {"policy": given["policy"]} if "policy" in given else {}
    if operation == "sign_test_response":
        fake = {name: given[name] for name in ("status", "body", "timestamp")}
        result["answer"] = doku.sign_test_response(request, **fake)
        return
    if operation != "redacted":
        result |= {"prepared": request} | ({"stages": stages} if stages else {})
    answer = doku.read(request, **response, **policy) if response else None
    if operation == "redacted":
        shown = answer and dokukit.redacted(answer)
        result["answer"] = {"request": dokukit.redacted(request), "answer": shown}
    elif answer:
        result["answer"] = answer


def with_bytes(value):
    """An object of a vector, whose body may stand for bytes."""
    body = value.get("body")
    if isinstance(body, dict) and body.keys() == {"base64"}:
        value["body"] = b64decode(body["base64"])
    return value


def plain(value):
    """What JSON has no form for: objects by their parts, texts that are secret, bytes."""
    if isinstance(value, Secret):
        return value.expose()
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return {"base64": b64encode(value).decode()}
    names = SHOWN.get(type(value)) or value.__slots__
    shown = {name: getattr(value, name) for name in names}
    if isinstance(value, PreparedRequest) and value.operation == "upload_file":
        shown["body"] = {"base64": b64encode(value.body).decode()}
    return shown


if __name__ == "__main__":
    main(Path(sys.argv[1]))
