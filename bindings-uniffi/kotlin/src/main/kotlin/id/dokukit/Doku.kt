package id.dokukit

import id.dokukit.generated.Call
import id.dokukit.generated.CoreException
import id.dokukit.generated.DokuCore
import id.dokukit.generated.Received
import id.dokukit.generated.Sent
import java.nio.charset.CharacterCodingException
import java.time.Instant
import java.time.temporal.ChronoUnit
import java.util.UUID

typealias Gateway = id.dokukit.generated.Gateway
typealias GenericCall = id.dokukit.generated.GenericCall
typealias Header = id.dokukit.generated.Header
typealias PreparedRequest = id.dokukit.generated.PreparedRequest
typealias RdlAccount = id.dokukit.generated.RdlAccount
typealias RdlAccountInfo = id.dokukit.generated.RdlAccountInfo
typealias RdlCustomer = id.dokukit.generated.RdlCustomer
typealias RdlRegistration = id.dokukit.generated.RdlRegistration
typealias RdlRegistrationAnswer = id.dokukit.generated.RdlRegistrationAnswer
typealias Stages = id.dokukit.generated.Stages
typealias TimestampParts = id.dokukit.generated.TimestampParts
typealias UnsignedRequest = id.dokukit.generated.UnsignedRequest
typealias Violation = id.dokukit.generated.Violation

/** Headers by name, as `java.net.http` and most clients give them; a null name is a status line. */
typealias Headers = Map<out String?, List<String>>

/**
 * One Client-Id at one DOKU: prepares its requests and reads what comes back.
 *
 * Give an environment, `test` or `production`, or a base URL of your own instead. Without a secret
 * key it still prepares the string to sign, for a key that never leaves its vault. A Request-Id
 * that is not given is a fresh UUID, a timestamp that is not given is the current time.
 *
 * @throws DokuException `invalid_config`; every function throws it, with the codes that it names.
 */
