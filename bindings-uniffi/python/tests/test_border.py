"""The border to the native library: bugs in it, and handles that must not be copied."""

from __future__ import annotations

import copy
import gc
import pickle
import traceback
from typing import Any

import pytest

from dokukit import Doku, DokuError, _core
from dokukit._attempts import Attempts

native: Any = _core
HANDLES = [
    each
    for each in vars(_core).values()
    if isinstance(each, type) and hasattr(each, "_uniffi_clone_handle")
]


def test_a_panic_is_an_internal_error_without_its_text(
    doku: Doku, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No optional value begins with this byte: the native library panics, and says where.
    optional = native.dokukit._UniffiFfiConverterOptionalString
    monkeypatch.setattr(optional, "write", lambda value, buffer: buffer.write_u8(9))
    with pytest.raises(native.InternalError, match="policy"):
        doku._core.read_callback("/x", [], b"{}", None, None, None)
    with pytest.raises(DokuError) as caught:
        doku.read_callback("/x", {}, b"{}")
    error = caught.value
    assert str(error) == "internal_error: the library failed, which is a bug in it"
    assert list(error.violations) == [] and error.http_status is None
    assert error.__context__ is None and error.__cause__ is None
    assert "policy" not in "".join(traceback.format_exception_only(error))
    monkeypatch.undo()
    # The library works as before.
    with pytest.raises(DokuError, match="signature_missing"):
        doku.read_callback("/x", {}, b"{}")


def test_handles_of_the_native_library_are_not_copied(doku: Doku) -> None:
    assert {each.__name__ for each in HANDLES} == {"AttemptsCore", "DokuCore", "Secret"}
    secret = native.Secret("PRIVATE")
    token = native.TokenAnswer(token=secret, issued_at=None, expires_at=None)
    ways: list[Any] = [copy.copy, copy.deepcopy, pickle.dumps]
    ways += [lambda each, at=at: pickle.dumps(each, at) for at in range(5)]
    attempts = Attempts(doku._core, doku.prepare("call", {"method": "GET", "target": "/x"}), 0, {})
    for handle in (doku._core, secret, attempts._core):
        for way in ways:
            with pytest.raises(TypeError, match=r"cannot be copied or pickled"):
                way(handle)
    for way in ways[1:]:
        with pytest.raises(TypeError, match=r"cannot be copied or pickled"):
            way(token)
    # None of them has freed what it does not own.
    del token
    gc.collect()
    assert secret.expose() == "PRIVATE"
    assert doku.prepare("call", {"method": "GET", "target": "/x"}).method == "GET"
