"""The onboarding of a merchant: uploads, secrets, and what is told before anything is sent."""

from __future__ import annotations

import copy
import json
import pickle
import pprint
import resource
from base64 import b64encode
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import data

from dokukit import (
    FILE_HEAD_BYTES,
    Doku,
    DokuError,
    Secret,
    check,
    check_against_requirements,
    check_upload,
    is_expired,
    place_upload,
    upload_plan,
)
from dokukit.payloads import (
    BusinessRegistration,
    CheckRequirements,
    Requirements,
    TokenAnswer,
    Upload,
    UploadAnswer,
)

JPEG = b"\xff\xd8\xff\xe0 a photo of nobody"
QUESTION: CheckRequirements = {
    "businessType": "PERSONAL",
    "businessLegalEntity": "PERSEORANGAN",
    "brandBusinessLine": "FOOD & BEVERAGE",
    "businessContactNationality": "ID",
}
UPLOADED: UploadAnswer = {"id": "DCM-1", "link": "https://a.id", "category": "PHOTO_PROOF"}


def document(content: bytes = JPEG) -> Upload:
    return {
        "category": "DOCUMENT",
        "code": "KTP",
        "file": {"name": "ktp.jpg", "content_type": "image/jpeg", "content": content},
    }


def as_text(upload: Upload) -> str:
    text: Any = copy.deepcopy(upload)
    text["file"]["base64"] = b64encode(text["file"].pop("content")).decode()
    return json.dumps(text)


def needs() -> Requirements:
    requirements: Requirements = json.loads(data("requirements-answer.json"))
    return requirements


def registration() -> BusinessRegistration:
    sample: BusinessRegistration = json.loads(data("business-registration.json"))
    return sample


def test_the_first_bytes_of_a_file_are_enough_for_a_frame(doku: Doku) -> None:
    stamp: dict[str, Any] = {"token": Secret("a-token"), "boundary": "b-1"}
    whole = doku.prepare_upload(document(), **stamp)
    assert whole.headers["Authorization"] == "Bearer a-token"
    kinds: list[Any] = [bytes, bytearray, memoryview]
    for kind in kinds:
        frame = doku.prepare_upload_frame(document(kind(JPEG[:FILE_HEAD_BYTES])), **stamp)
        assert frame.request.body is None
        assert frame.head + JPEG + frame.tail == whole.body
        assert "a-token" not in f"{whole} {frame} {stamp}"


def test_an_upload_is_not_prepared_as_what_is_signed(doku: Doku) -> None:
    operation: Any = "upload_file"
    for prepare in (doku.prepare, doku.prepare_unsigned):
        upload: Any = document()
        with pytest.raises(DokuError, match="prepare it as an upload") as caught:
            prepare(operation, upload)
        assert [v.path for v in caught.value.violations] == ["operation"]


def test_the_memory_of_uploads_comes_back(doku: Doku) -> None:
    content = JPEG + bytes(5_000_000)
    doku.prepare_upload(document(content), "t")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(50):
        doku.prepare_upload(document(content), "t")
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert kilobytes < 50_000


def test_a_boundary_is_drawn_for_each_upload(doku: Doku) -> None:
    one, other = (doku.prepare_upload(document(), token="t") for _ in range(2))
    assert one.headers["Content-Type"] != other.headers["Content-Type"]


@pytest.mark.parametrize(
    ("upload", "token", "path"),
    [
        ({"category": "LOGO", "file": {"content": "text"}}, "t", "file.name"),
        (document(b"GIF89a") | {"category": b"LOGO"}, "t", "category"),
        ({"category": "LOGO", "file": {"content": None}}, "t", "file.name"),
        ({"category": "LOGO", "file": {"content": JPEG, "base64": "/9j/"}}, "t", "file.name"),
        (document(), 7, "token"),
        (document(), "", "token"),
        (7, "t", ""),
        (document(b"GIF89a"), "t", "file.content"),
    ],
)
def test_a_wrong_upload_is_a_doku_error(doku: Doku, upload: Any, token: Any, path: str) -> None:
    for prepare in (doku.prepare_upload, doku.prepare_upload_frame):
        with pytest.raises(DokuError) as caught:
            prepare(upload, token)
        assert caught.value.code == "invalid_request"
        assert caught.value.violations[0].path == path


def test_every_fault_of_an_upload_and_its_call_is_told_at_once(doku: Doku) -> None:
    wrong: Any = {"category": "SELFIE", "file_url": "ftp://a.id"}
    for upload in (wrong, json.dumps(wrong)):
        with pytest.raises(DokuError) as caught:
            doku.prepare_upload_frame(upload, "", "")
        paths = [violation.path for violation in caught.value.violations]
        assert paths == ["token", "boundary", "category", "file_url"]
        assert caught.value.__context__ is None


def test_what_is_no_bytes_is_told_beside_all_other_faults(doku: Doku) -> None:
    for content in ("/9j/", Path("ktp.jpg"), 5, float("nan")):
        upload: Any = document()
        upload["category"] = date(2020, 8, 11)
        upload["file"] |= {"name": "", "content": content}
        attempts: list[Any] = [
            lambda: doku.prepare_upload(upload, "t"),
            lambda: doku.prepare_upload_frame(upload, "t"),
            lambda: check_upload(upload, needs()),
        ]
        for attempt in attempts:
            with pytest.raises(DokuError) as caught:
                attempt()
            told = {violation.path: violation.detail for violation in caught.value.violations}
            assert told["file.content"] == f"expected bytes, got {type(content).__name__}"
            assert told["category"] == "expected text, got date"
            assert "file.name" in told
            assert len(told) == len(caught.value.violations)
        alone: Any = document()
        alone["file"]["content"] = content
        with pytest.raises(DokuError, match=r"file\.content: expected bytes, got ") as caught:
            doku.prepare_upload(alone, "t")
        assert [(v.path, v.code) for v in caught.value.violations] == [
            ("file.content", "wrong_type")
        ]


