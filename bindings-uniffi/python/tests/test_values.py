"""Values that JSON cannot say: each is told by its path, beside all that the core tells."""

from __future__ import annotations

import enum
import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from dokukit import Doku, DokuError, Secret

OPERATION: Any = "register_rdl_customer"


class Gender(enum.Enum):
    MALE = "MALE"


class Level(enum.IntEnum):
    ONE = 1


class Id(int):
    """A number all the same."""


class int64:
    """As that of numpy: no number of Python's."""

    def __index__(self) -> int:
        return 5


# A type of somebody else's that has the name of one of Python's.
Boolean = type("bool", (), {"__module__": "numpy"})


class Hostile(dict[str, Any]):
    """Raises what nobody expects, with a value in its text."""

    def items(self) -> Any:
        raise RuntimeError("PRIVATE")


UNSAYABLE: list[tuple[Any, str]] = [
    (float("nan"), "NaN"),
    (float("inf"), "Infinity"),
    (float("-inf"), "-Infinity"),
    (Decimal("1.5"), "Decimal"),
    (date(1989, 9, 1), "date"),
    (datetime(1989, 9, 1), "datetime"),
    (Path("ktp.jpg"), "PosixPath"),
    (b"PRIVATE", "bytes"),
    (bytearray(b"PRIVATE"), "bytearray"),
    ({"PRIVATE"}, "set"),
    (uuid.UUID(int=5), "UUID"),
    (Gender.MALE, "Gender"),
    (int64(), "int64"),
    (Boolean(), "numpy.bool"),
    (Secret("PRIVATE"), "Secret"),
    (object(), "object"),
    (MappingProxyType({"a": 1}), "mappingproxy"),
    ((each for each in "ab"), "generator"),
    (date, "type"),
    (date.today, "builtin_function_or_method: call it"),
    (10**5000, "a number with too many digits"),
]


def violations(doku: Doku, body: Any, operation: Any = OPERATION) -> list[tuple[str, str, str]]:
    with pytest.raises(DokuError) as refused:
        doku.prepare(operation, body)
    error = refused.value
    assert error.code == "invalid_request"
    assert error.__context__ is None and error.__cause__ is None
    assert "PRIVATE" not in f"{error} {error!r} {error.violations}"
    told = [(each.path, each.code, each.detail) for each in error.violations]
    with pytest.raises(DokuError) as again:
        doku.prepare_unsigned(operation, body)
    assert [(each.path, each.code, each.detail) for each in again.value.violations] == told
    assert str(again.value) == str(error)
    # One violation per path.
    assert len({path for path, _, _ in told}) == len(told)
    return told


@pytest.mark.parametrize(("value", "name"), UNSAYABLE, ids=lambda each: str(type(each).__name__))
def test_each_is_a_violation_of_its_own_field(
    doku: Doku, registration: Any, value: Any, name: str
) -> None:
    registration["rdl_customer"] |= {"customer_name": value, "monthly_income": value}
    assert violations(doku, registration) == [
        ("rdl_customer.customer_name", "wrong_type", f"expected text, got {name}"),
        ("rdl_customer.monthly_income", "wrong_type", f"expected text or a number, got {name}"),
    ]


@pytest.mark.parametrize("value", [Level.ONE, Id(1), 1.0, "1"])
def test_what_json_can_say_is_left_to_the_core(doku: Doku, registration: Any, value: Any) -> None:
    customer = registration["rdl_customer"]
    customer |= {"monthly_income": value, "gender": value, "emial": value, "title": []}
    # A list is refused where a date is, with another name.
    customer["birth_date"] = [1]
    expected = violations(doku, registration)
    customer["birth_date"] = date(1989, 9, 1)
    told = violations(doku, registration)
    replaced = ("rdl_customer.birth_date", "wrong_type", "expected text, got date")
    assert [each for each in told if each not in expected] == [replaced]
    assert [path for path, _, _ in told] == [path for path, _, _ in expected]


def test_all_violations_come_back_in_document_order(doku: Doku) -> None:
    told = violations(doku, {"rdl_customer": {"monthly_income": float("nan"), "emial": b"x"}})
    without = violations(doku, {"rdl_customer": {"monthly_income": [], "emial": ""}})
    assert [path for path, _, _ in told] == [path for path, _, _ in without]
    assert [code for _, code, _ in told].count("required") == 27
    assert told[-1][:2] == ("rdl_customer.emial", "unknown_field")


def test_an_error_names_it_in_its_text(doku: Doku, registration: Any) -> None:
    registration["rdl_customer"]["monthly_income"] = Decimal("1.5")
    with pytest.raises(DokuError) as refused:
        doku.prepare(OPERATION, registration)
    detail = "expected text or a number, got Decimal"
    assert str(refused.value) == f"invalid_request: rdl_customer.monthly_income: {detail}"
    del registration["rdl_customer"]["customer_name"]
    with pytest.raises(DokuError) as refused:
        doku.prepare(OPERATION, registration)
    assert refused.value.detail == (
        f"rdl_customer.customer_name: mandatory, got nothing; rdl_customer.monthly_income: {detail}"
    )


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"{}", "bytes"),
        (bytearray(b"{}"), "bytearray"),
        (None, None),
        (Path("rdl.json"), "PosixPath"),
        (float("nan"), "NaN"),
        ([Decimal(1)], None),
        (Hostile(a=1), "Hostile"),
    ],
)
def test_a_body_that_is_no_object_is_told_as_a_whole(doku: Doku, body: Any, name: str) -> None:
    ((path, code, detail),) = violations(doku, body)
    assert (path, code) == ("", "wrong_type")
    assert name is None or detail == f"expected an object, got {name}"


