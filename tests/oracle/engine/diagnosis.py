"""Which one or two mistakes explain a signature: by trying them, each written as programs write it."""

import base64
import binascii
import datetime
import html
import itertools
import json

from engine import reading, signing
from engine.values import Refused

PREFIXES = ("/api", "/v1", "/api/v1", "/webhook", "/webhooks")


def findings(config, given):
    """The codes, the best explanation first."""
    header = reading.header(given["headers"], "Signature")
    if header is None:
        raise Refused("signature_missing")
    mac, spelled = decoded(header)
    if mac is None:
        return spelled
    dimensions = Message(config, given).dimensions()
    believed = [choices[0] for choices in dimensions]

    def explains(*changes):
        parts = list(believed)
        for place, choice in changes:
            parts[place] = choice
        return signed(*(value for _, value in parts)) == mac

    genuine = [(place, choice) for place, choices in enumerate(dimensions) for choice in choices if choice[0] is None]
    if any(explains(change) for change in genuine):
        echoed = reading.header(given["headers"], "Client-Id") == config["client_id"]
        return spelled + ([] if echoed else ["client_id_mismatch"])
    mistakes = [(place, choice) for place, choices in enumerate(dimensions) for choice in choices if choice[0]]
    single = [choice[0] for place, choice in mistakes if explains((place, choice))]
    if single:
        return spelled + list(dict.fromkeys(single))
    for one, other in itertools.combinations(mistakes, 2):
        if one[0] != other[0] and explains(one, other):
            return spelled + [one[1][0], other[1][0]]
    # What verification refuses the header for comes before any search: it stands alone.
    return spelled or ["wrong_secret"]


def decoded(header):
    """The HMAC's 32 bytes and what is wrong with the way it is written."""
    text, codes = header.strip(), []
    if text.startswith(signing.PREFIX):
        text = text.removeprefix(signing.PREFIX)
    else:
        codes.append("prefix_missing")
    if len(text) == 64 and all(digit in "0123456789abcdefABCDEF" for digit in text):
        return bytes.fromhex(text), codes + ["hex_signature"]
    url_safe = any(sign in text for sign in "-_")
    try:
        padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
        raw = base64.b64decode(padded, altchars=b"-_" if url_safe else None, validate=True)
    except (ValueError, binascii.Error):
        return None, ["not_a_signature"]
    if len(raw) in (64, 256):
        return None, ["snap_scheme"]
    if len(raw) != 32:
        return None, ["not_a_signature"]
    codes += ["url_safe_base64"] if url_safe else []
    codes += [] if text.endswith("=") else ["padding_missing"]
    return raw, codes


def signed(digest, target, time, form, request_id, client_id, secret):
    text = form(client_id, request_id, *time, target, digest)
    return base64.b64decode(signing.sign(secret, text).removeprefix(signing.PREFIX))


