"""One call from a request to its answer, over clients whose network fails."""

from __future__ import annotations

import random
import socket
import time
import traceback
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import requests.adapters
import urllib3
from conftest import ACCOUNT_ID, SECRET_KEY, signature
from gateway import CLIENTS, HOURS, TIMEOUT, Send, serving, with_function, with_requests

from dokukit import Answer, Client, Doku, DokuError, NotSent
from dokukit import _transport as transport
from dokukit.payloads import RdlRegistration

OPERATION: Any = "register_rdl_customer"
every_client = pytest.mark.parametrize("send", CLIENTS)


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits of no length, and the timeout of the clients that this package makes."""
    monkeypatch.setattr(random, "getrandbits", lambda _: 0)
    monkeypatch.setattr(transport, "SECONDS", TIMEOUT)


def failure(send: Send, *request: Any, **options: Any) -> DokuError:
    with pytest.raises(DokuError) as failed:
        send(*request, **options)
    return failed.value


def told(error: BaseException | None) -> tuple[str, str | None, int]:
    assert isinstance(error, DokuError), error
    return error.code, error.outcome, error.attempts


@every_client
@pytest.mark.parametrize(
    "script",
    [[], ["drop"], ["hang"], ["half"], ["busy"], ["drop", "half"], ["busy", "drop"]],
    ids="-".join,
)
def test_an_answer_comes_in_the_end(
    script: list[str], send: Send, registration: RdlRegistration
) -> None:
    with serving(*script) as gateway:
        answer = send(gateway.doku(), OPERATION, registration)
    assert answer.signature == "verified" and answer.http_status == 201
    assert answer.body["rdl_customer"]["account_id"] == ACCOUNT_ID
    # Sent once more than it failed, with the same Request-Id and body.
    assert len(gateway.seen) == len(script) + 1
    assert len({(request_id, body) for request_id, _, body in gateway.seen}) == 1


@every_client
@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("another", "not_for_this_request"),
        ("html", "signature_missing"),
        ("empty", "signature_missing"),
    ],
)
def test_an_answer_that_proves_nothing(
    act: str, code: str, send: Send, registration: RdlRegistration
) -> None:
    with serving(act) as gateway:
        error = failure(send, gateway.doku(), OPERATION, registration)
    assert told(error) == (code, "unknown", 1)
    assert error.__cause__ is None and len(gateway.seen) == 1


@every_client
def test_a_redirect_is_not_followed(send: Send, registration: RdlRegistration) -> None:
    with serving("redirect") as gateway:
        error = failure(send, gateway.doku(), OPERATION, registration)
    assert told(error) == ("gateway_error", "unknown", 1)
    assert error.http_status == 302 and len(gateway.seen) == 1


@every_client
@pytest.mark.parametrize("act", ["drop", "hang", "half"])
def test_no_answer_at_all(act: str, send: Send, registration: RdlRegistration) -> None:
    with serving(act, act) as gateway:
        error = failure(send, gateway.doku(), OPERATION, registration, attempts=2)
    assert told(error) == ("no_answer", "unknown", 2)
    assert error.retry == "same_request_id" and len(gateway.seen) == 2
    assert isinstance(error.__cause__, Exception) and not isinstance(error.__cause__, DokuError)
    assert str(gateway.server_port) not in f"{error} {error!r} {error.detail}"


@every_client
def test_no_connection(send: Send, registration: RdlRegistration) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    doku = Doku(base_url=f"http://127.0.0.1:{port}", client_id="MCH-1", secret_key=SECRET_KEY)
    error = failure(send, doku, OPERATION, registration)
    assert told(error) == ("no_answer", "not_sent", 3)
    assert str(port) not in str(error)


@every_client
def test_no_address(
    send: Send, registration: RdlRegistration, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    doku = Doku(base_url="https://doku.invalid", client_id="MCH-1", secret_key=SECRET_KEY)
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = failure(send, doku, OPERATION, registration, attempts=1)
    assert told(error) == ("no_answer", "not_sent", 1)


def test_what_was_sent_stays_unknown(registration: RdlRegistration) -> None:
    """A connection that is refused after one that was lost."""
    failures = [ConnectionResetError(), NotSent()]

    def send(*_: Any) -> Any:
        raise failures.pop(0)

    with serving() as gateway:
        error = failure(Client(gateway.doku(), send).send, OPERATION, registration, attempts=2)
    assert told(error) == ("no_answer", "unknown", 2)
    assert isinstance(error.__cause__, NotSent)


def test_tls_that_fails_has_sent_nothing(registration: RdlRegistration) -> None:
    with serving() as gateway, httpx.Client() as http:
        doku = gateway.doku(base_url=gateway.base_url.replace("http:", "https:"))
        for client in (Client(doku), Client(doku, http)):
            error = failure(client.send, OPERATION, registration, attempts=1)
            assert told(error) == ("no_answer", "not_sent", 1)
        # The same exception of requests may come from reading an answer.
        error = failure(with_requests, doku, OPERATION, registration, attempts=1)
        assert told(error) == ("no_answer", "unknown", 1)


def test_an_adapter_that_repeats_by_itself(registration: RdlRegistration) -> None:
    """The last failure does not tell what was sent before it."""
    doku = Doku(base_url="http://127.0.0.1:1", client_id="MCH-1", secret_key=SECRET_KEY)
    with requests.Session() as http:
        retry = urllib3.Retry(1, allowed_methods=None)
        http.mount("http://", requests.adapters.HTTPAdapter(max_retries=retry))
        error = failure(Client(doku, http).send, OPERATION, registration, attempts=1)
    assert told(error) == ("no_answer", "unknown", 1)


class Recorder(requests.adapters.BaseAdapter):
    """Sends nothing, and keeps what would have been sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[requests.PreparedRequest] = []

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        self.sent.append(request)
        raise requests.exceptions.ConnectTimeout(request=request)

    def close(self) -> None: ...


