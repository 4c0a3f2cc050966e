"""What DOKU sends of its own accord, why a signature does not match, and fakes of both."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from conftest import CLIENT_ID, REQUEST_ID, SECRET_KEY, TIMESTAMP, answer_body, component, signature

from dokukit import Doku, DokuError, PreparedRequest, redacted
from dokukit.diagnose import diagnose_signature, explain_signature

TARGET = "/doku/kyb"
BODY = b'{"type":"BUSINESS","status":"ACTIVE","note":"Ibu Contoh"}'
HEADERS = {
    "Client-Id": CLIENT_ID,
    "Request-Id": REQUEST_ID,
    "Request-Timestamp": TIMESTAMP,
    "Signature": signature(component(REQUEST_ID, "Request-Timestamp", TIMESTAMP, TARGET, BODY)),
}


def configured(**more: Any) -> Doku:
    given = {"environment": "test", "client_id": CLIENT_ID, "secret_key": SECRET_KEY} | more
    return Doku(**given)


def test_a_tolerance_alone_counts_from_now(doku: Doku) -> None:
    stale: list[Any] = [
        lambda: doku.verify_notification(TARGET, HEADERS, BODY, tolerance=60),
        lambda: doku.read_callback(TARGET, HEADERS, BODY, tolerance=60),
    ]
    for attempt in stale:
        with pytest.raises(DokuError, match="stale_timestamp"):
            attempt()
    fresh = doku.sign_test_notification(TARGET, BODY)
    assert doku.verify_notification(TARGET, fresh, BODY, tolerance=60) == "verified"
    assert doku.read_callback(TARGET, fresh, BODY, tolerance=60).signature == "verified"


def test_an_option_that_is_none_of_ours_is_refused_by_name(doku: Doku) -> None:
    attempts: list[Any] = [
        lambda **more: configured(**more),
        lambda **more: doku.prepare("call", {"method": "GET", "target": "/x"}, **more),
        lambda **more: doku.prepare_unsigned("call", {"method": "GET", "target": "/x"}, **more),
        lambda **more: doku.verify_notification(TARGET, HEADERS, BODY, **more),
        lambda **more: doku.read_callback(TARGET, HEADERS, BODY, **more),
        lambda **more: doku.diagnose_signature("POST", TARGET, HEADERS, BODY, **more),
        lambda **more: doku.sign_test_notification(TARGET, BODY, **more),
    ]
    for attempt in attempts:
        for name in ("requestID", "Now", "secretKeys"):
            with pytest.raises(TypeError, match=name):
                attempt(**{name: "1"})
    unknown: Any = {"method": "GET", "target": "/x", "requestID": "1"}
    with pytest.raises(DokuError) as refused:
        doku.prepare("call", unknown)
    assert [(v.path, v.code) for v in refused.value.violations] == [("requestID", "unknown_field")]


def test_candidates_are_lists_or_tuples(doku: Doku) -> None:
    (found,) = doku.diagnose_signature("POST", "/x", HEADERS, BODY, targets=["/a", TARGET])
    assert (found.code, found.candidate, found.proven) == ("other_target", 1, True)
    (nothing,) = diagnose_signature(doku, "POST", TARGET, HEADERS, b"{}", secret_keys=("x",))
    assert nothing.code == "wrong_secret"
    assert SECRET_KEY not in repr(nothing)
    assert explain_signature(doku, "POST", TARGET, HEADERS, BODY).matches


def test_fakes_have_a_request_id_and_the_time_of_now(
    doku: Doku, prepared: PreparedRequest[Any]
) -> None:
    fake = doku.sign_test_response(prepared, status=201, body=answer_body())
    assert doku.read(prepared, **fake).signature == "verified"
    fresh = doku.sign_test_notification(TARGET, BODY)
    now = int(time.time())
    assert doku.read_callback(TARGET, fresh, BODY, now=now, tolerance=60).kind == "BUSINESS"


def test_a_callback_has_a_form_for_logs(doku: Doku) -> None:
    callback = doku.read_callback(TARGET, HEADERS, BODY)
    assert json.loads(redacted(callback))["body"]["note"] == "[10 characters]"
    with pytest.raises(DokuError, match="message"):
        redacted({})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"previous_secret_keys": ["a", 1]}, "previous_secret_keys[1]"),
        ({"previous_secret_keys": "a"}, "previous_secret_keys"),
        ({"accept_bare_signatures": 1}, "accept_bare_signatures"),
        ({"allow_plain_http": "yes"}, "allow_plain_http"),
        ({"policy": 1}, "policy"),
    ],
)
def test_other_types_are_refused_with_a_path(given: dict[str, Any], path: str) -> None:
    with pytest.raises(DokuError) as refused:
        configured(**given)
    assert refused.value.code == "invalid_config"
    wrong = [(violation.path, violation.code) for violation in refused.value.violations]
    assert wrong == [(path, "wrong_type")]


def test_candidates_are_texts(doku: Doku) -> None:
    with pytest.raises(DokuError, match=r"candidates\.targets"):
        doku.diagnose_signature("POST", TARGET, HEADERS, BODY, targets=[1])  # type: ignore[list-item]
