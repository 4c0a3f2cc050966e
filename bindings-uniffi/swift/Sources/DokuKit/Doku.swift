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
///
/// `policy`, `required` or `if_present`, says what becomes of answers that are not signed. It only
/// tightens: the strictest of the operation's own, this one and that of a call counts. A base URL with
/// `http://` may name this machine; for any other host `allowPlainHttp` has to say that it is meant.
///
/// The key crosses to the core, which wipes its copy when this object goes. The text that you gave is
/// Swift's, and nobody can wipe it.
public final class Doku: Sendable {
    let core: DokuCore

    /// Checks the configuration; throws `invalid_config`.
    public init(
        environment: String? = nil, baseURL: String? = nil, clientId: String, secretKey: String? = nil,
        query: String? = nil, previousSecretKeys: [String] = [], acceptBareSignatures: Bool = false,
        policy: String? = nil, allowPlainHttp: Bool = false
    ) throws(DokuError) {
        core = try converting {
            try DokuCore(
                environment: environment, baseUrl: baseURL, clientId: clientId, secretKey: secretKey,
                previousSecretKeys: previousSecretKeys, acceptBareSignatures: acceptBareSignatures,
                query: query, policy: policy, allowPlainHttp: allowPlainHttp)
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
    /// Throws `not_for_this_request`, also when another configuration prepared the request,
    /// `signature_mismatch` or `signature_missing` before anything is read, then `gateway_error` or
    /// `unreadable_response`.
    ///
    /// - Parameters:
    ///   - headers: Names with one text or a list, such as `HTTPURLResponse.allHeaderFields`. Null and
    ///     numbers under names that are not DOKU's are left out; anything else is `invalid_request` at
    ///     `headers`.
    ///   - policy: `required` or `if_present`; it can only tighten what the operation and the
    ///     configuration ask for.
    public func read<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil
    ) throws(DokuError) -> Answer<String> {
        try answer(core.readText, prepared, status, headers, body, policy)
    }

    /// As `prepare`, without the signature: sign `stringToSign` elsewhere, then `attachSignature`.
    public func prepareUnsigned(
        operation: String, json: String, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> UnsignedRequest {
        try converting {
            try core.prepareUnsigned(operation: operation, request: json, call: call(requestId, timestamp))
        }
    }

    /// Adds a signature that was made elsewhere, `HMACSHA256=` and base64; throws `invalid_request`, and
    /// `not_for_this_request` for a request of another configuration.
    public func attachSignature(
        _ unsigned: PreparedRequest, signature: String
    ) throws(DokuError) -> PreparedRequest {
        try converting { try core.attachSignature(request: unsigned, signature: signature) }
    }

    /// Signs again for a retry: same Request-Id and body, fresh timestamp; throws `invalid_request`, and
    /// `not_for_this_request` for a request of another configuration.
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

    /// The request that `serialize()` wrote down, to be sent or signed again.
    ///
    /// Throws `invalid_request` for any other text, and `not_for_this_request` for a request of another
    /// configuration.
    public func restore(_ text: String) throws(DokuError) -> PreparedRequest {
        try converting { try core.restore(stored: text) }
    }

    /// Everything that `prepare…` would refuse in a request given as JSON text; it needs no key, so a form can ask.
    ///
    /// The operation has its name in snake case, such as `register_business`; an upload's file has its
    /// bytes, or at least its first ones, as `base64`.
    public static func checkRequest(operation: String, json: String) throws(DokuError) -> [Violation] {
        try converting { try DokuKitCore.checkRequest(operation: operation, request: json) }
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