def test_a_password_of_the_machine_replaces_no_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    doku = Doku(environment="test", client_id="BRN-1", secret_key=SECRET_KEY)
    file = {"name": "a.jpg", "content_type": "image/jpeg", "content": b"\xff\xd8\xff\xe0"}
    upload: Any = {"category": "LOGO", "file": file}
    with requests.Session() as http:
        http.mount("https://", recorder := Recorder())
        error = failure(Client(doku, http).send, doku.prepare_upload(upload, "token"))
    # An adapter of the caller's own may repeat by itself, so that its word does not count.
    assert told(error) == ("no_answer", "unknown", 3)
    assert [each.headers["Authorization"] for each in recorder.sent] == ["Bearer token"] * 3


@every_client
def test_a_clock_that_is_hours_off(send: Send, registration: RdlRegistration) -> None:
    with serving("late") as gateway:
        answer = send(gateway.doku(), OPERATION, registration)
    assert answer.signature == "verified"
    first, second = [time.strptime(moment, "%Y-%m-%dT%H:%M:%SZ") for _, moment, _ in gateway.seen]
    assert abs(time.mktime(second) - time.mktime(first) - 2 * HOURS) < 5


def test_the_clock_is_known_from_then_on(registration: RdlRegistration) -> None:
    with serving("late") as gateway:
        client = Client(gateway.doku())
        client.send(OPERATION, registration)
        assert abs(client.clock_shift - 2 * HOURS) < 5
        client.send(OPERATION, registration)
        assert len(gateway.seen) == 3
        another = Client(gateway.doku())
        another.clock_shift = client.clock_shift
        another.send(OPERATION, registration)
    moments = [moment for _, moment, _ in gateway.seen]
    assert moments[0] < min(moments[1:])


def test_a_request_on_its_way_forgets_no_clock(registration: RdlRegistration) -> None:
    """What another thread has learned meanwhile stays."""

    def send(*_: Any) -> Any:
        client.clock_shift = 2 * HOURS
        return 400, {}, b""

    doku = Doku(environment="test", client_id="MCH-1", secret_key=SECRET_KEY)
    client = Client(doku, send)
    failure(client.send, OPERATION, registration)
    assert client.clock_shift == 2 * HOURS


def test_what_was_restored(registration: RdlRegistration) -> None:
    with serving() as gateway:
        doku = gateway.doku()
        request = doku.prepare(OPERATION, registration, timestamp="2020-08-11T08:45:42Z")
        answer: Answer[Any] = Client(doku).send(doku.restore(request.serialize()))
    assert answer.signature == "verified"
    [(request_id, moment, body)] = gateway.seen
    assert (request_id, body) == (request.request_id, request.body)
    assert moment > request.timestamp


