package id.dokukit

import java.io.ObjectInputStream
import java.io.ObjectOutputStream

/**
 * The one error: a stable code, a sentence without any value that was given, and every violation.
 *
 * After a response it has `httpStatus` and `rawBody`; a `gateway_error` also has DOKU's own words,
 * whether it was signed, and `retry`: `never`, `same_request_id` or `new_timestamp`.
 *
 * `outcome` says whether DOKU has acted, where something was sent or read: `not_sent`; `refused`, so that it
 * did not act; `unknown`, so that only the same Request-Id and body may be sent again; `done`. `attempts` is
 * how often [Client] sent the request. A `no_answer` has the exception of the HTTP client as its cause.
 *
 * It survives Java's serialisation, without the body and without DOKU's sentence, which may quote what was
 * sent: then `rawBody` is null, and `gateway` has its code alone.
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
    val outcome: String? = null,
    val attempts: Int = 0,
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

/** A broken rule: the path of a field in wire names, a stable code and a sentence without any value. */
typealias Violation = id.dokukit.generated.Violation

/** DOKU's own words about a refusal. */
typealias Gateway = id.dokukit.generated.Gateway
