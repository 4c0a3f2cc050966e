"""Requests: what is sent, what is filled in, and what is refused before it crosses."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from typing import Any

import pytest
from conftest import CLIENT_ID, REQUEST_ID, TIMESTAMP, component, signature

import dokukit
from dokukit import Doku, DokuError, PreparedRequest

OPERATION: Any = "register_rdl_customer"
# Where a value of the wrong type is told.
NAMED = {"operation", "request_id", "timestamp", "prepared", "signature", "target", "unix"}
COMPACT: Any = {"ensure_ascii": False, "separators": (",", ":")}


def test_a_request_has_all_its_parts(prepared: PreparedRequest[Any]) -> None:
    target = "/sac-rdl/v1/rdl-customers"
    assert (prepared.operation, prepared.method) == ("register_rdl_customer", "POST")
    assert (prepared.url, prepared.target) == (f"https://api-sandbox.doku.com{target}", target)
    assert (prepared.request_id, prepared.timestamp) == (REQUEST_ID, TIMESTAMP)
    signed = component(REQUEST_ID, "Request-Timestamp", TIMESTAMP, target, prepared.body)
    assert prepared.headers == {
        "Client-Id": CLIENT_ID,
        "Request-Id": REQUEST_ID,
        "Request-Timestamp": TIMESTAMP,
        "Signature": signature(signed),
        "Content-Type": "application/json",
    }


def test_request_id_and_time_are_filled_in(doku: Doku, registration: Any) -> None:
    before = int(time.time())
    first, second = (doku.prepare(OPERATION, registration) for _ in range(2))
    uuid4 = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert re.fullmatch(uuid4, first.request_id)
    assert first.request_id != second.request_id
    assert before <= dokukit.parse_timestamp(first.timestamp).unix <= time.time()


def test_empty_request_id_and_time_are_not_filled_in(doku: Doku, registration: Any) -> None:
    with pytest.raises(DokuError) as refused:
        doku.prepare(OPERATION, registration, request_id="", timestamp="")
    assert [v.path for v in refused.value.violations] == ["request_id", "timestamp"]


def test_wrong_types_are_doku_errors(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    get: Any = {"method": "GET", "target": "/x"}
    wrong: Any
    for wrong in (5, b"x", object(), [], Decimal("1.5")):
        for attempt in (
            lambda: doku.prepare(wrong, get),
            lambda: doku.prepare("call", get, request_id=wrong),
            lambda: doku.prepare_unsigned("call", get, timestamp=wrong),
            lambda: doku.resign(wrong),
            lambda: doku.resign(prepared, wrong),
            lambda: doku.attach_signature(prepared, wrong),
            lambda: doku.sign_component("GET", wrong, None, request_id="1", timestamp=TIMESTAMP),
            lambda: dokukit.timestamp_from_unix("5" if wrong == 5 else wrong),  # type: ignore[arg-type]
            lambda: dokukit.parse_timestamp(wrong),
            lambda: dokukit.check_request_id(wrong),
        ):
            with pytest.raises(DokuError, match="invalid_request") as refused:
                attempt()
            assert refused.value.__context__ is None
            assert {violation.path for violation in refused.value.violations} <= NAMED


def test_surrogates_outside_the_body_are_refused(doku: Doku) -> None:
    get: Any = {"method": "GET", "target": "/x"}
    for attempt in (
        lambda: doku.prepare("call", get, request_id="\ud800"),
        lambda: doku.prepare_unsigned("call", get, request_id="\ud800"),
        lambda: doku.sign_reply("/\ud800", b"", request_id="1", timestamp=TIMESTAMP),
        lambda: dokukit.check_request_id("\ud800"),
    ):
        with pytest.raises(DokuError, match="invalid_request") as refused:
            attempt()
        told = [(violation.path in NAMED, violation.code) for violation in refused.value.violations]
        assert told == [(True, "bad_format")]
    with pytest.raises(DokuError, match="invalid_config: client_id"):
        Doku(environment="test", client_id="\ud800")


def test_without_a_key_a_request_is_made_in_two_parts(
    prepared: PreparedRequest[Any], registration: Any
) -> None:
    doku = Doku(environment="test", client_id=CLIENT_ID)
    made = doku.prepare_unsigned(
        OPERATION, registration, request_id=REQUEST_ID, timestamp=TIMESTAMP
    )
    assert "Signature" not in made.request.headers
    assert doku.attach_signature(made.request, signature(made.string_to_sign)) == prepared
    with pytest.raises(DokuError, match="HMACSHA256="):
        doku.attach_signature(made.request, "nonsense")


def test_a_retry_has_the_time_of_now(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    before = int(time.time())
    for again in (doku.resign(prepared), doku.resign_unsigned(prepared).request):
        assert before <= dokukit.parse_timestamp(again.timestamp).unix <= time.time()


def test_a_variable_that_is_not_set_and_wrong_types_are_refused_by_name() -> None:
    unset: Any = None
    with pytest.raises(DokuError) as refused:
        Doku(environment="test", client_id=unset)
    assert [(v.path, v.code) for v in refused.value.violations] == [("client_id", "required")]
    wrong: Any = {"environment": 1, "client_id": b"x", "secret_key": 2, "query": True}
    with pytest.raises(DokuError, match="invalid_config: environment: expected text, got int") as e:
        Doku(**wrong)
    assert [(v.path, v.code) for v in e.value.violations] == [(n, "wrong_type") for n in wrong]
    signs: Any = "yes"
    with pytest.raises(DokuError) as refused:
        Doku(environment="test", client_id="x", query=signs)
    assert [(v.path, v.code) for v in refused.value.violations] == [("query", "not_in_list")]


def test_moments_are_pairs_and_numbers_of_any_size(doku: Doku) -> None:
    text, unix = dokukit.parse_timestamp("2020-08-11T15:45:42+07:00")
    assert (text, unix) == (TIMESTAMP, 1597135542)
    for seconds in (2**63, 2**70, -(2**70)):
        with pytest.raises(DokuError) as refused:
            dokukit.timestamp_from_unix(seconds)
        assert [v.code for v in refused.value.violations] == ["out_of_range"]