def test_an_upload() -> None:
    def send(method: str, url: str, headers: dict[str, str], content: bytes | None) -> Any:
        sent.append((headers["Authorization"], content))
        if len(sent) == 1:
            return 503, {}, b""
        return 200, {}, b'{"id":"FIL-1","link":"https://a.id","category":"LOGO"}'

    sent: list[Any] = []
    doku = Doku(environment="test", client_id="BRN-1", secret_key=SECRET_KEY)
    file = {"name": "a.jpg", "content_type": "image/jpeg", "content": b"\xff\xd8\xff\xe0"}
    upload: Any = {"category": "LOGO", "file": file}
    answer = Client(doku, send).send(doku.prepare_upload(upload, "token"))
    assert answer.body["id"] == "FIL-1"
    assert sent[0] == sent[1] and sent[0][0] == "Bearer token"


def test_secrets_of_an_answer() -> None:
    def send(*_: Any) -> Any:
        return 200, {}, b'{"token":"abc","expires_at":1}'

    doku = Doku(environment="test", client_id="BRN-1", secret_key=SECRET_KEY)
    answer = Client(doku, send).send("generate_token", {}, policy="if_present")
    assert "abc" not in repr(answer.body) and answer.body["token"].expose() == "abc"


def test_a_key_in_its_vault(registration: RdlRegistration) -> None:
    signed = []

    def sign(string_to_sign: str) -> str:
        signed.append(string_to_sign)
        return signature(string_to_sign)

    with serving() as gateway:
        # Verification is the previous key's; what is sent is signed by the vault alone.
        doku = gateway.doku(secret_key=None, previous_secret_keys=[SECRET_KEY])
        request = doku.prepare_unsigned(OPERATION, registration).request
        seen = []

        def send(method: str, url: str, headers: dict[str, str], content: bytes | None) -> Any:
            seen.append(headers["Signature"])
            return 503, {}, b""

        error = failure(Client(doku, send, sign=sign).send, OPERATION, registration, attempts=2)
        assert told(error) == ("gateway_error", "unknown", 2)
        assert seen == [signature(each) for each in signed] and len(seen) == 2
        error = failure(Client(doku).send, request)
        assert error.violations[0].path == "signature" and told(error)[1:] == ("not_sent", 0)
        assert gateway.seen == []


def test_a_vault_that_fails_loses_no_outcome(registration: RdlRegistration) -> None:
    def sign(string_to_sign: str) -> str:
        if len(gateway.seen):
            raise PermissionError("the vault is closed")
        return signature(string_to_sign)

    with serving("drop") as gateway:
        doku = gateway.doku(secret_key=None, previous_secret_keys=[SECRET_KEY])
        client = Client(doku, sign=sign)
        with pytest.raises(PermissionError) as failed:
            client.send(OPERATION, registration)
    assert told(failed.value.__cause__) == ("no_answer", "unknown", 1)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_stopped_on_the_way(stop: type[BaseException], registration: RdlRegistration) -> None:
    def send(*_: Any) -> Any:
        raise stop

    doku = Doku(environment="test", client_id="MCH-1", secret_key=SECRET_KEY)
    with pytest.raises(stop) as stopped:
        Client(doku, send).send(OPERATION, registration)
    assert told(stopped.value.__cause__) == ("no_answer", "unknown", 1)


