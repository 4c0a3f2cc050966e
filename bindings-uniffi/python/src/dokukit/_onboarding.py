"""The onboarding of a merchant: what its requirements ask for, and where uploaded files belong."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping

from . import _convert as convert
from ._border import ask, core, violations
from ._errors import Violation, refused
from ._json import as_json, got, violations_of
from .payloads import (
    BusinessRegistration,
    PlannedUpload,
    RegistrationFormValue,
    Requirements,
    TokenAnswer,
    Upload,
    UploadAnswer,
)


def check_against_requirements(
    registration: BusinessRegistration | str, requirements: Requirements | str
) -> list[Violation]:
    """Every violation that keeps a registration from being complete, before it is sent.

    Those of its own fields, and what DOKU's answer to `check_requirements` asks for: documents,
    form values, photo proofs, liveness photos, each with the path where it is missing.
    """

    def unmet(asked: bytes) -> list[Violation]:
        def checked(given: bytes) -> list[Violation]:
            texts = given.decode(), asked.decode()
            return violations(ask(core.check_against_requirements_text, *texts))

        return violations_of(registration, checked)

    return as_json(requirements, unmet, "requirements")


def upload_plan(requirements: Requirements | str) -> list[PlannedUpload]:
    """The files to upload, as DOKU's answer to `check_requirements` names them."""

    def planned(text: bytes) -> list[PlannedUpload]:
        plan: list[PlannedUpload] = json.loads(ask(core.upload_plan_text, text.decode()))
        return plan

    return as_json(requirements, planned, "requirements")


def check_upload(
    upload: Upload | str, requirements: Requirements | str, *, size: int | None = None
) -> list[Violation]:
    """Checks a file's type and size against the requirements, before it is uploaded.

    `size` is in bytes, that of the content when left out. DOKU states sizes without a unit;
    a megabyte of 1,000,000 bytes is assumed.
    """

    def unmet(asked: bytes) -> list[Violation]:
        def checked(text: str, content: bytes | None) -> list[Violation]:
            # With a content, the text holds only its first bytes.
            whole = len(content) if size is None and content is not None else size
            number = None if whole is None else convert.i64("size", whole)
            return violations(ask(core.check_upload_text, text, number, asked.decode()))

        return convert.upload(upload, checked)

    return as_json(requirements, unmet, "requirements")


def place_upload(
    registration: BusinessRegistration | str,
    upload: UploadAnswer | str,
    *,
    brand: int | None = None,
    contact: int | None = None,
    business: bool | None = None,
    code: str | None = None,
    forms: list[RegistrationFormValue] | None = None,
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

    def placed(*texts: bytes) -> BusinessRegistration:
        text = ask(core.place_upload_text, *(text.decode() for text in texts))
        made: BusinessRegistration = json.loads(text)
        return made

    def with_upload(given: bytes) -> BusinessRegistration:
        def with_place(uploaded: bytes) -> BusinessRegistration:
            return as_json(place, lambda where: placed(given, uploaded, where), "placement")

        return as_json(upload, with_place, "upload")

    return as_json(registration, with_upload)


def is_expired(token: TokenAnswer, now: float | None = None, leeway: int = 0) -> bool:
    """Whether a token has expired at `now`, or will within `leeway`, in seconds.

    `now` counts from 1970, and is the current time when left out.
    """
    if not isinstance(token, Mapping):
        raise refused("token", "wrong_type", f"expected a token's answer, got {got(token)}")
    expires_at = token.get("expires_at")
    moment = time.time() if now is None else now
    if isinstance(moment, float) and math.isfinite(moment):
        moment = math.floor(moment)
    end = None if expires_at is None else convert.i64("expires_at", expires_at)
    times = convert.i64("now", moment), convert.i64("leeway", leeway)
    expired: bool = ask(core.token_is_expired, end, *times)
    return expired
