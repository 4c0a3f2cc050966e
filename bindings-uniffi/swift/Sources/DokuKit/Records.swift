import DokuKitCore
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

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

extension PreparedRequest {
    /// Everything as one line of JSON, the same in all languages, for `Doku.restore(_:)` later or elsewhere.
    ///
    /// It holds the personal data of the body and a valid signature, an upload's the bearer token: keep
    /// it as you keep the data itself. For a log there is `redacted()`.
    public func serialize() throws(DokuError) -> String {
        try converting { try serializeRequest(request: self) }
    }
}

extension TokenAnswer {
    /// Whether the token has expired at `now`, or the current time, or will within `leeway`; all in seconds.
    public func isExpired(now: Int64? = nil, leeway: Int64 = 0) throws(DokuError) -> Bool {
        try converting {
            try tokenIsExpired(token: self, now: now ?? clock(), leeway: leeway)
        }
    }
}
