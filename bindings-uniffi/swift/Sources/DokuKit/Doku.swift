import DokuKitCore
import Foundation

/// One Client-Id at one DOKU: prepares its requests and reads what comes back.
///
/// Give an environment, `test` or `production`, or a base URL of your own instead. Without a secret
/// key it still prepares the string to sign, for a key that never leaves its vault. A Request-Id
/// that is not given is a fresh UUID, a timestamp that is not given is the current time. It holds no
/// connection and no state: one object serves every task.
///
/// `query` says whether the query of Check Requirements and Get Business Data is signed, which no page
/// of DOKU does: `unsigned`, as when left out, or `signed`.
///
/// What comes in may be signed with one of `previousSecretKeys` as well, while a key is replaced;
/// nothing is ever signed with them. `acceptBareSignatures` takes a Signature header that lacks its
/// `HMACSHA256=` or its padding, as a third party reports of one gateway.
public final class Doku: Sendable {
    let core: DokuCore

    /// Checks the configuration; throws `invalid_config`.
    public init(
        environment: String? = nil, baseURL: String? = nil, clientId: String, secretKey: String? = nil,
        query: String? = nil, previousSecretKeys: [String] = [], acceptBareSignatures: Bool = false
    ) throws(DokuError) {
        core = try converting {
            try DokuCore(
                environment: environment, baseUrl: baseURL, clientId: clientId, secretKey: secretKey,
                previousSecretKeys: previousSecretKeys, acceptBareSignatures: acceptBareSignatures,
                query: query)
        }
    }

    /// Checks and signs a request to any other non-SNAP endpoint; throws `invalid_request`.
    public func prepareCall(
        _ request: GenericCall, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.prepareCall(request: request, call: call(requestId, timestamp)) }
    }

    /// Checks, serialises and signs a request given as JSON text; throws `invalid_request`.
    ///
    /// The operation has its name in snake case, such as `check_requirements`. An upload has no
    /// signature and is refused here: `prepareUpload` takes it.
    public func prepare(
        operation: String, json: String, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting {
            try core.prepareText(operation: operation, request: json, call: call(requestId, timestamp))
        }
    }

    /// Verifies and reads an answer, with its body as JSON text in wire names.
    ///
    /// Throws `not_for_this_request`, `signature_mismatch` or `signature_missing` before anything is
    /// read, then `gateway_error` or `unreadable_response`.
    ///
    /// - Parameter headers: Names with one value or a list, such as `HTTPURLResponse.allHeaderFields`.
    public func read<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data
    ) throws(DokuError) -> Answer<String> {
        try answer(core.readText, prepared, status, headers, body)
    }

    /// As `prepare`, without the signature: sign `stringToSign` elsewhere, then `attachSignature`.
    public func prepareUnsigned(
        operation: String, json: String, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> UnsignedRequest {
        try converting {
            try core.prepareUnsigned(operation: operation, request: json, call: call(requestId, timestamp))
        }
    }

    /// Adds a signature that was made elsewhere, `HMACSHA256=` and base64; throws `invalid_request`.
    public func attachSignature(
        _ unsigned: PreparedRequest, signature: String
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.attachSignature(request: unsigned, signature: signature) }
    }

    /// Signs again for a retry: same Request-Id and body, fresh timestamp; throws `invalid_request`.
    public func resign(
        _ prepared: PreparedRequest, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.resign(prepared: prepared, timestamp: timestamp ?? now()) }
    }

    /// As `resign`, without the signature.
    public func resignUnsigned(
        _ prepared: PreparedRequest, timestamp: String? = nil
    ) throws(DokuError) -> UnsignedRequest {
        try converting { try core.resignUnsigned(prepared: prepared, timestamp: timestamp ?? now()) }
    }

    /// The stages of a request's signature, for any method, target and body; throws `invalid_request`.
    public func signComponent(
        method: String, target: String, body: Data?, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> Stages {
        try converting {
            try core.signComponent(method: method, target: target, body: body, call: call(requestId, timestamp))
        }
    }

    /// The stages of the signature on your own reply to an inquiry; throws `invalid_request`.
    public func signReply(
        target: String, body: Data, requestId: String, timestamp: String? = nil
    ) throws(DokuError) -> Stages {
        try converting { try core.signReply(target: target, body: body, call: call(requestId, timestamp)) }
    }

    /// The moment that many seconds after 1970 began; throws `invalid_request`.
    public static func timestampFromUnix(_ seconds: Int64) throws(DokuError) -> TimestampParts {
        try converting { try DokuKitCore.timestampFromUnix(seconds: seconds) }
    }

    /// Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`; throws `invalid_request`.
    public static func parseTimestamp(_ text: String) throws(DokuError) -> TimestampParts {
        try converting { try DokuKitCore.parseTimestamp(text: text) }
    }

    /// Returns the text when it can be a Request-Id; throws `invalid_request`.
    public static func checkRequestId(_ text: String) throws(DokuError) -> String {
        try converting { try DokuKitCore.checkRequestId(text: text) }
    }
}
