"""What comes in, as hosts hand it over: targets byte for byte, white space around headers, byte order marks."""

from case import CALL, CONFIG, Case, changed, error, invalid_request, signed
from cases.call import PAID, PAY, case, request
from cases.callback import BODY as KYB
from cases.callback import callback, sent
from cases.callback import read as read_back
from cases.diagnose import case as diagnosis
from cases.diagnose import signed as message
from cases.diagnose import text_of
from cases.read import SAMPLE_BODY, answer
from cases.read import case as read_case
from cases.sign import REPLY
from cases.upload import ANSWER as UPLOADED
from cases.upload import uploads
from cases.verify import BODY, SENT, TARGET, failed, notification, received, response
from family import compact, envelope

# What servers are asked for, signed as it was on the wire.
TARGETS = {
    "double-slash": "//doku/notify",
    "brackets-and-bar": "/a/[id]|x",
    "escaped-slash-lower-case": "/a/%2f",
    "escaped-letter": "/a/%41%7E",
    "escaped-non-ascii": "/caf%c3%a9",
    "quotes-and-backslash": '/a/"b"\\c',
    "braces-and-marks": "/a/{id}^`<>",
    "dots": "/a/../b/./c",
    "percent-alone": "/a/100%",
    "percent-not-hex": "/a/%zz",
    "slash": "/",
    "double-slash-at-the-end": "/a//",
    "punctuation": "/a-b._~!$&'()*+,;=:@",
}
# The target as it came, and its path.
QUERIES = {
    "query": ("/request.php?task=notify", "/request.php"),
    "query-of-two": ("/doku?a=1&b=2", "/doku"),
    "query-empty": ("/doku?", "/doku"),
    "query-with-brackets": ("/doku?a[]=1|2", "/doku"),
    "query-escaped": ("/doku?a=%2f%41%20", "/doku"),
    "query-with-a-path": ("/doku?next=/a/b", "/doku"),
    "query-with-a-question-mark": ("/doku?a?b", "/doku"),
    "query-of-the-root": ("/?a=1", "/"),
}
# A path that the framework has decoded, or no path at all.
REFUSED = {
    "decoded-blank": "/doku/my shop",
    "decoded-non-ascii": "/doku/café",
    "decoded-blank-in-the-query": "/doku?name=my shop",
    "decoded-non-ascii-in-the-query": "/doku?name=é",
    "decoded-line-feed": "/doku/a\nb",
    "decoded-nul": "/doku/a\u0000b",
    "tab": "/doku/a\tb",
    "delete": "/doku/a\u007fb",
    "fragment": "/doku#top",
    "fragment-in-the-query": "/doku?a=1#top",
    "without-slash": "doku/notify",
    "host": "https://shop.example/doku",
    "query-alone": "?task=notify",
    "space-before": " /doku",
    "space-after": "/doku ",
    "asterisk": "*",
}
AROUND = {"space-before": " {}", "space-after": "{} ", "tabs": "\t{}\t", "spaces-and-tabs": " \t {} \t "}


def cases():
    yield from targets()
    yield from queries()
    yield from refused()
    yield from replies()
    yield from white_space()
    yield from of_callbacks()
    yield from diagnoses()


def targets():
    verified = {"answer": {"signature": "verified"}}
    for name, target in TARGETS.items():
        yield notification(f"target-{name}", received(target=target), verified)
        yield callback(f"target-{name}", received(KYB, target=target), read_back("BUSINESS", KYB))
    other = changed(received(target="/a/%2f"), target="/a/%2F")
    yield notification("target-escaped-in-capitals", other, error("signature_mismatch"))
    other = changed(received(target="//doku/notify"), target="/doku/notify")
    yield notification("target-with-one-slash-less", other, error("signature_mismatch"))


def queries():
    """DOKU's own plugin registers a URL with a query and verifies over the path alone: both forms verify."""
    verified, mismatch = {"answer": {"signature": "verified"}}, error("signature_mismatch")
    for name, (target, path) in QUERIES.items():
        over_path, whole = changed(received(target=path), target=target), received(target=target)
        yield notification(f"target-{name}-over-the-path", over_path, verified)
        yield notification(f"target-{name}-over-the-whole", whole, verified)
        given = changed(received(KYB, target=path), target=target)
        yield callback(f"target-{name}-over-the-path", given, read_back("BUSINESS", KYB))
        yield callback(f"target-{name}-over-the-whole", received(KYB, target=target), read_back("BUSINESS", KYB))
    for name, signed_over, came in [
        ("other", "/doku?a=1", "/doku?a=2"), ("lost", "/doku?a=1", "/doku"), ("longer", "/doku?a=1", "/doku?a=1&b=2"),
        ("of-another-path", "/doku", "/other?a=1"), ("cut-at-the-second-mark", "/doku?a", "/doku?a?b"),
        ("slash-before", "/doku", "/doku/?a=1"),
    ]:
        yield notification(f"query-{name}", changed(received(target=signed_over), target=came), mismatch)
    tampered = changed(received(target="/doku"), target="/doku?a=1", body="{}")
    yield notification("query-and-a-tampered-body", tampered, mismatch)
    stale = changed(received(target="/doku"), target="/doku?a=1") | {"now": SENT + 61, "tolerance": 60}
    yield notification("query-and-stale", stale, error("stale_timestamp"))


