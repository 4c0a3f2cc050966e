package id.dokukit

/**
 * Headers as HTTP clients and servers give them: names, each with a text, a list or an array of texts.
 *
 * That is `HttpHeaders.map()` of the JDK, `toMultimap()` of OkHttp, `toMap()` of Ktor. A null name is the
 * status line of `HttpURLConnection` and is left out; so are null and numbers under names that are not
 * DOKU's. Anything else, such as a whole response, is `invalid_request` at `headers`: it never passes for
 * headers without a signature.
 */
typealias Headers = Map<out String?, Any?>

/** Headers that come in pairs, perhaps several of one name, such as OkHttp's. */
fun Iterable<Pair<String, String>>.toHeaders(): Headers = groupBy({ it.first }, { it.second })

internal fun lines(headers: Headers): List<Header> = headers.flatMap { (name, values) ->
    when {
        name == null -> emptyList()
        values is Iterable<*> -> values.mapNotNull { line(name, it) }
        values is Array<*> -> values.mapNotNull { line(name, it) }
        else -> listOfNotNull(line(name, values))
    }
}

private fun line(name: String, value: Any?): Header? = when {
    value is CharSequence -> Header(name, "$value")
    // Neither can be signed, and clients put them under other names.
    (value == null || value is Number) && SIGNED.none { it.equals(name, ignoreCase = true) } -> null
    else -> throw refused("expected text as a header's value, got ${kind(value)}")
}

private fun kind(value: Any?) = when (value) {
    null -> "null"
    is Number -> "a number"
    is ByteArray -> "bytes"
    is Iterable<*>, is Array<*> -> "a list"
    else -> "another object"
}

private fun refused(detail: String) =
    DokuException("invalid_request", detail, listOf(Violation("headers", "wrong_type", detail)))

/** The headers that DOKU signs, and the signature. */
private val SIGNED = setOf("Client-Id", "Request-Id", "Request-Timestamp", "Response-Timestamp", "Signature", "Digest")
