"""Answers one vector: what must come of this operation and what it is given."""

import base64

from engine import attempts as tried
from engine import diagnosis, logs, reading, signing, table, values, wire
from engine.table import Row, text
from engine.values import Refused
from rows import disbursement, onboarding, partner, rdl, requirements, upload


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
    sent = prepare(operation, config, given, given["call"], result)
    if "response" in given:
        result["answer"] = reading.read(operation, config, sent, given)


def prepare(operation, config, given, call, result):
    """Puts a signed request and its stages into the result; what is remembered of it."""
    request_id = call["request_id"]
    timestamp, violations = values.timestamp(call["timestamp"])
    violations = values.request_id(request_id) + violations
    method, path, query, body, more = PARTS[operation](given["request"])
    if violations + more:
        raise Refused("invalid_request", violations + more)
    mode = wire.from_plain(given["request"]).get("query") if operation == "call" else config["query"]
    target = path + query if mode == "signed" else path
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
    prepared = {"method": method, "url": values.url(config, path) + query, "headers": headers, "body": body}
    result |= {"stages": stages, "prepared": prepared}
    return {"method": method, "target": target, "request_id": request_id}


def resign(_, given, result):
    """The second request: the first one's Request-Id and body under another timestamp."""
    config = values.config(given["config"])
    prepare(given["operation"], config, given, given, {})
    prepare(given["operation"], config, given, given | {"timestamp": given["again"]}, result)


def attempts(_, given, result):
    """Every attempt of one request, up to its answer."""
    config, operation = values.config(given["config"]), given["operation"]

    def send(timestamp):
        made = {}
        if operation == "upload_file":
            OPERATIONS[operation](operation, given, made)
            return {"method": "POST", "target": upload.PATH, "request_id": None}, made["prepared"]
        sent = prepare(operation, config, given, given["call"] | {"timestamp": timestamp}, made)
        return sent, made["prepared"]

    result["answer"] = tried.Script(operation, config, given, send).run()


def check(_, given, result):
    """What a request alone is refused for."""
    operation = given["operation"]
    if operation == "upload_file":
        told = table.pairs(table.request(upload.ROWS, given["request"])[1])
    elif operation in PARTS:
        told = PARTS[operation](given["request"])[4]
    else:
        told = [("operation", "not_in_list")]
    result["answer"] = {"violations": [{"path": path, "code": code} for path, code in told]}


def redacted(_, given, result):
    made, operation = {}, given["operation"]
    OPERATIONS[operation](operation, given, made)
    shown = {"request": logs.request(made["prepared"]), "answer": None}
    if "answer" in made:
        shown["answer"] = logs.answer(made["answer"], reading.raw_bytes(given["response"]["body"]))
    result["answer"] = shown


def explain_signature(_, given, result):
    result["answer"] = logs.explanation(values.config(given["config"]), given)


def sign_test_response(_, given, result):
    """What DOKU would answer; any body is covered, to a GET too."""
    config = values.config(given["config"])
    sent = prepare(given["operation"], config, given, given["call"], {})
    timestamp, violations = values.timestamp(given["timestamp"])
    violations = violations or reading.status_violations(given["status"])
    if violations:
        raise Refused("invalid_request", violations)
    body = reading.raw_bytes(given["body"])
    ids = given["call"]["request_id"], timestamp, sent["target"]
    signature = signing.stages(config, "POST", *ids, body, "Response-Timestamp")["signature"]
    headers = fake_headers(config, *ids[:2], "Response-Timestamp", signature)
    result["answer"] = {"status": given["status"], "headers": headers, "body": given["body"]}


def sign_test_notification(_, given, result):
    config = values.config(given["config"])
    timestamp, violations = values.timestamp(given["timestamp"])
    violations = values.request_id(given["request_id"]) + violations + values.received_target(given["target"])
    if violations:
        raise Refused("invalid_request", violations)
    ids, body = (given["request_id"], timestamp), reading.raw_bytes(given["body"])
    signature = signing.stages(config, "POST", *ids, given["target"], body)["signature"]
    result["answer"] = {"headers": fake_headers(config, *ids, "Request-Timestamp", signature)}


def fake_headers(config, request_id, timestamp, label, signature):
    return {
        "Client-Id": config["client_id"], "Request-Id": request_id, label: timestamp, "Signature": signature,
        "Content-Type": "application/json",
    }


def upload_plan(_, given, result):
    result["answer"] = {"uploads": onboarding.plan(given["requirements"])}


