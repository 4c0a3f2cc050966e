"""Family diagnose: messages as public reports have them, and the cause of each, known from how it was made."""

import base64
import gzip
import json
from pathlib import Path

from case import CONFIG, DROP, Case, changed
from cases.diagnose import BODY, HOOK, ORIGIN, mac, message, signed, text_of
from engine import signing

FIELD = Path(__file__).parent.parent / "samples" / "field"


def cases():
    """The oracle does not search for these causes: nobody's search says what they are, but who made the message."""
    for path in sorted(FIELD.glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        yield Case(
            f"diagnose/{path.stem}", report["operation"], report["given"], report["origin"], {}, cause=report["cause"]
        )
    yield from headers()
    yield from others()


def case(name, given, *cause):
    return Case(f"diagnose/{name}", "diagnose_signature", given, ORIGIN, {}, cause=list(cause))


def with_headers(**values):
    good = signed(text_of())
    renamed = {name.replace("_", "-"): value for name, value in values.items()}
    return changed(good, headers=changed(good["headers"], **renamed))


def headers():
    """What is refused before any signature is computed."""
    lines = signed(text_of())["headers"]
    for name in ("Client-Id", "Request-Id", "Request-Timestamp"):
        yield case(f"header-missing-{name.lower()}", with_headers(**{name: DROP}), "header_missing")
    for name, cause in [
        ("Client-Id", "header_repeated"),
        ("Request-Id", "request_id_rewritten"),
        ("Request-Timestamp", "header_repeated"),
        ("Signature", "signature_doubled"),
    ]:
        twice = with_headers(**{name: [lines[name], lines[name]]})
        yield case(f"header-repeated-{name.lower()}", twice, cause)
    yield case("header-malformed", with_headers(Request_Id="17\u0001"), "header_malformed")


def others():
    alone = signing.digest(BODY.encode())
    yield case("digest-signed-alone", message(mac(CONFIG["secret_key"], alone)), "digest_signed_alone")
    yield case("leading-slash-missing", signed(text_of(HOOK[1:])), "leading_slash")
    for name, prefix in (("mounted", "/callbacks"), ("mounted-twice", "/api/hooks"), ("of-a-shop", "/shop")):
        yield case(f"path-prefix-{name}", signed(text_of(prefix + HOOK)), "path_prefix")
    yield case("path-prefix-replaced", signed(text_of("/hooks/notifications")), "path_prefix")
    yield case("target-case-camel", signed(text_of("/doku/kybCallback"), target="/doku/kybcallback"), "target_case")
    yield case("label-spelling-of-the-target", signed(text_of().replace("Request-Target", "Request-Path")), "label_spelling")
    word = base64.b64encode(mac(CONFIG["secret_key"], text_of())).decode()
    yield case("prefix-spelling-of-another-gateway", message("v1=" + word), "prefix_spelling")
    yield case("secret-is-client-id", signed(text_of(), CONFIG["client_id"]), "secret_is_client_id")
    own = signed(text_of())["headers"]["Signature"]
    yield case("signature-quoted", with_headers(Signature=f'"{own}"'), "signature_quoted")
    packed = gzip.compress(BODY.encode(), mtime=0)
    body = {"base64": base64.b64encode(packed).decode()}
    yield case("body-compressed", message(mac(CONFIG["secret_key"], text_of()), body=body), "body_compressed")