def refused():
    for name, target in REFUSED.items():
        expect = invalid_request(("target", "bad_format"))
        if name != "host":
            yield notification(f"target-{name}", changed(received(), target=target), expect)
        yield callback(f"target-{name}", changed(sent(), target=target), expect)
    yield callback("target-empty", changed(sent(), target=""), invalid_request(("target", "required")))


def replies():
    """A reply is signed for the target that was asked, whatever a client of ours could send."""
    for name, target in TARGETS.items():
        parts = {"config": CONFIG, **CALL, "target": target, "body": "{}"}
        component = (
            f"Client-Id:{CONFIG['client_id']}\nRequest-Id:{CALL['request_id']}\n"
            f"Response-Timestamp:2020-08-11T08:45:42Z\nRequest-Target:{target}\n"
            "Digest:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="
        )
        yield Case(f"reply/target-{name}", "sign_reply", parts, REPLY, {}, stages={"string_to_sign": component})
    for name, target in REFUSED.items():
        parts = {"config": CONFIG, **CALL, "target": target, "body": "{}"}
        yield Case(f"reply/target-{name}", "sign_reply", parts, REPLY, invalid_request(("target", "bad_format")))


def spaced(reply, name, form):
    """The same with white space around one header, which is no part of its value."""
    return changed(reply, headers=reply["headers"] | {name: form.format(reply["headers"][name])})


def white_space():
    verified = {"answer": {"signature": "verified"}}
    good, notified = signed(200, BODY, target=TARGET), received()
    for name, form in AROUND.items():
        for header in ("Client-Id", "Request-Id", "Response-Timestamp", "Signature"):
            yield response(f"{name}-{header.lower()}", spaced(good, header, form), verified)
        for header in ("Client-Id", "Request-Id", "Request-Timestamp", "Signature"):
            yield notification(f"{name}-{header.lower()}", spaced(notified, header, form), verified)
    all_around = {name: f" \t{value} " for name, value in good["headers"].items()}
    yield response("white-space-around-all", changed(good, headers=all_around), verified)
    listed = {name: [value] for name, value in all_around.items()}
    yield response("white-space-around-all-in-lists", changed(good, headers=listed), verified)
    reply = signed(201, SAMPLE_BODY)
    reply = changed(reply, headers={name: f" {value}\t" for name, value in reply["headers"].items()})
    yield read_case("read/white-space-around-headers", reply, answer())
    reply = spaced(signed(200, PAID, target=PAY), "Signature", " {}")
    expect = envelope("verified", {"message": ["SUCCESS"]})
    yield case("answer-white-space-around-headers", request(), expect, response=reply)
    reply = spaced(uploads.signed(200, compact(UPLOADED)), "Request-Id", " {} ")
    yield uploads.case("answer-white-space-around-headers", expect=envelope("unbound", UPLOADED), response=reply)
    tampered = changed(spaced(good, "Signature", " {} "), body="{}")
    yield response("white-space-and-tampered", tampered, failed("signature_mismatch"))
    other = changed(good, headers=good["headers"] | {"Request-Id": " 17 "})
    yield response("white-space-around-another-request-id", other, failed("not_for_this_request"))
    # Inside a value white space counts.
    for name, header, code in [
        ("client-id", "Client-Id", "not_for_this_request"), ("request-id", "Request-Id", "not_for_this_request"),
        ("signature", "Signature", "signature_mismatch"), ("timestamp", "Response-Timestamp", "signature_mismatch"),
    ]:
        value = good["headers"][header]
        inside = changed(good, headers=good["headers"] | {header: value[:12] + " " + value[12:]})
        yield response(f"white-space-inside-{name}", inside, failed(code))
    bare = changed(CONFIG, accept_bare_signatures=True)
    prefix = len("HMACSHA256=")
    lines = good["headers"] | {"Signature": " " + good["headers"]["Signature"][prefix:] + "\t"}
    yield response("white-space-around-a-bare-signature", changed(good, headers=lines), verified, config=bare)


def of_callbacks():
    whole = sent()
    for header in ("Client-Id", "Request-Id", "Request-Timestamp", "Signature"):
        yield callback(f"white-space-{header.lower()}", spaced(whole, header, " {}\t"), read_back("BUSINESS"))
    marked = "\ufeff" + KYB
    yield callback("byte-order-mark", sent(marked), read_back("BUSINESS", marked))
    mismatch = error("signature_mismatch")
    yield callback("byte-order-mark-lost", changed(sent(marked), body=KYB), mismatch)
    yield callback("byte-order-mark-added", changed(sent(), body=marked), mismatch)
    yield callback("byte-order-mark-alone", sent("\ufeff"), error("unreadable_response", [("", "bad_format")]))


def diagnoses():
    """Nothing is wrong with what verifies."""
    for name in ("double-slash", "brackets-and-bar", "escaped-slash-lower-case"):
        target = TARGETS[name]
        yield diagnosis(f"genuine-target-{name}", message(text_of(target), target=target))
    target, path = QUERIES["query"]
    yield diagnosis("genuine-query-over-the-path", message(text_of(path), target=target))
    yield diagnosis("genuine-query-over-the-whole", message(text_of(target), target=target))
    yield diagnosis("genuine-method-lower-case", message(text_of(), method="post"))
    yield diagnosis("genuine-get-lower-case", message(text_of(digest=None), method="get", body=""))
