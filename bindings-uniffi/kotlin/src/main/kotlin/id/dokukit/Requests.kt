package id.dokukit

/**
 * A request to send exactly as it is.
 *
 * What holds personal data, a signature or a token is out of sight of whatever prints it, and of
 * serialisers that look for fields or getters: a logger that writes objects as JSON shows the operation,
 * the method, the Request-Id and the timestamp. To store it for a retry, [serialize] it.
 */
data class PreparedRequest(
    /** The operation's name. */
    val operation: String,
    /** The HTTP method. */
    val method: String,
    /** The whole URL. */
    @Transient @get:JvmName("url") val url: String,
    /** The headers, in order. */
    @Transient @get:JvmName("headers") val headers: List<Header>,
    /** The bytes that were signed; null when there is no body. */
    @Transient @get:JvmName("body") val body: ByteArray?,
    /** The Request-Target that was signed. */
    @Transient @get:JvmName("target") val target: String,
    /** The Request-Id. */
    val requestId: String,
    /** The Request-Timestamp. */
    val timestamp: String,
) {
    /**
     * Everything as one line of JSON, the same in all languages, for [Doku.restore] later or elsewhere.
     *
     * It holds the personal data of the body and a valid signature, an upload's the bearer token: keep it
     * as you keep the data itself. For a log there is [redacted].
     */
    fun serialize(): String = converting { id.dokukit.generated.serializeRequest(this) }

    override fun equals(other: Any?) = other is PreparedRequest && parts() == other.parts()

    override fun hashCode() = parts().hashCode()

    override fun toString() = "PreparedRequest(operation=$operation, method=$method, requestId=$requestId, " +
        "timestamp=$timestamp, bodyBytes=${body?.size ?: 0})"

    private fun parts() = listOf(operation, method, url, headers, body?.asList(), target, requestId, timestamp)
}

/** A request without its signature, and the string to sign. */
typealias UnsignedRequest = id.dokukit.generated.UnsignedRequest

/** What is sent before and after the bytes of a file. */
typealias UploadFrame = id.dokukit.generated.UploadFrame

/** The stages of a signature: digest, string to sign, signature. */
typealias Stages = id.dokukit.generated.Stages

/** A header: name and value. */
typealias Header = id.dokukit.generated.Header

/**
 * What a log may show of a request: one line of JSON. The body's keys stay, and in place of each
 * value stand its kind and size; no signature, no token and no personal data is in it.
 */
fun PreparedRequest.redacted(): String =
    converting { id.dokukit.generated.redactedRequest(method, url, headers, body) }
