"""From status, headers and raw body to an answer or one error."""

import base64
import time

from engine import signing, values, wire
from engine.values import Refused
from rows import partner_answers

DAY = 86400
SIGNED_ALWAYS = ("register_rdl_customer", "disburse_rdl")
LENIENT = {"call": lambda root: (wire.plain(root), [])} | partner_answers.LENIENT
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def raw_bytes(body):
    if body is None:
        return b""
    return base64.b64decode(body["base64"]) if isinstance(body, dict) else body.encode()


def printed(body):
    """Bytes as a vector has them: text, or base64 where they are no UTF-8."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}


def header(headers, name):
    for key, value in headers.items():
        if key.lower() == name.lower():
            # RFC 9110, 5.5: blanks and tabs around a value are no part of it.
            return (value[0] if isinstance(value, list) else value).strip(" \t")
    return None


def status_violations(status):
    """HTTP has statuses of three digits."""
    return [] if 100 <= status <= 999 else [("status", "out_of_range")]


def is_accepted(status):
    return 200 <= status <= 299 or status == 409


def verify(config, sent, response, policy, window):
    """How the signature stands, or Refused."""
    status, headers, body = response["status"], response["headers"], raw_bytes(response["body"])
    # An upload sends no Request-Id: the answer's own one counts.
    is_upload = sent["request_id"] is None
    request_id = header(headers, "Request-Id") if is_upload else sent["request_id"]
    violations = [] if is_upload or request_id.strip() else values.request_id(request_id)
    violations = violations + status_violations(status)
    if violations:
        raise Refused("invalid_request", violations)
    signature = header(headers, "Signature")
    if signature is None:
        if not is_accepted(status):
            raise gateway_error(status, body, "absent")
        if policy == "required":
            raise Refused("signature_missing", http_status=status)
        return "absent"
    if header(headers, "Client-Id") != config["client_id"] or header(headers, "Request-Id") != request_id:
        raise Refused("not_for_this_request", http_status=status)
    timestamp = header(headers, "Response-Timestamp")
    # P2 documents no Digest line for a GET; nobody has confirmed that live, so both forms count.
    forms = [(signing.digest(body), "unbound" if is_upload else "verified")]
    if sent["method"].upper() == "GET":
        forms.append((None, "headers_only"))
    for digest, found in forms:
        names = config["client_id"], request_id, timestamp, sent["target"], digest
        if timestamp is not None and is_signed(config, signing.component(*names, "Response-Timestamp"), signature):
            if found == "headers_only" and policy == "required":
                raise Refused("signature_missing", http_status=status)
            if is_stale(timestamp, window):
                raise Refused("stale_timestamp", http_status=status)
            return found
    raise Refused("signature_mismatch", http_status=status)


def is_signed(config, text, signature):
    """By any of the keys; with the option also where prefix or padding lack."""
    if config["accept_bare_signatures"]:
        bare = signature.removeprefix(signing.PREFIX).rstrip("=")
        signature = signing.PREFIX + bare + "=" * (-len(bare) % 4)
    keys = [config["secret_key"], *config["previous_secret_keys"]]
    return any(signing.matches(key, text, signature) for key in keys)


def is_stale(timestamp, window):
    """The clock stands in for `now`."""
    if not window.keys() & {"now", "tolerance"}:
        return False
    now = window.get("now", time.time())
    return abs(now - values.parse_timestamp(timestamp)) > window.get("tolerance", DAY)


def read(operation, config, sent, given):
    """The answer's envelope, or Refused."""
    default = "required" if operation in SIGNED_ALWAYS else "if_present"
    policy = values.policy(config, default, given.get("policy", "if_present"))
    response = given["response"]
    signature = verify(config, sent, response, policy, {})
    status, body = response["status"], raw_bytes(response["body"])
    root = json_or_none(body)
    # The status line is not signed: the shape of a refusal counts under any status.
    if not is_accepted(status) or is_refusal(root):
        raise gateway_error(status, body, signature)
    if status == 409 and not is_replay(operation, root, signature):
        raise gateway_error(status, body, signature)
    envelope = {
        "signature": signature, "replayed": status == 409, "http_status": status, "deviations": [],
        "raw": response["body"],
    }
    if operation in LENIENT:
        return envelope | {"body": LENIENT[operation](root)[0]}
    try:
        answer, faults = partner_answers.READERS[operation](json_of(body))
    except wire.NotJson:
        raise Refused("unreadable_response", http_status=status) from None
    if answer is None:
        violations = [(fault.path, fault.code) for fault in faults if fault.needed]
        raise Refused("unreadable_response", violations, http_status=status)
    deviations = [{"path": fault.path, "code": fault.code} for fault in faults]
    return envelope | {"deviations": deviations, "body": answer}



def json_of(body):
    """The JSON that came, after a byte order mark or without one."""
    try:
        return wire.parse_received(body.removeprefix(BYTE_ORDER_MARK).decode())
    except UnicodeDecodeError as error:
        raise wire.NotJson from error


