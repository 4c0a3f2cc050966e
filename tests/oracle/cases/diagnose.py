"""Family diagnose: a message that somebody signed with a mistake, and the code that names it."""

import base64
import hashlib
import hmac
import json

from case import BY_ORACLE, CALL, CONFIG, DROP, Case, changed, error
from engine import signing

ORIGIN = "Mistakes that integrators report, each made here on purpose. " + BY_ORACLE

HOOK = "/payments/notifications"
LONG = "/shop/api/payments/notifications"
BODY = '{"order":{"invoice_number":"INV-17/A","amount":20000.00},"customer":{"name":"Café & Co"}}'
RESPONSE = "Response-Timestamp"
AMP = changed(CONFIG, secret_key="test&secret<key>")
OTHER_KEY = "test-secret-key-of-production"


def mac(secret, text, algorithm=hashlib.sha256):
    return hmac.new(secret.encode(), text.encode(), algorithm).digest()


def text_of(target=HOOK, body=BODY, time=CALL["timestamp"], label="Request-Timestamp", digest=..., client_id=None, request_id=None):
    raw = body if isinstance(body, bytes) else body.encode()
    value = signing.digest(raw) if digest is ... else digest
    ids = client_id or CONFIG["client_id"], request_id or CALL["request_id"]
    return signing.component(*ids, time, target, value, label)


def message(signature, target=HOOK, body=BODY, method="POST", config=CONFIG, label="Request-Timestamp", more=None, **headers):
    if isinstance(signature, bytes):
        signature = signing.PREFIX + base64.b64encode(signature).decode()
    lines = {
        "Client-Id": CONFIG["client_id"],
        "Request-Id": CALL["request_id"],
        label: CALL["timestamp"],
        "Signature": signature,
        "Content-Type": "application/json",
    }
    renamed = {name.replace("_", "-"): value for name, value in headers.items()}
    given = {"config": config, "method": method, "target": target, "headers": changed(lines, **renamed), "body": body}
    return given | ({"candidates": more} if more else {})


def signed(text, secret=CONFIG["secret_key"], **given):
    return message(mac(secret, text), **given)


def case(name, given, *codes):
    return Case(f"diagnose/{name}", "diagnose_signature", given, ORIGIN, {"answer": {"findings": list(codes)}})


def cases():
    yield from genuine()
    yield from targets()
    yield from digests()
    yield from bodies()
    yield from strings()
    yield from signatures()
    yield from identities()
    yield from secrets()
    yield from pairs()
    yield from nothing()


def genuine():
    yield case("genuine", signed(text_of()))
    yield case("genuine-response", signed(text_of(label=RESPONSE), label=RESPONSE))
    get = text_of(digest=None)
    yield case("genuine-get", signed(get, method="GET", body=""))
    yield case("genuine-get-without-body", signed(get, method="GET") | {"body": None})
    yield case("genuine-get-response-with-digest", signed(text_of(label=RESPONSE), method="GET", label=RESPONSE))
    yield case("genuine-get-response-without-digest", signed(text_of(label=RESPONSE, digest=None), method="GET", label=RESPONSE))
    rotated = changed(CONFIG, previous_secret_keys=[OTHER_KEY])
    yield case("genuine-by-a-previous-key", signed(text_of(), OTHER_KEY, config=rotated))
    lines = signed(text_of())
    lower = {name.lower(): value for name, value in lines["headers"].items()}
    yield case("genuine-header-names-lower-case", changed(lines, headers=lower))


def targets():
    given = signed(text_of(label=RESPONSE), target=HOOK + "?a=1", label=RESPONSE)
    yield case("query-in-target", given, "query_in_target")
    others = {"targets": ["/elsewhere", HOOK + "?a=1"]}
    yield case("query-missing", signed(text_of(HOOK + "?a=1"), more=others), "query_missing")
    whole = "https://shop.example" + HOOK
    yield case("host-in-target", signed(text_of(), target=whole), "host_in_target")
    yield case("host-in-target-signed", signed(text_of(whole), Host="shop.example"), "host_in_target")
    yield case("host-in-target-signed-without-scheme", signed(text_of("shop.example" + HOOK), Host="shop.example"), "host_in_target")
    for host in ("api-sandbox.doku.com", "api-uat.doku.com"):
        given = signed(text_of("https://" + host + HOOK, label=RESPONSE), label=RESPONSE)
        yield case(f"host-in-target-of-{host.partition('.')[0]}", given, "host_in_target")
    own = changed(CONFIG, environment={"base_url": "http://127.0.0.1:8787"})
    given = signed(text_of("http://127.0.0.1:8787" + HOOK), config=own)
    yield case("host-in-target-of-a-base-url", given, "host_in_target")
    yield case("trailing-slash-signed", signed(text_of(HOOK + "/")), "trailing_slash")
    yield case("trailing-slash-believed", signed(text_of(), target=HOOK + "/"), "trailing_slash")
    yield case("path-prefix-believed", signed(text_of(), target=LONG), "path_prefix")
    for prefix in ("/api", "/v1", "/api/v1", "/webhook", "/webhooks"):
        yield case(f"path-prefix-signed{prefix.replace('/', '-')}", signed(text_of(prefix + HOOK)), "path_prefix")
    others = {"targets": ["/de/shop" + HOOK]}
    yield case("path-prefix-named", signed(text_of("/de/shop" + HOOK), more=others), "path_prefix")
    yield case("path-prefix-not-named", signed(text_of("/de/shop" + HOOK)), "wrong_secret")
    others = {"targets": ["/a", "/b"]}
    yield case("other-target", signed(text_of("/b"), more=others), "other_target")


