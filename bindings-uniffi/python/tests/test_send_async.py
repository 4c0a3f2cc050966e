"""Tasks that are cancelled while they send, and many at once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine
from typing import Any

import httpx
import pytest
from conftest import SECRET_KEY, signature
from gateway import Gateway, serving

from dokukit import Answer, AsyncClient, Doku, DokuError, NotSent
from dokukit.payloads import RdlRegistration

OPERATION: Any = "register_rdl_customer"


@pytest.fixture
def doku() -> Doku:
    return Doku(environment="test", client_id="MCH-1", secret_key=SECRET_KEY)


def told(error: BaseException | None) -> tuple[str, str | None, int]:
    assert isinstance(error, DokuError), error
    return error.code, error.outcome, error.attempts


async def cancelled_when(is_time: Any, work: Coroutine[Any, Any, Answer[Any]]) -> BaseException:
    task = asyncio.create_task(work)
    while not is_time():
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError) as cancelled:
        await task
    return cancelled.value


def test_cancelled_on_the_way(registration: RdlRegistration) -> None:
    async def run(gateway: Gateway) -> BaseException:
        async with httpx.AsyncClient() as http:
            client = AsyncClient(gateway.doku(), http)
            work = client.send(OPERATION, registration)
            return await cancelled_when(lambda: gateway.seen, work)

    with serving("hang") as gateway:
        cancelled = asyncio.run(run(gateway))
    assert told(cancelled.__cause__) == ("no_answer", "unknown", 1)
    assert len(gateway.seen) == 1


@pytest.mark.parametrize(("failed", "outcome"), [(NotSent(), "not_sent"), (OSError(), "unknown")])
def test_cancelled_while_waiting(
    failed: Exception, outcome: str, doku: Doku, registration: RdlRegistration
) -> None:
    tried = []

    async def send(*_: Any) -> Any:
        tried.append(failed)
        raise failed

    async def run() -> BaseException:
        return await cancelled_when(
            lambda: tried, AsyncClient(doku, send).send(OPERATION, registration)
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(random, "getrandbits", lambda _: 2**32 - 1)
        cancelled = asyncio.run(run())
    assert told(cancelled.__cause__) == ("no_answer", outcome, 1)
    assert len(tried) == 1


def test_a_deadline_of_the_caller(registration: RdlRegistration) -> None:
    async def run(gateway: Gateway) -> None:
        async with httpx.AsyncClient() as http, asyncio.timeout(0.3):
            await AsyncClient(gateway.doku(), http).send(OPERATION, registration)

    with serving("hang") as gateway, pytest.raises(TimeoutError) as late:
        asyncio.run(run(gateway))
    cancelled = late.value.__cause__
    assert isinstance(cancelled, asyncio.CancelledError)
    assert told(cancelled.__cause__) == ("no_answer", "unknown", 1)


def test_a_key_in_its_vault(registration: RdlRegistration) -> None:
    async def sign(string_to_sign: str) -> str:
        await asyncio.sleep(0)
        return signature(string_to_sign)

    async def run(gateway: Gateway) -> Answer[Any]:
        async with httpx.AsyncClient() as http:
            doku = gateway.doku(secret_key=None, previous_secret_keys=[SECRET_KEY])
            client = AsyncClient(doku, http, sign=sign)
            return await client.send(OPERATION, registration)

    with serving() as gateway:
        assert asyncio.run(run(gateway)).signature == "verified"


def test_many_at_once(registration: RdlRegistration) -> None:
    async def run(gateway: Gateway) -> list[Answer[Any]]:
        async with httpx.AsyncClient() as http:
            client = AsyncClient(gateway.doku(), http)
            options: Any = {"attempts": 30}
            work = [
                client.send(OPERATION, registration, request_id=f"R-{n}", **options)
                for n in range(40)
            ]
            return await asyncio.gather(*work)

    with serving(*["drop", "busy", "answer"] * 10) as gateway:
        answers = asyncio.run(run(gateway))
    assert len(answers) == 40 and all(each.signature == "verified" for each in answers)
    assert {request_id for request_id, *_ in gateway.seen} == {f"R-{n}" for n in range(40)}
    assert len(gateway.seen) == 60


def test_what_is_no_client(doku: Doku) -> None:
    wrong: Any
    for wrong in (None, 5, httpx.Client()):
        with pytest.raises(DokuError, match=r"http: expected an httpx.AsyncClient or an async"):
            AsyncClient(doku, wrong)


def test_a_function_that_is_not_async(doku: Doku, registration: RdlRegistration) -> None:
    def send(*_: Any) -> Any:
        return 200, {}, b""

    with pytest.raises(DokuError) as failed:
        asyncio.run(AsyncClient(doku, send).send(OPERATION, registration))
    assert told(failed.value) == ("no_answer", "unknown", 3)
