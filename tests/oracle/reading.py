"""From status, headers and raw body to an answer or one error."""

import base64

import partner_answers
import rdl
import signing
import values
import wire
from values import Refused

DAY = 86400
SIGNED_ALWAYS = ("register_rdl_customer", "disburse_rdl")
READERS = {"register_rdl_customer": rdl.read} | partner_answers.READERS
LENIENT = {"call": lambda root: (wire.plain(root), [])} | partner_answers.LENIENT


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
            return value[0] if isinstance(value, list) else value
    return None


def is_accepted(status):
    return 200 <= status <= 299 or status == 409


def verify(config, method, target, request_id, response, policy, given=None):
    """'verified' or 'absent', or Refused."""
    status, headers, body = response["status"], response["headers"], raw_bytes(response["body"])
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
    digests = [signing.digest(body)] + ([None] if method == "GET" else [])
    for digest in digests:
        text = signing.component(config["client_id"], request_id, timestamp, target, digest, "Response-Timestamp")
        if timestamp is not None and is_signed(config, text, signature):
            if is_stale(timestamp, given or {}):
                raise Refused("stale_timestamp", http_status=status)
            return "verified"
    raise Refused("signature_mismatch", http_status=status)


def is_signed(config, text, signature):
    """By any of the keys; with the option also where prefix or padding lack."""
    if config["accept_bare_signatures"]:
        bare = signature.removeprefix(signing.PREFIX).rstrip("=")
        signature = signing.PREFIX + bare + "=" * (-len(bare) % 4)
    keys = [config["secret_key"], *config["previous_secret_keys"]]
    return any(signing.matches(key, text, signature) for key in keys)


def is_stale(timestamp, given):
    return "now" in given and abs(given["now"] - values.parse_timestamp(timestamp)) > given.get("tolerance", DAY)


def read(operation, config, prepared, response):
    """The answer's envelope, or Refused."""
    policy = "required" if operation in SIGNED_ALWAYS else "if_present"
    signature = verify(config, prepared["method"], prepared["target"], prepared["request_id"], response, policy)
    status, body = response["status"], raw_bytes(response["body"])
    if not is_accepted(status) or (status == 409 and any(gateway(body).values())):
        raise gateway_error(status, body, signature)
    envelope = {"signature": signature, "replayed": status == 409, "http_status": status, "raw": response["body"]}
    if operation in LENIENT:
        return envelope | {"body": LENIENT[operation](json_or_none(body))[0]}
    try:
        answer, violations = READERS[operation](wire.parse(body.decode()))
    except (wire.NotJson, UnicodeDecodeError):
        raise Refused("unreadable_response", http_status=status) from None
    if violations:
        raise Refused("unreadable_response", violations, http_status=status)
    return envelope | {"body": answer}


def json_or_none(body):
    try:
        return wire.parse(body.decode())
    except (wire.NotJson, UnicodeDecodeError):
        return None


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
    if found["code"] == "request_time_out_of_range":
        retry = "new_timestamp"
    elif found["code"] == "idempotent_request" or status in (408, 425, 429) or 500 <= status <= 599:
        retry = "same_request_id"
    else:
        retry = "never"
    return Refused("gateway_error", http_status=status, gateway=found, retry=retry, signature=signature)


def verify_notification(config, given, policy="required"):
    headers = given["headers"]
    violations = values.target(given["target"])
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
    text = signing.component(config["client_id"], request_id, timestamp, given["target"], digest)
    if request_id is None or timestamp is None or not is_signed(config, text, signature):
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
    policy = given.get("policy", "required")
    if policy not in ("required", "if_present"):
        raise Refused("invalid_request", [("policy", "not_in_list")])
    signature = verify_notification(config, given, policy)
    try:
        root = wire.parse(raw_bytes(given["body"]).decode())
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
