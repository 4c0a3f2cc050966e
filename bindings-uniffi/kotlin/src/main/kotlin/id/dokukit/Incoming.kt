package id.dokukit

import id.dokukit.generated.Sent

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
    policy: String? = null,
    now: Long? = null,
    tolerance: Long? = null,
): String = converting {
    val sent = Sent(method = method, target = target, requestId = requestId)
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
 * DOKU does not say whether callbacks are signed: an unsigned one is rejected, unless `policy` is
 * `if_present`; then `signature` is `absent`. The payload is undocumented, so for the state that it
 * announces, read Get Business Data.
 */
fun Doku.readCallback(
    target: String,
    headers: Headers,
    body: ByteArray,
    policy: String? = null,
    now: Long? = null,
    tolerance: Long? = null,
): Callback = converting {
    core.readCallback(target, lines(headers), body, policy, now ?: clock(tolerance), tolerance)
}

/** The stages of the signature on your own reply to an inquiry; throws `invalid_request`. */
fun Doku.signReply(target: String, body: ByteArray, requestId: String, timestamp: String? = null): Stages =
    converting { core.signReply(target, body, stamp(requestId, timestamp)) }

/** For your own tests: a response to `prepared`, signed as DOKU signs. */
fun Doku.signTestResponse(
    prepared: PreparedRequest,
    status: Int,
    body: ByteArray,
    timestamp: String? = null,
): TestResponse = converting {
    core.signTestResponse(sent(prepared), crossing(status), body, timestamp ?: now()).run {
        TestResponse(this.status.toInt(), named(this.headers), this.body)
    }
}

/** For your own tests: the headers of a notification or callback, signed as DOKU signs, by name. */
fun Doku.signTestNotification(
    target: String,
    body: ByteArray,
    requestId: String? = null,
    timestamp: String? = null,
): Map<String, List<String>> = converting {
    named(core.signTestNotification(target, body, stamp(requestId, timestamp)))
}

private fun named(lines: List<Header>) = lines.associate { it.name to listOf(it.value) }
