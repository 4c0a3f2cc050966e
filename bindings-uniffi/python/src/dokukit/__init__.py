"""Signs, checks, sends and reads calls to DOKU's Partner and RDL APIs.

`Client.send` goes from a request to its answer, and repeats what is safe to repeat. Without doing
any I/O, `Doku.prepare` returns the exact request to send, and `Doku.read` verifies and reads the
answer. The types of requests and answers are in `dokukit.payloads`.
"""

from ._answers import Answer, Callback, redacted
from ._checks import Timestamp, check, check_request_id, parse_timestamp, timestamp_from_unix
from ._client import AsyncClient, Client
from ._doku import Doku
from ._errors import DokuError, Gateway, Violation
from ._headers import Headers
from ._lists import FILE_HEAD_BYTES, Outcome, Policy, Retry, SignatureStatus
from ._onboarding import (
    check_against_requirements,
    check_upload,
    is_expired,
    place_upload,
    upload_plan,
)
from ._requests import PreparedRequest, Stages, Stamp, UnsignedRequest, UploadFrame
from ._secret import Secret
from ._transport import NotSent
from .diagnose import Explanation, Finding

__all__ = [
    "FILE_HEAD_BYTES",
    "Answer",
    "AsyncClient",
    "Callback",
    "Client",
    "Doku",
    "DokuError",
    "Explanation",
    "Finding",
    "Gateway",
    "Headers",
    "NotSent",
    "Outcome",
    "Policy",
    "PreparedRequest",
    "Retry",
    "Secret",
    "SignatureStatus",
    "Stages",
    "Stamp",
    "Timestamp",
    "UnsignedRequest",
    "UploadFrame",
    "Violation",
    "check",
    "check_against_requirements",
    "check_request_id",
    "check_upload",
    "is_expired",
    "parse_timestamp",
    "place_upload",
    "redacted",
    "timestamp_from_unix",
    "upload_plan",
]
