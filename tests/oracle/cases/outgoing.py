"""What goes out: Request-Id and Client-Id, the targets of calls and components, and the base URL."""

from case import CALL, CONFIG, FULL, Case, changed, error, invalid_request
from cases.call import ORDER, PAY, STATUS, case, request
from cases.sign import COMPONENT
from cases.sign import given as component
from cases.values import CONFIGURATION, REQUEST_ID
from samples import published

SIGNED = {"method": "GET", "target": STATUS, "body": None}


def cases():
    yield from ids()
    yield from queries()
    yield from components()
    yield from base_urls()
    yield from policies()


GOOD_IDS = [
    ("tilde", "~17"),
    ("every-symbol", "".join(map(chr, range(0x21, 0x7F)))),
    ("128-with-a-blank-inside", "r" * 63 + " " + "r" * 64),
]
BAD_IDS = [
    ("non-ascii", "ré", "bad_format"),
    ("latin-1", "\u00e9", "bad_format"),
    ("emoji", "17😀", "bad_format"),
    ("no-break-space-inside", "17\u00a017", "bad_format"),
    ("fullwidth", "１７", "bad_format"),
    ("delete", "\u007f", "bad_format"),
    ("unit-separator", "17\u001f", "bad_format"),
    ("tab-before", "\t17", "bad_format"),
    ("tab-after", "17\t", "bad_format"),
    ("carriage-return-after", "17\r", "bad_format"),
    ("128-non-ascii", "é" * 128, "bad_format"),
    ("129-non-ascii", "é" * 129, "too_long"),
]


def ids():
    """Request-Id and Client-Id go out as headers: what is signed as UTF-8 and sent as Latin-1 never verifies."""
    for name, text in GOOD_IDS:
        yield Case(f"request-id/{name}", "request_id", {"text": text}, REQUEST_ID, {"answer": {"text": text}})
    for name, text, code in BAD_IDS:
        expect = invalid_request(("request_id", code))
        yield Case(f"request-id/{name}", "request_id", {"text": text}, REQUEST_ID, expect)
    for name, text in [("non-ascii", "ré"), ("delete", "17\u007f"), ("tab-inside", "17\t17"), ("space-after", "17 ")]:
        call = changed(CALL, request_id=text)
        expect = invalid_request(("request_id", "bad_format"))
        yield case(f"request-id-{name}", request(), expect, call)
        yield Case(f"sign/request-id-{name}", "sign_component", component(request_id=text), REQUEST_ID, expect)
        given = {"config": CONFIG, **call, "target": "/doku/inquiry", "body": "{}"}
        yield Case(f"reply/request-id-{name}", "sign_reply", given, REQUEST_ID, expect)
    long = component(request_id="r" * 127 + "~")
    yield Case("sign/request-id-of-128-characters-the-last-a-tilde", "sign_component", long, REQUEST_ID, {})
    for name, text in [
        ("non-ascii", "MCH-ré"), ("emoji", "MCH😀"), ("delete", "MCH\u007f1"), ("tab-inside", "MCH\t1"),
        ("tab-after", "MCH\t"), ("space-after", "MCH "), ("only-a-space", " "),
        ("no-break-space-after", "MCH\u00a0"), ("c1-control", "MCH\u00851"),
        ("carriage-return-inside", "MCH\r\nX-Injected: 1"),
    ]:
        given = {"config": changed(CONFIG, client_id=text), "call": CALL, "request": SIGNED}
        expect = error("invalid_config", [("client_id", "bad_format")])
        yield Case(f"config/client-id-{name}", "call", given, CONFIGURATION, expect)
    for name, text in [("inner-space", "MCH 17"), ("tilde", "~MCH"), ("of-129-characters", "M" * 129)]:
        given = {"config": changed(CONFIG, client_id=text), "call": CALL, "request": SIGNED}
        yield Case(f"config/client-id-{name}", "call", given, CONFIGURATION, {}, prepared=FULL)


def queries():
    """A query in a call's target, which goes out only where the call says whether it is signed."""
    host = "https://api-sandbox.doku.com"
    for name, query in [
        ("plain", "client_id=17&a=b"), ("needed-escapes", "a=%20%2F%3F%C3%A9"), ("slash-and-question-mark", "a=/b?c"),
        ("without-value", "a"),
    ]:
        for mode, signed in (("signed", f"{STATUS}?{query}"), ("unsigned", STATUS)):
            parts = request("GET", f"{STATUS}?{query}", None) | {"query": mode}
            component = (
                f"Client-Id:{CONFIG['client_id']}\nRequest-Id:{CALL['request_id']}\n"
                f"Request-Timestamp:{CALL['timestamp']}\nRequest-Target:{signed}"
            )
            expect = {"prepared": {"url": f"{host}{STATUS}?{query}"}}
            stages = {"digest": None, "string_to_sign": component}
            yield case(f"query-{name}-{mode}", parts, expect, stages=stages, prepared=FULL)
    for name, query in [
        ("empty", ""), ("unreserved-escaped", "a=%41"), ("tilde-escaped", "a=%7E"), ("dash-escaped-lower-case", "a=%2d"),
        ("lower-case-hex", "a=%2f"), ("lower-case-hex-of-a-letter", "a=caf%c3%a9"), ("space", "a=b c"),
        ("non-ascii", "a=é"), ("fragment", "a=b#c"), ("percent-alone", "a=100%"), ("quote", 'a="b"'), ("line-feed", "a=b\n"),
    ]:
        for mode in ("signed", "unsigned"):
            parts = request("GET", f"{STATUS}?{query}", None) | {"query": mode}
            yield case(f"query-{name}-{mode}", parts, invalid_request(("target", "bad_format")))
    parts = request("GET", STATUS + "?a=b", None) | {"query": "both"}
    yield case("query-mode-unknown", parts, error("invalid_request"))
    parts = request("POST", PAY + "?a=b", ORDER) | {"query": None}
    yield case("query-mode-null", parts, invalid_request(("target", "bad_format")))


