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

extension PreparedRequest {
    /// What a log may show: one line of JSON. The body's keys stay, and in place of each value stand its
    /// kind and size; no signature, no token and no personal data is in it.
    public func redacted() throws(DokuError) -> String {
        try converting { try redactedRequest(method: method, url: url, headers: headers, body: body) }
    }
}

/// A request to send exactly as it is.
public typealias PreparedRequest = DokuKitCore.PreparedRequest

/// A request without its signature, and the string to sign.
public typealias UnsignedRequest = DokuKitCore.UnsignedRequest

/// What is sent before and after the bytes of a file.
public typealias UploadFrame = DokuKitCore.UploadFrame

/// The stages of a signature: digest, string to sign, signature.
public typealias Stages = DokuKitCore.Stages

/// A header: name and value.
public typealias Header = DokuKitCore.Header

/// A bearer token or a brand's key: `expose()` is the one way to its text.
public typealias Secret = DokuKitCore.Secret
