package id.dokukit

/**
 * Headers as HTTP clients and servers give them: a map of names to one text or several, or pairs.
 *
 * Several texts are a list or an array. Pairs are any `Iterable` of [Pair] or [Map.Entry]: OkHttp's
 * `Headers`, the `entries()` of Ktor's. A null name is the status line of `HttpURLConnection` and is left
 * out; so are null and numbers under names that are not DOKU's. Anything else, such as the whole
 * response, is `invalid_request` at `headers`: it never passes for headers without a signature.
 */
typealias Headers = Any

internal fun lines(headers: Headers): List<Header> {
    val pairs = when (headers) {
        is Map<*, *> -> headers.entries
        is Iterable<*> -> headers
        else -> throw refused("expected a map of headers or pairs of name and value, got ${kind(headers)}")
    }
    return pairs.flatMap { pair ->
        when (pair) {
            is Map.Entry<*, *> -> lines(pair.key, pair.value)
            is Pair<*, *> -> lines(pair.first, pair.second)
            else -> throw refused("expected pairs of name and value, got ${kind(pair)}")
        }
    }
}

/** A header's lines, one for each of its values. */
private fun lines(name: Any?, values: Any?): List<Header> = when {
    name == null -> emptyList()
    name !is CharSequence -> throw refused("expected text as a header's name, got ${kind(name)}")
    values is Iterable<*> -> values.mapNotNull { line("$name", it) }
    values is Array<*> -> values.mapNotNull { line("$name", it) }
    else -> listOfNotNull(line("$name", values))
}

private fun line(name: String, value: Any?): Header? = when {
    value is CharSequence -> Header(name, "$value")
    // Neither can be signed, and clients put them under names of their own.
    (value == null || value is Number) && SIGNED.none { it.equals(name, ignoreCase = true) } -> null
    else -> throw refused("expected text as a header's value, got ${kind(value)}")
}

private fun kind(value: Any?) = when (value) {
    null -> "null"
    is CharSequence -> "text"
    is Number -> "a number"
    is ByteArray -> "bytes"
    is Iterable<*>, is Array<*> -> "a list"
    else -> "another object"
}

private fun refused(detail: String) =
    DokuException("invalid_request", detail, listOf(Violation("headers", "wrong_type", detail)))

/** What DOKU signs or signs with. */
private val SIGNED = setOf("Client-Id", "Request-Id", "Request-Timestamp", "Response-Timestamp", "Signature", "Digest")
