import DokuKitCore
import Foundation

/// The one error: a stable code, a sentence without any value that was given, and every violation.
///
/// After a response it has `httpStatus` and `rawBody`; a `gateway_error` also has DOKU's own words,
/// whether it was signed, and `retry`: `never`, `same_request_id` or `new_timestamp`.
public struct DokuError: Error, Equatable, Sendable {
    public let code: String
    public let detail: String
    public let violations: [Violation]
    public let httpStatus: Int?
    public let gateway: Gateway?
    public let retry: String?
    public let signature: String?
    public let rawBody: Data?
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
