"""What the families of the Partner API share: a family's cases, values set by path, and the answers that any has."""

import copy
import json
import re
from dataclasses import dataclass, field

from case import BY_ORACLE, CALL, CONFIG, DROP, NOBODY, Case, changed, error, invalid_request, listed, signed, unsigned
from rows import partner

PARTNER = changed(CONFIG, client_id="BRN-0001-10791114622547")
FILE = f"{partner.BASE}/file"
TOKEN = f"{partner.BASE}/token"
BUSINESS = f"{partner.BASE}/business"
HOST = "https://api-uat.doku.com"

BAD_EMAILS = {
    "without-at": "john.example.com",
    "two-ats": "john@doe@example.com",
    "domain-without-dot": "john@example",
    "space-before": " john@example.com",
}
BAD_DIGITS = {
    "plus": "+6",
    "letter": "6O",
    "space": "6 ",
    "fullwidth": "６２",
    "minus": "-6",
}


def lines(target):
    """The string to sign of a GET, as DOKU's page Signature from API GET Method has it."""
    return (
        "Client-Id:BRN-0001-10791114622547\nRequest-Id:b6a465ea-bb65-48b2-a22b-3e8fb51cf22e\n"
        f"Request-Timestamp:2020-08-11T08:45:42Z\nRequest-Target:{target}"
    )


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def put(sample, values):
    """A copy with the value at each path replaced, or left out where it is DROP."""
    copied = copy.deepcopy(sample)
    for path, value in values.items():
        *parents, last = [int(key) if key.isdigit() else key for key in re.findall(r"\w+", path)]
        place = copied
        for key in parents:
            place = place[key]
        if value is DROP:
            del place[last]
        else:
            place[last] = value
    return copied


def with_token(sample, path, token):
    """The sample as compact text, with one value written as this JSON token."""
    return compact(put(sample, {path: "@@"})).replace('"@@"', token)


def fits(path, longest):
    return f"{path} of {longest} characters, as many as fit"


def too_long(path, longest):
    return f"{path} is one character longer than {longest}"


def missing(path):
    return f"{path} is missing, and mandatory"


@dataclass
class Family:
    name: str
    operation: str
    origin: str
    sample: dict
    target: str
    method: str = "POST"
    call: dict = field(default_factory=lambda: CALL)

    @property
    def signature(self):
        """What a signature of the documented form is worth here."""
        if self.operation == "upload_file":
            return "unbound"
        return "headers_only" if self.method == "GET" else "verified"

    def case(self, name, request=None, expect=None, response=None, call=None, config=PARTNER, policy=None, **more):
        given = {
            "config": config,
            "call": self.call if call is None else call,
            "request": self.sample if request is None else request,
        }
        if policy is not None:
            given["policy"] = policy
        if response is not None:
            given["response"] = response
        origin = f"{self.origin}. {BY_ORACLE}"
        return Case(f"{self.name}/{name}", self.operation, given, origin, expect or {}, **more)

    def changed(self, name, values, parts=("body",), **more):
        """The sample with these values: its compact text is the canonical body, written without the oracle."""
        request = put(self.sample, values)
        return self.case(name, request, prepared=parts, body=compact(request), **more)

    def refused(self, name, values, *codes, **more):
        """The sample with these values; each breaks its rule, in the order given."""
        return self.case(name, put(self.sample, values), invalid_request(*zip(values, codes, strict=True)), **more)

    def refused_text(self, name, request, *violations, **more):
        return self.case(name, request, invalid_request(*violations), **more)

    def signed(self, status, body, **more):
        return signed(status, body, target=self.target, config=PARTNER, digest=self.method != "GET", **more)

    def answered(self, name, text, body, status=200, deviations=(), **more):
        expect = envelope(self.signature, body, status, deviations)
        return self.case(name, None, expect, self.signed(status, text), **more)

    def deviating(self, name, text, body, *deviations):
        """An answer that is read without what does not fit."""
        return self.answered(name, text, body, deviations=deviations)

    def unreadable(self, name, text, *violations):
        expect = error("unreadable_response", violations or None, http_status=200)
        return self.case(name, None, expect, self.signed(200, text))

    def roots(self):
        """What is no JSON object."""
        for name, text, code in [
            ("not-json", "{", "bad_format"), ("root-null", "null", "wrong_type"), ("root-list", "[]", "wrong_type"),
        ]:
            yield self.refused_text(name, text, ("", code))

    def calls(self):
        bad = changed(CALL, request_id="", timestamp="2020-08-11")
        violations = (("request_id", "required"), ("timestamp", "bad_format"))
        yield self.refused_text("call-wrong", self.sample, *violations, call=bad)
        keys = changed(PARTNER, client_id="", secret_key="")
        wrong = error("invalid_config", [("client_id", "required"), ("secret_key", "required")])
        yield self.case("config-wrong", expect=wrong, config=keys)

    def answers(self, text, body, unreadable=True):
        """DOKU's sample answer, and the errors that come after any request; none of them is documented."""
        yield self.answered("answer", text, body)
        absent = envelope("absent", body)
        yield self.case("answer-unsigned", expect=absent, response=unsigned(200, text))
        yield self.answered("answer-replay", text, body, 409)
        if unreadable:
            yield self.unreadable("answer-not-json", "<html></html>")
        yield from self.failures(text)

    def failures(self, text):
        mismatch = error("signature_mismatch", http_status=200)
        # The documented signature of a GET covers no body.
        if self.method != "GET":
            tampered = changed(self.signed(200, text), body=text + " ")
            yield self.case("answer-tampered", expect=mismatch, response=tampered)
        later = self.signed(200, text, Response_Timestamp="2020-08-11T08:45:44Z")
        yield self.case("answer-timestamp-other", expect=mismatch, response=later)
        unauthorized = NOBODY | {"message": "UNAUTHORIZED"}
        refused = '{"message":["UNAUTHORIZED"]}'
        expect = gateway_error(401, unauthorized, "never", "absent")
        yield self.case("gateway-unauthorized", expect=expect, response=unsigned(401, refused))
        again = {"code": "idempotent_request", "message": "Idempotent request", "type": "invalid_request_error"}
        conflict = gateway_error(409, again, "never", "absent")
        yield self.case("gateway-conflict", expect=conflict, response=unsigned(409, compact({"error": again})))


def envelope(signature, body, status=200, deviations=(), **more):
    told = {
        "signature": signature, "replayed": status == 409, "http_status": status, "deviations": listed(deviations),
        "body": body,
    }
    return {"answer": told | more}


def gateway_error(status, gateway, retry, signature):
    return error("gateway_error", http_status=status, gateway=gateway, retry=retry, signature=signature)