def test_values_in_lists_and_objects_have_their_path(doku: Doku) -> None:
    body = {"business": {"contacts": [{"name": "Ibu"}, {"name": b"x", "documents": {1}}]}}
    told = {path: detail for path, _, detail in violations(doku, body, "register_business")}
    assert told["business.contacts[1].name"] == "expected text, got bytes"
    assert told["business.contacts[1].documents"] == "expected a list, got set"
    assert "business.contacts[0].name" not in told
    contacts: Any = {"business": {"contacts": [date(2020, 8, 11), b"x"]}}
    told = {path: detail for path, _, detail in violations(doku, contacts, "register_business")}
    assert told["business.contacts[0]"] == "expected an object, got date"
    assert told["business.contacts[1]"] == "expected an object, got bytes"


def test_half_a_character_is_no_text(doku: Doku, registration: Any) -> None:
    half = "expected Unicode text, got half a character, a lone surrogate"
    for text in ("Ibu\ud800", "\ud83d\ude00", "\udfff"):
        registration["rdl_customer"]["customer_name"] = text
        assert violations(doku, registration) == [
            ("rdl_customer.customer_name", "bad_format", half)
        ]
        # Two halves are no whole in JSON text either.
        ((path, code, _),) = violations(doku, json.dumps(registration, ensure_ascii=False))
        assert (path, code) == ("rdl_customer.customer_name", "bad_format")


def test_keys_are_texts(doku: Doku, registration: Any) -> None:
    registration["rdl_customer"] |= {("a", "b"): 1, b"x": 2, "?": 3}
    assert violations(doku, registration) == [
        ("rdl_customer.?", "unknown_field", "expected only documented keys, got another"),
        ("rdl_customer", "wrong_type", "expected Unicode text as every key, got bytes"),
    ]
    assert violations(doku, {"\ud800": 1})[-1] == (
        "",
        "bad_format",
        "expected Unicode text as every key, got half a character, a lone surrogate",
    )
    # A number is a key that JSON can say.
    odd: Any = {5: float("nan"), "PRI\nVATE": float("nan"), "x" * 70: float("nan")}
    told = violations(doku, {"rdl_customer": registration["rdl_customer"], **odd})
    assert [code for _, code, _ in told if code == "unknown_field"] == ["unknown_field"] * 4


def test_a_value_in_itself_and_a_deep_one_are_refused(doku: Doku, registration: Any) -> None:
    circle: dict[str, Any] = {}
    circle["rdl_customer"] = circle
    detail = "expected an object, got a value that contains itself"
    assert violations(doku, circle) == [("rdl_customer", "wrong_type", detail)]
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    registration["rdl_customer"]["email"] = deep
    assert violations(doku, registration) == [
        ("rdl_customer.email", "wrong_type", "expected text, got a list")
    ]


def test_a_body_of_a_call_that_is_no_text_is_told(doku: Doku) -> None:
    for body, name in ((b"{}", "bytes"), (date(2020, 8, 11), "date")):
        given = {"method": "POST", "target": "/x", "body": body}
        told = [("body", "wrong_type", f"expected text, got {name}")]
        assert violations(doku, given, "call") == told


def test_a_class_of_the_caller_may_raise_anything(doku: Doku) -> None:
    class Rude(list[Any]):
        def __iter__(self) -> Iterator[Any]:
            raise KeyError("PRIVATE")

        def __len__(self) -> int:
            return 1

    registration: Any = {"rdl_customer": {"email": Rude(), "title": Hostile(a=1)}}
    told = violations(doku, {**registration, "x": float("nan")})
    assert ("rdl_customer.email", "wrong_type") in [each[:2] for each in told]


def test_a_value_that_changes_under_the_eyes_is_refused(doku: Doku) -> None:
    class Fickle(dict[str, Any]):
        asked = 0

        def items(self) -> Any:
            self.asked += 1
            if self.asked == 1:
                raise RuntimeError("dictionary changed size during iteration")
            return super().items()

    detail = "expected what JSON can say, got something else"
    told = []
    for prepare in (doku.prepare, doku.prepare_unsigned):
        given: Any = Fickle(method="GET", target="/x")
        with pytest.raises(DokuError) as refused:
            prepare("call", given)
        told += [(each.path, each.code, each.detail) for each in refused.value.violations]
    assert told == [("", "wrong_type", detail)] * 2


def test_a_key_that_is_missing_is_not_about_the_value() -> None:
    keyless = Doku(environment="test", client_id="MCH-1")
    given: Any = {"method": "GET", "target": float("nan")}
    with pytest.raises(DokuError, match="invalid_config") as refused:
        keyless.prepare("call", given)
    assert [violation.path for violation in refused.value.violations] == ["secret_key"]
    with pytest.raises(DokuError, match="target: expected text, got NaN"):
        keyless.prepare_unsigned("call", given)
