"""What may stand in a log, and objects that must not be copied."""

from __future__ import annotations

import copy
import json
import multiprocessing
import pickle
import pprint
import traceback
from concurrent.futures import ProcessPoolExecutor
from dataclasses import FrozenInstanceError, asdict
from typing import Any

import pytest
from conftest import SECRET_KEY, answer_body, signed

from dokukit import Callback, Doku, DokuError, PreparedRequest, redacted

PERSONAL = ["SEMAR DUADUA", "mymom", "1000000000000000", "duadua@doku.com", "PRIVATE"]


def shows_nothing(*values: object) -> None:
    for value in values:
        for text in (repr(value), str(value), f"{value}", repr([value])):
            assert SECRET_KEY not in text
            assert "HMACSHA256=" not in text
            assert not [word for word in PERSONAL if word in text]


def test_nothing_personal_in_any_text(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    body = answer_body().replace(b"INVESTOR-1", b"PRIVATE")
    headers = signed(prepared, body)
    answer = doku.read(prepared, status=201, headers=headers, body=body)
    assert answer.body["rdl_customer"]["customer_id"] == "PRIVATE"
    made = doku.resign_unsigned(prepared)
    stages = doku.sign_reply("/x", b"PRIVATE", request_id="1", timestamp=prepared.timestamp)
    shows_nothing(doku, prepared, answer, made, stages)


def test_nothing_personal_in_any_error(
    doku: Doku, prepared: PreparedRequest[Any], registration: Any
) -> None:
    too_long: Any = {"rdl_customer": registration["rdl_customer"] | {"title": "PRIVATE"}}
    unsaid: Any = {"rdl_customer": registration["rdl_customer"] | {"email": "PRIVATE\ud800"}}
    refusal = b'{"error":{"code":"x","message":"PRIVATE","type":"y"}}'
    attempts: list[Any] = [
        lambda: doku.prepare("register_rdl_customer", too_long),
        lambda: doku.prepare("register_rdl_customer", unsaid),
        lambda: doku.read(prepared, status=400, headers={"Signature": "PRIVATE"}, body=refusal),
        lambda: doku.read(prepared, status=400, headers={}, body=refusal),
        lambda: doku.read(prepared, status=200, headers={}, body={"a": "PRIVATE"}),  # type: ignore[arg-type]
        lambda: Doku(environment="test", client_id="x", secret_key=f" {SECRET_KEY}"),
    ]
    for attempt in attempts:
        with pytest.raises(DokuError) as refused:
            attempt()
        error = refused.value
        shows_nothing(error, error.violations, error.gateway, error.args)
        assert str(error) == f"{error.code}: {error.detail}"
        # Without a context there is no other exception whose parts a reporter might send.
        assert error.__context__ is None and error.__cause__ is None
        assert "PRIVATE" not in "".join(traceback.format_exception_only(error))


def log_of(**extra: object) -> str:
    """What a logger writes that takes values apart, as those for JSON do."""

    def apart(value: object) -> Any:
        forms: list[Any] = [asdict, vars, dict]
        for form in forms:
            try:
                return form(value)
            except (TypeError, ValueError):
                continue
        return str(value)

    return json.dumps(extra, default=apart)


def test_a_logger_writes_nothing_personal(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    body = answer_body().replace(b"INVESTOR-1", b"PRIVATE")
    answer = doku.read(prepared, status=201, headers=signed(prepared, body), body=body)
    unsigned = doku.resign_unsigned(prepared)
    document: Any = {"category": "LOGO", "file_url": "https://a.id/PRIVATE"}
    frame = doku.prepare_upload_frame(document, "PRIVATE")
    callback = doku.read_callback("/doku/kyb", doku.sign_test_notification("/doku/kyb", body), body)
    for value in (prepared, unsigned, answer, frame, frame.request, callback):
        assert type(value).__name__ in str(value)
        for text in (log_of(value=value), log_of(value=[value]), pprint.pformat(value)):
            assert "HMACSHA256=" not in text
            assert not [word for word in PERSONAL if word in text]
        with pytest.raises(TypeError):
            json.dumps(value)
        with pytest.raises(TypeError):
            vars(value)
    by_path = doku.prepare("get_business", {"client_id": "BRN-0001"})
    assert "BRN-0001" not in repr(by_path)


def test_a_prepared_request_shows_its_redacted_form(prepared: PreparedRequest[Any]) -> None:
    assert repr(prepared) == str(prepared) == f"PreparedRequest({redacted(prepared)})"
    prepared.headers["X"] = 5  # type: ignore[assignment]
    assert repr(prepared) == "PreparedRequest(...)"


def test_a_request_is_stored_and_restored(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    stored = prepared.serialize()
    whole = json.loads(stored)
    assert list(whole) == [*prepared.__slots__]
    assert whole["headers"] == prepared.headers
    assert prepared.body is not None and whole["body"] == prepared.body.decode()
    assert doku.restore(stored) == prepared
    upload = doku.prepare_upload(
        {
            "category": "LOGO",
            "file": {"name": "a.jpg", "content_type": "image/jpeg", "content": b"\xff\xd8\xff"},
        },
        "a-token",
    )
    assert doku.restore(upload.serialize()) == upload
    query = doku.prepare("get_business", {"client_id": "BRN-1"})
    assert doku.restore(query.serialize()) == query


@pytest.mark.parametrize(
    ("stored", "path", "code"),
    [
        ("", "", "bad_format"),
        ("[]", "", "wrong_type"),
        (None, "stored", "wrong_type"),
        (b"{}", "stored", "wrong_type"),
        ("\ud800", "stored", "bad_format"),
        ('{"url":5}', "url", "wrong_type"),
    ],
)
def test_what_is_no_stored_request_is_refused(
    doku: Doku, stored: Any, path: str, code: str
) -> None:
    with pytest.raises(DokuError, match="invalid_request") as refused:
        doku.restore(stored)
    assert (path, code) in [(v.path, v.code) for v in refused.value.violations]
    assert refused.value.__context__ is None


def refusal(doku: Doku, prepared: PreparedRequest[Any]) -> DokuError:
    with pytest.raises(DokuError) as refused:
        body = b'{"error":{"code":"x","message":"wait","type":"y"},"name":"PRIVATE"}'
        doku.read(prepared, status=503, headers={}, body=body)
    return refused.value


def test_an_error_survives_a_process_border_without_its_body(
    doku: Doku, prepared: PreparedRequest[Any]
) -> None:
    error = refusal(doku, prepared)
    error.add_note("of the caller")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        pickled = pickle.dumps(error, protocol)
        assert b"PRIVATE" not in pickled
        other = pickle.loads(pickled)
        assert type(other) is DokuError and repr(other) == repr(error)
        assert vars(other) == vars(error) | {"raw_body": None}
    for copied in (copy.copy(error), copy.deepcopy(error)):
        assert type(copied) is DokuError and copied is not error
        assert vars(copied) == vars(error) and repr(copied) == repr(error)
        assert copied.raw_body and b"PRIVATE" in copied.raw_body


def fails() -> None:
    doku = Doku(environment="test", client_id="x", secret_key="y")
    doku.prepare("call", {"method": "GET", "target": "//"})


def test_an_error_comes_out_of_a_pool_of_processes() -> None:
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
    with pool, pytest.raises(DokuError) as refused:
        pool.submit(fails).result()
    assert [violation.path for violation in refused.value.violations] == ["target"]


@pytest.mark.parametrize("copying", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_doku_is_not_copied(doku: Doku, copying: Any) -> None:
    with pytest.raises(TypeError, match="secret key"):
        copying(doku)


def test_values_can_be_kept(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    for value in (prepared, doku.resign_unsigned(prepared)):
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.copy(value) == copy.deepcopy(value) == value
    copied = copy.deepcopy(prepared)
    copied.headers.clear()
    assert prepared.headers and prepared != copied and prepared != object()


def test_a_value_has_all_its_parts_and_no_other() -> None:
    for parts in ({}, {"kind": None, "signature": "absent", "request_id": None, "row": b""}):
        with pytest.raises(TypeError, match="kind, signature, request_id, raw"):
            Callback(**parts)  # type: ignore[arg-type]
    callback = Callback(kind=None, signature="absent", request_id=None, raw=b"")
    with pytest.raises(FrozenInstanceError):
        callback.raw = b""  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del callback.raw
