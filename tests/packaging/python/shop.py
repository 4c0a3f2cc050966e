"""A program that has nothing but the wheel: run, and checked by mypy and pyright."""

from pathlib import Path

import dokukit
from dokukit import Doku, DokuError, Secret
from dokukit.payloads import RdlRegistration


def main() -> None:
    doku = Doku(environment="test", client_id="MCH-0001-10791114622547", secret_key="key")
    request = doku.prepare("call", {"method": "GET", "target": "/orders/v1/status/INV-1"})
    assert request.url == "https://api-sandbox.doku.com/orders/v1/status/INV-1"
    stages = doku.sign_reply(
        request.target, b"{}", request_id=request.request_id, timestamp=request.timestamp
    )
    headers = {
        "client-id": "MCH-0001-10791114622547",
        "request-id": request.request_id,
        "response-timestamp": request.timestamp,
        "signature": stages.signature,
    }
    answer = doku.read(request, status=200, headers=headers, body=b"{}")
    assert (answer.signature, answer.body, answer.deviations) == ("verified", {}, [])
    assert doku.restore(request.serialize()) == request
    assert stages.signature not in f"{request} {answer}"
    assert len(refused(doku, '{"rdl_customer": {}}')) == 28
    token = Secret("a-token")
    upload = doku.prepare_upload({"category": "LOGO", "file_url": "https://a.id/logo.png"}, token)
    assert upload.headers["Authorization"] == f"Bearer {token.expose()}"
    assert "a-token" not in f"{token} {upload}"


def refused(doku: Doku, body: RdlRegistration | str) -> list[str]:
    try:
        doku.prepare("register_rdl_customer", body)
    except DokuError as error:
        return [violation.path for violation in error.violations]
    return []


def has_its_files(package: Path) -> bool:
    return {"py.typed", "payloads.py"} <= {file.name for file in package.iterdir()}


assert has_its_files(Path(dokukit.__file__).parent)
main()
