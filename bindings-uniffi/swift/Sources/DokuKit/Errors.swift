import DokuKitCore
import Foundation

/// The one error: a stable code, a sentence without any value that was given, and every violation.
///
/// After a response it has `httpStatus` and `rawBody`; a `gateway_error` also has DOKU's own words,
/// whether it was signed, and `retry`: `never`, `same_request_id` or `new_timestamp`.
///
/// `outcome` says whether DOKU has acted, where something was sent or read: `not_sent`; `refused`, so that
/// it did not act; `unknown`, so that only the same Request-Id and body may be sent again; `done`. `attempts`
/// is how often `send` sent the request. A `no_answer` has the error of the HTTP client as its `cause`.
public struct DokuError: Error, Equatable, Sendable {
    public let code: String
    public let detail: String
    public let violations: [Violation]
    public private(set) var httpStatus: Int? = nil
    public private(set) var gateway: Gateway? = nil
    public private(set) var retry: String? = nil
    public private(set) var signature: String? = nil
    public private(set) var rawBody: Data? = nil
    public private(set) var outcome: String? = nil
    public private(set) var attempts = 0
    var origin = Origin()

    /// The error of the transport, or of your signer: it may say more than a log should show.
    public var cause: (any Error)? { origin.error }

    func caused(by cause: (any Error)?) -> DokuError {
        var error = self
        error.origin = Origin(error: cause)
        return error
    }
}

/// Where an error came from is no part of what it says: errors are equal without it.
struct Origin: Equatable, Sendable {
    var error: (any Error)?

    static func == (one: Origin, other: Origin) -> Bool { true }
}

extension DokuError: LocalizedError, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var errorDescription: String? { detail }
    public var description: String { "\(code): \(detail)" }
    public var debugDescription: String { description }

    /// Leaves out the raw body and DOKU's own words, which may quote what was sent.
    public var customMirror: Mirror {
        Mirror(self, children: ["code": code, "detail": detail, "violations": violations])
    }
}

/// A broken rule: the path of a field in wire names, a stable code and a sentence without any value.
public typealias Violation = DokuKitCore.Violation

/// DOKU's own words about a refusal.
public typealias Gateway = DokuKitCore.Gateway
