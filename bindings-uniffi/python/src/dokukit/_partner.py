"""What can be told of an onboarding before it is sent."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping
from typing import Any

from . import _convert as convert
from ._convert import ask, core
from ._errors import Violation
from .payloads import (
    BusinessRegistration,
    FormValue,
    PlannedUpload,
    Requirements,
    TokenAnswer,
    Upload,
    UploadAnswer,
)


def check_against_requirements(
    registration: BusinessRegistration | str, requirements: Requirements | str
) -> list[Violation]:
    """Everything that keeps a registration from being complete, before it is sent.

    Its own faults, and what DOKU's answer to `check_requirements` asks for: documents, form
    values, photo proofs, liveness photos, each with the path where it is missing.
    """
    texts = map(convert.json_text, (registration, requirements))
    return violations(ask(core.check_against_requirements_text, *texts))


def upload_plan(requirements: Requirements | str) -> list[PlannedUpload]:
    """The files to upload, as DOKU's answer to `check_requirements` names them."""
    plan: list[PlannedUpload] = json.loads(
        ask(core.upload_plan_text, convert.json_text(requirements))
    )
    return plan


def check_upload(
    upload: Upload | str, requirements: Requirements | str, *, size: int | None = None
) -> list[Violation]:
    """Checks a file's type and size against the requirements, before it is uploaded.

    `size` is in bytes, that of the content when left out. DOKU states sizes without a unit;
    a megabyte of 1,000,000 bytes is assumed.
    """
    text, content = convert.upload(upload)
    if size is None:
        content = content or file_content(text)
        size = len(content)
    asked = convert.json_text(requirements)
    return violations(ask(core.check_upload_text, text, convert.i64(size), asked))


def place_upload(
    registration: BusinessRegistration | str,
    upload: UploadAnswer | str,
    *,
    brand: int | None = None,
    contact: int | None = None,
    business: bool | None = None,
    code: str | None = None,
    forms: list[FormValue] | None = None,
) -> BusinessRegistration:
    """A new registration with the uploaded file in it, at one brand, contact or the business.

    A photo proof goes to a brand, a liveness photo to a contact, a document with its `code` and
    `forms` to a contact or to the business. The registration may still lack mandatory values.
    """
    place = {
        "brand": brand,
        "contact": contact,
        "business": business,
        "code": code,
        "forms": forms,
    }
    texts = map(convert.json_text, (registration, upload, place))
    placed: BusinessRegistration = json.loads(ask(core.place_upload_text, *texts))
    return placed


def is_expired(token: TokenAnswer, now: float | None = None, leeway: int = 0) -> bool:
    """Whether a token has expired at `now`, or will within `leeway`, in seconds.

    `now` counts from 1970, and is the current time when left out.
    """
    moment = ask(math.floor, time.time() if now is None else now)
    expires_at = token.get("expires_at") if isinstance(token, Mapping) else None
    # The token itself has no part in it.
    record = core.TokenAnswer(token=core.Secret(""), issued_at=0, expires_at=expires_at)
    expired: bool = ask(core.token_is_expired, record, convert.i64(moment), convert.i64(leeway))
    return expired


def file_content(text: str) -> bytes:
    """The bytes that an upload in JSON text has as base64; none where it names a URL."""
    file = ask(core.upload_from_json, text).file
    content: bytes = b"" if file is None else file.content
    return content


def violations(told: list[Any]) -> list[Violation]:
    return [Violation(each.path, each.code, each.detail) for each in told]
