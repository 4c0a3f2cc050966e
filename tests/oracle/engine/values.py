"""Checked values: configuration, Request-Id, timestamp, target. A refusal is a list of (path, code)."""

import re
import unicodedata
from datetime import datetime, timedelta, timezone

HOSTS = {"test": "https://api-sandbox.doku.com", "production": "https://api.doku.com"}
# The pages of the Partner API name no other test host.
PARTNER_TEST_HOST = "https://api-uat.doku.com"
PARTNER_PREFIX = "/adv-core-api/"
QUERY_MODES = ("unsigned", "signed")
POLICIES = ("required", "if_present")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
LAST_SECOND = 253402300799
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

BASE_URL = re.compile(r"(https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:Z|([+-])(\d{2}):(\d{2}))", re.ASCII)
SEGMENT = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2})+")
QUERY = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})+")
# RFC 3986, 6.2.2.2: clients write the character in place of its escape.
UNRESERVED = re.compile(r"%(?:2D|2E|5F|7E|3[0-9]|[46][1-9A-F]|[57][0-9A])")
RECEIVED = re.compile(r"/[!\"$-~]*")


class Refused(Exception):
    def __init__(self, code, violations=None, **more):
        super().__init__(code)
        self.error = {"code": code}
        if violations is not None:
            self.error["violations"] = [{"path": path, "code": rule} for path, rule in violations]
        self.error.update(more)


def has_control(text):
    return any(unicodedata.category(char) == "Cc" for char in text)


def is_header_text(text):
    """Whether HTTP carries it as it is: printable ASCII without a blank at either end."""
    return bool(re.fullmatch("[ -~]+", text)) and text == text.strip(" ")


def is_loopback(host):
    octets = host.split(".")
    numbers = len(octets) == 4 and all(re.fullmatch("[0-9]{1,3}", octet) and int(octet) < 256 for octet in octets)
    return host in ("localhost", "[::1]") or (numbers and int(octets[0]) == 127)


def base_url(environment, allow_plain_http):
    """The base URL and the violations of `environment`."""
    if isinstance(environment, dict):
        url = environment.get("base_url")
        if not url:
            return None, [("base_url", "required")]
        found = BASE_URL.fullmatch(url)
        good = found and (found[1] == "https" or allow_plain_http or is_loopback(found[2]))
        return url, [] if good else [("base_url", "bad_format")]
    if not environment:
        return None, [("environment", "required")]
    if environment not in HOSTS:
        return None, [("environment", "not_in_list")]
    return HOSTS[environment], []


def config(given):
    """The configuration with its base URL, or Refused."""
    url, violations = base_url(given.get("environment"), given.get("allow_plain_http", False))
    for key, is_good in (("client_id", is_header_text), ("secret_key", is_key)):
        text = given.get(key)
        if not text:
            violations.append((key, "required"))
        elif not is_good(text):
            violations.append((key, "bad_format"))
    previous = given.get("previous_secret_keys", [])
    for index, text in enumerate(previous):
        if not text or not is_key(text):
            violations.append((f"previous_secret_keys[{index}]", "bad_format" if text else "required"))
    query = given.get("query", "unsigned")
    if query not in QUERY_MODES:
        violations.append(("query", "not_in_list"))
    policy = given.get("policy", "if_present")
    if policy not in POLICIES:
        violations.append(("policy", "not_in_list"))
    if violations:
        raise Refused("invalid_config", violations)
    partner_url = PARTNER_TEST_HOST if given["environment"] == "test" else url
    keys = {name: given[name] for name in ("client_id", "secret_key")}
    reading = {"previous_secret_keys": previous, "accept_bare_signatures": given.get("accept_bare_signatures", False)}
    return keys | reading | {"base_url": url, "partner_url": partner_url, "query": query, "policy": policy}


def is_key(text):
    return text == text.strip() and not has_control(text)


def policy(config, *others):
    """The strictest of the configuration's policy and the others, or Refused."""
    if any(other not in POLICIES for other in others):
        raise Refused("invalid_request", [("policy", "not_in_list")])
    return "required" if "required" in (config["policy"], *others) else "if_present"


def url(config, path):
    """The URL of a path: the Partner API has a test host of its own."""
    return config["partner_url" if path.startswith(PARTNER_PREFIX) else "base_url"] + path


def request_id(text):
    """The violations of a Request-Id."""
    if not text:
        return [("request_id", "required")]
    if len(text) > 128:
        return [("request_id", "too_long")]
    return [] if is_header_text(text) else [("request_id", "bad_format")]


def parse_timestamp(text):
    """Unix seconds, or None for text that is no timestamp of the years 1970 to 9999."""
    found = TIMESTAMP.fullmatch(text)
    if not found:
        return None
    local, sign, hours, minutes = found.groups()
    try:
        clock = datetime.strptime(local, "%Y-%m-%dT%H:%M:%S")
    except ValueError:
        return None
    # strptime takes second 60 and 61 for leap seconds.
    if local[17:] > "59":
        return None
    offset = 0
    if sign:
        if int(hours) > 23 or int(minutes) > 59:
            return None
        offset = (int(hours) * 3600 + int(minutes) * 60) * (-1 if sign == "-" else 1)
    unix = (clock.replace(tzinfo=timezone.utc) - EPOCH) // timedelta(seconds=1) - offset
    return unix if 0 <= unix <= LAST_SECOND else None


def format_timestamp(unix):
    return (EPOCH + timedelta(seconds=unix)).strftime("%Y-%m-%dT%H:%M:%SZ")


def timestamp(text):
    """The text in UTC, and the violations."""
    unix = parse_timestamp(text)
    if unix is None:
        return None, [("timestamp", "bad_format" if text else "required")]
    return format_timestamp(unix), []


def target(text, query=None):
    """The violations of a Request-Target that goes out: a path, and a query where `query` says how to sign it."""
    if not text:
        return [("target", "required")]
    path, mark, rest = text.partition("?")
    good = is_path(path) and not UNRESERVED.search(text)
    if mark:
        good = good and query in QUERY_MODES and QUERY.fullmatch(rest)
    return [] if good else [("target", "bad_format")]


def is_path(text):
    if text == "/":
        return True
    head, *segments = text.split("/")
    if segments and segments[-1] == "":
        segments.pop()
    return head == "" and bool(segments) and all(SEGMENT.fullmatch(s) and s not in (".", "..") for s in segments)


def received_target(text):
    """The violations of a Request-Target that came in: what the server was asked for, byte for byte."""
    if not text:
        return [("target", "required")]
    return [] if RECEIVED.fullmatch(text) else [("target", "bad_format")]
