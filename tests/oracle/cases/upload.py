"""Family upload-file: category and code, the file against its name and type, the multipart body."""

import base64

from case import DROP, FULL, changed, error, invalid_request, unsigned
from family import FILE, HOST, PARTNER, Family, compact, envelope, put
from rows import upload

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
PDF = b"%PDF-1.4\n%%EOF\n"

CALL = {"token": "eyJhbGciOiJSUzI1NiJ9.e30.bWFkZS11cA", "boundary": "test-boundary-17"}


def encoded(content):
    return base64.b64encode(content).decode()


SAMPLE = {
    "category": "DOCUMENT",
    "code": "KTP",
    "file": {"name": "ktp.jpg", "content_type": "image/jpeg", "base64": encoded(JPEG)},
}
PDF_FILE = {"name": "ktp.pdf", "content_type": "application/pdf", "base64": encoded(PDF)}
LINKED = {"category": "LOGO", "file_url": "https://example.com/logo.png"}
ANSWER = {"id": "CNT-0104-1676639713907", "link": "https://doku.com/12345566", "category": "OWNER_LIVENESS"}

uploads = Family("upload-file", "upload_file", "DOKU, Upload File API", SAMPLE, FILE, call=CALL)
pdfs = Family("upload-file", "upload_file", "DOKU, Upload File API", put(SAMPLE, {"file": PDF_FILE}), FILE, call=CALL)
links = Family("upload-file", "upload_file", "DOKU, Upload File API", LINKED, FILE, call=CALL)

LINKED_BODY = (
    '--test-boundary-17\r\nContent-Disposition: form-data; name="category"\r\n\r\nLOGO\r\n'
    '--test-boundary-17\r\nContent-Disposition: form-data; name="file_url"\r\n\r\nhttps://example.com/logo.png\r\n'
    "--test-boundary-17--\r\n"
)
PDF_BODY = (
    '--test-boundary-17\r\nContent-Disposition: form-data; name="category"\r\n\r\nDOCUMENT\r\n'
    '--test-boundary-17\r\nContent-Disposition: form-data; name="code"\r\n\r\nKTP\r\n'
    '--test-boundary-17\r\nContent-Disposition: form-data; name="file"; filename="ktp.pdf"\r\n'
    "Content-Type: application/pdf\r\n\r\n%PDF-1.4\n%%EOF\n\r\n"
    "--test-boundary-17--\r\n"
)


def jpeg_body(name="ktp.jpg", media="image/jpeg", content=JPEG):
    text = PDF_BODY.replace("ktp.pdf", name).replace("application/pdf", media)
    return {"base64": encoded(text.encode().replace(PDF, content))}


def cases():
    headers = {
        "Authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.e30.bWFkZS11cA",
        "Content-Type": "multipart/form-data; boundary=test-boundary-17",
    }
    sent = {"prepared": {"method": "POST", "url": f"{HOST}/adv-core-api/partner/v1.0/file", "headers": headers}}
    yield uploads.case("jpeg", expect=sent, prepared=FULL, body=jpeg_body())
    png = {"name": "ktp.png", "content_type": "image/png", "base64": encoded(PNG)}
    body = jpeg_body("ktp.png", "image/png", PNG)
    yield uploads.case("png", put(SAMPLE, {"file": png}), prepared=FULL, body=body)
    yield pdfs.case("pdf", expect=sent, prepared=FULL, body=PDF_BODY)
    yield links.case("file-url", expect=sent, prepared=FULL, body=LINKED_BODY)
    unsigned_headers = {name: None for name in ("Client-Id", "Request-Id", "Request-Timestamp", "Signature", "Digest")}
    yield uploads.case("without-signature-headers", expect={"prepared": {"headers": unsigned_headers}})
    for name, config, host in [
        ("production", {"environment": "production"}, "https://api.doku.com"),
        ("base-url", {"environment": {"base_url": "http://127.0.0.1:8787"}}, "http://127.0.0.1:8787"),
    ]:
        expect = {"prepared": {"url": host + FILE}}
        yield uploads.case(name, expect=expect, config=changed(PARTNER, **config))
    yield from uploads.roots()
    yield from categories()
    yield from files()
    yield from names()
    yield from urls()
    yield from calls()
    yield from answers()


