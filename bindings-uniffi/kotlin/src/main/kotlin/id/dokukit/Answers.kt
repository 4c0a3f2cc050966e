package id.dokukit

/**
 * An answer of DOKU; `raw` is the body's bytes as received.
 *
 * Its `signature` is one of
 * - `verified`: headers, ids and body are signed;
 * - `headers_only`: the answer to a GET, signed without a Digest, so that nothing covers its body;
 * - `unbound`: an upload's answer, genuine but not tied to this upload by a Request-Id;
 * - `absent`: it is unsigned, which the policy allows.
 *
 * Its text shows neither body; `raw`, and `body` as text, hold the secrets that DOKU sent.
 */
class Answer<out T>(
    val signature: String,
    /** Whether it is the first answer to this Request-Id, sent again (HTTP 409). */
    val replayed: Boolean,
    val httpStatus: Int,
    val body: T,
    val raw: ByteArray,
    /** What differs from DOKU's documents and is left out of `body`; usually empty. */
    val deviations: List<Violation> = emptyList(),
) {
    override fun toString() =
        "Answer(signature=$signature, replayed=$replayed, httpStatus=$httpStatus, deviations=${deviations.size})"
}

/** A response as DOKU would send it, for your own tests. */
class TestResponse(val status: Int, val headers: Map<String, List<String>>, val body: ByteArray)

/** A verified KYB callback. */
typealias Callback = id.dokukit.generated.KybCallback

/** A mistake that explains why a signature does not match, or a hint. */
typealias Finding = id.dokukit.generated.Finding

/** The stages of what is signed for a message, for a support ticket. */
typealias Explanation = id.dokukit.generated.Explanation

/** What a log may show of an answer, as of a request. */
fun Answer<*>.redacted(): String = converting {
    id.dokukit.generated.redactedAnswer(crossing(httpStatus), signature, replayed, raw)
}

/** What a log may show of a callback, as of a request. */
fun Callback.redacted(): String =
    converting { id.dokukit.generated.redactedAnswer(0u, signature, false, raw) }
