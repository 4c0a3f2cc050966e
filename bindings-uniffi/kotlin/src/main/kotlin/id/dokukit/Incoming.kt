package id.dokukit

import id.dokukit.generated.Received
import id.dokukit.generated.Sent
import java.time.Instant

/**
 * Verifies a response and returns its status, as [Answer] explains; `policy` is `required` or `if_present`.
 *
 * The Request-Id binds an answer to its request. With `now`, in seconds since 1970, one whose
 * timestamp is further off than `tolerance` seconds, or a day, is `stale_timestamp` all the same;
 * with `tolerance` alone, `now` is the current time.
 */
fun Doku.verifyResponse(
    method: String,
    target: String,
    requestId: String,
    status: Int,
    headers: Headers,
    body: ByteArray,
    policy: String = "required",
    now: Long? = null,
    tolerance: Long? = null,
): String = converting {
    val sent = Sent("call", method, target, requestId, clientId = null, url = null)
    core.verifyResponse(sent, received(status, headers, body), policy, now ?: clock(tolerance), tolerance)
}

/**
 * Verifies a notification or inquiry that DOKU sent to your `target`, as it stood on the request line.
 *
 * With `now`, in seconds since 1970, a timestamp further off than `tolerance` seconds, or a
 * day, is `stale_timestamp`; with `tolerance` alone, `now` is the current time. Genuine retries come up
 * to 12 hours later: keep the Request-Ids that you have handled and handle each once.
 */
fun Doku.verifyNotification(
    target: String,
    headers: Headers,
    body: ByteArray,
    now: Long? = null,
    tolerance: Long? = null,
): String = converting { core.verifyNotification(target, lines(headers), body, now ?: clock(tolerance), tolerance) }

/**
 * Verifies a KYB callback and says what it is about; `target` is your `callback_url` as it stood on the request line.
 *
 * DOKU does not say whether callbacks are signed: one that is not is refused, unless `policy` is
 * `if_present`; then `signature` says which. Its payload is undocumented, so for the state that it
 * announces, read Get Business Data.
 */
fun Doku.readCallback(
    target: String,
    headers: Headers,
    body: ByteArray,
    policy: String = "required",
    now: Long? = null,
    tolerance: Long? = null,
): KybCallback = converting {
    core.readCallback(target, lines(headers), body, policy, now ?: clock(tolerance), tolerance)
}

/** For your own tests: a response to `prepared`, signed as DOKU signs. */
fun Doku.signTestResponse(
    prepared: PreparedRequest,
    status: Int,
    body: ByteArray,
    timestamp: String? = null,
): TestResponse = converting {
    val bounded = status.coerceIn(0, 0xFFFF).toUShort()
    core.signTestResponse(sent(prepared), bounded, body, timestamp ?: now()).run {
        TestResponse(this.status.toInt(), named(this.headers), this.body)
    }
}

/** For your own tests: the headers of a notification or callback, signed as DOKU signs, by name. */
fun Doku.signTestNotification(
    target: String,
    body: ByteArray,
    requestId: String? = null,
    timestamp: String? = null,
): Map<String, List<String>> = converting { named(core.signTestNotification(target, body, call(requestId, timestamp))) }

/** A response as DOKU would send it. */
class TestResponse(val status: Int, val headers: Map<String, List<String>>, val body: ByteArray)

/**
 * What a log may show of a request: one line of JSON. The body's keys stay, and in place of each
 * value stand its kind and size; no signature, no token and no personal data is in it.
 */
fun PreparedRequest.redacted(): String =
    converting { id.dokukit.generated.redactedRequest(method, url, headers, body) }

/** What a log may show of an answer, as of a request. */
fun Answer<*>.redacted(): String = converting {
    id.dokukit.generated.redactedAnswer(httpStatus.coerceIn(0, 0xFFFF).toUShort(), signature, replayed, raw)
}

/** What a log may show of a callback, as of a request. */
fun KybCallback.redacted(): String =
    converting { id.dokukit.generated.redactedAnswer(0u, signature, false, raw) }

/** With its Client-Id and URL, so that the core can tell a request of another configuration. */
internal fun sent(prepared: PreparedRequest) = prepared.run {
    val sentAs = headers.find { it.name.equals("Client-Id", ignoreCase = true) }?.value
    Sent(operation, method, target, requestId, clientId = sentAs, url = url)
}

internal fun received(status: Int, headers: Headers, body: ByteArray) =
    Received(status.coerceIn(0, 0xFFFF).toUShort(), lines(headers), body)

/** A tolerance alone is meant from the current time. */
private fun clock(tolerance: Long?) = tolerance?.let { Instant.now().epochSecond }

private fun named(lines: List<Header>) = lines.associate { it.name to listOf(it.value) }
