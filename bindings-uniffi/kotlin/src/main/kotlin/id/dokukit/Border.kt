package id.dokukit

import id.dokukit.generated.CoreException
import id.dokukit.generated.InternalException
import id.dokukit.generated.Received
import id.dokukit.generated.Sent
import id.dokukit.generated.Stamp
import java.nio.charset.CharacterCodingException
import java.time.Instant
import java.time.temporal.ChronoUnit
import java.util.UUID

/** Calls the core; its errors become the one error of this package. */
internal inline fun <T> converting(code: String = "invalid_request", call: () -> T): T = try {
    call()
} catch (failure: CoreException.Failed) {
    throw failure.run {
        DokuException(
            this.code, detail, violations, httpStatus?.toInt(), gateway, retry, signature, rawBody, outcome, attempts.toInt(),
        )
    }
} catch (_: CharacterCodingException) {
    // Such text cannot cross to the core at all, so nobody knows which of the texts it was.
    val violation = Violation("", "bad_format", "expected Unicode text, got half of a surrogate pair")
    throw DokuException(code, violation.detail, listOf(violation))
} catch (_: InternalException) {
    // The text of a panic may quote anything.
    throw DokuException("internal_error", "the library failed, which is a bug in it")
}

/** What makes one request different from the next; what is left out is filled in. */
internal fun stamp(requestId: String?, timestamp: String?) = Stamp(requestId ?: random(), timestamp ?: now())

/** Includes Client-Id and URL, so that the core can reject a request of another configuration. */
internal fun sent(prepared: PreparedRequest) = prepared.run {
    val sentAs = headers.find { it.name.equals("Client-Id", ignoreCase = true) }?.value
    Sent(operation, method, target, requestId, clientId = sentAs, url = url)
}

internal fun received(status: Int, headers: Headers, body: ByteArray) = Received(crossing(status), lines(headers), body)

/** A number beyond 16 bits becomes the nearest one, which is no HTTP status either: the core rejects it. */
internal fun crossing(status: Int) = status.coerceIn(0, 0xFFFF).toUShort()

internal fun random() = UUID.randomUUID().toString()

internal fun now() = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()

/** A tolerance without a time is compared with the current time. */
internal fun clock(tolerance: Long?) = tolerance?.let { Instant.now().epochSecond }
