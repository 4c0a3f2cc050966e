"""Runs a folder of vectors through the package, and prints: `python vectors.py DIR`."""

import json
import sys
import traceback
from pathlib import Path

from convert import error, incoming, loaded, parts, prepared, raw, told
from ways import resigned, signed, uploaded

import dokukit
from dokukit import Doku, DokuError


def main(folder):
    for file in sorted(folder.rglob("*.json")):
        line = {"lang": "python", "file": file.relative_to(folder).as_posix(), "result": {}}
        try:
            vector = json.loads(file.read_bytes())
            answer = run(vector["operation"], vector["given"], line)
            line["result"] |= {} if answer is None else {"answer": answer}
        except DokuError as failure:
            line["result"]["error"] = error(failure)
        except Exception as failure:
            traceback.print_exc()
            line["differs"] = f"an unexpected {type(failure).__name__}"
        print(json.dumps(line))


def run(operation, given, line):
    """The answer, if any; stages and request go into the result."""
    request, needs = given.get("request"), given.get("requirements")
    match operation:
        case "timestamp" if "unix" in given:
            return dokukit.timestamp_from_unix(given["unix"])._asdict()
        case "timestamp":
            return dokukit.parse_timestamp(given["text"])._asdict()
        case "request_id":
            return {"text": dokukit.check_request_id(given["text"])}
        case "check":
            return told(dokukit.check(given["operation"], request))
        case "check_against_requirements":
            return told(dokukit.check_against_requirements(request, needs))
        case "upload_plan":
            return {"uploads": dokukit.upload_plan(needs)}
        case "check_upload":
            return told(dokukit.check_upload(loaded(request), needs, size=given["size"]))
        case "place_upload":
            return {"request": dokukit.place_upload(request, given["upload"], **given["placement"])}
        case "is_expired":
            token = {"token": "", "expires_at": given.get("expires_at")}
            return {"expired": dokukit.is_expired(token, given["now"], given.get("leeway", 0))}
    config = {"client_id": ""} | given["config"]
    if isinstance(config["environment"], dict):
        config |= config.pop("environment")
    return configured(Doku(**config), operation, given, line)


def configured(doku, operation, given, line):
    result = line["result"]
    ids = {name: given.get(name) for name in ("request_id", "timestamp")}
    policy = {"policy": given["policy"]} if "policy" in given else {}
    near = {name: given.get(name) for name in ("now", "tolerance")}
    target, body = given.get("target"), raw(given.get("body"))
    response = incoming(given["response"]) if "response" in given else None
    match operation:
        case "sign_component":
            result["stages"] = parts(doku.sign_component(given["method"], target, body, **ids))
            return None
        case "sign_reply":
            result["stages"] = parts(doku.sign_reply(target, body or b"", **ids))
            return None
        case "verify_response":
            sent = {name: given[name] for name in ("method", "target", "request_id")}
            return {"signature": doku.verify_response(**sent, **response, **policy, **near)}
        case "verify_notification":
            return {"signature": doku.verify_notification(target, **incoming(given), **near)}
        case "read_callback":
            return parts(doku.read_callback(target, **incoming(given), **policy, **near))
        case "diagnose_signature":
            others = given.get("candidates", {})
            found = doku.diagnose_signature(given["method"], target, **incoming(given), **others)
            return {"findings": [finding.code for finding in found]}
        case "explain_signature":
            return parts(doku.explain_signature(given["method"], target, **incoming(given)))
        case "sign_test_notification":
            return {"headers": doku.sign_test_notification(target, body or b"", **ids)}
        case "resign":
            return resigned(doku, given, ids, line)
    name = given.get("operation", operation)
    if name == "upload_file":
        made = uploaded(doku, given, line)
    else:
        call = {each: given["call"].get(each) for each in ids}
        made = signed(doku, name, given, call, line)
    if operation == "sign_test_response":
        of_response = {"status": given["status"], "body": body, "timestamp": given["timestamp"]}
        fake = doku.sign_test_response(made["request"], **of_response)
        return fake | {"body": given["body"]}
    if operation != "redacted":
        result["prepared"] = prepared(made["request"])
        result |= {"stages": made["stages"]} if "stages" in made else {}
    read = None if response is None else doku.read(made["request"], **response, **policy)
    if operation != "redacted":
        return None if read is None else parts(read)
    shown = None if read is None else dokukit.redacted(read)
    return {"request": dokukit.redacted(made["request"]), "answer": shown}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