class Message:
    def __init__(self, config, given):
        self.config, self.given, self.others = config, given, given.get("candidates", {})
        self.body = reading.raw_bytes(given["body"])
        self.is_response = self.header("Response-Timestamp") is not None

    def header(self, name):
        return reading.header(self.given["headers"], name)

    def dimensions(self):
        """Of each part of what is signed: what is believed without a code, then the mistakes."""
        return [
            self.digests(), self.targets(), self.times(), self.forms(), self.request_ids(), self.client_ids(),
            self.secrets(),
        ]

    def digests(self):
        own = signing.digest(self.body)
        if self.given["method"].upper() == "GET":
            # A response to a GET may have one; a request may not.
            yielded = [(None, None), (None if self.is_response else "digest_on_get", own)]
            return yielded + [("digest_on_get", signing.digest(empty)) for empty in (b"", b"{}")]
        choices = [(None, own), ("digest_missing", None), ("hex_digest", hashed(own).hex())]
        choices += [
            ("hex_digest", hashed(own).hex().upper()),
            ("hex_digest", base64.b64encode(hashed(own).hex().encode()).decode()),
            ("url_safe_base64", own.replace("+", "-").replace("/", "_")),
            ("padding_missing", own.rstrip("=")),
            ("digest_prefix", "SHA-256=" + own),
        ]
        choices += [(code, signing.digest(body)) for code, body in self.bodies()]
        return first_of_each(choices)

    def bodies(self):
        for end in (b"\n", b"\r\n"):
            yield "trailing_newline", self.body + end
        yield "trailing_newline", self.body.strip()
        yield "trailing_newline", self.body.rstrip()
        yield "crlf", self.body.replace(b"\r\n", b"\n")
        yield "crlf", self.body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        try:
            # As it came, so that what a program keeps of a number is the program's own doing.
            yield from (("body_reserialised", text.encode()) for text in written(self.body.decode()))
        except ValueError:
            pass
        yield "body_empty", b""

    def targets(self):
        target = self.given["target"]
        path, mark, query = target.partition("?")
        choices = [(None, target)]
        if "://" in path:
            choices.append(("host_in_target", "/" + target.split("://")[1].partition("/")[2]))
        else:
            hosts = [self.header("Host")] if self.header("Host") else self.doku_hosts()
            starts = ("https://", "http://", "")
            choices += [("host_in_target", start + host + target) for host in hosts for start in starts]
        # What came in may be signed over its path alone; an answer is to the target that was sent.
        choices += [("query_in_target" if self.is_response else None, path)] if mark else []
        choices.append(("trailing_slash", (path[:-1] if path.endswith("/") else path + "/") + mark + query))
        if path.startswith("/"):
            segments = path.split("/")[1:]
            shorter = ["/" + "/".join(segments[count:]) for count in range(1, min(5, len(segments)))]
            choices += [("path_prefix", one + mark + query) for one in shorter]
            choices += [("path_prefix", prefix + target) for prefix in PREFIXES]
        for other in self.others.get("targets", []):
            choices = [choice for choice in choices if choice[0] is None or choice[1] != other]
            choices.append((relation(target, other), other))
        return first_of_each(choices)

    def doku_hosts(self):
        return [self.config[name].partition("://")[2] for name in ("base_url", "partner_url")]

    def times(self):
        labels = ["Request-Timestamp", "Response-Timestamp"]
        label, other = reversed(labels) if self.is_response else labels
        came = self.header(label) or ""
        choices = [(None, (label, came)), ("timestamp_label", (other, came))]
        try:
            moment = datetime.datetime.fromisoformat(came)
        except ValueError:
            return choices
        utc = moment.astimezone(datetime.UTC).replace(microsecond=0)
        plain = utc.strftime("%Y-%m-%dT%H:%M:%S")
        if moment.utcoffset() == datetime.timedelta(0):
            choices += [("timestamp_fraction", (label, plain + end)) for end in ("Z", ".000Z", ".0Z", ".000000Z")]
        for hours in (7, -7):
            shifted = (utc + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
            choices.append(("timestamp_not_utc", (label, shifted)))
        jakarta = (utc + datetime.timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%S+07:00")
        return first_of_each(choices + [("timestamp_not_utc", (label, plain + "Z")), ("timestamp_not_utc", (label, jakarta))])

    def forms(self):
        method, body_hash = self.given["method"].upper(), hashed(signing.digest(self.body)).hex()
        bearer = self.header("Authorization")
        token = bearer.removeprefix("Bearer ") + ":" if bearer else ""

        try:
            minified = json.dumps(json.loads(self.body), separators=(",", ":"), ensure_ascii=False).encode()
        except ValueError:
            minified = self.body
        minified_hash = hashed(signing.digest(minified)).hex()

        def documented(client_id, request_id, label, time, target, digest):
            return signing.component(client_id, request_id, time, target, digest, label)

        def values(client_id, request_id, _, time, target, digest):
            return "\n".join(filter(None, [client_id, request_id, time, target, digest]))

        def third_version(client_id, _, label, time, target, digest):
            path = None if label == "Response-Timestamp" else target
            return "\n".join(filter(None, [client_id, time, path, digest]))

        def lower(*parts):
            lines = (line.partition(":") for line in documented(*parts).split("\n"))
            return "\n".join(label.lower() + ":" + value for label, _, value in lines)

        return [
            (None, documented),
            ("trailing_newline", lambda *parts: documented(*parts) + "\n"),
            ("crlf", lambda *parts: documented(*parts).replace("\n", "\r\n")),
            ("space_after_colon", lambda *parts: spaced(documented(*parts))),
            ("labels_missing", values),
            ("labels_missing", third_version),
            ("lower_case_labels", lower),
            ("snap_scheme", lambda client_id, _, __, time, *___: f"{client_id}|{time}"),
            ("snap_scheme", lambda _, __, ___, time, target, ____: f"{method}:{target}:{token}{body_hash}:{time}"),
            ("snap_scheme", lambda _, __, ___, time, target, ____: f"{method}:{target}:{token}{minified_hash}:{time}"),
        ]

    def request_ids(self):
        others = self.others.get("request_ids", [])
        return [(None, self.header("Request-Id") or "")] + [("request_id_mismatch", other) for other in others]

    def client_ids(self):
        own, came = self.config["client_id"], self.header("Client-Id")
        choices = [(None, own)] + ([("client_id_mismatch", came)] if came and came != own else [])
        return choices + [("client_id_mismatch", other) for other in self.others.get("client_ids", [])]

    def secrets(self):
        own = self.config["secret_key"]
        choices = [(None, own)] + [(None, key) for key in self.config["previous_secret_keys"]]
        ends = [("", "\n"), ("", " "), ("", "\r\n"), (" ", ""), ("", "\t"), (" ", " ")]
        choices += [("secret_whitespace", before + own + after) for before, after in ends]
        choices += [("secret_html_escaped", html.escape(own, quote=False).replace('"', "&quot;"))]
        choices += [("secret_html_escaped", html.unescape(own))]
        choices += [("secret_quoted", mark + own + mark) for mark in "\"'"]
        return first_of_each(choices + [("other_secret", key) for key in self.others.get("secret_keys", [])])


def relation(believed, other):
    """How a target that the caller names differs from the believed one."""
    mine, theirs = believed.partition("?")[0], other.partition("?")[0]
    if ("://" in believed) != ("://" in other):
        return "host_in_target"
    if mine == theirs:
        return "query_missing" if "?" in other else "query_in_target"
    if mine.rstrip("/") == theirs.rstrip("/"):
        return "trailing_slash"
    return "path_prefix" if mine.endswith(theirs) or theirs.endswith(mine) else "other_target"


def hashed(digest):
    return base64.b64decode(digest)


def spaced(text):
    return "\n".join(line.replace(":", ": ", 1) for line in text.split("\n"))


def first_of_each(choices):
    """Without the later ones of those that say the same."""
    seen = []
    return [seen.append(value) or (code, value) for code, value in choices if value not in seen]


def written(text):
    """The same JSON as other programs write it."""
    value = json.loads(text)
    ends = dict(ensure_ascii=False)
    for separators, indent in ((",:", None), (", ", None), (",:", 2), (",:", 4)):
        if indent is None:
            pair = (",", ":") if separators == ",:" else (", ", ": ")
        else:
            pair = (",", ": ")
        plain = json.dumps(value, separators=pair, indent=indent, **ends)
        ascii_only = json.dumps(value, separators=pair, indent=indent)
        yield plain
        yield plain.replace("/", "\\/")
        yield ascii_only
        yield ascii_only.replace("/", "\\/")
        yield escaped(plain, "<>&\u2028\u2029")
        yield escaped(plain, "<>&='\u2028\u2029")
        yield json.dumps(value, separators=pair, indent=indent, sort_keys=True, **ends)
        yield json.dumps(value, separators=pair, indent=indent, sort_keys=True)
        # As a program writes what it has read as a double.
        yield json.dumps(whole(value), separators=pair, indent=indent, **ends)


def escaped(text, signs):
    return "".join(f"\\u{ord(sign):04x}" if sign in signs else sign for sign in text)


def whole(value):
    if isinstance(value, dict):
        return {key: whole(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [whole(inside) for inside in value]
    if isinstance(value, int) and abs(value) >= 1e21:
        return float(value)
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e21 else value
