"""Answers one vector: what must come of this operation and what it is given."""

import json

import rdl
import reading
import signing
import values
import wire
from values import Refused


def answer(operation, given):
    """A dict of `stages`, `prepared`, `answer` and `error`: those that the vector has."""
    result = {}
    try:
        OPERATIONS[operation](operation, given, result)
    except Refused as refused:
        result["error"] = refused.error
    return result


def prepare_and_read(operation, given, result):
    config = values.config(given["config"])
    request_id = given["call"]["request_id"]
    timestamp, violations = values.timestamp(given["call"]["timestamp"])
    violations = values.request_id(request_id) + violations
    method, target, body, more = PARTS[operation](given["request"])
    if violations + more:
        raise Refused("invalid_request", violations + more)
    raw = None if body is None else body.encode()
    stages = signing.stages(config, method, request_id, timestamp, target, raw)
    headers = {
        "Client-Id": config["client_id"],
        "Request-Id": request_id,
        "Request-Timestamp": timestamp,
        "Signature": stages["signature"],
    }
    if body is not None:
        headers["Content-Type"] = "application/json"
    prepared = {"method": method, "url": config["base_url"] + target, "headers": headers, "body": body}
    result |= {"stages": stages, "prepared": prepared}
    if "response" in given:
        sent = {"method": method, "target": target, "request_id": request_id}
        result["answer"] = reading.read(operation, config, sent, given["response"])


def registration(request):
    text = request if isinstance(request, str) else json.dumps(request)
    body, violations = rdl.check(text)
    return "POST", rdl.TARGET, body, violations


def generic_call(request):
    method, target, body = request["method"], request["target"], request["body"]
    violations = [] if method in values.METHODS else [("method", "not_in_list")]
    violations += values.target(target)
    if body is not None and method == "GET":
        violations.append(("body", "not_allowed"))
    elif body is not None and not is_json(body):
        violations.append(("body", "bad_format"))
    return method, target, body, violations


def is_json(text):
    try:
        wire.parse(text)
    except wire.NotJson:
        return False
    return True


def sign(operation, given, result):
    config = values.config(given["config"])
    timestamp, violations = values.timestamp(given["timestamp"])
    violations = values.request_id(given["request_id"]) + violations + values.target(given["target"])
    if violations:
        raise Refused("invalid_request", violations)
    body = None if given["body"] is None else reading.raw_bytes(given["body"])
    label = "Response-Timestamp" if operation == "sign_reply" else "Request-Timestamp"
    method = given.get("method", "POST")
    result["stages"] = signing.stages(config, method, given["request_id"], timestamp, given["target"], body, label)


def verify_response(_, given, result):
    policy = given.get("policy", "required")
    signature = reading.verify(
        values.config(given["config"]), given["method"], given["target"], given["request_id"], given["response"], policy
    )
    result["answer"] = {"signature": signature}


def verify_notification(_, given, result):
    result["answer"] = {"signature": reading.verify_notification(values.config(given["config"]), given)}


def timestamp(_, given, result):
    if "unix" in given:
        if not 0 <= given["unix"] <= values.LAST_SECOND:
            raise Refused("invalid_request", [("timestamp", "out_of_range")])
        unix = given["unix"]
    else:
        unix = values.parse_timestamp(given["text"])
        if unix is None:
            raise Refused("invalid_request", [("timestamp", "bad_format")])
    result["answer"] = {"text": values.format_timestamp(unix), "unix": unix}


def request_id(_, given, result):
    violations = values.request_id(given["text"])
    if violations:
        raise Refused("invalid_request", violations)
    result["answer"] = {"text": given["text"]}


PARTS = {"register_rdl_customer": registration, "call": generic_call}

OPERATIONS = {
    "register_rdl_customer": prepare_and_read,
    "call": prepare_and_read,
    "sign_component": sign,
    "sign_reply": sign,
    "verify_response": verify_response,
    "verify_notification": verify_notification,
    "timestamp": timestamp,
    "request_id": request_id,
}
