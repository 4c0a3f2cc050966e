package id.dokukit

import id.dokukit.generated.CoreException
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import java.nio.charset.CharacterCodingException

/**
 * A genuine answer; `raw` is the body's bytes as they came.
 *
 * Its `signature` is one of
 * - `verified`: headers, ids and body are signed;
 * - `headers_only`: the answer to a GET, signed without a Digest, so that nothing covers its body;
 * - `unbound`: an upload's answer, genuine but not tied to this upload by a Request-Id;
 * - `absent`: it came unsigned, which the policy allows.
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
    /** What differs from DOKU's documents and is left out of `body`; empty as a rule. */
    val deviations: List<Violation> = emptyList(),
) {
    override fun toString() =
        "Answer(signature=$signature, replayed=$replayed, httpStatus=$httpStatus, deviations=${deviations.size})"
}

/**
 * The one error: a stable code, a sentence without any value that was given, and every violation.
 *
 * After a response it has `httpStatus` and `rawBody`; a `gateway_error` also has DOKU's own words,
 * whether it was signed, and `retry`: `never`, `same_request_id` or `new_timestamp`.
 *
 * Java's serialisation takes it, without the body and without DOKU's sentence, which may quote what was
 * sent: `rawBody` comes back as null, and of `gateway` its code alone.
 */
class DokuException(
    val code: String,
    val detail: String,
    violations: List<Violation> = emptyList(),
    val httpStatus: Int? = null,
    gateway: Gateway? = null,
    val retry: String? = null,
    val signature: String? = null,
    @Transient val rawBody: ByteArray? = null,
) : RuntimeException("$code: $detail") {
    @Transient
    var violations = violations
        private set

    @Transient
    var gateway = gateway
        private set

    private fun writeObject(out: ObjectOutputStream) {
        out.defaultWriteObject()
        out.writeObject(violations.map { arrayOf(it.path, it.code, it.detail) }.toTypedArray())
        out.writeObject(gateway?.let { arrayOf(it.code) })
    }

    private fun readObject(from: ObjectInputStream) {
        from.defaultReadObject()
        violations = (from.readObject() as Array<*>).map { violation ->
            val (path, code, detail) = (violation as Array<*>).map { "$it" }
            Violation(path, code, detail)
        }
        gateway = (from.readObject() as Array<*>?)?.let { Gateway(it[0] as String?, null, null) }
    }

    private companion object {
        const val serialVersionUID = 1L
    }
}

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
