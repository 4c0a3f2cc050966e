package id.dokukit

/**
 * Everything that `prepare…` would refuse in a request given as JSON text; it needs no key, so a form can ask.
 *
 * The operation has its name in snake case, such as `register_business`; an upload's file has its bytes, or
 * at least its first ones, as `base64`.
 */
fun check(operation: String, json: String): List<Violation> =
    converting { id.dokukit.generated.checkRequest(operation, json) }

/** The moment that many seconds after 1970 began; throws `invalid_request`. */
fun timestampFromUnix(seconds: Long): Timestamp = converting { id.dokukit.generated.timestampFromUnix(seconds) }

/** Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`; throws `invalid_request`. */
fun parseTimestamp(text: String): Timestamp = converting { id.dokukit.generated.parseTimestamp(text) }

/** Returns the text when it can be a Request-Id; throws `invalid_request`. */
fun checkRequestId(text: String): String = converting { id.dokukit.generated.checkRequestId(text) }

/** A moment: as text in UTC, and as seconds since 1970. */
typealias Timestamp = id.dokukit.generated.Timestamp