def components():
    for name, target in [
        ("unreserved-escaped", "/orders/%41"), ("tilde-escaped", "/orders/%7E"), ("dot-escaped", "/orders/v1%2E1"),
        ("dash-escaped-lower-case", "/orders/%2d"), ("lower-case-hex", "/orders/INV%2f17"), ("empty-query", STATUS + "?"),
        ("double-slash", "//doku/orders"), ("brackets", "/a/[id]"), ("bar", "/a|b"),
    ]:
        expect = invalid_request(("target", "bad_format"))
        yield Case(f"sign/target-{name}", "sign_component", component(target=target), COMPONENT, expect)
    # A method in any case is that method: a GET has no Digest line.
    for name, method in (("lower-case", "get"), ("capitalised", "Get"), ("mixed-case", "gET")):
        given = component(STATUS, method, '{"a":1}')
        yield Case(f"sign/get-{name}", "sign_component", given, COMPONENT, {}, stages={"digest": None})
    for name, method in (("post-lower-case", "post"), ("put-capitalised", "Put"), ("delete-mixed-case", "dELETE")):
        body, digest = published.DIGESTS["digest-of-a-small-object"]
        given = component(PAY, method, body)
        yield Case(f"sign/{name}", "sign_component", given, COMPONENT, {}, stages={"digest": digest})


def base_urls():
    """Plain HTTP stays on this machine, unless an option says otherwise."""
    open_option = {"allow_plain_http": True}
    for name, url, more in [
        ("localhost", "http://localhost", {}), ("localhost-with-a-port", "http://localhost:8787", {}),
        ("loopback", "http://127.0.0.1", {}), ("loopback-of-the-last-address", "http://127.255.255.254:80", {}),
        ("loopback-of-another-address", "http://127.0.1.1", {}),
        ("loopback-of-version-6", "http://[::1]", {}), ("loopback-of-version-6-with-a-port", "http://[::1]:8787", {}),
        ("loopback-with-https", "https://127.0.0.1:8787", {}), ("https", "https://doku.example.test", {}),
        ("loopback-and-the-option", "http://127.0.0.1:8787", open_option),
        ("https-and-the-option", "https://doku.example.test", open_option),
        ("http-and-the-option", "http://doku.example.test", open_option),
        ("http-of-doku-and-the-option", "http://api.doku.com", open_option),
        ("http-of-a-private-network-and-the-option", "http://10.0.0.7:8787", open_option),
    ]:
        config = changed(CONFIG, environment={"base_url": url}, **more)
        given, expect = {"config": config, "call": CALL, "request": SIGNED}, {"prepared": {"url": url + STATUS}}
        yield Case(f"config/base-url-{name}", "call", given, CONFIGURATION, expect, prepared=FULL)
    for name, url, more in [
        ("http-of-doku", "http://api.doku.com", {}), ("http-of-the-sandbox", "http://api-sandbox.doku.com", {}),
        ("http-of-a-name", "http://doku.example.test", {}), ("http-of-a-private-network", "http://10.0.0.7", {}),
        ("http-of-any-address", "http://0.0.0.0:8787", {}), ("http-of-128", "http://128.0.0.1", {}),
        ("http-of-126", "http://126.255.255.255", {}), ("http-of-1270", "http://1270.0.0.1", {}),
        ("http-of-localhost-in-a-domain", "http://localhost.example.test", {}),
        ("http-of-a-domain-that-begins-like-loopback", "http://127.0.0.1.example.test", {}),
        ("http-of-a-domain-that-ends-like-localhost", "http://notlocalhost", {}),
        ("http-of-another-address-of-version-6", "http://[2001:db8::1]", {}),
        ("http-and-the-option-off", "http://api.doku.com", {"allow_plain_http": False}),
        ("ftp-and-the-option", "ftp://127.0.0.1", open_option),
        ("without-scheme-and-the-option", "api.doku.com", open_option),
    ]:
        config = changed(CONFIG, environment={"base_url": url}, **more)
        given = {"config": config, "call": CALL, "request": SIGNED}
        expect = error("invalid_config", [("base_url", "bad_format")])
        yield Case(f"config/base-url-{name}", "call", given, CONFIGURATION, expect)


def policies():
    for name, changes, violations in [
        ("policy-unknown", {"policy": "strict"}, [("policy", "not_in_list")]),
        ("policy-upper-case", {"policy": "Required"}, [("policy", "not_in_list")]),
        ("policy-empty", {"policy": ""}, [("policy", "not_in_list")]),
        (
            "policy-and-the-others",
            {"policy": "x", "client_id": "ré", "environment": {"base_url": "http://api.doku.com"}},
            [("base_url", "bad_format"), ("client_id", "bad_format"), ("policy", "not_in_list")],
        ),
    ]:
        given = {"config": changed(CONFIG, **changes), "call": CALL, "request": SIGNED}
        yield Case(f"config/{name}", "call", given, CONFIGURATION, error("invalid_config", violations))
    for policy in ("required", "if_present"):
        given = {"config": changed(CONFIG, policy=policy), "call": CALL, "request": SIGNED}
        yield Case(f"config/policy-{policy.replace('_', '-')}", "call", given, CONFIGURATION, {}, prepared=FULL)
