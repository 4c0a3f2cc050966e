"""What may stand in a log, and objects that must not be copied."""

from __future__ import annotations

import copy
import pickle
import traceback
from typing import Any

import pytest
from conftest import SECRET_KEY, answer_body, signed

from dokukit import Doku, DokuError, PreparedRequest

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


def test_errors_survive_a_process_border(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    with pytest.raises(DokuError) as refused:
        doku.read(prepared, status=503, headers={}, body=b'{"message":["a","b"]}')
    error = refused.value
    for other in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert type(other) is DokuError and other is not error
        assert vars(other) == vars(error)
        assert repr(other) == repr(error)


@pytest.mark.parametrize("copying", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_doku_is_not_copied(doku: Doku, copying: Any) -> None:
    with pytest.raises(TypeError, match="secret key"):
        copying(doku)


def test_a_prepared_request_can_be_kept(prepared: PreparedRequest[Any]) -> None:
    assert pickle.loads(pickle.dumps(prepared)) == prepared
