import DokuKitCore
import Foundation

/// An answer of DOKU; `raw` is the body's bytes as received.
///
/// Its `signature` is one of
/// - `verified`: headers, ids and body are signed;
/// - `headers_only`: the answer to a GET, signed without a Digest, so that nothing covers its body;
/// - `unbound`: an upload's answer, genuine but not tied to this upload by a Request-Id;
/// - `absent`: it is unsigned, which the policy allows.
///
/// Printing it shows neither body; `raw`, and `body` as text, hold the secrets that DOKU sent.
public struct Answer<Body: Equatable & Sendable>: Equatable, Sendable {
    public let signature: String
    /// Whether it is the first answer to this Request-Id, sent again (HTTP 409).
    public let replayed: Bool
    public let httpStatus: Int
    public let body: Body
    public let raw: Data
    /// What differs from DOKU's documents and is left out of `body`; usually empty.
    public let deviations: [Violation]
}

extension Answer: Redacted {
    public var debugDescription: String {
        "Answer { signature: \(signature), replayed: \(replayed), http_status: \(httpStatus), "
            + "deviations: \(deviations.count), .. }"
    }
}

extension Answer {
    init(_ answer: some CoreAnswer<Body>) {
        self.init(
            signature: answer.signature, replayed: answer.replayed, httpStatus: Int(answer.httpStatus),
            body: answer.body, raw: answer.raw, deviations: answer.deviations)
    }
}

/// The generated answers, one per operation: the border knows no generic type.
protocol CoreAnswer<Body> {
    associatedtype Body
    var signature: String { get }
    var replayed: Bool { get }
    var httpStatus: UInt16 { get }
    var body: Body { get }
    var raw: Data { get }
    var deviations: [Violation] { get }
}

extension TextAnswer: CoreAnswer {}

/// A response as DOKU would send it, for your own tests.
public struct TestResponse: Sendable {
    public let status: Int
    public let headers: [String: String]
    public let body: Data
}

/// A verified KYB callback.
public typealias Callback = DokuKitCore.Callback

/// A mistake that explains why a signature does not match, or a hint.
public typealias Finding = DokuKitCore.Finding

/// The stages of what is signed for a message, for a support ticket.
public typealias Explanation = DokuKitCore.Explanation

extension Answer {
    /// What a log may show, as of a request.
    public func redacted() throws(DokuError) -> String {
        try converting {
            try redactedAnswer(
                httpStatus: crossing(httpStatus), signature: signature, replayed: replayed, raw: raw)
        }
    }
}

extension Callback {
    /// What a log may show, as of a request.
    public func redacted() throws(DokuError) -> String {
        try converting { try redactedAnswer(httpStatus: 0, signature: signature, replayed: false, raw: raw) }
    }
}