def digests():
    yield case("digest-missing", signed(text_of(digest=None)), "digest_missing")
    for name, body in (("its-body", BODY), ("nothing", ""), ("an-empty-object", "{}")):
        yield case(f"digest-on-get-of-{name}", signed(text_of(body=body), method="GET", body=BODY if name == "its-body" else ""), "digest_on_get")
    plain = hashlib.sha256(BODY.encode())
    for name, digest in (("lower", plain.hexdigest()), ("upper", plain.hexdigest().upper())):
        yield case(f"hex-digest-{name}", signed(text_of(digest=digest)), "hex_digest")
    digest = base64.b64encode(plain.hexdigest().encode()).decode()
    yield case("hex-digest-in-base64", signed(text_of(digest=digest)), "hex_digest")
    # A body whose digest has both of the characters that differ.
    body = next(text for text in map(str, range(1000)) if "+" in signing.digest(text.encode()) and "/" in signing.digest(text.encode()))
    digest = signing.digest(body.encode())
    yield case("url-safe-base64-digest", signed(text_of(digest=digest.replace("+", "-").replace("/", "_")), body=body), "url_safe_base64")
    yield case("padding-missing-digest", signed(text_of(digest=signing.digest(BODY.encode()).rstrip("="))), "padding_missing")
    yield case("digest-prefix", signed(text_of(digest="SHA-256=" + signing.digest(BODY.encode()))), "digest_prefix")


