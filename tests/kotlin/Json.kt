import id.dokukit.*
import java.util.Base64
import kotlinx.serialization.json.*

typealias Result = MutableMap<String, Any?>

/** What a call put into its result, and its error if it failed. */
fun outcome(call: Result.() -> Unit): Result = mutableMapOf<String, Any?>().apply {
    try {
        call()
    } catch (failure: Exception) {
        put("error", failure)
    }
}

/** A record, or null when the text is none. */
fun <T> decoded(decode: () -> T): T? = try {
    decode()
} catch (_: DokuException) {
    null
}

/** A value as it stands, or the text that a string is. */
val JsonElement?.source get() = if (this is JsonPrimitive && isString) content else toString()

/** The value of a key; null is absence. */
operator fun JsonElement?.get(key: String): JsonElement? =
    (this as? JsonObject)?.let { it[key] }?.takeIf { it != JsonNull }

/** A string's text, or a number's as it stands, all its digits. */
val JsonElement?.text get() = (this as? JsonPrimitive)?.content

/** Text, or `{"base64"}`. */
val JsonElement?.bytes: ByteArray?
    get() = this["base64"].text?.let(Base64.getDecoder()::decode) ?: text?.toByteArray()

/** Each name's values: one, or a list. */
val JsonElement?.headers
    get() = (this as? JsonObject).orEmpty().mapValues { (_, value) ->
        (value as? JsonArray ?: listOf(value)).map { it.text.orEmpty() }
    }

fun JsonElement?.doku(): Doku {
    val environment = this["environment"]
    val client = this["client_id"].text.orEmpty()
    val base = environment["base_url"].text
    val previous = (this["previous_secret_keys"] as? JsonArray).orEmpty().map { it.text.orEmpty() }
    val bare = this["accept_bare_signatures"].text == "true"
    val plain = this["allow_plain_http"].text == "true"
    val (query, policy) = this["query"].text to this["policy"].text
    return Doku(environment.text, client, this["secret_key"].text, base, query, previous, bare, policy, plain)
}

/** A value of the API as the vectors write it. */
fun Any?.toJson(): JsonElement = when (this) {
    null -> JsonNull
    is JsonElement -> this
    is Number -> JsonPrimitive(this)
    is UInt -> JsonPrimitive(toLong())
    is Boolean -> JsonPrimitive(this)
    is String -> JsonPrimitive(this)
    is ByteArray -> (String(this).takeIf { it.toByteArray().contentEquals(this) } ?: base64(this)).toJson()
    is List<*> -> JsonArray(map { it.toJson() })
    is Map<*, *> -> JsonObject(entries.associate { (key, value) -> "$key" to value.toJson() })
    else -> parts(this).toJson()
}

private fun base64(bytes: ByteArray) = mapOf("base64" to Base64.getEncoder().encodeToString(bytes))

/** Headers that come once each. */
fun single(headers: Map<String, List<String>>) = headers.mapValues { (_, values) -> values.single() }

fun parts(value: Any): Map<String, Any?> = when (value) {
    is Stages -> value.run { mapOf("digest" to digest, "string_to_sign" to stringToSign, "signature" to signature) }
    is Timestamp -> mapOf("text" to value.text, "unix" to value.unix)
    is PreparedRequest -> value.run {
        val body = body?.let { if (operation == "upload_file") base64(it) else it }
        mapOf("method" to method, "url" to url, "headers" to headers.associate { it.name to it.value }, "body" to body)
    }
    is Callback -> value.run {
        mapOf("kind" to kind, "signature" to signature, "request_id" to requestId, "raw" to raw)
    }
    is TestResponse -> value.run { mapOf("status" to status, "headers" to single(headers), "body" to body) }
    is Explanation -> value.run {
        mapOf("string_to_sign" to stringToSign, "string_to_sign_bytes" to stringToSignBytes, "digest" to digest,
            "body_bytes" to bodyBytes, "signature" to signature, "received" to received, "matches" to matches)
    }
    is GenericAnswer -> mapOf("json" to value.json)
    is Violation -> mapOf("path" to value.path, "code" to value.code)
    is Answer<*> -> value.run {
        val body = if (body is String) Json.parseToJsonElement(body as String) else body
        mapOf("signature" to signature, "replayed" to replayed, "http_status" to httpStatus, "body" to body,
            "raw" to raw, "deviations" to deviations)
    }
    is DokuException -> value.run {
        val gateway = gateway?.run { mapOf("code" to code, "message" to message, "type" to type) }
        mapOf("code" to code, "violations" to violations, "http_status" to httpStatus, "gateway" to gateway,
            "retry" to retry, "signature" to signature)
    }
    else -> mapOf("unexpected" to value.toString())
}
