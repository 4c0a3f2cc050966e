"""Formats of single values. Each takes a text and gives the rule that it breaks, or None."""

import re

import rdl

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


def email(text):
    return None if rdl.is_email(text) else "bad_format"