def check_upload(_, given, result):
    told = onboarding.check_upload(given)
    result["answer"] = {"violations": [{"path": path, "code": code} for path, code in told]}


def place_upload(_, given, result):
    result["answer"] = {"request": onboarding.place(given)}


def is_expired(_, given, result):
    """A token that does not say when it expires has not."""
    end = given.get("expires_at")
    result["answer"] = {"expired": end is not None and given["now"] + given.get("leeway", 0) >= end}


def upload_file(operation, given, result):
    config = values.config(given["config"])
    headers, body = upload.parts(given["request"], given["call"])
    url = values.url(config, upload.PATH)
    body = {"base64": base64.b64encode(body).decode()}
    result["prepared"] = {"method": "POST", "url": url, "headers": headers, "body": body}
    if "response" in given:
        sent = {"method": "POST", "target": upload.PATH, "request_id": None}
        result["answer"] = reading.read(operation, config, sent, given)


def check_against_requirements(_, given, result):
    values.config(given["config"])
    violations = requirements.check(given)
    result["answer"] = {"violations": [{"path": path, "code": code} for path, code in violations]}


def break_of_json(text):
    try:
        wire.parse(text)
    except wire.NotJson:
        return "bad_format"
    return None


def body_condition(root):
    return "not_allowed" if root.get("method") == "GET" else None


def generic_call(request):
    root = table.request((), request)[0]
    query = root.get("query") if isinstance(root, wire.Object) else None

    def break_of_target(target):
        return values.target(target, query)[0][1] if values.target(target, query) else None

    rows = (
        text("method", needed=True, among=values.METHODS),
        text("target", rule=break_of_target, needed=True),
        Row("body", rule=break_of_json, condition=body_condition, quoted=True),
        text("query", among=values.QUERY_MODES),
    )
    root, violations = table.request(rows, request)
    if violations:
        return None, None, "", None, table.pairs(violations)
    path, mark, query = root.get("target").partition("?")
    return root.get("method"), path, mark + query, root.get("body"), []


def sign(operation, given, result):
    config = values.config(given["config"])
    timestamp, violations = values.timestamp(given["timestamp"])
    is_reply = operation == "sign_reply"
    target = values.received_target if is_reply else values.target
    violations = values.request_id(given["request_id"]) + violations + target(given["target"])
    if violations:
        raise Refused("invalid_request", violations)
    body = None if given["body"] is None else reading.raw_bytes(given["body"])
    label = "Response-Timestamp" if is_reply else "Request-Timestamp"
    method = given.get("method", "POST")
    result["stages"] = signing.stages(config, method, given["request_id"], timestamp, given["target"], body, label)


def verify_response(_, given, result):
    config = values.config(given["config"])
    policy = values.policy(config, given.get("policy", "required"))
    result["answer"] = {"signature": reading.verify(config, given, given["response"], policy, given)}


def verify_notification(_, given, result):
    result["answer"] = {"signature": reading.verify_notification(values.config(given["config"]), given)}


def read_callback(_, given, result):
    result["answer"] = reading.callback(values.config(given["config"]), given)


def diagnose_signature(_, given, result):
    result["answer"] = {"findings": diagnosis.findings(values.config(given["config"]), given)}


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


PARTS = {
    "register_rdl_customer": rdl.register_rdl_customer,
    "disburse_rdl": disbursement.disburse_rdl,
    "check_requirements": partner.check_requirements,
    "generate_token": partner.generate_token,
    "register_business": partner.register_business,
    "create_business_lite": partner.create_business_lite,
    "get_business": partner.get_business,
    "call": generic_call,
}

OPERATIONS = dict.fromkeys(PARTS, prepare_and_read) | {
    "upload_file": upload_file,
    "check_against_requirements": check_against_requirements,
    "sign_component": sign,
    "sign_reply": sign,
    "verify_response": verify_response,
    "verify_notification": verify_notification,
    "read_callback": read_callback,
    "diagnose_signature": diagnose_signature,
    "timestamp": timestamp,
    "request_id": request_id,
    "check": check,
    "resign": resign,
    "attempts": attempts,
    "redacted": redacted,
    "explain_signature": explain_signature,
    "sign_test_response": sign_test_response,
    "sign_test_notification": sign_test_notification,
    "upload_plan": upload_plan,
    "check_upload": check_upload,
    "place_upload": place_upload,
    "is_expired": is_expired,
}