def categories():
    for category in ("OWNER_LIVENESS", "PHOTO_PROOF", "LOGO", "SERVICE_AGREEMENT", "BANK_ACCOUNT"):
        body, request = LINKED_BODY.replace("LOGO", category), changed(LINKED, category=category)
        yield links.case(f"category-{category.lower()}", request, prepared=("body",), body=body)
        beside = put(LINKED, {"category": category, "code": "KTP"})
        yield links.refused_text(f"code-beside-{category.lower()}", beside, ("code", "not_allowed"))
    for code in upload.CODES:
        body = PDF_BODY.replace("KTP", code)
        yield pdfs.case(f"code-{code.lower()}", put(pdfs.sample, {"code": code}), prepared=("body",), body=body)
    null = put(LINKED, {"code": None})
    yield links.case("code-null-beside-logo", null, prepared=("body",), body=LINKED_BODY)
    for name, values, code in [
        ("code-missing", {"code": DROP}, "required"),
        ("code-null", {"code": None}, "required"),
        ("code-empty", {"code": ""}, "required"),
        ("code-unknown", {"code": "SIM"}, "not_in_list"),
        ("code-lower-case", {"code": "ktp"}, "not_in_list"),
        ("code-number", {"code": 17}, "wrong_type"),
    ]:
        yield uploads.refused(name, values, code)
    for name, value, code in [
        ("missing", DROP, "required"),
        ("null", None, "required"),
        ("empty", "", "required"),
        ("unknown", "PASSPORT", "not_in_list"),
        ("lower-case", "logo", "not_in_list"),
        ("list", ["LOGO"], "wrong_type"),
    ]:
        yield links.refused(f"category-{name}", {"category": value}, code)


