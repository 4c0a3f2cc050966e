"""Writes tests/vectors, or with --check compares it with what the oracle computes."""

import base64
import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import about
from engine import oracle, signing
from samples import published

HERE = Path(__file__).resolve().parent
VECTORS = HERE.parent / "vectors"


def readable(body, stated):
    """A body as the case states it: text where it does, even where the vector has base64."""
    in_base64 = isinstance(body, dict) and isinstance(stated, str)
    return base64.b64decode(body["base64"]).decode() if in_base64 else body


def main(arguments):
    check_published()
    vectors = {}
    for listed in sorted((HERE / "cases").glob("*.py")):
        for case in importlib.import_module(f"cases.{listed.stem}").cases():
            path = VECTORS / f"{case.name}.json"
            if path in vectors:
                sys.exit(f"{case.name}: listed twice")
            vectors[path] = vector(case)
    if arguments == ["--check"]:
        check(vectors)
    elif not arguments:
        write(vectors)
    else:
        sys.exit("usage: make.py [--check]")


def vector(case):
    """The vector of a case, once the oracle agrees with what the case states by hand."""
    out = {"about": about.of(case), "origin": case.origin, "operation": case.operation, "given": case.given}
    if case.cause is not None:
        return out | {"cause": case.cause}
    got = oracle.answer(case.operation, case.given)
    for key, wanted in case.expect.items():
        agree(case, key, wanted, got.get(key))
    agree(case, "stages", case.stages, got.get("stages", {}))
    agree(case, "error", "error" in case.expect, "error" in got)
    if case.body is not None:
        agree(case, "body", case.body, readable(got["prepared"]["body"], case.body))
    expect = dict(case.expect)
    if case.whole:
        expect["answer"] = got["answer"]
    if case.prepared:
        expect["prepared"] = {key: got["prepared"][key] for key in case.prepared}
    if "stages" in got:
        out["stages"] = got["stages"]
    if expect:
        out["expect"] = expect
    return out


def agree(case, key, wanted, got):
    if not covers(wanted, got):
        sys.exit(f"{case.name}: {key} is stated as\n  {wanted}\nand the oracle says\n  {got}")


def covers(wanted, got):
    """Objects by the keys that `wanted` names, at every depth (null: or no such key); lists and scalars exactly."""
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(covers(value, got.get(key)) for key, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(got, list) and len(wanted) == len(got) and all(map(covers, wanted, got))
    return type(wanted) is type(got) and wanted == got


def text_of(vector):
    return json.dumps(vector, indent=2, ensure_ascii=False) + "\n"


def write(vectors):
    for path, content in vectors.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(content), encoding="utf-8", newline="\n")
    for stray in strays(vectors):
        print(f"stray, not written by this program: {stray.relative_to(VECTORS)}")
    print(f"{len(vectors)} vectors written")


def check(vectors):
    wrong = [f"stray: {path.relative_to(VECTORS)}" for path in strays(vectors)]
    for path, content in vectors.items():
        if not path.exists():
            wrong.append(f"lacking: {path.relative_to(VECTORS)}")
        elif path.read_bytes() != text_of(content).encode():
            wrong.append(f"differs: {path.relative_to(VECTORS)}")
    recomputed = check_with_openssl(vectors, wrong)
    for line in wrong:
        print(line)
    print(f"{len(vectors)} vectors, {len(wrong)} wrong; {recomputed} signatures recomputed with openssl")
    sys.exit(1 if wrong else 0)


def strays(vectors):
    return sorted(path for path in VECTORS.rglob("*") if path.is_file() and path not in vectors)


def check_published():
    """The oracle's own stages against values of other programs."""
    for page in (published.GET_COMPONENT, published.POST_COMPONENT):
        parts = (page[key] for key in ("client_id", "request_id", "timestamp", "target"))
        assert signing.component(*parts, page.get("digest")) == page["component"]
    key, message, wanted = published.RFC4231
    mac = base64.b64decode(signing.sign(key, message).removeprefix(signing.PREFIX))
    assert mac.hex() == wanted
    # The oracle can make a v3 signature when it is given the v3 lines.
    v3 = published.V3
    assert signing.sign(v3["secret_key"], "\n".join(v3["lines"])) == v3["signature"]


def check_with_openssl(vectors, wrong):
    """Digest and signature of the vectors that state a body, by the openssl program."""
    if shutil.which("openssl") is None:
        return 0
    count = 0
    for path, content in vectors.items():
        stated = content.get("expect", {}).get("prepared", {})
        if "stages" not in content or (path.parent.name not in ("sign", "reply", "call") and "body" not in stated):
            continue
        given, stages = content["given"], content["stages"]
        body = stated["body"] if "body" in stated else given.get("body", given.get("request", {}).get("body"))
        raw = base64.b64decode(body["base64"]) if isinstance(body, dict) else (body or "").encode()
        key = "hexkey:" + given["config"]["secret_key"].encode().hex()
        signature = signing.PREFIX + openssl(stages["string_to_sign"].encode(), "-mac", "HMAC", "-macopt", key)
        if signature != stages["signature"] or stages["digest"] not in (None, openssl(raw)):
            wrong.append(f"openssl disagrees: {path.relative_to(VECTORS)}")
        count += 1
    return count


def openssl(data, *options):
    command = ["openssl", "dgst", "-sha256", *options, "-binary"]
    return base64.b64encode(subprocess.run(command, input=data, capture_output=True, check=True).stdout).decode()


if __name__ == "__main__":
    main(sys.argv[1:])
