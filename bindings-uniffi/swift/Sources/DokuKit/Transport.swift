import DokuKitCore
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Sends one request as it is, over your HTTP client, once; `URLSession` is one.
///
/// It follows no redirect, since the target is signed, repeats nothing, and has a timeout of its own.
public protocol Transport: Sendable {
    /// Sends the request and returns what came, whatever its status; throws where nothing came.
    ///
    /// DOKU has nothing of it after `NotSent`, and after a `URLError` that says so: no such host, no
    /// connection, an invalid certificate. After any other error it may have acted.
    func send(_ request: PreparedRequest) async throws -> Received
}

/// What an HTTP client received: status, headers and the body's bytes.
public struct Received: Sendable {
    let core: DokuKitCore.Received

    /// Takes names with one text or a list, such as `HTTPURLResponse.allHeaderFields`; throws
    /// `invalid_request` at `headers`.
    public init<Name, Value>(
        status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data
    ) throws(DokuError) {
        core = try received(status, headers, body)
    }

    public var status: Int { Int(core.status) }
    public var headers: [(key: String, value: String)] { core.headers.map { ($0.name, $0.value) } }
    public var body: Data { core.body }
}

/// A transport throws it where nothing can have reached DOKU; it becomes the `cause` of the `DokuError`.
public struct NotSent: Error {
    public let cause: (any Error)?

    public init(_ cause: (any Error)? = nil) { self.cause = cause }
}

/// The timeout is the session's own, and 30 seconds for `URLSession.shared`; redirects are not followed.
extension URLSession: Transport {
    public func send(_ request: PreparedRequest) async throws -> Received {
        var sent = try request.urlRequest()
        sent.timeoutInterval = self === URLSession.shared ? 30 : configuration.timeoutIntervalForRequest
        let (body, response) = try await withoutRedirect(sent)
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        return try Received(status: response.statusCode, headers: response.allHeaderFields, body: body)
    }
}

/// `not_sent` only where no connection was made.
func reason(_ error: any Error) -> String {
    if error is CancellationError { return "cancelled" }
    if error is NotSent { return "not_sent" }
    guard let code = (error as? URLError)?.code else { return "unknown" }
    if code == .cancelled { return "cancelled" }
    return notSent.contains(code) ? "not_sent" : "unknown"
}

private let notSent: Set<URLError.Code> = [
    .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .serverCertificateHasBadDate,
    .serverCertificateUntrusted, .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid,
]