@pytest.mark.parametrize(
    ("failed", "outcome"), [(NotSent(), "not_sent"), (TimeoutError(), "unknown")]
)
def test_stopped_while_waiting(
    failed: Exception,
    outcome: str,
    registration: RdlRegistration,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def send(*_: Any) -> Any:
        raise failed

    def sleep(_: float) -> None:
        raise KeyboardInterrupt

    doku = Doku(environment="test", client_id="MCH-1", secret_key=SECRET_KEY)
    monkeypatch.setattr(time, "sleep", sleep)
    with pytest.raises(KeyboardInterrupt) as stopped:
        Client(doku, send).send(OPERATION, registration)
    assert told(stopped.value.__cause__) == ("no_answer", outcome, 1)


def test_what_is_no_failure_of_the_client_stops_it(registration: RdlRegistration) -> None:
    """Such as a time limit of a task queue, or a client that was closed."""

    def limit(_: httpx.Request) -> httpx.Response:
        raise RuntimeError("time is up") from ValueError("why")

    doku = Doku(environment="test", client_id="MCH-1", secret_key=SECRET_KEY)
    with (
        httpx.Client(transport=httpx.MockTransport(limit)) as http,
        pytest.raises(RuntimeError, match="time is up") as stopped,
    ):
        Client(doku, http).send(OPERATION, registration)
    cause = stopped.value.__cause__
    assert told(cause) == ("no_answer", "unknown", 1)
    assert cause and isinstance(cause.__cause__, ValueError)


@pytest.mark.parametrize("came", [None, 200, (200, {}), (200, {}, "a", "b"), (200, 5, b""), b"abc"])
def test_a_function_that_returns_no_answer(came: Any, registration: RdlRegistration) -> None:
    doku = Doku(environment="test", client_id="MCH-1", secret_key=SECRET_KEY)
    error = failure(Client(doku, lambda *_: came).send, OPERATION, registration)
    assert error.violations[0].code == "wrong_type"
    # It may have sent the request all the same.
    assert told(error.__cause__) == ("no_answer", "unknown", 1)


def test_what_is_no_client() -> None:
    doku: Any = Doku(environment="test", client_id="MCH-1", secret_key=SECRET_KEY)
    wrong: Any
    for wrong in (5, "http", httpx.AsyncClient()):
        with pytest.raises(DokuError, match=r"http: expected an httpx.Client, .* or a function"):
            Client(doku, wrong)
    with pytest.raises(DokuError, match="doku: expected a Doku"):
        Client(SECRET_KEY)  # type: ignore[arg-type]


def test_what_is_rejected_before_anything_is_sent(registration: RdlRegistration) -> None:
    def send(*_: Any) -> Any:
        raise AssertionError("sent")

    doku = Doku(environment="test", client_id="MCH-1", secret_key=SECRET_KEY)
    client: Any = Client(doku, send)
    request = doku.prepare(OPERATION, registration)
    for arguments, options, path in (
        ([OPERATION, {}], {}, "rdl_customer"),
        ([OPERATION], {}, ""),
        (["regster"], {"request_id": "1"}, "operation"),
        ([5, {}], {}, "prepared"),
        ([5], {}, "prepared"),
        ([request, {}], {"request_id": "1"}, "body"),
        ([request], {"request_id": "1"}, "request_id"),
        ([request], {"timestamp": request.timestamp}, "timestamp"),
        ([request], {"attempts": -1}, "attempts"),
        ([request], {"seconds": 2**32}, "seconds"),
        ([request], {"seconds": 1.5}, "seconds"),
        ([request], {"policy": "strict"}, "policy"),
    ):
        error = failure(client.send, *arguments, **options)
        assert error.violations[0].path == path, error
        assert (error.outcome, error.attempts) == (None, 0)
    with pytest.raises(TypeError):
        client.send(request, atempts=1)
    client.clock_shift = "1"
    assert failure(client.send, request).violations[0].path == "clock_shift"


def test_nothing_personal_is_shown(registration: RdlRegistration) -> None:
    with serving("drop") as gateway:
        error = failure(with_function, gateway.doku(), OPERATION, registration, attempts=1)
    shown = "".join(traceback.format_exception(error)) + repr(error)
    for text in ("SEMAR DUADUA", "mymom", SECRET_KEY, "HMACSHA256="):
        assert text not in shown


def test_an_answer_that_python_cannot_read() -> None:
    body = b"[" * 100_000 + b"]" * 100_000

    def send(method: str, url: str, headers: dict[str, str], content: bytes | None) -> Any:
        fake = doku.sign_test_response(request, status=200, body=body)
        return fake["status"], fake["headers"], fake["body"]

    doku = Doku(environment="test", client_id="MCH-1", secret_key=SECRET_KEY)
    request = doku.prepare("call", {"method": "POST", "target": "/x", "body": "{}"})
    error = failure(Client(doku, send).send, request)
    assert told(error) == ("unreadable_response", "unknown", 1)
    assert error.raw_body == body and error.http_status == 200
