import DokuKitCore
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

public typealias Gateway = DokuKitCore.Gateway
public typealias GenericCall = DokuKitCore.GenericCall
public typealias Header = DokuKitCore.Header
public typealias PreparedRequest = DokuKitCore.PreparedRequest
public typealias RdlAccount = DokuKitCore.RdlAccount
public typealias RdlAccountInfo = DokuKitCore.RdlAccountInfo
public typealias RdlCustomer = DokuKitCore.RdlCustomer
public typealias RdlRegistration = DokuKitCore.RdlRegistration
public typealias RdlRegistrationAnswer = DokuKitCore.RdlRegistrationAnswer
public typealias Stages = DokuKitCore.Stages
public typealias TimestampParts = DokuKitCore.TimestampParts
public typealias UnsignedRequest = DokuKitCore.UnsignedRequest
public typealias Violation = DokuKitCore.Violation

/// A genuine answer; `signature` is `verified` or `absent`, `raw` the body's bytes as they came.
public struct Answer<Body: Equatable & Sendable>: Equatable, Sendable {
    public let signature: String
    /// Whether it is the first answer to this Request-Id, sent again (HTTP 409).
    public let replayed: Bool
    public let httpStatus: Int
    public let body: Body
    public let raw: Data
}

extension PreparedRequest {
    /// The same method, URL, headers and bytes as a request of `URLSession`.
    public func urlRequest() throws(URLError) -> URLRequest {
        guard let url = URL(string: url) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        for header in headers { request.setValue(header.value, forHTTPHeaderField: header.name) }
        return request
    }
}

extension RdlRegistration {
    /// Reads an RDL registration from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try rdlRegistrationFromJson(text: json) }
    }
}

extension GenericCall {
    /// Reads a generic call from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try genericCallFromJson(text: json) }
    }
}

/// What the library itself shows of a record, and nothing more to `dump`: no personal data, no keys.
protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Redacted {
    public var description: String { debugDescription }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Answer: Redacted {
    public var debugDescription: String {
        "Answer { signature: \(signature), replayed: \(replayed), http_status: \(httpStatus), .. }"
    }
}
extension Gateway: Redacted {}
extension GenericCall: Redacted {}
extension Header: Redacted {}
extension PreparedRequest: Redacted {}
extension RdlAccount: Redacted {}
extension RdlAccountInfo: Redacted {}
extension RdlCustomer: Redacted {}
extension RdlRegistration: Redacted {}
extension RdlRegistrationAnswer: Redacted {}
extension UnsignedRequest: Redacted {}
