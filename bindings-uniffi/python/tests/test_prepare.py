"""Requests: what is sent, what is filled in, and what is refused before it crosses."""

from __future__ import annotations

import json
import re
import time
from dataclasses import FrozenInstanceError
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


def test_request_is_signed_and_complete(prepared: PreparedRequest[Any], registration: Any) -> None:
    body = json.dumps(registration, **COMPACT).encode()
    target = "/sac-rdl/v1/rdl-customers"
    assert (prepared.operation, prepared.method) == ("register_rdl_customer", "POST")
    assert prepared.url == f"https://api-sandbox.doku.com{target}"
    assert prepared.target == target
    assert (prepared.request_id, prepared.timestamp) == (REQUEST_ID, TIMESTAMP)
    assert prepared.body == body
    assert list(prepared.headers.items()) == [
        ("Client-Id", CLIENT_ID),
        ("Request-Id", REQUEST_ID),
        ("Request-Timestamp", TIMESTAMP),
        (
            "Signature",
            signature(component(REQUEST_ID, "Request-Timestamp", TIMESTAMP, target, body)),
        ),
        ("Content-Type", "application/json"),
    ]


def test_dict_in_any_order_and_text_make_the_same_request(
    doku: Doku, prepared: PreparedRequest[Any], registration: Any
) -> None:
    customer: Any = dict(reversed(registration["rdl_customer"].items()))
    call: Any = {"request_id": REQUEST_ID, "timestamp": TIMESTAMP}
    assert doku.prepare(OPERATION, {"rdl_customer": customer}, **call) == prepared
    text = json.dumps(registration, indent=2)
    assert doku.prepare(OPERATION, text, **call) == prepared


def test_null_is_absence_and_text_beyond_ascii_stays(doku: Doku, registration: Any) -> None:
    registration["rdl_customer"].update(religion=None, customer_name='Ñusa \U0001f600 "/\u2028')
    prepared = doku.prepare(OPERATION, registration)
    del registration["rdl_customer"]["religion"]
    assert prepared.body == json.dumps(registration, **COMPACT).encode()


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


def test_get_has_no_body(doku: Doku) -> None:
    prepared = doku.prepare("call", {"method": "GET", "target": "/orders/v1/status/INV-1"})
    assert prepared.body is None
    assert "Content-Type" not in prepared.headers


def test_body_of_a_call_is_sent_as_given(doku: Doku) -> None:
    text = '{ "amount": 1.10,\n "amount": 1e400 }'
    prepared = doku.prepare("call", {"method": "POST", "target": "/x", "body": text})
    assert prepared.body == text.encode()


def test_every_violation_comes_back_at_once(doku: Doku) -> None:
    with pytest.raises(DokuError) as refused:
        doku.prepare(OPERATION, '{"rdl_customer": {"emial": "x"}}')
    codes = [violation.code for violation in refused.value.violations]
    assert codes == ["required"] * 28 + ["unknown_field"]
    assert refused.value.violations[-1].path == "rdl_customer.emial"


def test_an_unknown_operation_is_refused_by_the_core(doku: Doku) -> None:
    unknown: Any = "regster_rdl_customer"
    with pytest.raises(DokuError) as refused:
        doku.prepare(unknown, "{}")
    assert [(v.path, v.code) for v in refused.value.violations] == [("operation", "not_in_list")]


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


def test_two_part_form_makes_the_same_request(
    prepared: PreparedRequest[Any], registration: Any
) -> None:
    doku = Doku(environment="test", client_id=CLIENT_ID)
    made = doku.prepare_unsigned(
        OPERATION, registration, request_id=REQUEST_ID, timestamp=TIMESTAMP
    )
    assert "Signature" not in made.request.headers
    assert made.digest is not None and made.digest in made.string_to_sign
    assert doku.attach_signature(made.request, signature(made.string_to_sign)) == prepared
    with pytest.raises(DokuError, match="secret_key"):
        doku.prepare(OPERATION, registration)
    with pytest.raises(DokuError, match="HMACSHA256="):
        doku.attach_signature(made.request, "nonsense")


def test_resign_keeps_everything_but_the_time(doku: Doku, prepared: PreparedRequest[Any]) -> None:
    again = doku.resign(prepared, "2020-08-11T09:45:42Z")
    assert (again.request_id, again.body) == (prepared.request_id, prepared.body)
    assert again.timestamp == again.headers["Request-Timestamp"] == "2020-08-11T09:45:42Z"
    assert again.headers["Signature"] != prepared.headers["Signature"]
    assert doku.resign(again, TIMESTAMP) == prepared
    assert abs(dokukit.parse_timestamp(doku.resign(prepared).timestamp).unix - time.time()) < 60
    halves = doku.resign_unsigned(prepared, TIMESTAMP)
    assert doku.attach_signature(halves.request, signature(halves.string_to_sign)) == prepared


def test_prepared_request_is_frozen(prepared: PreparedRequest[Any]) -> None:
    with pytest.raises(FrozenInstanceError):
        prepared.url = "https://example.com"  # type: ignore[misc]


def test_configuration_is_refused_with_every_violation() -> None:
    nowhere: Any = "staging"
    with pytest.raises(DokuError) as refused:
        Doku(environment=nowhere, client_id="", secret_key=" x ")
    assert refused.value.code == "invalid_config"
    assert [(v.path, v.code) for v in refused.value.violations] == [
        ("environment", "not_in_list"),
        ("client_id", "required"),
        ("secret_key", "bad_format"),
    ]


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


def test_stages_of_any_component(doku: Doku) -> None:
    for body, given in ((b"{}", "{}"), (b"\xff", b"\xff"), (None, None)):
        stages = doku.sign_component("POST", "/x", given, request_id="1", timestamp=TIMESTAMP)
        assert stages.string_to_sign == component("1", "Request-Timestamp", TIMESTAMP, "/x", body)
        assert stages.signature == signature(stages.string_to_sign)
        assert (stages.digest is None) == (body is None)
    reply = doku.sign_reply("/x", "{}", request_id="1", timestamp=TIMESTAMP)
    assert reply.string_to_sign == component("1", "Response-Timestamp", TIMESTAMP, "/x", b"{}")


def test_timestamps_and_request_ids() -> None:
    assert dokukit.parse_timestamp("2020-08-11T15:45:42+07:00") == (TIMESTAMP, 1597135542)
    assert dokukit.timestamp_from_unix(1597135542).text == TIMESTAMP
    assert dokukit.check_request_id("a b") == "a b"
    for seconds in (-1, 2**63, 2**70, -(2**70)):
        with pytest.raises(DokuError) as refused:
            dokukit.timestamp_from_unix(seconds)
        assert [v.code for v in refused.value.violations] == ["out_of_range"]
