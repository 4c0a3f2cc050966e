package id.dokukit

/**
 * Checks a request given as JSON text and returns every violation; it needs no key, so a form can call it.
 *
 * The operation has its name in snake case, such as `register_business`; an upload's file has its bytes, or
 * at least its first ones, as `base64`.
 */
fun check(operation: String, json: String): List<Violation> =
    converting { id.dokukit.generated.checkRequest(operation, json) }

/** Returns the moment that many seconds after 1970 began; throws `invalid_request`. */
fun timestampFromUnix(seconds: Long): Timestamp = converting { id.dokukit.generated.timestampFromUnix(seconds) }

/** Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`; throws `invalid_request`. */
fun parseTimestamp(text: String): Timestamp = converting { id.dokukit.generated.parseTimestamp(text) }

/** Returns the text if it is a valid Request-Id; throws `invalid_request`. */
fun checkRequestId(text: String): String = converting { id.dokukit.generated.checkRequestId(text) }

/** A moment: as text in UTC, and as seconds since 1970. */
typealias Timestamp = id.dokukit.generated.Timestamp
