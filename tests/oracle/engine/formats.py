"""Formats of single values. Each takes a text and gives the rule that it breaks, or None."""

import re
from datetime import date as day

# RFC 3986 lets these stand in a URI: printable ASCII without space, quotation mark, < > \ ^ ` { | }.
URL = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?[!#-;=?-\[\]_a-z~]*")


def matching(pattern):
    compiled = re.compile(pattern)
    return lambda text: None if compiled.fullmatch(text) else "bad_format"


digits = matching(r"[0-9]+")
country = matching(r"[A-Z]{2}")
currency = matching(r"[A-Z]{3}")
url = matching(URL)
transaction_id = matching(r"[A-Za-z0-9:._-]+")
brand_id = matching(r"(?!\.{1,2}$)[A-Za-z0-9._-]+")


def date(text):
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    try:
        return None if found and day(*map(int, found.groups())) else "bad_format"
    except ValueError:
        return "bad_format"


def email(text):
    local, at, domain = text.partition("@")
    good = local and at and "@" not in domain and "." in domain[1:-1]
    return None if good and not re.search(r"[\s\x00-\x1f\x7f-\x9f]", text) else "bad_format"
