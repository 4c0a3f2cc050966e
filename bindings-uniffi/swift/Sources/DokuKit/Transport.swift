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
    /// DOKU has nothing of it after `NotSent`. After any other error it may have acted.
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
///
/// Outside of Apple's systems `URLSession` may follow one all the same: then the answer is taken for a
/// redirect, which it was, and an error leaves the outcome unknown, even without any connection.
extension URLSession: Transport {
    public func send(_ request: PreparedRequest) async throws -> Received {
        var sent = try request.urlRequest()
        sent.timeoutInterval = self === URLSession.shared ? 30 : configuration.timeoutIntervalForRequest
        let (body, response) = try await exchange(sent)
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        // Swift 6.0 outside of Apple's systems asks no delegate and follows: whoever answers there is not DOKU.
        guard response.url == nil || response.url == sent.url else {
            return try Received(status: 307, headers: [String: String](), body: Data())
        }
        return try Received(status: response.statusCode, headers: response.allHeaderFields, body: body)
    }

    private func exchange(_ request: URLRequest) async throws -> (Data, URLResponse) {
        #if canImport(FoundationNetworking)
            return try await data(for: request)
        #else
            do {
                return try await data(for: request, delegate: NoRedirect())
            } catch let error as URLError where notSent.contains(error.code) {
                throw NotSent(error)
            }
        #endif
    }
}

#if !canImport(FoundationNetworking)
    /// The answer is the redirect itself: its target was not signed.
    private final class NoRedirect: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }

    /// No connection was made, or none to whom it was meant for.
    private let notSent: Set<URLError.Code> = [
        .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .serverCertificateHasBadDate,
        .serverCertificateUntrusted, .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid,
    ]
#endif

/// `not_sent` only where the transport says so.
func reason(_ error: any Error) -> String {
    if error is CancellationError || (error as? URLError)?.code == .cancelled { return "cancelled" }
    return error is NotSent ? "not_sent" : "unknown"
}