class Doku(environment: String? = null, clientId: String, secretKey: String? = null, baseUrl: String? = null) :
    AutoCloseable {
    private val core = converting("invalid_config") { DokuCore(environment, baseUrl, clientId, secretKey) }

    /** Checks, serialises and signs an RDL registration; throws `invalid_request`. */
    fun prepareRegisterRdlCustomer(
        request: RdlRegistration,
        requestId: String? = null,
        timestamp: String? = null,
    ): PreparedRequest = converting { core.prepareRegisterRdlCustomer(request, call(requestId, timestamp)) }

    /** Verifies and reads the answer to an RDL registration; throws what [read] throws. */
    fun readRegisterRdlCustomer(
        prepared: PreparedRequest,
        status: Int,
        headers: Headers,
        body: ByteArray,
    ): Answer<RdlRegistrationAnswer> = converting {
        val answer = core.readRegisterRdlCustomer(sent(prepared), received(status, headers, body))
        answer.run { Answer(signature, replayed, httpStatus.toInt(), this.body, raw) }
    }

    /** Checks and signs a request to any other non-SNAP endpoint; throws `invalid_request`. */
    fun prepareCall(request: GenericCall, requestId: String? = null, timestamp: String? = null): PreparedRequest =
        converting { core.prepareCall(request, call(requestId, timestamp)) }

    /** Checks, serialises and signs a request given as JSON text; throws `invalid_request`. */
    fun prepare(
        operation: String,
        json: String,
        requestId: String? = null,
        timestamp: String? = null,
    ): PreparedRequest = converting { core.prepareText(operation, json, call(requestId, timestamp)) }

    /**
     * Verifies and reads an answer, with its body as JSON text in wire names.
     *
     * Throws `not_for_this_request`, `signature_mismatch` or `signature_missing` before anything is
     * read, then `gateway_error` or `unreadable_response`.
     */
    fun read(prepared: PreparedRequest, status: Int, headers: Headers, body: ByteArray): Answer<String> = converting {
        val answer = core.readText(sent(prepared), received(status, headers, body))
        answer.run { Answer(signature, replayed, httpStatus.toInt(), this.body, raw) }
    }

    /** As [prepare], without the signature: sign `stringToSign` elsewhere, then [attachSignature]. */
    fun prepareUnsigned(
        operation: String,
        json: String,
        requestId: String? = null,
        timestamp: String? = null,
    ): UnsignedRequest = converting { core.prepareUnsigned(operation, json, call(requestId, timestamp)) }

    /** Adds a signature that was made elsewhere, `HMACSHA256=` and base64; throws `invalid_request`. */
    fun attachSignature(request: PreparedRequest, signature: String): PreparedRequest =
        converting { core.attachSignature(request, signature) }

    /** Signs again for a retry: same Request-Id and body, fresh timestamp; throws `invalid_request`. */
    fun resign(prepared: PreparedRequest, timestamp: String? = null): PreparedRequest =
        converting { core.resign(prepared, timestamp ?: now()) }

    /** As [resign], without the signature. */
    fun resignUnsigned(prepared: PreparedRequest, timestamp: String? = null): UnsignedRequest =
        converting { core.resignUnsigned(prepared, timestamp ?: now()) }

    /** The stages of a request's signature, for any method, target and body; throws `invalid_request`. */
    fun signComponent(
        method: String,
        target: String,
        body: ByteArray?,
        requestId: String? = null,
        timestamp: String? = null,
    ): Stages = converting { core.signComponent(method, target, body, call(requestId, timestamp)) }

    /** The stages of the signature on your own reply to an inquiry; throws `invalid_request`. */
    fun signReply(target: String, body: ByteArray, requestId: String, timestamp: String? = null): Stages =
        converting { core.signReply(target, body, call(requestId, timestamp)) }

    /** Verifies a response, `verified` or `absent`; `policy` is `required` or `if_present`. */
    fun verifyResponse(
        method: String,
        target: String,
        requestId: String,
        status: Int,
        headers: Headers,
        body: ByteArray,
        policy: String = "required",
    ): String = converting {
        core.verifyResponse(Sent("call", method, target, requestId), received(status, headers, body), policy)
    }

    /**
     * Verifies a notification or inquiry that DOKU sent to your `target`, the path of your own URL.
     *
     * With `now`, in seconds since 1970, a timestamp further off than `tolerance` seconds, or a
     * day, is `stale_timestamp`.
     */
    fun verifyNotification(
        target: String,
        headers: Headers,
        body: ByteArray,
        now: Long? = null,
        tolerance: Long? = null,
    ): String = converting { core.verifyNotification(target, lines(headers), body, now, tolerance) }

    /** Forgets the secret key; a call after this is an [IllegalStateException]. */
    override fun close() = core.close()
}

/** The moment that many seconds after 1970 began; throws `invalid_request`. */
fun timestampFromUnix(seconds: Long): TimestampParts = converting { id.dokukit.generated.timestampFromUnix(seconds) }

/** Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`; throws `invalid_request`. */
fun parseTimestamp(text: String): TimestampParts = converting { id.dokukit.generated.parseTimestamp(text) }

/** Returns the text when it can be a Request-Id; throws `invalid_request`. */
fun checkRequestId(text: String): String = converting { id.dokukit.generated.checkRequestId(text) }

/** Reads an RDL registration from JSON text, checked; throws `invalid_request`. */
fun rdlRegistrationFromJson(json: String): RdlRegistration =
    converting { id.dokukit.generated.rdlRegistrationFromJson(json) }

/** Reads a generic call from JSON text, checked; throws `invalid_request`. */
fun genericCallFromJson(json: String): GenericCall = converting { id.dokukit.generated.genericCallFromJson(json) }

/** A genuine answer; `signature` is `verified` or `absent`, `raw` the body's bytes as they came. */
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

private inline fun <T> converting(code: String = "invalid_request", block: () -> T): T = try {
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

private fun call(requestId: String?, timestamp: String?) =
    Call(requestId ?: UUID.randomUUID().toString(), timestamp ?: now())

private fun now() = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()

private fun sent(prepared: PreparedRequest) = prepared.run { Sent(operation, method, target, requestId) }

private fun received(status: Int, headers: Headers, body: ByteArray) =
    Received(status.coerceIn(0, 0xFFFF).toUShort(), lines(headers), body)

private fun lines(headers: Headers): List<Header> =
    headers.flatMap { (name, values) -> values.mapNotNull { value -> name?.let { Header(it, value) } } }