def test_what_json_cannot_say_is_told_by_path_before_anything_is_sent() -> None:
    wrong: Any = registration()
    wrong["business"]["contacts"][0]["name"] = Decimal("1.5")
    del wrong["business"]["brands"][0]["photo_proofs"]
    told = [(each.path, each.detail) for each in check_against_requirements(wrong, needs())]
    assert ("business.contacts[0].name", "expected text, got Decimal") in told
    assert "business.brands[0].photo_proofs" in [path for path, _ in told]

    place: Any = {"brand": Decimal(0)}
    # A row for booleans accepts the boolean that is the placeholder of other values.
    flag: Any = float("nan")
    with pytest.raises(DokuError, match=r"placement\.business: expected true or false, got NaN"):
        place_upload(registration(), UPLOADED, business=flag)
    uploaded: Any = {**UPLOADED, "id": b"DCM-1"}
    asked: Any = {"business": {1, 2}}
    attempts: list[tuple[Any, str]] = [
        (lambda: place_upload(wrong, UPLOADED, brand=0), "business.contacts[0].name"),
        (lambda: place_upload(registration(), UPLOADED, **place), "placement.brand"),
        (lambda: place_upload(registration(), uploaded, brand=0), "upload.id"),
        (lambda: upload_plan(asked), "requirements.business"),
        (lambda: check_against_requirements(registration(), asked), "requirements.business"),
        (lambda: check_upload(document(), asked), "requirements.business"),
    ]
    for attempt, path in attempts:
        with pytest.raises(DokuError) as caught:
            attempt()
        assert [(v.path, v.code) for v in caught.value.violations] == [(path, "wrong_type")]


def test_secrets_show_themselves_nowhere() -> None:
    secret = Secret("SK-1")
    shown = f"{secret} {secret!r} {secret:>12} {[secret]} {pprint.pformat(secret)} %s" % secret
    assert (shown.count("[redacted]"), "SK-1" in shown) == (6, False)
    assert secret.expose() == "SK-1"
    assert secret == Secret("SK-1") != Secret("SK-2")
    assert Secret("\ud800") != Secret("?")
    assert len({secret, Secret("SK-1"), copy.deepcopy(secret)}) == 1
    number: Any = 5
    with pytest.raises(DokuError, match="secret: expected text, got int"):
        Secret(number)
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        json.dumps(secret)


def test_answers_hold_secrets(doku: Doku) -> None:
    request = doku.prepare("get_business", {"client_id": "BRN-1"})
    body = data("business-data-answer.json")
    answer = doku.read(request, status=200, headers={}, body=body)
    key = answer.body["brands"][0]["shared_key"]
    assert isinstance(key, Secret)
    assert key.expose() == "SK-ViEeAojc5K0nBrL41ou4"
    assert key.expose() not in repr(answer) + repr(answer.body)
    plain = doku.prepare("call", {"method": "GET", "target": "/x"})
    assert doku.read(plain, status=200, headers={}, body='{"token":"t"}').body == {"token": "t"}


def test_a_file_is_placed_in_a_new_registration() -> None:
    mine = registration()
    before = copy.deepcopy(mine)
    placed = place_upload(mine, UPLOADED, brand=0)
    assert mine == before
    assert placed["business"]["brands"][0]["photo_proofs"][-1] == {"id": "DCM-1"}
    for place in ({"brand": 9}, {"brand": "0"}, {"contact": 0}, {"brand": 0, "contact": 0}, {}):
        wrong: Any = place
        with pytest.raises(DokuError, match=r"placement|brand"):
            place_upload(mine, UPLOADED, **wrong)


def test_a_size_that_is_left_out_is_that_of_the_content() -> None:
    whole = document(JPEG + bytes(15_000_000))
    for upload in (whole, as_text(whole)):
        (told,) = check_upload(upload, needs())
        assert (told.path, told.code) == ("file.content", "too_long")
        assert check_upload(upload, needs(), size=15_000_000) == []


def test_a_request_is_checked_without_a_key() -> None:
    assert check("upload_file", document()) == []
    wrong: Any = document(b"GIF89a")
    wrong["category"] = Decimal(1)
    told = [(each.path, each.code) for each in check("upload_file", wrong)]
    assert told == [("category", "wrong_type"), ("file.content", "bad_format")]
    for body, path in (({"valid_time": b"360"}, "valid_time"), (b"{}", "")):
        (violation,) = check("generate_token", body)
        assert (violation.path, violation.code) == (path, "wrong_type")
    operation: Any = None
    with pytest.raises(DokuError, match="operation: expected text, got NoneType"):
        check(operation, {})


def test_a_token_expires_by_the_clock_or_a_number_of_any_kind() -> None:
    token: TokenAnswer = {"token": Secret("t"), "issued_at": 0, "expires_at": 1000}
    assert is_expired(token)
    assert not is_expired({"token": Secret("t"), "expires_at": 2**40})
    assert not is_expired(token, now=999.9)
    assert is_expired(token, now=2**70) and not is_expired(token, now=-(2**70))
    wrong: list[Any] = [("x", 1, 0), (token, "x", 0), (token, float("inf"), 0)]
    for given in [*wrong, (token, 1, "x")]:
        with pytest.raises(DokuError):
            is_expired(*given)
