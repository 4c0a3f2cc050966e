"""Measures the package beside its peer in one process: a JSON line per case.

Rounds are interleaved, so that a busy machine slows both sides alike; medians count.
"""

import json
import os
import statistics
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from peer import TARGET, Client

from dokukit import Doku

CLIENT_ID, SECRET_KEY = "MCH-0001-10791114622547", "test-secret-key"
IDS = {
    "request_id": "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e",
    "timestamp": "2020-08-11T08:45:42Z",
}
OPERATION: Any = "register_rdl_customer"
DATA = Path(__file__).parents[2] / "examples" / "data" / "rdl-registration.json"


def cases() -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    doku = Doku(environment="test", client_id=CLIENT_ID, secret_key=SECRET_KEY)
    peer = Client(CLIENT_ID, SECRET_KEY)
    customer = json.loads(DATA.read_text("utf-8"))["rdl_customer"]
    sample = {"rdl_customer": customer | {"selfie_photo": "(Base64)"}}
    photo = {"rdl_customer": customer | {"selfie_photo": "/9j/4AAQ" * 51_200}}
    request = doku.prepare(OPERATION, sample, **IDS)
    made = peer.prepare(sample, **IDS)
    assert (made.url, made.headers, made.body) == (request.url, request.headers, request.body)

    body = json.dumps(
        {
            "rdl_customer": customer | {"company_id": "DOKU", "account_id": "1" * 40},
            "rdl_customer_info": {"account_balance": 0, "RDL_status": "PENDING"},
        }
    ).encode()
    headers = {
        "Date": "Tue, 11 Aug 2020 08:45:42 GMT",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "keep-alive",
        "Client-Id": CLIENT_ID,
        "Request-Id": IDS["request_id"],
        "Response-Timestamp": IDS["timestamp"],
        "Signature": doku.sign_reply(TARGET, body, **IDS).signature,
    }
    received: Any = {"status": 201, "headers": headers, "body": body}
    peer.read(IDS["request_id"], **received)
    return {
        "prepare, 31 fields": (
            lambda: doku.prepare(OPERATION, sample, **IDS),
            lambda: peer.prepare(sample, **IDS),
        ),
        "prepare, 31 fields, id and time made": (
            lambda: doku.prepare(OPERATION, sample),
            lambda: peer.prepare(sample, str(uuid.uuid4()), now()),
        ),
        "prepare, 31 fields, photo of 400 KB": (
            lambda: doku.prepare(OPERATION, photo, **IDS),
            lambda: peer.prepare(photo, **IDS),
        ),
        "read, signed answer": (
            lambda: doku.read(request, **received),
            lambda: peer.read(IDS["request_id"], **received),
        ),
    }


def now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time()))


def main(rounds: int) -> None:
    for case, sides in cases().items():
        times: tuple[list[float], list[float]] = ([], [])
        # A batch is short beside the system's time slice and long beside the clock's step.
        batches = [max(1, round(200_000 / measure(side, 5))) for side in sides]
        for number in range(-rounds // 4, rounds):
            for side, batch, collected in zip(sides, batches, times, strict=True):
                each = measure(side, batch)
                if number >= 0:
                    collected.append(each)
        ours, theirs = map(statistics.median, times)
        line = {"lang": "python", "case": case, "ns_per_call": round(ours)}
        line |= {"peer": "pydantic + hmac", "peer_ns_per_call": round(theirs)}
        print(json.dumps(line | {"ratio": round(ours / theirs, 2)}), flush=True)


def measure(side: Callable[[], Any], times: int) -> float:
    start = time.perf_counter_ns()
    for _ in range(times):
        side()
    return (time.perf_counter_ns() - start) / times


if __name__ == "__main__":
    main(int(os.environ.get("BENCH_ROUNDS", "400")))
