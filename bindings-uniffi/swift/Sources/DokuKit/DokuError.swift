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

/// Runs the generated layer; whatever fails there is a `DokuError`.
func converting<Value>(_ body: () throws -> Value) throws(DokuError) -> Value {
    do {
        return try body()
    } catch let error as DokuError {
        throw error
    } catch let CoreError.Failed(code, detail, violations, httpStatus, gateway, retry, signature, rawBody) {
        throw DokuError(
            code: code, detail: detail, violations: violations, httpStatus: httpStatus.map(Int.init),
            gateway: gateway, retry: retry, signature: signature, rawBody: rawBody)
    } catch {
        // Its text is a panic's, which may quote anything.
        throw DokuError(
            code: "internal_error", detail: "the library failed, which is a bug in it", violations: [],
            httpStatus: nil, gateway: nil, retry: nil, signature: nil, rawBody: nil)
    }
}
