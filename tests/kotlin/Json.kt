import id.dokukit.*
import java.lang.reflect.Modifier
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
    return Doku(environment.text, client, this["secret_key"].text, environment["base_url"].text)
}

/** A value of the API as the vectors write it. */
fun Any?.toJson(): JsonElement = when (this) {
    null -> JsonNull
    is JsonElement -> this
    is Number -> JsonPrimitive(this)
    is Boolean -> JsonPrimitive(this)
    is String -> JsonPrimitive(this)
    is ByteArray -> String(this).takeIf { it.toByteArray().contentEquals(this) }?.toJson()
        ?: mapOf("base64" to Base64.getEncoder().encodeToString(this)).toJson()
    is List<*> -> JsonArray(map { it.toJson() })
    is Map<*, *> -> JsonObject(entries.associate { (key, value) -> "$key" to value.toJson() })
    else -> parts(this).toJson()
}

private fun parts(value: Any): Map<String, Any?> = when (value) {
    is Stages -> value.run { mapOf("digest" to digest, "string_to_sign" to stringToSign, "signature" to signature) }
    is TimestampParts -> mapOf("text" to value.text, "unix" to value.unix)
    is PreparedRequest -> value.run {
        mapOf("method" to method, "url" to url, "headers" to headers.associate { it.name to it.value }, "body" to body)
    }
    is Answer<*> -> value.run {
        val body = if (body is String) Json.parseToJsonElement(body as String) else body
        mapOf("signature" to signature, "replayed" to replayed, "http_status" to httpStatus, "body" to body,
            "raw" to raw)
    }
    is DokuException -> value.run {
        val violations = violations.map { mapOf("path" to it.path, "code" to it.code) }
        val gateway = gateway?.run { mapOf("code" to code, "message" to message, "type" to type) }
        mapOf("code" to code, "violations" to violations, "http_status" to httpStatus, "gateway" to gateway,
            "retry" to retry, "signature" to signature)
    }
    else -> mapOf("unexpected" to value.toString())
}

/** Whether a typed result says what the JSON says: each field of a record is the text of its key. */
fun agrees(typed: Any?, json: JsonElement?): Boolean = when (typed) {
    null -> json == null
    is Map<*, *> -> typed.all { (key, value) -> agrees(value, json["$key"]) }
    is Answer<*> -> agrees(parts(typed), json)
    is String -> typed == json.text
    is JsonElement, is Number, is Boolean, is ByteArray, is Stages, is PreparedRequest, is DokuException ->
        typed.toJson() == (json ?: JsonNull)
    else -> typed.javaClass.declaredFields.filterNot { Modifier.isStatic(it.modifiers) }.all { field ->
        field.isAccessible = true
        val key = (json as? JsonObject)?.keys?.find { it.replace("_", "").equals(field.name, ignoreCase = true) }
        agrees(field.get(typed), key?.let { json[it] })
    }
}

/** The first place where a result is not what a vector names, or null. */
fun difference(expected: JsonElement?, got: JsonElement?, at: String): String? = when {
    expected is JsonObject && got is JsonObject -> expected.entries.firstNotNullOfOrNull { (key, value) ->
        val name = got.keys.find { it.equals(key, ignoreCase = at == "expect.prepared.headers") }
        difference(value, got[name.orEmpty()], "$at.$key")
    }
    expected is JsonArray && got is JsonArray && expected.size == got.size ->
        expected.indices.firstNotNullOfOrNull { difference(expected[it], got[it], "$at[$it]") }
    expected == null || number(expected) == number(got) -> null
    else -> "$at: expected $expected, got $got"
}

/** A number's exact value in any notation; any other value as it is. */
private fun number(value: JsonElement?): Any? = when {
    value == null || value == JsonNull -> null
    value is JsonPrimitive && !value.isString -> value.content.toBigDecimalOrNull()?.stripTrailingZeros() ?: value
    else -> value
}
