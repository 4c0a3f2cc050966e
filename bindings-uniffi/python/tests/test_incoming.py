"""What DOKU sends of its own accord, why a signature does not match, and fakes of both."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from conftest import CLIENT_ID, REQUEST_ID, SECRET_KEY, TIMESTAMP, answer_body, component, signature

from dokukit import Doku, DokuError, PreparedRequest, redacted

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


def test_a_callback_is_read(doku: Doku) -> None:
    callback = doku.read_callback(TARGET, HEADERS, BODY)
    parts = (callback.kind, callback.signature, callback.request_id, callback.raw)
    assert parts == ("BUSINESS", "verified", REQUEST_ID, BODY)
    assert "Contoh" not in repr(callback)
    unsigned = {name: value for name, value in HEADERS.items() if name != "Signature"}
    with pytest.raises(DokuError, match="signature_missing"):
        doku.read_callback(TARGET, unsigned, BODY)
    policy: Any = "if_present"
    assert doku.read_callback(TARGET, unsigned, BODY, policy=policy).signature == "absent"
    with pytest.raises(DokuError, match="signature_mismatch"):
        doku.read_callback(TARGET, HEADERS, b"{}", policy=policy)
    with pytest.raises(DokuError, match="stale_timestamp"):
        doku.read_callback(TARGET, HEADERS, BODY, now=1597135542 + 61, tolerance=60)


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


def test_a_policy_of_the_configuration_tightens_a_callback() -> None:
    unsigned = {name: value for name, value in HEADERS.items() if name != "Signature"}
    strict = configured(policy="required")
    with pytest.raises(DokuError, match="signature_missing"):
        strict.read_callback(TARGET, unsigned, BODY, policy="if_present")
    lenient = configured(policy="if_present")
    with pytest.raises(DokuError, match="signature_missing"):
        lenient.read_callback(TARGET, unsigned, BODY)
    with pytest.raises(DokuError) as refused:
        configured(policy="strict")
    wrong = [(v.path, v.code) for v in refused.value.violations]
    assert (refused.value.code, wrong) == ("invalid_config", [("policy", "not_in_list")])


def test_plain_http_is_for_loopback() -> None:
    plain: dict[str, Any] = {"environment": None, "base_url": "http://api.doku.com"}
    with pytest.raises(DokuError) as refused:
        configured(**plain)
    assert [(v.path, v.code) for v in refused.value.violations] == [("base_url", "bad_format")]
    configured(**plain, allow_plain_http=True)
    configured(environment=None, base_url="http://127.0.0.1:1")


def test_previous_keys_and_bare_signatures_are_taken_by_name(doku: Doku) -> None:
    rotated = configured(secret_key="new", previous_secret_keys=["older", SECRET_KEY])
    assert rotated.verify_notification(TARGET, HEADERS, BODY) == "verified"
    bare = HEADERS | {"Signature": HEADERS["Signature"].removeprefix("HMACSHA256=")}
    with pytest.raises(DokuError, match="signature_mismatch"):
        doku.verify_notification(TARGET, bare, BODY)
    lenient = configured(accept_bare_signatures=True)
    assert lenient.verify_notification(TARGET, bare, BODY) == "verified"


def test_a_mistake_is_found(doku: Doku) -> None:
    assert doku.diagnose_signature("POST", TARGET, HEADERS, BODY) == []
    spaced = json.dumps(json.loads(BODY))
    (found,) = doku.diagnose_signature("POST", TARGET, HEADERS, spaced)
    assert found.code == "body_reserialised"
    (named,) = doku.diagnose_signature("POST", "/x", HEADERS, BODY, targets=["/a", TARGET])
    assert (named.code, named.candidate) == ("other_target", 1)
    (nothing,) = doku.diagnose_signature("POST", TARGET, HEADERS, b"{}", secret_keys=("x",))
    assert nothing.code == "wrong_secret"
    assert SECRET_KEY not in repr(nothing)


def test_a_signature_is_explained(doku: Doku) -> None:
    explained = doku.explain_signature("POST", TARGET, HEADERS, BODY)
    assert explained.matches
    assert explained.received == HEADERS["Signature"]
    assert explained.signature == HEADERS["Signature"][: len("HMACSHA256=") + 6] + "…"
    assert explained.string_to_sign == component(
        REQUEST_ID, "Request-Timestamp", TIMESTAMP, TARGET, BODY
    )
    assert explained.body_bytes == len(BODY)
    assert not doku.explain_signature("POST", TARGET, HEADERS, b"{}").matches
    with pytest.raises(DokuError) as refused:
        doku.explain_signature("POST", TARGET, {}, BODY)
    paths = [violation.path for violation in refused.value.violations]
    assert paths == ["headers.Request-Id", "headers.Request-Timestamp"]


def test_fakes_pass_as_genuine(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    fake = doku.sign_test_response(prepared, status=201, body=answer_body())
    assert doku.read(prepared, **fake).signature == "verified"
    headers = doku.sign_test_notification(TARGET, BODY, request_id=REQUEST_ID, timestamp=TIMESTAMP)
    assert headers == HEADERS | {"Content-Type": "application/json"}
    fresh = doku.sign_test_notification(TARGET, BODY)
    now = int(time.time())
    assert doku.read_callback(TARGET, fresh, BODY, now=now, tolerance=60).kind == "BUSINESS"


def test_a_log_shows_keys_and_sizes(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    shown = json.loads(redacted(prepared))
    assert shown["body"]["rdl_customer"]["gender"] == "[6 characters]"
    assert shown["headers"]["Signature"].startswith("[")
    fake = doku.sign_test_response(prepared, status=201, body=answer_body())
    answer = doku.read(prepared, **fake)
    assert json.loads(redacted(answer))["body"]["rdl_customer"]["account_id"] == "[number]"
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