def files():
    yield uploads.refused("neither-file-nor-url", {"file": DROP}, "required")
    yield uploads.refused("file-null", {"file": None}, "required")
    yield uploads.refused("both-file-and-url", {"file_url": "https://example.com/ktp.jpg"}, "not_allowed")
    both = {"file.name": "", "file_url": "nowhere"}
    yield uploads.refused("both-and-the-file-wrong", both, "required", "not_allowed")
    null = put(SAMPLE, {"file_url": None})
    yield uploads.case("file-and-url-null", null, prepared=("body",), body=jpeg_body())
    null = put(LINKED, {"file": None})
    yield links.case("url-and-file-null", null, prepared=("body",), body=LINKED_BODY)
    empty = {"name": "required", "content_type": "required", "content": "required"}
    whole = invalid_request(*((f"file.{name}", code) for name, code in empty.items()))
    yield uploads.case("file-an-empty-object", put(SAMPLE, {"file": {}}), whole)
    yield uploads.case("file-all-empty", put(SAMPLE, {"file": dict.fromkeys(SAMPLE["file"], "")}), whole)
    for name, values, code in [
        ("file-text", {"file": "ktp.jpg"}, "wrong_type"),
        ("file-unknown-key", {"file.size": 12}, "unknown_field"),
        ("unknown-key", {"fileUrl": "https://example.com"}, "unknown_field"),
        ("name-missing", {"file.name": DROP}, "required"),
        ("type-missing", {"file.content_type": DROP}, "required"),
        ("type-gif", {"file.content_type": "image/gif"}, "not_in_list"),
        ("type-upper-case", {"file.content_type": "IMAGE/JPEG"}, "not_in_list"),
        ("type-jpg", {"file.content_type": "image/jpg"}, "not_in_list"),
        ("type-png-of-a-jpeg", {"file.content_type": "image/png"}, "mismatch"),
        ("name-number", {"file.name": 17}, "wrong_type"),
    ]:
        yield uploads.refused(name, values, code)
    for name, text in [
        ("not-base64", "not base64!"),
        ("without-padding", encoded(JPEG).rstrip("=")),
        ("url-safe", encoded(JPEG + b"\xff\xef\xbe").replace("/", "_").replace("+", "-")),
        ("with-a-newline", encoded(JPEG)[:8] + "\n" + encoded(JPEG)[8:]),
        ("data-uri", "data:image/jpeg;base64," + encoded(JPEG)),
        ("only-padding", "===="),
        ("gif", encoded(b"GIF89a\x01\x00\x01\x00")),
        ("two-bytes-of-jpeg", encoded(JPEG[:2])),
        ("seven-bytes-of-png", encoded(PNG[:7])),
        ("png-with-its-line-end-converted", encoded(PNG.replace(b"\r\n", b"\n"))),
        ("pdf-not-at-the-start", encoded(b"\n" + PDF)),
        ("heic", encoded(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00")),
        ("webp", encoded(b"RIFF\x1a\x00\x00\x00WEBPVP8 ")),
    ]:
        yield of_content(f"content-{name}", text, "bad_format")
    yield of_content("content-missing", DROP, "required")
    yield of_content("empty-file", "", "required")
    for name, content in (("three-bytes-of-jpeg", JPEG[:3]), ("boundary-like-lines", JPEG + b"\r\n--test-\r\n--\r\n")):
        body = jpeg_body(content=content)
        request = put(SAMPLE, {"file.base64": encoded(content)})
        yield uploads.case(f"content-{name}", request, prepared=("body",), body=body)
    every_byte = JPEG + bytes(range(256))
    request = put(SAMPLE, {"file.base64": encoded(every_byte)})
    yield uploads.case("content-every-byte", request, prepared=("body",), body=jpeg_body(content=every_byte))


def of_content(name, value, code):
    """The key is `base64`, and every language's path says `content`."""
    return uploads.refused_text(name, put(SAMPLE, {"file.base64": value}), ("file.content", code))


def names():
    for kind, name, written in [
        ("upper-case-extension", "KTP.JPG", "KTP.JPG"),
        ("two-dots", "ktp.png.jpg", "ktp.png.jpg"),
        ("without-dot", "ktp", "ktp"),
        ("quotes", 'the "new" ktp.jpg', "the %22new%22 ktp.jpg"),
        ("percent", "100%22.jpg", "100%22.jpg"),
        ("non-ascii", "foto é 王 😀.jpg", "foto é 王 😀.jpg"),
    ]:
        request = put(SAMPLE, {"file.name": name})
        yield uploads.case(f"name-{kind}", request, prepared=("body",), body=jpeg_body(written))
    for kind, name, code in [
        ("slash", "/etc/ktp.jpg", "bad_format"),
        ("backslash", "C:\\ktp.jpg", "bad_format"),
        ("crlf", 'ktp.jpg"\r\nX-Injected: 1', "bad_format"),
        ("newline", "ktp\n.jpg", "bad_format"),
        ("c1-control", "ktp\u0085.jpg", "bad_format"),
        ("empty", "", "required"),
        ("png-of-a-jpeg", "ktp.png", "mismatch"),
        ("gif-of-a-jpeg", "ktp.gif", "mismatch"),
        ("last-extension-counts", "ktp.jpg.exe", "mismatch"),
    ]:
        yield uploads.refused(f"name-{kind}", {"file.name": name}, code)
    renamed = {"file.name": "ktp.jpg", "file.base64": encoded(PNG), "file.content_type": "image/png"}
    expect = invalid_request(("file.name", "mismatch"))
    yield uploads.case("png-named-jpg", put(SAMPLE, renamed), expect)
    expect = invalid_request(("file.name", "mismatch"), ("file.content_type", "mismatch"))
    yield uploads.case("png-named-and-typed-jpg", put(SAMPLE, {"file.base64": encoded(PNG)}), expect)
    unread = {"file.name": "ktp.png", "file.content_type": "image/gif", "file.base64": encoded(b"GIF89a")}
    yield uploads.case(
        "content-unknown-no-mismatch", put(SAMPLE, unread),
        invalid_request(("file.content_type", "not_in_list"), ("file.content", "bad_format")),
    )


def urls():
    for kind, url in [
        ("http", "http://example.com"),
        ("port", "https://example.com:8443/a"),
        ("ipv6", "http://[2001:db8::1]:8080/a.png"),
        ("query", "https://example.com/a.png?Expires=17&Signature=a%2Bb%3D#top"),
    ]:
        body = LINKED_BODY.replace("https://example.com/logo.png", url)
        yield links.case(f"url-{kind}", changed(LINKED, file_url=url), prepared=("body",), body=body)
    for kind, url, code in [
        ("without-scheme", "example.com/logo.png", "bad_format"),
        ("ftp", "ftp://example.com/logo.png", "bad_format"),
        ("without-host", "https:///logo.png", "bad_format"),
        ("space", "https://example.com/my logo.png", "bad_format"),
        ("crlf", "https://example.com/\r\n--test", "bad_format"),
        ("non-ascii", "https://example.com/é.png", "bad_format"),
        ("quote", 'https://example.com/"a"', "bad_format"),
        ("backslash", "https://example.com\\a", "bad_format"),
        ("number", 17, "wrong_type"),
        ("list", ["https://example.com/"], "wrong_type"),
    ]:
        yield links.refused(f"url-{kind}", {"file_url": url}, code)


def calls():
    for kind, values, *violations in [
        ("token-missing", {"token": DROP}, ("token", "required")),
        ("token-empty", {"token": ""}, ("token", "required")),
        ("token-space", {"token": "made up"}, ("token", "bad_format")),
        ("token-crlf", {"token": "made-up\r\nX-Injected: 1"}, ("token", "bad_format")),
        ("token-non-ascii", {"token": "made-üp"}, ("token", "bad_format")),
        ("boundary-missing", {"boundary": DROP}, ("boundary", "required")),
        ("boundary-empty", {"boundary": ""}, ("boundary", "required")),
        ("boundary-of-71", {"boundary": "b" * 71}, ("boundary", "too_long")),
        ("boundary-space", {"boundary": "test boundary"}, ("boundary", "bad_format")),
        ("boundary-crlf", {"boundary": "test\r\nX-Injected: 1"}, ("boundary", "bad_format")),
        ("boundary-non-ascii", {"boundary": "böundary"}, ("boundary", "bad_format")),
        ("both-missing", {"token": DROP, "boundary": DROP}, ("token", "required"), ("boundary", "required")),
    ]:
        expect = invalid_request(*violations)
        yield uploads.case(kind, expect=expect, call=changed(CALL, **values))
    for kind, boundary in (("of-one", "X"), ("of-70", "b" * 70), ("punctuation", "'+_.-aZ09")):
        body = LINKED_BODY.replace("test-boundary-17", boundary)
        call = changed(CALL, boundary=boundary)
        yield links.case(f"boundary-{kind}", call=call, prepared=("headers", "body"), body=body)
    opaque = changed(CALL, token="opaque~token/17+a==")
    header = {"prepared": {"headers": {"Authorization": "Bearer opaque~token/17+a=="}}}
    yield uploads.case("token-opaque", expect=header, call=opaque)
    mismatch = invalid_request(("boundary", "mismatch"))
    inside = put(SAMPLE, {"file.base64": encoded(JPEG + b"\x00test-boundary-17\x00")})
    yield uploads.case("boundary-in-the-content", inside, mismatch)
    inside = put(SAMPLE, {"file.base64": encoded(JPEG + b"test-boundary-17")})
    yield uploads.case("boundary-at-the-end", inside, mismatch)
    named = put(SAMPLE, {"file.name": "test-boundary-17.jpg"})
    yield uploads.case("boundary-in-the-name", named, mismatch)
    linked = changed(LINKED, file_url="https://example.com/test-boundary-17")
    yield links.case("boundary-in-the-url", linked, mismatch)
    near = encoded(JPEG + b"test-boundary-1")
    body = jpeg_body(content=JPEG + b"test-boundary-1")
    yield uploads.case("boundary-nearly", put(SAMPLE, {"file.base64": near}), prepared=("body",), body=body)
    only = invalid_request(("category", "not_in_list"))
    wrong = changed(linked, category="IMAGE")
    yield links.case("boundary-looked-at-last", wrong, only)
    order = invalid_request(
        ("token", "bad_format"), ("boundary", "too_long"), ("category", "required"), ("file.name", "bad_format"),
        ("file.content_type", "not_in_list"), ("file.content", "bad_format"), ("file.a", "unknown_field"),
        ("b", "unknown_field"),
    )
    wrong = {"b": 1, "file": {"a": 1, "base64": "x", "content_type": "x", "name": "/"}}
    yield uploads.case("several-at-once", wrong, order, call={"token": " ", "boundary": "b" * 71})
    twice = compact(LINKED)[:-1] + ',"category":"LOGO"}'
    yield links.refused_text("key-twice", twice, ("category", "not_allowed"))
    wrong = error("invalid_config", [("client_id", "required")])
    yield uploads.case("config-wrong", expect=wrong, call={}, config=changed(PARTNER, client_id=""))


def answers():
    yield from uploads.answers(compact(ANSWER), ANSWER)
    another = uploads.signed(200, compact(ANSWER), Request_Id="17")
    yield uploads.case("answer-tampered-id", expect=error("signature_mismatch", http_status=200), response=another)
    more = changed(ANSWER, code="KTP")
    yield uploads.answered("answer-with-more-keys", compact(more), more)
    yield uploads.answered("answer-number-for-text", compact(changed(ANSWER, id=17)), {"id": "17"})
    for name in ANSWER:
        yield uploads.unreadable(f"answer-{name}-missing", compact(changed(ANSWER, **{name: DROP})), (name, "required"))
    empty = ((name, "required") for name in ANSWER)
    yield uploads.unreadable("answer-empty-object", "{}", *empty)
    yield uploads.unreadable("answer-link-object", compact(changed(ANSWER, link={})), ("link", "wrong_type"))
    raw = compact(ANSWER)
    yield uploads.case("answer-raw", expect=envelope("absent", ANSWER, 201, raw=raw), response=unsigned(201, raw))