def bodies():
    plain = '{"a":{"b":[1,2],"c":"é/<&>"},"d":"x"}'
    value = json.loads(plain)
    reserialised = [
        ("spaced", json.dumps(value, ensure_ascii=False)),
        ("pretty-2", json.dumps(value, indent=2, ensure_ascii=False)),
        ("pretty-4", json.dumps(value, indent=4, ensure_ascii=False)),
        ("slashes", plain.replace("/", "\\/")),
        ("ascii", plain.replace("é", "\\u00e9")),
        ("ascii-spaced", json.dumps(value)),
        ("slashes-and-ascii", plain.replace("/", "\\/").replace("é", "\\u00e9")),
        ("html", plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")),
    ]
    for name, body in reserialised:
        yield case(f"body-reserialised-{name}", signed(text_of(body=body), body=plain), "body_reserialised")
        yield case(f"body-reserialised-from-{name}", signed(text_of(body=plain), body=body), "body_reserialised")
    unsorted = '{"b":1,"a":{"d":1,"c":2}}'
    yield case("body-reserialised-sorted", signed(text_of(body='{"a":{"c":2,"d":1},"b":1}'), body=unsorted), "body_reserialised")
    numbers = '{"amount":20000.00,"rate":1.50}'
    yield case("body-reserialised-numbers-javascript", signed(text_of(body='{"amount":20000,"rate":1.5}'), body=numbers), "body_reserialised")
    yield case("body-reserialised-numbers-python", signed(text_of(body='{"amount": 20000.0, "rate": 1.5}'), body=numbers), "body_reserialised")
    account, double = "2340220322154948265107180133830000142742", "2.340220322154948e+39"
    given = signed(text_of(body=f'{{"account_id":{double}}}'), body=f'{{"account_id":{account}}}')
    yield Case("diagnose/body-reserialised-account-id", "diagnose_signature", given,
               "What JSON.stringify of Node makes of JSON.parse of this body. " + BY_ORACLE,
               {"answer": {"findings": ["body_reserialised"]}})
    for name, end in (("lf", "\n"), ("crlf", "\r\n")):
        yield case(f"trailing-newline-signed-{name}", signed(text_of(body=BODY + end)), "trailing_newline")
        yield case(f"trailing-newline-believed-{name}", signed(text_of(), body=BODY + end), "trailing_newline")
    lines = '{\n  "a": [\n    1\n  ]\n}'
    yield case("crlf-body-signed", signed(text_of(body=lines.replace("\n", "\r\n")), body=lines), "crlf")
    yield case("crlf-body-believed", signed(text_of(body=lines), body=lines.replace("\n", "\r\n")), "crlf")
    yield case("body-empty", signed(text_of(body="")), "body_empty")


def strings():
    text = text_of()
    yield case("trailing-newline-of-the-string", signed(text + "\n"), "trailing_newline")
    yield case("crlf-of-the-string", signed(text.replace("\n", "\r\n")), "crlf")
    spaced = "\n".join(line.replace(":", ": ", 1) for line in text.split("\n"))
    yield case("space-after-colon", signed(spaced), "space_after_colon")
    values = [line.partition(":")[2] for line in text.split("\n")]
    yield case("labels-missing", signed("\n".join(values)), "labels_missing")
    yield case("labels-missing-v3", signed("\n".join(values[:1] + values[2:])), "labels_missing")
    reply = [CONFIG["client_id"], CALL["timestamp"], signing.digest(BODY.encode())]
    yield case("labels-missing-v3-response", signed("\n".join(reply), label=RESPONSE), "labels_missing")
    lower = "\n".join(line.partition(":")[0].lower() + ":" + line.partition(":")[2] for line in text.split("\n"))
    yield case("lower-case-labels", signed(lower), "lower_case_labels")
    yield case("snap-token", signed(f"{CONFIG['client_id']}|{CALL['timestamp']}"), "snap_scheme")
    minified = hashlib.sha256(BODY.encode()).hexdigest()
    transaction = f"POST:{HOOK}:a-token:{minified}:{CALL['timestamp']}"
    yield case("snap-transaction", signed(transaction, Authorization="Bearer a-token"), "snap_scheme")
    pretty = json.dumps(json.loads(BODY.replace("20000.00", "1")), indent=2, ensure_ascii=False)
    compact = json.dumps(json.loads(pretty), separators=(",", ":"), ensure_ascii=False)
    transaction = f"POST:{HOOK}:a-token:{hashlib.sha256(compact.encode()).hexdigest()}:{CALL['timestamp']}"
    given = signed(transaction, Authorization="Bearer a-token", body=pretty)
    yield case("snap-transaction-minified", given, "snap_scheme")
    yield case("timestamp-label", signed(text_of(label=RESPONSE)), "timestamp_label")
    yield case("timestamp-label-of-a-response", signed(text_of(), label=RESPONSE), "timestamp_label")
    for name, time in (("signed-milliseconds", "2020-08-11T08:45:42.000Z"), ("signed-one-digit", "2020-08-11T08:45:42.0Z")):
        yield case(f"timestamp-fraction-{name}", signed(text_of(time=time)), "timestamp_fraction")
    sent = signed(text_of(), Request_Timestamp="2020-08-11T08:45:42.123Z")
    yield case("timestamp-fraction-sent", sent, "timestamp_fraction")
    for name, time in (
        ("seven-hours-ahead", "2020-08-11T15:45:42Z"),
        ("seven-hours-behind", "2020-08-11T01:45:42Z"),
        ("with-offset", "2020-08-11T15:45:42+07:00"),
    ):
        yield case(f"timestamp-not-utc-{name}", signed(text_of(time=time)), "timestamp_not_utc")
    sent = signed(text_of(), Request_Timestamp="2020-08-11T15:45:42+07:00")
    yield case("timestamp-not-utc-sent", sent, "timestamp_not_utc")


def signatures():
    good = mac(CONFIG["secret_key"], text_of())
    bare = base64.b64encode(good).decode()
    yield case("prefix-missing", message(bare), "prefix_missing")
    yield case("padding-missing", message(signing.PREFIX + bare.rstrip("=")), "padding_missing")
    yield case("prefix-and-padding-missing", message(bare.rstrip("=")), "prefix_missing", "padding_missing")
    yield case("hex-signature", message(signing.PREFIX + good.hex()), "hex_signature")
    yield case("hex-signature-without-prefix", message(good.hex().upper()), "prefix_missing", "hex_signature")
    body = next(text for text in map(str, range(1000)) if b"\xfb" in (found := mac(CONFIG["secret_key"], text_of(body=text))) and "+" in base64.b64encode(found).decode())
    url_safe = base64.urlsafe_b64encode(mac(CONFIG["secret_key"], text_of(body=body))).decode()
    yield case("url-safe-base64", message(signing.PREFIX + url_safe, body=body), "url_safe_base64")
    snap = base64.b64encode(mac(CONFIG["secret_key"], f"POST:{HOOK}", hashlib.sha512)).decode()
    yield case("snap-signature-of-64-bytes", message(signing.PREFIX + snap), "snap_scheme")
    for name, value in (("short", good[:31]), ("long", good + b"x"), ("a-word", b"signature")):
        written = signing.PREFIX + base64.b64encode(value).decode()
        yield case(f"not-a-signature-{name}", message(written), "not_a_signature")
    yield case("not-a-signature-no-base64", message(signing.PREFIX + "*" * 44), "not_a_signature")
    missing = message("", Signature=DROP)
    yield Case("diagnose/signature-missing", "diagnose_signature", missing, ORIGIN, error("signature_missing"))


def identities():
    other = "MCH-0002-10791114622547"
    yield case("client-id-of-the-header-signed", signed(text_of(client_id=other), Client_Id=other), "client_id_mismatch")
    yield case("client-id-of-the-header-not-signed", signed(text_of(), Client_Id=other), "client_id_mismatch")
    yield case("client-id-named", signed(text_of(client_id=other), more={"client_ids": ["X", other]}), "client_id_mismatch")
    yield case("request-id-named", signed(text_of(request_id="17"), more={"request_ids": ["17"]}), "request_id_mismatch")


def secrets():
    own = CONFIG["secret_key"]
    for name, secret in (("newline", own + "\n"), ("space", own + " "), ("crlf", own + "\r\n"), ("before", " " + own)):
        yield case(f"secret-whitespace-{name}", signed(text_of(), secret), "secret_whitespace")
    yield case("secret-html-escaped", signed(text_of(), "test&amp;secret&lt;key&gt;", config=AMP), "secret_html_escaped")
    escaped = changed(CONFIG, secret_key="test&amp;secret&lt;key&gt;")
    yield case("secret-html-escaped-here", signed(text_of(), AMP["secret_key"], config=escaped), "secret_html_escaped")
    yield case("secret-quoted", signed(text_of(), f'"{own}"'), "secret_quoted")
    yield case("other-secret", signed(text_of(), OTHER_KEY, more={"secret_keys": ["x", OTHER_KEY]}), "other_secret")
    yield case("wrong-secret", signed(text_of(), OTHER_KEY), "wrong_secret")


def pairs():
    newline = CONFIG["secret_key"] + "\n"
    yield case("pair-digest-and-target", signed(text_of(HOOK + "/", digest=None)), "digest_missing", "trailing_slash")
    yield case("pair-target-and-time", signed(text_of(HOOK + "/", time="2020-08-11T15:45:42Z")), "trailing_slash", "timestamp_not_utc")
    yield case("pair-target-and-secret", signed(text_of(HOOK + "/"), newline), "trailing_slash", "secret_whitespace")
    yield case("pair-body-and-secret", signed(text_of(body=BODY + "\n"), newline), "trailing_newline", "secret_whitespace")
    yield case("pair-digest-and-string", signed(text_of(digest=None) + "\n"), "digest_missing", "trailing_newline")
    yield case("pair-named", signed(text_of("/b"), OTHER_KEY, more={"targets": ["/b"], "secret_keys": [OTHER_KEY]}), "other_target", "other_secret")
    bare = base64.b64encode(mac(CONFIG["secret_key"], text_of(HOOK + "/"))).decode()
    yield case("spelling-and-target", message(bare), "prefix_missing", "trailing_slash")
    yield case("spelling-and-nothing-else", message(base64.b64encode(mac(OTHER_KEY, text_of())).decode()), "prefix_missing")


def nothing():
    yield case("tampered-body", signed(text_of(), body=BODY.replace("17", "18")), "wrong_secret")
    raw = {"base64": base64.b64encode(b'{"name":"Caf\xe9"}').decode()}
    yield case("tampered-not-utf8", signed(text_of(), body=raw), "wrong_secret")
    deep = '{"a":' * 200 + "1" + "}" * 200
    yield case("deep-body-spaced", signed(text_of(body=deep.replace(":", ": ")), body=deep), "body_reserialised")
    unchecked = changed(CONFIG, secret_key="")
    given = signed(text_of(), config=unchecked)
    yield Case("diagnose/config-before-all", "diagnose_signature", given, ORIGIN, error("invalid_config", [("secret_key", "required")]))
