"""A merchant and an investor, with a lost connection and a forged callback.

Wants DOKU_URL of a simulator, DOKU_CLIENT_ID, DOKU_SECRET_KEY, and DOKU_DATA, the folder
examples/data.
"""

import base64
import json
import os
import queue
import re
import socket
import sys
import threading
import uuid
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvicorn
from dokukit import (
    Client,
    Doku,
    DokuError,
    PreparedRequest,
    check_against_requirements,
    place_upload,
    upload_plan,
)
from dokukit.payloads import (
    BusinessRegistration,
    CheckRequirements,
    GetBusiness,
    RdlRegistration,
    Requirements,
)
from fastapi import FastAPI, Request, Response

PATH = "/doku/kyb"
DATA = Path(os.environ["DOKU_DATA"])
A = TypeVar("A")

doku = Doku(
    base_url=os.environ["DOKU_URL"],
    client_id=os.environ["DOKU_CLIENT_ID"],
    secret_key=os.environ["DOKU_SECRET_KEY"],
)
http = httpx.Client(timeout=20)
client = Client(doku, http)
app = FastAPI()
# Your database: a genuine callback comes up to four times, for 12 hours.
handled = set[str | None]()
callbacks = queue.Queue[tuple[str | None, str, str]]()


@app.post(PATH)
async def take_callback(request: Request) -> Response:
    # The bytes as they came: a parser in between loses what was signed.
    body = await request.body()
    try:
        callback = doku.read_callback(PATH, request.headers, body)
    except DokuError as error:
        print("a callback was refused:", error.code, file=sys.stderr)
        # While you develop, and off elsewhere: whoever may send a POST must not buy CPU of yours.
        if os.environ.get("DOKU_DIAGNOSE") == "1" and error.code != "signature_missing":
            for finding in doku.diagnose_signature(request.method, PATH, request.headers, body):
                print(f"  {finding.code} - {finding.detail}", file=sys.stderr)
        return Response(status_code=400)
    if callback.request_id not in handled:
        business = json.loads(callback.raw)["id"]  # DOKU documents no payload; the simulator's
        handled.add(callback.request_id)
        callbacks.put((callback.kind, business, callback.signature))
    return Response(status_code=200)


def main() -> None:
    callback_url = serve()
    selfie = (DATA / "selfie.jpg").read_bytes()

    asked: CheckRequirements = {
        "businessType": "PERSONAL",
        "businessLegalEntity": "PERSEORANGAN",
        "brandBusinessLine": "RETAIL",
        "businessContactNationality": "ID",
    }
    requirements = client.send("check_requirements", asked).body
    merchant: BusinessRegistration = sample("business-registration.json")
    merchant = place_files(merchant, requirements, selfie)
    merchant["business"]["callback_url"] = callback_url
    expect(check_against_requirements(merchant, requirements), [])

    registered = send_with_lost_connection(doku.prepare("register_business", merchant))
    business: Any = (registered or {}).get("business")  # no document shows this answer
    question: GetBusiness = {"client_id": business["brands"][0]["id"]}
    expect(client.send("get_business", question).body["id"], business["id"])

    simulate(f"business/{business['id']}", {"status": "ACTIVE"})
    expect(callbacks.get(timeout=10), ("BUSINESS", business["id"], "verified"))
    # A callback's payload is undocumented: for the state, ask.
    status = client.send("get_business", question).body.get("status")
    expect(status, "ACTIVE")

    expect(forge_callback(callback_url, business["id"]), 400)
    expect((callbacks.qsize(), len(handled)), (0, 1))

    investor: RdlRegistration = sample("rdl-registration.json")
    investor["rdl_customer"]["customer_id"] = f"INVESTOR-{uuid.uuid4()}"
    investor["rdl_customer"]["selfie_photo"] = base64.b64encode(selfie).decode()
    opened = send_with_lost_connection(doku.prepare("register_rdl_customer", investor))
    account = opened["rdl_customer"]["account_id"]
    expect(bool(re.fullmatch("[0-9]{40}", account)), True)
    simulate(f"rdl/{account}", {"status": "ACTIVE"})

    print(
        f"e2e python: business {business['id']} {status}, account {account}, "
        "2 replayed, 1 callback verified, 1 forged refused"
    )


def serve() -> str:
    """Takes callbacks on a free port until the program ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    threading.Thread(target=server.run, args=([listener],), daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}{PATH}"


def send_with_lost_connection(request: PreparedRequest[A]) -> A:
    """The first attempt gets no answer, although DOKU did what it asks for."""
    simulate("faults", {"drop_percent": 50})  # the second of what follows is the first dropped
    client.send("generate_token", {})
    answer = client.send(request)
    simulate("faults", {"drop_percent": 0})
    expect(answer.replayed, True)
    return answer.body


def place_files(
    registration: BusinessRegistration, requirements: Requirements, photo: bytes
) -> BusinessRegistration:
    # The sample's ids are of somebody else's files.
    for brand in registration["business"]["brands"]:
        brand.pop("photo_proofs", None)
    for contact in registration["business"]["contacts"]:
        contact.pop("documents", None)
        contact.pop("owner_liveness", None)

    token = client.send("generate_token", {}).body["token"]
    for planned in upload_plan(requirements):
        code = planned.get("code")
        # What DOKU asks for may be new; the type `Upload` lists what is known.
        upload: Any = {
            "category": planned["category"],
            "code": code,
            "file": {"name": "photo.jpg", "content_type": "image/jpeg", "content": photo},
        }
        uploaded = client.send(doku.prepare_upload(upload, token)).body
        registration = place_upload(
            registration,
            uploaded,
            brand=0 if planned["belongs_to"] == "brand" else None,
            contact=0 if planned["belongs_to"] == "contact" else None,
            code=code,
            forms=[{"code": "NO_KTP", "value": "1234567890123456"}] if code == "KTP" else None,
        )
    return registration


def forge_callback(url: str, business: str) -> int:
    """Sends our own server a callback whose body is not the one that was signed."""
    genuine = json.dumps({"type": "BUSINESS", "id": business, "status": "REJECTED"})
    headers = doku.sign_test_notification(PATH, genuine)
    forged = genuine.replace("REJECTED", "ACTIVE")
    return http.post(url, headers=headers, content=forged).status_code


def simulate(path: str, body: dict[str, Any]) -> None:
    expect(http.post(f"{os.environ['DOKU_URL']}/_sim/{path}", json=body).status_code, 200)


def sample(name: str) -> Any:
    return json.loads((DATA / name).read_text("utf-8"))


def expect(got: object, expected: object) -> None:
    if got != expected:
        sys.exit(f"e2e python: expected {expected}, got {got}")


if __name__ == "__main__":
    main()
