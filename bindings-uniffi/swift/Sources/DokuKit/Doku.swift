import DokuKitCore
import Foundation

/// The client: one Client-Id in one environment, with its keys. It prepares requests and reads answers.
///
/// Give an environment, `test` or `production`, or a base URL instead. Without a secret key it still
/// prepares the string to sign, for a key that never leaves its vault. A Request-Id that is left out is a
/// fresh UUID, a timestamp that is left out is the current time. It holds no connection and no state: one
/// object serves every task.
///
/// `query` says whether the query of a GET is signed: `unsigned`, as when left out, or `signed`. DOKU's
/// documents leave it open.
///
/// Answers, notifications and callbacks may be signed with one of `previousSecretKeys` too, while a key is
/// replaced; nothing is ever signed with them. `acceptBareSignatures` accepts a Signature header without
/// its `HMACSHA256=` or its padding, as a third party reports of one gateway.
///
/// `policy` says whether unsigned answers are accepted: `required` or `if_present`. It only tightens: the
/// strictest of the operation's own, this one and that of a call counts. A base URL with `http://` may name
/// this machine; any other host needs `allowPlainHttp`.
///
/// The core wipes its copy of the key when this object is released. The text that you gave belongs to
/// Swift, and nobody can wipe it.
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
                config: Config(
                    environment: environment, baseUrl: baseURL, clientId: clientId, secretKey: secretKey,
                    previousSecretKeys: previousSecretKeys, acceptBareSignatures: acceptBareSignatures,
                    query: query, policy: policy, allowPlainHttp: allowPlainHttp))
        }
    }

    /// Checks, serialises and signs a request given as JSON text; throws `invalid_request`.
    ///
    /// The operation has its name in snake case, such as `check_requirements`. An upload has no
    /// signature and is rejected here: use `prepareUpload`.
    public func prepare(
        operation: String, json: String, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting {
            try core.prepareText(operation: operation, request: json, stamp: stamp(requestId, timestamp))
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
            try core.prepareUnsigned(operation: operation, request: json, stamp: stamp(requestId, timestamp))
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
            try core.signComponent(method: method, target: target, body: body, stamp: stamp(requestId, timestamp))
        }
    }

    /// Returns the request that `serialize()` wrote, to be sent or signed again.
    ///
    /// Throws `invalid_request` for any other text, and `not_for_this_request` for a request of another
    /// configuration.
    public func restore(_ text: String) throws(DokuError) -> PreparedRequest {
        try converting { try core.restore(stored: text) }
    }
}

/// Uploads, which have a bearer token in place of a signature.
extension Doku {
    /// Writes the `multipart/form-data` body of an upload, with a bearer token and no signature.
    ///
    /// The boundary is a fresh UUID unless given. Throws `invalid_request`; `mismatch` at `boundary`
    /// when it occurs in the content.
    public func prepareUpload(
        _ upload: Upload, token: Secret, boundary: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting {
            try core.prepareUploadFile(upload: upload, token: token, boundary: boundary ?? random())
        }
    }

    /// Writes the body of an upload, with the token as plain text; throws `invalid_request`.
    public func prepareUpload(
        _ upload: Upload, token: String, boundary: String? = nil
    ) throws(DokuError) -> PreparedRequest {
        try prepareUpload(upload, token: Secret(text: token), boundary: boundary)
    }

    /// Writes the body of an upload given as JSON text, its file's bytes as `base64`; throws `invalid_request`.
    ///
    /// With `content`, those are the file's bytes, and the text needs only the first `Doku.fileHeadBytes` of them.
    public func prepareUpload(
        json: String, token: Secret, boundary: String? = nil, content: Data? = nil
    ) throws(DokuError) -> PreparedRequest {
        try converting {
            try core.prepareUploadText(upload: json, content: content, token: token, boundary: boundary ?? random())
        }
    }

    /// Writes the body of an upload given as JSON text, with the token as plain text; throws `invalid_request`.
    public func prepareUpload(
        json: String, token: String, boundary: String? = nil, content: Data? = nil
    ) throws(DokuError) -> PreparedRequest {
        try prepareUpload(json: json, token: Secret(text: token), boundary: boundary, content: content)
    }

    /// Returns what to send before and after the bytes of a file, so that you can stream them.
    ///
    /// The first `Doku.fileHeadBytes` bytes of the file's `content` are enough. The body's length is that of
    /// `head`, file and `tail` together. Throws `invalid_request`; what you stream is not searched for the
    /// boundary, so leave it random.
    public func prepareUploadFrame(
        _ upload: Upload, token: Secret, boundary: String? = nil
    ) throws(DokuError) -> UploadFrame {
        try converting {
            try core.prepareUploadFrame(upload: upload, token: token, boundary: boundary ?? random())
        }
    }

    /// As `prepareUploadFrame` with a `Secret`, with the token as plain text; throws `invalid_request`.
    public func prepareUploadFrame(
        _ upload: Upload, token: String, boundary: String? = nil
    ) throws(DokuError) -> UploadFrame {
        try prepareUploadFrame(upload, token: Secret(text: token), boundary: boundary)
    }

    /// As `prepareUploadFrame`, with the upload as JSON text; throws `invalid_request`.
    public func prepareUploadFrame(
        json: String, token: Secret, boundary: String? = nil
    ) throws(DokuError) -> UploadFrame {
        try converting {
            try core.prepareUploadFrameText(upload: json, token: token, boundary: boundary ?? random())
        }
    }

    /// As `prepareUploadFrame`, with the upload as JSON text and the token as plain text.
    public func prepareUploadFrame(
        json: String, token: String, boundary: String? = nil
    ) throws(DokuError) -> UploadFrame {
        try prepareUploadFrame(json: json, token: Secret(text: token), boundary: boundary)
    }
}
