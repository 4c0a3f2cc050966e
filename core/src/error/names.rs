//! The closed lists of names: codes, what may be tried, how far something is known.

/// What went wrong, as a stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum ErrorCode {
    /// The environment, Client-Id or secret key given at the start is unusable.
    InvalidConfig,
    /// A value of the call breaks a rule; nothing was signed.
    InvalidRequest,
    /// A signature is required and none came.
    SignatureMissing,
    /// A signature was received that does not match its message.
    SignatureMismatch,
    /// The Client-Id or Request-Id that came is not the one that was sent.
    NotForThisRequest,
    /// The signed timestamp is outside the window that the caller set.
    StaleTimestamp,
    /// DOKU, or something in front of it, refused the request.
    GatewayError,
    /// The answer is genuine as far as known, but not of the documented shape.
    UnreadableResponse,
    /// No answer came: the host could not send, or its connection broke.
    NoAnswer,
    /// A bug in this library: a panic, which the bindings turn into this error.
    InternalError,
}

impl ErrorCode {
    /// Every code, in the order of this table.
    pub const ALL: &[Self] = &[
        Self::InvalidConfig,
        Self::InvalidRequest,
        Self::SignatureMissing,
        Self::SignatureMismatch,
        Self::NotForThisRequest,
        Self::StaleTimestamp,
        Self::GatewayError,
        Self::UnreadableResponse,
        Self::NoAnswer,
        Self::InternalError,
    ];

    /// The code's name in every language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidConfig => "invalid_config",
            Self::InvalidRequest => "invalid_request",
            Self::SignatureMissing => "signature_missing",
            Self::SignatureMismatch => "signature_mismatch",
            Self::NotForThisRequest => "not_for_this_request",
            Self::StaleTimestamp => "stale_timestamp",
            Self::GatewayError => "gateway_error",
            Self::UnreadableResponse => "unreadable_response",
            Self::NoAnswer => "no_answer",
            Self::InternalError => "internal_error",
        }
    }
}

/// The rule that a value breaks; the list is closed, in the order of checking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "snake_case"))]
pub enum ViolationCode {
    /// Mandatory, and absent, null, empty text or an empty list.
    Required,
    /// Present where it must not be.
    NotAllowed,
    /// A key that the documents do not name.
    UnknownField,
    /// Another JSON type than the documented one.
    WrongType,
    /// Fewer characters or items than allowed.
    TooShort,
    /// More characters or items than allowed.
    TooLong,
    /// A number outside its limits.
    OutOfRange,
    /// Not of the documented form: date, email, characters, base64.
    BadFormat,
    /// Outside a list that is known to be complete.
    NotInList,
    /// Contradicts another field or a requirement.
    Mismatch,
}

impl ViolationCode {
    /// Every code, in the order in which rules are checked.
    pub const ALL: &[Self] = &[
        Self::Required,
        Self::NotAllowed,
        Self::UnknownField,
        Self::WrongType,
        Self::TooShort,
        Self::TooLong,
        Self::OutOfRange,
        Self::BadFormat,
        Self::NotInList,
        Self::Mismatch,
    ];

    /// The code's name in every language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::NotAllowed => "not_allowed",
            Self::UnknownField => "unknown_field",
            Self::WrongType => "wrong_type",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::OutOfRange => "out_of_range",
            Self::BadFormat => "bad_format",
            Self::NotInList => "not_in_list",
            Self::Mismatch => "mismatch",
        }
    }
}

/// What may be tried after a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "snake_case"))]
pub enum Retry {
    /// The same request would be refused again.
    Never,
    /// The same Request-Id and body may be sent again; DOKU answers it once.
    SameRequestId,
    /// As above, signed again with a fresh timestamp.
    NewTimestamp,
}

impl Retry {
    /// Every way to go on.
    pub const ALL: &[Self] = &[Self::Never, Self::SameRequestId, Self::NewTimestamp];

    /// The name in every language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::SameRequestId => "same_request_id",
            Self::NewTimestamp => "new_timestamp",
        }
    }
}

/// Whether a received message was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "snake_case"))]
pub enum SignatureStatus {
    /// A signature came and covers headers, target, ids and exactly these bytes.
    Verified,
    /// The answer to a GET, signed without a Digest line: its body is not covered.
    HeadersOnly,
    /// The answer to an upload: genuine, but no Request-Id ties it to this request.
    Unbound,
    /// No signature came, and none was required.
    Absent,
}

impl SignatureStatus {
    /// Every status, what covers most first.
    pub const ALL: &[Self] = &[Self::Verified, Self::HeadersOnly, Self::Unbound, Self::Absent];

    /// The name in every language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::HeadersOnly => "headers_only",
            Self::Unbound => "unbound",
            Self::Absent => "absent",
        }
    }
}

/// Whether DOKU has acted on a request that failed, from the best news to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "js", derive(serde::Serialize))]
#[cfg_attr(feature = "js", serde(rename_all = "snake_case"))]
pub enum Outcome {
    /// Nothing reached DOKU.
    NotSent,
    /// DOKU has refused the request: it did not act.
    Refused,
    /// DOKU may have acted. The same Request-Id and body may be sent again: DOKU acts once.
    Unknown,
    /// DOKU has acted: its own signed answer came, and cannot be taken as it is.
    Done,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: &[Self] = &[Self::NotSent, Self::Refused, Self::Unknown, Self::Done];

    /// The name in every language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Done => "done",
        }
    }
}
