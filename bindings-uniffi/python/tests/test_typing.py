"""What a user's type checker says, of the facade and of a program that uses it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_overloads

import pytest

from dokukit import AsyncClient, Client, Doku, DokuError

PACKAGE = Path(__file__).parents[1]
REPOSITORY = PACKAGE.parents[1]
PROGRAM = Path(__file__).parent / "typing" / "program.py"


def check(*command: str, cwd: Path) -> str:
    # Tools next to this Python, and what they import from the same environment.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env=os.environ | {"PATH": path},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_mypy_of_a_program(tmp_path: Path) -> None:
    check("mypy", "--strict", "--warn-unused-ignores", str(PROGRAM), cwd=tmp_path)


def test_mypy_of_the_readme(tmp_path: Path) -> None:
    readme = (PACKAGE / "README.md").read_text("utf-8")
    for block in readme.split("```python")[1:]:
        program = block.split("\n", 1)[1].split("\n```")[0]
        (tmp_path / "readme.py").write_text(program + "\n")
        check("mypy", "--strict", "readme.py", cwd=tmp_path)


def test_pyright_of_a_program(tmp_path: Path) -> None:
    settings = {
        "include": [str(PROGRAM)],
        "typeCheckingMode": "strict",
        "enableTypeIgnoreComments": False,
        "reportUnnecessaryTypeIgnoreComment": "error",
        "reportUnusedExpression": "error",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    check("pyright", "--warnings", "--project", str(tmp_path), cwd=tmp_path)


def test_every_public_type_is_known(tmp_path: Path) -> None:
    assert "completeness score: 100%" in check("pyright", "--verifytypes", "dokukit", cwd=tmp_path)


def test_mypy_of_the_facade_and_its_tests(tmp_path: Path) -> None:
    config = ("--config-file", str(PACKAGE / "pyproject.toml"), "--cache-dir", str(tmp_path))
    check("mypy", *config, "--package", "dokukit", cwd=tmp_path)
    tests = map(str, Path(__file__).parent.glob("*.py"))
    check("mypy", *config, *tests, cwd=tmp_path)


def test_ruff_of_everything_in_python() -> None:
    folders = (PACKAGE / "src", PACKAGE / "tests")
    others = (REPOSITORY / "tests" / "python", REPOSITORY / "tests" / "packaging" / "python")
    for action in ("check", "format --check"):
        options = ("--no-cache", "--quiet", "--config", str(PACKAGE / "pyproject.toml"))
        check("ruff", *action.split(), *options, *map(str, folders + others), cwd=PACKAGE)


def test_every_operation_has_types() -> None:
    """The core names its operations when it is asked for one that it does not have."""
    unknown: Any = "?"
    with pytest.raises(DokuError) as refused:
        Doku(environment="test", client_id="x", secret_key="y").prepare(unknown, "{}")
    known = refused.value.violations[0].detail.removeprefix("expected one of ").split(", ")
    typed = [name for overload in get_overloads(Doku.prepare) for name in literal(overload)]
    assert {*known} - {"upload_file"} == {*typed}
    for method in (Doku.prepare_unsigned, Client.send, AsyncClient.send):
        assert typed == [name for each in get_overloads(method) for name in literal(each)]


def literal(overload: Any) -> list[str]:
    """The name that an overload takes; it has none where it takes what was prepared."""
    taken = overload.__annotations__.get("operation", "")
    return re.findall(r"Literal\['(\w+)'\]", taken.replace('"', "'"))