def json_or_none(body):
    try:
        return json_of(body)
    except wire.NotJson:
        return None


def is_refusal(root):
    """A shape in which DOKU is known to refuse: an error, a response code, or a message alone."""
    if not isinstance(root, wire.Object):
        return False
    # SNAP's code begins with the HTTP status.
    snap = root.get("responseCode")
    if snap is not None and not snap.startswith("2"):
        return True
    if any(root.get(name) is not None for name in ("error", "error_messages", "response_code")):
        return True
    said = root.get("message")
    return root.keys_once() == ["message"] and said not in ("SUCCESS", ["SUCCESS"])


def is_replay(operation, root, signature):
    """Whether it shows what the first answer shows."""
    if not isinstance(root, wire.Object):
        return False
    if operation == "call":
        # A code alone is a refusal in a shape that nobody knows.
        return signature == "verified" and root.get("code") is None
    return partner_answers.has_any(operation, root)


def gateway(body):
    """DOKU's code, message and type from any known shape; None where it says nothing."""
    none = {"code": None, "message": None, "type": None}
    root = json_or_none(body)
    if not isinstance(root, wire.Object):
        return none
    error = root.get("error")
    if isinstance(error, wire.Object):
        return {key: error.get(key) for key in none}
    if isinstance(error, str):
        return none | {"message": error}
    if root.get("response_code"):
        return none | {"code": root.get("response_code"), "message": root.get("message")}
    if root.get("responseCode"):
        return none | {"code": root.get("responseCode"), "message": root.get("responseMessage")}
    message = root.get("message") or root.get("error_messages")
    return none | {"message": "; ".join(message) if isinstance(message, list) else message}


def gateway_error(status, body, signature):
    found = gateway(body)
    unknown = status == 409 and not is_refusal(json_or_none(body))
    if found["code"] == "request_time_out_of_range":
        retry = "new_timestamp"
    elif found["code"] == "idempotent_request":
        # The Request-Id was used for another request: it never becomes this one's.
        retry = "never"
    elif unknown or status in (408, 425, 429) or 500 <= status <= 599:
        retry = "same_request_id"
    else:
        retry = "never"
    return Refused("gateway_error", http_status=status, gateway=found, retry=retry, signature=signature)


def verify_notification(config, given, policy="required"):
    headers = given["headers"]
    violations = values.received_target(given["target"])
    if violations:
        raise Refused("invalid_request", violations)
    signature = header(headers, "Signature")
    if signature is None:
        if policy == "if_present":
            return "absent"
        raise Refused("signature_missing")
    if header(headers, "Client-Id") != config["client_id"]:
        raise Refused("not_for_this_request")
    request_id, timestamp = header(headers, "Request-Id"), header(headers, "Request-Timestamp")
    digest = signing.digest(raw_bytes(given["body"]))
    # DOKU's own plugin registers a URL with a query and verifies over the path alone.
    targets = {given["target"], given["target"].partition("?")[0]}
    texts = [signing.component(config["client_id"], request_id, timestamp, target, digest) for target in targets]
    signed = any(is_signed(config, text, signature) for text in texts)
    if request_id is None or timestamp is None or not signed:
        raise Refused("signature_mismatch")
    if values.has_control(request_id + timestamp):
        raise Refused("signature_mismatch")
    if is_stale(timestamp, given):
        raise Refused("stale_timestamp")
    return "verified"


# DOKU, Partner API, Overview: nine of KYB, and one of service activation.
KINDS = (
    "BRAND.OPERATIONAL_STATUS", "BUSINESS", "BUSINESS_CONTACT", "BUSINESS_ADDRESS", "BUSINESS_DOCUMENT",
    "BUSINESS_BANK", "BRAND", "BRAND_SOCIAL_MEDIA", "BRAND_PHOTO_PROOF", "BRAND_PRODUCT",
)


def callback(config, given):
    policy = values.policy(config, given.get("policy", "required"))
    signature = verify_notification(config, given, policy)
    try:
        root = wire.parse(raw_bytes(given["body"]).removeprefix(BYTE_ORDER_MARK).decode())
    except (wire.NotJson, UnicodeDecodeError):
        raise Refused("unreadable_response", [("", "bad_format")]) from None
    if not isinstance(root, wire.Object):
        raise Refused("unreadable_response", [("", "wrong_type")])
    named = root.values_of("type")
    if len(named) > 1:
        raise Refused("unreadable_response", [("type", "not_allowed")])
    known = [value for _, value in root if wire.is_text(value) and value in KINDS]
    kind = named[0] if named and wire.is_text(named[0]) else known[0] if len(set(known)) == 1 else None
    request_id = header(given["headers"], "Request-Id")
    return {"kind": kind, "signature": signature, "request_id": request_id, "raw": given["body"]}
