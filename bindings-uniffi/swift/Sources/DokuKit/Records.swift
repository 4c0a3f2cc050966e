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

extension CheckRequirements {
    /// Reads a question for requirements from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try checkRequirementsFromJson(text: json) }
    }
}

extension GenerateToken {
    /// Reads a question for a token from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try generateTokenFromJson(text: json) }
    }
}

extension Upload {
    /// Reads an upload, its file's bytes as `base64`, from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try uploadFromJson(text: json) }
    }
}

extension BusinessRegistration {
    /// Reads a business registration from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try businessRegistrationFromJson(text: json) }
    }
}

extension LiteRegistration {
    /// Reads a lite registration from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try liteRegistrationFromJson(text: json) }
    }
}

extension GetBusiness {
    /// Reads a question for a business's data from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try getBusinessFromJson(text: json) }
    }
}

extension RdlRegistration {
    /// Reads an RDL registration from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try rdlRegistrationFromJson(text: json) }
    }
}

extension RdlDisbursement {
    /// Reads an RDL disbursement from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try rdlDisbursementFromJson(text: json) }
    }
}

extension GenericCall {
    /// Reads a generic call from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try genericCallFromJson(text: json) }
    }
}

extension Placement {
    /// Reads a placement from JSON text, checked; throws `invalid_request`.
    public init(json: String) throws(DokuError) {
        self = try converting { try placementFromJson(text: json) }
    }
}
