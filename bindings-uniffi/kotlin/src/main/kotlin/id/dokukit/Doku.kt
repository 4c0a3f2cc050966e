package id.dokukit

import id.dokukit.generated.Config
import id.dokukit.generated.DokuCore
import id.dokukit.generated.Limits

/**
 * The client: one Client-Id in one environment, with its keys. It prepares requests and reads answers.
 *
 * Give an environment, `test` or `production`, or a base URL instead. Without a secret key it still
 * prepares the string to sign, for a key that never leaves its vault. A Request-Id that is left out is a
 * fresh UUID, a timestamp that is left out is the current time.
 *
 * `query` says whether the query of a GET is signed: `unsigned`, as when left out, or `signed`. DOKU's
 * documents leave it open.
 *
 * Answers, notifications and callbacks may be signed with one of `previousSecretKeys` too, while a key is
 * replaced; nothing is ever signed with them. `acceptBareSignatures` accepts a Signature header without
 * its `HMACSHA256=` or its padding, as a third party reports of one gateway.
 *
 * `policy` says whether unsigned answers are accepted: `required` or `if_present`. It only tightens: the
 * strictest of the operation's own, this one and that of a call counts. A base URL with `http://` may name
 * this machine; any other host needs `allowPlainHttp`.
 *
 * The core wipes its copy of the key when this is closed. The text that you gave belongs to the JVM, and
 * nobody can wipe it.
 *
 * @throws DokuException `invalid_config`; every function throws it, with the codes that it names.
 */
