"""Signs, checks and reads calls to DOKU's Partner and RDL APIs, without doing any I/O.

`Doku.prepare` makes the exact request to send; `Doku.read` verifies and reads what came
back. The types of requests and answers are in `dokukit.payloads`.
"""

from ._doku import Doku, check_request, check_request_id, parse_timestamp, timestamp_from_unix
from ._errors import DokuError, Gateway, Violation
from ._incoming import redacted
from ._lists import Policy, Retry, SignatureStatus
from ._partner import (
    check_against_requirements,
    check_upload,
    is_expired,
    place_upload,
    upload_plan,
)
from ._secret import Secret
from ._values import (
    Answer,
    Callback,
    Explanation,
    Finding,
    Headers,
    PreparedRequest,
    Stages,
    Timestamp,
    UnsignedRequest,
    UploadFrame,
)

__all__ = [
    "Answer",
    "Callback",
    "Doku",
    "DokuError",
    "Explanation",
    "Finding",
    "Gateway",
    "Headers",
    "Policy",
    "PreparedRequest",
    "Retry",
    "Secret",
    "SignatureStatus",
    "Stages",
    "Timestamp",
    "UnsignedRequest",
    "UploadFrame",
    "Violation",
    "check_against_requirements",
    "check_request",
    "check_request_id",
    "check_upload",
    "is_expired",
    "parse_timestamp",
    "place_upload",
    "redacted",
    "timestamp_from_unix",
    "upload_plan",
]
