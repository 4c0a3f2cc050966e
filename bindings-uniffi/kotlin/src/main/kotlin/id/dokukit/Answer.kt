package id.dokukit

import id.dokukit.generated.CoreException
import java.nio.charset.CharacterCodingException

/**
 * A genuine answer; `signature` is `verified` or `absent`, `raw` the body's bytes as they came.
 *
 * It prints neither of its bodies; `raw`, and `body` as text, hold whatever secret came.
 */
class Answer<out T>(
    val signature: String,
    /** Whether it is the first answer to this Request-Id, sent again (HTTP 409). */
    val replayed: Boolean,
    val httpStatus: Int,
    val body: T,
    val raw: ByteArray,
) {
    override fun toString() = "Answer(signature=$signature, replayed=$replayed, httpStatus=$httpStatus)"
}

/**
 * The one error: a stable code, a sentence without any value that was given, and every violation.
 *
 * After a response it has `httpStatus` and `rawBody`; a `gateway_error` also has DOKU's own words,
 * whether it was signed, and `retry`: `never`, `same_request_id` or `new_timestamp`.
 */
class DokuException(
    val code: String,
    val detail: String,
    val violations: List<Violation> = emptyList(),
    val httpStatus: Int? = null,
    val gateway: Gateway? = null,
    val retry: String? = null,
    val signature: String? = null,
    val rawBody: ByteArray? = null,
) : RuntimeException("$code: $detail")

internal inline fun <T> converting(code: String = "invalid_request", block: () -> T): T = try {
    block()
} catch (failure: CoreException.Failed) {
    throw failure.run {
        DokuException(this.code, detail, violations, httpStatus?.toInt(), gateway, retry, signature, rawBody)
    }
} catch (_: CharacterCodingException) {
    // Such text cannot cross to the core at all, so nobody knows which of the texts it was.
    val violation = Violation("", "bad_format", "expected Unicode text, got half of a surrogate pair")
    throw DokuException(code, violation.detail, listOf(violation))
}