class Doku(
    environment: String? = null,
    clientId: String,
    secretKey: String? = null,
    baseUrl: String? = null,
    query: String? = null,
    previousSecretKeys: List<String> = emptyList(),
    acceptBareSignatures: Boolean = false,
    policy: String? = null,
    allowPlainHttp: Boolean = false,
) : DokuOperations(), AutoCloseable {
    internal override val core = converting("invalid_config") {
        DokuCore(
            Config(
                environment = environment,
                baseUrl = baseUrl,
                clientId = clientId,
                secretKey = secretKey,
                previousSecretKeys = previousSecretKeys,
                acceptBareSignatures = acceptBareSignatures,
                query = query,
                policy = policy,
                allowPlainHttp = allowPlainHttp,
            ),
        )
    }

    /**
     * Returns a client that sends over the transport, at most `attempts` times and for `seconds`.
     *
     * `policy` asks for signed answers, as in [read]. `sign` signs the string to sign, `HMACSHA256=` and
     * base64, for a configuration without a secret key.
     */
    @JvmOverloads
    fun client(
        transport: Transport = JdkTransport.shared,
        attempts: Int = 3,
        seconds: Int = 60,
        policy: String? = null,
        sign: ((stringToSign: String) -> String)? = null,
    ): Client {
        val limits = Limits(attempts.coerceAtLeast(0).toUInt(), seconds.coerceAtLeast(0).toUInt())
        return Client(this, transport, limits, policy, sign)
    }

    /**
     * Writes the `multipart/form-data` body of an upload, with a bearer token and no signature.
     *
     * The boundary is a fresh UUID unless given. Throws `invalid_request`; `mismatch` at `boundary`
     * when it occurs in the content.
     */
    fun prepareUpload(upload: Upload, token: Secret, boundary: String? = null): PreparedRequest =
        converting { core.prepareUploadFile(upload, token, boundary ?: random()) }

    /** As [prepareUpload], with the token as plain text. */
    fun prepareUpload(upload: Upload, token: String, boundary: String? = null): PreparedRequest =
        prepareUpload(upload, Secret(token), boundary)

    /**
     * As [prepareUpload], with the upload as JSON text and the file's bytes in it as `base64`.
     *
     * With `content`, those are the file's bytes, and the text needs only the first [FILE_HEAD_BYTES] of them.
     */
    fun prepareUpload(
        json: String,
        token: Secret,
        boundary: String? = null,
        content: ByteArray? = null,
    ): PreparedRequest = converting { core.prepareUploadText(json, content, token, boundary ?: random()) }

    /** As [prepareUpload], with the upload as JSON text and the token as plain text. */
    fun prepareUpload(
        json: String,
        token: String,
        boundary: String? = null,
        content: ByteArray? = null,
    ): PreparedRequest = prepareUpload(json, Secret(token), boundary, content)

    /**
     * Returns what to send before and after the bytes of a file, so that you can stream them.
     *
     * The first [FILE_HEAD_BYTES] bytes of the file's `content` are enough. The body's length is that of
     * `head`, file and `tail` together. Throws `invalid_request`; what you stream is not searched for the
     * boundary, so leave it random.
     */
    fun prepareUploadFrame(upload: Upload, token: Secret, boundary: String? = null): UploadFrame =
        converting { core.prepareUploadFrame(upload, token, boundary ?: random()) }

    /** As [prepareUploadFrame], with the token as plain text. */
    fun prepareUploadFrame(upload: Upload, token: String, boundary: String? = null): UploadFrame =
        prepareUploadFrame(upload, Secret(token), boundary)

    /** As [prepareUploadFrame], with the upload as JSON text. */
    fun prepareUploadFrame(json: String, token: Secret, boundary: String? = null): UploadFrame =
        converting { core.prepareUploadFrameText(json, token, boundary ?: random()) }

    /** As [prepareUploadFrame], with the upload as JSON text and the token as plain text. */
    fun prepareUploadFrame(json: String, token: String, boundary: String? = null): UploadFrame =
        prepareUploadFrame(json, Secret(token), boundary)

    /**
     * Checks, serialises and signs a request given as JSON text; throws `invalid_request`.
     *
     * An operation has its name in snake case, such as `check_requirements`. An upload has no
     * signature and is rejected here: use [prepareUpload].
     */
    fun prepare(
        operation: String,
        json: String,
        requestId: String? = null,
        timestamp: String? = null,
    ): PreparedRequest = converting { core.prepareText(operation, json, stamp(requestId, timestamp)) }

    /**
     * Verifies and reads an answer, with its body as JSON text in wire names.
     *
     * `policy`, `required` or `if_present`, can only tighten what the operation and the configuration
     * ask for. Throws `not_for_this_request`, also when another configuration prepared the request,
     * `signature_mismatch` or `signature_missing` before anything is read, then `gateway_error` or
     * `unreadable_response`; `invalid_request` at `headers` for values that are not text.
     */
    fun read(
        prepared: PreparedRequest,
        status: Int,
        headers: Headers,
        body: ByteArray,
        policy: String? = null,
    ): Answer<String> = converting {
        core.readText(sent(prepared), received(status, headers, body), policy).public()
    }

    /** As [prepare], without the signature: sign `stringToSign` elsewhere, then [attachSignature]. */
    fun prepareUnsigned(
        operation: String,
        json: String,
        requestId: String? = null,
        timestamp: String? = null,
    ): UnsignedRequest = converting { core.prepareUnsigned(operation, json, stamp(requestId, timestamp)) }

    /**
     * Adds a signature that was made elsewhere, `HMACSHA256=` and base64; throws `invalid_request`, and
     * `not_for_this_request` for a request of another configuration.
     */
    fun attachSignature(request: PreparedRequest, signature: String): PreparedRequest =
        converting { core.attachSignature(request, signature) }

    /**
     * Signs again for a retry: same Request-Id and body, fresh timestamp; throws `invalid_request`, and
     * `not_for_this_request` for a request of another configuration.
     */
    fun resign(prepared: PreparedRequest, timestamp: String? = null): PreparedRequest =
        converting { core.resign(prepared, timestamp ?: now()) }

    /** As [resign], without the signature. */
    fun resignUnsigned(prepared: PreparedRequest, timestamp: String? = null): UnsignedRequest =
        converting { core.resignUnsigned(prepared, timestamp ?: now()) }

    /**
     * Returns the request that [PreparedRequest.serialize] wrote, to be sent or signed again.
     *
     * Throws `invalid_request` for any other text, and `not_for_this_request` for a request of another
     * configuration.
     */
    fun restore(text: String): PreparedRequest = converting { core.restore(text) }

    /** The stages of a request's signature, for any method, target and body; throws `invalid_request`. */
    fun signComponent(
        method: String,
        target: String,
        body: ByteArray?,
        requestId: String? = null,
        timestamp: String? = null,
    ): Stages = converting { core.signComponent(method, target, body, stamp(requestId, timestamp)) }

    /** Forgets the secret key; a call after this is an [IllegalStateException]. */
    override fun close() = core.close()
}
